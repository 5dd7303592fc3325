"""Sentences for the refusals of the desk, and what a message may hold."""

from django.utils.translation import gettext_lazy as _

from hometown.names.extract import Kind

SENTENCES = {
    "firm_needed": _("Name the firm: a lead is a firm's."),
}
FOUND = {
    Kind.COMPANY: _("Firm"),
    Kind.PERSON: _("Person named"),
    Kind.PHONE: _("Phone"),
    Kind.EMAIL: _("E-mail address"),
    Kind.WECHAT: _("WeChat"),
    Kind.AMOUNT: _("Amount"),
    Kind.PLACE: _("Place"),
    Kind.COUNTRY: _("Country"),
    Kind.DATE: _("Day"),
    Kind.STAGE: _("Stage"),
}
VERBS = {"visit.recorded_with_lead": _("recorded a visit and reported a lead")}
