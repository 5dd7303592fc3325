"""Signs of a duplicate that only the floors above companies know: the code under which a project was registered."""

import uuid
from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from hometown.companies import duplicates
from hometown.companies.duplicates import Pair
from hometown.companies.likeness import Ground
from hometown.companies.models import Company
from hometown.projects.models import Project


def register() -> None:
    """Let the suggestions ask."""
    duplicates.searches[Ground.REGISTERED] = _like
    duplicates.finders[Ground.REGISTERED] = _walk


def _like(company: Company) -> Iterator[uuid.UUID]:
    """Yield the records whose code a project of this company was registered under, while it has no code, and back."""
    if not company.uscc:
        codes = Project.objects.filter(company=company).exclude(registered_uscc="").values("registered_uscc")
        yield from Company.objects.current().filter(uscc__in=codes).values_list("pk", flat=True)
        return
    projects = Project.objects.filter(registered_uscc=company.uscc, company__uscc="")
    yield from projects.exclude(company=company).values_list("company", flat=True)


def _walk(after: str, most: int) -> tuple[list[Pair], str]:
    """Pairs over the whole table; projects that have been registered are few."""
    holders = Company.objects.current().filter(uscc=OuterRef("registered_uscc")).exclude(pk=OuterRef("company"))
    found = Project.objects.exclude(registered_uscc="").filter(Exists(holders), registered_uscc__gt=after)
    rows = found.filter(company__uscc="").order_by("registered_uscc", "pk").values_list("registered_uscc", "company")
    pairs = list(rows[:most])
    codes = {code for code, _ in pairs}
    coded = dict(Company.objects.current().filter(uscc__in=codes).values_list("uscc", "pk"))
    onward = pairs[-1][0] if len(pairs) == most else ""
    return [(key, coded[code]) for code, key in pairs if code in coded], onward
