"""The rules in force on a day.

    from hometown.policy.standing import in_force
    policy = in_force(clock.today())

Which version stands is asked of the database each time (one row, indexed), so that an adoption counts at once in every
process; its text is read once per process and kept by its digest. A page asks once (`middleware.py`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext

from hometown.kernel import clock
from hometown.ledger import door, moments

from . import rules
from .models import PolicyVersion
from .problems import Problem
from .reading import default_text, digest, examine, read
from .shape import Policy
from .words import say_problem

_KEPT = 16
NAMED = 5  # problems of a damaged text that are named; the page of the version has all
_by_digest: dict[str, Policy] = {}
_asked: ContextVar[dict[Any, Policy] | None] = ContextVar("rules_asked", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Ask for the rules of a day once inside the block, until this process writes or looks at another moment."""
    token = _asked.set({})
    try:
        yield
    finally:
        _asked.reset(token)


def in_force(on: date | None = None) -> Policy:
    """Return the rules of a day (today if not said): the shipped ones until a version takes effect.

    A version whose text was damaged is passed over for the one before it, and `troubles` says so. Raises BadInput with
    the problems when none can be read.
    """
    asked, day = _asked.get(), on or clock.today()
    if asked is None:
        return _in_force(day)
    key = (day, door.times_opened(), moments.present())
    if key not in asked:
        asked[key] = _in_force(day)
    return asked[key]


def _in_force(on: date) -> Policy:
    found = PolicyVersion.objects.in_force(on).values_list("digest", "pk").first()
    if found is None:
        return read(default_text())
    known, pk = found
    if known not in _by_digest:
        text = PolicyVersion.objects.values_list("text", flat=True).get(pk=pk)
        if damage_of(text, known):
            return _last_good(on)
        _keep(known, read(text))
    return _by_digest[known]


def damage_of(text: str, known: str) -> list[Problem]:
    """Return what is wrong with the text of an adopted version: it is not rules, or not the text that was adopted."""
    if digest(text) == known:
        return []
    _policy, problems = examine(text)
    return problems or [Problem(1, (), "not_as_adopted")]


def troubles() -> list[str]:
    """Return sentences on each version that ought to stand and is damaged: its lines and fields; then what stands."""
    today, lines = clock.today(), []
    for version in PolicyVersion.objects.in_force(today):
        problems = damage_of(version.text, version.digest)
        if not problems:
            break
        lines.append(gettext("The rules of version %(label)s are damaged.") % {"label": version.label})
        for one in problems[:NAMED]:
            facts = {"line": one.line, "place": one.place or "/", "what": say_problem(one)}
            lines.append(gettext("Line %(line)s, %(place)s: %(what)s") % facts)
    if lines:
        good = _good_version(today)
        said = gettext("Version %(label)s stands meanwhile.") % {"label": good.label} if good else ""
        lines.append(said or gettext("The rules shipped with the house stand meanwhile."))
    return lines


def _good_version(on: date) -> PolicyVersion | None:
    """Return the newest version in force on a day whose text is the one that was adopted."""
    versions = PolicyVersion.objects.in_force(on)
    return next((one for one in versions if not damage_of(one.text, one.digest)), None)


def _last_good(on: date) -> Policy:
    version = _good_version(on)
    return of_version(version) if version is not None else read(default_text())


def of_version(version: PolicyVersion) -> Policy:
    """Return the rules of a version."""
    if version.digest not in _by_digest:
        _keep(version.digest, read(version.text))
    return _by_digest[version.digest]


def by_number(number: int | None) -> Policy:
    """Return the rules a decision was made under (`policy_version` of an entry or a record)."""
    found = PolicyVersion.objects.filter(number=number).first() if number else None
    return of_version(found) if found else read(default_text())


def version_in_force(on: date | None = None) -> PolicyVersion | None:
    """Return the version in force on a day, None while the shipped rules stand."""
    found: PolicyVersion | None = PolicyVersion.objects.in_force(on or clock.today()).first()
    return found


def number_in_force(on: date) -> int | None:
    """Return the number of the version in force on a day, for the book."""
    found: int | None = PolicyVersion.objects.in_force(on).values_list("number", flat=True).first()
    return found


def capabilities_of(role: str, on: date) -> frozenset[str]:
    """Return what a role may do on a day, for accounts."""
    return rules.capabilities(in_force(on), role)


def role_names(on: date) -> dict[str, str]:
    """Return the names of the roles in the present language, for accounts."""
    language = get_language() or "zh-hans"
    return {role.code: role.text(language) for role in in_force(on).roles}


def shipped_digest() -> str:
    """Return the digest of the rules shipped with the house."""
    return digest(default_text())


def _keep(known: str, policy: Policy) -> None:
    while len(_by_digest) >= _KEPT:
        _by_digest.pop(next(iter(_by_digest)))
    _by_digest[known] = policy
