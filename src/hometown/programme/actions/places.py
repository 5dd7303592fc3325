"""Cities and units."""

from hometown.accounts.models import User
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.programme import access, divisions, units
from hometown.programme.cities import has_home_city
from hometown.programme.models import City, Unit, UnitKind


def begin(*, home_code: str, host_code: str) -> City:
    """Write the home city and its first host city, named from the table of divisions; return the home city.

    Raises BadInput for a code the table does not have, RuleBroken when there is a home city already.
    """
    if has_home_city():
        raise RuleBroken("programme.begun_already")
    home, host = _city(home_code, is_home=True), _city(host_code)
    with book.entry("programme.begun", actor=None) as entry:
        entry.put(home)
        if host.code != home.code:
            entry.put(host)
    return home


def add_city(actor: User | None, *, code: str, name_en: str = "") -> City:
    """Write a further host city. Raises BadInput for a code that the table does not have or that is written already."""
    access.require_runs(actor)
    city = _city(code)
    city.name_en = name_en.strip() or city.name_en
    if City.objects.filter(code=code).exists():
        raise BadInput("programme.city_known", name=city.name)
    with book.entry("city.added", actor=access.pk_of(actor)) as entry:
        entry.put(city)
    return city


def _city(code: str, *, is_home: bool = False) -> City:
    place = divisions.table().get(code)
    if place is None or place.level > 2:
        raise BadInput("programme.no_such_division", code=code)
    return City(code=code, name=place.name, name_en=place.in_letters, is_home=is_home)


def add_unit(
    actor: User | None,
    *,
    name: str,
    kind: str,
    parent: Unit | None = None,
    division_code: str = "",
    name_en: str = "",
) -> Unit:
    """Write a unit into the tree. Raises BadInput when its name stands there already."""
    access.require_runs(actor)
    unit = Unit(kind=UnitKind(kind).value, parent=parent, name_en=name_en.strip())
    _name(unit, name, division_code)
    with book.entry("unit.added", actor=access.pk_of(actor)) as entry:
        entry.put(unit)
    return unit


def edit_unit(
    actor: User | None,
    *,
    unit: Unit,
    name: str,
    kind: str,
    parent: Unit | None = None,
    division_code: str = "",
    name_en: str = "",
    is_active: bool = True,
) -> Unit:
    """Rename or move a unit, or close it; what it did stays its own. Raises RuleBroken for a place below itself."""
    access.require_runs(actor)
    if parent is not None and parent.pk in units.below([unit.pk]):
        raise RuleBroken("programme.unit_below_itself", name=unit.name)
    unit.kind, unit.parent, unit.name_en, unit.is_active = UnitKind(kind).value, parent, name_en.strip(), is_active
    _name(unit, name, division_code)
    with book.entry("unit.edited", actor=access.pk_of(actor)) as entry:
        entry.put(unit)
    return unit


def _name(unit: Unit, name: str, division_code: str) -> None:
    unit.name, unit.division_code = name.strip(), division_code.strip()
    if not unit.name:
        raise BadInput("programme.name_needed", fields={"name": BadInput("programme.name_needed")})
    if unit.division_code and unit.division_code not in divisions.table():
        wrong = BadInput("programme.no_such_division", code=unit.division_code)
        raise BadInput("programme.no_such_division", fields={"division": wrong}, code=unit.division_code)
    if Unit.objects.filter(parent=unit.parent, name=unit.name).exclude(pk=unit.pk).exists():
        known = BadInput("programme.unit_known", name=unit.name)
        raise BadInput("programme.unit_known", fields={"name": known}, name=unit.name)
