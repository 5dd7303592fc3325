"""Heads of the book for those outside: told, drawn as a code a phone reads, and a kept one compared."""

import io
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import segno
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from hometown.kernel import clock
from hometown.kernel.errors import BadInput
from hometown.ledger import tree

from . import verify_bulletin

KEPT = re.compile(r"\s*(?:hometown:)?(\d{1,12})[\s:/]+([0-9a-fA-F]{64})\s*\Z")


@dataclass(frozen=True)
class Kept:
    """A head that somebody kept."""

    size: int
    root: str


def as_data(*, since: int | None = None) -> dict[str, Any]:
    """Return the head with the proof that it continues an earlier one, as `verify_bulletin --head` reads it."""
    head = tree.head()
    begun = head.size if since is None else since
    if begun > head.size:
        raise BadInput("bulletins.head_to_come", size=head.size)
    path = [one.hex() for one in tree.consistency(begun, head.size)]
    proof = {"size": begun, "path": path}
    return {"format": verify_bulletin.HEAD_FORMAT, "size": head.size, "root": head.root.hex(), "since": proof}


def read(text: str) -> Kept:
    """Return a head that somebody typed or scanned. Raises BadInput."""
    found = KEPT.match(text)
    if found is None:
        raise BadInput("bulletins.no_head")
    return Kept(int(found.group(1)), found.group(2).lower())


def continues(kept: Kept) -> bool:
    """Tell whether this book continues the book of a kept head. Raises BadInput for a head that is yet to come."""
    size = tree.size()
    if kept.size > size:
        raise BadInput("bulletins.head_to_come", size=size)
    return tree.head(kept.size).root.hex() == kept.root


def for_devices() -> dict[str, str]:
    """Return what a page needs to make the device that shows it a witness (`face/frame/witness.html`).

    A demo is made anew at the same address, so that its heads are kept under its first line. A real book has one name
    for ever: one written anew from the first line is just what a witness is to see.
    """
    book = _first_root() if clock.pinned_day() else ""
    return {"url": reverse("proof-head"), "page": reverse("proofs"), "book": book}


@cache
def _first_root() -> str:
    return tree.head(1).root.hex()[:16]


def text_of(size: int, root: str) -> str:
    """Return a head as it is printed and scanned."""
    return f"hometown:{size}:{root}"


def as_picture(text: str) -> bytes:
    """Return a QR code as PNG, for paper."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="png", scale=5, border=2)
    return out.getvalue()


def drawn(text: str) -> SafeString:
    """Return the QR code of a head as SVG to stand in a page; it is made of squares, and of nothing anybody typed."""
    out = io.BytesIO()
    segno.make(text, error="m").save(
        out, kind="svg", xmldecl=False, svgns=True, svgclass="qr", lineclass=None, light="#fff", border=2, omitsize=True
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308
