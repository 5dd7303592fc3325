"""Once a day, only what was asked for, only what may be seen."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import IntegrityError, transaction

from hometown.accounts.models import Grant, User
from hometown.companies.models import Company
from hometown.config.cli import hometown
from hometown.kernel import clock
from hometown.kernel.money import Amount
from hometown.ledger import book
from hometown.ledger.models import Entry
from hometown.notices import choices, digests, showing, sources
from hometown.notices.models import Digest, ReminderChoice
from hometown.notices.sources import Line, Source
from hometown.policy.standing import in_force
from hometown.programme import actions as programme
from hometown.projects import actions as projects
from hometown.projects.models import Claim, Project
from hometown.projects.progress import life_of
from hometown.tasks import actions as tasks
from tests.desk.test_actions import lead
from tests.fieldwork.conftest import TODAY, Record
from tests.people import World

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


def titles(digest: Digest | None, kind: str = "") -> list[str]:
    return [one["title"] for one in digest.lines if kind in ("", one["kind"])] if digest else []


def lines_of(kind: str, user: User, days: int | None = None) -> list[Line]:
    source = sources.known(kind)
    assert source is not None
    return list(source.lines(user, TODAY, source.days or 0 if days is None else days))


def again(user: User) -> User:
    """The same account as another process reads it."""
    found: User = User.objects.get(pk=user.pk)
    return found


@pytest.fixture
def project(world: World, lin: User, blue: Company) -> Project:
    whole = {
        "amount": Amount(Decimal(120_000_000)),
        "site_need": "厂房两万平方米",
        "chain": "aluminium",
        "industry_code": "C3252",
    }
    found: Project = projects.file_lead(lin, company=blue, occurred_on=TODAY, **lead(world, **whole)).project
    return found


# --- kinds ------------------------------------------------------------------------------------------------------


def test_the_kinds_of_every_room_are_known() -> None:
    kinds = {
        "tasks_due", "leave_to_decide", "answers_awaited", "no_contact", "gates_due", "claims_lapsing", "claims_shared",
    }  # fmt: skip
    assert {code for code in kinds if sources.known(code)} == kinds


def test_a_kind_is_offered_to_whom_it_means_anything(lin: User, leader: User, sun: User, stranger: User) -> None:
    def codes(user: User) -> set[str]:
        return {source.code for source in sources.fitting(user)}

    assert {"gates_due", "claims_lapsing", "no_contact", "tasks_due"} <= codes(lin)
    assert "gates_due" not in codes(leader)
    assert codes(sun) == codes(stranger) == set()


def test_a_to_do_is_told_when_its_day_is_near(lin: User, zhou: User) -> None:
    tasks.set_task(lin, what="Near", due_on=TOMORROW)
    tasks.set_task(lin, what="Far", due_on=TODAY + timedelta(days=5))
    tasks.set_task(lin, what="No day")
    assert [line.title for line in lines_of("tasks_due", lin)] == ["Near"]
    assert [line.title for line in lines_of("tasks_due", lin, 5)] == ["Near", "Far"]
    assert lines_of("tasks_due", zhou) == []


def test_what_is_long_late_is_told_no_more(lin: User) -> None:
    tasks.set_task(lin, what="A week late", due_on=TODAY - timedelta(days=7))
    tasks.set_task(lin, what="Longer", due_on=TODAY - timedelta(days=8))
    assert [line.title for line in lines_of("tasks_due", lin)] == ["A week late"]


def test_an_answer_is_awaited_past_its_day_or_after_so_many_days(lin: User, zhou: User) -> None:
    with clock.simulated(datetime(2019, 12, 9, 4, tzinfo=UTC)):
        tasks.set_task(lin, what="Old", owner=zhou)
        tasks.set_task(lin, what="Own")
        tasks.set_task(lin, what="Late", owner=zhou, due_on=TODAY - timedelta(days=1))
    tasks.set_task(lin, what="New", owner=zhou)
    assert [line.title for line in lines_of("answers_awaited", lin)] == ["Old · 周砚秋", "Late · 周砚秋"]
    assert lines_of("answers_awaited", zhou) == []


def test_leave_is_told_to_whoever_decides_it(world: World, lin: User, zhou: User, guest: User) -> None:
    posting = world.officers["lin"].postings.get()
    leave = programme.ask_leave(lin, posting=posting, kind="rest", first_on=TOMORROW, last_on=TOMORROW)
    assert [(line.record, line.due_on) for line in lines_of("leave_to_decide", guest)] == [(leave.pk, TOMORROW)]
    assert lines_of("leave_to_decide", lin) == lines_of("leave_to_decide", zhou) == []


def test_a_firm_that_showed_interest_is_told_when_nobody_met_it_for_long(
    lin: User, zhou: User, blue: Company, robots: Company, visited: Record
) -> None:
    old = visited(lin, blue, on=date(2019, 10, 20))
    visited(lin, robots, on=date(2019, 10, 20))
    link = old.company_links.get()
    link.interest = "curious"
    with book.entry("test.prepared", actor=None) as entry:
        entry.put(link)
    found = lines_of("no_contact", lin)
    assert [(line.title, line.since_on) for line in found] == [(blue.name, date(2019, 10, 20))]
    assert lines_of("no_contact", zhou) == []
    visited(lin, blue, on=TODAY)
    assert lines_of("no_contact", lin) == []


def test_a_gate_is_told_before_its_day(lin: User, zhou: User, project: Project) -> None:
    (line,) = lines_of("gates_due", lin, 90)
    assert line.title == project.name
    assert line.due_on is not None
    left = (line.due_on - TODAY).days
    assert [one.record for one in lines_of("gates_due", lin, left)] == [project.pk]
    assert lines_of("gates_due", lin, left - 1) == []
    assert lines_of("gates_due", zhou, 90) == []


def test_a_next_step_counts_as_a_gate_does(lin: User, project: Project) -> None:
    projects.edit_project(lin, project=project, next_step="Ring", next_step_due=TODAY)
    assert [line.due_on for line in lines_of("gates_due", lin, 1)] == [TODAY]


def test_a_claim_is_told_before_it_lapses(lin: User, zhou: User, project: Project) -> None:
    claim = Claim.objects.get(project=project)
    ends = life_of(claim, in_force(TODAY), TODAY).returns_on - timedelta(days=1)
    assert ends < claim.last_on  # nothing is done about it: want of evidence ends it before its time
    left = (ends - TODAY).days
    assert [line.due_on for line in lines_of("claims_lapsing", lin, left)] == [ends]
    assert lines_of("claims_lapsing", lin, left - 1) == []
    assert lines_of("claims_lapsing", zhou, left) == []


def test_a_lead_that_another_filed_too_is_told_to_both_sides(
    world: World, lin: User, zhou: User, fang: User, project: Project, blue: Company
) -> None:
    assert lines_of("claims_shared", lin) == []
    whole = lead(world, unit=world.units["jiading_group"], name=project.name)
    filing = projects.file_lead(zhou, company=blue, occurred_on=TODAY, **whole)
    assert filing.is_supporting
    (to_holder,), (to_newcomer,) = lines_of("claims_shared", lin), lines_of("claims_shared", zhou)
    assert to_holder.title.startswith("嘉定小组")
    assert to_holder.since_on == TODAY
    assert "普陀小组" in to_newcomer.title
    assert project.name not in to_newcomer.title
    assert blue.name not in to_newcomer.title
    source = sources.known("claims_shared")
    assert source is not None
    for person, line in ((lin, to_holder), (zhou, to_newcomer)):
        assert list(source.seen(person, [line.record])) == [line.record]
    with clock.simulated(datetime(2020, 1, 20, 4, tzinfo=UTC)):
        assert list(source.lines(lin, date(2020, 1, 20), 3)) == []  # told once it is new, not for ever


def grant_until(user: User, day: date) -> None:
    """Let a grant hold until a day; none for one that has no end."""
    with book.entry("test.prepared", actor=None) as entry:
        for grant in Grant.objects.filter(user=user):
            grant.last_on = day
            entry.put(grant)


# --- once a day -------------------------------------------------------------------------------------------------


def test_a_digest_is_made_once_a_day_and_writes_nothing_into_the_book(lin: User) -> None:
    tasks.set_task(lin, what="Near", due_on=TODAY)
    lines = Entry.objects.count()
    first = digests.make(lin, TODAY)
    tasks.set_task(lin, what="Later", due_on=TODAY)
    second = digests.make(lin, TODAY)
    assert first is not None
    assert second == first
    assert titles(second) == ["Near"]
    assert Entry.objects.count() == lines + 1  # the to-do


def test_with_nothing_to_say_there_is_no_digest(lin: User) -> None:
    assert digests.make(lin, TODAY) is None
    assert Digest.objects.count() == 0


def test_what_was_switched_off_is_not_told(lin: User) -> None:
    tasks.set_task(lin, what="Near", due_on=TODAY)
    choices.keep(lin, {"tasks_due": (False, 1)})
    assert digests.make(lin, TODAY) is None
    choices.keep(lin, {"tasks_due": (True, 5)})
    tasks.set_task(lin, what="Far", due_on=TODAY + timedelta(days=5))
    assert titles(digests.make(lin, TODAY)) == ["Near", "Far"]


def test_the_second_of_two_that_make_it_at_once_finds_the_first(lin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks.set_task(lin, what="Near", due_on=TODAY)
    digests.make(lin, TODAY)
    monkeypatch.setattr(digests, "of_day", lambda *_: None)  # as it looked before the first was written
    assert titles(digests.make(lin, TODAY)) == ["Near"]
    assert Digest.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():  # what it would meet without looking again
        Digest.objects.create(user=lin, day=TODAY, made_at=clock.now(), lines=[])


def test_digests_older_than_a_month_go(lin: User) -> None:
    old = Digest(user=lin, day=TODAY - timedelta(days=31), made_at=clock.now(), lines=[])
    kept = Digest(user=lin, day=TODAY - timedelta(days=30), made_at=clock.now(), lines=[])
    Digest.objects.bulk_create([old, kept])
    tasks.set_task(lin, what="Near", due_on=TODAY)
    digests.make(lin, TODAY)
    assert [one.day for one in Digest.objects.of(lin)] == [TODAY, kept.day]


def test_no_kind_tells_more_than_a_few_lines(lin: User) -> None:
    for number in range(sources.MOST + 3):
        tasks.set_task(lin, what=f"Near {number}", due_on=TODAY)
    assert len(titles(digests.make(lin, TODAY))) == sources.MOST


# --- the command ------------------------------------------------------------------------------------------------


def test_the_command_makes_each_digest_once(lin: User, zhou: User, sun: User) -> None:
    tasks.set_task(lin, what="Near", due_on=TODAY)
    tasks.set_task(zhou, what="Near", due_on=TODAY)
    first, second = CliRunner().invoke(hometown, ["digest"]), CliRunner().invoke(hometown, ["digest"])
    assert first.exit_code == second.exit_code == 0
    assert first.output.startswith("2 digests made")
    assert second.output.startswith("0 digests made")
    assert {one.user for one in Digest.objects.all()} == {lin, zhou}


def test_a_closed_account_gets_none(lin: User, sun: User) -> None:
    from hometown.accounts.actions import lock

    tasks.set_task(lin, what="Near", due_on=TODAY)
    lock(sun, user=again(lin))
    assert digests.make_all(TODAY) == (0, User.objects.active().count())


def test_nothing_is_made_at_night(lin: User) -> None:
    tasks.set_task(lin, what="Near", due_on=TODAY)
    with clock.simulated(datetime(2019, 12, 18, 23, tzinfo=clock.CITY_TIME)):
        answer = CliRunner().invoke(hometown, ["digest"])
    assert (answer.exit_code, Digest.objects.count()) == (0, 0)
    assert "night" in answer.output


# --- who sees what ----------------------------------------------------------------------------------------------


def shown_titles(user: User) -> list[str]:
    found = showing.shown(user, Digest.objects.of(user))
    return [row.title for one in found for group in one.groups for row in group.rows]


def test_after_a_grant_ends_nothing_of_it_is_shown(lin: User, project: Project) -> None:
    projects.edit_project(lin, project=project, next_step="Ring", next_step_due=TODAY)
    tasks.set_task(lin, what="Mine", due_on=TODAY)
    digests.make(lin, TODAY)
    assert project.name in shown_titles(lin)
    grant_until(lin, TODAY)
    with clock.simulated(datetime(2019, 12, 19, 4, tzinfo=UTC)):
        assert project.name not in shown_titles(again(lin))


def test_a_record_that_passed_to_others_is_not_shown(lin: User, zhou: User) -> None:
    task = tasks.set_task(zhou, what="Ring the park", owner=lin, due_on=TODAY)
    digests.make(lin, TODAY)
    assert shown_titles(lin) == ["Ring the park"]
    tasks.reassign(zhou, task=task, owner=zhou)
    assert shown_titles(lin) == []


def test_a_kind_that_is_no_more_is_not_shown(lin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks.set_task(lin, what="Near", due_on=TODAY)
    digests.make(lin, TODAY)
    monkeypatch.setattr(sources, "_known", {})
    assert shown_titles(lin) == []


def test_no_digest_keeps_the_words_of_somebody_who_was_forgotten(lin: User, wang: User, blue: Company) -> None:
    from hometown.relay.actions import forget_person
    from hometown.relay.mentions import Person

    tasks.set_task(lin, what="Ring 郁青禾", due_on=TODAY)
    digests.make(lin, TODAY)
    person = Person(blue, blue.contacts.get())
    forget_person(wang, person, asked_on=TODAY, reason="Asked by letter")
    assert "郁青禾" not in str(list(Digest.objects.values_list("lines", flat=True)))


# --- speed ------------------------------------------------------------------------------------------------------


@pytest.fixture
def spare_source() -> Iterator[None]:
    before = dict(sources._known)
    yield
    sources._known.clear()
    sources._known.update(before)


def test_a_room_above_adds_its_own_kind(lin: User, project: Project, spare_source: None) -> None:
    from hometown.projects.access import visible_among

    def lines(user: User, today: date, days: int) -> list[Line]:
        return [Line("A question", f"/questions/{days}/", project.pk, today)]

    sources.register(Source("questions", "Questions", lines, visible_among, lambda _: True, days=2))
    made = digests.make(lin, TODAY)
    assert titles(made, "questions") == ["A question"]
    assert "A question" in shown_titles(lin)


def test_two_hundred_people_ask_a_fixed_number_of_queries_each(
    world: World, django_assert_max_num_queries: Any
) -> None:
    people = [User(login=f"p{number}", name=f"某{number}") for number in range(200)]
    grants = [
        Grant(user=one, role="secondee", scope_kind="batch", scope_id=world.batch.pk, first_on=world.batch.first_on)
        for one in people
    ]
    with book.entry("test.prepared", actor=None) as entry:
        entry.put_many([*people, *grants])
    for one in people[:100]:
        tasks.set_task(one, what="Near", due_on=TODAY)
    ReminderChoice.objects.create(user=people[0], kind="no_contact", is_on=True, days=30)
    with django_assert_max_num_queries(200 * 16):
        assert digests.make_all(TODAY) == (100, 200)
