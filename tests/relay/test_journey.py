"""Merges, undone merges, visits and edits in any order: the book replays, nothing points at a tombstone, figures count
a firm once, and an undone merge leaves the tables as they were."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from hometown.accounts.models import User
from hometown.bulletins.figures import CATALOGUE, scope_of
from hometown.companies import actions as companies
from hometown.companies.models import Company, Contact
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.actions import Met, Person
from hometown.fieldwork.models import Activity, ActivityCompany
from hometown.kernel import clock
from hometown.kernel.errors import Refusal
from hometown.ledger import book, moments, replay
from hometown.ledger.models import Entry
from hometown.programme.models import Batch
from hometown.projects import actions as projects
from hometown.relay import comparing
from hometown.relay.actions import merge_companies, unmerge_companies
from hometown.relay.comparing import Choice
from hometown.relay.models import Merge
from tests.people import World
from tests.relay.conftest import tables

NAMES = ["上海岚汀化学有限公司", "岚汀化学", "上海云岫铝业有限公司", "云岫", "南京松壑光电有限公司"]
FIGURES = ("visited", "visited_host", "visited_elsewhere", "with_intent", "signed", "leads")


def counted(batch: Batch) -> dict[str, Any]:
    scope = scope_of(batch)
    return {code: CATALOGUE[code].of(scope).value for code in FIGURES if code in CATALOGUE}


def dangling() -> list[str]:
    """Rows that point at a tombstone, but for those that speak of the past."""
    past = {"merge", "forgetting", "distinctfirms", "factsource"}
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model in (Company, Contact) and model._meta.model_name not in past:
                rows = model._default_manager.filter(**{f"{field.name}__merged_into__isnull": False})
                found += [f"{model._meta.label}.{field.name} {row.pk}" for row in rows]
    return found


class Journey(RuleBasedStateMachine):
    """The bureau merges and undoes; Lin visits; a refusal is an answer like any other."""

    world: World
    lin: User
    wang: User
    steps = 0

    @initialize()
    def begin(self) -> None:
        self.now = datetime(2019, 10, 20, 1, tzinfo=UTC)
        self.known: list[tuple[int, dict[str, Any]]] = []
        for name in NAMES:
            region = "320114" if name.startswith("南京") else "310114"
            self.do(companies.add_company, self.wang, name=name, region_code=region, source="test")

    def do(self, act: Any, *args: Any, **kwargs: Any) -> Any:
        self.now += timedelta(hours=1)
        with clock.simulated(self.now), suppress(Refusal):
            return act(*args, **kwargs)
        return None

    def pick(self, model: Any, number: int) -> Any:
        rows = list(model.objects.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    @rule(number=st.integers(0, 9), both=st.integers(0, 9), day=st.integers(1, 9))
    def visit(self, number: int, both: int, day: int) -> None:
        met = {self.pick(Company, n).pk: self.pick(Company, n) for n in (number, both)}
        self.do(
            fieldwork.record_activity, self.lin, kind="visit", on=date(2019, 10, day),
            officers=[self.world.officers["lin"]], met=[Met(one, people=[Person("裴舟")]) for one in met.values()],
        )  # fmt: skip

    @rule(number=st.integers(0, 9), to=st.integers(0, 9))
    def edit_visit(self, number: int, to: int) -> None:
        activity, company = self.pick(Activity, number), self.pick(Company, to)
        if activity:
            met = [Met(company, people=[Person("裴舟"), Person("郑归舟")])]
            self.do(fieldwork.edit_activity, self.lin, activity, met=met)

    @rule(
        number=st.integers(0, 9), name=st.sampled_from(["郁青禾", "裴舟"]), phone=st.sampled_from(["", "13900000001"])
    )
    def add_contact(self, number: int, name: str, phone: str) -> None:
        self.do(companies.add_contact, self.wang, company=self.pick(Company, number), name=name, phone=phone)

    @rule(number=st.integers(0, 9), address=st.sampled_from(["", "一号", "二号"]))
    def edit(self, number: int, address: str) -> None:
        self.do(companies.edit_company, self.wang, self.pick(Company, number), address=address, source="test")

    @rule(number=st.integers(0, 9))
    def file_lead(self, number: int) -> None:
        self.do(
            projects.file_lead, self.lin, company=self.pick(Company, number), name="生产基地",
            occurred_on=date(2019, 10, 9), unit=self.world.units["putuo_group"],
        )  # fmt: skip

    @rule(away=st.integers(0, 9), into=st.integers(0, 9), persons=st.booleans())
    def merge(self, away: int, into: int, persons: bool) -> None:
        one, other = self.pick(Company, away), self.pick(Company, into)
        pairs = tuple(comparing.same_person(one, other)) if persons else ()
        self.do(merge_companies, self.wang, source=one, target=other, reason="test", choice=Choice(contacts=pairs))

    @rule(number=st.integers(0, 9))
    def unmerge(self, number: int) -> None:
        merge = self.pick(Merge, number)
        if merge:
            self.do(unmerge_companies, self.wang, merge, reason="test")

    @rule(away=st.integers(0, 9), into=st.integers(0, 9))
    def merge_and_undo(self, away: int, into: int) -> None:
        one, other = self.pick(Company, away), self.pick(Company, into)
        if one.pk == other.pk or one.merged_into_id or other.merged_into_id:
            return
        before, figures = tables(), counted(Batch.objects.get(number=1))
        pairs = tuple(comparing.same_person(one, other))
        choice = Choice({"address": "source", "name": "source"}, contacts=pairs)
        merge = self.do(merge_companies, self.wang, source=one, target=other, reason="test", choice=choice)
        if merge:
            undone = self.do(unmerge_companies, self.wang, merge, reason="test")
            assert undone is not None
            assert tables() == before
            assert counted(Batch.objects.get(number=1)) == figures

    @rule()
    def remember(self) -> None:
        """What was known at this line stays known."""
        self.known.append((Entry.objects.count(), counted(Batch.objects.get(number=1))))

    @invariant()
    def the_tables_equal_the_book(self) -> None:
        """Asked at each third step and at the end: what differs goes on to differ."""
        self.steps += 1
        if self.steps % 3 == 0:
            assert list(replay.differences()) == []

    @invariant()
    def nothing_points_at_a_tombstone(self) -> None:
        assert dangling() == []

    @invariant()
    def a_firm_counts_once(self) -> None:
        batch = Batch.objects.get(number=1)
        result = CATALOGUE["visited"].of(scope_of(batch))
        firms = set(result.members.order_by().values_list("company", flat=True))
        assert result.value == len(firms)
        assert not Company.objects.filter(pk__in=firms, merged_into__isnull=False).exists()
        twice = ActivityCompany.objects.order_by().values("activity", "company").distinct().count()
        assert twice == ActivityCompany.objects.count()

    def teardown(self) -> None:
        assert list(replay.differences()) == []
        batch = Batch.objects.get(number=1)
        for seq, figures in self.known[:2]:
            with moments.as_known_at(seq):
                assert counted(batch) == figures


@pytest.mark.django_db
def test_merges_and_undone_merges_in_any_order_lose_nothing(world: World, lin: User, wang: User) -> None:
    from django.db import transaction

    class Isolated(Journey):
        def __init__(self) -> None:
            super().__init__()
            self.world, self.lin, self.wang = world, lin, wang
            self.point = transaction.savepoint()

        def teardown(self) -> None:
            try:
                super().teardown()
            finally:
                transaction.savepoint_rollback(self.point)

    assert book.conditions, "the book asks whether a row points at a tombstone"
    run_state_machine_as_test(
        Isolated,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
