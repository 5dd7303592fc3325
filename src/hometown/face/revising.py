"""A form that changes a record knows the revision it was opened on. When somebody else was faster, the form comes back
with what was typed, what changed meanwhile, and what is on record now beside each field that differs.

What changed is asked of whoever gave the form its record: this floor knows no book.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms

OVER = "over"  # the deliberate button sends the revision it saves over under the field's name and this
FIELD = "revision"


class RevisionInput(forms.HiddenInput):
    """Reads the revision that the person chose to save over, else the one the form was opened on."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(f"{name}-{OVER}") or super().value_from_datadict(data, files, name)


class RevisionField(forms.IntegerField):
    """The revision of the record that a form changes."""

    widget = RevisionInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)


@dataclass(frozen=True)
class Change:
    """One field that somebody changed: what it said before and after. Without a label: something that belongs to it."""

    label: Any
    before: Any
    after: Any


@dataclass(frozen=True)
class Step:
    """What one person did while the form was open."""

    who: str
    at: datetime
    verb: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Beside:
    """What is on record now for a field. `is_taken`: the person had not touched it, so the form follows the record."""

    now: str
    is_taken: bool = False


@dataclass(frozen=True)
class Meanwhile:
    """What happened to a record while a form was open. `revision` is the present one, None when the record is gone."""

    revision: int | None
    steps: list[Step] = field(default_factory=list)
    beside: dict[str, Beside] = field(default_factory=dict)


def watch(form: forms.BaseForm, tell: Callable[[], Meanwhile]) -> None:
    """Let a form ask what happened meanwhile, should its verb be refused for it."""
    form.tell_meanwhile = tell  # type: ignore[attr-defined]


def meanwhile_of(form: Any) -> Meanwhile | None:
    """Return what happened while a form was open, once it was told."""
    found: Meanwhile | None = getattr(form, "meanwhile", None)
    return found
