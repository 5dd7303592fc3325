"""The divisions of China (GB/T 2260), from the table that ships with the engine of names.

Names and the type-ahead are read from the file once per process and ask the database nothing; `load_divisions` keeps
the table `Division` equal to the file, for joins.
"""

from django.utils.translation import get_language

from hometown.names import divisions as names

from .models import Division
from .rules.divisions import is_code, prefecture_of, prefix_of, province_of

Place = names.Division
table = names.divisions


def division_name(code: str) -> str:
    """Return the Chinese name of a division; of the nearest one above for a code no longer listed; else the code."""
    found = _nearest(code)
    return found.name if found else code


def division_words(code: str) -> str:
    """Return the name of a division in the reader's language: 普陀区, Putuo."""
    found = _nearest(code)
    if found is None:
        return code
    return found.name if (get_language() or "zh").startswith("zh") else found.in_letters


def whole_name(code: str) -> str:
    """Return a division's name with those above it: 上海市普陀区, 安徽省淮北市濉溪县."""
    steps = dict.fromkeys((province_of(code), prefecture_of(code), code))
    named = (found for step in steps if (found := table().get(step)))
    return (
        "".join(place.name for place in named if "直辖" not in place.name) or code
    )  # a row that only groups is no name


def _nearest(code: str) -> Place | None:
    known = table()
    if not is_code(code):
        return None
    return known.get(code) or known.get(prefecture_of(code)) or known.get(province_of(code))


def inside(code: str, level: int = 3) -> list[Place]:
    """Return the divisions of one level inside another, by code."""
    prefix = prefix_of(code)
    return [place for place in table().values() if place.level == level and place.code.startswith(prefix)]


def find(text: str, *, within: str = "", most: int = 12) -> list[Place]:
    """Return the divisions a few typed letters may mean: by name, code, pinyin or its initials; larger ones first."""
    wanted = text.strip().lower().replace(" ", "")
    if not wanted:
        return []
    prefix = prefix_of(within) if within else ""
    near = [p for p in table().values() if p.code.startswith(prefix) and _means(p, wanted)]
    return sorted(near, key=lambda p: (wanted not in (p.name, p.short_name), p.level, p.code))[:most]


def _means(place: Place, wanted: str) -> bool:
    syllables = place.pinyin.split()
    initials = "".join(word[0] for word in syllables)
    return (
        place.name.startswith(wanted)
        or place.code.startswith(wanted)
        or "".join(syllables).startswith(wanted)
        or initials == wanted
    )


def load_divisions() -> int:
    """Make the table `Division` equal to the shipped file; return how many rows changed. Running it again changes none.

    A code the file no longer has stays: old records carry it.
    """
    held = {row.code: row for row in Division.objects.all()}
    fields = ("level", "parent", "name", "short_name", "pinyin")
    changed = [
        Division(code=place.code, **{name: getattr(place, name) for name in fields})
        for place in table().values()
        if (row := held.get(place.code)) is None or any(getattr(row, n) != getattr(place, n) for n in fields)
    ]
    Division.objects.bulk_create(
        changed, batch_size=500, update_conflicts=True, unique_fields=["code"], update_fields=list(fields)
    )
    return len(changed)
