"""Signing for one side: two sides, two persons, one text."""

from dataclasses import dataclass

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.enclave import access
from hometown.enclave.models import Agreement, Signature, Statement
from hometown.enclave.sealing import digest_of
from hometown.kernel import clock
from hometown.kernel.errors import NotAllowed, RuleBroken


@dataclass(frozen=True)
class Made:
    """A signature about to be written, and whether it is the second."""

    signature: Signature
    is_second: bool


def sign(actor: User, paper: Agreement | Statement, side: str = "") -> Made:
    """Return the signature of a person for a side; without one named, for the only one that is theirs to sign.

    Raises NotAllowed for somebody of no side, RuleBroken where that side, or that person, has signed already.
    """
    mine = access.sides(actor, paper.enclave, Capability.SIGN_ENCLAVES)
    if not mine or (side and side not in mine):
        raise NotAllowed("enclave.signer_only")
    signed = list(paper.signatures.all())
    if any(one.person_id == actor.pk for one in signed):
        raise RuleBroken("enclave.two_persons")
    wanted = [side] if side else sorted(mine - {one.side for one in signed})
    if not wanted or any(one.side in wanted for one in signed):
        raise RuleBroken("enclave.side_signed")
    if len(wanted) > 1:
        raise RuleBroken("enclave.which_side")
    made = Signature(side=wanted[0], person=actor, on=clock.today(), digest=digest_of(paper))
    if isinstance(paper, Agreement):
        made.agreement = paper
    else:
        made.statement = paper
    return Made(made, is_second=bool(signed))
