"""A batch as its pages show it: views, state, key figures, facts, milestones."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hometown.face.parts import Fact
from hometown.kernel.bounds import Bound
from hometown.kernel.dates import Period
from hometown.kernel.figures import Scope
from hometown.programme import figures, words
from hometown.programme.divisions import division_words
from hometown.programme.models import Batch, Milestone


def tabs(batch: Batch, current: str) -> list[dict[str, Any]]:
    """Return the views of a batch."""
    pages = (
        ("batch", _("At a glance")),
        ("roster", _("Officers")),
        ("branch", _("Branch and priorities")),
        ("rulebook-list", _("Rulebooks")),
    )
    return [
        {"label": label, "url": reverse(name, args=[batch.pk]), "current": name == current, "count": None}
        for name, label in pages
    ]


def state_of(batch: Batch) -> dict[str, Any]:
    """Return a batch's state as a tag."""
    text, tone = words.BATCH_STATES[batch.state]
    return {"text": text, "tone": tone}


def key_figures(batch: Batch, away: int, today: date) -> list[dict[str, Any]]:
    """Return the key figures of a batch, each with the page of its records."""
    scope = Scope(Period(batch.first_on, batch.last_on), batch=batch.pk)
    roster, districts = reverse("roster", args=[batch.pk]), reverse("batch", args=[batch.pk])
    hosts = batch.postings.order_by().values("host_unit").distinct().count()
    found = [
        _fig(_("Officers sent"), figures.officials.of(scope).value, roster, _("persons")),
        _fig(_("Host districts"), figures.host_districts.of(scope).value, f"{districts}#hosts", ""),
        _fig(_("Host units"), hosts, f"{districts}#hosts", ""),
    ]
    if batch.first_on <= today <= batch.last_on:
        found.append(_fig(_("Away today"), away, f"{roster}?standing=away", _("persons")))
    return found


def _fig(label: str, value: Any, url: str, unit: str) -> dict[str, Any]:
    return {"label": label, "value": int(value), "url": url, "unit": unit, "bound": Bound.EXACT, "note": ""}


def days_left(batch: Batch, today: date) -> str:
    """Return where a batch stands in its days, as a sentence."""
    if today < batch.first_on:
        count = (batch.first_on - today).days
        return ngettext("begins in %(count)d day", "begins in %(count)d days", count) % {"count": count}
    if today == batch.last_on:
        return _("the last day is today")
    if today <= batch.last_on:
        count = (batch.last_on - today).days
        return ngettext("%(count)d day left", "%(count)d days left", count) % {"count": count}
    return _("has returned")


def milestone_rows(batch: Batch, today: date) -> list[dict[str, Any]]:
    """Return the milestones of a batch in order of their days, past ones marked as done."""
    found: list[Milestone] = list(batch.milestones.order_by("on", "pk"))
    nearest = next((one.pk for one in found if one.on >= today), None)
    return [
        {
            "milestone": one,
            "name": words.MILESTONES.get(one.kind, one.kind),
            "state": "done" if one.on < today else "now" if one.pk == nearest else "",
        }
        for one in found
    ]


def batch_facts(batch: Batch, today: date) -> list[Fact]:
    """Return what is known of a batch."""
    districts = [division_words(code) for code in batch.districts.values_list("division_code", flat=True)]
    facts = [
        Fact(_("Host city"), words.named(batch.host_city)),
        Fact(_("Districts"), districts or _("not chosen yet")),
        Fact(_("First day"), batch.first_on),
        Fact(_("Last day"), batch.last_on, days_left(batch, today)),
    ]
    if batch.cloned_from:
        facts.append(Fact(_("Rules copied from"), words.named(batch.cloned_from)))
    return facts
