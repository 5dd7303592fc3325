"""What raises a doubt about a project besides what does not fit together in itself: its signing, its receipts.

Pure. A doubt says what a verifier should look at; it says of nobody that they lied.
"""

import hashlib
import json
from collections.abc import Collection
from datetime import date
from decimal import Decimal

from hometown.policy.rules import deadline
from hometown.policy.shape import Policy

from .hints import Hint


def signing_doubts(
    policy: Policy,
    *,
    signed_on: date | None,
    first_contact_on: date | None,
    amount_yuan: Decimal | None,
    signed_before: date | None = None,
) -> tuple[Hint, ...]:
    """Return what is odd about a signing: a large one much too soon, or one that seems to have been signed before.

    `signed_before` is the latest day on which the same firm signed a project of the same name.
    """
    if signed_on is None:
        return ()
    found = []
    rule = policy.doubts
    if signed_before and signed_before <= signed_on <= deadline(policy, rule.signed_again_within, signed_before):
        found.append(Hint("signed_again", (("day", signed_before.isoformat()),)))
    is_large = amount_yuan is not None and amount_yuan >= rule.quick_from
    since = first_contact_on if is_large else None
    if since and since <= signed_on <= deadline(policy, rule.quick_within, since):
        found.append(Hint("signed_quickly", (("count", (signed_on - since).days),)))
    return tuple(found)


def receipt_doubts(files_twice: Collection[str]) -> tuple[Hint, ...]:
    """Return a doubt about receipts and photographs whose very bytes stand for two things."""
    return (Hint("paper_used_twice", (("files", sorted(files_twice)),)),) if files_twice else ()


def fingerprint_of(project: str, hint: Hint) -> str:
    """Return what a doubt is known by: the same rule over the same facts of a project is the same doubt."""
    told = json.dumps([project, hint.reason, hint.facts], default=str, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()
