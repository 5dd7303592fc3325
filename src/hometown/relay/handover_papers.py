"""A handover as official documents: the list of all that passes 交接清单, and the sheet of one firm 企业交接单.

A file leaves the house: it names nothing that is commercially sensitive and no contact in full but those who agreed to
be passed on, and each of those is logged as read.
"""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.companies import access as companies
from hometown.companies.models import Consent
from hometown.face import formats
from hometown.face.tags.words import listed
from hometown.kernel import clock
from hometown.kernel.errors import RuleBroken
from hometown.ledger import reads
from hometown.official import Block, Document, Heading, Items, Paragraph, Table

from . import handover_showing as showing
from .firm_sheets import FirmSheet
from .models import Handover


def _document(title: str, handover: Handover, blocks: list[Block]) -> Document:
    return Document(
        title=title, blocks=tuple(blocks), dated=clock.today(), label=_("Internal"), stamped=False,
        signed_by=handover.officer.home_unit.name, language="zh" if formats.is_chinese(get_language()) else "en",
    )  # fmt: skip


def _parties(handover: Handover, successors: list[str]) -> Paragraph:
    words = {"officer": showing.officer_words(handover.officer), "people": listed(successors)}
    return Paragraph(_("Handed over by %(officer)s, taken over by %(people)s.") % words)


def list_of_all(handover: Handover) -> Document:
    """Return the list of a handover: for every kind how many records, and to whom. Numbers and people, no firm."""
    counts: dict[tuple[str, str], int] = {}
    for officer, _row, held in showing.records_of(handover):
        key = str(held.words), showing.officer_words(officer)
        counts[key] = counts.get(key, 0) + 1
    rows = tuple((kind, str(count), person) for (kind, person), count in counts.items())
    people = list(dict.fromkeys(person for _kind, person in counts))
    blocks: list[Block] = [_parties(handover, people)]
    if handover.note:
        blocks.append(Paragraph(handover.note))
    blocks.append(Table((_("Kind of record"), _("Records"), _("Who takes over")), rows))
    blocks.append(Paragraph(_("Credit stays with who earned it; every record keeps who wrote it.")))
    return _document(_("Handover list"), handover, blocks)


def of_firm(reader: User, sheet: FirmSheet) -> Document:
    """Return the sheet of a firm. Raises RuleBroken for a firm with whom something sensitive is under way."""
    if sheet.is_sensitive:
        raise RuleBroken("relay.sensitive_firm")
    handover = sheet.handover
    blocks: list[Block] = [_parties(handover, [showing.officer_words(one) for one in sheet.successors])]
    for section in sheet.sections:
        blocks.append(Heading(1, str(section.title)))
        blocks.append(Items([_said(row) for row in section.rows]))
        if section.code == "contacts":
            blocks += _details(reader, sheet)
    return _document(f"{_('Handover sheet')}\n{sheet.company.name}", handover, blocks)


def _said(row: Any) -> str:
    return " · ".join(str(one) for one in (row.title, row.meta, row.end) if one)


def _details(reader: User, sheet: FirmSheet) -> list[Block]:
    """Return number and address of those contacts who agreed to be passed on; each is logged."""
    if sheet.handover.is_plan or not companies.may_reveal(reader):  # nothing was handed over yet
        return []
    told = []
    for one in sheet.contacts:
        if one.consent == Consent.PASS_ON:
            shown = {name: getattr(one, name) for name in ("name", "phone", "wechat", "email") if getattr(one, name)}
            reads.note(one, list(shown), reader=reader.pk, purpose=_("Handover sheet"))
            told.append(tuple(str(getattr(one, name)) for name in ("name", "title", "phone", "wechat", "email")))
    if not told:
        return []
    return [Table((_("Name"), _("Position"), _("Phone"), _("WeChat"), _("Mail")), told)]
