"""The pile of doubtful names as pages show it: whom a name may mean and why, where it stands, what joining moves."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.companies import access as companies
from hometown.companies import matching
from hometown.companies.models import Company
from hometown.companies.places import place
from hometown.relay import access as relay
from hometown.relay import showing as merging

from . import access
from .models import DoubtfulName
from .querysets import DoubtfulNameQuerySet
from .rules import Decision, Pieces, compared
from .words import reason_words

PLACES_SHOWN = 6


@dataclass(frozen=True)
class Offered:
    """A firm that a name may mean, as it stands now."""

    number: int  # the key that chooses it
    name: str
    pieces: Pieces
    written: Pieces
    sure: int  # per cent
    why: str
    uscc: str
    company: Company | None
    where: str
    merges: bool  # choosing it joins two records
    merge_url: str


def offered(reader: User, name: DoubtfulName, own: Company | None) -> list[Offered]:
    """Return the candidates of a name, each with the record it is today, if it is on record."""
    called = [one[0] for one in name.candidates]
    known = matching.find_many([*called, *(one[1] for one in name.candidates if one[1])])
    may_merge = reader.may(Capability.MERGE_COMPANIES)
    found = []
    for number, (text, code, score, reasons) in enumerate(name.candidates, 1):
        company = known.get(code) or known.get(text)
        if company is not None and own is not None and company.pk == own.pk:
            continue
        written, pieces = compared(name.written, text)
        merges = own is not None and company is not None
        url = f"{reverse('company-merge', args=[own.pk])}?into={company.pk}" if own and company and may_merge else ""
        where = place(company.region_code) if company else ""
        told = (min(round(score * 100), 99), reason_words(reasons), company.uscc if company else code)
        found.append(Offered(number, text, pieces, written, *told, company, where, merges, url))
    return found


def moves(own: Company | None, found: list[Offered]) -> list[Any]:
    """Return what would move if the record of a name were joined to a firm on record: the first of those offered."""
    target = next((one.company for one in found if one.company is not None), None)
    return list(merging.moves(own, target)) if own is not None and target is not None else []


def places(name: DoubtfulName) -> list[str]:
    """Return where a name stands in its workbook or list."""
    said = [
        _("%(sheet)s, cell %(cell)s") % {"sheet": sheet, "cell": f"{column}{row}"}
        if sheet
        else _("row %(row)s") % {"row": row}
        for sheet, row, column in name.places[:PLACES_SHOWN]
    ]
    more = len(name.places) - len(said)
    return [*said, _("and %(count)s more") % {"count": more}] if more > 0 else said


def chosen(reader: User, source: str, decision: str) -> DoubtfulNameQuerySet:
    """Return the names of a source and a decision that a person may see, in the order in which they came."""
    found = access.visible_names(reader).filter(decision=decision)
    return found.filter(source=source) if source else found


def sources(reader: User) -> list[tuple[str, str, int]]:
    """Return the workbooks and lists that have open names, each with how many."""
    rows = access.visible_names(reader).open().order_by("source").values_list("source").annotate(n=Count("pk"))
    return [("", _("All"), sum(count for _source, count in rows)), *((name, name, count) for name, count in rows)]


def following(reader: User, source: str, after: uuid.UUID | None = None) -> DoubtfulName | None:
    """Return the next open name of a source, from the top again behind the last one; None when all are decided."""
    names = chosen(reader, source, Decision.OPEN).order_by("pk")
    later: DoubtfulName | None = names.filter(pk__gt=after).first() if after else None
    first: DoubtfulName | None = later or names.exclude(pk=after).first()
    return first


def outcome(reader: User, name: DoubtfulName) -> dict[str, Any]:
    """Return what came of a decided name: the firm, the merge that joined its record, who decided."""
    own = Company.objects.filter(pk=name.company_id).first() if name.company_id else None
    merge = None
    if own is not None and own.merged_into_id is not None:
        merge = relay.visible_merges(reader).filter(source=own, undone_at__isnull=True).first()
    meant = companies.visible_companies(reader).filter(pk=name.meant_id).first() if name.meant_id else None
    return {
        "meant": meant,
        "is_merged": own is not None and own.merged_into_id is not None,
        "merge_url": reverse("merge", args=[merge.pk]) if merge is not None else "",
        "by": access.decider_name(name),
    }
