"""Who reads the weekly exchange of which batch, who prepares and holds it. The one place that says so.

Those who serve in a batch read its exchange, its secretary and committee edit it, the home bureau reads all. What an
item tells of a record that its reader may not open is told without names (`showing`). Host units read nothing.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import Grant, User
from hometown.companies import access as companies
from hometown.companies.models import Company
from hometown.fieldwork import access as fieldwork
from hometown.fieldwork.models import Activity, Appointment, Note
from hometown.kernel.errors import NotAllowed, NotFound
from hometown.landing.models import JointReview, Routing
from hometown.ledger import records
from hometown.ledger.models import LedgeredModel, label_of
from hometown.policy.standing import in_force
from hometown.programme.models import Batch, Officer, RulebookVersion
from hometown.projects import access as projects
from hometown.projects.models import Project

from .models import Exchange, FollowUp, HelpWanted, PackItem
from .querysets import ExchangeQuerySet, HelpQuerySet, ItemQuerySet

SERVE, BRANCH, HOME = Capability.ASK_LEAVE, Capability.RUN_BRANCH, Capability.DECIDE_CLAIMS
READERS = (SERVE.value, HOME.value)  # who serves in a batch, as an officer or in its branch; the home bureau

# How records that a pack tells of are marked, or the project they are about.
MARKED: dict[type[LedgeredModel], str] = {
    Project: "label",
    Appointment: "label",
    JointReview: "project__label",
    Routing: "project__label",
    HelpWanted: "project__label",
    Activity: "company_links__company__projects__label",  # whom one met says with whom one deals
}


@dataclass(frozen=True)
class Door:
    """Who may open records of one model, and the name of their page."""

    visible: Callable[[Any], "QuerySet[Any, Any]"]
    url_name: str


# --- who sees what --------------------------------------------------------------------------------------------------


def reads_all(user: User) -> bool:
    """Tell whether a person reads the exchange of every batch."""
    return user.is_active and user.holding.everywhere(HOME)


def read_batches(user: User) -> "QuerySet[Batch]":
    """Return the batches whose exchange a person reads, newest first."""
    every: QuerySet[Batch] = Batch.objects.order_by("-number")
    return every if reads_all(user) else every.filter(pk__in=user.scopes(SERVE, "batch"))


def visible_exchanges(user: User) -> ExchangeQuerySet:
    """Return the exchanges a person may read."""
    found: ExchangeQuerySet = Exchange.objects.all()
    return found if reads_all(user) else found.filter(batch__in=user.scopes(SERVE, "batch"))


def visible_help(user: User) -> HelpQuerySet:
    """Return the help wanted a person may read of: what a batch's people ask, they ask all of them."""
    found: HelpQuerySet = HelpWanted.objects.all()
    if reads_all(user):
        return found
    return found.filter(Q(batch__in=user.scopes(SERVE, "batch")) | Q(keeper__user=user))


def visible_items(user: User) -> ItemQuerySet:
    """Return the items of packs that a person edits."""
    found: ItemQuerySet = PackItem.objects.filter(exchange__batch__in=user.scopes(BRANCH, "batch"))
    return found


def exchange_for(user: User, pk: uuid.UUID) -> Exchange:
    """Return an exchange this person may read. Raises NotFound."""
    needs = visible_exchanges(user).select_related("batch__host_city", "chair", "minutes")
    found: Exchange | None = needs.filter(pk=pk).first()
    if found is None:
        raise NotFound("meetings.gone")
    return found


def item_for(user: User, pk: uuid.UUID) -> PackItem:
    """Return an item of a pack this person edits. Raises NotFound."""
    found: PackItem | None = visible_items(user).filter(pk=pk).select_related("exchange__batch").first()
    if found is None:
        raise NotFound("meetings.gone")
    return found


def help_for(user: User, pk: uuid.UUID) -> HelpWanted:
    """Return help wanted that this person may read of. Raises NotFound."""
    needs = visible_help(user).select_related("batch", "project", "company", "keeper")
    found: HelpWanted | None = needs.filter(pk=pk).first()
    if found is None:
        raise NotFound("meetings.gone")
    return found


def seen_records(user: User, wanted: Iterable[tuple[str, uuid.UUID]]) -> frozenset[tuple[str, uuid.UUID]]:
    """Return those of some records, given by model and id, that a person may open; one query a model."""
    by_model: dict[str, set[uuid.UUID]] = {}
    for model, pk in wanted:
        by_model.setdefault(model, set()).add(pk)
    seen = set()
    for model, pks in by_model.items():
        door = door_of(model)
        if door is not None:
            seen |= {(model, pk) for pk in door.visible(user).filter(pk__in=pks).values_list("pk", flat=True)}
    return frozenset(seen)


def sensitive_records(wanted: Iterable[tuple[str, uuid.UUID]]) -> frozenset[tuple[str, uuid.UUID]]:
    """Return those of some records, given by model and id, that are marked sensitive by now, or whose project is."""
    by_model: dict[str, set[uuid.UUID]] = {}
    for model, pk in wanted:
        by_model.setdefault(model, set()).add(pk)
    marked = set()
    for one, path in MARKED.items():
        pks = by_model.get(label_of(one))
        if pks:
            found = one._default_manager.filter(pk__in=pks, **{path: "sensitive"}).values_list("pk", flat=True)
            marked |= {(label_of(one), pk) for pk in found}
    return frozenset(marked)


def door_of(model: str) -> Door | None:
    """Return how records of a model are opened. Notes have a page, and no story for others to read."""
    if model == label_of(Note):
        return Door(fieldwork.visible_notes, "note")
    record = records.known(model)
    return Door(record.visible, record.url_name) if record is not None else None


# --- who may do what ------------------------------------------------------------------------------------------------


def may_edit(user: User, batch: Batch) -> bool:
    """Tell whether a person prepares and holds the exchange of a batch: its secretary and committee."""
    return user.is_active and batch.pk in user.scopes(BRANCH, "batch")


def require_editor(user: User, batch: Batch) -> None:
    """Raise unless the person prepares and holds the exchange of this batch."""
    if may_edit(user, batch):
        return
    if not read_batches(user).filter(pk=batch.pk).exists():
        raise NotFound("meetings.gone")
    raise NotAllowed("meetings.committee_only")


def edited_batches(user: User) -> "QuerySet[Batch]":
    """Return the batches whose exchange a person prepares, newest first."""
    return Batch.objects.filter(pk__in=user.scopes(BRANCH, "batch")).order_by("-number")  # type: ignore[no-any-return]


def require_help_asked(user: User, batch: Batch, project: Project | None, company: Company | None) -> None:
    """Raise unless the person serves with the batch and reads what they ask help for."""
    if not read_batches(user).filter(pk=batch.pk).exists():
        raise NotAllowed("meetings.not_of_the_batch")
    if project is not None:
        projects.require_visible(user, project)
    if company is not None:
        companies.require_company(user, company.pk)


def may_withdraw(user: User, wanted: HelpWanted) -> bool:
    """Tell whether a person takes a request for help back: who asked, who has it since, or who holds the exchange."""
    kept = wanted.keeper is not None and wanted.keeper.user_id == user.pk
    return kept or wanted.raised_by == user.pk or may_edit(user, wanted.batch)


def people_of(batch: Batch, on: date) -> "QuerySet[User]":
    """Return whom a follow-up may go to: who serves in the batch on a day, and the home bureau."""
    roles, held = in_force(on).roles, Grant.objects.standing(on)
    serve, home = ({role.code for role in roles if needed in role.may} for needed in (SERVE, HOME))
    serving = held.filter(role__in=serve, scope_kind="batch", scope_id=batch.pk)
    bureau = held.filter(role__in=home, scope_id__isnull=True)
    found = User.objects.active().filter(Q(pk__in=serving.values("user")) | Q(pk__in=bureau.values("user")))
    return found.order_by("name", "pk")


# --- attendance, where the batch's own rules ask it -----------------------------------------------------------------


def rule_on_attendance(batch: Batch, on: date) -> RulebookVersion | None:
    """Return the rulebook of a batch that asks who is at the exchange, as it stands on a day; None where none does."""
    newest: dict[uuid.UUID, RulebookVersion] = {}
    issued = RulebookVersion.objects.filter(rulebook__batch=batch, issued_on__lte=on).select_related("rulebook")
    for version in issued.order_by("number"):
        newest[version.rulebook_id] = version
    return next((one for one in newest.values() if one.asks_attendance), None)


def officers_on(batch: Batch, on: date) -> "QuerySet[Officer]":
    """Return the officers posted with a batch on a day, by name."""
    posted = Officer.objects.filter(postings__batch=batch, postings__first_on__lte=on, postings__last_on__gte=on)
    return posted.distinct().order_by("name", "pk")  # type: ignore[no-any-return]


def follow_ups_of(exchange: Exchange) -> list[FollowUp]:
    """Return what follows from an exchange, with each to-do and who has it."""
    return list(exchange.follow_ups.select_related("task__owner", "item").order_by("pk"))
