"""Narrower questions say the same as the wide ones they stand for: Today and the board, asked by several people."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.test.utils import CaptureQueriesContext

from hometown.accounts.models import User
from hometown.aftercare import access as aftercare
from hometown.aftercare.models import Promise, ServiceRequest
from hometown.desk import inbox, reading, service
from hometown.dispatch import access as dispatch
from hometown.dispatch.board import Board
from hometown.dispatch.owners import Owners
from hometown.exchange.models import Question
from hometown.fieldwork import access as fieldwork
from hometown.fieldwork import telling
from hometown.kernel import clock
from hometown.landing import access as landing
from hometown.landing.models import Escalation, JointReview, Routing
from hometown.landing.rules import Light, last_day_for
from hometown.ledger.heads import with_few
from hometown.ledger.keys import Keys
from hometown.policy.standing import in_force
from hometown.programme.units import below
from hometown.projects import access as projects
from hometown.projects import claimpage, progress
from hometown.projects.models import Claim, Evidence, Filing, Project, StageMove, Voucher
from hometown.projects.rules import RANK, Stage

READERS = ("wang", "fang", "lin", "han", "qiao")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture(autouse=True)
def _in_the_batch() -> Iterator[None]:
    with clock.simulated(datetime(2020, 1, 17, 9, 0, tzinfo=clock.CITY_TIME)):
        yield


@pytest.fixture(params=READERS)
def user(request: pytest.FixtureRequest) -> User:
    found: User = User.objects.get(login=request.param)
    return found


def keys_seen(user: User) -> set[object]:
    """The projects a person reads, each condition asked for itself."""
    if projects.sees_every_project(user):
        return set(Project.objects.values_list("pk", flat=True))
    return {key for rows, name in projects._seen(user) for key in rows.values_list(name, flat=True)}


def test_keys_put_into_words_once_name_the_projects_that_each_condition_names(user: User) -> None:
    seen = keys_seen(user)
    assert set(projects.visible_projects(user).values_list("pk", flat=True)) == seen
    every = list(Project.objects.values_list("pk", flat=True))
    assert projects.visible_among(user, every) == seen
    worked = {
        key for rows, name in projects._naming(projects._worked_on(user)) for key in rows.values_list(name, flat=True)
    }
    assert set(Project.objects.filter(projects.mine(user)).values_list("pk", flat=True)) == worked
    assert set(StageMove.objects.filter(projects.mine(user, "project")).values_list("project", flat=True)) <= worked


@pytest.mark.parametrize("model", [Evidence, Voucher, Filing, Claim, Routing, JointReview, Escalation, ServiceRequest])
def test_rows_that_name_a_seen_project_are_those_of_the_keys(user: User, model: Any) -> None:
    named = set(model.objects.filter(project__in=keys_seen(user)).values_list("pk", flat=True))
    assert set(model.objects.filter(projects.of_seen(user)).values_list("pk", flat=True)) == named
    others = set(model.objects.exclude(projects.of_seen(user)).values_list("pk", flat=True))
    assert others == set(model.objects.values_list("pk", flat=True)) - named


def test_the_words_of_keys_hold_inside_other_questions() -> None:
    few = Project.objects.order_by("pk").values_list("pk", flat=True)
    first, last = few[0], few.reverse()[0]
    keys = Keys(Project.objects.filter(pk=first).values_list("pk", flat=True).union(
        Filing.objects.filter(project=last).values_list("project", flat=True)
    ))  # fmt: skip
    wanted = {first, last}
    held = Exists(Claim.objects.filter(project=OuterRef("pk"), project__in=keys))
    for asked in (Q(pk__in=keys), Q(pk__in=keys) & Q(filings__project__in=keys), ~~Q(pk__in=keys)):
        assert set(Project.objects.filter(asked).values_list("pk", flat=True)) == wanted
    with_claim = set(Claim.objects.filter(project__in=wanted).values_list("project", flat=True))
    assert set(Project.objects.filter(held).values_list("pk", flat=True)) == with_claim
    nothing = Keys(Project.objects.filter(pk__in=()).values_list("pk", flat=True))
    assert not Project.objects.filter(pk__in=nothing).exists()
    assert Project.objects.exclude(pk__in=nothing).count() == Project.objects.count()


def test_the_days_of_progress_are_those_of_its_marks() -> None:
    claims, today = list(Claim.objects.with_life_needs()), clock.today()
    marks, days = progress.progress_of(claims, today), progress.days_of(claims, today)
    assert sum(map(len, days.values())) > len(claims)
    assert {key: sorted(mark.on for mark in found) for key, found in marks.items()} == days
    policy, counted = in_force(today), Q(project__stage_rank__lt=RANK[Stage.SIGNED])  # the others are kept anyway
    wide, narrow = (
        list(found.filter(counted)) for found in (Claim.objects.with_life_needs(), Claim.objects.for_lives())
    )
    assert progress.lives_of(narrow, policy, today) == progress.lives_of(wide, policy, today, marks)


def test_claims_in_danger_are_those_among_all_of_ones_own(user: User) -> None:
    policy, today = in_force(clock.today()), clock.today()
    assert set(Claim.objects.all().held_by_few()) == set(Claim.objects.all().held())
    own = Q(filing__filed_by=user.pk) | Q(filing__officer__user=user)
    own |= Q(unit__in=below(user.scopes("file_lead", "unit")))
    wanted = claimpage.pressing(Claim.objects.standing(today).filter(own), policy, today, claimpage.MOST)
    assert claimpage.in_danger(user, policy, today) == wanted


def test_activities_as_lines_say_what_they_say_whole(user: User) -> None:
    seen = fieldwork.visible_activities(user).order_by("-on", "-pk")
    whole = telling.told(user, seen.with_people())
    lines = telling.lines(user, seen)
    assert [(one.pk, one.on, one.kind, one.title, one.url) for one in lines] == [
        (one.activity.pk, one.activity.on, one.kind, one.title, one.url) for one in whole
    ]
    assert [sorted(one.officers) for one in lines] == [sorted(one.officers) for one in whole]
    far = [(one.interest.interest, one.interest.tone) if one.interest else ("", "") for one in whole]
    assert [(one.interest, one.tone) for one in lines] == far


def test_what_somebody_has_of_service_is_among_what_they_may_read(user: User) -> None:
    for model, visible in ((ServiceRequest, aftercare.visible_requests), (Promise, aftercare.visible_promises)):
        assert set(model.objects.filter(holder=user)) <= set(visible(user))
        if aftercare.sees_all(user):
            assert set(visible(user)) == set(model.objects.all())


def test_the_board_shows_the_service_its_reader_may_read(user: User) -> None:
    today = clock.today()
    soon = last_day_for(in_force(today), Light.AMBER, today)
    raised = Q(raised_on__isnull=False, settled_on__isnull=True)
    for batch in (None, *dispatch.batches(user)):
        of = {"project__batch": batch} if batch else {}
        asked = aftercare.visible_requests(user).open().with_due().filter(Q(next_due__lte=soon) | raised, **of)
        owed = aftercare.visible_promises(user).open().filter(due_on__lte=soon, **of)
        wanted = {f"/aftercare/requests/{one.pk}/" for one in asked} | {
            f"/aftercare/promises/{one.pk}/" for one in owed
        }
        told = Board(dispatch.sight(user, batch), today).items()
        assert {item.url for item in told if item.group == "service"} == wanted


def test_somebody_in_the_demo_has_service_on_the_board() -> None:
    boards = (Board(dispatch.sight(User.objects.get(login=one), None), clock.today()) for one in READERS)
    assert any(item.group == "service" for board in boards for item in board.items())


def test_first_rows_seen_are_the_same_however_many_there_are(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Q(unit__in=landing.own_units(user))
    asked = Routing.objects.with_due().with_names().exceptions_first()
    seen = list(landing.visible_routings(user).with_due().exceptions_first()[:6])
    assert list(projects.first_seen(user, asked, 6, own)) == seen
    monkeypatch.setattr(projects, "FEW", 0)
    assert list(projects.first_seen(user, asked, 6, own)) == seen


def test_owners_looked_up_together_are_those_looked_up_one_by_one() -> None:
    keys = list(Project.objects.values_list("pk", flat=True))
    together = Owners(clock.today())
    together.learn(keys)
    alone = {key: Owners(clock.today()).of(key) for key in keys}
    assert {key: together.of(key) for key in keys} == alone
    assert any(alone.values())


def test_rows_with_few_columns_of_what_they_name_are_whole_themselves() -> None:
    with CaptureQueriesContext(connection) as asked:
        found = list(with_few(Question.objects.order_by("pk"), unit=("name",), asker=("name",)))
        said = [(one.title, one.unit.name, one.asker.name if one.asker else "") for one in found]
    assert said
    assert len(asked) == 1
    assert not any(one.get_deferred_fields() for one in found)
    whole = Question.objects.order_by("pk").select_related("unit", "asker")
    assert said == [(one.title, one.unit.name, one.asker.name if one.asker else "") for one in whole]


def test_a_panel_reads_its_lines_and_no_more(user: User) -> None:
    """No column left out is fetched afterwards, row by row: the questions do not grow with the lines."""
    for panel in (inbox.routed, inbox.unescalated, service.requested, service.promised, service.unserved):
        reader = reading.reader_of(user, clock.today())
        with CaptureQueriesContext(connection) as asked:
            panel(reader)
        for one in asked.captured_queries:
            assert not one["sql"].rstrip().endswith("LIMIT 21"), one["sql"]  # what `get` asks for a single row
