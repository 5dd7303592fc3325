"""The rules in force on a day.

    from hometown.policy.standing import in_force
    policy = in_force(clock.today())

Which version stands is asked of the database each time (one row, indexed), so that an adoption counts at once in every
process; its text is read once per process and kept by its digest.
"""

from datetime import date

from django.utils.translation import get_language

from hometown.kernel import clock

from . import rules
from .models import PolicyVersion
from .reading import default_text, digest, read
from .shape import Policy

_KEPT = 16
_by_digest: dict[str, Policy] = {}


def in_force(on: date | None = None) -> Policy:
    """Return the rules of a day (today if not said): the shipped ones until a version takes effect."""
    found = PolicyVersion.objects.in_force(on or clock.today()).values_list("digest", "pk").first()
    if found is None:
        return read(default_text())
    known, pk = found
    if known not in _by_digest:
        text = PolicyVersion.objects.values_list("text", flat=True).get(pk=pk)
        _keep(known, read(text))
    return _by_digest[known]


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
