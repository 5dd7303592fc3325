"""Versions of the rules as a person reads them: their state, what changes between them, what is wrong in a text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from .differences import Change, Kind, differences
from .labels import CODES
from .models import PolicyVersion, State
from .panels import label, listed
from .problems import Problem
from .shape import Policy, Term
from .words import chinese, field_words, say_problem, term

AROUND = 3  # lines shown before and after a mistake


def tabs(current: str, *, may_propose: bool) -> list[dict[str, Any]]:
    """Return the ways through the pages of the rules."""
    ways = [("rules", _("In force"), "policy"), ("versions", _("Versions"), "policy-versions")]
    if may_propose:
        ways.append(("propose", _("Propose"), "policy-propose"))
    return [{"label": words, "url": reverse(name), "current": code == current} for code, words, name in ways]


def state(version: PolicyVersion, standing: PolicyVersion | None, today: date) -> dict[str, str]:
    """Return the state of a version in a word and a tone."""
    if version.state == State.DRAFT:
        return {"text": _("proposed"), "tone": "amber"}
    if version.state == State.WITHDRAWN:
        return {"text": _("withdrawn"), "tone": ""}
    if standing is not None and version.pk == standing.pk:
        return {"text": _("in force"), "tone": "green"}
    coming = version.effective_from > today
    return {"text": _("adopted, not yet in force"), "tone": "blue"} if coming else {"text": _("replaced"), "tone": ""}


@dataclass(frozen=True)
class ShownChange:
    """One change for the page."""

    what: str
    where: str
    path: str
    kind: str
    words: str
    before: str
    after: str


def changes(old: Policy, new: Policy) -> list[ShownChange]:
    """Return what changes, in the order of the file."""
    return [_change(new, old, change) for change in differences(old, new)]


def _change(new: Policy, old: Policy, change: Change) -> ShownChange:
    kinds = {
        Kind.ADDED: _("added"),
        Kind.REMOVED: _("struck out"),
        Kind.CHANGED: _("changed"),
        Kind.MOVED: _("another order"),
    }
    words = [field_words(step.code) if step.is_field else (step.zh if chinese() else step.en) for step in change.way]
    return ShownChange(
        words[-1], " › ".join(words[:-1]), change.path, change.kind.value, kinds[change.kind],
        _value(old, change.before), _value(new, change.after),
    )  # fmt: skip


def _value(policy: Policy, texts: Sequence[str]) -> str:
    return listed(_one_value(policy, text) for text in texts)


def _one_value(policy: Policy, text: str) -> str:
    head, colon, rest = text.partition(": ")
    if colon and head.isidentifier():
        return f"{field_words(head)} {_value(policy, rest.split(', '))}"
    roles_by_code = {role.code: label(role) for role in policy.roles}
    try:
        return term(Term.model_validate(text))
    except ValueError:
        return str(CODES.get(text) or roles_by_code.get(text) or text)


@dataclass(frozen=True)
class ShownProblem:
    """One mistake for the page."""

    line: int
    place: str
    words: str


def problems(found: Iterable[Problem]) -> list[ShownProblem]:
    """Return mistakes in the reader's language."""
    return [ShownProblem(problem.line, problem.place, say_problem(problem)) for problem in found]


def lines(text: str, found: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return the lines around each mistake, the wrong ones marked; `gap` says that lines before it are left out."""
    wrong = {problem.line for problem in found}
    near = {number for line in wrong for number in range(line - AROUND, line + AROUND + 1)}
    shown, last = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if number in near:
            shown.append({"number": number, "text": line, "wrong": number in wrong, "gap": number != last + 1})
            last = number
    return shown
