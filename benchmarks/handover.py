"""Handing over: an officer who holds 5,000 records leaves; all of it passes in one line."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from hometown.accounts.models import Grant, User
from hometown.companies.models import Company, Contact
from hometown.kernel import clock
from hometown.ledger import book
from hometown.ledger.models import Entry, RowImage
from hometown.programme.models import Batch, City, Officer, Posting, Unit
from hometown.projects.models import Credit, Filing, Project
from hometown.relay import actions, possessions
from hometown.tasks.models import Task

Timed = Callable[..., AbstractContextManager[None]]
FIRMS, PROJECTS, CONTACTS, TODOS = 500, 1_500, 1_500, 2_000
TODAY = date(2019, 12, 18)


def people() -> tuple[User, Officer, Officer, Batch, Unit]:
    """Return who confirms, who leaves, who takes over, their batch and group."""
    host, unit = City(code="310000", name="上海市"), Unit(kind="group", name="普陀小组")
    batch = Batch(number=1, name="第一批", host_city=host, first_on=date(2019, 9, 1), last_on=date(2020, 1, 17))
    rows: list[Any] = [host, unit, batch]
    bureau = User(login="wang", name="王慎之")
    rows += [bureau, Grant(user=bureau, role="bureau", first_on=batch.first_on)]
    sent = []
    for login, name in (("lin", "林知夏"), ("zhou", "周砚秋")):
        user = User(login=login, name=name)
        officer = Officer(name=name, user=user, home_unit=unit)
        over = {"scope_kind": "batch", "scope_id": batch.pk, "first_on": batch.first_on}
        days = {"first_on": batch.first_on, "last_on": batch.last_on}
        rows += [user, officer, Grant(user=user, role="secondee", **over)]
        rows.append(Posting(officer=officer, batch=batch, host_unit=unit, group=unit, **days))
        sent.append(officer)
    with book.entry("bench.prepared", actor=None) as entry:
        entry.put_many(rows)
    return bureau, sent[0], sent[1], batch, unit


def estate(leaving: Officer, batch: Batch, unit: Unit) -> list[Any]:
    """Return what the officer holds, with the firms it is about."""
    firms = [Company(name=f"甲乙{n}有限公司", normal_name=f"甲乙{n}") for n in range(FIRMS)]
    contacts = [
        Contact(company=firms[n % FIRMS], name="郁青禾", phone="13900001234", known_to=leaving.pk)
        for n in range(CONTACTS)
    ]
    days = {"stage_on": TODAY, "opened_on": TODAY}
    projects = [Project(company=firms[n % FIRMS], name=f"项目{n}", batch=batch, **days) for n in range(PROJECTS)]
    filed = {"unit": unit, "officer": leaving, "batch": batch, "filed_at": clock.now(), "occurred_on": TODAY}
    filings = [Filing(project=one, **filed) for one in projects]
    shares = [Credit(project=one, officer=leaving, share=100) for one in projects]
    todos = [Task(what=f"回电{n}", owner=leaving.user, kind="promise", set_on=TODAY) for n in range(TODOS)]
    return [*firms, *contacts, *projects, *filings, *shares, *todos]


def run(timed: Timed) -> None:
    clock.pin(TODAY)
    bureau, leaving, taking, batch, unit = people()
    with book.entry("bench.prepared", actor=None) as entry:
        entry.put_many(estate(leaving, batch, unit))
    held = PROJECTS + CONTACTS + TODOS
    with timed(f"what an officer holds, {held:,} records"):
        assert len(possessions.read(leaving).items) == held
    with timed(f"{held:,} records handed over", at_most_s=5, count=held):
        actions.hand_over_all(bureau, officer=leaving, successor=taking)
    assert not possessions.read(leaving).items
    assert len(possessions.read(taking).items) == held
    newest = Entry.objects.order_by("-seq").values_list("seq", flat=True).first()
    passed = RowImage.objects.filter(entry=newest).exclude(model__startswith="relay.")
    assert passed.values("model", "row_id").distinct().count() == held, "one line in the history of each"
