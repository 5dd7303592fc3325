"""Sentences for the refusals of companies."""

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

SENTENCES = {
    # Who may
    "may_not_record": Sentence(
        _("You may look companies up, but not add or edit them."), who=_("Officers, counties and the bureau can.")
    ),
    "may_not_see": _("Companies are for those who work with them."),
    "may_not_reveal": Sentence(
        _("You may not see contacts whole."), who=_("Those who work with the company can; each look is logged.")
    ),
    "no_such_company": _("There is no such company, or it is not for you."),
    "no_such_contact": _("There is no such contact, or it is not for you."),
    "no_such_tie": _("There is no such tie, or it is not for you."),
    "no_such_tag": _("There is no such tag, or it is not for you."),
    "no_such_name": _("There is no such name, or it is not for you."),
    "merged_away": Sentence(
        _("“%(company)s” is recorded as “%(target)s” now."), do=_("Choose that one, or undo the merge first.")
    ),
    "contact_merged_away": Sentence(_("This contact is recorded as another one now."), do=_("Choose that one.")),
    "may_not_compare": Sentence(_("You may not say whether two records are one firm."), who=_("The bureau can.")),
    "one_record": _("This is one and the same record."),
    "distinct_already": _("It is on record that “%(first)s” and “%(second)s” are two firms."),
    "distinct_taken_back": _("This was taken back on %(day)s."),
    "no_such_distinction": _("There is no such remark, or it is not for you."),
    # What is said of a company
    "already_known": Sentence(_("“%(company)s” is on record already."), do=_("Open it and add there what is new.")),
    "name_needed": _("Write the name."),
    "same_name": _("The new name is the old one. Correct a slip of the pen under Edit."),
    "too_long": _("Write at most %(most)s characters."),
    "uscc_unreadable": _("%(written)s is not a unified social credit code: it has 18 digits and capital letters."),
    "uscc_misread": _("%(written)s holds a letter that such codes never have. Did you mean %(meant)s?"),
    "uscc_doubtful": Sentence(
        _("The check digit of %(written)s does not add up."),
        do=_("Compare it with the licence. If it stands there like this, say so and save again."),
    ),
    "unknown_kind": _("%(kind)s is no kind of organisation."),
    "unknown_region": _("%(written)s is no division code: write six digits."),
    "unknown_industry": Sentence(
        _("GB/T 4754 has no industry %(written)s in our table."),
        do=_("Choose one from the list. One class of the standard is missing there: write its group instead."),
    ),
    "unknown_chain": _("%(written)s is no chain of the scheme in force."),
    "capital_not_positive": _("Registered capital is more than nothing."),
    "source_needed": _("Say where this is known from: a list, a licence, a visit."),
    "share_out_of_range": _("A parent’s share is more than 0 and at most 100 per cent."),
    "share_without_parent": _("Name the parent that holds the share."),
    "group_circle": _("%(parent)s belongs to this company already: it cannot be its parent, too."),
    "day_to_come": _("%(day)s has not come yet."),
    # Names
    "unknown_name_kind": _("%(kind)s is no kind of name."),
    "name_known": _("“%(name)s” is on record for this company."),
    "ends_before_it_begins": _("The last day is before the first."),
    # Contacts
    "contact_name_needed": _("Write the name of the person."),
    "contact_known": Sentence(
        _("A person of this name is on record at %(company)s."), do=_("Open that contact and edit it.")
    ),
    "unknown_consent": _("%(consent)s says nothing about consent."),
    "purpose_needed": _("Say what you need it for."),
    "consent_withdrawn": _("The person has withdrawn consent: the data may not be used any more."),
    "not_passed_on": Sentence(
        _("This contact was handed over, and the person has not agreed that number and address go along."),
        do=_("Let the officer whose contact it is introduce you; once the person agrees, say so under Edit."),
    ),
    # Ties and tags
    "unknown_tie_kind": _("%(kind)s is no kind of tie."),
    "tie_to_itself": _("A company has no tie to itself."),
    "tie_needs_other": _("Choose the other organisation."),
    "tie_needs_chamber": _("%(other)s is no chamber of commerce."),
    "tie_needs_home_firm": _("%(other)s is not registered in %(home)s. Choose the firm at home, or leave it open."),
    "tie_known": _("This tie of %(company)s is on record already."),
    "tie_ended": _("This tie ended on %(day)s."),
    "unknown_tag_kind": _("%(kind)s is no kind of tag."),
    "list_needed": _("Name the list."),
    "list_year_needed": _("Say of which year the list is."),
    "year_out_of_range": _("Write the year with four digits, this year or earlier."),
    "tag_known": _("%(company)s has this tag already."),
    "tag_ended": _("This tag ended on %(day)s."),
    # Introductions
    "no_such_introduction": _("There is no such introduction, or it is not for you."),
    "introduced_needed": _("Name the firm they would bring."),
    "introduces_itself": _("A firm does not introduce itself. Name another."),
    "not_their_contact": _("This person is no contact of %(company)s."),
    "unknown_outcome": _("%(outcome)s says nothing about what came of it."),
    "made_without_outcome": _("It has a day on which it was made: say that it was made, or take the day out."),
    "made_before_asked": _("It was made before it was asked for. Look at the two days."),
}
