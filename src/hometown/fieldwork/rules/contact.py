"""How invitations of a firm stand, and what may become of an appointment. Times are moments, never bare hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

# Where officers meet people: the city's own time first. IANA names; each page says the city it stands for.
ZONES = (
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Asia/Singapore",
    "Asia/Dubai",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
    "Australia/Sydney",
)
LONGEST = timedelta(hours=24)
ENDS_A_ROUND = frozenset({"agreed", "declined"})


@dataclass(frozen=True)
class Asked:
    """One invitation: its day and what came of it."""

    on: date
    outcome: str


@dataclass(frozen=True)
class Round:
    """The invitations since a firm last agreed or declined: how often, since when, how many days it has waited."""

    times: int
    since: date
    last_on: date
    outcome: str

    @property
    def is_waiting(self) -> bool:
        """Tell whether an answer is still out."""
        return self.outcome not in ENDS_A_ROUND

    def waited(self, today: date) -> int:
        """Return the days since the last invitation."""
        return max(0, (today - self.last_on).days)


def round_of(asked: Iterable[Asked]) -> Round | None:
    """Return the present round of invitations told oldest first, None without any.

    Agreeing or declining ends a round; what is asked after it begins the next.
    """
    current: list[Asked] = []
    for one in asked:
        if current and current[-1].outcome in ENDS_A_ROUND:
            current = []
        current.append(one)
    if not current:
        return None
    return Round(len(current), current[0].on, current[-1].on, current[-1].outcome)


def local_moment(local: datetime, zone: str) -> datetime | None:
    """Return the moment of a wall-clock time in a zone, None for an hour that a change of clocks leaves out.

    Of an hour that comes twice, the first is meant.
    """
    moment = local.replace(tzinfo=ZoneInfo(zone), fold=0)
    back = moment.astimezone(UTC).astimezone(ZoneInfo(zone))
    return moment if back.replace(tzinfo=None) == local.replace(tzinfo=None) else None


def overlaps(first: tuple[datetime, datetime], second: tuple[datetime, datetime]) -> bool:
    """Tell whether two spans share a moment. One that ends when the other begins does not touch it."""
    return first[0] < second[1] and second[0] < first[1]


def may_be_kept(state: str, starts_at: datetime, now: datetime) -> bool:
    """Tell whether a meeting may be said to have taken place: it is live, and has begun."""
    return state not in {"cancelled", "kept"} and starts_at <= now
