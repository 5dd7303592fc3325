"""Who sees the chains, the pursuits and the pairs, and who writes. The one place that says so.

The map is read by all who see companies. A pursuit is read by who coordinates, leads it, set it, or has an approach in
it; others see that somebody pursues a firm of the node, not whom. People of a firm stay masked, as everywhere.
The shortlist is read whole by who coordinates; others see the firms of it that are assigned to them. Who coordinates
proposes a version of the screening map; somebody else who adopts rules puts it in force.
"""

import uuid
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import Grant, User
from hometown.kernel.errors import NotAllowed, NotFound
from hometown.policy.shape import Policy
from hometown.programme.models import Unit, UnitKind

from .models import (
    Approach,
    ChainMapVersion,
    ChainNode,
    NodeFirm,
    PairMeeting,
    Pursuit,
    ScreeningRun,
    ShortlistedFirm,
    StandingPair,
    Watch,
)
from .querysets import (
    MapVersionQuerySet,
    NodeQuerySet,
    PairQuerySet,
    PursuitQuerySet,
    ShortlistedQuerySet,
    WatchQuerySet,
)

READERS = (Capability.SEE_COMPANIES.value,)
ADOPTERS = (Capability.ADOPT_POLICY.value,)
EDITORS = (Capability.DECIDE_CLAIMS.value,)
PURSUERS = (Capability.FILE_LEAD.value,)
# Both run their part of the programme; who chooses the cases of a batch is its secretary, not the committee.
COORDINATORS = (Capability.DECIDE_CLAIMS.value, Capability.CHOOSE_CASES.value)
HOME_KINDS = (UnitKind.BUREAU, UnitKind.DEPARTMENT, UnitKind.COUNTY, UnitKind.PARK)
HOST_KINDS = (UnitKind.DISTRICT, UnitKind.HOST)


def coordinates(user: User) -> bool:
    """Tell whether a person coordinates all pursuits and pairs: the bureau, the secretary of a branch."""
    return user.may(*COORDINATORS)


def visible_nodes(user: User) -> NodeQuerySet:
    """The nodes of the map."""
    nodes: NodeQuerySet = ChainNode.objects.all()
    return nodes if user.may(*READERS) else nodes.none()


def visible_firms(user: User) -> "QuerySet[NodeFirm]":
    """The firms at home in the nodes of the map."""
    firms: QuerySet[NodeFirm] = NodeFirm.objects.all()
    return firms if user.may(*READERS) else firms.none()


def visible_pursuits(user: User) -> PursuitQuerySet:
    """The pursuits one coordinates or has a part in."""
    everything: PursuitQuerySet = Pursuit.objects.all()
    if not user.may(*READERS):
        return everything.filter(pk__in=())
    if coordinates(user):
        return everything
    mine = Q(lead=user) | Q(set_by=user.pk) | Q(pk__in=Approach.objects.filter(person=user).values("pursuit"))
    return everything.filter(mine)


def visible_approaches(user: User) -> "QuerySet[Approach]":
    """The approaches of the pursuits one may read."""
    return Approach.objects.filter(pursuit__in=visible_pursuits(user))  # type: ignore[no-any-return]


def visible_pairs(user: User) -> PairQuerySet:
    """The standing pairs."""
    pairs: PairQuerySet = StandingPair.objects.all()
    return pairs if user.may(*READERS) else pairs.filter(pk__in=())


def visible_meetings(user: User) -> "QuerySet[PairMeeting]":
    """The meetings of the standing pairs."""
    return PairMeeting.objects.filter(pair__in=visible_pairs(user))  # type: ignore[no-any-return]


def _one(found: "QuerySet[Any]", pk: uuid.UUID) -> Any:
    row = found.filter(pk=pk).first()
    if row is None:
        raise NotFound("chains.gone")
    return row


def node_for(user: User, pk: uuid.UUID) -> ChainNode:
    """Return a node. Raises NotFound."""
    found: ChainNode = _one(visible_nodes(user), pk)
    return found


def firm_for(user: User, pk: uuid.UUID) -> NodeFirm:
    """Return a firm of a node. Raises NotFound."""
    found: NodeFirm = _one(visible_firms(user).select_related("node", "company"), pk)
    return found


def pursuit_for(user: User, pk: uuid.UUID) -> Pursuit:
    """Return a pursuit this person may read. Raises NotFound."""
    found: Pursuit = _one(visible_pursuits(user).select_related("node", "company", "lead"), pk)
    return found


def approach_for(user: User, pk: uuid.UUID) -> Approach:
    """Return an approach this person may read. Raises NotFound."""
    needs = visible_approaches(user).select_related("pursuit__node", "pursuit__company", "task", "person")
    found: Approach = _one(needs, pk)
    return found


def pair_for(user: User, pk: uuid.UUID) -> StandingPair:
    """Return a pair. Raises NotFound."""
    found: StandingPair = _one(visible_pairs(user).with_sides(), pk)
    return found


def require_editor(user: User) -> None:
    """Raise unless the person writes the map: the home bureau."""
    if not user.may(*EDITORS):
        raise NotAllowed("chains.editor_only")


def may_lead(user: User, pursuit: Pursuit) -> bool:
    """Tell whether a person says who approaches the firm and when it ends: who leads, or coordinates."""
    return pursuit.lead_id == user.pk or coordinates(user)


def require_lead(user: User, pursuit: Pursuit) -> None:
    """Raise unless the person leads the pursuit or coordinates."""
    if not may_lead(user, pursuit):
        raise NotAllowed("chains.lead_only", person=pursuit.lead.name)


def may_keep(user: User, pair: StandingPair) -> bool:
    """Tell whether a person notes the meetings of a pair and ends it: its keeper, or who coordinates."""
    return pair.keeper_id == user.pk or coordinates(user)


def require_pair_keeper(user: User, pair: StandingPair) -> None:
    """Raise unless the person keeps the pair or coordinates."""
    if not may_keep(user, pair):
        raise NotAllowed("chains.keeper_only", person=pair.keeper.name)


def may_watch(user: User) -> bool:
    """Tell whether a person keeps a watch list: who goes after firms."""
    return user.may(*PURSUERS)


def require_watcher(user: User) -> None:
    """Raise unless the person keeps a watch list."""
    if not may_watch(user):
        raise NotAllowed("chains.pursuer_only")


def visible_watches(user: User) -> WatchQuerySet:
    """What one follows, and what others share."""
    everything: WatchQuerySet = Watch.objects.all()
    if not user.may(*READERS):
        return everything.filter(pk__in=())
    return everything.filter(Q(owner=user) | Q(shared_on__isnull=False))


def watch_for(user: User, pk: uuid.UUID) -> Watch:
    """Return what somebody follows, if this person may read it. Raises NotFound."""
    found: Watch = _one(visible_watches(user).with_needs(), pk)
    return found


def require_watch_owner(user: User, watched: Watch) -> None:
    """Raise unless the person follows it themselves."""
    watch_for(user, watched.pk)
    if watched.owner_id != user.pk:
        raise NotAllowed("chains.not_your_watch")


def visible_runs(user: User) -> "QuerySet[ScreeningRun]":
    """The runs of the shortlist, for who coordinates."""
    runs: QuerySet[ScreeningRun] = ScreeningRun.objects.all()
    return runs if coordinates(user) else runs.none()


def visible_shortlisted(user: User) -> ShortlistedQuerySet:
    """Every firm of the shortlist for who coordinates; for others those assigned to them, where they stand now."""
    everything: ShortlistedQuerySet = ShortlistedFirm.objects.all()
    if not user.may(*READERS):
        return everything.filter(pk__in=())
    return everything if coordinates(user) else everything.standing().filter(assigned_to=user)


def run_for(user: User, pk: uuid.UUID) -> ScreeningRun:
    """Return a run this person may read. Raises NotFound."""
    found: ScreeningRun = _one(visible_runs(user), pk)
    return found


def shortlisted_for(user: User, pk: uuid.UUID) -> ShortlistedFirm:
    """Return a listed firm this person may read, where it stands now: in the newest run it went on in. Raises NotFound.

    A to-do or a bookmark may name the row of an earlier run.
    """
    row = ShortlistedFirm.objects.filter(pk=pk).only("goes_on_as").first()
    while row is not None and row.goes_on_as_id is not None:
        pk = row.goes_on_as_id
        row = ShortlistedFirm.objects.filter(pk=pk).only("goes_on_as").first()
    needs = visible_shortlisted(user).select_related("run", "company", "assigned_to", "task")
    found: ShortlistedFirm = _one(needs, pk)
    return found


def require_coordinator(user: User) -> None:
    """Raise unless the person coordinates."""
    if not coordinates(user):
        raise NotAllowed("chains.coordinator_only")


def may_adopt_maps(user: User) -> bool:
    """Tell whether a person puts versions of the screening map in force that others proposed."""
    return user.may(*ADOPTERS)


def visible_map_versions(user: User) -> MapVersionQuerySet:
    """Every version of the screening map, for who proposes or puts in force: it holds words, no firms."""
    everything: MapVersionQuerySet = ChainMapVersion.objects.all()
    return everything if coordinates(user) or may_adopt_maps(user) else everything.none()


def map_version_for(user: User, pk: uuid.UUID) -> ChainMapVersion:
    """Return a version of the screening map this person may read. Raises NotFound."""
    found: ChainMapVersion = _one(visible_map_versions(user), pk)
    return found


def people(policy: Policy, on: date) -> list[User]:
    """Return who may lead or take an approach: those whose standing duty lets them file leads."""
    roles = {role.code for role in policy.roles if Capability.FILE_LEAD in role.may}
    grants = Grant.objects.standing(on).filter(role__in=roles, user__is_active=True).select_related("user")
    return sorted({grant.user for grant in grants}, key=lambda one: (one.name, one.pk))


def units() -> tuple[list[Unit], list[Unit]]:
    """Return the units of home and of the host city that may be paired."""
    every = list(Unit.objects.filter(kind__in=(*HOME_KINDS, *HOST_KINDS), is_active=True))
    return [one for one in every if one.kind in HOME_KINDS], [one for one in every if one.kind in HOST_KINDS]
