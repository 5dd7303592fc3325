"""One run of the shortlist: the funnel from the registry to the firms listed, what was left out, what stands out."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts.access import names_of, person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.chains import access, labels, shortlisting, standing
from hometown.chains.models import ScreeningRun
from hometown.chains.results import OF_NODES
from hometown.chains.shortlisting import Suggested
from hometown.face import formats
from hometown.face.parts import Fact, Point, Row
from hometown.face.tags.words import language
from hometown.fieldwork.contacting import day_words
from hometown.kernel import clock
from hometown.policy.standing import in_force
from hometown.screening.comparing import by_code

from .screening_map import word_link

WHOLE = ("rows", "in_business", "hit")
LEFT_OUT = ("bad_rows", "dissolved")
LEFT_OUT_OF_NODES = ("excluded", "negated", "at_home", "traded_only", "unfit", "duplicates")
MOST_RUNS = 24


@guarded(*access.COORDINATORS)
@require_GET
def run(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One run: its funnel, its nodes, and phrases worth a thought."""
    user, policy = person(request), in_force(clock.today())
    found = access.run_for(user, pk)
    nodes = shortlisting.nodes(found)
    of_nodes: dict[str, dict[str, int]] = found.funnel.get("nodes", {})
    zh, looked_for = language().startswith("zh"), by_code(standing.in_force().chains)
    names = {one.code: one.zh if zh else one.en for one in nodes}
    others = access.visible_runs(user).exclude(pk=pk).order_by("-pk")[:MOST_RUNS]
    context = {
        "run": found,
        "list_url": f"{reverse('shortlist')}?run={pk}",
        "points": _points(found, of_nodes, f"{reverse('shortlist')}?run={pk}&state=all"),
        "left_out": _left_out(found, of_nodes),
        "columns": [_("Node"), *({"label": labels.OF_NODES[name], "number": True} for name in OF_NODES)],
        "rows": [_node_row(found, one, of_nodes.get(one.code, {}), names[one.code]) for one in nodes],
        "suggested": [
            _suggestion(policy, one, names.get(one.said.node, one.said.node), looked_for)
            for one in shortlisting.suggested(found, policy.screening.suggest_from)
        ],
        "facts": [fact for fact in _facts(found) if fact.value not in ("", None)],
        "others": [
            Row(one.registry_file, day_words(one.loaded_on), reverse("screening-run", args=[one.pk]), str(one.rows))
            for one in others
        ],
        "may_export": user.may(Capability.EXPORT_LISTS),
    }  # fmt: skip
    return render(request, "chains/screening_run.html", context)


def _points(found: ScreeningRun, of_nodes: dict[str, dict[str, int]], url: str) -> list[Point]:
    """Return the funnel: firms of the registry, then, from the words on, firms of all nodes together."""
    steps: dict[str, int] = found.funnel.get("steps", {})
    counts = [(name, steps[name]) for name in WHOLE if name in steps]
    if of_nodes:
        counts.append(("fit", sum(one.get("fit", 0) for one in of_nodes.values())))
    counts.append(("listed", found.rows))
    return [
        Point(labels.STEPS[name], count, url if name == "listed" else "", formats.grouped(count))
        for name, count in counts
    ]


def _left_out(found: ScreeningRun, of_nodes: dict[str, dict[str, int]]) -> list[Fact]:
    steps: dict[str, int] = found.funnel.get("steps", {})
    facts = [Fact(labels.STEPS[name], formats.grouped(steps[name])) for name in LEFT_OUT if name in steps]
    for name in LEFT_OUT_OF_NODES:
        counts = [one[name] for one in of_nodes.values() if name in one]
        if counts:
            facts.append(Fact(labels.STEPS[name], formats.grouped(sum(counts)), _("of all nodes")))
    return facts


def _node_row(found: ScreeningRun, one: shortlisting.Node, counts: dict[str, int], name: str) -> list[Any]:
    url = f"{reverse('shortlist')}?run={found.pk}&chain={one.chain}&node={one.code}&state=all"
    told = counts | {"listed": one.firms}
    return [{"text": name, "url": url}, *(formats.grouped(told[step]) if step in told else "—" for step in OF_NODES)]


def _suggestion(policy: Any, one: Suggested, node: str, looked_for: Mapping[str, Any]) -> dict[str, str]:
    said = one.said
    facts = {
        "found": said.found, "dismissed": said.dismissed, "node": node, "phrase": said.phrase, "others": one.others,
        "of": one.of, "reason": labels.dismissal(policy, said.reason),
    }  # fmt: skip
    return {
        "title": _("%(found)s of %(dismissed)s firms left out of %(node)s were found by “%(phrase)s”.") % facts,
        "meta": _(
            "Reason: %(reason)s. Of those still listed there, it found %(others)s of %(of)s. Lower its weight in "
            "the map or exclude it, if you think so; nothing changes by itself."
        ) % facts,
        "url": word_link(looked_for.get(said.node), said.phrase),
    }  # fmt: skip


def _map_fact(digest: str) -> Fact:
    """Say which version of the screening map a run was made with."""
    number = standing.number_of(digest)
    if number is None:
        return Fact(_("Screening map"), digest[:12] and _("another map (%(digest)s)") % {"digest": digest[:12]})
    return Fact(_("Screening map"), _("version %(number)s") % {"number": number}, url=reverse("chain-map-versions"))


def _facts(found: ScreeningRun) -> list[Fact]:
    return [
        Fact(_("Registry"), found.registry_file),
        Fact(_("Registry read on"), day_words(found.read_on) if found.read_on else ""),
        Fact(_("Firms listed"), found.rows),
        Fact(_("Rows passed over"), found.passed_over or ""),
        _map_fact(found.map_digest),
        Fact(_("Loaded on"), day_words(found.loaded_on), names_of([found.loaded_by]).get(found.loaded_by, "")),
    ]
