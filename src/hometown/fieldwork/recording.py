"""The sheet on which an activity is recorded or edited: one form, a block for each firm, a row for each person met.

Rows are added by a button that posts the whole sheet back (`add=firm`, `add=met-0`), so that it works without scripts;
with them only the block is fetched again. `add=people` only looks up who is known at the firm that was chosen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict

from hometown.accounts import meanwhile
from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.face.forms import place_refusal
from hometown.face.revising import Meanwhile, meanwhile_of
from hometown.face.sentences import say
from hometown.face.widgets import Chosen
from hometown.kernel import clock
from hometown.kernel.dates import DatedTo, Precision
from hometown.kernel.errors import BadInput, Refusal
from hometown.policy.shape import ActivityKind, Counts, Purpose
from hometown.programme.access import officer_of

from . import rules
from .forms import ActivityForm, MetForm, PersonForm, dated
from .models import Activity, ActivityCompany, Event
from .told import Met, Paper, Person

MOST_FIRMS, MOST_PEOPLE = 12, 20
Typed = Mapping[str, Any]


@dataclass
class Block:
    """One firm with the people met there."""

    form: MetForm
    people: list[PersonForm] = field(default_factory=list)
    grew: bool = False  # the last row was just added

    @property
    def prefix(self) -> str:
        return str(self.form.prefix)

    @property
    def rows(self) -> int:
        return len(self.people)

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *(person.is_valid() for person in self.people)])

    def is_empty(self) -> bool:
        return not self.form.has_changed() and not any(person.has_changed() for person in self.people)

    def told(self) -> Met:
        """Return what was written in this block."""
        data = self.form.cleaned_data
        known = [Person(contact=self.form.known[pk]) for pk in data["contacts"]]
        typed = [Person(p.cleaned_data["name"], p.cleaned_data["title"]) for p in self.people if p.has_changed()]
        return Met(
            self.form.firm, not data["is_remote"], [*known, *typed], data["interest"], data["their_words"],
            new_company="" if self.form.firm else data["company"].text,
        )  # fmt: skip


class Sheet:
    """What is being recorded of one activity."""

    def __init__(
        self,
        user: User,
        kind: ActivityKind,
        *,
        activity: Activity | None = None,
        data: Typed | None = None,
        files: "MultiValueDict[str, Any] | None" = None,
        company: Company | None = None,
        event: Event | None = None,
    ) -> None:
        self.user, self.kind, self.activity = user, kind, activity
        self.takes_firms = kind.purpose not in {Purpose.DUTY, Purpose.BRANCH}
        self.is_visit = kind.counts is Counts.FIRMS
        if data is None:
            self.form = self._form(initial=self._begun(event))
            self.blocks = self._first_blocks(company)
        else:
            self.form = self._form(data, files)
            self.blocks = self._bound_blocks(data)
            if "add" in data:
                self._ask_again(str(data["add"]))

    # --- beginning ------------------------------------------------------------------------------------------------

    def _form(self, data: Any = None, files: Any = None, *, initial: Typed | None = None) -> ActivityForm:
        form = ActivityForm(data, files, initial=dict(initial or {}))
        form.fit(self.user, self.kind, self.activity)
        if self.activity is not None:
            meanwhile.opened_on(form, self.activity, _values)
        return form

    def _begun(self, event: Event | None) -> Typed:
        if self.activity is not None:
            return _values(self.activity)
        me = officer_of(self.user)
        return {"on": clock.today(), "officers": [str(me.pk)] if me else [], "event": event.pk if event else None}

    def _first_blocks(self, company: Company | None) -> list[Block]:
        if not self.takes_firms:
            return []
        if self.activity is not None:
            held = self.activity.company_links.all()
            return [self._held(place, link) for place, link in enumerate(held)] or self._none_yet()
        if company is not None:
            return [self._block(0, {"company": Chosen(str(company.pk), company.name)}, [{}])]
        return self._none_yet()

    def _none_yet(self) -> list[Block]:
        return [self._block(0, {}, [{}])] if self.is_visit else []

    def _held(self, place: int, link: ActivityCompany) -> Block:
        people = list(link.counterparts.all())
        contacts = [one.contact for one in people if one.contact]
        start = {
            "company": Chosen(str(link.company_id), link.company.name),
            "contacts": [str(one.pk) for one in contacts],
            "is_remote": not link.in_person,
            "interest": link.interest,
            "their_words": link.their_words,
        }
        named = [{"name": one.name, "title": one.title} for one in people if not one.contact]
        return self._block(place, start, named or [{}], also=contacts)

    def _block(self, place: int, initial: Typed, people: list[Any], also: Any = ()) -> Block:
        prefix = f"met-{place}"
        form = MetForm(prefix=prefix, initial=dict(initial), user=self.user, also=also)
        rows = [PersonForm(prefix=f"{prefix}-{row}", initial=start) for row, start in enumerate(people)]
        return Block(form, rows)

    # --- reading what was sent --------------------------------------------------------------------------------------

    def _bound_blocks(self, data: Typed) -> list[Block]:
        if not self.takes_firms:
            return []
        return [self._bound(place, data) for place in range(_number(data, "firms", MOST_FIRMS))]

    def _bound(self, place: int, data: Typed) -> Block:
        prefix = f"met-{place}"
        may_be_empty = not (self.is_visit and place == 0)
        form = MetForm(
            data, prefix=prefix, user=self.user, also=self._named_before(place),
            empty_permitted=may_be_empty, use_required_attribute=False,
        )  # fmt: skip
        rows = range(_number(data, f"{prefix}-people", MOST_PEOPLE))
        people = [
            PersonForm(data, prefix=f"{prefix}-{row}", empty_permitted=True, use_required_attribute=False)
            for row in rows
        ]
        return Block(form, people)

    def _named_before(self, place: int) -> list[Any]:
        if self.activity is None:
            return []
        links = list(self.activity.company_links.all())
        return [c.contact for c in links[place].counterparts.all() if c.contact] if place < len(links) else []

    def _ask_again(self, wanted: str) -> None:
        """Show what was typed without judging it, and one row more where it was asked for."""
        self.form = self._form(initial=_typed(self.form))
        blocks = []
        for place, block in enumerate(self.blocks):
            people: list[Any] = [_typed(person) for person in block.people]
            grows = wanted == block.prefix and len(people) < MOST_PEOPLE
            if grows:
                people.append({})
            start = _typed(block.form)
            if block.form.firm:
                start["company"] = Chosen(str(block.form.firm.pk), block.form.firm.name)
            blocks.append(replace(self._block(place, start, people, also=self._named_before(place)), grew=grows))
        if wanted == "firm" and len(blocks) < MOST_FIRMS and self.takes_firms:
            blocks.append(self._block(len(blocks), {}, [{}]))
        self.blocks = blocks

    def is_valid(self) -> bool:
        return all([self.form.is_bound and self.form.is_valid(), *(block.is_valid() for block in self.blocks)])

    @property
    def has_errors(self) -> bool:
        return bool(self.form.errors) or any(
            part.errors for block in self.blocks for part in (block.form, *block.people)
        )

    @property
    def forms(self) -> list[forms.Form]:
        """Every form of the sheet, in the order in which a page shows them."""
        return [self.form, *(part for block in self.blocks for part in (block.form, *block.people))]

    def __iter__(self) -> Iterator[BoundField]:
        """Every field of the sheet, for the summary of what has to be changed."""
        return (bound for form in self.forms for bound in form)

    def non_field_errors(self) -> list[str]:
        """Return what is wrong with the whole."""
        return [str(error) for form in self.forms for error in form.non_field_errors()]

    @property
    def meanwhile(self) -> Meanwhile | None:
        """What happened to the activity while the sheet was open, once it was told."""
        return meanwhile_of(self.form)

    def add_prefix(self, name: str) -> str:
        """Return the name under which a field of the whole is sent."""
        return self.form.add_prefix(name)

    def told(self) -> dict[str, Any]:
        """Return what was written, as the actions take it."""
        data = dict(self.form.cleaned_data)
        papers = [Paper(one, one.name) for one in data.pop("papers")]
        told = {**data, **dated(data["on"]), "officers": list(data["officers"]), "files": papers}
        if self.takes_firms:
            told["met"] = [block.told() for block in self.blocks if not block.is_empty()]
        return told

    def place_refusal(self, refusal: Refusal) -> None:
        """Put a refusal beside the fields it names, in the block it names."""
        if refusal.code.startswith("files."):
            self.form.add_error("papers", say(refusal))
            return
        nested = dict(refusal.fields) if isinstance(refusal, BadInput) else {}
        filled = [block for block in self.blocks if not block.is_empty()]
        for name, one in nested.items():
            _, _, rest = name.partition("met-")
            place, _, column = rest.partition("-")
            if column and place.isdigit() and int(place) < len(filled):
                place_refusal(filled[int(place)].form, BadInput(refusal.code, fields={column: one}, **refusal.facts))
                return
        place_refusal(self.form, refusal)


def _values(activity: Activity) -> dict[str, Any]:
    on: Any = activity.on
    if activity.precision != Precision.DAY:
        on = DatedTo(activity.on, Precision(activity.precision))
    return {
        "on": on,
        "starts_at": activity.starts_at,
        "title": "" if activity.title == _own_title(activity) else activity.title,
        "host_unit": activity.host_unit_id,
        "event": activity.event_id,
        "place": activity.place,
        "summary": activity.summary,
        "next_step": activity.next_step,
        "next_step_due": activity.next_step_due,
        "officers": [str(link.officer_id) for link in activity.officer_links.all()],
    }


def _own_title(activity: Activity) -> str:
    """Return the title an activity has of its companies, so that it follows them when they change."""
    names = [link.company.name for link in activity.company_links.all()]
    return rules.title_of("", names, "") if names else ""


def _typed(form: forms.Form) -> dict[str, Any]:
    """Return what stands in a form's fields, files apart: a browser does not send them again."""
    return {name: form[name].value() for name in form.fields if name != "papers"}


def _number(data: Typed, name: str, most: int) -> int:
    text = str(data.get(name, "0"))
    return min(int(text), most) if text.isdecimal() and len(text) < 9 else 0
