"""A demo home lives on the last day of its batch: its people hold their posts, and its deadlines are near."""

from hometown.intake.demo.loaded import is_loaded
from hometown.kernel import clock


def keep() -> None:
    """Pin the clock of this process if the home holds the demo. Called where a process begins."""
    if not is_loaded():
        clock.pin(None)
        return
    from hometown.intake.demo.calendar import LAST  # reads the demo's tables, which no other home needs

    clock.pin(LAST)
