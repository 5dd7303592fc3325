"""Messages outside: what is queued, what goes out, what is tried again, what a person has to decide."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.ledger import book
from hometown.notices import access, actions, choices, composing, sending
from hometown.notices.channels import calling, made, setup
from hometown.notices.models import Channel, ChannelAddress, Outgoing, OutgoingState, SendAttempt
from tests.projects.conftest import put

from .fake_channels import PATHS, Fake, channels, started

NOON = datetime(2019, 12, 20, 4, tzinfo=UTC)
ALL = ("wecom", "dingtalk", "feishu")
Lines = Callable[[], AbstractContextManager[list[Any]]]


@pytest.fixture
def fake() -> Iterator[Fake]:
    found, server = started()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _set_up(settings: Any, fake: Fake) -> Iterator[None]:
    settings.CHANNELS = channels(fake.url)
    with clock.simulated(NOON):
        yield


def reachable(user: User, channel: str = "wecom", address: str = "") -> User:
    put(ChannelAddress(user=user, channel=channel, address=address or f"{user.login}01"))
    choices.keep_channel(user, channel)
    return user


def queued(user: User, kind: str = "assignment") -> Outgoing:
    message = actions.queue(None, to=user, kind=kind, path="/dispatch/")
    assert message is not None
    return message


def state() -> list[tuple[str, str]]:
    return list(Outgoing.objects.order_by("pk").values_list("state", "reason"))


# --- what is queued -------------------------------------------------------------------------------------------------


def test_nothing_is_queued_for_who_chose_no_messenger_or_has_no_id(lin: User, settings: Any) -> None:
    assert actions.queue(None, to=lin, kind="assignment", path="/") is None
    choices.keep_channel(lin, "wecom")
    assert actions.queue(None, to=lin, kind="assignment", path="/") is None
    reachable(lin)
    settings.CHANNELS = {}
    assert actions.queue(None, to=lin, kind="assignment", path="/") is None
    assert not Outgoing.objects.exists()


def test_a_message_is_there_with_what_causes_it_or_not_at_all(lin: User, lines_written: Lines) -> None:
    reachable(lin)
    with lines_written() as lines, book.entry("test.caused", actor=None):
        queued(lin)
    assert [line.verb for line in lines] == ["test.caused"]
    with pytest.raises(ZeroDivisionError), book.entry("test.broken", actor=None):
        queued(lin).revision += 1 // 0
    assert Outgoing.objects.count() == 1


def test_the_security_administrator_enters_ids_and_nobody_else(lin: User, sun: User, wang: User) -> None:
    with pytest.raises(NotAllowed):
        actions.set_address(wang, user=lin, channel=Channel.WECOM, address="lin01")
    actions.set_address(sun, user=lin, channel=Channel.WECOM, address=" lin01 ")
    assert ChannelAddress.objects.get().address == "lin01"
    with pytest.raises(BadInput):
        actions.set_address(sun, user=lin, channel=Channel.WECOM, address="lin01|zhou01")
    actions.set_address(sun, user=lin, channel=Channel.WECOM, address="")
    assert not ChannelAddress.objects.exists()


# --- what it says ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", sorted(composing.KINDS))
def test_no_name_and_no_amount_can_be_in_a_message(kind: str, language: str, lin: User) -> None:
    """The composer takes a kind, a language and a count: there is no way in for anything else."""
    put(lin.__class__.objects.get(pk=lin.pk))
    reachable(lin)
    lin.language = language
    message = actions.queue(lin, to=lin, kind=kind, path="/projects/上海澄湖/", number=3)
    assert message is not None
    outside = composing.whole(message.text, message.pk)
    words, link = outside.split("\n")
    assert words == composing.sentence(kind, language, 3)
    assert link == f"https://hometown.example/go/{message.pk}/"
    for private in (lin.name, lin.login, "澄湖", "上海", "亿", "万", "projects"):
        assert private not in outside.replace(str(message.pk), "")
    assert {one for one in words if one.isdigit()} <= {"3"}


def test_the_link_of_a_message_leads_only_whoever_it_was_sent_to(lin: User, zhou: User, client: Any) -> None:
    message = queued(reachable(lin))
    client.force_login(zhou)
    assert client.get(f"/go/{message.pk}/").status_code == 404
    client.force_login(lin)
    assert client.get(f"/go/{message.pk}/")["Location"] == "/dispatch/"


# --- what goes out --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", ALL)
def test_a_message_goes_out_once_and_the_book_says_so(
    channel: str, lin: User, fake: Fake, lines_written: Lines
) -> None:
    message = queued(reachable(lin, channel))
    with lines_written() as lines:
        sending.send_waiting()
    assert [line.verb for line in lines] == ["message.sent"]
    sending.send_waiting()
    assert fake.delivered == [(channel, "lin01", composing.whole(message.text, message.pk))]
    sent = Outgoing.objects.get()
    assert (sent.state, bool(sent.receipt)) == ("sent", True)


@pytest.mark.parametrize("channel", ALL)
def test_one_token_serves_many_messages_and_an_ended_one_is_renewed(channel: str, lin: User, fake: Fake) -> None:
    reachable(lin, channel)
    for _ in range(3):
        queued(lin)
    messenger = made(channels(fake.url))[channel]
    assert messenger.send("lin01", "a", "k1").outcome == "sent"
    assert messenger.send("lin01", "b", "k2").outcome == "sent"
    assert fake.tokens[channel] == 1
    fake.tokens[channel] += 1  # the messenger forgot it
    assert messenger.send("lin01", "c", "k3").reason == "token_ended"
    assert messenger.send("lin01", "c", "k3").outcome == "sent"


@pytest.mark.parametrize("channel", ALL)
def test_an_account_the_messenger_does_not_know_fails_for_good(channel: str, lin: User, fake: Fake) -> None:
    queued(reachable(lin, channel, "nobody"))
    sending.send_waiting()
    assert state() == [("failed", "no_such_account")]
    sending.send_waiting()
    assert SendAttempt.objects.count() == 1


BUSY = {
    "wecom": (200, {"errcode": 45009}),
    "dingtalk": (200, {"errcode": 90018}),
    "feishu": (400, {"code": 230020}),
}


@pytest.mark.parametrize("channel", ALL)
def test_a_busy_messenger_is_tried_again_later(channel: str, lin: User, fake: Fake) -> None:
    queued(reachable(lin, channel))
    fake.answers = [BUSY[channel]]
    sending.send_waiting()
    assert state() == [("waiting", "")]
    sending.send_waiting()  # too early
    assert SendAttempt.objects.count() == 1
    with clock.simulated(NOON + timedelta(minutes=2)):
        sending.send_waiting()
    assert [one[0] for one in state()] == ["sent"]


def test_what_never_gets_through_is_given_up_after_a_day_with_its_reason(lin: User, settings: Any) -> None:
    queued(reachable(lin))
    settings.CHANNELS = channels("http://127.0.0.1:9")
    sending.send_waiting()
    assert state() == [("waiting", "")]
    with clock.simulated(NOON + timedelta(hours=25)):
        sending.send_waiting()
    assert state() == [("failed", "not_reached")]


def test_a_wrong_secret_loses_no_message(lin: User, settings: Any, fake: Fake) -> None:
    queued(reachable(lin))
    settings.CHANNELS["wecom"]["secret"] = "wrong"
    sending.send_waiting()
    assert state() == [("waiting", "")]
    assert SendAttempt.objects.get().reason == "no_token"
    assert fake.delivered == []


@pytest.mark.parametrize(("token", "seconds"), [("t", 10**15), ("t\n", 7200), ("令牌", 7200), ("", 7200), ("t", True)])
def test_a_token_that_is_none_loses_no_message_and_stops_no_other(
    token: str, seconds: int, lin: User, zhou: User, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued(reachable(lin, "feishu"))
    queued(reachable(zhou))
    said = 200, {"code": 0, "tenant_access_token": token, "expire": seconds}
    monkeypatch.setitem(PATHS, "/open-apis/auth/v3/tenant_access_token/internal", lambda *_: said)
    sending.send_waiting()
    assert [one[0] for one in state()] == ["waiting", "sent"]


def test_an_answer_of_brackets_alone_is_read_as_none() -> None:
    assert calling._json(b"[" * 60_000) == {}


def test_a_redirect_is_not_followed(lin: User, fake: Fake) -> None:
    queued(reachable(lin))
    fake.answers = [(302, {})]
    sending.send_waiting()
    assert state() == [("waiting", "")]
    assert SendAttempt.objects.get().outcome == "again"


# --- cut off --------------------------------------------------------------------------------------------------------


def cut_off(message: Outgoing, at: datetime) -> None:
    """A sender wrote its try down, called, and was killed."""
    address = ChannelAddress.objects.get(user=message.user)
    SendAttempt.objects.create(
        outgoing=message, number=1, channel=message.channel, user=message.user, address_revision=address.revision,
        begun_at=at,
    )  # fmt: skip


@pytest.mark.parametrize("channel", ALL)
def test_a_try_that_was_cut_off_is_repeated_while_the_messenger_knows_it_again(
    channel: str, lin: User, fake: Fake
) -> None:
    message = queued(reachable(lin, channel))
    made(channels(fake.url))[channel].send("lin01", composing.whole(message.text, message.pk), str(message.pk))
    cut_off(message, NOON)
    with clock.simulated(NOON + timedelta(minutes=5)):
        sending.send_waiting()
    assert [one[0] for one in state()] == ["sent"]
    assert (len(fake.delivered), fake.again) == (1, 1)


@pytest.mark.parametrize(("channel", "hours"), [("wecom", 4), ("dingtalk", 12), ("feishu", 1)])
def test_after_that_it_is_uncertain_and_a_person_decides(
    channel: str, hours: int, lin: User, operator: User, fake: Fake
) -> None:
    message = queued(reachable(lin, channel))
    cut_off(message, NOON)
    with clock.simulated(NOON + timedelta(hours=hours)):
        sending.send_waiting()
        assert state() == [("uncertain", "killed")]
        sending.send_waiting()
        assert fake.delivered == []
        actions.resend(operator, message=Outgoing.objects.get())
        sending.send_waiting()
    assert [one[0] for one in state()] == ["sent"]
    assert len(fake.delivered) == 1


def test_another_id_meanwhile_makes_it_uncertain(lin: User, sun: User, fake: Fake) -> None:
    message = queued(reachable(lin))
    cut_off(message, NOON)
    actions.set_address(sun, user=lin, channel=Channel.WECOM, address="zhou01")
    sending.send_waiting()
    assert [one[0] for one in state()] == ["uncertain"]
    assert fake.delivered == []


def test_an_answer_nobody_can_read_is_no_failure(lin: User, fake: Fake) -> None:
    queued(reachable(lin))
    fake.answers = [(502, {})]
    sending.send_waiting()
    assert SendAttempt.objects.get().outcome == "unknown"
    assert state() == [("waiting", "")]


def test_only_what_is_stuck_is_decided_and_only_by_who_sees_it(lin: User, zhou: User, operator: User) -> None:
    message = queued(reachable(lin))
    with pytest.raises(RuleBroken):
        actions.resend(operator, message=message)
    actions.end(message, state=OutgoingState.FAILED, reason="refused")
    with pytest.raises(NotFound):
        actions.drop(zhou, message=message)
    actions.drop(operator, message=message)
    assert state() == [("dropped", "refused")]
    assert not access.visible_messages(zhou).exists()


def test_a_second_sender_leaves_the_first_alone(lin: User, fake: Fake) -> None:
    queued(reachable(lin))
    with sending.the_only_one() as ours:
        assert ours
        assert sending.send_waiting() is None
    assert fake.delivered == []


# --- limits ---------------------------------------------------------------------------------------------------------


def test_a_member_gets_thirty_messages_a_minute_and_the_rest_later(lin: User, fake: Fake) -> None:
    reachable(lin)
    for _ in range(33):
        queued(lin)
    sending.send_waiting()
    assert len(fake.delivered) == 30
    fake.per_minute = 99
    with clock.simulated(NOON + timedelta(seconds=59)):
        sending.send_waiting()
        assert len(fake.delivered) == 30
    with clock.simulated(NOON + timedelta(seconds=61)):
        sending.send_waiting()
    assert len(fake.delivered) == 33


def test_one_members_limit_holds_up_nobody_else(lin: User, zhou: User, fake: Fake) -> None:
    reachable(lin), reachable(zhou)
    for _ in range(31):
        queued(lin)
    queued(zhou)
    sending.send_waiting()
    assert ("wecom", "zhou01") in {one[:2] for one in fake.delivered}


# --- setting up -----------------------------------------------------------------------------------------------------


def test_the_file_of_channels_is_read_or_refused_in_a_sentence() -> None:
    good = 'address = "https://hometown.example"\n[feishu]\napp = "a"\nsecret = "s"\n'
    assert set(setup.read(good)) == {"address", "feishu"}
    wrong = {
        "no TOML": "address =",
        "unknown": 'address = "https://h.example"\n[telex]\na = 1',
        "address is missing": "[feishu]\napp = 'a'\nsecret = 's'",
        "lacks secret": "address = 'https://h.example'\n[feishu]\napp = 'a'",
        "agent of wecom": "address='https://h.example'\n[wecom]\ncorp='a'\nsecret='s'\nagent='our app'",
        "begin with https": "address='https://h.example'\n[feishu]\napp='a'\nsecret='s'\nurl='https://h.example:99999'",
        "must begin with https": "address='https://h.example'\n[feishu]\napp='a'\nsecret='s'\nurl='http://far.example'",
    }
    for said, text in wrong.items():
        with pytest.raises(ValueError, match=said):
            setup.read(text)


def test_no_other_scheme_is_called() -> None:
    assert calling.may_call("https://qyapi.weixin.qq.com")
    assert calling.may_call("http://127.0.0.1:8000")
    wrong = ("http://qyapi.weixin.qq.com", "file:///etc/passwd", "ftp://h.example", "https://")
    for address in (*wrong, "https://h.example:port", "https://["):
        assert not calling.may_call(address)
        with pytest.raises(calling.NotSent):
            calling.call(address, "/")
