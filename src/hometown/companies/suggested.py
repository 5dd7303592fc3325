"""Likely duplicates as pages show them: the two records, why they may be one firm, and what can be done about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hometown.accounts.access import names_of
from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.kernel.errors import NotFound

from .duplicates import Suggestion
from .likeness import Ground
from .models import Company, DistinctFirms
from .places import place
from .shown import address

GROUNDS = {
    Ground.CODE: gettext_lazy("Code"),
    Ground.NAME: gettext_lazy("Registered name"),
    Ground.OTHER_NAME: gettext_lazy("Other names"),
    Ground.SAID_NAME: gettext_lazy("Short names"),
    Ground.REGISTERED: gettext_lazy("Project’s code"),
    Ground.GROUP: gettext_lazy("Company group"),
    Ground.PHONE: gettext_lazy("Phone"),
    Ground.ALIKE: gettext_lazy("Names alike"),
}


@dataclass(frozen=True)
class Line:
    """One suggestion in words. `kept` is the record that would stay."""

    kept: Company
    other: Company
    kept_place: str
    other_place: str
    reasons: tuple[str, ...]
    compare_url: str


def in_words(ground: Ground, shared: str) -> str:
    """Return why two records may be one firm; a number they share is not told."""
    words = {
        Ground.CODE: _("the code %(shared)s was typed as a name"),
        Ground.NAME: _("same registered name"),
        Ground.OTHER_NAME: _("one is called “%(shared)s” too, the other bears that name"),
        Ground.SAID_NAME: _("both are called “%(shared)s” too"),
        Ground.REGISTERED: _("a project of one was registered under the code of the other"),
        Ground.GROUP: _("same group and same trade name, %(shared)s"),
        Ground.PHONE: _("a contact of both has the same number"),
        Ground.ALIKE: _("names alike"),
    }
    return words[ground] % {"shared": shared}


def lines(suggestions: Iterable[Suggestion], reader: User) -> list[Line]:
    """Return suggestions in words; who may merge gets the way to compare."""
    may_merge = reader.may(Capability.MERGE_COMPANIES)
    return [_line(one, may_merge=may_merge) for one in suggestions]


def _line(suggestion: Suggestion, *, may_merge: bool) -> Line:
    kept, other = suggestion.first, suggestion.second
    if other.uscc and not kept.uscc:  # the record with a code knows more
        kept, other = other, kept
    url = address("company-merge", other.pk) if may_merge else ""
    reasons = tuple(in_words(ground, shared) for ground, shared in suggestion.likeness.grounds)
    return Line(
        kept, other, place(kept.region_code), place(other.region_code), reasons, f"{url}?into={kept.pk}" if url else ""
    )


@dataclass(frozen=True)
class Distinction:
    """Somebody said that two records are two firms."""

    said: DistinctFirms
    by: str


def distinctions() -> list[Distinction]:
    """Return what was said of pairs and stands, newest first; at most 200."""
    standing = DistinctFirms.objects.filter(taken_back_on__isnull=True).select_related("first", "second")
    found = list(standing.order_by("-said_on", "-pk")[:200])
    people = names_of(one.said_by for one in found)
    return [Distinction(one, people.get(one.said_by, "")) for one in found]


def require_distinction(user: User, pk: object) -> DistinctFirms:
    """Return what was said of a pair. Raises NotFound for whoever does not compare records."""
    found: DistinctFirms | None = DistinctFirms.objects.filter(pk=pk).first()
    if found is None or not user.may(Capability.MERGE_COMPANIES):
        raise NotFound("companies.no_such_distinction")
    return found
