"""The keys that seal. The public half is in the book; the private half is a file in a folder apart.

A bulletin that is signed off while no key can be read waits until somebody who can read one seals it.
"""

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import NotFound, RuleBroken
from hometown.ledger import book

from .models import SigningKey


@dataclass(frozen=True)
class Signer:
    """A key that can sign."""

    record: SigningKey
    sign: Callable[[bytes], bytes]


def signer() -> Signer:
    """Return the newest key that stands and can be read. Raises RuleBroken `bulletins.no_key`."""
    for record in standing():
        path = path_of(record.public_key)
        try:
            private = form.load_pem_private_key(path.read_bytes(), password=None)
        except (OSError, ValueError, UnsupportedAlgorithm):
            continue
        if isinstance(private, Ed25519PrivateKey) and _public(private) == record.public_key:
            return Signer(record, private.sign)
    raise RuleBroken("bulletins.no_key", folder=str(settings.SEAL_KEYS))


def standing() -> list[SigningKey]:
    """Return the keys that seal, the newest first."""
    return list(SigningKey.objects.filter(until__isnull=True, revoked_because="").order_by("-since", "-pk"))


def path_of(public_key: str) -> Path:
    """Return where the private half of a key lies."""
    return Path(settings.SEAL_KEYS) / f"{public_key[:16]}.pem"


def make(actor: User | None) -> SigningKey:
    """Make a key. Raises RuleBroken while another stands: that one is rotated."""
    if standing():
        raise RuleBroken("bulletins.key_stands")
    return _made(actor, "seal_key.made")


def rotate(actor: User | None) -> SigningKey:
    """Make a key in the place of those that stand. What they sealed holds."""
    return _made(actor, "seal_key.rotated")


def revoke(actor: User | None, *, key: str, because: str) -> SigningKey:
    """Say that a key is no longer to be believed, and why. Raises NotFound, and RuleBroken without a reason."""
    found: SigningKey | None = SigningKey.objects.filter(public_key__startswith=key.lower()).first() if key else None
    if found is None:
        raise NotFound("bulletins.no_such_key", key=key)
    if not because.strip():
        raise RuleBroken("bulletins.revoked_why")
    found.until, found.revoked_because = found.until or clock.now(), because.strip()
    with book.entry("seal_key.revoked", actor=actor.pk if actor else None) as entry:
        entry.put(found)
    return found


def _made(actor: User | None, verb: str) -> SigningKey:
    private = Ed25519PrivateKey.generate()
    record = SigningKey(public_key=_public(private), since=clock.now())
    path = _kept(private, record.public_key)
    with ExitStack() as on_failure:
        on_failure.callback(path.unlink)
        with book.entry(verb, actor=actor.pk if actor else None) as entry:
            for former in standing():
                former.until = record.since
                entry.put(former)
            entry.put(record)
        on_failure.pop_all()
    return record


def _public(private: Ed25519PrivateKey) -> str:
    return private.public_key().public_bytes(form.Encoding.Raw, form.PublicFormat.Raw).hex()


def _kept(private: Ed25519PrivateKey, public_key: str) -> Path:
    """Write the private half where only its owner reads it."""
    path = path_of(public_key)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = private.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return path
