"""Print the `workdays` of the rules for some years, as China's State Council published them.

The calendar comes from the PyPI package `chinesecalendar`, no dependency of the house: the rules carry the days.
Each November, when the notice for the next year is out and the package knows it:

    python3 -m venv /tmp/days && /tmp/days/bin/pip install chinesecalendar
    /tmp/days/bin/python scripts/workdays.py 2027

Check the lines against the notice itself, then put them under `workdays: years:` of a new version on the rules page (a
city that runs), and into `src/hometown/policy/defaults/huaibei.yaml` (what is shipped).
"""

import sys
from collections.abc import Callable
from datetime import date, timedelta

WIDTH = 118


def lines_of(year: int, is_workday: Callable[[date], bool]) -> str:
    """Return one year as it stands in the rules: weekdays off, and weekend days worked."""
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range(366) if (first + timedelta(days=n)).year == year]
    off = [day for day in days if day.weekday() < 5 and not is_workday(day)]
    worked = [day for day in days if day.weekday() >= 5 and is_workday(day)]
    return "\n".join([f"    - year: {year}", *_listed("off", off), *_listed("worked", worked)])


def _listed(name: str, days: list[date]) -> list[str]:
    head = f"      {name}: ["
    lines, line = [], head
    for place, day in enumerate(days):
        word = f"{day.isoformat()}{']' if place == len(days) - 1 else ','}"
        if len(line) + len(word) + 1 > WIDTH:
            lines.append(line.rstrip())
            line = " " * len(head)
        line += word + ("" if word.endswith("]") else " ")
    return [*lines, line if days else f"{head}]"]


def main() -> None:
    """Print the years named on the command line."""
    import chinese_calendar  # type: ignore[import-not-found]

    for year in map(int, sys.argv[1:]):
        print(lines_of(year, chinese_calendar.is_workday))


if __name__ == "__main__":
    main()
