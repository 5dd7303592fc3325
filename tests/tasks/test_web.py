"""The list of to-dos as a page."""

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hometown.kernel import clock
from hometown.tasks import actions


@pytest.fixture(autouse=True)
def _in_october() -> Any:
    with clock.simulated(datetime(2019, 10, 16, 9, tzinfo=clock.CITY_TIME)):
        yield


@pytest.fixture
def page(lin: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(lin)
    return client


def test_the_list_shows_what_is_mine_and_links_its_record(page: Client, world: Any, lin: Any) -> None:
    actions.set_task(lin, what="Bring the plan", due_on=date(2019, 10, 15), about=world.batch)
    text = page.get(reverse("task-list")).content.decode()
    assert "Bring the plan" in text
    assert reverse("batch", args=[world.batch.pk]) in text


def test_a_stranger_sees_nothing_of_it(stranger: Any, lin: Any) -> None:
    task = actions.set_task(lin, what="Bring the plan")
    client = Client()
    client.force_login(stranger)
    assert "Bring the plan" not in client.get(reverse("task-list")).content.decode()
    assert client.get(reverse("task-list"), {"open": str(task.pk)}).status_code == 404
    assert client.post(reverse("task-close", args=[task.pk])).status_code == 404


def test_a_to_do_is_set_and_closed_without_scripts(page: Client, lin: Any) -> None:
    assert page.post(reverse("task-add"), {"what": "Ring the park", "due_on": "2019-10-20"}).status_code == 302
    task = lin.tasks.get()
    assert page.post(reverse("task-close", args=[task.pk]), {"close-note": "They agree"}).status_code == 302
    task.refresh_from_db()
    assert task.closing_note == "They agree"


def test_a_refusal_keeps_what_was_typed(page: Client) -> None:
    answer = page.post(reverse("task-add"), {"what": "Ring the park", "due_on": "soon"})
    assert answer.status_code == 422
    assert "Ring the park" in answer.content.decode()


def test_closing_from_the_desk_answers_with_the_fragment(page: Client, lin: Any) -> None:
    task = actions.set_task(lin, what="Ring the park")
    actions.set_task(lin, what="Read the plan")
    answer = page.post(reverse("task-close", args=[task.pk]), headers={"hx-request": "true"})
    assert "Read the plan" in answer.content.decode()
    assert "Ring the park" not in answer.content.decode()


def test_the_day_is_moved_and_the_to_do_handed_on(page: Client, lin: Any, zhou: Any) -> None:
    task = actions.set_task(lin, what="Ring the park")
    page.post(reverse("task-due", args=[task.pk]), {"due-due_on": "2019-11-01"})
    page.post(reverse("task-hand", args=[task.pk]), {"hand-owner": str(zhou.pk)})
    task.refresh_from_db()
    assert (task.owner, task.due_on) == (zhou, date(2019, 11, 1))


def test_the_list_asks_the_database_little_however_long(
    page: Client, lin: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        actions.set_task(lin, what=f"To-do {number}", due_on=date(2019, 10, 20))
    page.get(reverse("task-list"))
    with django_assert_max_num_queries(9):
        page.get(reverse("task-list"))
