"""Handovers, merges and undone merges in any order: everything open has the owner it should have, nothing is lost."""

import uuid
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from hometown.accounts.models import User
from hometown.companies import actions as companies
from hometown.companies.models import Company, Contact, Introduction
from hometown.kernel import clock
from hometown.kernel.errors import Refusal
from hometown.ledger import replay
from hometown.ledger.models import LedgeredModel
from hometown.names import normal
from hometown.programme.models import Officer
from hometown.relay import actions, comparing, possessions
from hometown.relay.comparing import Choice
from hometown.relay.models import Handover, HandoverItem, Merge
from hometown.tasks import actions as tasks
from tests.people import FIRST, World
from tests.projects.conftest import put

NAMES = ["上海岚汀化学有限公司", "岚汀化学", "上海云岫铝业有限公司"]
PEOPLE = ("lin", "zhou", "fang")
numbers = st.integers(0, 5)


class Journey(RuleBasedStateMachine):
    """Three officers record contacts, introductions and to-dos; the bureau merges, undoes, and hands over.

    `owner` says of every record ever made who should have it: whoever made it, then whoever it was handed to, also
    while a merge has taken it away.
    """

    world: World
    wang: User
    first_owners: dict[uuid.UUID, str]

    @initialize()
    def begin(self) -> None:
        self.now = datetime(2019, 10, 20, 1, tzinfo=UTC)
        self.owner = dict(self.first_owners)

    def do(self, act: Any, *args: Any, **kwargs: Any) -> Any:
        self.now += timedelta(hours=1)
        with clock.simulated(self.now), suppress(Refusal):
            return act(*args, **kwargs)
        return None

    def made(self, row: LedgeredModel | None, who: str) -> None:
        if row is not None:
            self.owner[row.pk] = who

    def pick(self, model: Any, number: int) -> Any:
        rows = list(model.objects.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    @rule(number=numbers, who=st.sampled_from(PEOPLE), name=st.sampled_from(["郁青禾", "裴舟"]))
    def add_contact(self, number: int, who: str, name: str) -> None:
        actor, firm = self.world.users[who], self.pick(Company, number)
        self.made(self.do(companies.add_contact, actor, company=firm, name=name), who)

    @rule(number=numbers, other=numbers, who=st.sampled_from(PEOPLE))
    def ask(self, number: int, other: int, who: str) -> None:
        one, brought = self.pick(Company, number), self.pick(Company, other)
        asked = self.do(companies.ask_introduction, self.world.users[who], introducer=one, introduced=brought)
        self.made(asked, who)

    @rule(number=numbers, who=st.sampled_from(PEOPLE))
    def promise(self, number: int, who: str) -> None:
        firm = self.pick(Company, number)
        self.made(self.do(tasks.set_task, self.world.users[who], what="回电", about=firm), who)

    @rule(away=numbers, into=numbers)
    def merge(self, away: int, into: int) -> None:
        one, other = self.pick(Company, away), self.pick(Company, into)
        pairs = tuple(comparing.same_person(one, other))
        self.do(
            actions.merge_companies, self.wang, source=one, target=other, reason="test", choice=Choice(contacts=pairs)
        )

    @rule(number=numbers)
    def unmerge(self, number: int) -> None:
        merge = self.pick(Merge, number)
        if merge:
            self.do(actions.unmerge_companies, self.wang, merge, reason="test")

    @rule(leaving=st.sampled_from(PEOPLE), to=st.sampled_from(PEOPLE))
    def hand_over(self, leaving: str, to: str) -> None:
        officers = self.world.officers
        before = self.open_rows()
        done = self.do(actions.hand_over_all, self.wang, officer=officers[leaving], successor=officers[to])
        if done is not None:
            assert self.open_rows() == before
            assert possessions.read(officers[leaving]).counts() == {}
            self.owner = {pk: to if who == leaving else who for pk, who in self.owner.items()}

    def open_rows(self) -> list[uuid.UUID]:
        """The open rows of all kinds but the handovers themselves, which the bureau sees through."""
        kinds = [held for held in possessions.kinds().values() if held.model is not Handover]
        return sorted(row.pk for held in kinds for row in held.open())

    def everything_open_has_the_owner_it_should_have(self) -> None:
        seen: dict[uuid.UUID, str] = {}
        for who in PEOPLE:
            mine = possessions.read(Officer.objects.get(pk=self.world.officers[who].pk))
            for row in [*(item.row for item in mine.items), *(row for _held, row in mine.quiet)]:
                assert row.pk not in seen, "two have it"
                seen[row.pk] = who
        assert seen == {pk: self.owner[pk] for pk in self.open_rows()}

    def authors_stay(self) -> None:
        known = {officer.pk for officer in self.world.officers.values()}
        assert set(Contact.objects.values_list("known_to", flat=True)) <= known
        accounts = {user.pk for user in self.world.users.values()}
        assert set(Introduction.objects.values_list("asked_by", flat=True)) <= accounts

    def teardown(self) -> None:
        self.everything_open_has_the_owner_it_should_have()
        self.authors_stay()
        waiting = HandoverItem.objects.waiting().values_list("about_id", "successor")
        keys = {pk: who for who in PEOPLE for pk in [self.world.officers[who].pk]}
        assert all(self.owner[about] == keys[successor] for about, successor in waiting)


def first_records(world: World) -> dict[uuid.UUID, str]:
    """Let each of three officers have a contact and an introduction before anything happens."""
    firms = [Company(name=name, normal_name=normal(name), region_code="310114") for name in NAMES]
    owners: dict[uuid.UUID, str] = {}
    rows: list[Any] = []
    for number, who in enumerate(PEOPLE):
        other = firms[(number + 1) % len(firms)]
        contact = Contact(company=firms[number], name="郁青禾", known_to=world.officers[who].pk)
        asked = Introduction(introducer=firms[number], introduced=other, asked_on=FIRST, asked_by=world.users[who].pk)
        rows += [contact, asked]
        owners |= {contact.pk: who, asked.pk: who}
    put(*firms, *rows)
    return owners


@pytest.mark.django_db
def test_in_a_hundred_histories_nothing_is_left_without_its_owner(
    world: World, lin: User, zhou: User, fang: User, wang: User
) -> None:
    from django.db import transaction

    owners, ended = first_records(world), count(1)

    class Isolated(Journey):
        def __init__(self) -> None:
            super().__init__()
            self.world, self.wang, self.first_owners = world, wang, owners
            self.point = transaction.savepoint()

        def teardown(self) -> None:
            try:
                super().teardown()
                if next(ended) % 10 == 0:
                    assert list(replay.differences()) == []
            finally:
                transaction.savepoint_rollback(self.point)

    run_state_machine_as_test(
        Isolated,
        settings=settings(
            max_examples=100, stateful_step_count=6, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
