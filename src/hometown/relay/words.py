"""Sentences for the refusals of the relay."""

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

SENTENCES = {
    # Merging
    "may_not_merge": Sentence(_("You may not merge records."), who=_("The bureau can.")),
    "no_such_merge": _("There is no such merge, or it is not for you."),
    "reason_needed": _("Say why, in a few words."),
    "same_record": _("This is one and the same record."),
    "said_distinct": Sentence(
        _("It is on record that “%(source)s” and “%(target)s” are two firms."),
        do=_("Take that back first, on the page of likely duplicates."),
    ),
    "two_codes": Sentence(
        _("Both have a valid code, %(source_code)s and %(target_code)s: two valid codes are two firms."),
        do=_("Compare the licences. If it is one firm, say which code is wrong."),
    ),
    "group_between": Sentence(
        _("“%(below)s” stands in a group below “%(above)s”, with another firm between them."),
        do=_("Correct the group first: edit the parent of one of them."),
    ),
    "unknown_holder": Sentence(
        _("Something points at this record of which nobody has said how it fares: %(holder)s."),
        do=_("Nothing was merged. Tell whoever runs the system this name."),
    ),
    "contacts_do_not_pair": _("Only a contact of one firm and a contact of the other can be one person."),
    # Undoing
    "undone_already": _("This merge was undone on %(day)s."),
    "undo_first": Sentence(
        _("“%(source)s” was merged into “%(target)s” later."), do=_("Undo that merge first, then this one.")
    ),
    "code_taken": Sentence(
        _("The code %(code)s stands at “%(company)s” now, and no two firms have one code."),
        do=_("Correct the code there first."),
    ),
    # Persons
    "may_not_erase": Sentence(_("You may not erase persons."), who=_("The bureau can.")),
    "not_yet": _("%(day)s has not come yet."),
    "still_named": _("This still names the person or tells a number or address of theirs."),
    "nothing_to_forget": _("Nothing is on record of this person."),
    "nothing_to_restrict": _("Only a contact can be kept out of use: of others there is no more than a name."),
}
