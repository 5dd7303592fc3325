"""What is the matter with the machine, told from errors; and the page that gives back what was typed."""

import errno
import sqlite3

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError
from django.test import Client, RequestFactory

from hometown.face.answers import machine_out
from hometown.face.middleware import RefusalMiddleware
from hometown.face.outages import Outage, outage_of


def behind(cause: BaseException) -> OperationalError:
    error = OperationalError(str(cause))
    error.__cause__ = cause
    return error


def of_sqlite(code: int, words: str = "") -> OperationalError:
    cause = sqlite3.OperationalError(words)
    cause.sqlite_errorcode = code
    return behind(cause)


class OfPostgreSQL(Exception):
    """As the driver raises: it carries the state the server told, or none."""

    def __init__(self, state: str | None) -> None:
        super().__init__(state)
        self.sqlstate = state


OperationalErrorOfDriver = type("OperationalError", (OfPostgreSQL,), {})


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (of_sqlite(13), Outage.FULL),
        (of_sqlite(5), Outage.BUSY),
        (of_sqlite(261), Outage.BUSY),  # SQLITE_BUSY_RECOVERY: an extended code of the same
        (of_sqlite(8), Outage.READ_ONLY),
        (of_sqlite(26), Outage.DAMAGED),
        (of_sqlite(14), Outage.AWAY),
        (of_sqlite(1, "no such table: x"), Outage.OTHER_VERSION),
        (of_sqlite(1, "near SELEC: syntax error"), None),
        (behind(OfPostgreSQL("53100")), Outage.FULL),
        (behind(OfPostgreSQL("57P03")), Outage.AWAY),
        (behind(OfPostgreSQL("08006")), Outage.AWAY),
        (behind(OfPostgreSQL("55P03")), Outage.BUSY),
        (behind(OfPostgreSQL("42P01")), Outage.OTHER_VERSION),
        (behind(OfPostgreSQL("23505")), None),
        (behind(OperationalErrorOfDriver(None)), Outage.AWAY),
        (InterfaceError("connection already closed"), Outage.AWAY),
        (OSError(errno.ENOSPC, "full"), Outage.FULL),
        (OSError(errno.EFBIG, "too big"), Outage.FULL),
        (PermissionError(errno.EACCES, "no"), Outage.READ_ONLY),
        (FileNotFoundError(errno.ENOENT, "gone"), None),
        (DatabaseError("a bug"), None),
        (ValueError("a bug"), None),
        (None, None),
    ],
)
def test_an_error_of_the_machine_is_told_from_a_bug(error: BaseException | None, found: Outage | None) -> None:
    assert outage_of(error) is found


@pytest.mark.parametrize("outage", list(Outage))
def test_each_outage_has_a_sentence_a_status_and_a_time(outage: Outage) -> None:
    assert str(outage.sentence)
    assert outage.status in (503, 507)
    assert outage.retry_after > 0


@pytest.fixture
def sent(rf: RequestFactory) -> object:
    request = rf.post("/notes/add/?x=1", {"text": "\nOn the train\n<b>", "revision": "3", "csrfmiddlewaretoken": "t"})
    request.csrf_processing_done = True  # type: ignore[attr-defined]
    return request


def test_the_page_gives_back_what_was_typed_and_sends_it_again(sent: object) -> None:
    answer = machine_out(sent, Outage.FULL)  # type: ignore[arg-type]
    text = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (507, "300", "no-store")
    assert "On the train\n&lt;b&gt;" in text
    assert 'name="revision" hidden' in text
    assert 'action="/notes/add/?x=1"' in text
    assert 'name="csrfmiddlewaretoken" value="t"' not in text


def test_what_did_not_come_from_a_page_of_ours_is_not_sent_again_at_a_click(rf: RequestFactory) -> None:
    text = machine_out(rf.post("/x/", {"text": "foreign words"}), Outage.AWAY).content.decode()
    assert "csrfmiddlewaretoken" not in text
    assert "<button" not in text
    assert "foreign words" in text


def test_a_password_is_never_given_back(rf: RequestFactory) -> None:
    request = rf.post("/sign-in/", {"login": "lin", "password": "hidden-word"})
    request.csrf_processing_done = True  # type: ignore[attr-defined]
    assert "hidden-word" not in machine_out(request, Outage.AWAY).content.decode()


def test_a_part_of_a_page_gets_a_notice_and_a_program_json(rf: RequestFactory) -> None:
    part = machine_out(rf.post("/x/", headers={"hx-request": "true"}), Outage.BUSY)
    assert part["HX-Retarget"] == "#messages"
    assert "<html" not in part.content.decode()
    told = machine_out(rf.get("/x/", headers={"accept": "application/json"}), Outage.BUSY)
    assert b'"face.database_busy"' in told.content


def test_a_bug_is_left_to_leave_its_trace(rf: RequestFactory) -> None:
    middleware = RefusalMiddleware(lambda _: None)  # type: ignore[arg-type,return-value]
    assert middleware.process_exception(rf.get("/"), ValueError("a bug")) is None
    assert middleware.process_exception(rf.get("/"), of_sqlite(13)).status_code == 507  # type: ignore[union-attr]


@pytest.mark.django_db
def test_a_verb_that_is_done_is_not_answered_as_failed_when_only_the_session_finds_no_room(
    lin: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.sessions.models import Session

    client = Client()
    client.force_login(lin)  # type: ignore[arg-type]

    def full(*_: object, **__: object) -> None:
        raise of_sqlite(13)

    monkeypatch.setattr(Session, "save", full)
    assert client.post("/tasks/add/", {"what": "Ring the park"}).status_code == 302
