"""Finding what is known already, in Chinese and without knowing where it stands: questions, answers, practices,
reflections, shared notes.

Two characters are the least that says something; the index of pairs (`ledger.pairs`) tells which rows may hold them,
the newest first, and the text itself decides. Words that mean the same are the city's rules (`learning.synonyms`). What
one may read is asked of each kind's `access`.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from hometown.accounts.models import User
from hometown.fieldwork import access as fieldwork
from hometown.fieldwork.models import Note
from hometown.ledger import pairs
from hometown.ledger.models import LedgeredModel
from hometown.policy.shape import Policy

from . import access, rules
from .models import Answer, Practice, Question, Reflection

FIRST, ROUND, ROUNDS = 40, 200, 6  # candidates looked at: at first, then so many at once, so many times
LEAST = 2
ALIKE = 0.3  # so much of what is asked a text says too, to be shown beside it
CANDIDATES = 24
AMONG_PRIVATE = 240  # candidates of which most are somebody's own

Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class Kind:
    """One kind of what is known: what of it a person may read, which columns say it, what a page needs with it."""

    code: str
    model: type[LedgeredModel]
    visible: Callable[[User], Rows]
    columns: tuple[str, ...]
    related: tuple[str, ...] = ()
    candidates: int = CANDIDATES

    def said(self, row: Any) -> str:
        """Return what a row says, as one text."""
        return "\n".join(getattr(row, name) for name in self.columns)


def _notes(user: User) -> Rows:
    return fieldwork.visible_notes(user).filter(Q(shared_on__isnull=False) | Q(author=user.pk))


KINDS: tuple[Kind, ...] = (
    Kind("practice", Practice, lambda user: access.visible_practices(user).standing(), ("title", "what")),
    Kind("question", Question, lambda user: access.visible_questions(user).standing(), ("title", "why"), ("unit",)),
    Kind("answer", Answer, access.visible_answers, ("text",), ("question",)),
    Kind(
        "reflection", Reflection, lambda user: access.visible_reflections(user).published(), ("title", "text"),
        ("author",),
    ),
    Kind("note", Note, _notes, ("text",), ("company",), AMONG_PRIVATE),
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """What was found of one kind, the newest first; `is_cut` where there may be more."""

    kind: Kind
    rows: list[Any]
    is_cut: bool


def wanted_in(policy: Policy, text: str) -> list[list[str]]:
    """Return what is looked for: each word of two characters or more, with those that mean the same."""
    words = [word for word in rules.pieces(text) if len(word) >= LEAST]
    return rules.widened(words, policy.learning.synonyms)


def find(user: User, wanted: Sequence[Sequence[str]], most: int, only: str = "") -> list[Found]:
    """Return what a person may read and that holds a word of each group, by kind; nothing for no words."""
    if not wanted:
        return []
    kinds = [kind for kind in KINDS if only in ("", kind.code)]
    found = [_of_kind(user, kind, wanted, most) for kind in kinds]
    return [one for one in found if one.rows]


def _of_kind(user: User, kind: Kind, wanted: Sequence[Sequence[str]], most: int) -> Found:
    rows: list[Any] = []
    before: uuid.UUID | None = None
    for number in range(ROUNDS):
        size = ROUND if number else FIRST
        keys = pairs.newest(kind.model, wanted, size, before)
        if keys is None:
            return _read(user, kind, wanted, most)
        seen = {row.pk: row for row in _with(kind, user).filter(pk__in=keys)}
        rows += [seen[pk] for pk in keys if pk in seen and rules.holds_all(kind.said(seen[pk]), wanted)]
        if len(rows) > most or len(keys) < size:
            return Found(kind, rows[:most], len(rows) > most)
        before = keys[-1]
    return Found(kind, rows, True)


def _with(kind: Kind, user: User) -> Rows:
    found = kind.visible(user)
    return found.select_related(*kind.related) if kind.related else found


def _read(user: User, kind: Kind, wanted: Sequence[Sequence[str]], most: int) -> Found:
    """Read row after row where no index can tell."""
    says = Q()
    for group in wanted:
        says &= _any(Q(**{f"{name}__icontains": word}) for word in group for name in kind.columns)
    rows = list(_with(kind, user).filter(says).order_by("-pk")[: most + 1])
    return Found(kind, rows[:most], len(rows) > most)


def _any(conditions: Iterable[Q]) -> Q:
    whole = Q(pk__in=())
    for one in conditions:
        whole |= one
    return whole


def alike(user: User, text: str, most: int) -> list[tuple[Kind, Any]]:
    """Return what a person may read that says much of what a text says, the likest first: shown while it is written.

    Answers stand with their question, so they are left out.
    """
    if len(text.strip()) < LEAST:
        return []
    found: list[tuple[float, Kind, Any]] = []
    for kind in KINDS:
        if kind.model is Answer:
            continue
        keys = pairs.sharing(kind.model, text, kind.candidates)
        rows = _with(kind, user).filter(pk__in=keys) if keys is not None else _with(kind, user).order_by("-pk")[:ROUND]
        found += [(rules.likeness(text, kind.said(row)), kind, row) for row in rows]
    likest = sorted((one for one in found if one[0] >= ALIKE), key=lambda one: (-one[0], one[2].pk))
    return [(kind, row) for _likeness, kind, row in likest[:most]]
