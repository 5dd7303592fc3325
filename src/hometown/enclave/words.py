"""Sentences for the refusals of enclaves."""

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

SENTENCES = {
    "gone": Sentence(
        _("There is no such record, or it is not yours to see."), who=_("The home bureau can say who holds it.")
    ),
    "look_over": _("Some entries cannot stand. Look at the marked fields."),
    "say_it": _("Say it in words."),
    "keeper_only": Sentence(
        _("People of the two sides keep the papers of an enclave."), who=_("Ask the unit that is a side of it.")
    ),
    "collector_only": _("%(unit)s collects the taxes: its people record what was paid and pay over."),
    "receiver_only": _("%(unit)s is owed the share: its people say that money arrived."),
    "home_only": _("The side of home does this."),
    "signer_only": Sentence(
        _("Your duties do not include signing for this side."), who=_("Ask whoever signs for the unit.")
    ),
    "not_your_unit": _("You open no enclave for %(unit)s."),
    "no_unit_of_home": _("%(unit)s is no unit of home."),
    "no_partner": _("%(unit)s is no district or unit of the host city."),
    "name_taken": _("There is an enclave of this name already."),
    "not_signed_yet": _("%(project)s is not signed. Only signed projects are named to a partner."),
    "inside_already": _("%(project)s lies in an enclave already."),
    "other_enclave": _("This project lies in another enclave."),
    "over_already": _("This is over since %(day)s."),
    "in_the_future": _("This is still to come."),
    "drafts_wait": _("A draft still waits for its signatures. Sign it or take it back first."),
    "later_year_signed": _("The statement of %(year)s or of a later year is signed already."),
    "version_waits": _("Another version waits for its signatures. Sign it or take it back first."),
    "signed_stays": _("This was signed and does not change. A correction is a new paper that refers to it."),
    "changed_since_shown": Sentence(
        _("The draft was changed since you opened it."), do=_("Read it once more, then sign.")
    ),
    "two_persons": _("You have signed. Somebody of the other side signs as well."),
    "side_signed": _("Your side has signed."),
    "which_side": _("Say for which side you sign."),
    "not_said": _("The agreement does not say everything yet: see what is marked as not said."),
    "year_has_statement": _("The statement of %(year)s stands. A new version begins with a later year."),
    "year_not_covered": _("No agreement in force covers this year."),
    "statement_waits": _("A statement of %(year)s waits for its signatures. Sign it or take it back first."),
    "no_taxes": _("No taxes of %(year)s are on record."),
    "year_before_missing": _("The statement of %(year)s comes first: this year rests on it."),
    "why_corrected": _("A statement of this year stands. Say why it is corrected."),
    "records_moved": Sentence(
        _("What is on record has changed since this was drafted."), do=_("Take it back and draft it anew.")
    ),
    "no_statement": _("There is no signed statement of %(year)s to pay for."),
    "no_amount": _("Give the amount of one tax at least."),
    "no_tax": _("Say which taxes are shared, and how much of each stays local."),
    "no_years": _("Say for how many years, and at which share."),
    "too_many_years": _("No agreement shares for so many years."),
    "share_out_of_range": _("A share lies between nothing and the whole."),
    "amount_out_of_range": _("This amount cannot be right."),
    "year_out_of_range": _("This year cannot be right."),
    "day_not_in_year": _("Give a day of that year that has been."),
    "cap_below_yearly": _("The cap of all years is below the cap of one."),
    "nothing_to_a_firm": Sentence(
        _("Taxes are shared between governments. Nothing is promised back to a firm."),
        do=_("Take these words out."),
        who=_("The review of fair competition says what the law allows."),
    ),
    "nothing_waits_without_cap": _("Without a cap of a year nothing is above it: nothing can wait."),
}
