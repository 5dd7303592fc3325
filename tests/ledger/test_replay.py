"""Random journeys: whatever is done, the tables and the figures rebuilt from the book are the ones that stand."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from hometown.accounts import actions as accounts
from hometown.accounts.models import User
from hometown.bulletins.figures import CATALOGUE, scope_of
from hometown.companies import actions as companies
from hometown.companies.models import Company, Contact
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.actions import Met, Person
from hometown.fieldwork.models import Activity
from hometown.kernel import clock
from hometown.kernel.bounds import Bound
from hometown.kernel.errors import Refusal
from hometown.kernel.money import Amount
from hometown.ledger import erasing, moments, replay
from hometown.ledger.models import Entry
from hometown.programme.models import Batch, Officer
from hometown.projects import actions as projects
from hometown.projects.models import Project
from hometown.tasks import actions as tasks
from hometown.tasks.models import Task
from tests.people import World

NAMES = [
    f"{place}{trade}有限公司"
    for place in ("上海", "南京", "淮北")
    for trade in ("岚汀化学", "云岫铝业", "松壑光电", "泽远材料")
]
REGIONS = {"上海": "310114", "南京": "320114", "淮北": "340603"}
STAGES = ("talking", "intent", "signed")


def figures_now(batch: Batch) -> dict[str, tuple[Decimal, str, int]]:
    """Return value, bound and number of members of every figure of the catalogue."""
    scope = scope_of(batch)
    told = {}
    for code, one in CATALOGUE.items():
        result = one.of(scope)
        told[code] = (result.value, str(result.bound), result.members.order_by().count())
    return told


class Journey(RuleBasedStateMachine):
    """People of the batch doing things in any order; a refusal is an answer like any other."""

    world: World
    users: dict[str, User]

    @initialize()
    def begin(self) -> None:
        self.now = datetime(2019, 10, 8, 1, 0, tzinfo=UTC)
        self.batch = Batch.objects.get(number=1)

    def do(self, act: Any, *args: Any, **kwargs: Any) -> Any:
        self.now += timedelta(hours=3)
        with clock.simulated(self.now), suppress(Refusal):
            return act(*args, **kwargs)
        return None

    def pick(self, model: Any, number: int) -> Any:
        rows = list(model.objects.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    @rule(name=st.sampled_from(NAMES))
    def add_company(self, name: str) -> None:
        region = REGIONS[name[:2]]
        self.do(companies.add_company, self.users["wang"], name=name, region_code=region, source="test")

    @rule(
        number=st.integers(0, 20),
        name=st.sampled_from(["郁青禾", "裴舟", "郑归舟"]),
        phone=st.sampled_from(["", "13900000001"]),
    )
    def add_contact(self, number: int, name: str, phone: str) -> None:
        company = self.pick(Company, number)
        if company:
            self.do(companies.add_contact, self.users["wang"], company=company, name=name, phone=phone)

    @rule(number=st.integers(0, 20))
    def forget_contact(self, number: int) -> None:
        contact = self.pick(Contact, number)
        if contact:
            self.do(erasing.forget, contact, ["name", "phone"], actor=self.users["wang"].pk, reason="asked")

    @rule(number=st.integers(0, 20), days=st.integers(0, 30), in_person=st.booleans(), named=st.booleans())
    def visit(self, number: int, days: int, in_person: bool, named: bool) -> None:
        company = self.pick(Company, number)
        if company:
            people = [Person(name="郁青禾", title="总经理")] if named else []
            self.do(
                fieldwork.record_activity, self.users["lin"], kind="visit", on=date(2019, 9, 3) + timedelta(days=days),
                officers=[self.world.officers["lin"]], met=[Met(company, in_person=in_person, people=people)],
                next_step="再访", next_step_due=date(2019, 12, 1),
            )  # fmt: skip

    @rule(number=st.integers(0, 20))
    def withdraw_visit(self, number: int) -> None:
        activity = self.pick(Activity, number)
        if activity:
            self.do(fieldwork.withdraw_activity, self.users["lin"], activity, reason="记错")

    @rule(number=st.integers(0, 20), wan=st.integers(1, 300_000), bound=st.sampled_from(list(Bound)))
    def file_lead(self, number: int, wan: int, bound: Bound) -> None:
        company = self.pick(Company, number)
        if company:
            self.do(
                projects.file_lead, self.users["lin"], company=company, name="生产基地", occurred_on=date(2019, 9, 20),
                unit=self.world.units["putuo_group"], officer=self.world.officers["lin"],
                amount=Amount(Decimal(wan * 10_000), bound=bound),
            )  # fmt: skip

    @rule(number=st.integers(0, 20), stage=st.sampled_from(STAGES))
    def report_stage(self, number: int, stage: str) -> None:
        project = self.pick(Project, number)
        if project:
            self.do(projects.report_stage, self.users["wang"], project=project, stage=stage)

    @rule(number=st.integers(0, 20), status=st.sampled_from(["lost", "paused", "active"]))
    def set_status(self, number: int, status: str) -> None:
        project = self.pick(Project, number)
        if project:
            reason = {"lost": "went_elsewhere", "paused": "firm_waiting"}.get(status, "")
            self.do(projects.set_status, self.users["wang"], project=project, status=status, reason=reason)

    @rule(number=st.integers(0, 20), share=st.sampled_from([Decimal(50), Decimal(100), Decimal("33.33")]))
    def set_credits(self, number: int, share: Decimal) -> None:
        project = self.pick(Project, number)
        if project:
            officer = Officer.objects.order_by("pk")[0]
            self.do(projects.set_credits, self.users["wang"], project=project, shares={officer: share})

    @rule(number=st.integers(0, 20))
    def close_task(self, number: int) -> None:
        task = self.pick(Task, number)
        if task:
            self.do(tasks.close_task, self.users["lin"], task=task, note="办了")

    @rule(theme=st.sampled_from(["auto", "light", "dark"]))
    def choose_theme(self, theme: str) -> None:
        user = User.objects.get(pk=self.users["lin"].pk)
        self.do(accounts.set_preferences, user, language="en", theme=theme)

    @invariant()
    def the_tables_equal_the_book(self) -> None:
        assert list(replay.differences()) == []

    def teardown(self) -> None:
        last = Entry.objects.order_by("-seq").values_list("seq", flat=True).first()
        if last is None:
            return
        batch = Batch.objects.get(number=1)
        live = figures_now(batch)
        with moments.as_known_at(last):
            assert figures_now(batch) == live


@pytest.mark.django_db
def test_random_journeys_replay_to_the_same_tables_and_figures(world: World, lin: User, wang: User) -> None:
    from django.db import transaction

    class Isolated(Journey):
        def __init__(self) -> None:
            super().__init__()
            self.world, self.users = world, {"lin": lin, "wang": wang}
            self.point = transaction.savepoint()

        def teardown(self) -> None:
            try:
                super().teardown()
            finally:
                transaction.savepoint_rollback(self.point)

    run_state_machine_as_test(
        Isolated,
        settings=settings(
            max_examples=8, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.django_db
def test_the_comparison_sees_a_column_changed_behind_the_book(world: World, wang: User) -> None:
    from django.db import connection

    company = companies.add_company(wang, name="上海岚汀化学有限公司", region_code="310114", source="test")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE companies_company SET region_code = '320114' WHERE name = %s", [company.name])
    assert [(d.model, d.what) for d in replay.differences()] == [("companies.company", "region_code")]
    scope = scope_of(world.batch)
    with moments.as_known_at(Entry.objects.count()):
        assert Company.objects.get(pk=company.pk).region_code == "310114"
    assert scope.host_prefix == "31"
