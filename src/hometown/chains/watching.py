"""What changed lately at the firms, nodes and chains somebody watches: read from records they may read anyway."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.fieldwork import access as fieldwork
from hometown.fieldwork.kinds import all_words
from hometown.fieldwork.models import ActivityCompany
from hometown.policy.shape import Policy
from hometown.projects import access as projects
from hometown.projects import labels as project_labels
from hometown.projects.models import StageMove

from . import access, labels
from .models import NodeFirm, Watch
from .rules import WATCHED_DAYS

MOST = 20  # of a kind, for all that somebody watches


@dataclass(frozen=True)
class Change:
    """One thing that changed: when, what, where it is read."""

    on: date
    what: str
    url: str


@dataclass(frozen=True)
class Watched:
    """One thing watched, what it is called, and what changed there, the newest first."""

    watch: Watch
    name: str
    url: str
    changes: tuple[Change, ...]


def told(user: User, policy: Policy, watches: Iterable[Watch], today: date) -> list[Watched]:
    """Return what somebody watches with what changed in the last days, in a handful of questions for all of it."""
    every = list(watches)
    since = today - timedelta(days=WATCHED_DAYS)
    found = [*_at_firms(user, policy, every, since), *_in_nodes(user, every, since)]
    names = labels.chains(policy)
    return [
        Watched(one, name_of_watch(one, names), url_of(one), tuple(
            sorted((change for key, change in found if key == _key(one)), key=lambda change: change.on, reverse=True)
        ))
        for one in every
    ]  # fmt: skip


def name_of_watch(one: Watch, chains: dict[str, str]) -> str:
    """Return what a thing watched is called."""
    if one.company is not None:
        return one.company.name
    return one.node.name if one.node is not None else chains.get(one.chain, one.chain)


def url_of(one: Watch) -> str:
    """Return the page of a thing watched."""
    if one.company is not None:
        return reverse("company", args=[one.company.pk])
    return reverse("chain-node", args=[one.node.pk]) if one.node is not None else reverse("chain", args=[one.chain])


def _key(one: Watch) -> Any:
    return one.company.pk if one.company is not None else one.node.pk if one.node is not None else one.chain


Found = Iterator[tuple[Any, Change]]


def _at_firms(user: User, policy: Policy, every: list[Watch], since: date) -> Found:
    """Visits and activities, and steps of projects, at the firms watched."""
    firms = {one.company.pk for one in every if one.company is not None}
    if not firms:
        return
    kinds, seen = all_words(), fieldwork.visible_activities(user).standing()
    met = ActivityCompany.objects.filter(company__in=firms, activity__in=seen, activity__on__gte=since)
    for one in met.select_related("activity").order_by("-activity__on", "-activity__pk")[:MOST]:
        activity = one.activity
        url = reverse("activity", args=[activity.pk])
        yield one.company_id, Change(activity.on, kinds.get(activity.kind, activity.kind), url)
    moves = StageMove.objects.filter(project__company__in=firms, on__gte=since).select_related("project")
    moved = list(moves.order_by("-on", "-pk")[:MOST])
    readable = projects.visible_among(user, {move.project_id for move in moved})
    for move in moved:
        if move.project_id in readable:
            words = f"{move.project.name}: {project_labels.stage(policy, move.to_stage)}"
            yield move.project.company_id, Change(move.on, words, reverse("project", args=[move.project_id]))


def _in_nodes(user: User, every: list[Watch], since: date) -> Found:
    """Firms put in the nodes and chains watched, and pursuits one may read."""
    nodes = {one.node.pk for one in every if one.node is not None}
    chains = {one.chain for one in every if one.chain}
    if not nodes and not chains:
        return
    for rows, words, field in (
        (access.visible_firms(user), _("%(firm)s stands in the node"), "added_on"),
        (access.visible_pursuits(user), _("%(firm)s is pursued"), "set_on"),
    ):
        near: Any = rows.filter(**{f"{field}__gte": since}).select_related("node", "company")
        for row in near.filter(_of(nodes, chains)).order_by(f"-{field}", "-pk")[:MOST]:
            at = ("chain-node", row.node_id) if isinstance(row, NodeFirm) else ("pursuit", row.pk)
            url = reverse(at[0], args=[at[1]])
            change = Change(getattr(row, field), words % {"firm": row.company.name}, url)
            for key in (row.node_id, row.node.chain):
                if key in nodes or key in chains:
                    yield key, change


def _of(nodes: set[Any], chains: set[str]) -> Any:
    return Q(node__in=nodes) | Q(node__chain__in=chains)
