"""Looking again at records of a sealed figure: which ones the head draws, who had a hand in one, what a reader sees."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from hometown.accounts.models import User
from hometown.fieldwork.models import Activity, ActivityOfficer
from hometown.kernel.errors import NotFound
from hometown.ledger.models import LedgeredModel, RowImage, label_of
from hometown.projects import doubting
from hometown.projects.models import Project

from . import members, sealing, verify_bulletin
from .describing import describe
from .models import SampleCheck, Seal

REWRITTEN = "book.recommitted"  # as it was, by whoever seals: no hand in what it says


@dataclass(frozen=True)
class Drawn:
    """A drawn record as the bundle tells it."""

    model: str
    pk: uuid.UUID


def draw(seal: Seal, code: str, size: int) -> list[Drawn]:
    """Return the records that the head of a seal draws from one of its figures, in order.

    Raises NotFound for a figure that is not in the bundle, and for a bundle that is not the one that was sealed.
    """
    bundle = sealing.bundle_of(seal)
    if sealing.seal_of(bundle).pk != seal.pk:
        raise NotFound("bulletins.not_sealed_here")
    try:
        keys = verify_bulletin.sample(bundle.payload, code, size)
    except verify_bulletin.Wrong:
        raise NotFound("bulletins.no_figure", name=code) from None
    heads = (row["parts"][0]["value"] for row in bundle.payload["rows"])
    models = {head["row"]: head["model"] for head in heads}
    return [Drawn(models[key], uuid.UUID(key)) for key in keys]


def model_of(check: SampleCheck) -> type[LedgeredModel]:
    """Return the model of a drawn record."""
    found: type[LedgeredModel] = apps.get_model(check.record_model)
    return found


def hands_of(check: SampleCheck) -> set[uuid.UUID | None]:
    """Return the accounts that had a hand in a drawn record or in what it belongs to: they do not check it.

    Who wrote it in the book; who took part in the activity; who filed the project or reported a paper of it.
    """
    row = model_of(check)._default_manager.filter(pk=check.record).first()
    owner = describe(row).owner if row is not None else None
    hands = _writers(check.record_model, check.record)
    if isinstance(owner, LedgeredModel) and owner.pk != check.record:
        hands |= _writers(label_of(type(owner)), owner.pk)
    if isinstance(owner, Project):
        hands |= doubting.reporters_of(owner)
    if isinstance(owner, Activity):
        hands |= set(ActivityOfficer.objects.filter(activity=owner).values_list("officer__user", flat=True))
    return hands - {None}


def _writers(model: str, pk: uuid.UUID) -> set[uuid.UUID | None]:
    written = RowImage.objects.filter(model=model, row_id=pk).exclude(entry__verb=REWRITTEN)
    return set(written.values_list("entry__actor", flat=True))


def shown(checks: Iterable[SampleCheck], user: User) -> dict[uuid.UUID, members.Member | None]:
    """Return each drawn record as a reader may see it, by its key; None for one that is no more."""
    of_model: dict[Any, list[uuid.UUID]] = {}
    for check in checks:
        of_model.setdefault(model_of(check), []).append(check.record)
    told: dict[uuid.UUID, members.Member | None] = {}
    for model, pks in of_model.items():
        stand = set(model._default_manager.filter(pk__in=pks).values_list("pk", flat=True))
        told |= dict.fromkeys(pks)
        told |= members.of_keys(model, stand, user)
    return told


def opens(check: SampleCheck, user: User) -> bool:
    """Tell whether a person can look at a drawn record: one they may open, or one that is no more."""
    member = shown([check], user)[check.record]
    return member is None or bool(member.url)
