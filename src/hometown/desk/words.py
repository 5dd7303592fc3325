"""Sentences for the refusals of the desk."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "firm_needed": _("Name the firm: a lead is a firm's."),
}
VERBS = {"visit.recorded_with_lead": _("recorded a visit and reported a lead")}
