"""What an auditor with the database can prove beyond a stranger: that nothing was left out, and that nothing was added.

Each figure is asked again, by the code of today, over the tables as the book knew them at the head of the bundle.
"""

import uuid
from collections.abc import Iterator
from typing import Any

from django.utils.dateparse import parse_datetime

from hometown.ledger import moments, tree

from .figures import find
from .models import Seal, SigningKey
from .sealing import Bundle, exclusions_as_data, scope_from, seal_of, value_as_text


def problems(bundle: Bundle) -> Iterator[str]:
    """Yield what of a bundle, itself verified, does not agree with this database."""
    payload = bundle.payload
    head = payload["tree"]
    if head["size"] > tree.size():
        yield f"this book has {tree.size()} lines, and the bundle was sealed over {head['size']}"
        return
    if tree.head(head["size"]).root.hex() != head["root"]:
        yield f"the first {head['size']} lines of this book are not those over which the bundle was sealed"
        return
    yield from _sealing(bundle)
    with moments.as_known_at(head["size"]):
        for figure in payload["figures"]:
            yield from (f"figure {figure['code']}: {what}" for what in _figure(figure, payload["rows"]))


def _sealing(bundle: Bundle) -> Iterator[str]:
    sealed: Seal = seal_of(bundle)
    if sealed.signature != bundle.data["signature"]:
        yield "the signature is not the one in the book"
    key: SigningKey = sealed.key
    at = parse_datetime(bundle.payload["sealed_at"])
    if key.public_key != bundle.payload["key"] or at is None or at < key.since or (key.until and at > key.until):
        yield "the key did not stand when the bundle was sealed"
    if key.revoked_because:
        yield f"the key {key.public_key} is revoked: {key.revoked_because}"


def _figure(figure: dict[str, Any], rows: list[dict[str, Any]]) -> Iterator[str]:
    known = find(figure["of"])
    if known is None or known.version != figure["version"]:
        now = f"is now at version {known.version}" if known else "is gone"
        yield f"it was sealed under version {figure['version']} of its definition, which {now}"
        return
    result = known.of(scope_from(figure["scope"]))
    value, bound = value_as_text(result), str(result.bound)
    if (value, bound) != (figure["value"], figure["bound"]):
        yield f"it was sealed as {figure['value']} ({figure['bound']}), and the database makes it {value} ({bound})"
    counted = {uuid.UUID(rows[number]["parts"][0]["value"]["row"]) for number in figure["members"]}
    stand = set(result.members.order_by().values_list("pk", flat=True))
    if stand - counted:
        yield f"{len(stand - counted)} records were left out, the first {min(stand - counted)}"
    if counted - stand:
        yield f"{len(counted - stand)} records were added, the first {min(counted - stand)}"
    left_out = [one["count"] for one in figure["exclusions"]]
    if left_out != [one["count"] for one in exclusions_as_data(result)]:
        yield "what it says was left out is not what was"
