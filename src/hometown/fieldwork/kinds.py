"""The kinds of activity in the city's rules: what each is for, what it counts in, what it is called."""

from datetime import date

from django.utils.translation import get_language

from hometown.policy import rules as policy_rules
from hometown.policy.shape import ActivityKind, Counts, Purpose
from hometown.policy.standing import in_force

SHARED = frozenset({Purpose.LEARNING, Purpose.BRANCH})  # done together: open to the whole batch


def kind_of(code: str, on: date | None = None) -> ActivityKind | None:
    """Return a kind by its code under the rules of a day (today if not said), None when they do not know it."""
    return policy_rules.activity_kind(in_force(on), code)


def offered(on: date | None = None) -> tuple[ActivityKind, ...]:
    """Return the kinds one may record."""
    return tuple(kind for kind in in_force(on).activity_kinds if not kind.retired)


def codes_counted_in_firms(on: date | None = None) -> tuple[str, ...]:
    """Return the kinds whose companies count as visited, retired ones too: old records keep counting."""
    return tuple(kind.code for kind in in_force(on).activity_kinds if kind.counts is Counts.FIRMS)


def codes_for(*purposes: Purpose, on: date | None = None) -> tuple[str, ...]:
    """Return the kinds that serve one of these purposes, retired ones too."""
    return tuple(kind.code for kind in in_force(on).activity_kinds if kind.purpose in purposes)


def shared_codes() -> tuple[str, ...]:
    """Return the kinds that are done together and open to the whole batch: study and the branch's life."""
    return tuple(
        kind.code for kind in in_force().activity_kinds if kind.purpose in SHARED and kind.counts is Counts.EVENTS
    )


def words(kind: ActivityKind) -> str:
    """Return what a kind is called in the present language."""
    return kind.text(get_language() or "zh-hans")


def all_words() -> dict[str, str]:
    """Return what every kind is called in the present language, by code."""
    return {kind.code: words(kind) for kind in in_force().activity_kinds}
