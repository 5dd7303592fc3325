"""The list of companies as a workbook: no persons, no individual businesses, nothing that a spreadsheet would run."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.programme.sheets import as_xlsx

from . import industry, listing
from .models import RECORD, Company, FactSource
from .places import Cities, whole_place
from .querysets import CompanyQuerySet

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 100_000
AT_ONCE = 500


def workbook(user: User, filters: listing.Filters, cities: Cities) -> bytes:
    """Return what the filters let through as xlsx, with where each was known from first."""
    found = listing.chosen(user, filters, cities).listed()
    return as_xlsx(_("Companies"), _heads(), _rows(found, cities))


def _heads() -> list[tuple[str, int]]:
    return [
        (_("Full name"), 36), (_("Kind"), 12), (_("Unified social credit code"), 22), (_("Region"), 12),
        (_("Registered in"), 24), (_("Industry"), 28), (_("Chain"), 12), (_("Registered capital, yuan"), 18),
        (_("Registered on"), 12), (_("Tags"), 28), (_("Invested at home"), 10), (_("Other names"), 28),
        (_("Known from"), 30), (_("As of"), 12),
    ]  # fmt: skip


def _rows(found: CompanyQuerySet, cities: Cities) -> Iterator[list[Any]]:
    """Yield a row for each company, read in stretches by key so that a long list does not lie in memory whole."""
    last, count = None, 0
    while count < MOST_ROWS:
        stretch = list(listing.with_marks(found if last is None else found.filter(pk__lt=last))[:AT_ONCE])
        sources = _sources(stretch)
        for line in listing.lines(stretch, cities):
            yield _row(line, sources)
        if len(stretch) < AT_ONCE:
            return
        last, count = stretch[-1].pk, count + AT_ONCE


def _sources(companies: list[Company]) -> dict[Any, FactSource]:
    return {one.company_id: one for one in FactSource.objects.filter(company__in=companies, field=RECORD)}


def _row(line: listing.Line, sources: dict[Any, FactSource]) -> list[Any]:
    company, source = line.company, sources.get(line.company.pk)
    return [
        company.name,
        str(company.get_kind_display()),
        company.uscc,
        line.origin["text"],
        whole_place(company.region_code),
        " ".join(part for part in (company.industry_code, industry.named(company.industry_code)) if part),
        line.chain,
        int(company.capital) if company.capital is not None else None,
        company.registered_on,
        "、".join(line.tags),
        _("yes") if line.invested else "",
        "、".join(name.text for name in company.other_names),  # type: ignore[attr-defined]
        source.source if source else "",
        source.as_of if source else None,
    ]
