"""Scheduling with a firm 约时间: times are offered by a link; the firm picks one, moves to another, or declines.

What it picks is an appointment of field work, so that it stands in the host's calendar; the firm takes the same file.
"""

from collections.abc import Iterable
from datetime import datetime

from hometown.accounts.models import User
from hometown.aftercare import access, links
from hometown.aftercare.models import OfferedTime, OfferState, OfferToken, TimeOffer
from hometown.companies.models import Company
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.rules import LONGEST
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotFound, RuleBroken
from hometown.ledger import book
from hometown.programme.models import Officer

MOST_TIMES = 6
Times = Iterable[tuple[datetime, datetime]]


def offer_times(
    actor: User, *, company: Company, times: Times, place: str = "", purpose: str = ""
) -> tuple[TimeOffer, str]:
    """Offer a firm some times at which the actor could call on it; return the offer with its secret, shown once.

    Raises NotAllowed for who records no field work, BadInput for times that have passed, cannot be, or are too many,
    and for one at which the actor is expected elsewhere. What is wrong with a time is said of its place among those
    given (`starts_2`).
    """
    access.require_offerer(actor)
    wanted = list(dict.fromkeys(times))
    _require_possible(wanted)
    for number, (starts, ends) in enumerate(wanted, 1):
        if not access.is_free(actor, starts, ends):
            raise BadInput("aftercare.look_over", fields={f"starts_{number}": BadInput("aftercare.not_free")})
    offer = TimeOffer(
        company=company, host=actor, made_by=actor.pk, made_on=clock.today(), place=place.strip()[:120],
        purpose=purpose.strip()[:300],
    )  # fmt: skip
    token = links.new_token()
    with book.entry("offer.made", actor=actor.pk) as entry:
        entry.put(offer)
        for starts, ends in sorted(wanted):
            entry.put(OfferedTime(offer=offer, starts_at=starts, ends_at=ends))
        OfferToken.objects.create(offer=offer, token_hash=links.hashed(token))
    return offer, token


def pick_time(offer: TimeOffer, *, time: OfferedTime) -> TimeOffer:
    """Take one of the times, for the firm; picking another one moves the meeting.

    Raises RuleBroken for a time that has begun, one that went to somebody else meanwhile, the one already picked, or
    once the meeting is over or called off.
    """
    if time.offer_id != offer.pk:
        raise NotFound("aftercare.no_link")
    if time.starts_at <= clock.now():
        raise RuleBroken("aftercare.time_passed")
    with book.entry("offer.picked", actor=None) as entry:
        now = _standing(offer)
        host = now.host
        if not access.is_free(host, time.starts_at, time.ends_at, but=now.appointment):
            raise RuleBroken("aftercare.time_taken")
        if now.appointment is None:
            officer = Officer.objects.filter(user=host).first()
            now.appointment = fieldwork.propose_appointment(
                host, company=now.company, officers=[officer] if officer else [], starts_at=time.starts_at,
                ends_at=time.ends_at, place=now.place, purpose=now.purpose, is_agreed=True,
            )  # fmt: skip
        else:
            fieldwork.move_appointment(
                host, now.appointment, starts_at=time.starts_at, ends_at=time.ends_at, is_agreed=True
            )
        now.state, now.answered_on = OfferState.PICKED, clock.today()
        entry.put(now)
    return now


def decline_offer(offer: TimeOffer, *, words: str = "") -> TimeOffer:
    """Say for the firm that no time suits; a meeting that was picked is called off, and calendars take it out."""
    with book.entry("offer.declined", actor=None) as entry:
        now = _standing(offer)
        said = words.strip()[:300]
        if now.appointment is not None:
            fieldwork.cancel_appointment(now.host, now.appointment, reason=said or access.declined_words())
        now.state, now.answered_on, now.answer_words = OfferState.DECLINED, clock.today(), said
        entry.put(now)
    return now


def withdraw_offer(actor: User, *, offer: TimeOffer) -> TimeOffer:
    """Take an offer back: its link answers nobody. A meeting that was picked stands, to be called off on its page."""
    access.require_host(actor, offer)
    with book.entry("offer.withdrawn", actor=actor.pk) as entry:
        now: TimeOffer = TimeOffer.objects.get(pk=offer.pk)
        if now.state == OfferState.WITHDRAWN:
            raise RuleBroken("aftercare.offer_over")
        now.state = OfferState.WITHDRAWN
        entry.put(now)
    return now


def _standing(offer: TimeOffer) -> TimeOffer:
    """Return the offer as it stands inside the entry. Raises RuleBroken when it can be answered no more."""
    now: TimeOffer = TimeOffer.objects.select_related("company", "host", "appointment__company").get(pk=offer.pk)
    if not access.takes_answers(now):
        raise RuleBroken("aftercare.offer_over")
    return now


def _require_possible(times: list[tuple[datetime, datetime]]) -> None:
    if not times:
        raise BadInput("aftercare.look_over", fields={"on_1": BadInput("aftercare.time_needed")})
    if len(times) > MOST_TIMES:
        raise BadInput("aftercare.too_many_times", count=MOST_TIMES)
    for number, (starts, ends) in enumerate(times, 1):
        if starts <= clock.now():
            raise BadInput("aftercare.look_over", fields={f"on_{number}": BadInput("aftercare.time_passed")})
        if ends <= starts or ends - starts > LONGEST:
            raise BadInput("aftercare.look_over", fields={f"starts_{number}": BadInput("aftercare.ends_before")})
