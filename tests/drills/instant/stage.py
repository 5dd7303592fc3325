"""A home to break things in: the stage of the demo, on a day of its batch. Run as a program, it makes one and ends.

HOMETOWN_HOME=… [HOMETOWN_DATABASE_URL=…] python -m tests.drills.instant.stage
"""

import os
from datetime import date, datetime, time
from pathlib import Path

TODAY = date(2019, 10, 15)
PASSWORD = "drills-only-password-1"


def enter() -> None:
    """Make this process one of the home's, on that day."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hometown.config.settings")
    import django

    django.setup()
    from hometown.kernel import clock

    clock.pin(TODAY)


def build() -> None:
    """Set the stage in an empty home: units, officers, the batch, a few firms."""
    from django.conf import settings

    from hometown.config.installing import migrate
    from hometown.intake.demo import staging
    from hometown.kernel import clock
    from hometown.programme.actions import load_divisions

    migrate()
    load_divisions()
    with clock.simulated(datetime.combine(date(2019, 8, 26), time(9), clock.CITY_TIME)):
        staging.build(PASSWORD)
    (Path(settings.HOMETOWN_HOME) / "staged").touch()


if __name__ == "__main__":
    enter()
    build()
