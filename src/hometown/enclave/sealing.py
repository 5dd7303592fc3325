"""What a signature stands for: one digest over the numbers, days and keys of a paper."""

import hashlib
import json
from typing import Any

from .models import Agreement, Statement

# What may still change after the first signature: the course of the paper, and sentences (a person may have to go).
_COURSE = frozenset(
    {"id", "revision", "signed_on", "due_on", "replaced_on", "withdrawn_on", "withdrawn_by", "withdrawn_why"}
)


def digest_of(paper: Agreement | Statement) -> str:
    """Return SHA-256 over what is signed, in hex: the paper's own columns and the rows that belong to it."""
    told = _columns(paper)
    if isinstance(paper, Agreement):
        rows = [*paper.taxes.all(), *paper.bands.all(), *paper.powers.all()]
        told["paper"] = paper.blob.sha256 if paper.blob else ""
    else:
        rows = list(paper.lines.all())
    told["rows"] = sorted((_columns(row) for row in rows), key=lambda one: json.dumps(one, sort_keys=True))
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _columns(row: Any) -> dict[str, Any]:
    left_out = _COURSE | row.text_fields
    return {field.attname: _plain(field, row) for field in row._meta.concrete_fields if field.attname not in left_out}


def _plain(field: Any, row: Any) -> Any:
    value = field.get_prep_value(getattr(row, field.attname))
    return value if value is None or isinstance(value, bool | int) else str(value)
