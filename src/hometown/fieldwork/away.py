"""Journeys that the records speak of and nobody has written down yet: activities away from the host city."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from hometown.accounts.models import User
from hometown.programme.divisions import division_name
from hometown.programme.models import City

from . import access, rules
from .models import Activity

MOST, LOOKED_AT = 8, 400


@dataclass(frozen=True)
class Journey:
    """Activities that make one journey."""

    place: str
    first_on: date
    last_on: date
    officers: tuple[Any, ...]
    activities: tuple[Activity, ...]

    @property
    def query(self) -> str:
        """What the form begins with, as an address says it."""
        return "&".join(f"activity={one.pk}" for one in self.activities)


def free_activities(user: User) -> Any:
    """Return the activities a person may see that belong to no journey yet, newest first."""
    seen = access.visible_activities(user).standing().filter(trip_link__isnull=True, precision="day")
    return seen.select_related("batch__host_city").newest_first()


def not_written_down(user: User) -> list[Journey]:
    """Return the newest journeys that can be told from activities: the same officers, away, on days in a row."""
    home = City.objects.filter(is_home=True).first()
    found = list(free_activities(user).with_people()[:LOOKED_AT])
    stops = [stop for one in found if (stop := _stop(one, home)) is not None]
    return [_journey(group) for group in rules.journeys(stops)[:MOST]]


def _stop(activity: Activity, home: City | None) -> rules.Stop | None:
    """Return an activity as a stop, None where it was in the host city, at home, or nobody can say where."""
    code = activity.division_code or next(
        (link.company.region_code for link in activity.company_links.all() if link.in_person), ""
    )
    host = activity.batch.host_city.prefix if activity.batch else ""
    if not code or not host or code.startswith(host) or (home is not None and code.startswith(home.prefix)):
        return None
    officers = frozenset(link.officer for link in activity.officer_links.all())
    return rules.Stop(activity.on, officers, code[:4], activity) if officers else None


def _journey(group: list[rules.Stop]) -> Journey:
    officers = sorted(group[0].officers, key=lambda one: one.name)
    return Journey(
        _place_name(group[0].place), group[0].on, group[-1].on, tuple(officers), tuple(one.activity for one in group)
    )


def _place_name(prefix: str) -> str:
    """Return the city of four leading digits; of a city that is a province, the city and not its districts."""
    whole = division_name(f"{prefix[:2]}0000")
    return whole if whole.endswith("市") else division_name(f"{prefix}00")


def told_by(chosen: list[Activity], journeys: list[Journey]) -> dict[str, Any]:
    """Return what activities say of the journey they were done on, as a form begins with."""
    days = [one.on for one in chosen]
    same = next((one.place for one in journeys if set(one.activities) == set(chosen)), "")
    officers = {str(link.officer_id) for one in chosen for link in one.officer_links.all()}
    return {
        "to_place": same or "、".join(dict.fromkeys(one.place for one in chosen if one.place)),
        "first_on": min(days),
        "last_on": max(days),
        "purpose": "；".join(dict.fromkeys(one.title for one in chosen))[:300],
        "activities": [str(one.pk) for one in chosen],
        "officers": sorted(officers),
    }
