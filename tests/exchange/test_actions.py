"""What happens to a question, an answer, a practice and a comparison, and what is refused."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.companies.models import Contact
from hometown.exchange import access, actions
from hometown.exchange.actions.answering import Paper
from hometown.exchange.models import Adoption, Answer, AnswerContact, AnswerFile, Practice, Question, QuestionHelper
from hometown.exchange.rules import State, Step
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.models import ActivityOfficer
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.relay import actions as relay
from hometown.relay.comparing import Choice
from hometown.tasks.models import Task
from tests.people import World
from tests.projects.conftest import a_firm, a_visit

from .conftest import DUE, TODAY, a_practice, an_answer, asked, on_day, put

pytestmark = pytest.mark.django_db


def again(question: Question) -> Question:
    return Question.objects.get(pk=question.pk)


def again_as(user: User, **said: Any) -> User:
    """Return an account read anew, with other values."""
    found = User.objects.get(pk=user.pk)
    for name, value in said.items():
        setattr(found, name, value)
    return found


def my_todo(user: User) -> list[str]:
    return list(Task.objects.open().of(user).filter(kind="question").values_list("what", flat=True))


# --- asking ---------------------------------------------------------------------------------------------------------


def test_a_unit_asks_and_nobody_is_given_work(world: World, han: User, lin: User) -> None:
    question = asked(han, world)
    assert (question.state, question.batch, question.holder) == (State.OPEN, world.batch, None)
    assert not Task.objects.exists()
    assert access.visible_questions(lin).filter(pk=question.pk).exists()


def test_one_asks_only_for_ones_own_unit(world: World, han: User, lin: User) -> None:
    with pytest.raises(NotAllowed):
        asked(han, world, unit=world.units["xiangshan"])
    with pytest.raises(NotAllowed):
        asked(lin, world)


def test_a_question_says_what_why_and_by_when(world: World, han: User) -> None:
    with pytest.raises(BadInput) as refused:
        asked(han, world, title=" ", why="", theme="no_such", due_on=TODAY - timedelta(days=1))
    assert set(refused.value.fields) == {"title", "why", "theme", "due_on"}


def test_a_moved_day_moves_the_to_do_of_who_has_it(world: World, han: User, lin: User) -> None:
    question = asked(han, world)
    actions.claim(lin, question=question)
    actions.edit_question(
        han, question=again(question), theme="parks", title=question.title, why="更急", due_on=DUE - timedelta(days=3)
    )
    assert Task.objects.get(kind="question").due_on == DUE - timedelta(days=3)


def test_a_question_taken_back_is_read_by_its_unit_alone(world: World, han: User, ding: User, lin: User) -> None:
    question = asked(han, world)
    actions.claim(lin, question=question)
    actions.withdraw_question(ding, question=again(question), reason="自己找到了")
    assert my_todo(lin) == []
    access.question_for(ding, question.pk)
    with pytest.raises(NotFound):
        access.question_for(lin, question.pk)


# --- claiming -------------------------------------------------------------------------------------------------------


def test_the_first_who_claims_has_it_and_others_help(world: World, han: User, lin: User, zhou: User) -> None:
    question = asked(han, world)
    stale = again(question)
    actions.claim(lin, question=question)
    with pytest.raises(RuleBroken, match="claimed_already"):
        actions.claim(zhou, question=stale)
    actions.help_with(zhou, question=again(question))
    assert QuestionHelper.objects.get(question=question).user == zhou
    assert (my_todo(lin), my_todo(zhou)) == ([question.title], [])


def test_a_question_given_up_is_open_again(world: World, han: User, lin: User, zhou: User) -> None:
    question = asked(han, world)
    actions.claim(lin, question=question)
    actions.release(lin, question=again(question), reason="返程")
    assert again(question).state == State.OPEN
    assert my_todo(lin) == []
    actions.claim(zhou, question=again(question))


def test_a_question_is_passed_on_with_its_to_do_and_its_story(
    world: World, han: User, lin: User, zhou: User, fang: User,
    lines_written: Callable[[], AbstractContextManager[list[Any]]],
) -> None:  # fmt: skip
    question = asked(han, world)
    actions.claim(lin, question=question)
    with pytest.raises(NotAllowed):
        actions.pass_on(zhou, question=again(question), to=zhou, reason="想要")
    with lines_written() as lines:
        actions.pass_on(fang, question=again(question), to=zhou, reason="林知夏返程")
    assert [line.verb for line in lines] == ["question.passed"]
    assert again(question).holder == zhou
    assert (my_todo(lin), my_todo(zhou)) == ([], [question.title])
    with pytest.raises(RuleBroken, match="cannot_answer"):
        actions.pass_on(zhou, question=again(question), to=han, reason="回家")


def test_a_question_goes_along_with_everything_an_officer_hands_over(
    world: World, han: User, lin: User, zhou: User, wang: User
) -> None:
    waiting, answered = asked(han, world, title="甲"), asked(han, world, title="乙")
    actions.claim(lin, question=waiting)
    answer = an_answer(lin, answered)
    relay.hand_over_all(wang, officer=world.officers["lin"], successor=world.officers["zhou"])
    assert {again(one).holder for one in (waiting, answered)} == {zhou}
    assert (my_todo(lin), my_todo(zhou), my_todo(han)) == ([], ["甲"], ["乙"])  # the asker's move stays the asker's
    assert Answer.objects.get(pk=answer.pk).by == lin  # history keeps the author
    actions.ask_further(han, answer=Answer.objects.get(pk=answer.pk), further="谁付钱")
    assert my_todo(zhou) == ["甲", "乙"]


# --- answering ------------------------------------------------------------------------------------------------------


def test_answering_an_unclaimed_question_claims_it_and_gives_the_asker_the_next_move(
    world: World, han: User, lin: User, lines_written: Callable[[], AbstractContextManager[list[Any]]]
) -> None:
    question = asked(han, world)
    with lines_written() as lines:
        an_answer(lin, question)
    assert [line.verb for line in lines] == ["question.answered"]
    found = again(question)
    assert (found.holder, found.state) == (lin, State.ANSWERED)
    assert (my_todo(lin), my_todo(han)) == ([], [question.title])


def test_asking_further_gives_the_move_back_and_accepting_ends_it(world: World, han: User, lin: User) -> None:
    question = asked(han, world)
    first = an_answer(lin, question)
    actions.ask_further(han, answer=first, further="一年要多少钱")
    assert again(question).state == State.FURTHER
    assert (my_todo(lin), my_todo(han)) == ([question.title], [])
    second = an_answer(lin, again(question), text="每名专员一年八万")
    actions.accept(han, answer=second)
    assert again(question).state == State.ACCEPTED
    assert (my_todo(lin), my_todo(han)) == ([], [])
    with pytest.raises(RuleBroken, match="accepted_already"):
        an_answer(lin, again(question))


def test_the_unit_that_asked_accepts_and_nobody_their_own_answer(
    world: World, han: User, ding: User, lin: User, wang: User
) -> None:
    answer = an_answer(lin, asked(han, world))
    for other in (lin, wang):
        with pytest.raises(NotAllowed):
            actions.accept(other, answer=answer)
    actions.accept(ding, answer=answer)
    assert Answer.objects.get(pk=answer.pk).accepted_by == ding.pk


def test_a_colleague_of_the_unit_looks_at_the_answers_in_the_asker_s_place(
    world: World, han: User, ding: User, lin: User, wang: User
) -> None:
    question = asked(han, world)
    an_answer(lin, question)
    for other in (lin, wang):
        with pytest.raises(NotAllowed):
            actions.take_over(other, question=again(question))
    actions.take_over(ding, question=again(question))
    assert (again(question).asker, again(question).asked_by) == (ding, han)
    assert (my_todo(han), my_todo(ding)) == ([], [question.title])
    with pytest.raises(RuleBroken, match="yours_to_look_at"):
        actions.take_over(ding, question=again(question))


def test_a_question_taken_over_before_its_answer_gives_the_colleague_the_next_move(
    world: World, han: User, ding: User, lin: User
) -> None:
    question = asked(han, world)
    actions.claim(lin, question=question)
    actions.take_over(ding, question=again(question))
    assert (my_todo(lin), my_todo(ding)) == ([question.title], [])
    actions.accept(ding, answer=an_answer(lin, again(question)))
    with pytest.raises(RuleBroken, match="accepted_already"):
        actions.take_over(han, question=again(question))


def test_an_answer_goes_to_who_answers_for_the_unit_once_the_asker_cannot_look(
    world: World, han: User, ding: User, lin: User
) -> None:
    question = asked(han, world)
    put(again_as(han, is_active=False))
    an_answer(lin, again(question))
    assert again(question).asker == ding
    assert (my_todo(han), my_todo(ding)) == ([], [question.title])


def test_an_answer_stays_with_the_asker_where_nobody_else_answers_for_the_unit(
    world: World, han: User, lin: User
) -> None:
    question = asked(han, world)
    put(again_as(han, is_active=False))
    an_answer(lin, again(question))
    assert again(question).asker == han


def test_an_answer_carries_where_it_comes_from(world: World, han: User, lin: User) -> None:
    firm = a_firm("上海澄湖新材料有限公司")
    visit = a_visit(world, firm, TODAY)
    put(ActivityOfficer(activity=visit, officer=world.officers["lin"]))
    own = Contact(company=firm, name="沈云深", title="总经理", known_to=world.officers["lin"].pk)
    other = Contact(company=firm, name="郁青禾", known_to=None)
    put(own, other)
    question = asked(han, world)
    with pytest.raises(BadInput):
        an_answer(lin, question, contacts=[other])
    answer = an_answer(
        lin, question, sources="宜川路街道办事处", activity=visit, contacts=[own],
        papers=[Paper("坐班表\n周一至周五".encode(), "坐班表.txt")],
    )  # fmt: skip
    assert answer.activity == visit
    assert AnswerContact.objects.get(answer=answer).contact == own
    paper = AnswerFile.objects.get(answer=answer)
    assert paper.file_name == "坐班表.txt"
    actions.take_out_paper(lin, paper=paper)
    assert not AnswerFile.objects.filter(answer=answer).exists()


def test_only_an_activity_of_ones_own_stands_behind_an_answer(world: World, han: User, lin: User, zhou: User) -> None:
    visit = a_visit(world, a_firm("上海澄湖新材料有限公司"), TODAY)
    with pytest.raises(BadInput) as refused:
        an_answer(zhou, asked(han, world), activity=visit)
    assert set(refused.value.fields) == {"activity"}


def test_an_answer_is_changed_until_the_asker_has_looked(world: World, han: User, lin: User, zhou: User) -> None:
    answer = an_answer(lin, asked(han, world))
    actions.edit_answer(lin, answer=Answer.objects.get(pk=answer.pk), text="每周坐班两天")
    with pytest.raises(NotAllowed):
        actions.edit_answer(zhou, answer=Answer.objects.get(pk=answer.pk), text="不对")
    actions.ask_further(han, answer=Answer.objects.get(pk=answer.pk), further="谁付钱")
    with pytest.raises(NotAllowed):
        actions.edit_answer(lin, answer=Answer.objects.get(pk=answer.pk), text="街道付")


def test_a_contact_that_is_another_is_named_once(world: World, han: User, lin: User, wang: User) -> None:
    firm, twin = a_firm("上海澄湖新材料有限公司"), a_firm("上海澄湖新材有限公司")
    officer = world.officers["lin"].pk
    here, there = (
        Contact(company=one, name="沈云深", phone="13900000001", known_to=officer) for one in (firm, twin)
    )  # fmt: skip
    put(here, there)
    answer = an_answer(lin, asked(han, world), contacts=[here, there])
    relay.merge_companies(wang, source=firm, target=twin, reason="同一家", choice=Choice(contacts=((here, there),)))
    assert AnswerContact.objects.get(answer=answer).contact == there


# --- practices ------------------------------------------------------------------------------------------------------


def test_an_accepted_answer_becomes_one_practice(world: World, han: User, lin: User) -> None:
    answer = an_answer(lin, asked(han, world))
    with pytest.raises(RuleBroken, match="not_accepted"):
        a_practice(lin, answer=answer)
    actions.accept(han, answer=answer)
    practice = a_practice(han, answer=answer)
    assert (practice.batch, practice.written_by) == (world.batch, han)
    with pytest.raises(RuleBroken, match="told_already"):
        a_practice(lin, answer=answer)
    assert not access.untold_answers(lin).exists()


def test_a_shared_note_becomes_a_practice_and_a_private_one_does_not(world: World, lin: User, zhou: User) -> None:
    private = fieldwork.write_note(lin, text="只给自己看")
    with pytest.raises(NotFound):
        access.note_for(lin, private.pk)
    shared = fieldwork.write_note(lin, text="莘庄给在建项目配节点表", share=True)
    assert a_practice(zhou, note=access.note_for(zhou, shared.pk)).note == shared


def test_a_unit_takes_a_practice_over_step_by_step(world: World, han: User, lin: User, wang: User) -> None:
    practice = a_practice(lin)
    adoption = actions.begin_adoption(han, practice=practice, unit=world.units["suixi"], words="先在开发区")
    with pytest.raises(RuleBroken, match="adopted_already"):
        actions.begin_adoption(han, practice=practice, unit=world.units["suixi"])
    with pytest.raises(RuleBroken, match="no_such_step"):
        actions.move_adoption(han, adoption=adoption, step=Step.ADOPTED, result="好")
    with pytest.raises(NotAllowed):
        actions.move_adoption(wang, adoption=adoption, step=Step.PILOT)
    actions.move_adoption(han, adoption=adoption, step=Step.PILOT)
    with pytest.raises(BadInput) as refused:
        actions.move_adoption(han, adoption=adoption, step=Step.ADOPTED, on=TODAY - timedelta(days=9))
    assert set(refused.value.fields) == {"result", "on"}
    actions.move_adoption(han, adoption=adoption, step=Step.ADOPTED, result="企业办事不出园")
    found = Adoption.objects.get(pk=adoption.pk)
    assert (found.step, found.result) == ("adopted", "企业办事不出园")
    assert list(found.steps.order_by("pk").values_list("step", flat=True)) == ["idea", "pilot", "adopted"]


def test_a_practice_in_use_is_not_taken_back(world: World, han: User, lin: User) -> None:
    practice = a_practice(lin)
    adoption = actions.begin_adoption(han, practice=practice, unit=world.units["suixi"])
    with pytest.raises(RuleBroken, match="in_use"):
        actions.withdraw_practice(lin, practice=practice, reason="重复")
    actions.move_adoption(han, adoption=adoption, step=Step.DROPPED, result="人手不够")
    actions.withdraw_practice(lin, practice=Practice.objects.get(pk=practice.pk), reason="重复")
    assert not access.visible_practices(han).filter(pk=practice.pk).exists()


def test_what_a_practice_was_made_of_can_be_told_anew_once_it_is_taken_back(world: World, han: User, lin: User) -> None:
    answer = an_answer(lin, asked(han, world))
    actions.accept(han, answer=answer)
    actions.withdraw_practice(lin, practice=a_practice(lin, answer=answer), reason="写错了")
    assert a_practice(han, answer=Answer.objects.get(pk=answer.pk)).answer == answer


# --- comparisons ----------------------------------------------------------------------------------------------------


def compared(user: User, world: World, **more: Any) -> Any:
    told: dict[str, Any] = {"theme": "parks", "title": "企业服务", "gap": "没有专人", "there": "有专员"}
    told["unit"] = world.units["suixi"]
    return actions.compare(user, **(told | more))


def test_a_comparison_says_what_they_do_there(world: World, lin: User) -> None:
    with pytest.raises(BadInput) as refused:
        compared(lin, world, there="")
    assert set(refused.value.fields) == {"there"}
    assert compared(lin, world, there="", practice=a_practice(lin)).batch == world.batch


def test_a_comparison_feeds_questions_and_is_closed_by_its_unit(world: World, han: User, lin: User, zhou: User) -> None:
    benchmark = compared(lin, world, due_on=date(2020, 3, 1))
    question = asked(han, world, benchmark=benchmark)
    assert list(benchmark.questions.all()) == [question]
    with pytest.raises(NotAllowed):
        actions.close_benchmark(zhou, benchmark=benchmark, outcome="好了")
    actions.close_benchmark(han, benchmark=benchmark, outcome="已配三名专员")
    assert not access.visible_benchmarks(lin).open().exists()


def test_a_day_later_a_question_is_of_the_batch_of_who_claims_it(world: World, han: User, lin: User) -> None:
    with on_day(date(2020, 2, 1)):  # the batch has gone home
        question = asked(han, world, due_on=date(2020, 3, 1))
        assert question.batch is None
        actions.claim(lin, question=question)
        assert again(question).batch == world.batch
