"""Sentences for the refusals of reminders."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "no_day": _("Say of which day the digest is."),
}
