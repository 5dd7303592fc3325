"""A monthly report draws itself, is worded by its officer, and goes to the sending unit alone."""

from datetime import date

import pytest

from hometown.accounts.models import User
from hometown.chronicle import access, actions, drafting
from hometown.chronicle.models import MonthlyReport
from hometown.chronicle.papers import of_report
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.official import Figure, Paragraph
from hometown.programme import actions as programme
from tests.people import World
from tests.projects.conftest import a_firm, a_lead

from .conftest import on_day, visited_by

OCTOBER, NOVEMBER = date(2019, 10, 1), date(2019, 11, 1)


def a_report(world: World, user: User, month: date = OCTOBER) -> MonthlyReport:
    return actions.draw_report(user, batch=world.batch, month=month)


def worded(user: User, report: MonthlyReport, **words: str) -> MonthlyReport:
    held = {name: getattr(report, name) for name in ("done", "leads", "answers", "next_month")}
    return actions.write_report(user, report=report, **(held | words))


def test_it_draws_itself_from_the_records_of_the_month(world: World, lin: User) -> None:
    visited_by(world, lin, date(2019, 10, 9))
    visited_by(world, lin, date(2019, 11, 9))
    visited_by(world, lin, date(2019, 10, 12), kind="thematic_study", title="走访宜川路社区食堂")
    a_lead(world, lin, a_firm())
    programme.add_key_task(
        None, batch=world.batch, text="办好在沪推介", owner=world.officers["lin"], due_on=date(2019, 11, 20)
    )
    report = a_report(world, lin)
    assert report.unit == world.units["civil"]
    assert "{activities_total__kind__visit}" in report.done
    assert "走访宜川路社区食堂" in report.done
    assert "{filed_leads}" in report.leads
    assert "办好在沪推介" in report.next_month
    assert drafting.numbers_of(report).value("activities_total__kind__visit") == 1


def test_no_line_of_the_draft_names_a_firm(world: World, lin: User) -> None:
    firm = a_firm("上海蓝鲸样例有限公司")
    a_lead(world, lin, firm, name="蓝鲸项目")
    report = a_report(world, lin)
    assert "蓝鲸" not in f"{report.done}{report.leads}{report.answers}{report.next_month}"


def test_words_change_and_numbers_are_not_typed(world: World, lin: User) -> None:
    visited_by(world, lin, date(2019, 10, 9))
    report = a_report(world, lin)
    for typed, code in (("走访3家", "typed_number"), ("{nothing_such}", "no_figure"), ("排名靠前", "no_marks")):
        with pytest.raises(BadInput, match=code):
            worded(lin, report, done=typed)
    assert worded(lin, report, done="共走访{visited}，另陪同看地。").done == "共走访{visited}，另陪同看地。"


def test_only_a_month_one_was_posted_in_is_reported_once(world: World, lin: User) -> None:
    for month in (date(2019, 8, 1), date(2020, 1, 1)):  # before the posting; not begun on 20 December
        with pytest.raises(BadInput, match="no_such_month"):
            a_report(world, lin, month)
    a_report(world, lin)
    with pytest.raises(RuleBroken, match="drawn_already"):
        a_report(world, lin)


def test_it_goes_to_the_people_of_the_sending_unit_and_nobody_else(
    world: World, lin: User, su: User, zhou: User, fang: User, wang: User, guest: User
) -> None:
    report = a_report(world, lin)
    assert not access.visible_reports(su).exists()
    actions.send_report(lin, report=report)
    assert [one.user for one in report.readers.all()] == [su]
    seeing = [one.login for one in (lin, su, zhou, fang, wang, guest) if access.visible_reports(one).exists()]
    assert seeing == ["lin", "su"]


def test_it_is_not_sent_where_nobody_may_read_it(world: World, lin: User) -> None:
    report = a_report(world, lin)
    with pytest.raises(RuleBroken, match="nobody_reads"):
        actions.send_report(lin, report=report)


def test_once_sent_its_numbers_stay_until_it_is_taken_back(world: World, lin: User, su: User) -> None:
    visited_by(world, lin, date(2019, 10, 9))
    report = actions.send_report(lin, report=a_report(world, lin))
    visited_by(world, lin, date(2019, 10, 10))
    assert _printed(report) == "1"
    with pytest.raises(RuleBroken, match="sent_already"):
        worded(lin, report, done="改")
    with pytest.raises(NotAllowed):
        actions.take_back_report(su, report=report)
    actions.take_back_report(lin, report=report)
    assert not access.visible_reports(su).exists()
    assert not report.readers.exists()
    assert _printed(report) == "2"


def _printed(report: MonthlyReport) -> str:
    shown = drafting.numbers_of(report).printed("activities_total__kind__visit")
    assert shown is not None
    return str(shown.value)


def test_the_document_keeps_the_code_of_each_number(world: World, lin: User, su: User) -> None:
    visited_by(world, lin, date(2019, 10, 9))
    paper = of_report(a_report(world, lin), date(2019, 11, 1))
    figures = [
        piece.code for block in paper.blocks if isinstance(block, Paragraph) for piece in block.text
        if isinstance(piece, Figure)
    ]  # fmt: skip
    assert "activities_total__kind__visit" in figures
    assert paper.addressee == "市民政局"


def test_the_returned_officer_reports_the_last_month(world: World, lin: User) -> None:
    with on_day(date(2020, 2, 3)):
        report = a_report(world, lin, date(2020, 1, 1))
        assert drafting.period_of(report).last == date(2020, 1, 17)
