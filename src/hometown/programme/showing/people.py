"""Officers, postings, duties and units as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.face.formats import masked_phone
from hometown.face.parts import Fact
from hometown.policy.shape import Policy
from hometown.programme import words
from hometown.programme.divisions import whole_name
from hometown.programme.models import Duty, Officer, Posting, Unit
from hometown.programme.units import Leaf


def officer_facts(officer: Officer, *, with_account: bool) -> list[Fact]:
    """Return what is known of an officer; the phone masked."""
    facts = [
        Fact(_("Sending unit"), words.named(officer.home_unit), officer.home_title),
        Fact(_("Phone"), masked_phone(officer.phone) if officer.phone else _("not known")),
    ]
    if with_account:
        facts.append(Fact(_("Account"), officer.user.login if officer.user else _("none yet")))
    return facts


@dataclass(frozen=True)
class PostingRow:
    """A posting with whether it stands, is past or to come."""

    posting: Posting
    host: str
    batch: str
    state: str
    tone: str
    is_standing: bool


def posting_rows(postings: Iterable[Posting], today: date) -> list[PostingRow]:
    """Return postings as rows."""
    return [_posting_row(one, today) for one in postings]


def _posting_row(one: Posting, today: date) -> PostingRow:
    if one.first_on > today:
        state, tone = _("comes later"), "blue"
    elif one.last_on < today:
        state, tone = _("past"), ""
    else:
        state, tone = _("there now"), "green"
    return PostingRow(one, words.named(one.host_unit), words.named(one.batch), state, tone, one.last_on >= today)


@dataclass(frozen=True)
class DutyWords:
    """A duty in words."""

    role: str
    over: str


def duty_words(duty: Duty, policy: Policy) -> DutyWords:
    """Return a duty in words: the role, and over what."""
    over = duty.batch or duty.unit
    return DutyWords(words.word(policy.roles, duty.role), words.named(over) or _("the whole city"))


# --- units ----------------------------------------------------------------------------------------------------------


def unit_facts(unit: Unit) -> list[Fact]:
    """Return what is known of a unit."""
    facts = [Fact(_("Kind"), words.UNIT_KINDS[unit.kind])]
    if unit.name_en:
        facts.append(Fact(_("Name in English") if words.is_chinese() else _("Name in Chinese"), _other_name(unit)))
    if unit.parent:
        facts.append(Fact(_("Stands under"), words.named(unit.parent)))
    if unit.division_code:
        facts.append(Fact(_("Division"), whole_name(unit.division_code), unit.division_code))
    if not unit.is_active:
        facts.append(Fact(_("State"), _("no longer in use")))
    return facts


def _other_name(unit: Unit) -> str:
    return unit.name_en if words.is_chinese() else unit.name


def forest(leaves: Iterable[Leaf]) -> list[dict[str, Any]]:
    """Return the tree of units by kind: each kind of top unit is a group of its own."""
    kinds: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        kinds.setdefault(leaf.unit.kind, []).append(leaf)
    return [
        {"kind": words.UNIT_KINDS[kind], "roots": [_twig(leaf) for leaf in found], "count": _size(found)}
        for kind, found in kinds.items()
    ]


def _twig(leaf: Leaf, above: str = "") -> dict[str, Any]:
    return {
        "unit": leaf.unit,
        "name": words.named(leaf.unit),
        "url": reverse("unit", args=[leaf.unit.pk]),
        "division": _division_below(leaf, above),
        "children": [_twig(child, leaf.unit.division_code) for child in leaf.children],
    }


def _division_below(leaf: Leaf, above: str) -> str:
    """Return where a unit lies, where its place in the tree does not say so already."""
    code = leaf.unit.division_code
    return "" if not code or code == above or code.endswith("00") else whole_name(code)


def _size(leaves: Iterable[Leaf]) -> int:
    return sum(1 + _size(leaf.children) for leaf in leaves)
