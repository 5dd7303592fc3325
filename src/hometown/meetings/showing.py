"""A pack as one reader may know it: a record that the reader may not open is told without names."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts.access import names_of
from hometown.accounts.models import User
from hometown.face import formats
from hometown.face.parts import Row
from hometown.face.tags.words import language, money
from hometown.kernel.bounds import Bound
from hometown.kernel.clock import CITY_TIME
from hometown.kernel.dates import DatedTo
from hometown.kernel.money import Amount
from hometown.policy.standing import in_force
from hometown.programme.models import Officer
from hometown.projects import access as projects
from hometown.projects import labels as projects_labels
from hometown.tasks.rules import lamp as task_lamp

from . import access, labels, rules
from .composing import Numbers, Said
from .models import Exchange, PackItem

OPEN_TO_ALL = frozenset({"follow_up", "help", "key_task", rules.OWN})  # their line was written for everybody


@dataclass
class Told:
    """An item as it is read. `is_open`: its record may be opened by the reader, and `url` leads there."""

    item: PackItem
    title: str = ""
    meta: list[str] = field(default_factory=list)
    line: str = ""
    words: list[Said] = field(default_factory=list)
    url: str = ""
    label: str = ""
    tone: str = ""
    mark: str = ""
    is_open: bool = True


@dataclass(frozen=True)
class Section:
    """A section of a pack with what is read in it, and what was left out or waits to be chosen."""

    code: str
    heading: str
    kept: list[Told]
    aside: list[Told]


class Reader:
    """Tells items to one person; None is the command line, which reads all. A `file` names nothing sensitive."""

    def __init__(self, person: User | None, on: date, *, file: bool = False) -> None:
        self.person, self.on, self.file = person, on, file
        self._policy = in_force(on)
        self._seen: frozenset[tuple[str, uuid.UUID]] = frozenset()
        self._sensitive: frozenset[tuple[str, uuid.UUID]] = frozenset()
        self._people: dict[str, str] = {}

    def told(self, items: Iterable[PackItem], numbers: Numbers) -> list[Told]:
        """Return items as they are read, in a few queries whatever their number."""
        every = list(items)
        if self.person is not None:
            self._seen = access.seen_records(self.person, {pair for one in every for pair in subjects(one)})
        if self.file:
            self._sensitive = access.sensitive_records({pair for one in every for pair in subjects(one)})
        self._people = _people_in(every)
        return [self._told(one, numbers) for one in every]

    def _told(self, item: PackItem, numbers: Numbers) -> Told:
        is_open, facts = self._opens(item), item.facts
        told = Told(item, words=numbers.words(item.words), is_open=is_open)
        told.label = str(projects_labels.MARKINGS["sensitive"]) if facts.get("label") == "sensitive" else ""
        told.title = item.name if is_open else self._unnamed(item)
        told.line = item.line if is_open or item.source in OPEN_TO_ALL else ""
        told.meta = [words for words in self._meta(item, is_open) if words]
        told.url = self._url(item) if is_open else ""
        told.mark, told.tone = self._mark(item)
        return told

    def _opens(self, item: PackItem) -> bool:
        marked = item.facts.get("label") == "sensitive" or any(pair in self._sensitive for pair in subjects(item))
        if self.file and marked:  # then, or since the pack was built
            return False
        return self.person is None or all(pair in self._seen for pair in subjects(item))

    def _unnamed(self, item: PackItem) -> str:
        pattern = labels.UNNAMED.get(item.source)
        return str(pattern) % {"unit": item.facts.get("unit", "")} if pattern else ""

    def _url(self, item: PackItem) -> str:
        if item.source == "follow_up":
            return reverse("exchange", args=[item.facts["exchange"]])
        door = access.door_of(item.about_model) if item.about_id else None
        return reverse(door.url_name, args=[item.about_id]) if door else ""

    def _meta(self, item: PackItem, is_open: bool) -> list[str]:
        facts = item.facts
        found = [self._firm(item) if is_open else "", self._unit(item, is_open), self._stage(facts), self._when(facts)]
        if is_open:
            found += [_amount(facts), self._through(facts), facts.get("where", "")]
            found.append(formats.listed([self._people.get(pk, "") for pk in facts.get("officers", [])], language()))
        found.append(self._silent(facts) if is_open else "")
        found += [self._people.get(facts.get(name, ""), "") for name in ("by", "owner")]
        return found

    def _firm(self, item: PackItem) -> str:
        firm = item.facts.get("firm", "")
        return "" if firm == item.name else str(firm)

    def _unit(self, item: PackItem, is_open: bool) -> str:
        return str(item.facts.get("unit", "")) if is_open else ""  # without names, the title has it

    def _stage(self, facts: dict[str, Any]) -> str:
        return projects.stage_name(self._policy, facts["stage"]) if facts.get("stage") else ""

    def _when(self, facts: dict[str, Any]) -> str:
        if facts.get("at"):
            return formats.moment(datetime.fromisoformat(facts["at"]).astimezone(CITY_TIME), language(), year=False)
        return short(facts["on"]) if facts.get("on") else ""

    def _through(self, facts: dict[str, Any]) -> str:
        return _("introduced by %(name)s") % {"name": facts["through"]} if facts.get("through") else ""

    def _silent(self, facts: dict[str, Any]) -> str:
        if not facts.get("silent"):
            return ""
        return _("no answer yet: %(units)s") % {"units": formats.listed(facts["silent"], language())}

    def _mark(self, item: PackItem) -> tuple[str, str]:
        """Return what stands at the end of an item: whether it is done, late or past."""
        facts = item.facts
        if item.is_past:
            return _("not of this week any more"), ""
        if facts.get("closed"):
            return _("done on %(day)s") % {"day": short(facts["closed"])}, "green"
        if facts.get("due"):
            late = date.fromisoformat(facts["due"]) < self.on
            pattern = _("was due on %(day)s") if late else _("due on %(day)s")
            return pattern % {"day": short(facts["due"])}, "red" if late else ""
        return "", ""


def subjects(item: PackItem) -> list[tuple[str, uuid.UUID]]:
    """Return the records whose names an item tells: what it is about, and what help is asked for."""
    if item.about_id is None or item.source == "follow_up":
        return []
    found = [(item.about_model, item.about_id)]
    if item.facts.get("model"):
        found.append((item.facts["model"], uuid.UUID(item.facts["pk"])))
    return found


def sections(exchange: Exchange, reader: Reader, numbers: Numbers) -> list[Section]:
    """Return the sections of a pack that hold anything, in the order in which they are read."""
    return arranged(exchange.items.in_order(), reader, numbers)


def arranged(items: Iterable[PackItem], reader: Reader, numbers: Numbers) -> list[Section]:
    """Lay items out in sections."""
    told = reader.told(items, numbers)
    found = []
    for code in rules.SECTIONS:
        here = [one for one in told if one.item.section == code]
        kept = [one for one in here if one.item.is_kept]
        if here:
            aside = [one for one in here if not one.item.is_kept]
            found.append(Section(code, str(labels.SECTIONS[code]), kept, aside))
    return found


def _people_in(items: list[PackItem]) -> dict[str, str]:
    """Return the names of the people that items point at, by account or officer."""
    accounts = {one.facts[name] for one in items for name in ("by", "owner") if one.facts.get(name)}
    officers = {pk for one in items for pk in one.facts.get("officers", [])}
    found = {str(pk): name for pk, name in names_of(uuid.UUID(pk) for pk in accounts).items()} if accounts else {}
    if officers:
        found |= {str(pk): name for pk, name in Officer.objects.filter(pk__in=officers).values_list("pk", "name")}
    return found


def _amount(facts: dict[str, Any]) -> str:
    if not facts.get("amount"):
        return ""
    return money(Amount(Decimal(facts["amount"]), facts["currency"], Bound(facts["bound"])))


def short(text: str) -> str:
    """Return a day of the facts as it is read."""
    return formats.day(DatedTo(date.fromisoformat(text)), language(), year=False)


def follow_up_rows(exchange: Exchange, today: date) -> list[Row]:
    """Return what an exchange agreed, with what has come of it by today."""
    policy = in_force(today)
    found = []
    for one in access.follow_ups_of(exchange):
        task = one.task
        meta = [task.owner.name if task.owner else "", task.closing_note]
        tone = task_lamp(policy, task.due_on, today, task.closed_on).value
        if task.closed_on:
            end = _("done on %(day)s") % {"day": short(task.closed_on.isoformat())}
        else:
            end = _("due on %(day)s") % {"day": short(task.due_on.isoformat())} if task.due_on else ""
        found.append(Row(task.what, [words for words in meta if words], end=end, tone=tone))
    return found
