"""What the desk's tests stand on: the firms and the day of field work."""

from tests.fieldwork.conftest import blue, december, robots, visited

__all__ = ["blue", "december", "robots", "visited"]
