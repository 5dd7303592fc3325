"""The way to a client who can talk: which trains of the timetable still reach the meeting, and which lead back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hometown.fieldwork import access as fieldwork
from hometown.fieldwork import rules as trains
from hometown.fieldwork.models import Train
from hometown.fieldwork.rules import Ride
from hometown.kernel import clock
from hometown.policy.shape import Policy
from hometown.programme.models import Batch, City

from .models import HotSignal


@dataclass(frozen=True)
class Proposal:
    """From where to where, and the trains each way, the best first. Without trains somebody finds another way."""

    from_place: str
    to_place: str
    out: tuple[Ride, ...]
    back: tuple[Ride, ...]

    def ride(self, key: str, *, back: bool = False) -> Ride | None:
        """Return the ride of a key, None for none."""
        return next((one for one in (self.back if back else self.out) if key_of(one) == key), None)


def key_of(ride: Ride) -> str:
    """Return what names a ride in a form: its train and its day."""
    return f"{ride.train.pk}:{ride.leaves.date().isoformat()}"


def words_of(ride: Ride) -> str:
    """Return a ride as a trip keeps it: G7234 上海虹桥 17:05 – 淮北北 19:48."""
    return str(ride.train)


def proposed(policy: Policy, signal: HotSignal, now: datetime) -> Proposal:
    """Return the way to a signal's meeting and back, as the timetable and the city's minutes have it."""
    _home, host = cities(signal.batch)
    away = fieldwork.station_name(host)
    towards: list[Train] = []
    back: list[Train] = []
    for train in Train.objects.all():
        ends = trains.city_of(train.from_station, [away]), trains.city_of(train.to_station, [away])
        if ends[0] != ends[1]:
            reaches_host = bool(ends[1])
            (towards if reaches_host == signal.in_host else back).append(train)
    travel = policy.travel
    to_train, from_train = (
        timedelta(minutes=minutes) for minutes in (travel.to_station_minutes, travel.from_station_minutes)
    )
    zone, most = clock.CITY_TIME, travel.trains_offered
    there = trains.before(
        towards, now=now, starts_at=signal.starts_at, to_train=to_train, from_train=from_train, zone=zone
    )
    home_again = trains.after(back, now=now, ends_at=signal.ends_at, to_train=to_train, zone=zone)
    return Proposal(*places(signal), tuple(there[:most]), tuple(home_again[:most]))


def places(signal: HotSignal) -> tuple[str, str]:
    """Return from which city one sets out, and to which."""
    home, host = cities(signal.batch)
    return (home, host) if signal.in_host else (host, home)


def cities(batch: Batch | None) -> tuple[str, str]:
    """Return home and the host city of a batch, by name."""
    home = City.objects.filter(is_home=True).first()
    host = batch.host_city if batch else City.objects.filter(is_home=False).order_by("pk").first()
    return (home.name if home else ""), (host.name if host else "")


def days_of(signal: HotSignal, out: Ride, back: Ride | None) -> tuple[date, date]:
    """Return the first and the last day of the journey."""
    meeting = signal.ends_at.astimezone(clock.CITY_TIME).date()
    return out.leaves.date(), max(meeting, back.arrives.date()) if back else meeting
