"""Sentences for the refusals of projects."""

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

SENTENCES = {
    "gone": Sentence(
        _("There is no such project, or it is not yours to see."),
        do=_("The register of first claims shows which unit holds a project and how far it is."),
        who=_("The home bureau can open it to you."),
    ),
    "not_yours": Sentence(_("Your duties do not include this."), who=_("Ask the home bureau who may do it.")),
    "coordinator_only": _("The home bureau or the branch secretary decides this."),
    "role_may_not_advance": _("Your duties do not let you decide about the stage “%(stage)s”. Ask the home bureau."),
    "verifiers_only": _("Only a verifier named in the rules says whether a paper holds."),
    "not_your_unit": _("You do not file for %(unit)s. Choose your own unit."),
    "not_your_name": _("You do not file in the name of %(officer)s. Leave the officer empty or choose yourself."),
    "not_your_paper": _("Who reported a paper, or the home bureau, withdraws it."),
    "own_paper": _("You reported this yourself. Somebody else verifies it."),
    "excluded_class": Sentence(
        _("Not taken: %(excluded)s."),
        do=_("The rules leave this class of project out. Choose another class if it is none."),
        who=_("The home bureau decides in doubt."),
    ),
    "still_missing": Sentence(
        _("“%(stage)s” still needs: %(missing)s."), do=_("Add what is missing, then move the project.")
    ),
    "end_of_road": _("The project has reached the last stage."),
    "not_live": _("“%(project)s” is paused, lost or withdrawn. Revive it first."),
    "look_over": _("Some entries cannot stand. Look at the marked fields."),
    "in_the_future": _("This day is still to come. Give a day that has been."),
    "before_the_last_step": _("The stage before was reached on %(day)s. Give that day or a later one."),
    "name_needed": _("Give the project a name."),
    "amount_out_of_range": _("Give an amount above zero that fits a project, with its unit."),
    "amount_needed": _("Give the amount, above zero."),
    "currency_unknown": _("The rules do not know this currency. Give the amount in yuan or another currency."),
    "not_on_the_list": _("The rules no longer offer this. Choose another."),
    "industry_unreadable": _("Write the industry as a letter and up to four digits, as in C2651."),
    "uscc_unreadable": _("A unified social credit code has eighteen characters, without I, O, S, V and Z."),
    "region_unreadable": _("Write the region as the six digits of its division code."),
    "share_out_of_range": _("A share is more than 0 and at most 100 per cent."),
    "share_too_fine": _("Give a share with at most two places."),
    "shares_over_whole": _("The shares add up to more than 100 per cent. Lower one."),
    "no_such_stage": _("Choose one of the stages."),
    "not_earlier": _("Choose a stage before the one the project stands in."),
    "no_such_status": _("Choose one of the statuses."),
    "no_such_evidence": _("This stage knows no such paper. Choose one from the list."),
    "no_such_voucher": _("Choose what the voucher is for."),
    "reason_needed": _("Give the reason."),
    "file_needed": _("Add the file."),
    "wrong_medium": _("This paper is kept in another form. See what the rules ask for, then add that file."),
    "on_file_already": _("The very same file is on file for this already: %(file)s."),
    "withdrawn_already": _("This paper was withdrawn."),
    "verified_by_you": _("You have said whether this paper holds. Somebody else may look at it too."),
    "verified_already": _("This voucher has been verified."),
    "increase_before_signing": _("An increase follows a first signing. Put the amount into the contract instead."),
    "cannot_land_there": _("%(unit)s is no county or park. Choose where the project lands."),
    "cannot_serve": _("%(person)s has no duty that serves projects. Give the duty first."),
}
