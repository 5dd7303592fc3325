"""Sentences for the refusals of the relay."""

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

SENTENCES = {
    "not_handed_over": _("This firm is no part of the handover."),
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
    # Handing over
    "no_such_officer": _("There is no such officer, or their handover is not yours to prepare."),
    "no_such_handover": _("There is no such handover, or it is not for you."),
    "no_such_kind": _("Nothing of this kind is handed over."),
    "somebody_else_hands_over": Sentence(
        _("You may prepare this handover; somebody else confirms it."), who=_("The home bureau or the branch can.")
    ),
    "not_handed_to_you": _("This was handed to somebody else."),
    "to_oneself": _("Name somebody else: nobody takes over from themselves."),
    "successor_without_account": Sentence(
        _("%(person)s has no open account, and could not see what is handed over."), do=_("Choose somebody else.")
    ),
    "successor_not_yet": Sentence(
        _("%(person)s does not serve before %(day)s."), do=_("Hand over from that day on, or choose somebody else.")
    ),
    "successor_serves_no_more": Sentence(
        _("%(person)s has no posting that stands, and takes nothing over."), do=_("Choose somebody else.")
    ),
    "successor_may_not": Sentence(
        _("%(person)s may not have records of this kind: %(kind)s."), do=_("Name somebody else for them.")
    ),
    "successor_not_able": Sentence(
        _("%(person)s may not do what “%(record)s” (%(kind)s) asks of whoever has it."),
        do=_("Name somebody for it who may, or see it through first."),
    ),
    "successor_cannot_see": Sentence(
        _("%(person)s could not see “%(record)s” (%(kind)s)."),
        do=_("Nothing was handed over. Name somebody else for it."),
    ),
    "has_it_already": Sentence(
        _("%(person)s has “%(record)s” (%(kind)s) already, and cannot have it twice."),
        do=_("Nothing was handed over. Name somebody else for it."),
    ),
    "left_behind": Sentence(
        _("Something would have stayed without an owner: %(kind)s."),
        do=_("Nothing was handed over. Tell whoever runs the system: %(record)s."),
    ),
    "planned_already": _("A handover of %(person)s is being prepared already."),
    "no_plan_any_more": _("The handover of %(person)s is done or dropped by now."),
    "holds_nothing": _("%(person)s holds nothing that could be handed over."),
    "counts_changed": Sentence(
        _("What %(person)s holds has changed since you looked."), do=_("Look at the numbers once more, then confirm.")
    ),
    "accepted_already": _("This was accepted already, or passed on again."),
    "theirs_no_more": _("%(person)s does not have this any more: it was closed or passed on."),
    "sensitive_firm": Sentence(
        _("Something commercially sensitive is under way with this firm: no file of it leaves the house."),
        do=_("Read the sheet here."),
    ),
    # Persons
    "may_not_erase": Sentence(_("You may not erase persons."), who=_("The bureau can.")),
    "not_yet": _("%(day)s has not come yet."),
    "still_named": _("This still names the person or tells a number or address of theirs."),
    "nothing_to_forget": _("Nothing is on record of this person."),
    "nothing_to_restrict": _("Only a contact can be kept out of use: of others there is no more than a name."),
}
