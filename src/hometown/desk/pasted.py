"""A message somebody pasted, or a call they note: what it says, shown where it says it, and carried on by one choice
into the form of a visit, a lead, a service request, a note or a to-do.

Nothing of it is kept: the text lives in the page and goes on only into the fields a person looks at before they record.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.aftercare.access import firms_to_serve
from hometown.companies import access, matching, registry
from hometown.companies.models import Company
from hometown.names import extract
from hometown.names.extract import CompanyValue, DateValue, Extraction, Finding, Kind, PersonValue
from hometown.programme.access import officer_of

from .words import FOUND

MOST_PEOPLE, MOST_CANDIDATES = 6, 5


@dataclass(frozen=True)
class Piece:
    """A stretch of the message; with what was found there, if anything was."""

    text: str
    finding: Finding | None = None


@dataclass(frozen=True)
class Meant:
    """A firm of the message and whom it may be: records the reader sees, then names of the registry."""

    said: str
    companies: list[Company] = field(default_factory=list)
    registered: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Pasted:
    """A message that was read."""

    found: Extraction
    firms: list[Meant]

    @property
    def pieces(self) -> Iterator[Piece]:
        """The whole text, cut where something was found."""
        at = 0
        for one in self.found.findings:
            if at < one.start:
                yield Piece(self.found.text[at : one.start])
            yield Piece(one.text, one)
            at = one.end
        if at < len(self.found.text):
            yield Piece(self.found.text[at:])


def read(user: User, text: str, today: date, firm: Company | str = "") -> Pasted:
    """Read a message; `firm` is the one it is from, if somebody said so. Raises hometown.names.extract.TooLong."""
    found = extract(text, today=today)
    said = list(dict.fromkeys(one.value.name for one in found.of(Kind.COMPANY) if isinstance(one.value, CompanyValue)))
    meant = [_meant(user, name) for name in said]
    if isinstance(firm, str):
        return Pasted(found, [*([_meant(user, firm)] if firm else []), *meant])
    return Pasted(found, [Meant(firm.name, [firm]), *meant])


def _meant(user: User, name: str) -> Meant:
    mine = [one.company for one in matching.candidates(name, MOST_CANDIDATES, access.visible_companies(user))]
    meant = registry.meant([name]).get(name)
    listed = list(dict.fromkeys(each.name for each in meant.candidates)) if meant else []
    known = matching.find_many(listed) if listed else {}
    return Meant(name, mine, [each for each in listed if each not in known][:MOST_CANDIDATES])


@dataclass(frozen=True)
class Option:
    """A firm one may go on with: its name, how it is known, and the fields of the forms it goes into."""

    name: str
    known: str  # record, registry or message
    fields: dict[str, str]
    company: Company | None = None
    is_served: bool = False  # the person may write a service request down for it


def options(user: User, pasted: Pasted, today: date, *, is_call: bool = False) -> list[Option]:
    """Return the firms the message may mean, records first; without any firm, the forms with the rest."""
    sheet = _sheet(user, pasted, today) | _begun(pasted, is_call=is_call)
    served = firms_to_serve(user, companies_of(pasted))

    def option(name: str, known: str, company: Company | None = None) -> Option:
        key = str(company.pk) if company else ""
        firm = {"met-0-company": key, "met-0-company_text": "" if key else name, "company": key, "name": name}
        return Option(name, known, sheet | firm, company, company is not None and company.pk in served)

    found = [option(one.name, "record", one) for one in companies_of(pasted)]
    found += [option(name, "registry") for meant in pasted.firms for name in meant.registered]
    found += [option(meant.said, "message") for meant in pasted.firms]
    by_name: dict[str, Option] = {}
    for one in found:
        by_name.setdefault(one.name, one)
    return list(by_name.values()) or [option("", "message")]


def companies_of(pasted: Pasted) -> list[Company]:
    """Return the companies on record that the message may mean, each once."""
    return list({one.pk: one for meant in pasted.firms for one in meant.companies}.values())


def _begun(pasted: Pasted, *, is_call: bool) -> dict[str, str]:
    """Return the fields of a lead, a service request and a note that the message begins, named as they read them."""
    caller = next((one.value.name for one in pasted.found.of(Kind.PERSON) if isinstance(one.value, PersonValue)), "")
    amount = next((one.text for one in pasted.found.of(Kind.AMOUNT)), "")
    came = {"source": "came_in", "channel": "phone"} if is_call else {}
    return {"begin": "1", "caller": caller, "amount": amount, "text": pasted.found.text} | came


def call_back(pasted: Pasted, today: date) -> dict[str, Any]:
    """Return how a to-do begins: whom to call back, by the first day named that is still to come, about which firm."""
    firm = next((one.name for one in companies_of(pasted)), next((one.said for one in pasted.firms), ""))
    people = (one.value for one in pasted.found.of(Kind.PERSON) if isinstance(one.value, PersonValue))
    who = next((f"{one.name}{one.title}" for one in people), "")
    days = (one.value for one in pasted.found.of(Kind.DATE))
    due = (day.last for day in days if isinstance(day, DateValue) and day.last and day.last >= today)
    words = _("Call back: %(who)s") % {"who": " ".join(part for part in (firm, who) if part)} if firm or who else ""
    about = next((str(one.pk) for one in companies_of(pasted)), "")
    return {"what": words, "due_on": next(due, today), "about": about}


def _sheet(user: User, pasted: Pasted, today: date) -> dict[str, str]:
    """Return the fields of a visit's sheet but the firm, named as the sheet sends them."""
    me = officer_of(user)
    people = [one.value for one in pasted.found.of(Kind.PERSON) if isinstance(one.value, PersonValue)][:MOST_PEOPLE]
    fields = {
        "add": "people", "firms": "1", "on": (_day(pasted.found, today) or today).isoformat(),
        "met-0-people": str(max(len(people), 1)), "met-0-interest": "not_raised", "officers": str(me.pk) if me else "",
    }  # fmt: skip
    for row, one in enumerate(people):
        fields |= {f"met-0-{row}-name": one.name, f"met-0-{row}-title": one.title}
    amount = next((one.text for one in pasted.found.of(Kind.AMOUNT)), "")
    return fields | ({"lead-wanted": "on", "lead-source": "visit", "lead-amount": amount} if amount else {})


def _day(found: Extraction, today: date) -> date | None:
    """Return the first day the message names that has come: a visit is written down after it was made."""
    days = (one.value for one in found.of(Kind.DATE))
    exact = (day.first for day in days if isinstance(day, DateValue) and day.first and day.first == day.last)
    return next((day for day in exact if day <= today), None)


def lines(pasted: Pasted) -> list[dict[str, Any]]:
    """Return what was found as the page lists it: each thing once, and how sure one may be, in per cent."""
    found: dict[tuple[Kind, str], dict[str, Any]] = {}
    for one in pasted.found.findings:
        line = {"kind": FOUND[one.kind], "text": one.text, "sure": round(one.confidence * 100)}
        found.setdefault((one.kind, one.text), line)
    return list(found.values())
