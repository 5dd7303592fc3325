"""One form makes one record, however often it is sent."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import reverse

from hometown.accounts import once as module
from hometown.accounts.models import SentForm, User
from hometown.accounts.once import once
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.tasks.models import Task

pytestmark = pytest.mark.django_db
KEY = "k" * 16


def sent(user: User | None = None, **typed: Any) -> Any:
    request = RequestFactory().post("/notes/add/", {"form_key": KEY, "csrfmiddlewaretoken": "a", **typed})
    request.user = user  # type: ignore[assignment]
    return request


class View:
    """A view that makes one thing each time it is asked."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> HttpResponseBase:
        self.made += 1
        return HttpResponseRedirect(f"/made/{self.made}/")


def test_the_same_form_sent_twice_is_led_to_what_the_first_made(lin: User) -> None:
    view = View()
    first, second = once(sent(lin, text="一"), view), once(sent(lin, text="一", csrfmiddlewaretoken="b"), view)
    assert view.made == 1
    assert first["Location"] == second["Location"] == "/made/1/"


def test_what_was_typed_anew_somebody_else_and_another_file_are_other_forms(lin: User, zhou: User) -> None:
    view = View()
    once(sent(lin, text="一"), view)
    once(sent(lin, text="二"), view)
    once(sent(zhou, text="一"), view)
    for content in (b"one", b"two"):
        once(sent(lin, text="一", file=SimpleUploadedFile("a.txt", content)), view)
    assert view.made == 5


def test_a_view_still_reads_the_file_that_was_looked_at(lin: User) -> None:
    request = sent(lin, file=SimpleUploadedFile("a.txt", b"content"))
    read = once(request, lambda: HttpResponse(request.FILES["file"].read()))
    assert read.content == b"content"  # type: ignore[attr-defined]


def test_a_form_that_came_to_nothing_may_be_sent_again(lin: User) -> None:
    view = View()

    def refused() -> HttpResponseBase:
        raise BadInput("tasks.say_what")

    with pytest.raises(BadInput):
        once(sent(lin), refused)
    once(sent(lin), lambda: HttpResponse(status=422))
    assert once(sent(lin), view)["Location"] == "/made/1/"


def test_who_comes_while_the_first_is_at_it_waits_for_it(lin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    view = View()

    class Pause:
        def wait(self, _seconds: float) -> None:
            SentForm.objects.update(location="/made/9/")  # meanwhile the first has answered

    def second() -> HttpResponseBase:
        return once(sent(lin), view)

    monkeypatch.setattr(module, "Event", Pause)
    answer = once(sent(lin), second)  # the second comes in the middle of the first
    assert answer["Location"] == "/made/9/"
    assert view.made == 0


def test_who_waits_too_long_is_told_to_look_first(lin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAIT_SECONDS", 0)
    with pytest.raises(RuleBroken, match="being_sent"):
        once(sent(lin), lambda: once(sent(lin), View()))


def test_a_form_whose_first_was_ended_in_the_middle_is_let_through_in_time(lin: User) -> None:
    noon = datetime(2019, 12, 20, 4, tzinfo=UTC)
    with clock.simulated(noon):
        once(sent(lin), View())
        SentForm.objects.update(location="")  # the process was killed before it could answer
    with clock.simulated(noon + module.GIVEN_UP + timedelta(seconds=1)):
        assert once(sent(lin), View())["Location"] == "/made/1/"


def test_what_was_sent_is_kept_for_a_day(lin: User) -> None:
    noon, view = datetime(2019, 12, 20, 4, tzinfo=UTC), View()
    for hours in (0, 23, 25):
        with clock.simulated(noon + timedelta(hours=hours)):
            once(sent(lin), view)
    assert view.made == 2
    assert SentForm.objects.count() == 1


def test_a_request_without_a_key_is_left_alone(lin: User) -> None:
    view = View()
    for key in ("", "short", "k" * 65, "k" * 15 + "\n"):
        request = sent(lin)
        request.POST = QueryDict(mutable=True)
        request.POST["form_key"] = key
        once(request, view)
    assert view.made == 4
    assert not SentForm.objects.exists()


def test_a_page_gives_each_form_a_key_and_two_posts_of_it_make_one_record(lin: User, client: Client) -> None:
    client.force_login(lin)
    keys = re.findall(r'name="form_key" value="([\w-]{16})"', client.get(reverse("task-list")).content.decode())
    assert keys
    assert len(keys) == len(set(keys))
    data = {"what": "约见厂长", "due_on": "2030-01-01", "form_key": keys[0]}
    answers = [client.post(reverse("task-add"), data) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert Task.objects.filter(what="约见厂长").count() == 1


def test_a_template_marks_a_form_only_where_there_is_a_token() -> None:
    written = engines["django"].from_string("{% csrf_token %}")
    assert "form_key" not in written.render({})
    assert "form_key" in written.render({}, RequestFactory().get("/"))
