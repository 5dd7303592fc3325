"""Database columns for the kernel's values. The only part of the kernel, with `figures`, that knows Django."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from .bounds import Bound
from .dates import Precision
from .money import from_fen, to_fen


class MoneyField(models.BigIntegerField):  # type: ignore[type-arg]
    """An amount of money as a Decimal in main units (元), stored as whole hundredths (分).

    SQLite has no decimal type: a sum over its "decimal" columns is a float sum. Whole numbers add up exactly.
    """

    def from_db_value(self, value: int | None, *_: object) -> Decimal | None:
        return None if value is None else from_fen(value)

    def get_prep_value(self, value: Any) -> int | None:
        if value is None or hasattr(value, "resolve_expression"):
            return value  # type: ignore[no-any-return]
        return to_fen(self.to_python(value))  # type: ignore[arg-type]

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return value if prepared else self.get_prep_value(value)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        if isinstance(value, float):
            raise ValidationError("money is never a float")
        try:
            return Decimal(str(value))
        except ArithmeticError as error:
            raise ValidationError("not an amount of money") from error

    def formfield(self, **kwargs: Any) -> Any:
        from django import forms

        return forms.DecimalField(required=not self.blank, label=kwargs.get("label"), decimal_places=2)


def bound_field(**options: Any) -> "models.CharField[Any, Any]":
    """Return a column for a `Bound`; empty where there is no amount."""
    return models.CharField(max_length=10, choices=[(b.value, b.value) for b in Bound], blank=True, **options)


def precision_field(**options: Any) -> "models.CharField[Any, Any]":
    """Return a column for a date's `Precision`."""
    return models.CharField(
        max_length=10, choices=[(p.value, p.value) for p in Precision], default=Precision.DAY.value, **options
    )
