"""What does not fit together in a project, read off its records; and what of it nobody has looked at yet."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.face.formats import listed
from hometown.policy.shape import Policy

from . import labels
from .models import Doubt, Evidence, Filing, Project, StageMove, Voucher
from .rules import RANK, Hint, Stage, contradictions, fingerprint_of, project_key, receipt_doubts, signing_doubts

PER_TURN = 500


def hints_of(policy: Policy, project: Project) -> tuple[Hint, ...]:
    """Return what a verifier should look at in a project."""
    moves = list(StageMove.objects.filter(project=project).order_by("on", "id").values_list("to_rank", "on", "pk"))
    standing = Evidence.objects.standing().filter(project=project).select_related("blob")
    papers = [(one.blob_id, one.file_name, one.blob.media_type.startswith("image/")) for one in standing]
    vouchers = Voucher.objects.filter(project=project, blob__isnull=False)
    receipts = [(pk, name, True) for pk, name in vouchers.values_list("blob", "file_name")]
    names, elsewhere = {pk: name for pk, name, _once in [*papers, *receipts]}, set[uuid.UUID]()
    if names:
        elsewhere = _elsewhere(project, names)
    # A photograph or a receipt stands for one thing; a paper may well serve two gates.
    used = Counter(pk for pk, _name, is_once in [*papers, *receipts] if is_once)
    recorded = sorted(moves, key=lambda move: move[2])
    signed_on = next((on for rank, on, _pk in reversed(moves) if rank == RANK[Stage.SIGNED]), None)
    return (
        *contradictions(
            moves=[(rank, on) for rank, on, _pk in recorded],
            contract_on=project.contract_on,
            registered_on=project.registered_on,
            started_on=project.started_on,
            produced_on=project.produced_on,
            amount_yuan=project.amount_yuan,
            contract_amount=project.contract_amount,
            registered_capital=project.company.capital,
            papers_elsewhere={names[pk] for pk in elsewhere},
            multiple=policy.doubts.capital_multiple,
        ),
        *signing_doubts(
            policy,
            signed_on=signed_on if project.stage_rank >= RANK[Stage.SIGNED] else None,
            first_contact_on=project.first_contact_on,
            amount_yuan=project.contract_amount or project.amount_yuan,
            signed_before=_signed_before(project, signed_on),
        ),
        *receipt_doubts({names[pk] for pk, count in used.items() if count > 1}),
    )


def sharing(project: Project) -> list[Project]:
    """Return the other projects that a file of this one carries too: what is doubtful about one is about them all."""
    keys = {
        *Evidence.objects.standing().filter(project=project).values_list("blob", flat=True),
        *Voucher.objects.filter(project=project, blob__isnull=False).values_list("blob", flat=True),
    }
    if not keys:
        return []
    papers = Evidence.objects.standing().filter(blob__in=keys).values("project")
    receipts = Voucher.objects.filter(blob__in=keys).values("project")
    found = Project.objects.filter(Q(pk__in=papers) | Q(pk__in=receipts)).exclude(pk=project.pk)
    return list(found.select_related("company").order_by("pk"))


def _elsewhere(project: Project, blobs: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return those files whose very bytes carry another project too."""
    keys = set(blobs)
    papers = Evidence.objects.standing().filter(blob__in=keys).exclude(project=project).values_list("blob", flat=True)
    receipts = Voucher.objects.filter(blob__in=keys).exclude(project=project).values_list("blob", flat=True)
    return {*papers, *receipts}


def _signed_before(project: Project, signed_on: date | None) -> date | None:
    """Return the latest earlier day on which the same firm signed a project of the same name."""
    if signed_on is None:
        return None
    same = Q(project__company=project.company_id)
    if project.company.normal_name:
        same |= Q(project__company__normal_name=project.company.normal_name)
    earlier = StageMove.objects.filter(same, to_stage=Stage.SIGNED, on__lte=signed_on).exclude(project=project)
    days = [
        move.on
        for move in earlier.select_related("project")
        if project_key(move.project.name) == project_key(project.name)
    ]
    return max(days, default=None)


def words_of(rule: str, facts: dict[str, object]) -> str:
    """Return a doubt in words."""
    language = labels.language()
    told = {name: listed(fact, language) if isinstance(fact, list) else fact for name, fact in facts.items()}
    return str(labels.HINTS[rule]) % told


def unraised(policy: Policy, project: Project) -> list[Doubt]:
    """Return the doubts about a project that nobody has raised: not those that were cleared, for the same facts."""
    found = {fingerprint_of(str(project.pk), hint): hint for hint in hints_of(policy, project)}
    known = set(Doubt.objects.filter(fingerprint__in=found).values_list("fingerprint", flat=True)) if found else set()
    return [
        Doubt(project=project, rule=hint.reason, facts=dict(hint.facts), fingerprint=key)
        for key, hint in found.items()
        if key not in known
    ]


def reporters_of(project: Project) -> set[uuid.UUID | None]:
    """Return who filed a project or reported a paper of it: they clear no doubt about it."""
    filed = Filing.objects.filter(project=project).values_list("filed_by", flat=True)
    papers = Evidence.objects.filter(project=project).values_list("reported_by", flat=True)
    receipts = Voucher.objects.filter(project=project).values_list("reported_by", flat=True)
    return {*filed, *papers, *receipts}


def may_clear(user: User, doubt: Doubt) -> bool:
    """Tell whether a person may clear a doubt."""
    return user.may(Capability.VERIFY) and user.pk not in reporters_of(doubt.project)


def doubtable() -> Iterator[Project]:
    """Yield the projects a sweep looks at: all that have come further than a lead."""
    every = list(Project.objects.filter(stage_rank__gt=0).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(every), PER_TURN):
        part = Project.objects.filter(pk__in=every[start : start + PER_TURN]).select_related("company")
        yield from part.order_by("pk")
