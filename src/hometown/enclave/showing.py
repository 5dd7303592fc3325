"""What the pages of enclaves show: the working of a year line by line, the five issues, the years, who signed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hometown.accounts.models import User
from hometown.face.parts import Fact, Line, Row
from hometown.fieldwork.contacting import day_words
from hometown.projects import access as projects

from . import labels
from .actions.agreeing import unsaid
from .models import Agreement, Enclave, EnclaveProject, Remittance, Side, Statement, TaxPaid
from .rules import Brought, Outcome
from .rules import Line as TaxLine
from .selections import Year


@dataclass(frozen=True)
class Working:
    """One line of a year's working: what, how much, and how it comes about."""

    code: str
    label: Any
    amount: Decimal | None
    how: Any = ""

    @property
    def printed(self) -> str:
        """The amount as it is printed."""
        return labels.yuan(self.amount)


def working(one: Outcome) -> list[Working]:
    """Return the working of a year below its taxes, in the order in which it is worked out."""
    waits = lazy("of the base, from earlier years")
    found = [
        Working("gross", lazy("Taxes paid"), one.gross),
        Working("retained", lazy("Local part"), one.retained, lazy("the local part of each tax, to the fen, added up")),
        Working("base_due", lazy("Base to be taken off"), one.base_due, waits if one.brought.base else ""),
        Working("base_taken", lazy("Base taken off"), one.base_taken, lazy("no more than there is")),
        Working("pot", lazy("To be shared"), one.pot, lazy("local part less base")),
        Working("share", lazy("Share"), one.share, labels.share(one.rate)),
        Working("excess", lazy("Share that waited"), one.brought.excess, lazy("from earlier years")),
        Working("available", lazy("Share with what waited"), one.available),
        Working("room", lazy("Left under the caps"), one.room, "" if one.room is not None else lazy("no cap")),
        Working("payable", lazy("Payable"), one.payable, lazy("the smaller of the two")),
        Working("carried", lazy("Share that waits"), one.carried, lazy("for the next year")),
        Working("lapsed", lazy("Lapsed"), one.lapsed),
        Working("base_left", lazy("Base that waits"), one.base_left, lazy("for the next year")),
    ]
    return [line for line in found if line.amount or line.code in ("gross", "retained", "pot", "share", "payable")]


def outcome_shown(statement: Statement) -> Outcome:
    """Return a statement as it was signed, as an outcome: from its own columns, never worked out anew."""
    before = Brought(statement.base_brought_yuan, statement.excess_brought_yuan, statement.paid_before_yuan)
    lines = tuple(
        TaxLine(line.kind, line.gross_yuan, line.local, line.retained_yuan, line.payable_yuan)
        for line in statement.lines.all()
    )
    base = statement.agreement.base_yuan + before.base
    return Outcome(
        year=statement.year, brought=before, lines=lines, gross=statement.gross_yuan, retained=statement.retained_yuan,
        base_due=base, base_taken=statement.base_taken_yuan, base_left=statement.base_left_yuan,
        pot=statement.pot_yuan, rate=statement.rate, share=statement.share_yuan,
        kept=statement.pot_yuan - statement.share_yuan, available=statement.share_yuan + before.excess,
        room=statement.room_yuan, payable=statement.payable_yuan, carried=statement.carried_yuan,
        lapsed=statement.lapsed_yuan,
    )  # fmt: skip


def tax_columns() -> list[Any]:
    """Return the heads of the table of taxes."""
    numbers = (_("Paid"), _("Local part"), _("Stays local"), _("Stands for"))
    return [_("Tax"), *({"label": label, "number": True} for label in numbers)]


def tax_rows(one: Outcome) -> list[list[Any]]:
    """Return the taxes of a year, and their sum."""
    rows = [
        [labels.TAXES[line.kind], labels.yuan(line.gross), labels.share(line.local), labels.yuan(line.retained),
         labels.yuan(line.payable)]
        for line in one.lines
    ]  # fmt: skip
    return [*rows, [_("Sum"), labels.yuan(one.gross), "", labels.yuan(one.retained), labels.yuan(one.payable)]]


# --- one enclave ----------------------------------------------------------------------------------------------------


def year_rows(years: list[Year]) -> list[list[Any]]:
    """Return the ledger of an enclave, a line a year."""
    return [
        [
            {"text": str(one.year), "meta": _year_state(one)},
            labels.yuan(one.gross),
            _statement_cell(one),
            labels.yuan(one.paid),
            labels.yuan(one.open) if one.statement else "",
        ]
        for one in years
    ]


def _statement_cell(one: Year) -> Any:
    stands = one.statement
    if stands is not None:
        return {"text": labels.yuan(stands.payable_yuan), "url": reverse("enclave-statement", args=[stands.pk])}
    if one.waiting is not None:
        words = f"{labels.yuan(one.waiting.payable_yuan)}"
        return {
            "text": words,
            "url": reverse("enclave-statement", args=[one.waiting.pk]),
            "meta": _("not signed by both"),
        }
    return _("no statement yet")


def _year_state(one: Year) -> str:
    if one.is_stale:
        return _("rests on a statement that was corrected: correct it too")
    if one.statement is not None and one.waiting is not None:
        return _("a correction waits for its signatures")
    if one.statement is not None and one.open > 0 and one.due_on:
        return _("due %(day)s") % {"day": day_words(one.due_on)}
    if one.statement is not None and one.open < 0:
        return _("paid over too much: it goes back")
    return _("paid over") if one.statement is not None else ""


def inside_rows(user: User, inside: list[EnclaveProject], *, may_take_out: bool) -> list[tuple[Row, str]]:
    """Return the projects of an enclave, each with the address at which it is taken out; linked for who may read it."""
    seen = projects.visible_among(user, [one.project_id for one in inside])
    rows = []
    for one in inside:
        url = reverse("project", args=[one.project_id]) if one.project_id in seen else ""
        meta = _("since %(day)s") % {"day": day_words(one.joined_on)}
        out = reverse("enclave-project-out", args=[one.pk]) if may_take_out and one.left_on is None else ""
        rows.append((Row(one.project.name, meta, url, _("has left it") if one.left_on else ""), out))
    return rows


def money_lines(taxes: list[TaxPaid], paid: list[Remittance]) -> list[Line]:
    """Return what was paid and paid over, newest first, each with its page."""
    lines = [*map(_tax_line, taxes), *map(_paid_line, paid)]
    return sorted(lines, key=lambda line: line.at or date.min, reverse=True)


def _tax_line(one: TaxPaid) -> Line:
    words = f"{one.year} · {labels.TAXES[one.kind]} · {labels.yuan(one.amount_yuan)}"
    meta = _("struck out of the record") if one.struck_on else one.file_name
    return Line(words, meta, reverse("enclave-tax", args=[one.pk]), at=one.recorded_on)


def _paid_line(one: Remittance) -> Line:
    words = _("Paid over for %(year)s: %(amount)s") % {"year": one.year, "amount": labels.yuan(one.amount_yuan)}
    meta = _("arrived") if one.arrived_on else one.file_name
    return Line(words, meta, reverse("enclave-remittance", args=[one.pk]), "proof", one.on)


# --- an agreement ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Issue:
    """One of the five things that usually go wrong, and what the agreement says on it."""

    label: Any
    said: list[Any]


def issues(agreement: Agreement) -> list[Issue]:
    """Return the five issues with what an agreement says; nothing where it says nothing."""
    missing, powers = unsaid(agreement), agreement.powers.all()
    held = [
        _("%(matter)s: %(held_by)s")
        % {"matter": labels.MATTERS[power.matter], "held_by": labels.HOLDERS[power.held_by]}
        for power in powers
    ]
    notice = _("%(months)s months of notice") % {"months": agreement.exit_notice} if agreement.exit_notice else ""
    due = _("Paid over within %(days)s days of the second signature.") % {"days": agreement.pay_within}
    said = {
        "legal_basis": [agreement.legal_basis],
        "statistics": [labels.STATISTICS.get(agreement.statistics, ""), agreement.statistics_words],
        "promises": [agreement.promises, due],
        "powers": [*held, agreement.powers_words],
        "exit": [agreement.exit_words, notice],
    }
    return [
        Issue(labels.ISSUES[code], [] if code in missing else [words for words in said[code] if words])
        for code in labels.ISSUES
    ]


def terms_facts(agreement: Agreement) -> list[Fact]:
    """Return the numbers of an agreement as facts."""
    base = [str(agreement.base_year)] if agreement.base_year else []
    base += [_("what a weak year leaves is taken off the next")] if agreement.base_carries else []
    above = _("what is above waits") if agreement.excess_carries else _("what is above lapses")
    end = _("the last statement pays what waits") if agreement.exit_settles else _("what waits lapses")
    return [
        Fact(_("First year it applies to"), str(agreement.first_year)),
        *_bands(agreement),
        Fact(_("Base of a year"), labels.yuan(agreement.base_yuan), " · ".join(base)),
        Fact(_("Cap of a year"), _cap(agreement.yearly_cap_yuan), above if agreement.yearly_cap_yuan else ""),
        Fact(_("Cap of all years"), _cap(agreement.total_cap_yuan)),
        Fact(_("At the end"), end),
    ]


def _cap(amount: Decimal | None) -> str:
    return _("none") if amount is None else labels.yuan(amount)


def _bands(agreement: Agreement) -> list[Fact]:
    found, begin = [], agreement.counts_from
    for band in agreement.terms.bands:
        last = begin + band.years - 1
        years = f"{begin}–{last}" if last > begin else str(begin)
        found.append(Fact(years, labels.share(band.share), _("share of the other side")))
        begin = last + 1
    return found


def local_rows(agreement: Agreement) -> list[Fact]:
    """Return the taxes that are shared with their local part."""
    return [Fact(labels.TAXES[tax.kind], labels.share(tax.local)) for tax in agreement.taxes.all()]


def signature_rows(paper: Agreement | Statement) -> list[Row]:
    """Return both sides with who signed when."""
    names, signed = labels.sides(paper.enclave), {one.side: one for one in paper.signatures.all()}
    rows = []
    for side in (Side.HOME.value, Side.PARTNER.value):
        one = signed.get(side)
        meta = [one.person.name, day_words(one.on)] if one else [_("not signed yet")]
        rows.append(Row(names[side], meta, end=_("has signed") if one else "", tone="green" if one else ""))
    return rows


def sign_buttons(enclave: Enclave, sides: list[str]) -> list[tuple[str, str]]:
    """Return for which sides a person may sign now: the side and the words of its button."""
    names = labels.sides(enclave)
    return [(side, _("Sign for %(unit)s") % {"unit": names[side]}) for side in sides]
