"""A demo home lives on the last day of its batch: its people hold their posts, and its deadlines are near."""

from hometown.intake.demo import calendar, loading
from hometown.kernel import clock


def keep() -> None:
    """Pin the clock of this process if the home holds the demo. Called where a process begins."""
    clock.pin(calendar.LAST if loading.is_loaded() else None)
