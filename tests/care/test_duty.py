"""A host unit gives duty and says how it goes; it sees that and nothing else."""

import pytest
from django.test import Client

from hometown.accounts.models import User
from hometown.care import access, actions
from hometown.care.models import Feedback, HostTask
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.ledger.models import Entry
from hometown.relay import actions as relay
from hometown.tasks import access as tasks
from hometown.tasks import actions as task_actions
from hometown.tasks.models import Task
from tests.people import World, person

from .conftest import feedback_on, on_day, posting_of

pytestmark = pytest.mark.django_db


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_task_of_the_host_is_a_to_do_of_the_officer_and_its_end_is_read_by_the_host(
    world: World, lin: User, guest: User
) -> None:
    row = actions.give_task(guest, posting=posting_of(lin), what="整理登记册")
    assert (row.task.owner, row.task.kind, row.task.set_by) == (lin, "host_duty", guest.pk)
    assert tasks.my_open_tasks(lin).filter(pk=row.task.pk).exists()
    task_actions.close_task(lin, task=row.task, note="已交社区")
    page = as_(guest).get(f"/duty/{row.posting_id}/").content.decode()
    assert "整理登记册" in page
    assert "已交社区" in page


def test_the_line_of_a_given_task_holds_both_rows(world: World, lin: User, guest: User) -> None:
    actions.give_task(guest, posting=posting_of(lin), what="整理登记册")
    line = Entry.objects.get(verb="duty.given")
    assert {row.model for row in line.rows.all()} == {"care.hosttask", "tasks.task"}


def test_a_host_unit_gives_duty_and_feedback_to_its_own_officers_only(
    world: World, zhou: User, fang: User, lin: User, guest: User
) -> None:
    with pytest.raises(NotAllowed):
        actions.give_task(guest, posting=posting_of(zhou), what="整理登记册")
    with pytest.raises(NotAllowed):
        actions.write_feedback(guest, posting=posting_of(zhou), text="做事踏实")
    with pytest.raises(NotAllowed):
        actions.give_task(fang, posting=posting_of(lin), what="整理登记册")
    with pytest.raises(NotFound):
        access.posting_for(guest, posting_of(zhou).pk)
    assert (Task.objects.count(), Feedback.objects.count()) == (0, 0)


def test_nothing_is_given_after_the_posting(world: World, lin: User, guest: User) -> None:
    posting = posting_of(lin)
    with on_day(posting.last_on.replace(day=18)), pytest.raises(RuleBroken, match="not_posted_now"):
        actions.give_task(guest, posting=posting, what="整理登记册")


def test_duty_at_the_host_stays_with_the_posting_when_everything_else_is_handed_over(
    world: World, lin: User, zhou: User, wang: User, guest: User
) -> None:
    row = actions.give_task(guest, posting=posting_of(lin), what="整理登记册")
    own = task_actions.set_task(lin, what="回访澄湖")
    relay.hand_over_all(wang, officer=world.officers["lin"], successor=world.officers["zhou"])
    assert {task.pk: task.owner for task in Task.objects.filter(pk__in=(row.task.pk, own.pk))} == {
        row.task.pk: lin, own.pk: zhou,
    }  # fmt: skip
    assert task_actions.close_task(lin, task=Task.objects.get(pk=row.task.pk), note="已交社区").closed_on


def test_feedback_is_read_by_the_officer_the_secretary_and_the_organisation_department(
    world: World, lin: User, zhou: User, fang: User, meng: User, guest: User, wang: User, han: User, leader: User
) -> None:
    said = feedback_on(guest, lin)
    for user in (lin, fang, meng, guest):
        assert access.feedback_for(user, said.pk) == said
    for user in (zhou, wang, han, leader):
        with pytest.raises(NotFound):
            access.feedback_for(user, said.pk)


def test_the_officer_answers_once_read_and_the_host_changes_nothing_after_that(
    world: World, lin: User, guest: User
) -> None:
    said = actions.edit_feedback(guest, feedback=feedback_on(guest, lin), text="做事很踏实")
    actions.see_feedback(lin, feedback=said)
    with pytest.raises(RuleBroken, match="read_already"):
        actions.edit_feedback(guest, feedback=said, text="另写")
    with pytest.raises(RuleBroken, match="read_already"):
        actions.withdraw_feedback(guest, feedback=said)
    with pytest.raises(NotAllowed):
        actions.answer_feedback(guest, feedback=said, answer="替他答")
    assert actions.answer_feedback(lin, feedback=said, answer="谢谢").answer == "谢谢"


def test_feedback_that_was_taken_back_is_gone_for_the_officer(world: World, lin: User, guest: User) -> None:
    said = actions.withdraw_feedback(guest, feedback=feedback_on(guest, lin))
    with pytest.raises(NotFound):
        access.feedback_for(lin, said.pk)
    with pytest.raises(BadInput):
        feedback_on(guest, lin, "  ")


def test_feedback_has_words_and_days_and_nothing_to_score_with() -> None:
    columns = {field.attname for field in Feedback._meta.concrete_fields}
    days = {"written_on", "seen_on", "answered_on", "withdrawn_on"}
    assert columns == {"id", "revision", "posting_id", "text", "answer", "written_by", *days}


def test_a_host_unit_reads_its_duty_and_no_other_page_of_the_house(world: World, lin: User, zhou: User) -> None:
    host = person(world, "host", "顾长街", "host_unit", "unit", world.units["yichuan"].pk)
    feedback_on(host, lin)
    client = as_(host)
    for address in ("/duty/", f"/duty/{posting_of(lin).pk}/", "/tasks/", "/activities/"):
        assert client.get(address).status_code == 200, address
    assert "周砚秋" not in client.get("/duty/").content.decode()
    closed = (
        "projects", "claims", "companies", "appointments", "programme", "questions", "bulletins", "overview", "care",
        "care/readers",
    )  # fmt: skip
    assert {name: client.get(f"/{name}/").status_code for name in closed} == dict.fromkeys(closed, 403)
    assert client.get(f"/duty/{posting_of(zhou).pk}/").status_code == 404


def test_duty_goes_through_forms(world: World, lin: User, fang: User, guest: User) -> None:
    at = f"/duty/{posting_of(lin).pk}/"
    assert as_(guest).post(f"{at}task/", {"what": "整理登记册", "due_on": "2019-12-30"}).status_code == 302
    link = HostTask.objects.get()
    assert as_(lin).get(f"/duty/tasks/{link.pk}/").status_code == 200
    assert as_(guest).post(f"{at}feedback/", {"text": ""}).status_code == 422
    assert as_(guest).post(f"{at}feedback/", {"text": "做事踏实"}).status_code == 302
    said = Feedback.objects.get()
    page = f"/feedback/{said.pk}/"
    assert as_(guest).post(f"{page}edit/", {"text": "做事很踏实", "revision": said.revision}).status_code == 302
    assert as_(lin).post(f"{page}seen/").status_code == 302
    assert as_(guest).post(f"{page}take-back/").status_code == 409
    said.refresh_from_db()
    assert as_(lin).post(f"{page}answer/", {"answer": "谢谢", "revision": said.revision}).status_code == 302
    assert "谢谢" in as_(fang).get(page).content.decode()
    assert "整理登记册" not in as_(fang).get(at).content.decode()  # the secretary reads feedback, not the to-dos


def test_what_feedback_said_before_it_was_read_is_the_host_units_alone(lin: User, guest: User) -> None:
    feedback = feedback_on(guest, lin)
    address = f"/history/care.feedback/{feedback.pk}/"
    assert as_(guest).get(address).status_code == 200
    assert as_(lin).get(address).status_code == 404
