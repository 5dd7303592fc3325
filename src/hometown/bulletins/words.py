"""Sentences for the refusals of bulletins."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "no_batch": _("There is no such batch. Batches that exist: %(numbers)s."),
    "no_figure": _("There is no figure called %(name)s."),
    "bad_moment": _("Write the day as 2019-12-31."),
    "case_not_yours": _("The branch secretary or the bureau chooses the case of a review."),
    "case_projects": _("Choose at least one project of this officer for the case."),
}
