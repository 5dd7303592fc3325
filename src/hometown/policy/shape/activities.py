"""Kinds of activity, sources of leads, styles of printed figures."""

from enum import StrEnum

from pydantic import Field

from .parts import Named, Part, Slug


class Counts(StrEnum):
    """What a kind of activity is counted in."""

    FIRMS = "firms"  # 家: distinct firms
    EVENTS = "events"  # 次


class Purpose(StrEnum):
    """What a kind of activity is for."""

    INVESTMENT = "investment"
    LEARNING = "learning"
    BRANCH = "branch"
    DUTY = "duty"


class ActivityKind(Named):
    """A kind of activity. There is no place here for presence, tracks or pictures: the law leaves none."""

    counts: Counts
    purpose: Purpose
    needs_counterpart: bool = False  # counts only with a named person met in person


class Style(StrEnum):
    """How a figure prints. A style never changes the value."""

    EXACT = "exact"
    TENS_AND_OVER = "tens_and_over"  # 184 → 180余; 23亿 → 20余亿


class FigureStyle(Part):
    """The style of one named figure; all others print exact."""

    code: Slug
    style: Style


class Figures(Part):
    """How published figures print."""

    styles: tuple[FigureStyle, ...] = Field(default=())
