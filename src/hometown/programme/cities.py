"""The cities of the programme: the one at home, and the hosts."""

from hometown.kernel.errors import NotFound

from .models import City


def home_city() -> City:
    """Return the home city. Raises NotFound before the home is initialised."""
    found: City | None = City.objects.filter(is_home=True).first()
    if found is None:
        raise NotFound("programme.no_home")
    return found


def has_home_city() -> bool:
    """Tell whether the home is initialised."""
    return bool(City.objects.filter(is_home=True).exists())


def city(code: str) -> City:
    """Return a city of the programme by its code (GB/T 2260). Raises NotFound."""
    found: City | None = City.objects.filter(code=code).first()
    if found is None:
        raise NotFound("programme.no_city", code=code)
    return found
