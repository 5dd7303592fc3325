"""Reminders on a page: one quiet panel, read once, chosen by the person."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hometown.accounts.actions import set_preferences
from hometown.accounts.models import User
from hometown.notices import choices, digests
from hometown.notices.models import Digest, ReminderChoice
from hometown.tasks import actions as tasks
from tests.fieldwork.conftest import TODAY

pytestmark = pytest.mark.django_db


def as_user(user: User, language: str = "en") -> Client:
    set_preferences(User.objects.get(pk=user.pk), language=language, theme="auto")
    client = Client()
    client.force_login(user)
    return client


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_first_look_of_a_day_makes_the_digest_and_later_looks_do_not(lin: User) -> None:
    page = as_user(lin)
    assert "Your digest" not in text_of(page, "/")
    tasks.set_task(lin, what="Ring the park", due_on=TODAY)
    assert "Your digest" not in text_of(page, "/")  # this session has asked today
    other = as_user(lin)
    assert "Your digest" in text_of(other, "/")
    assert "Your digest" in text_of(page, "/")
    assert Digest.objects.count() == 1


def test_what_is_read_folds_up(lin: User) -> None:
    tasks.set_task(lin, what="Ring the park", due_on=TODAY)
    page = as_user(lin)
    text_of(page, "/")
    answer = page.post(reverse("digest-read"), {"day": TODAY.isoformat()})
    assert answer.status_code == 302
    today = text_of(page, "/")
    assert "You have read today&#x27;s digest" in today or "You have read today's digest" in today
    assert "Read, fold it up" not in today
    assert "Ring the park" in text_of(page, reverse("digest"))


def test_reading_by_htmx_answers_with_the_folded_line(lin: User) -> None:
    tasks.set_task(lin, what="Ring the park", due_on=TODAY)
    digests.make(lin, TODAY)
    answer = as_user(lin).post(reverse("digest-read"), {"day": TODAY.isoformat()}, headers={"hx-request": "true"})
    assert b'id="digest-today"' in answer.content
    assert Digest.objects.get().read_at is not None


def test_a_day_that_is_none_is_refused(lin: User) -> None:
    assert as_user(lin).post(reverse("digest-read"), {"day": "soon"}).status_code == 400


def test_nobody_reads_anothers_digest(lin: User, zhou: User) -> None:
    tasks.set_task(lin, what="Ring the park", due_on=TODAY)
    digests.make(lin, TODAY)
    other = as_user(zhou)
    assert "Ring the park" not in text_of(other, reverse("digest"))
    other.post(reverse("digest-read"), {"day": TODAY.isoformat()})
    assert Digest.objects.get().read_at is None


def test_each_kind_is_switched_and_its_days_chosen(lin: User) -> None:
    page = as_user(lin)
    form = {f"on-{one.source.code}": "on" for one in choices.of(lin)}
    form |= {f"days-{one.source.code}": str(one.days) for one in choices.of(lin) if one.source.days}
    form.pop("on-gates_due")
    answer = page.post(reverse("my-reminders"), form | {"days-tasks_due": "9"})
    assert answer.status_code == 302
    standing = {one.source.code: one for one in choices.of(lin)}
    assert not standing["gates_due"].is_on
    assert (standing["tasks_due"].is_on, standing["tasks_due"].days) == (True, 9)
    assert standing["no_contact"].is_on


def test_days_out_of_bounds_come_back_as_typed(lin: User) -> None:
    answer = as_user(lin).post(reverse("my-reminders"), {"days-tasks_due": "900"})
    assert answer.status_code == 422
    assert 'value="900"' in answer.content.decode()
    assert ReminderChoice.objects.count() == 0


def test_my_settings_fetches_the_choices(lin: User) -> None:
    page = as_user(lin)
    assert f'hx-get="{reverse("my-reminders")}"' in text_of(page, reverse("my-settings"))
    part = page.get(reverse("my-reminders"), headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part
    assert "To-dos that fall due" in part


def test_an_administrator_has_nothing_to_choose(sun: User) -> None:
    page = as_user(sun)
    assert "Your duties bring no reminders" in text_of(page, reverse("my-reminders"))
    assert page.post(reverse("my-reminders"), {"on-tasks_due": "on"}).status_code in (200, 302)
    assert ReminderChoice.objects.count() == 0


def test_nothing_on_the_panel_counts_or_presses(lin: User) -> None:
    tasks.set_task(lin, what="Ring the park", due_on=TODAY - timedelta(days=3))
    page = text_of(as_user(lin), "/")
    panel = page[page.index('id="digest-today"') :]
    panel = panel[: panel.index("</form>")]
    assert "Ring the park" in panel
    assert "tag--red" not in panel
    assert "lamp" not in panel
