"""A statement as an official document, in the city's language: what is owed, how it comes about, who signed."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from hometown.fieldwork.contacting import day_words
from hometown.landing.labels import CITY_LANGUAGE
from hometown.official import Document, Heading, Paragraph, Table

from . import labels, showing
from .models import Statement


def as_document(found: Statement) -> Document:
    """Return a statement as GB/T 9704-2012 wants a document. It names no firm and no person but those who signed."""
    with override(CITY_LANGUAGE):
        shown, names = showing.outcome_shown(found), labels.sides(found.enclave)
        heads = tuple(str(one["label"] if isinstance(one, dict) else one) for one in showing.tax_columns())
        taxes = tuple(tuple(str(cell) for cell in row) for row in showing.tax_rows(shown))
        lines = tuple((str(one.label), one.printed, str(one.how)) for one in showing.working(shown))
        signed = tuple((names[one.side], one.person.name, day_words(one.on)) for one in found.signatures.all())
        blocks = (
            Paragraph(_owed(found, names)),
            Heading(1, _("Taxes by kind, in yuan")),
            Table(heads, taxes),
            Heading(1, _("Worked out line by line")),
            Table((_("Line"), _("Amount"), _("How it comes about")), lines),
            Heading(1, _("Signatures")),
            Table((_("Side"), _("Who signed"), _("Day")), signed),
        )
        return Document(
            title=f"{found.enclave.name} {labels.statement(found)}", blocks=blocks, label=_("Internal"),
            signed_by=names[found.enclave.payer] if found.signed_on else "", dated=found.signed_on, stamped=False,
        )  # fmt: skip


def _owed(found: Statement, names: dict[str, str]) -> str:
    facts = {
        "year": found.year,
        "payer": names[found.enclave.payer],
        "receiver": names[found.enclave.receiver],
        "amount": labels.yuan(found.payable_yuan),
        "version": labels.version(found.agreement),
        "state": labels.state(found, len(found.signatures.all()))[0],
    }
    told = _("For %(year)s %(payer)s pays %(receiver)s %(amount)s yuan under the agreement, %(version)s (%(state)s).")
    return told % facts
