"""Who sees what firms ask for and what was promised to them, who deals with it, who has the last word.

Who may read a project reads its requests and promises; so does the unit that deals with one, and whoever has it. The
bureau sees all of the city. A firm sees its own by its link (`links`), and nothing else. A hidden record is NotFound.
"""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import Grant, User
from hometown.companies import access as companies
from hometown.companies.models import Company, TieKind
from hometown.companies.querysets import StandingQuerySet
from hometown.fieldwork import access as fieldwork
from hometown.fieldwork.actions.appointments import LIVE
from hometown.fieldwork.models import Appointment
from hometown.kernel import clock
from hometown.kernel.errors import NotAllowed, NotFound
from hometown.landing import access as landing
from hometown.landing.labels import CITY_LANGUAGE
from hometown.policy.standing import in_force
from hometown.programme.models import Unit, UnitKind
from hometown.projects import access as projects
from hometown.projects.models import Project
from hometown.projects.querysets import ProjectQuerySet
from hometown.projects.rules import RANK, Stage, Status

from .models import OfferedTime, OfferState, Promise, RequestMessage, ServiceLink, ServiceRequest, TimeOffer
from .querysets import LinkQuerySet, OfferQuerySet, PromiseQuerySet, RequestQuerySet

READERS = projects.READERS
WORKERS = (Capability.ADVANCE_PROJECT, Capability.REPORT_EVIDENCE)
SERVING_KINDS = ("bureau", "department", "county", "park")


def own_units(user: User) -> frozenset[uuid.UUID]:
    """The units in whose name a person deals with requests."""
    return landing.own_units(user)


def sees_all(user: User) -> bool:
    """Tell whether a person sees every request and promise of the city: the bureau."""
    return user.holding.everywhere(Capability.DECIDE_CLAIMS)


# --- who sees what --------------------------------------------------------------------------------------------------


def landed_projects() -> ProjectQuerySet:
    """Projects that are served: signed or beyond, and alive."""
    found: ProjectQuerySet = Project.objects.filter(stage_rank__gte=RANK[Stage.SIGNED], status=Status.ACTIVE)
    return found


def served_projects(user: User) -> ProjectQuerySet:
    """Served projects that this person may read."""
    return projects.visible_projects(user).filter(stage_rank__gte=RANK[Stage.SIGNED], status=Status.ACTIVE)


def _seen(user: User) -> Q:
    return projects.of_seen(user) | dealt_with(user)


def dealt_with(user: User) -> Q:
    """What makes a request or promise a person's own: they have it, or a unit of theirs deals with it."""
    return Q(holder=user) | Q(unit__in=own_units(user))


def visible_requests(user: User) -> RequestQuerySet:
    """Requests this person may read."""
    every: RequestQuerySet = ServiceRequest.objects.all()
    return every if sees_all(user) else every.filter(_seen(user))


def visible_promises(user: User) -> PromiseQuerySet:
    """Promises this person may read."""
    every: PromiseQuerySet = Promise.objects.all()
    return every if sees_all(user) else every.filter(_seen(user))


def visible_messages(user: User) -> "QuerySet[RequestMessage]":
    """What was said about the requests one may read."""
    return RequestMessage.objects.filter(request__in=visible_requests(user))  # type: ignore[no-any-return]


def serves_firm(user: User, company: Company) -> bool:
    """Tell whether a person serves a firm: the bureau, its steward, the people of the unit where it landed."""
    if sees_all(user):
        return True
    return user.may(*WORKERS) and landed_projects().filter(_own(user), company=company).exists()


def _own(user: User) -> Q:
    return Q(landing_unit__in=own_units(user)) | Q(steward=user.pk)


def visible_links(user: User) -> LinkQuerySet:
    """Links of the firms a person serves."""
    every: LinkQuerySet = ServiceLink.objects.all()
    if sees_all(user):
        return every
    return every.filter(company__in=landed_projects().filter(_own(user)).values("company"))


def _one(found: "QuerySet[Any]", pk: uuid.UUID) -> Any:
    row = found.filter(pk=pk).first()
    if row is None:
        raise NotFound("aftercare.gone")
    return row


def request_for(user: User, pk: uuid.UUID) -> ServiceRequest:
    """Return a request this person may read. Raises NotFound."""
    found: ServiceRequest = _one(visible_requests(user).with_reader_needs().select_related("contact"), pk)
    return found


def promise_for(user: User, pk: uuid.UUID) -> Promise:
    """Return a promise this person may read. Raises NotFound."""
    found: Promise = _one(visible_promises(user).with_reader_needs().select_related("blob"), pk)
    return found


def message_for(user: User, pk: uuid.UUID) -> RequestMessage:
    """Return something said about a request this person may read. Raises NotFound."""
    found: RequestMessage = _one(visible_messages(user).select_related("request", "blob"), pk)
    return found


def link_for(user: User, pk: uuid.UUID) -> ServiceLink:
    """Return a link of a firm this person serves. Raises NotFound."""
    found: ServiceLink = _one(visible_links(user).select_related("company"), pk)
    return found


# --- who may do what ------------------------------------------------------------------------------------------------


def may_serve(user: User, request: ServiceRequest) -> bool:
    """Tell whether a person deals with a request: who has it, their unit, or who coordinates."""
    return request.holder_id == user.pk or _of_unit(user, request.unit_id) or may_coordinate(user, request)


def _of_unit(user: User, unit: uuid.UUID) -> bool:
    return unit in own_units(user) and user.may(*WORKERS)


def may_coordinate(user: User, row: ServiceRequest | Promise) -> bool:
    """Tell whether a person has the last word on a request or promise: the bureau, the secretary of its batch."""
    if sees_all(user):
        return True
    return row.project is not None and projects.may_coordinate(user, row.project)


def require_server(user: User, request: ServiceRequest) -> None:
    """Raise NotFound for a request one may not read, NotAllowed unless one deals with it."""
    if not visible_requests(user).filter(pk=request.pk).exists():
        raise NotFound("aftercare.gone")
    if not may_serve(user, request):
        raise NotAllowed("aftercare.server_only", unit=request.unit.name)


def require_coordinator(user: User, request: ServiceRequest) -> None:
    """Raise NotFound for a request one may not read, NotAllowed unless one has the last word."""
    if not visible_requests(user).filter(pk=request.pk).exists():
        raise NotFound("aftercare.gone")
    if not may_coordinate(user, request):
        raise NotAllowed("aftercare.coordinator_only")


def require_firm_server(user: User, company: Company) -> None:
    """Raise NotAllowed unless the person serves the firm."""
    if not serves_firm(user, company):
        raise NotAllowed("aftercare.not_your_firm", company=company.name)


def may_keep(user: User, promise: Promise) -> bool:
    """Tell whether a person sees to a promise: who has it, the unit that gave it, who coordinates."""
    return promise.holder_id == user.pk or _of_unit(user, promise.unit_id) or may_coordinate(user, promise)


def require_keeper(user: User, promise: Promise) -> None:
    """Raise NotFound for a promise one may not read, NotAllowed unless one sees to it."""
    if not visible_promises(user).filter(pk=promise.pk).exists():
        raise NotFound("aftercare.gone")
    if not may_keep(user, promise):
        raise NotAllowed("aftercare.keeper_only", unit=promise.unit.name)


# --- who serves -----------------------------------------------------------------------------------------------------


def steward_of(project: Project) -> User | None:
    """Return who serves a project."""
    if project.steward is None:
        return None
    found: User | None = User.objects.active().filter(pk=project.steward).first()
    return found


def first_hands(project: Project | None) -> tuple[Unit, User | None]:
    """Return to whom a new request goes: the unit where the project lands and its steward, else the bureau.

    Raises NotFound where the city has no bureau yet.
    """
    unit = project.landing_unit if project is not None else None
    if unit is None:
        unit = Unit.objects.filter(kind=UnitKind.BUREAU, is_active=True).order_by("pk").first()
    if unit is None:
        raise NotFound("aftercare.no_bureau")
    steward = steward_of(project) if project is not None else None
    return unit, steward or next(iter(hands_of([unit], clock.today())[unit]), None)


def hands_of(units: Iterable[Unit], on: date) -> dict[Unit, list[User]]:
    """Return for each unit who may have its requests and promises: those whose standing duty is over it, else over the
    unit above it; for the bureau, whose duty is over the city, the bureau's people. One query.
    """
    wanted = list(units)
    scopes = {pk for unit in wanted for pk in (unit.pk, unit.parent_id) if pk}
    over = Q(scope_kind="unit", scope_id__in=scopes) | Q(scope_kind="")
    roles = landing.answering_roles(in_force(on))
    grants = Grant.objects.standing(on).filter(over, role__in=roles, user__is_active=True).select_related("user")
    people: dict[uuid.UUID | None, dict[uuid.UUID, User]] = {}
    for grant in grants.order_by("first_on", "pk"):
        people.setdefault(grant.scope_id, {}).setdefault(grant.user_id, grant.user)
    return {unit: list(_over(unit, people).values()) for unit in wanted}


def _over(unit: Unit, people: dict[uuid.UUID | None, dict[uuid.UUID, User]]) -> dict[uuid.UUID, User]:
    if unit.kind == UnitKind.BUREAU:
        return people.get(None, {})
    return people.get(unit.pk) or (people.get(unit.parent_id, {}) if unit.parent_id else {})


def all_hands(on: date) -> list[tuple[Unit, User | None]]:
    """Return every unit that deals with requests, with each person there; a unit without anybody once."""
    units = Unit.objects.filter(kind__in=SERVING_KINDS, is_active=True).order_by("kind", "name")
    found: list[tuple[Unit, User | None]] = []
    for unit, people in hands_of(units, on).items():
        found += [(unit, one) for one in people] or [(unit, None)]
    return found


@dataclass(frozen=True)
class Desk:
    """What a steward has: the projects they serve, their open requests and open promises."""

    projects: list[Project]
    requests: list[ServiceRequest]
    promises: list[Promise]

    @property
    def size(self) -> int:
        """How many records that is."""
        return len(self.projects) + len(self.requests) + len(self.promises)


def desk_of(user: User) -> Desk:
    """Return what a person has as a steward."""
    return Desk(
        list(Project.objects.filter(steward=user.pk, merged_into__isnull=True).order_by("pk")),
        list(ServiceRequest.objects.open().filter(holder=user).order_by("pk")),
        list(Promise.objects.open().filter(holder=user).order_by("pk")),
    )


def may_steward(user: User) -> bool:
    """Tell whether a person may serve firms: an account in use that receives projects and works on them."""
    receives = user.may(Capability.SEE_PROJECTS_LANDING, Capability.SEE_PROJECTS_ALL)
    return receives and still_serves(user)


def still_serves(user: User) -> bool:
    """Tell whether a person who has a request may go on with it: an account in use that works on projects."""
    return user.may(*WORKERS)


def stewards() -> list[User]:
    """Return who has something as a steward, by name. Nobody's records are counted."""
    served = Project.objects.filter(steward__isnull=False, merged_into__isnull=True).values("steward")
    asked = ServiceRequest.objects.open().filter(holder__isnull=False).values("holder")
    owed = Promise.objects.open().filter(holder__isnull=False).values("holder")
    found = User.objects.filter(Q(pk__in=served) | Q(pk__in=asked) | Q(pk__in=owed))
    return list(found.order_by("name", "pk"))


# --- times offered --------------------------------------------------------------------------------------------------


def visible_offers(user: User) -> OfferQuerySet:
    """Offers one made, and for the bureau all of them."""
    every: OfferQuerySet = TimeOffer.objects.all()
    return every if sees_all(user) else every.filter(Q(host=user) | Q(made_by=user.pk))


def offer_for(user: User, pk: uuid.UUID) -> TimeOffer:
    """Return an offer this person may read. Raises NotFound."""
    found: TimeOffer = _one(visible_offers(user).select_related("company", "host", "appointment"), pk)
    return found


def require_offerer(user: User) -> None:
    """Raise NotAllowed unless the person makes appointments."""
    if not user.may(Capability.RECORD_FIELDWORK):
        raise NotAllowed("aftercare.may_not_offer")


def require_host(user: User, offer: TimeOffer) -> None:
    """Raise NotFound unless the offer is the person's own, or they see all."""
    if not visible_offers(user).filter(pk=offer.pk).exists():
        raise NotFound("aftercare.gone")


def takes_answers(offer: TimeOffer) -> bool:
    """Tell whether a firm may pick, move or decline: the offer and its meeting stand, and the host may act on both."""
    if offer.state in {OfferState.DECLINED, OfferState.WITHDRAWN}:
        return False
    meeting, host = offer.appointment, offer.host
    if meeting is None:
        return host.may(Capability.RECORD_FIELDWORK)
    officers = [link.officer for link in meeting.officer_links.select_related("officer")]
    return meeting.state in LIVE and fieldwork.may_change(host, meeting, officers)


def is_free(host: User, starts_at: datetime, ends_at: datetime, *, but: Appointment | None = None) -> bool:
    """Tell whether nothing is agreed yet that the host is expected at in these hours."""
    others = Appointment.objects.overlapping(starts_at, ends_at).binding(host)
    return not (others.exclude(pk=but.pk) if but else others).exists()


def times_left(offer: TimeOffer) -> list[OfferedTime]:
    """Return the offered times that are to come and at which the host is still free; the picked one is among them."""
    coming = offer.times.filter(starts_at__gt=clock.now())
    return [one for one in coming if is_free(offer.host, one.starts_at, one.ends_at, but=offer.appointment)]


def declined_words() -> str:
    """Return the reason of a meeting that a firm called off by its link without a word, in the city's language."""
    with override(CITY_LANGUAGE):
        return _("the firm declined by its link")


# --- firms ----------------------------------------------------------------------------------------------------------


def investor_ties(user: User) -> StandingQuerySet:
    """The standing ties of firms that have invested at home before, as far as this person sees companies."""
    return companies.visible_ties(user).standing().filter(kind=TieKind.INVESTED_HOME)


def _is_served(user: User) -> Q:
    served = Q(pk__in=served_projects(user).values("company"))
    served |= Q(pk__in=visible_requests(user).values("company")) | Q(pk__in=visible_promises(user).values("company"))
    return served | Q(pk__in=investor_ties(user).values("company"))


def firm_for(user: User, pk: uuid.UUID) -> Company:
    """Return a firm whose service a person may read: landed, an investor, or one that asked. Raises NotFound."""
    found: Company = _one(Company.objects.filter(_is_served(user)), pk)
    return found


def firms_to_serve(user: User, among: Collection[Company]) -> set[uuid.UUID]:
    """Return which of a few firms a person may write a request down for."""
    if not among or not user.may(*READERS):
        return set()
    served = Company.objects.filter(_is_served(user), pk__in=[one.pk for one in among])
    return {one.pk for one in served if serves_firm(user, one)}
