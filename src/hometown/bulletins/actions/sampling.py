"""Looking again: drawing records of a sealed figure, and saying of each whether it holds."""

from hometown.accounts.models import User
from hometown.bulletins import access, sampling
from hometown.bulletins.models import Bulletin, Sample, SampleCheck, SealedFigure
from hometown.bulletins.rules import fault_of_check, fault_of_size
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.ledger import book


def draw_sample(actor: User, *, bulletin: Bulletin, figure: str, size: int) -> Sample:
    """Draw records of a figure of a sealed bulletin, to be looked at again. Its head says which ones.

    Raises NotFound for a figure that is not in it, RuleBroken when a sample was drawn from it already or it counted
    nothing, BadInput for none or too many.
    """
    access.require_sampler(actor)
    if fault := fault_of_size(size):
        raise BadInput(fault, fields={"size": BadInput(fault)})
    with book.turn():
        sealed = _sealed_figure(access.bulletin_to_sample(actor, bulletin.pk), figure)
        drawn = sampling.draw(sealed.seal, figure, size)
        if not drawn:
            raise RuleBroken("bulletins.nothing_to_draw")
        sample = Sample(figure=sealed, size=size, drawn_on=clock.today(), drawn_by=actor.pk)
        with book.entry("sample.drawn", actor=actor.pk) as entry:
            entry.put(sample)
            for place, one in enumerate(drawn, 1):
                entry.put(SampleCheck(sample=sample, place=place, record_model=one.model, record=one.pk))
    return sample


def _sealed_figure(bulletin: Bulletin, code: str) -> SealedFigure:
    found: SealedFigure | None = (
        SealedFigure.objects.filter(seal=bulletin.seal_id, told__code=code).select_related("seal__blob").first()
    )
    if found is None:
        raise NotFound("bulletins.no_figure", name=code)
    if Sample.objects.filter(figure=found).exists():
        raise RuleBroken("bulletins.drawn_already")
    return found


def check_sampled(actor: User, *, check: SampleCheck, holds: bool, reason: str = "") -> SampleCheck:
    """Say whether a drawn record holds. Once, by a verifier who had no hand in it; what does not hold says why.

    Raises NotAllowed for who had, or may not open it, RuleBroken the second time, BadInput without a reason.
    """
    access.require_sampler(actor)
    if fault := fault_of_check(holds=holds, reason=reason):
        raise BadInput(fault, fields={"reason": BadInput(fault)})
    with book.turn():
        current = access.sampled(actor, check.pk)
        if current.checked_on is not None:
            raise RuleBroken("bulletins.checked_already", on=current.checked_on)
        if not sampling.opens(current, actor):
            raise NotAllowed("bulletins.sampled_unseen")
        if actor.pk in sampling.hands_of(current):
            raise NotAllowed("bulletins.sampled_own")
        current.holds, current.reason = holds, reason.strip()[:500]
        current.checked_by, current.checked_on = actor.pk, clock.today()
        with book.entry("sample.checked", actor=actor.pk) as entry:
            entry.put(current)
    return current
