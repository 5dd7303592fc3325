"""What an officer holds and what a handover moved, as pages show it: line by line, as far as the reader may read it."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hometown.accounts.models import User
from hometown.companies.models import Company, Consent, Contact
from hometown.face.sentences import say
from hometown.face.tags.words import listed
from hometown.fieldwork.contacting import day_words
from hometown.fieldwork.models import Activity, Counterpart
from hometown.ledger.holdings import Held
from hometown.programme.models import Officer

from . import plans, possessions
from .models import Handover, HandoverItem
from .plans import Plan
from .possessions import Possession, Possessions

FEW = 6  # lines of a kind on a page that shows all kinds


@dataclass(frozen=True)
class HeldLine:
    """One record somebody holds. Without a title it is not for the reader to read."""

    title: Any
    url: str
    meta: tuple[Any, ...]
    due_on: date | None = None
    successor: str = ""
    name_url: str = ""


@dataclass(frozen=True)
class KindPanel:
    """The records of one kind: how many, the first of them, who gets them, what stands against it."""

    held: Held
    count: int
    lines: Sequence[HeldLine]
    all_url: str = ""
    successors: str = ""
    name_url: str = ""
    refused: str = ""


def officer_words(officer: Officer) -> str:
    """Return an officer with the unit they come from: namesakes exist."""
    return f"{officer.name} · {officer.home_unit.name}"


def panels(reader: User, mine: Possessions, *, url: str) -> list[KindPanel]:
    """Return what an officer holds, kind by kind; `url` is the page that shows all of one kind."""
    found = []
    for held, items in mine.by_kind():
        few = lines(reader, _nearest(items)[:FEW])
        found.append(KindPanel(held, len(items), few, f"{url}?{urlencode({'kind': held.code})}"))
    return found


def planned(handover: Handover, mine: Possessions, plan: Plan, today: date) -> list[KindPanel]:
    """Return the plan of a handover, kind by kind: how many, to whom, and what stands against it."""
    found = []
    records, name = reverse("handover-records", args=[handover.pk]), reverse("handover-name", args=[handover.pk])
    for line in plans.preview(mine, plan, today):
        query = urlencode({"kind": line.held.code})
        names = listed(officer_words(one) for one in line.successors)
        refused = say(line.refused) if line.refused is not None else ""
        found.append(KindPanel(line.held, line.count, (), f"{records}?{query}", names, f"{name}?{query}", str(refused)))
    return found


def _nearest(items: Iterable[Possession]) -> list[Possession]:
    return sorted(items, key=lambda one: (one.due_on is None, one.due_on or date.min, one.row.pk))


def of_kind(mine: Possessions, code: str) -> list[Possession]:
    """Return the records of one kind, what is due first at the top."""
    return _nearest(one for one in mine.items if one.held.code == code)


def lines(
    reader: User, items: Iterable[Possession], plan: Plan | None = None, handover: Handover | None = None
) -> list[HeldLine]:
    """Return records as lines; with a plan, each with who gets it and where another is named."""
    given = list(items)
    seen = possessions.visible(reader, given)
    warm = warmth([one.row for one in given if isinstance(one.row, Contact)])
    return [_line(one, one.key in seen, warm, plan, handover) for one in given]


def _line(
    item: Possession, is_seen: bool, warm: "dict[uuid.UUID, Warmth]", plan: Plan | None, handover: Handover | None
) -> HeldLine:
    successor = name_url = ""
    if plan is not None and handover is not None:
        successor = officer_words(plan.successor(item))
        query = urlencode({"kind": item.held.code, "row": str(item.row.pk)})
        name_url = f"{reverse('handover-name', args=[handover.pk])}?{query}"
    if not is_seen:
        return HeldLine(_("Not for you to read"), "", (), item.due_on, successor, name_url)
    meta: list[Any] = []
    if item.firm is not None and str(item.firm) != item.held.title(item.row):
        meta.append(str(item.firm))
    if isinstance(item.row, Contact):
        meta += [warm_words(warm.get(item.row.pk)), consent_words(item.row)]
    return HeldLine(
        item.held.title(item.row), item.held.page(item.row), tuple(meta), item.due_on, successor, name_url
    )  # fmt: skip


@dataclass(frozen=True)
class Warmth:
    """How warm a contact is: how often met, and when last. Told, never graded."""

    times: int
    last_on: date


def warmth(contacts: Collection[Contact]) -> dict[uuid.UUID, Warmth]:
    """Return how often each contact was met in an activity that stands, and when last; one query."""
    if not contacts:
        return {}
    met = Counterpart.objects.filter(
        contact__in=[one.pk for one in contacts], link__activity__in=Activity.objects.standing()
    )
    rows = (
        met.order_by()
        .values("contact")
        .annotate(n=Count("link__activity", distinct=True), on=Max("link__activity__on"))
    )
    return {row["contact"]: Warmth(row["n"], row["on"]) for row in rows}


def warm_words(found: Warmth | None) -> Any:
    """Return when a contact was met last, and how often."""
    if found is None:
        return _("no meeting on record")
    times = ngettext("met once", "met %(n)s times", found.times) % {"n": found.times}
    return _("%(times)s, last %(day)s") % {"times": times, "day": day_words(found.last_on)}


def consent_words(contact: Contact) -> Any:
    """Return whether number and address go along."""
    if contact.consent == Consent.PASS_ON:
        return _("number and address go along")
    if contact.consent == Consent.WITHDRAWN:
        return Consent.WITHDRAWN.label
    return _("introduce first, then number and address go along")


# --- a handover that is done ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ItemLine:
    """One record that passed: what it is, whose it is now, and whether they said so."""

    item: HandoverItem
    kind: Any
    title: Any
    url: str
    firm: str
    successor: str
    state: Any
    tone: str


def state_words(item: HandoverItem) -> tuple[Any, str]:
    """Return how an item stands, and its tone."""
    if item.accepted_on is not None:
        return _("accepted"), "green"
    if item.superseded_on is not None:
        return _("passed on again"), ""
    if item.returned_on is not None:
        return _("given back"), "red"
    return _("to be accepted"), "amber"


def item_lines(reader: User, found: Iterable[HandoverItem]) -> list[ItemLine]:
    """Return items as lines, as far as the reader may read the records: a few queries for each kind."""
    known, items = possessions.kinds(), list(found)
    by_kind: dict[str, list[uuid.UUID]] = {}
    for item in items:
        by_kind.setdefault(item.kind, []).append(item.about_id)
    rows = {code: possessions.rows_of(known[code], keys) for code, keys in by_kind.items() if code in known}
    seen = {code: possessions.seen_of(reader, known[code], keys) for code, keys in by_kind.items() if code in known}
    lines_of = []
    for item in items:
        held, row = known.get(item.kind), rows.get(item.kind, {}).get(item.about_id)
        state, tone = state_words(item)
        title, url, firm = _("Not for you to read"), "", ""
        if held is not None and row is not None and item.about_id in seen[item.kind]:
            title, url = held.title(row), held.page(row)
            firm = str(possessions.value_at(row, held.firm) or "")
        words = held.words if held is not None else item.kind
        lines_of.append(
            ItemLine(item, words, title, url, firm if firm != title else "", officer_words(item.successor), state, tone)
        )
    return lines_of


def kinds_done(handover: Handover) -> list[tuple[Any, int]]:
    """Return how many records of each kind passed."""
    known = possessions.kinds()
    return [(known[code].words if code in known else code, count) for code, count in handover.counts.items()]


# --- firms ----------------------------------------------------------------------------------------------------------


def firms_of(handover: Handover) -> dict[Company, int]:
    """Return the firms a handover is about, with how many of its records are about each; by name."""
    found: dict[Company, int] = {}
    for _whose, row, held in records_of(handover):
        firm = possessions.value_at(row, held.firm)
        if isinstance(firm, Company):
            found[firm] = found.get(firm, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: (pair[0].name, pair[0].pk)))


def records_of(handover: Handover) -> list[tuple[Officer, Any, Held]]:
    """Return the records of a handover with whose they are or would be: of the plan, or of what was done."""
    if handover.is_plan:
        plan = plans.plan_of(handover)
        mine = possessions.read(handover.officer)
        return [(plan.successor(one), one.row, one.held) for one in mine.items]
    known, found = possessions.kinds(), []
    by_kind: dict[str, dict[uuid.UUID, Officer]] = {}
    for item in handover.items.select_related("successor__home_unit").order_by("pk"):
        by_kind.setdefault(item.kind, {})[item.about_id] = item.successor
    for code, whose in by_kind.items():
        if code in known:
            rows = possessions.rows_of(known[code], whose)
            found += [(whose[pk], row, known[code]) for pk, row in rows.items()]
    return found
