"""What comes in: a request by its link, by phone, on a visit, in a letter; and what the firm says to it later.

A firm has no account. What it does by its link has no actor in the book; the link it came by vouches for the firm.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import IO

from hometown.accounts.models import User
from hometown.aftercare import access
from hometown.aftercare.models import Channel, RequestMessage, ServiceLink, ServiceRequest
from hometown.aftercare.rules import Rating, due_days
from hometown.companies.models import Company, Contact
from hometown.files import actions as files
from hometown.files.receiving import Taken, take
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotFound, RuleBroken
from hometown.ledger import book
from hometown.ledger.book import OpenEntry
from hometown.policy.rules import offered
from hometown.policy.standing import in_force
from hometown.projects.models import Project

MOST_WORDS = 4000
MOST_SAID = 50  # by the firm, on one request: a link that leaked fills no disk


@dataclass(frozen=True)
class Attached:
    """A file that was taken in, with the name it came under."""

    taken: Taken
    file_name: str


def attach(content: bytes | IO[bytes] | None, file_name: str) -> Attached | None:
    """Take a file in before the book is opened; None for none. Raises BadInput for what is not received."""
    return Attached(take(content, file_name=file_name), file_name[:200]) if content else None


def file_request(
    actor: User,
    *,
    company: Company,
    kind: str,
    title: str,
    words: str = "",
    project: Project | None = None,
    contact: Contact | None = None,
    channel: str = Channel.PHONE,
    received_on: date | None = None,
) -> ServiceRequest:
    """Write down what a firm asks for, by whatever way it came. It goes to the steward, and the days run from its day.

    Raises NotAllowed unless the person serves the firm, BadInput for a day to come or something unsaid.
    """
    access.require_firm_server(actor, company)
    if contact is not None and contact.company_id != company.pk:
        raise BadInput("aftercare.look_over", fields={"contact": BadInput("aftercare.not_their_contact")})
    if channel not in Channel.values or channel == Channel.LINK:
        raise BadInput("aftercare.look_over", fields={"channel": BadInput("aftercare.choose_one")})
    day = received_on or clock.today()
    if day > clock.today():
        raise BadInput("aftercare.look_over", fields={"received_on": BadInput("aftercare.in_the_future")})
    row = _request(company, project, kind, title, words, day)
    row.contact, row.channel, row.recorded_by = contact, channel, actor.pk
    with book.entry("request.filed", actor=actor.pk, occurred_on=day) as entry:
        entry.put(row)
    return row


def ask(
    link: ServiceLink,
    *,
    kind: str,
    title: str,
    words: str = "",
    project: Project | None = None,
    attached: Iterable[Attached] = (),
) -> ServiceRequest:
    """Take a request that a firm sends by its link, with files if there are any.

    Raises NotFound for a link that answers no more, RuleBroken while too many of the firm's requests stand open.
    """
    row = _request(link.company, project, kind, title, words, clock.today())
    row.channel = Channel.LINK
    with book.entry("request.asked", actor=None) as entry:
        require_room(link)
        entry.put(row)
        for one in attached:
            _put_message(entry, row, "", one)
    return row


def say(
    link: ServiceLink, *, request: ServiceRequest, words: str = "", attached: Attached | None = None
) -> ServiceRequest:
    """Add what a firm says to its request by its link. Raises RuleBroken once the request is closed."""
    if not words.strip() and attached is None:
        raise BadInput("aftercare.look_over", fields={"words": BadInput("aftercare.words_needed")})
    with book.entry("request.answered", actor=None) as entry:
        now = require_hearing(link, request)
        _put_message(entry, now, words.strip()[:MOST_WORDS], attached)
    return now


def rate(link: ServiceLink, *, request: ServiceRequest, rating: str, words: str = "") -> ServiceRequest:
    """Let a firm say how it was served. Never of a person. Once for each closing; it may say nothing."""
    _require_own(link, request)
    if rating not in set(Rating):
        raise BadInput("aftercare.look_over", fields={"rating": BadInput("aftercare.choose_one")})
    with book.entry("request.rated", actor=None) as entry:
        require_live(link)
        now = ServiceRequest.objects.get(pk=request.pk)
        if now.closed_on is None:
            raise RuleBroken("aftercare.still_open")
        if now.is_rated:
            raise RuleBroken("aftercare.rated_already")
        now.rating, now.rated_on, now.rating_words = rating, clock.today(), words.strip()[:1000]
        entry.put(now)
    return now


def require_live(link: ServiceLink) -> None:
    """Raise NotFound unless the link still opens a page: asked again inside the entry."""
    if not ServiceLink.objects.live(clock.today()).filter(pk=link.pk).exists():
        raise NotFound("aftercare.no_link")


def require_room(link: ServiceLink) -> None:
    """Raise NotFound for a link that answers no more, RuleBroken while too many requests sent by it stand open.

    A page asks before it takes a file in, so that what is refused fills no disk; the action asks again.
    """
    require_live(link)
    most = in_force(clock.today()).aftercare.open_most
    if ServiceRequest.objects.open().filter(company=link.company, channel=Channel.LINK).count() >= most:
        raise RuleBroken("aftercare.too_many_open", count=most)


def require_hearing(link: ServiceLink, request: ServiceRequest) -> ServiceRequest:
    """Return a request, as it stands, to which its firm may add a word; a page asks before it takes a file in.

    Raises NotFound for another firm's or a link that answers no more, RuleBroken once it is closed or all is said.
    """
    _require_own(link, request)
    require_live(link)
    now: ServiceRequest = ServiceRequest.objects.get(pk=request.pk)
    if now.closed_on is not None:
        raise RuleBroken("aftercare.closed_already", day=now.closed_on)
    if now.messages.filter(from_firm=True).count() >= MOST_SAID:
        raise RuleBroken("aftercare.said_enough", count=MOST_SAID)
    return now


def _require_own(link: ServiceLink, request: ServiceRequest) -> None:
    if request.company_id != link.company_id:
        raise NotFound("aftercare.no_link")


def _request(company: Company, project: Project | None, kind: str, title: str, words: str, day: date) -> ServiceRequest:
    policy = in_force(day)
    wrong = {}
    if kind not in {one.code for one in offered(policy.aftercare.request_kinds)}:
        wrong["kind"] = BadInput("aftercare.choose_one")
    if not title.strip():
        wrong["title"] = BadInput("aftercare.words_needed")
    if project is not None and not access.landed_projects().filter(pk=project.pk, company=company).exists():
        wrong["project"] = BadInput("aftercare.not_landed")
    if wrong:
        raise BadInput("aftercare.look_over", fields=wrong)
    unit, holder = access.first_hands(project)
    accept, reply, close = due_days(policy, day)
    return ServiceRequest(
        company=company, project=project, kind=kind, title=title.strip()[:120], words=words.strip()[:MOST_WORDS],
        received_on=day, unit=unit, holder=holder, accept_due=accept, reply_due=reply, close_due=close,
    )  # fmt: skip


def _put_message(entry: OpenEntry, request: ServiceRequest, words: str, attached: Attached | None) -> None:
    message = RequestMessage(request=request, at=clock.now(), from_firm=True, words=words)
    if attached is not None:
        message.blob = files.receive(None, stream_or_bytes=attached.taken, file_name=attached.file_name, vouched=True)
        message.file_name = attached.file_name
    entry.put(message)
