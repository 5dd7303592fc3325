"""What becomes of a request: accepted, handed on, answered, paused, raised, closed; each says so to the firm."""

from datetime import date

from hometown.accounts.models import User
from hometown.aftercare import access
from hometown.aftercare.models import Promise, RequestMessage, RequestPause, ServiceRequest
from hometown.aftercare.rules import Outcome, closed_in_time, days_after_pause, due_days, favours_in
from hometown.files import actions as files
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.ledger.book import OpenEntry
from hometown.policy.rules import offered
from hometown.policy.standing import in_force
from hometown.programme.models import Unit

from .asking import MOST_WORDS, Attached


def accept(actor: User, *, request: ServiceRequest) -> ServiceRequest:
    """Say that the request has arrived; who has no request of a unit yet has it from now on."""
    access.require_server(actor, request)
    with book.entry("request.accepted", actor=actor.pk) as entry:
        now = _open(request)
        if now.accepted_on is not None:
            raise RuleBroken("aftercare.accepted_already", day=now.accepted_on)
        _accepted(actor, now)
        entry.put(now)
    return now


def hand_on(
    actor: User, *, request: ServiceRequest, unit: Unit, holder: User | None, words: str = ""
) -> ServiceRequest:
    """Hand a request to a unit and a person there. The days run on: the firm does not wait anew.

    Raises RuleBroken for a unit that deals with none, or a person who is not of it.
    """
    access.require_server(actor, request)
    hands = access.hands_of([unit], clock.today())[unit] if unit.kind in access.SERVING_KINDS else []
    if holder is not None and holder not in hands:
        raise RuleBroken("aftercare.not_of_unit", person=holder.name, unit=unit.name)
    if holder is None and not hands:
        raise RuleBroken("aftercare.nobody_there", unit=unit.name)
    with book.entry("request.handed_on", actor=actor.pk) as entry:
        now = _open(request)
        now.unit, now.holder = unit, holder or hands[0]
        entry.put(now)
        if words.strip():
            _put_message(entry, actor, now, words, shown=False)
    return now


def reply(
    actor: User,
    *,
    request: ServiceRequest,
    words: str,
    basis: str = "",
    promise: Promise | None = None,
    attached: Attached | None = None,
) -> ServiceRequest:
    """Answer the firm. What reads like a favour of tax, money or land price needs its legal basis, or the promise that
    has one; without it nothing is sent. Raises RuleBroken `aftercare.favour_without_basis`.
    """
    access.require_server(actor, request)
    said = words.strip()[:MOST_WORDS]
    if not said:
        raise BadInput("aftercare.look_over", fields={"words": BadInput("aftercare.words_needed")})
    if promise is not None and promise.company_id != request.company_id:
        raise RuleBroken("aftercare.another_promise")
    _require_basis([said], basis, promise)
    with book.entry("request.replied", actor=actor.pk) as entry:
        now = _open(request)
        _accepted(actor, now)
        if now.replied_on is None:
            now.replied_on, now.replied_by = clock.today(), actor.pk
        entry.put(now)
        _put_message(entry, actor, now, said, basis=basis, promise=promise, attached=attached)
    return now


def note(actor: User, *, request: ServiceRequest, words: str, attached: Attached | None = None) -> ServiceRequest:
    """Write a word among ourselves; the firm does not read it."""
    access.require_server(actor, request)
    if not words.strip() and attached is None:
        raise BadInput("aftercare.look_over", fields={"words": BadInput("aftercare.words_needed")})
    with book.entry("request.noted", actor=actor.pk) as entry:
        now = ServiceRequest.objects.get(pk=request.pk)
        _put_message(entry, actor, now, words, shown=False, attached=attached)
    return now


def pause(actor: User, *, request: ServiceRequest, reason: str, until: date, words: str = "") -> ServiceRequest:
    """Let a request wait, for a reason of the rules and until a day. The firm reads both.

    Only what was accepted waits: nobody is left without a first word. Raises BadInput for a day that is no day to come.
    """
    access.require_server(actor, request)
    today = clock.today()
    wrong = {}
    if reason not in {one.code for one in offered(in_force(today).aftercare.pause_reasons)}:
        wrong["reason"] = BadInput("aftercare.choose_one")
    if until <= today:
        wrong["until"] = BadInput("aftercare.day_to_come")
    if wrong:
        raise BadInput("aftercare.look_over", fields=wrong)
    _require_basis([words], "", None)
    with book.entry("request.paused", actor=actor.pk) as entry:
        now = _open(request)
        if now.accepted_on is None:
            raise RuleBroken("aftercare.accept_first")
        if now.paused_on is not None:
            raise RuleBroken("aftercare.paused_already", day=now.paused_on)
        now.paused_on, now.paused_until = today, until
        entry.put(now)
        row = RequestPause(request=now, reason=reason, words=words.strip()[:500], on=today, until=until, by=actor.pk)
        entry.put(row)
    return now


def resume(actor: User, *, request: ServiceRequest) -> ServiceRequest:
    """Let a request go on; as many workdays are left as before it waited."""
    access.require_server(actor, request)
    with book.entry("request.resumed", actor=actor.pk) as entry:
        now = _open(request)
        if now.paused_on is None:
            raise RuleBroken("aftercare.not_paused")
        _end_pause(entry, actor, now)
        entry.put(now)
    return now


def raise_request(actor: User, *, request: ServiceRequest, because: str) -> ServiceRequest:
    """Ask the city to step in: the bureau, or the secretary of the batch, reads why and says what is done."""
    access.require_server(actor, request)
    if not because.strip():
        raise BadInput("aftercare.look_over", fields={"because": BadInput("aftercare.reason_needed")})
    with book.entry("request.raised", actor=actor.pk) as entry:
        now = _open(request)
        if now.is_raised:
            raise RuleBroken("aftercare.raised_already", day=now.raised_on)
        now.raised_on, now.raised_by, now.raised_because = clock.today(), actor.pk, because.strip()[:500]
        now.settled_on, now.settled_by, now.settled_words = None, None, ""
        entry.put(now)
    return now


def settle(actor: User, *, request: ServiceRequest, words: str) -> ServiceRequest:
    """Say what is done about a request that was raised. Coordinators only."""
    access.require_coordinator(actor, request)
    if not words.strip():
        raise BadInput("aftercare.look_over", fields={"words": BadInput("aftercare.words_needed")})
    with book.entry("request.settled", actor=actor.pk) as entry:
        now = _open(request)
        if not now.is_raised:
            raise RuleBroken("aftercare.not_raised")
        now.settled_on, now.settled_by, now.settled_words = clock.today(), actor.pk, words.strip()[:500]
        entry.put(now)
    return now


def close_request(actor: User, *, request: ServiceRequest, outcome: str, words: str, basis: str = "") -> ServiceRequest:
    """Close a request with what it came to, in words the firm reads; from then on the firm may rate it."""
    access.require_server(actor, request)
    wrong = {}
    if outcome not in set(Outcome):
        wrong["outcome"] = BadInput("aftercare.choose_one")
    if not words.strip():
        wrong["words"] = BadInput("aftercare.words_needed")
    if wrong:
        raise BadInput("aftercare.look_over", fields=wrong)
    _require_basis([words], basis, None)
    with book.entry("request.closed", actor=actor.pk) as entry:
        now = _open(request)
        _accepted(actor, now)
        _end_pause(entry, actor, now)
        now.closed_on, now.closed_by = clock.today(), actor.pk
        now.outcome, now.closing_words = outcome, words.strip()[:1000]
        entry.put(now)
        _put_message(entry, actor, now, words, basis=basis)
    return now


def reopen(actor: User, *, request: ServiceRequest, words: str) -> ServiceRequest:
    """Take a closed request up again, with a reason: the days to answer and close run anew, and it has a holder.

    What was closed late stays late. The firm's rating stands until it gives a new one, for which the day is left open.
    """
    access.require_server(actor, request)
    if not words.strip():
        raise BadInput("aftercare.look_over", fields={"words": BadInput("aftercare.reason_needed")})
    today = clock.today()
    with book.entry("request.reopened", actor=actor.pk) as entry:
        now: ServiceRequest = ServiceRequest.objects.select_related("holder", "project").get(pk=request.pk)
        if now.closed_on is None:
            raise RuleBroken("aftercare.still_open")
        _accept, now.reply_due, close_due = due_days(in_force(today), today)
        if closed_in_time(now.days):
            now.close_due = close_due
        now.replied_on, now.replied_by, now.closed_on, now.closed_by = None, None, None, None
        now.outcome, now.closing_words = "", ""
        now.rated_on = None
        _place_again(actor, now)
        entry.put(now)
        _put_message(entry, actor, now, words, shown=False)
    return now


def _open(request: ServiceRequest) -> ServiceRequest:
    """Return the request as it stands inside the entry. Raises RuleBroken once it is closed."""
    now: ServiceRequest = ServiceRequest.objects.select_related("company", "project", "unit", "holder").get(
        pk=request.pk
    )
    if now.closed_on is not None:
        raise RuleBroken("aftercare.closed_already", day=now.closed_on)
    return now


def _accepted(actor: User, request: ServiceRequest) -> None:
    if request.accepted_on is None:
        request.accepted_on, request.accepted_by = clock.today(), actor.pk
    if request.holder is None:
        request.holder = actor


def _place_again(actor: User, request: ServiceRequest) -> None:
    """Leave a request with its holder who still serves; else whom a new one of its project would go to."""
    if request.holder is not None and access.still_serves(request.holder):
        return
    unit, holder = access.first_hands(request.project)
    if holder is not None and access.still_serves(holder):
        request.unit, request.holder = unit, holder
    else:
        request.holder = actor


def _end_pause(entry: OpenEntry, actor: User, request: ServiceRequest) -> None:
    if request.paused_on is None:
        return
    today = clock.today()
    for name, day in days_after_pause(in_force(today), request.days, today).items():
        setattr(request, name, day)
    request.paused_on, request.paused_until = None, None
    row = RequestPause.objects.get(request=request, resumed_on__isnull=True)
    row.resumed_on, row.resumed_by = today, actor.pk
    entry.put(row)


def _require_basis(words: list[str], basis: str, promise: Promise | None) -> None:
    found = favours_in(words)
    if found and not basis.strip() and promise is None:
        raise RuleBroken("aftercare.favour_without_basis", words=found)


def _put_message(
    entry: OpenEntry,
    actor: User,
    request: ServiceRequest,
    words: str,
    *,
    shown: bool = True,
    basis: str = "",
    promise: Promise | None = None,
    attached: Attached | None = None,
) -> None:
    message = RequestMessage(
        request=request, at=clock.now(), by=actor.pk, shown=shown, words=words.strip()[:MOST_WORDS],
        basis=basis.strip()[:300], promise=promise,
    )  # fmt: skip
    if attached is not None:
        message.blob = files.receive(actor, stream_or_bytes=attached.taken, file_name=attached.file_name)
        message.file_name = attached.file_name
    entry.put(message)
