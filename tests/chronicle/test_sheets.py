"""A fact sheet: its facts come from records, its officer reads it first, nobody is marked, reading is logged."""

from datetime import date, timedelta

import pytest

from hometown.accounts.models import User
from hometown.care import actions as care
from hometown.chronicle import access, actions
from hometown.chronicle.drawing import Drawing
from hometown.chronicle.models import FactSheet
from hometown.chronicle.papers import of_sheet
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.ledger.models import Entry, PersonalRead
from hometown.official import Figure, Paragraph
from hometown.programme.models import Duty
from hometown.tasks.models import Task
from tests.people import World
from tests.projects.conftest import a_firm, a_lead, put

from .conftest import TODAY, drawn, on_day, opened, posting_of, visited_by

LATER = TODAY + timedelta(days=10)


def lines_of(user: User, sheet: FactSheet | None = None) -> dict[str, str]:
    sections = Drawing(posting_of(user), TODAY, sheet).sections()
    return {line.code: line.text for section in sections for line in section.lines}


def test_activities_are_told_by_kind_with_their_days(world: World, lin: User, zhou: User) -> None:
    for day in (date(2019, 10, 9), date(2019, 10, 9), date(2019, 10, 11)):
        visited_by(world, lin, day)
    visited_by(world, lin, date(2019, 11, 1), kind="thematic_study")
    visited_by(world, lin, date(2019, 12, 1), precision="month")
    visited_by(world, zhou, date(2019, 10, 9))
    numbers = Drawing(posting_of(lin), TODAY).numbers
    assert numbers.value("activities_total__kind__visit") == 4
    assert numbers.value("activity_days__kind__visit") == 2  # two on one day; a month has no day
    assert numbers.value("activities_total__kind__thematic_study") == 1
    assert set(lines_of(lin)) == {"posting_1", "activities__visit", "activities__thematic_study"}
    left_out = numbers.result("activity_days__kind__visit")
    assert left_out is not None
    assert left_out.members.count() == 3


def test_leads_projects_and_what_is_verified_stand_side_by_side(world: World, lin: User, zhou: User) -> None:
    a_lead(world, lin, a_firm())
    a_lead(world, lin, a_firm())
    a_lead(world, zhou, a_firm(), unit=world.units["jiading_group"])
    numbers = Drawing(posting_of(lin), TODAY).numbers
    assert numbers.value("filed_leads") == 2
    assert numbers.value("filed_projects") == 2
    assert numbers.value("filed_projects__stage__lead") == 2
    assert numbers.value("filed_projects_verified__stage__lead") == 0
    assert "stage__lead" in lines_of(lin)


def test_what_the_host_unit_said_is_quoted_and_not_counted(lin: User, guest: User) -> None:
    care.write_feedback(guest, posting=posting_of(lin), text="做事踏实")
    told = lines_of(lin)
    assert "做事踏实" in told["host_1"]
    section = next(one for one in Drawing(posting_of(lin), TODAY).sections() if one.code == "host")
    assert [piece.code for line in section.lines for piece in line.pieces] == [""]


def test_braces_in_the_words_of_a_host_unit_are_no_places(lin: User, guest: User) -> None:
    care.write_feedback(guest, posting=posting_of(lin), text="{visited} 请看")
    assert "{visited} 请看" in lines_of(lin)["host_1"]


def test_duties_in_the_batch_are_told(world: World, lin: User) -> None:
    put(Duty(user=lin, role="branch_member", batch=world.batch, first_on=date(2019, 9, 3)))
    assert "2019" in lines_of(lin)["duty_1"] or "9月3日" in lines_of(lin)["duty_1"]


def test_the_officer_reads_it_first(lin: User, fang: User, meng: User) -> None:
    sheet = drawn(fang, lin)
    assert sheet.first_until == date(2019, 12, 27)  # five workdays
    assert Task.objects.about(sheet).open().get().owner == lin
    assert access.sheet_for(lin, sheet.pk) == sheet
    for other in (fang, meng):
        with pytest.raises(NotFound):
            access.sheet_for(other, sheet.pk)
    with on_day(sheet.first_until + timedelta(days=1)):
        assert access.sheet_for(fang, sheet.pk) == sheet  # no answer is forced
    actions.pass_on(lin, sheet=sheet)
    assert access.sheet_for(meng, sheet.pk) == sheet
    assert not Task.objects.about(sheet).open().exists()


def test_who_reads_and_who_does_not(
    lin: User, fang: User, zhou: User, meng: User, wang: User, guest: User, leader: User, su: User
) -> None:
    sheet = drawn(fang, lin)
    actions.pass_on(lin, sheet=sheet)
    readers = {one.login for one in (lin, fang, zhou, meng, wang, guest, leader, su)
               if access.visible_sheets(one).filter(pk=sheet.pk).exists()}  # fmt: skip
    assert readers == {"lin", "fang", "meng"}


def test_each_reading_by_another_is_logged_and_holds_for_its_day(lin: User, fang: User) -> None:
    sheet = drawn(fang, lin)
    actions.pass_on(lin, sheet=sheet)
    assert not access.is_open_to(fang, sheet)
    assert access.is_open_to(lin, sheet)
    opened(fang, sheet)
    assert access.is_open_to(fang, sheet)
    opened(lin, sheet)
    assert [one.reader for one in access.readings(sheet)] == [fang.pk]
    with on_day(TODAY + timedelta(days=1)):
        assert not access.is_open_to(fang, sheet)
    assert PersonalRead.objects.count() == 1


def test_nobody_keeps_or_concludes_their_own(fang: User, meng: User) -> None:
    sheet = drawn(fang, fang)
    actions.pass_on(fang, sheet=sheet)
    with pytest.raises(NotAllowed):
        actions.close_sheet(fang, sheet=sheet)
    opened(meng, sheet)
    closed = actions.close_sheet(meng, sheet=sheet)
    with pytest.raises(NotAllowed):
        actions.conclude(fang, sheet=closed, conclusion="做事踏实")


def test_a_remark_is_kept_answered_and_goes_before_the_closing(world: World, lin: User, fang: User) -> None:
    visited_by(world, lin, date(2019, 10, 9))
    sheet = drawn(fang, lin)
    with pytest.raises(BadInput):
        actions.remark(lin, sheet=sheet, line="no_such_line", text="更正")
    first = actions.remark(lin, sheet=sheet, line="activities__visit", text="少一次")
    again = actions.remark(lin, sheet=sheet, line="activities__visit", text="少两次")
    assert (first.pk, again.text) == (again.pk, "少两次")
    actions.pass_on(lin, sheet=sheet)
    with pytest.raises(NotAllowed):
        actions.answer_remark(fang, remark=again, outcome="accepted")  # not read yet
    opened(fang, sheet)
    with pytest.raises(RuleBroken, match="answer_first"):
        actions.close_sheet(fang, sheet=sheet)
    with pytest.raises(BadInput):
        actions.answer_remark(fang, remark=again, outcome="left")
    actions.answer_remark(fang, remark=again, outcome="left", answer="记录无误")
    with pytest.raises(RuleBroken, match="answered_already"):
        actions.take_back_remark(lin, remark=again)
    closed = actions.close_sheet(fang, sheet=sheet)
    assert closed.closed_on == TODAY
    with pytest.raises(RuleBroken, match="closed_already"):
        actions.remark(lin, sheet=closed, line="activities__visit", text="再说一句")


def test_a_remark_is_the_officers_alone(lin: User, fang: User) -> None:
    sheet = drawn(fang, lin)
    with pytest.raises(NotAllowed):
        actions.remark(fang, sheet=sheet, line="posting_1", text="更正")


def test_a_closed_sheet_stays_as_it_was(world: World, lin: User, fang: User) -> None:
    visited_by(world, lin, date(2019, 10, 9))
    sheet = drawn(fang, lin)
    actions.pass_on(lin, sheet=sheet)
    opened(fang, sheet)
    actions.close_sheet(fang, sheet=sheet)
    before = lines_of(lin, sheet)
    visited_by(world, lin, date(2019, 10, 10))
    assert lines_of(lin, sheet) == before
    assert lines_of(lin) != before
    assert sheet.figures["activities_total__kind__visit"]["value"] == "1"


def test_it_is_not_closed_while_the_officer_alone_has_it(lin: User, meng: User) -> None:
    sheet = drawn(meng, lin)
    with pytest.raises(NotAllowed):
        actions.close_sheet(meng, sheet=sheet)
    assert FactSheet.objects.get().closed_on is None


@pytest.mark.parametrize(("words", "code"), [("得分92分", "no_marks"), ("走访12家", "typed_number"), (" ", "say_it")])
def test_a_conclusion_is_words_without_marks_or_typed_numbers(lin: User, fang: User, words: str, code: str) -> None:
    sheet = drawn(fang, lin)
    actions.pass_on(lin, sheet=sheet)
    opened(fang, sheet)
    with pytest.raises(RuleBroken, match="close_first"):
        actions.conclude(fang, sheet=sheet, conclusion="做事踏实")
    actions.close_sheet(fang, sheet=sheet)
    with pytest.raises(BadInput, match=code):
        actions.conclude(fang, sheet=sheet, conclusion=words)
    assert actions.conclude(fang, sheet=sheet, conclusion="做事踏实").concluded_by == fang.pk


def test_the_document_keeps_the_code_of_each_number_and_the_words_of_everybody(
    world: World, lin: User, fang: User, guest: User
) -> None:
    visited_by(world, lin, date(2019, 10, 9))
    care.write_feedback(guest, posting=posting_of(lin), text="做事踏实")
    sheet = drawn(fang, lin)
    actions.remark(lin, sheet=sheet, line="activities__visit", text="少一次")
    paper = of_sheet(posting_of(lin), sheet, Drawing(posting_of(lin), TODAY, sheet))
    pieces = [
        piece for block in paper.blocks if isinstance(block, Paragraph)
        for piece in ([block.text] if isinstance(block.text, str) else block.text)
    ]  # fmt: skip
    assert "activities_total__kind__visit" in [one.code for one in pieces if isinstance(one, Figure)]
    said = "".join(one for one in pieces if isinstance(one, str))
    assert "做事踏实" in said
    assert "少一次" in said
    assert paper.title.endswith("林知夏")


def test_a_refused_drawing_leaves_no_entry(world: World, lin: User, fang: User, meng: User) -> None:
    drawn(fang, lin)
    officer = world.officers["fang"]
    officer.user = None
    put(officer)
    lines = Entry.objects.count()
    with pytest.raises(RuleBroken, match="drawn_already"):
        drawn(meng, lin)
    with pytest.raises(RuleBroken, match="no_account"):
        actions.draw_sheet(meng, posting=officer.postings.get())
    assert Entry.objects.count() == lines
