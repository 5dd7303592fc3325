"""The day on which reminders are tested, and the firms and visits of field work."""

from tests.fieldwork.conftest import blue, december, robots, visited

__all__ = ["blue", "december", "robots", "visited"]
