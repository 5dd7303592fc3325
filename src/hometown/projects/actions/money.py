"""Facts beside the stages, each with its paper: money paid in, entry into statistics, an increase."""

from datetime import date
from decimal import Decimal
from typing import IO

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.files.models import Blob
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import book
from hometown.policy.standing import in_force
from hometown.projects import access
from hometown.projects.models import Project, Voucher, VoucherKind
from hometown.projects.rules import RANK, Stage

from .claiming import _kept, _named, _taken
from .doubts import _doubt


def add_voucher(
    actor: User,
    *,
    project: Project,
    kind: str,
    on: date,
    amount_yuan: Decimal | None = None,
    indicator: str = "",
    paper: str = "",
    file_name: str = "",
    content: bytes | IO[bytes] | None = None,
    blob: Blob | None = None,
) -> Voucher:
    """Put a voucher on file. Money needs its amount; `indicator` says by whose definition, of which year.

    Raises BadInput for an amount or a day that cannot stand, or a missing paper; RuleBroken for an increase before the
    first signing.
    """
    access.require_worker(actor, project, Capability.REPORT_EVIDENCE)
    faults = _faults(kind, on, amount_yuan, has_paper=blob is not None or content is not None)
    if faults:
        raise BadInput("projects.look_over", fields={f: BadInput(why) for f, why in faults.items()})
    if kind == VoucherKind.INCREASE and project.stage_rank < RANK[Stage.SIGNED]:
        raise RuleBroken("projects.increase_before_signing")
    taken = _taken(content, file_name)
    with book.entry("voucher.added", actor=actor.pk, occurred_on=on) as entry:
        blob = _kept(actor, taken, blob, file_name)
        voucher = Voucher(
            project=project, kind=kind, amount_yuan=amount_yuan, on=on,  # type: ignore[misc]  # a MoneyField holds Decimals
            blob=blob, file_name=_named(file_name, blob),
            paper=paper, indicator=indicator.strip()[:120], reported_by=actor.pk,
        )  # fmt: skip
        entry.put(voucher)
        _doubt(entry, in_force(clock.today()), project)
    return voucher


def _faults(kind: str, on: date, amount: Decimal | None, *, has_paper: bool) -> dict[str, str]:
    faults = {}
    if kind not in VoucherKind.values:
        faults["kind"] = "projects.no_such_voucher"
    if on > clock.today():
        faults["on"] = "projects.in_the_future"
    if kind != VoucherKind.STATISTICS and (amount is None or amount <= 0):
        faults["amount"] = "projects.amount_needed"
    if not has_paper:
        faults["file"] = "projects.file_needed"
    return faults


def verify_voucher(actor: User, *, voucher: Voucher, holds: bool, reason: str = "") -> Voucher:
    """Say whether a voucher holds: somebody who did not report it, once. A refusal says why."""
    policy = in_force(clock.today())
    fact = next((one for one in policy.separate_facts if one.code == voucher.kind), None)
    roles = frozenset(fact.verify) if fact and fact.verify else access.verifying_roles(policy, Stage.SIGNED)
    access.require_verifier(actor, voucher.project, roles)
    if voucher.reported_by == actor.pk:
        raise NotAllowed("projects.own_paper")
    if voucher.verified_on is not None:
        raise RuleBroken("projects.verified_already")
    if not holds and not reason.strip():
        raise BadInput("projects.reason_needed", fields={"reason": BadInput("projects.reason_needed")})
    voucher.holds, voucher.verification_note = holds, reason.strip()[:500]
    voucher.verified_by, voucher.verified_on = actor.pk, clock.today()
    with book.entry("voucher.verified" if holds else "voucher.refuted", actor=actor.pk) as entry:
        entry.put(voucher)
    return voucher
