"""Standing pairs of departments: begun, met, ended."""

from datetime import date

from hometown.accounts.models import User
from hometown.chains import access
from hometown.chains.models import PairMeeting, StandingPair
from hometown.chains.rules import EVERY
from hometown.fieldwork.models import Activity
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.programme.models import Unit


def begin_pair(
    actor: User, *, home_unit: Unit, host_unit: Unit, subject: str, every_days: int, keeper: User
) -> StandingPair:
    """Let two departments meet again and again; somebody at home keeps it."""
    access.require_coordinator(actor)
    fields = {}
    if home_unit.kind not in access.HOME_KINDS:
        fields["home_unit"] = BadInput("chains.no_unit_of_home", unit=home_unit.name)
    if host_unit.kind not in access.HOST_KINDS:
        fields["host_unit"] = BadInput("chains.no_unit_of_host", unit=host_unit.name)
    if not subject.strip():
        fields["subject"] = BadInput("chains.say_it")
    if every_days not in EVERY:
        fields["every_days"] = BadInput("chains.number_out_of_range")
    if fields:
        raise BadInput("chains.look_over", fields=fields)
    pair = StandingPair(
        home_unit=home_unit, host_unit=host_unit, subject=subject.strip()[:200], every_days=every_days, keeper=keeper,
        begun_on=clock.today(), begun_by=actor.pk,
    )  # fmt: skip
    same = StandingPair.objects.running().filter(home_unit=home_unit, host_unit=host_unit, subject=pair.subject)
    with book.entry("pair.begun", actor=actor.pk) as entry:
        if same.exists():
            raise BadInput("chains.look_over", fields={"subject": BadInput("chains.paired_already")})
        entry.put(pair)
    return pair


def note_meeting(
    actor: User, *, pair: StandingPair, on: date, words: str = "", activity: Activity | None = None
) -> PairMeeting:
    """Note that a pair met: what was settled, or which activity tells of it; nothing is typed twice."""
    access.require_pair_keeper(actor, pair)
    _require_running(pair)
    fields = {}
    if not words.strip() and activity is None:
        fields["words"] = BadInput("chains.say_or_name")
    if on > clock.today() or on < pair.begun_on:
        fields["on"] = BadInput("chains.day_not_within")
    if fields:
        raise BadInput("chains.look_over", fields=fields)
    row = PairMeeting(pair=pair, on=on, words=words.strip()[:500], activity=activity, noted_on=clock.today(),
                      noted_by=actor.pk)  # fmt: skip
    with book.entry("pair.met", actor=actor.pk, occurred_on=on) as entry:
        entry.put(row)
    return row


def end_pair(actor: User, *, pair: StandingPair, why: str) -> StandingPair:
    """End a pair, with the reason."""
    access.require_pair_keeper(actor, pair)
    _require_running(pair)
    if not why.strip():
        raise BadInput("chains.look_over", fields={"why": BadInput("chains.say_it")})
    with book.entry("pair.ended", actor=actor.pk) as entry:
        pair.ended_on, pair.ended_by, pair.ended_why = clock.today(), actor.pk, why.strip()[:300]
        entry.put(pair)
    return pair


def _require_running(pair: StandingPair) -> None:
    if pair.ended_on is not None:
        raise RuleBroken("chains.over_already", day=pair.ended_on)
