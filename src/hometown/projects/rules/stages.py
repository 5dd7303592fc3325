"""How far a project is, and whether it lives: two things, never inferred from one another."""

from enum import StrEnum


class Stage(StrEnum):
    """How far a project has come. The order is fixed; what each asks for is policy."""

    LEAD = "lead"
    ASSESSED = "assessed"
    TALKING = "talking"
    INTENT = "intent"
    REVIEWED = "reviewed"
    SIGNING = "signing"
    SIGNED = "signed"
    REGISTERED = "registered"
    STARTED = "started"
    PRODUCING = "producing"
    PERFORMING = "performing"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return the stages as choices of a column."""
        return [(stage.value, stage.value) for stage in cls]


RANK: dict[str, int] = {stage: place for place, stage in enumerate(Stage)}


class Status(StrEnum):
    """Whether a project lives. Independent of how far it came."""

    ACTIVE = "active"
    PAUSED = "paused"
    LOST = "lost"
    WITHDRAWN = "withdrawn"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return the statuses as choices of a column."""
        return [(status.value, status.value) for status in cls]


def is_live(status: str) -> bool:
    """Tell whether a project of this status moves and counts as live."""
    return status == Status.ACTIVE
