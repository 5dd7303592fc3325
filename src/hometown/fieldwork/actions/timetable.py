"""Keep the trains between home and the host city, as somebody copied them; take one out."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hometown.accounts.models import User
from hometown.fieldwork import access, rules
from hometown.fieldwork.models import Train
from hometown.kernel import clock
from hometown.kernel.errors import BadInput
from hometown.ledger import book

COLUMNS = ("departs", "arrives", "next_day", "days")


def keep_trains(actor: User, *, trains: Sequence[rules.Train]) -> list[Train]:
    """Keep trains: new ones are added, one that is known between the same stations gets these hours and days.

    Raises BadInput for none, for too many, and for a train that does not run between home and a host city.
    """
    access.require_may_record(actor)
    if not 0 < len(trains) <= rules.MOST_LINES:
        raise BadInput("fieldwork.no_train", fields={"lines": BadInput("fieldwork.no_train")})
    _require_between(trains)
    kept: list[Train] = []
    with book.entry("timetable.kept", actor=actor.pk) as entry:
        known = {_key(one): one for one in Train.objects.all()}
        for told in trains:
            row = known.get(_key(told))
            if row is None:
                row = known[_key(told)] = Train(
                    number=told.number, from_station=told.from_station, to_station=told.to_station
                )
            if _says(row, told, clock.today(), actor):
                entry.put(row)
            kept.append(row)
    return kept


def take_train_out(actor: User, *, train: Train) -> Train:
    """Take a train out of the timetable; the trips planned with it keep its words."""
    access.require_may_record(actor)
    with book.entry("timetable.train_taken_out", actor=actor.pk) as entry:
        entry.remove(train)
    return train


def _says(row: Train, told: rules.Train, on: date, actor: User) -> bool:
    """Write into a row what was told of it; tell whether that is anything new."""
    if not row._state.adding and all(getattr(row, name) == getattr(told, name) for name in COLUMNS):
        return False
    for name in COLUMNS:
        setattr(row, name, getattr(told, name))
    row.kept_on, row.kept_by = on, actor.pk
    return True


def _key(train: Any) -> tuple[str, str, str]:
    return train.number, train.from_station, train.to_station


def _require_between(trains: Sequence[rules.Train]) -> None:
    """One end of each train lies in a host city, and not both in the same."""
    hosts = access.host_cities()
    for one in trains:
        ends = [rules.city_of(station, hosts) for station in (one.from_station, one.to_station)]
        if ends[0] == ends[1]:
            refusal = BadInput("fieldwork.train_elsewhere", train=one.number)
            raise BadInput(refusal.code, fields={"lines": refusal}, **refusal.facts)
