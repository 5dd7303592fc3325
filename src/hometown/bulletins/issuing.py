"""Sealing a bulletin that is signed off: done where the key lies, by the command line, never by the pages."""

from collections.abc import Mapping

from hometown.accounts.models import User
from hometown.kernel.errors import RuleBroken
from hometown.ledger import book

from . import access, keys, sealing
from .actions.signing import standing_of
from .issue import Issue, codes_in
from .models import Bulletin, Seal
from .rules import Step, fault_of_step, parts_differ


def seal_issue(actor: User, bulletin: Bulletin, *, signer: keys.Signer | None = None) -> sealing.Bundle:
    """Seal a bulletin as its figures stand now. Raises RuleBroken unless it is signed off, and without a key."""
    access.require_returner(actor)
    signer = signer or keys.signer()
    with book.turn():
        current: Bulletin = Bulletin.objects.with_reader_needs().get(pk=bulletin.pk)
        fault = fault_of_step(standing_of(current), Step.SEALED, str(actor.pk))
        if fault:
            raise RuleBroken(fault)
        issue = Issue(current)
        document = issue.document()
        results = {code: issue.result(code) for code in sorted(set(codes_in(document)))}

        def sealed(row: Seal) -> list[Bulletin]:
            current.step, current.seal = Step.SEALED, row
            return [current]

        bundle = sealing.seal(
            results, document=document, actor=actor, title=title_of(current), signer=signer, along=sealed
        )
    bulletin.step, bulletin.seal, bulletin.revision = current.step, current.seal, current.revision
    return bundle


def changed_since_signed(bulletin: Bulletin, values: Mapping[str, str]) -> list[str]:
    """Return the codes of the figures that say something else than when the bulletin was signed off."""
    return parts_differ(bulletin.signed_values, values) if bulletin.signed_values else []


def title_of(bulletin: Bulletin) -> str:
    """Return the name of a bulletin in lists of seals: its month, and its batch if it is of one."""
    return f"{bulletin.month:%Y-%m}" + (f" · {bulletin.batch.name}" if bulletin.batch else "")
