"""Changing what is known of a project: its facts, its credit, where it lands, who serves it."""

import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.companies.actions import introduction_made
from hometown.kernel import clock
from hometown.kernel.dates import DatedTo
from hometown.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed, RuleBroken
from hometown.ledger import book
from hometown.policy.standing import in_force
from hometown.programme.models import Officer, Unit
from hometown.projects import access
from hometown.projects.models import Credit, Project
from hometown.projects.rules import edit_faults, share_faults

from .claiming import _price, _settle
from .doubts import _doubt

EDITABLE = frozenset(
    {
        "name", "summary", "amount", "chain", "industry_code", "grade", "label", "source", "event", "introducer",
        "counterpart", "first_contact_on", "site_need", "energy_need", "environment_note", "output_note", "next_step",
        "next_step_due", "contract_on", "contract_parties", "contract_amount", "registered_name", "registered_uscc",
        "registered_region", "registered_on", "started_on", "produced_on", "performed_on", "batch",
    }
)  # fmt: skip


def edit_project(actor: User, *, project: Project, revision: int | None = None, **changes: Any) -> Project:
    """Write the facts that were touched, and look at no others. `amount` is an Amount, `first_contact_on` a DatedTo.

    Raises ChangedMeanwhile when somebody wrote the project since `revision`; BadInput naming each
    touched field that cannot stand.
    """
    access.require_worker(actor, project)
    unknown = sorted(changes.keys() - EDITABLE)
    if unknown:
        raise TypeError(f"not a fact to edit: {', '.join(unknown)}")
    if revision is not None and revision != project.revision:
        raise ChangedMeanwhile("ledger.changed_meanwhile", record=project.name)
    policy, today = in_force(clock.today()), clock.today()
    changes = {k: v.strip() if isinstance(v, str) else v for k, v in changes.items()}
    touched = {k: v.on if isinstance(v, DatedTo) else v for k, v in changes.items()}
    faults = edit_faults(policy, touched, today)
    if faults:
        raise BadInput("projects.look_over", fields={f.field: BadInput(f.reason) for f in faults})
    for field, value in changes.items():
        if field == "amount":
            _price(policy, project, value, today, graded="grade" in changes)
        elif isinstance(value, DatedTo):
            project.first_contact_on, project.first_contact_precision = value.on, value.precision.value
        else:
            setattr(project, field, value)
    with book.entry("project.edited", actor=actor.pk) as entry:
        entry.put(project)
        if changes.get("introducer"):
            introduction_made(actor, introducer=changes["introducer"], introduced=project.company, on=today)
        _settle(entry, policy, project)
        _doubt(entry, policy, project)
    return project


def set_credits(
    actor: User, *, project: Project, shares: Mapping[Officer, Decimal], revision: int | None = None
) -> list[Credit]:
    """Say which officers brought the project, in per cent. Replaces what was said before; at most 100 together.

    Raises ChangedMeanwhile when somebody wrote the project or its shares since `revision`.
    """
    access.require_coordinator(actor, project)
    faults = share_faults({officer.pk: share for officer, share in shares.items()})
    if faults:
        reason = min(faults.values())
        raise BadInput(reason, fields={str(pk): BadInput(why) for pk, why in faults.items() if pk})
    kept: list[Credit] = []
    with book.entry("project.credited", actor=actor.pk) as entry:
        shared = Project.objects.get(pk=project.pk)
        if revision is not None and revision != shared.revision:
            raise ChangedMeanwhile("ledger.changed_meanwhile", record=project.name)
        standing = {credit.officer_id: credit for credit in Credit.objects.filter(project=project)}
        if {officer.pk: share for officer, share in shares.items()} == {pk: one.share for pk, one in standing.items()}:
            return list(standing.values())
        entry.put(shared, moved=True)
        project.revision = shared.revision
        for officer, share in shares.items():
            credit = standing.pop(officer.pk, None) or Credit(project=project, officer=officer)
            credit.share = share
            entry.put(credit)
            kept.append(credit)
        for gone in standing.values():
            entry.remove(gone)
    return kept


def route(actor: User, *, project: Project, unit: Unit | None, vouched: bool = False) -> Project:
    """Settle in which county or park a project lands; None unsettles it. No page calls this: a project is sent to a
    unit by routing it, on the floor above, which has checked the actor's right and says so with `vouched`.
    """
    if not vouched:
        access.require_coordinator(actor, project)
    if unit is not None and unit.kind not in access.LANDING:
        raise RuleBroken("projects.cannot_land_there", unit=unit.name)
    project.landing_unit = unit
    with book.entry("project.routed", actor=actor.pk) as entry:
        entry.put(project)
    return project


def set_steward(actor: User, *, project: Project, steward: User | None) -> Project:
    """Name who serves the project, one person; None takes the name away."""
    access.require_visible(actor, project)
    lands_here = project.landing_unit_id in access.landing_units(actor)
    if not (access.may_coordinate(actor, project) or (lands_here and actor.may(Capability.ADVANCE_PROJECT))):
        raise NotAllowed("projects.coordinator_only")
    wanted: uuid.UUID | None = steward.pk if steward else None
    if steward is not None and not steward.may(Capability.SEE_PROJECTS_LANDING, Capability.SEE_PROJECTS_ALL):
        raise RuleBroken("projects.cannot_serve", person=steward.name)
    project.steward = wanted
    with book.entry("project.steward_named", actor=actor.pk) as entry:
        entry.put(project)
    return project
