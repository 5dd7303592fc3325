"""Joint reviews: who is asked, who writes which sheet, what closes one, and what it leaves on file."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from hometown.accounts.models import User
from hometown.files import storing
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.landing import access, actions
from hometown.landing.models import JointReview, ReviewMark, ReviewOpinion
from hometown.ledger.models import Entry
from hometown.policy.standing import in_force
from hometown.projects import access as projects
from hometown.projects import actions as project_actions
from hometown.projects.models import Evidence, Project
from hometown.tasks.models import Task
from tests.people import World
from tests.projects.conftest import fill_for, give_papers

from .conftest import TODAY, Sheets, a_firm, a_lead, on_day

Lines = Callable[[], AbstractContextManager[list[Entry]]]


@pytest.fixture
def review(wang: User, project: Project, bai: User, shen: User, world: World) -> JointReview:
    units = [world.units["ecology"], world.units["economy"]]
    return actions.open_review(wang, project=project, units=units)


def sheet_of(review: JointReview, user: User) -> ReviewOpinion:
    opinion = access.visible_opinions(user).get(review=review)
    return access.opinion_for(user, opinion.pk)


def test_each_department_asked_has_a_to_do_and_reads_the_project(
    review: JointReview, bai: User, shen: User, lines_written: Lines
) -> None:
    assert review.due_on == date(2019, 12, 27)
    for person in (bai, shen):
        task = Task.objects.get(owner=person)
        assert (task.due_on, task.kind, task.about_id) == (review.due_on, "joint_review", review.pk)
        assert projects.visible_projects(person).filter(pk=review.project_id).exists()


def test_a_unit_where_nobody_may_mark_is_not_asked(world: World, wang: User, project: Project, lin: User) -> None:
    with pytest.raises(RuleBroken) as refused:
        actions.open_review(wang, project=project, units=[world.units["civil"]])
    assert refused.value.code == "landing.nobody_there"
    with pytest.raises(BadInput):
        actions.open_review(wang, project=project, units=[])
    with pytest.raises(NotAllowed):
        actions.open_review(lin, project=project, units=[world.units["civil"]])


def test_one_review_of_a_project_is_open_at_a_time(review: JointReview, wang: User, world: World) -> None:
    with pytest.raises(RuleBroken) as refused:
        actions.open_review(wang, project=review.project, units=[world.units["ecology"]])
    assert refused.value.code == "landing.in_review_already"


def test_a_department_writes_its_own_sheet_and_no_other(
    review: JointReview, bai: User, shen: User, wang: User, full_sheet: Sheets
) -> None:
    opinion = sheet_of(review, bai)
    for stranger in (shen, wang):
        with pytest.raises(NotFound):
            actions.write_sheet(stranger, opinion=opinion, marks=full_sheet(80))
    actions.write_sheet(bai, opinion=opinion, marks=full_sheet(80))
    assert Task.objects.get(owner=bai).closed_on == TODAY


def test_a_sheet_may_be_changed_until_the_review_is_closed(
    review: JointReview, bai: User, shen: User, wang: User, full_sheet: Sheets
) -> None:
    actions.write_sheet(bai, opinion=sheet_of(review, bai), marks=full_sheet(80, pending=("environment",)))
    actions.write_sheet(bai, opinion=sheet_of(review, bai), marks={"environment": Decimal(5)})
    marks = ReviewMark.objects.filter(opinion__review=review)
    assert [(mark.criterion, mark.value) for mark in marks] == [("environment", Decimal(5))]
    actions.write_sheet(shen, opinion=sheet_of(review, shen), marks=full_sheet(80))
    late = sheet_of(review, bai)
    actions.close_review(wang, review=review)
    with pytest.raises(RuleBroken) as refused:
        actions.write_sheet(bai, opinion=late, marks={"environment": Decimal(1)})
    assert refused.value.code == "landing.over_already"


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"marks": {"environment": Decimal("5.5")}}, "environment"),
        ({"marks": {"charm": Decimal(1)}}, "charm"),
        ({"marks": {}, "veto": "taste", "words": "不好看"}, "veto"),
        ({"marks": {}, "veto": "environment"}, "words"),
        ({"marks": {}}, "words"),
    ],
)
def test_what_cannot_stand_on_a_sheet_is_said_beside_it(
    review: JointReview, bai: User, told: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        actions.write_sheet(bai, opinion=sheet_of(review, bai), **told)
    assert list(refused.value.fields) == [field]
    assert ReviewMark.objects.count() == 0


def test_a_passed_review_leaves_its_sheet_on_file_for_the_gate(
    review: JointReview, wang: User, bai: User, shen: User, full_sheet: Sheets, lines_written: Lines
) -> None:
    actions.write_sheet(bai, opinion=sheet_of(review, bai), marks=full_sheet(80), words="=2+3")
    actions.write_sheet(shen, opinion=sheet_of(review, shen), marks=full_sheet(70, pending=("tax",), without=("jobs",)))
    with lines_written() as lines:
        actions.close_review(wang, review=review)
    assert [line.verb for line in lines] == ["review.passed"]
    assert review.outcome == "passed"
    paper = Evidence.objects.get(project=review.project, stage="reviewed", kind="score_sheet")
    content = storing.blob_path(paper.blob.sha256).read_bytes()
    page = openpyxl.load_workbook(BytesIO(content)).active
    assert page is not None
    cells = {str(cell.value): cell for row in page.iter_rows() for cell in row if cell.value is not None}
    assert {"电池铝箔项目", "市生态环境局", "待定"} <= cells.keys()
    assert cells["=2+3"].data_type == "s"


def test_a_review_is_not_closed_while_what_is_pending_decides(
    review: JointReview, wang: User, bai: User, shen: User, full_sheet: Sheets
) -> None:
    undecided = full_sheet(58, pending=("tax", "size"))
    actions.write_sheet(bai, opinion=sheet_of(review, bai), marks=undecided)
    actions.write_sheet(shen, opinion=sheet_of(review, shen), marks=undecided)
    with pytest.raises(RuleBroken) as refused:
        actions.close_review(wang, review=review)
    assert refused.value.code == "landing.undecided"
    assert (refused.value.facts["least"], refused.value.facts["most"]) == (Decimal("38.86"), Decimal("71.86"))


def test_a_review_is_not_passed_while_a_silent_department_could_veto(
    wang: User, project: Project, bai: User, shen: User, world: World, full_sheet: Sheets
) -> None:
    policy = in_force(TODAY)
    assert policy.review.pass_at == 60
    units = [world.units["ecology"], world.units["economy"]]
    review = actions.open_review(wang, project=project, units=units)
    actions.write_sheet(bai, opinion=sheet_of(review, bai), marks=full_sheet(100))
    with pytest.raises(RuleBroken):
        actions.close_review(wang, review=review)
    actions.write_sheet(
        shen, opinion=sheet_of(review, shen), marks={}, veto="environment", words="上游水源地，环评不予受理"
    )
    actions.close_review(wang, review=review)
    assert review.outcome == "vetoed"
    assert "上游水源地" in review.reasons
    assert Evidence.objects.filter(kind="score_sheet").count() == 0


def test_a_department_that_let_its_day_go_by_is_excused_with_a_reason(
    review: JointReview, wang: User, bai: User, shen: User, lin: User, full_sheet: Sheets
) -> None:
    actions.write_sheet(bai, opinion=sheet_of(review, bai), marks=full_sheet(80))
    silent = sheet_of(review, shen)
    with pytest.raises(RuleBroken, match="still_has_time"):
        actions.excuse(wang, opinion=silent, reason="未答复")
    with on_day(date(2019, 12, 28)):
        with pytest.raises(RuleBroken, match="undecided"):
            actions.close_review(wang, review=review)
        with pytest.raises(NotAllowed):
            actions.excuse(lin, opinion=silent, reason="未答复")
        with pytest.raises(BadInput):
            actions.excuse(wang, opinion=silent, reason=" ")
        actions.excuse(wang, opinion=silent, reason="两次提醒未答复")
        assert Task.objects.get(owner=shen).closed_on == date(2019, 12, 28)
        with pytest.raises(RuleBroken, match="answered_already"):
            actions.excuse(wang, opinion=silent, reason="再一次")
        assert actions.close_review(wang, review=review).outcome == "passed"


def test_a_sheet_that_comes_after_all_counts(
    review: JointReview, wang: User, bai: User, shen: User, full_sheet: Sheets
) -> None:
    actions.write_sheet(bai, opinion=sheet_of(review, bai), marks=full_sheet(80))
    with on_day(date(2019, 12, 28)):
        actions.excuse(wang, opinion=sheet_of(review, shen), reason="未答复")
        actions.write_sheet(
            shen, opinion=sheet_of(review, shen), marks=full_sheet(10), veto="safety", words="距居民区近"
        )
        assert actions.close_review(wang, review=review).outcome == "vetoed"


def test_a_failed_or_vetoed_project_does_not_enter_the_stage_on_another_sheet(
    wang: User, lin: User, bai: User, world: World, full_sheet: Sheets
) -> None:
    project = a_lead(world, lin, a_firm()).project
    for stage in ("assessed", "talking", "intent"):
        fill_for(world, wang, project, stage)
        give_papers(wang, project, stage)
        project_actions.advance(wang, project=project, on=TODAY)
    review = actions.open_review(wang, project=project, units=[world.units["ecology"]])
    actions.write_sheet(bai, opinion=sheet_of(review, bai), marks=full_sheet(40))
    actions.close_review(wang, review=review)
    assert review.outcome == "failed"
    fill_for(world, wang, project, "reviewed")
    give_papers(wang, project, "reviewed")
    with pytest.raises(RuleBroken) as refused:
        project_actions.advance(wang, project=project, on=TODAY)
    assert refused.value.code == "landing.review_said_no"
    again = actions.open_review(wang, project=project, units=[world.units["ecology"]])
    actions.write_sheet(bai, opinion=sheet_of(again, bai), marks=full_sheet(80))
    actions.close_review(wang, review=again)
    project_actions.advance(wang, project=project, on=TODAY)
    assert project.stage == "reviewed"


def test_a_review_that_is_called_off_says_why_and_has_no_outcome(review: JointReview, wang: User, bai: User) -> None:
    with pytest.raises(BadInput):
        actions.call_off(wang, review=review, reason="")
    actions.call_off(wang, review=review, reason="企业换了方案")
    assert (review.outcome, review.closed_on) == ("called_off", TODAY)
    assert Task.objects.get(owner=bai).closed_on == TODAY
    access.require_no_refusal(review.project, "reviewed")


def test_the_bureau_itself_may_be_asked_though_its_duty_is_over_the_whole_city(
    world: World, wang: User, project: Project, full_sheet: Sheets
) -> None:
    review = actions.open_review(wang, project=project, units=[world.units["bureau"]])
    assert Task.objects.get(owner=wang).about_id == review.pk
    actions.write_sheet(wang, opinion=sheet_of(review, wang), marks=full_sheet(80))
    actions.close_review(wang, review=review)
    assert review.outcome == "passed"
