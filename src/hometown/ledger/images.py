"""Row images: a row as JSON and back, its commitment, and upcasting of older shapes.

Canonical JSON: sorted keys, no spaces, UTF-8, no NaN; Decimals, dates and identifiers as text.
"""

import base64
import hashlib
import json
import secrets
import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db import models

from .models import LedgeredModel

Image = dict[str, Any]
Upcaster = Callable[[Image], Image]
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
_PLAIN_TEXTS = {None: "null", True: "true", False: "false"}
# Columns of exactly these types hold what JSON can, once it has the column's type.
_SIMPLE: dict[type, type] = {
    models.CharField: str, models.TextField: str, models.BooleanField: bool, models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int, models.BigIntegerField: int, models.IntegerField: int,
}  # fmt: skip


def encoded(value: Any) -> Any:
    """Return a column's value as JSON can hold it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (bytes, memoryview)):
        return {"base64": base64.b64encode(bytes(value)).decode()}
    return value


def canonical(value: Any) -> bytes:
    """Return the one byte string that stands for a JSON value."""
    return told(value).encode()


def told(value: Any) -> str:
    """Return the one text that stands for a JSON value. Plain values, which are most, do not start the encoder."""
    kind = type(value)
    if value is None or kind is bool:
        return _PLAIN_TEXTS[value]
    return int.__repr__(value) if kind is int else _ENCODER.encode(value)


@cache
def columns(model: type[LedgeredModel]) -> tuple["models.Field[Any, Any]", ...]:
    """Return the columns of a model that the book holds."""
    return tuple(f for f in model._meta.concrete_fields if f.name not in model.unledgered_fields)


@cache
def _plan(model: type[LedgeredModel]) -> tuple[tuple[str, "models.Field[Any, Any]", type | None], ...]:
    return tuple((f.attname, f, _SIMPLE.get(type(f))) for f in columns(model))


def image_of(row: LedgeredModel) -> Image:
    """Return every recorded column of a row, personal ones included."""
    values = row.__dict__
    image = {}
    for name, field, simple in _plan(type(row)):
        value = values[name] if name in values else getattr(row, name)  # a deferred column is fetched
        image[name] = value if value is None or type(value) is simple else _read(field, value)
    return image


def _read(field: "models.Field[Any, Any]", value: Any) -> Any:
    """Return a value, of whatever type it was given, as its column stores it and JSON can hold it."""
    if not field.is_relation:
        value = field.to_python(value)
    if isinstance(value, Decimal):
        # As the column gives it back: 50 and 50.00 are one share. Money has no decimal_places of its own: hundredths.
        value = value.quantize(Decimal(1).scaleb(-getattr(field, "decimal_places", 2)))
    return encoded(value)


def commitment(salt: bytes, value: Any) -> bytes:
    """Return SHA-256 over a salt and a JSON value."""
    return hashlib.sha256(salt + canonical(value)).digest()


def commitment_of_text(salt: bytes, text: bytes) -> bytes:
    """Return SHA-256 over a salt and a JSON value given in canonical form."""
    return hashlib.sha256(salt + text).digest()


def commitment_of_row(salt: bytes, image: bytes, *, model: str, row: str, removed: bool) -> bytes:
    """Return the commitment of a row's image, given in canonical form: that of the four keys as one JSON value."""
    # The first form. Lines are written in parts since there is a tree; older ones keep this.
    rest = f',"model":"{model}","removed":{"true" if removed else "false"},"row":"{row}"}}'
    return hashlib.sha256(salt + b'{"image":' + image + rest.encode()).digest()


HEAD = "row"  # the part that says whose image it is


def head_of_row(*, model: str, row: str, removed: bool, version: int) -> bytes:
    """Return what the part HEAD commits to, in canonical form: that of its name and its four keys as one JSON value."""
    whose = f'"model":{told(model)},"removed":{told(removed)},"row":{told(row)},"version":{told(version)}'
    return f'["{HEAD}",{{{whose}}}]'.encode()


def salt_of_part(salt: bytes, name: str) -> bytes:
    """Return the salt of one part of a row's image."""
    return hashlib.sha256(salt + name.encode()).digest()[:16]


def parts_of(
    salt: bytes, image: Mapping[str, Any], opens: Iterable[str], *, model: str, row: str, removed: bool, version: int
) -> dict[str, tuple[bytes, Any]]:
    """Return what can be opened of a row's image without the rest: name → (salt, value). First whose image it is."""
    head = {"model": model, "removed": removed, "row": row, "version": version}
    values = [(HEAD, head), *((name, image.get(name)) for name in sorted(opens))]
    return {name: (salt_of_part(salt, name), value) for name, value in values}


def commitment_of_part(salt: bytes, name: str, value: Any) -> bytes:
    """Return the commitment of one part of a row's image."""
    return commitment_of_text(salt, f"[{told(name)},{told(value)}]".encode())


def whole_of(salt: bytes, image: bytes) -> bytes:
    """Return the commitment of a row's whole image, given in canonical form: the part that is opened to nobody."""
    return hashlib.sha256(salt + image).digest()


def commitment_in_parts(whole: bytes, parts: Iterable[bytes]) -> bytes:
    """Return the commitment of a row (the second form): over its whole image, and over each part that can be opened."""
    return hashlib.sha256(b"\x02" + whole + b"".join(parts)).digest()


def fresh_salt() -> bytes:
    """Return 16 bytes that nobody can guess."""
    return secrets.token_bytes(16)


def values_from(model: type[LedgeredModel], image: Mapping[str, Any]) -> dict[str, Any]:
    """Return keyword arguments that make the row of an image; a column the image lacks gets its default."""
    values = {}
    for field in columns(model):
        if field.attname not in image:
            continue
        value = image[field.attname]
        if isinstance(value, dict) and value.keys() == {"base64"}:
            value = base64.b64decode(value["base64"])
        elif value is not None and not isinstance(field, models.JSONField):
            target = field.target_field if field.is_relation else field  # type: ignore[attr-defined]
            value = target.to_python(value)
        values[field.attname] = value
    return values


def upcast(model: type[LedgeredModel], version: int, image: Image) -> Image:
    """Return an image of an older shape in today's shape, step by step.

    Raises LookupError when a step is missing: a change of shape without its upcaster is a bug.
    """
    steps = _upcasters(model._meta.app_label)
    while version < model.image_version:
        image = steps[(model._meta.model_name or "", version)](dict(image))
        version += 1
    return image


def _upcasters(app_label: str) -> Mapping[tuple[str, int], Upcaster]:
    """Return `UPCASTERS` of an app's `upcasters.py`: {(model name, from version): step}."""
    name = f"{apps.get_app_config(app_label).name}.upcasters"
    if find_spec(name) is None:
        return {}
    return import_module(name).UPCASTERS  # type: ignore[no-any-return]


def ledgered_models() -> list[type[LedgeredModel]]:
    """Return every ledgered model, in a stable order."""
    found = [m for m in apps.get_models() if issubclass(m, LedgeredModel)]
    return sorted(found, key=lambda m: m._meta.label_lower)
