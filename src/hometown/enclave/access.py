"""Who sees which enclaves, and who keeps and signs for which side. The one place that says so.

An enclave is read by the people of its two sides, and by those of home who read all. What a person may do, they do for
a side: that of the unit their duty is over. A duty over the whole city is home's; nobody of home stands for the other.
A partner reads of the projects in an enclave their names, of nothing else here a project or a firm.
"""

import uuid
from typing import Any

from django.db.models import QuerySet

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.kernel.errors import NotAllowed, NotFound, RuleBroken
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Unit, UnitKind
from hometown.programme.units import below
from hometown.projects import access as projects
from hometown.projects.models import Project
from hometown.projects.rules import RANK, Stage, Status

from .models import (
    Agreement,
    AgreementBand,
    AgreementPower,
    AgreementTax,
    Enclave,
    EnclaveProject,
    Remittance,
    Side,
    Signature,
    Statement,
    StatementLine,
    TaxPaid,
)
from .querysets import EnclaveQuerySet
from .sealing import digest_of

READERS = (Capability.SEE_ENCLAVES.value,)
KEEPERS = (Capability.KEEP_ENCLAVES.value,)
SIGNERS = (Capability.SIGN_ENCLAVES.value,)
HOME_KINDS = (UnitKind.BUREAU, UnitKind.DEPARTMENT, UnitKind.COUNTY, UnitKind.PARK, UnitKind.ENTERPRISE)
PARTNER_KINDS = (UnitKind.DISTRICT, UnitKind.HOST)


def units_of(user: User, capability: str) -> frozenset[uuid.UUID]:
    """The units for which a person may do something: those of the duty and all below."""
    over = user.scopes(capability, "unit")
    return user.kept(f"enclave_units_{capability}", lambda: below(over))


def sides(user: User, enclave: Enclave, capability: str) -> frozenset[str]:
    """Return the sides of an enclave for which a person may do something."""
    found, units = set(), units_of(user, capability)
    if user.holding.everywhere(capability) or enclave.home_unit_id in units:
        found.add(Side.HOME.value)
    if enclave.partner_unit_id in units:
        found.add(Side.PARTNER.value)
    return frozenset(found)


# --- who sees what --------------------------------------------------------------------------------------------------


def visible_enclaves(user: User) -> EnclaveQuerySet:
    """Every enclave this person may read."""
    if user.holding.everywhere(Capability.SEE_ENCLAVES):
        return Enclave.objects.all()
    return Enclave.objects.of_units(units_of(user, Capability.SEE_ENCLAVES))


def _inside(user: User, model: type[LedgeredModel]) -> "QuerySet[Any]":
    rows = model._default_manager.all()
    everything = user.holding.everywhere(Capability.SEE_ENCLAVES)
    return rows if everything else rows.filter(enclave__in=visible_enclaves(user).values("pk"))


def visible_agreements(user: User) -> "QuerySet[Agreement]":
    """The agreements of the enclaves one may read."""
    return _inside(user, Agreement)


def visible_statements(user: User) -> "QuerySet[Statement]":
    """The statements of the enclaves one may read."""
    return _inside(user, Statement)


def visible_taxes(user: User) -> "QuerySet[TaxPaid]":
    """What was paid in the enclaves one may read."""
    return _inside(user, TaxPaid)


def visible_remittances(user: User) -> "QuerySet[Remittance]":
    """What was paid over in the enclaves one may read."""
    return _inside(user, Remittance)


def visible_inside(user: User) -> "QuerySet[EnclaveProject]":
    """The projects in the enclaves one may read: their names."""
    return _inside(user, EnclaveProject)


def _one(found: "QuerySet[Any]", pk: uuid.UUID) -> Any:
    row = found.filter(pk=pk).first()
    if row is None:
        raise NotFound("enclave.gone")
    return row


def enclave_for(user: User, pk: uuid.UUID) -> Enclave:
    """Return an enclave this person may read. Raises NotFound."""
    found: Enclave = _one(visible_enclaves(user).with_sides(), pk)
    return found


def agreement_for(user: User, pk: uuid.UUID) -> Agreement:
    """Return an agreement this person may read, with its terms. Raises NotFound."""
    found: Agreement = _one(visible_agreements(user).with_terms(), pk)  # type: ignore[attr-defined]
    return found


def statement_for(user: User, pk: uuid.UUID) -> Statement:
    """Return a statement this person may read, with its lines. Raises NotFound."""
    found: Statement = _one(visible_statements(user).with_reader_needs(), pk)  # type: ignore[attr-defined]
    return found


def tax_for(user: User, pk: uuid.UUID) -> TaxPaid:
    """Return a tax entry this person may read. Raises NotFound."""
    found: TaxPaid = _one(visible_taxes(user).select_related("enclave", "blob"), pk)
    return found


def remittance_for(user: User, pk: uuid.UUID) -> Remittance:
    """Return a payment over this person may read. Raises NotFound."""
    found: Remittance = _one(visible_remittances(user).select_related("enclave", "blob"), pk)
    return found


def inside_for(user: User, pk: uuid.UUID) -> EnclaveProject:
    """Return a project in an enclave this person may read. Raises NotFound."""
    found: EnclaveProject = _one(visible_inside(user).select_related("enclave", "project"), pk)
    return found


# --- who may do what ------------------------------------------------------------------------------------------------


def keeps(user: User, enclave: Enclave) -> frozenset[str]:
    """Return the sides whose papers a person keeps."""
    return sides(user, enclave, Capability.KEEP_ENCLAVES)


def require_keeper(user: User, enclave: Enclave) -> None:
    """Raise unless the person keeps the papers of a side."""
    if not keeps(user, enclave):
        raise NotAllowed("enclave.keeper_only")


def require_collector(user: User, enclave: Enclave) -> None:
    """Raise unless the person keeps the papers of the side that collects the taxes and pays the share."""
    if enclave.payer not in keeps(user, enclave):
        raise NotAllowed("enclave.collector_only", unit=enclave.unit_of(enclave.payer).name)


def require_receiver(user: User, enclave: Enclave) -> None:
    """Raise unless the person keeps the papers of the side that is owed."""
    if enclave.receiver not in keeps(user, enclave):
        raise NotAllowed("enclave.receiver_only", unit=enclave.unit_of(enclave.receiver).name)


def require_home(user: User, enclave: Enclave) -> None:
    """Raise unless the person keeps home's papers."""
    if Side.HOME.value not in keeps(user, enclave):
        raise NotAllowed("enclave.home_only")


def may_open(user: User, home_unit: Unit) -> bool:
    """Tell whether a person may open an enclave for a unit of home."""
    everywhere = user.holding.everywhere(Capability.KEEP_ENCLAVES)
    return everywhere or home_unit.pk in units_of(user, Capability.KEEP_ENCLAVES)


def units_to_choose(user: User) -> tuple[list[Unit], list[Unit]]:
    """Return the units of home for which a person may open an enclave, and the partners there are."""
    home = [unit for unit in Unit.objects.filter(kind__in=HOME_KINDS, is_active=True) if may_open(user, unit)]
    return home, list(Unit.objects.filter(kind__in=PARTNER_KINDS, is_active=True))


def may_open_any(user: User) -> bool:
    """Tell whether there is a unit of home for which a person may open an enclave."""
    return user.may(*KEEPERS) and bool(units_to_choose(user)[0])


def may_sign(user: User, paper: Agreement | Statement, signed: list[Signature]) -> list[str]:
    """Return the sides for which a person may sign a paper now: theirs and unsigned, if they signed for no other."""
    if paper.signed_on is not None or paper.withdrawn_on is not None:
        return []
    if any(one.person_id == user.pk for one in signed):
        return []
    done = {one.side for one in signed}
    return sorted(sides(user, paper.enclave, Capability.SIGN_ENCLAVES) - done)


def projects_to_choose(user: User) -> list[Project]:
    """Return signed projects of home that a person reads and that lie in no enclave yet."""
    taken = EnclaveProject.objects.filter(left_on__isnull=True).values("project")
    seen = projects.visible_projects(user).filter(stage_rank__gte=RANK[Stage.SIGNED], status=Status.ACTIVE)
    return list(seen.exclude(pk__in=taken).select_related("company").order_by("name")[:200])


# --- what stands ----------------------------------------------------------------------------------------------------


def require_signed_to_stand(rows: "list[LedgeredModel]") -> None:
    """Raise when a line of the book would change numbers that somebody signed; a condition of the book.

    A signature keeps the digest of what was signed. Sentences are not in it: a person who asks to be forgotten goes.
    """
    for model, name, parts in (
        (Agreement, "agreement", (AgreementTax, AgreementBand, AgreementPower)),
        (Statement, "statement", (StatementLine,)),
    ):
        touched = {row.pk for row in rows if isinstance(row, model)}
        touched |= {getattr(row, f"{name}_id") for row in rows if isinstance(row, parts)}
        signed = Signature.objects.filter(**{f"{name}__in": touched}) if touched else ()
        for one in signed:
            if one.digest != digest_of(model._default_manager.get(pk=getattr(one, f"{name}_id"))):
                raise RuleBroken("enclave.signed_stays")
