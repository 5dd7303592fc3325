"""The tables of a monthly bulletin. A row in which everything is nothing is left out; every cell is a figure."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from hometown.kernel import clock
from hometown.policy.standing import in_force
from hometown.programme.models import BatchDistrict
from hometown.projects.rules import Stage, Status

from .figures.narrowing import words_of

if TYPE_CHECKING:
    from .issue import Issue

Table = dict[str, Any]
FUNNEL = ("visited", "visited_host", "visited_elsewhere", "leads", "signed", "signed_verified", "signed_amount")
MONEY = ("paid_in", "paid_in_unverified")
ORIGINS = {
    "host": ("visited_host", "intent_host", "at_intent_host", "signed_host"),
    "elsewhere": ("visited_elsewhere", "intent_elsewhere", "at_intent_elsewhere", "signed_elsewhere"),
}


def of(section: str, issue: "Issue") -> Iterator[Table]:
    """Yield the tables of a section."""
    makers = {
        "month": (_funnel,),
        "progress": (_origins, _stages),
        "places": (_districts, _chains, _batches),
        "overdue": (_overdue,),
    }
    for make in makers.get(section, ()):
        found = make(issue)
        if found["rows"]:
            yield found


def _table(code: str, caption: str, corner: str, columns: Iterable[str], rows: list[dict[str, Any]]) -> Table:
    return {"code": code, "caption": caption, "corner": corner, "columns": list(columns), "rows": rows}


def _row(issue: "Issue", label: str, codes: Iterable[str]) -> dict[str, Any]:
    return {"label": label, "cells": [[issue.piece(code)] for code in codes]}


def _filled(issue: "Issue", rows: Iterable[tuple[str, tuple[str, ...]]]) -> list[dict[str, Any]]:
    return [_row(issue, label, codes) for label, codes in rows if any(issue.result(code).value for code in codes)]


def _funnel(issue: "Issue") -> Table:
    """From a visit to a signature and the money; the verified part stands beside, never added silently."""
    rows = [_row(issue, str(issue.result(code).figure.name), (code, f"since_{code}")) for code in FUNNEL]
    rows += _filled(issue, ((str(issue.result(code).figure.name), (code, f"since_{code}")) for code in MONEY))
    return _table(
        "funnel", _("From a visit to a signature"), _("Figure"), (_("This month"), _("Since the beginning")), rows
    )


def _origins(issue: "Issue") -> Table:
    labels = {"host": _("Host city"), "elsewhere": _("Elsewhere")}
    rows = [_row(issue, labels[origin], [f"since_{code}" for code in codes]) for origin, codes in ORIGINS.items()]
    columns = (_("Visited"), _("With intent"), _("At intent"), _("Signed"))
    return _table("origins", _("Origin and progress"), _("Origin"), columns, rows)


def _stages(issue: "Issue") -> Table:
    """Live projects by the stage they stood in, and those that stopped by their status."""
    rows = _filled(issue, ((words_of("stage", stage), (f"live_projects__stage__{stage}",)) for stage in Stage))
    stopped = (Status.PAUSED, Status.LOST)
    rows += _filled(issue, ((words_of("status", one), (f"stopped_projects__status__{one}",)) for one in stopped))
    return _table("stages", _("Stage and status"), _("Stage"), (_("Projects"),), rows)


def _districts(issue: "Issue") -> Table:
    codes = BatchDistrict.objects.filter(batch__in=issue.batches).order_by("division_code")
    named = [
        (words_of("district", code), code) for code in dict.fromkeys(codes.values_list("division_code", flat=True))
    ]
    rows = _filled(issue, ((words, _parts("district", code, "visited", "leads", "signed")) for words, code in named))
    columns = (_("Visited"), _("Leads"), _("Signed"))
    return _table("districts", _("By district of the officers"), _("District"), columns, rows)


def _chains(issue: "Issue") -> Table:
    scheme = in_force(clock.today()).chain_scheme.chains
    rows = _filled(
        issue,
        ((words_of("chain", one.code), _parts("chain", one.code, "leads", "at_intent", "signed")) for one in scheme),
    )
    return _table("chains", _("By chain"), _("Chain"), (_("Leads"), _("At intent"), _("Signed")), rows)


def _batches(issue: "Issue") -> Table:
    """Each batch, those that have returned among them: what they began goes on."""
    if issue.bulletin.batch_id:
        return _table("batches", "", "", (), [])
    rows = _filled(
        issue,
        (
            (_batch_words(one, issue), _parts("batch", str(one.number), "visited", "leads", "live_projects", "signed"))
            for one in issue.batches
        ),
    )
    columns = (_("Visited"), _("Leads"), _("Live"), _("Signed"))
    return _table("batches", _("By batch"), _("Batch"), columns, rows)


def _batch_words(batch: Any, issue: "Issue") -> str:
    words = words_of("batch", str(batch.number))
    return _("%(batch)s (returned)") % {"batch": words} if batch.last_on < issue.month.first else words


def _overdue(issue: "Issue") -> Table:
    rows = _filled(issue, ((words_of("stage", stage), (f"overdue_projects__stage__{stage}",)) for stage in Stage))
    return _table("overdue", _("Over their term, by stage"), _("Stage"), (_("Projects"),), rows)


def _parts(by: str, part: str, *codes: str) -> tuple[str, ...]:
    """Return the codes of figures of a part: what adds up from the beginning, what stands at the month's end."""
    standing = ("at_intent", "live_projects")
    return tuple(f"{'' if code in standing else 'since_'}{code}__{by}__{part}" for code in codes)
