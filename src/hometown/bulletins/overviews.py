"""The figures of a review laid side by side: key figures, funnel, origin by stage, months. Each opens its records."""

from collections import Counter
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.companies.rules import Origin
from hometown.face import formats
from hometown.fieldwork.selections import meetings

from .printing import printed
from .review import Review


def _url(review: Review, code: str, **query: object) -> str:
    """Return the door to a figure at the moment one looks at; nothing for a reader it would not open to."""
    if not review.opens:
        return ""
    if review.known_at:
        query["known_at"] = review.known_at.isoformat()
    return reverse("figure", args=[review.batch.number, code], query=query or None)


def _fig(review: Review, code: str, label: str, note: str = "") -> dict[str, Any]:
    shown = printed(review.result(code))
    return {
        "label": label, "value": shown.value, "unit": shown.unit, "bound": shown.bound,
        "url": _url(review, code), "note": note,
    }  # fmt: skip


def _words(review: Review, code: str) -> str:
    return str(printed(review.result(code)))


def key_figures(review: Review) -> list[dict[str, Any]]:
    """Return the row of key figures."""
    unverified = int(review.result("signed").value - review.result("signed_verified").value)
    proof = _("%(count)s not verified") % {"count": unverified} if unverified else _("all verified")
    signed_note = _words(review, "signed_amount") + " · " + proof
    local = _("%(host)s in the host city, %(elsewhere)s elsewhere") % {
        "host": _words(review, "visited_host"), "elsewhere": _words(review, "visited_elsewhere"),
    }  # fmt: skip
    return [
        _fig(review, "visited", _("Firms visited"), local),
        _fig(review, "leads", _("Leads"), _("printed in tens and over")),
        _fig(review, "at_intent", _("At intent"), _words(review, "at_intent_amount")),
        _fig(review, "signed", _("Signed"), signed_note),
        _fig(review, "officials", _("Officers sent")),
    ]


def funnel(review: Review) -> list[dict[str, Any]]:
    """Return the funnel from visits to signatures, each step against the visits."""
    visited = review.result("visited").value
    intent = review.result("intent_host").value + review.result("intent_elsewhere").value
    steps = (
        ("visited", _("Visited"), visited, "c3"),
        ("intent_host", _("With intent"), intent, "c1"),
        ("signed", _("Signed"), review.result("signed").value, "c2"),
    )
    return [
        {
            "label": label,
            "code": code,
            "value": int(value),
            "url": _url(review, code),
            "tone": tone,
            "step": _share(code, value, visited),
        }
        for code, label, value, tone in steps
    ]


def _share(code: str, value: Decimal, visited: Decimal) -> str:
    if code == "visited" or not visited:
        return ""
    return _("%(share)s of the firms visited") % {"share": formats.percent(value, visited)}


def origin_by_stage(review: Review) -> dict[str, Any]:
    """Return origin against stage: two ways to split the same firms, neither derived from the other."""
    columns = [_("At intent"), _("Signed"), _("With intent")]
    codes = {
        _("Host city"): ("at_intent_host", "signed_host", "intent_host"),
        _("Elsewhere"): ("at_intent_elsewhere", "signed_elsewhere", "intent_elsewhere"),
    }
    cells = {label: [_cell(review, code) for code in row] for label, row in codes.items()}
    rows: list[dict[str, Any]] = [{"label": label, "cells": row} for label, row in cells.items()]
    totals = [sum(row[place]["value"] for row in cells.values()) for place in range(len(columns))]
    together = [{"value": n, "text": str(n), "url": ""} for n in totals]
    rows.append({"label": _("Together"), "sum": True, "cells": together})
    return {"columns": columns, "rows": rows}


def learning(review: Review) -> list[dict[str, Any]]:
    """Return how often the batch studied, met and travelled together."""
    codes = ("regional_meetings", "thematic_studies", "collective_trips")
    return [
        {
            "label": str(review.result(code).figure.name),
            "code": code,
            "value": int(review.result(code).value),
            "text": _words(review, code),
            "url": _url(review, code),
        }
        for code in codes
    ]


def _cell(review: Review, code: str) -> dict[str, Any]:
    value = int(review.result(code).value)
    return {"value": value, "text": str(value), "code": code, "url": _url(review, code)}


def first_visits_by_month(review: Review) -> dict[str, Any]:
    """Return, month by month, the firms first visited: of the host city and elsewhere."""
    sieve = meetings(review.scope)
    months: dict[str, Counter[Origin]] = {}
    for name, where in (("host", Origin.HOST), ("elsewhere", Origin.ELSEWHERE)):
        for month, count in sieve.first_months(name).items():
            months.setdefault(month, Counter())[where] += count
    points = [
        {"label": month, "parts": [counts[Origin.ELSEWHERE], counts[Origin.HOST]], "url": _url(review, "visited"),
         "text": str(counts.total())}
        for month, counts in sorted(months.items())
    ]  # fmt: skip
    return {"points": points, "series": [_("Elsewhere"), _("Host city")]}


def concentration(review: Review) -> dict[str, str] | None:
    """Return a warning where one project carries more than half of the sum at intent."""
    total, largest = review.result("at_intent_amount").value, review.largest
    if largest is None or not total or (largest.amount_yuan or 0) * 2 <= total:
        return None
    share = formats.percent(largest.amount_yuan or Decimal(0), total, 0)
    return {"share": share, "url": _url(review, "at_intent_amount")}


def left_out(review: Review) -> list[dict[str, Any]]:
    """Return what the chief figures did not count, and why."""
    rows = []
    for code in ("visited", "signed", "leads"):
        for place, exclusion in enumerate(review.result(code).exclusions):
            if exclusion.count:
                rows.append({
                    "title": str(exclusion.reason), "meta": str(review.result(code).figure.name),
                    "end": str(exclusion.count), "url": _url(review, code, left_out=place),
                })  # fmt: skip
    return rows
