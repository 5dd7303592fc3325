"""Where companies are, as pages say it: the place, and its origin seen from the batch in progress."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from hometown.programme.divisions import division_words, whole_name
from hometown.programme.models import Batch, BatchState, City

from .rules import Origin, origin

TONES = {Origin.HOST: "blue", Origin.HOME: "green", Origin.ELSEWHERE: "", Origin.UNKNOWN: "line"}


@dataclass(frozen=True)
class Cities:
    """The host city of the batch in progress (else of the last one) and the home city: digits and names."""

    host: str = ""
    home: str = ""
    host_name: str = ""
    home_name: str = ""

    def origin(self, region_code: str) -> Origin:
        """Return the origin of a place of registration."""
        return origin(region_code, self.host, self.home)

    def words(self, where: Origin) -> str:
        """Return what an origin is called: by the cities' own names where they are known."""
        return {
            Origin.HOST: self.host_name or _("Host city"),
            Origin.HOME: self.home_name or _("Home"),
            Origin.ELSEWHERE: _("Other places"),
            Origin.UNKNOWN: _("Not placed"),
        }[where]

    def mark(self, region_code: str) -> dict[str, str]:
        """Return the origin of a place as a tag."""
        where = self.origin(region_code)
        return {"text": self.words(where), "tone": TONES[where]}

    def of(self, where: Origin, column: str = "region_code") -> Q:
        """Return the condition that a company is registered there; `column` leads to its code from another table."""
        at_host = Q(**{f"{column}__startswith": self.host}) if self.host else Q(pk__in=[])
        at_home = Q(**{f"{column}__startswith": self.home}) if self.home else Q(pk__in=[])
        unplaced = Q(**{column: ""})
        if where is Origin.HOST:
            return at_host & ~at_home
        if where is Origin.HOME:
            return at_home
        return unplaced if where is Origin.UNKNOWN else ~(at_host | at_home | unplaced)


def cities() -> Cities:
    """Return the two cities as they stand now. Two queries."""
    batches = Batch.objects.select_related("host_city")
    batch = batches.filter(state=BatchState.OPEN).first() or batches.first()
    home = City.objects.filter(is_home=True).first()
    host = batch.host_city if batch else None
    return Cities(_prefix(host), _prefix(home), _name(host), _name(home))


def _prefix(city: City | None) -> str:
    return city.prefix if city else ""


def _name(city: City | None) -> str:
    from django.utils.translation import get_language

    if city is None:
        return ""
    return city.name if (get_language() or "zh").startswith("zh") else city.name_en or city.name


def place(region_code: str) -> str:
    """Return the name of a place of registration, short: 普陀区."""
    return division_words(region_code) if region_code else ""


def whole_place(region_code: str) -> Any:
    """Return the name of a place with what it lies in: 上海市普陀区."""
    return whole_name(region_code) if region_code else ""
