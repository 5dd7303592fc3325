"""Form fields that read what people write: amounts with their bound, dates as fine as they are known, a typeahead."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hometown.face import formats, reading
from hometown.face.widgets import Chosen, Combobox, DayInput, FilesInput
from hometown.kernel.dates import DatedTo
from hometown.kernel.money import Amount

EARLIEST, LATEST = 1900, 2199  # years


class ChosenField(forms.Field):
    """A typeahead; cleans to `Chosen(value, text)`. Its initial value is a `Chosen` too.

    `only_listed` refuses a text that was typed and not chosen.
    """

    default_error_messages = {
        "required": _("Type a few letters and choose one."),
        "not_listed": _("Choose one from the list."),
    }

    def __init__(
        self, url: Any, *, create_url: Any = "", create_text: Any = "", only_listed: bool = False, **kwargs: Any
    ) -> None:
        kwargs.setdefault("widget", Combobox(url, create_url, create_text))
        super().__init__(**kwargs)
        self.only_listed = only_listed

    def clean(self, value: Any) -> Chosen:
        chosen = value if isinstance(value, Chosen) else Chosen("", "")
        if self.required and not (chosen.value or chosen.text):
            raise ValidationError(self.error_messages["required"], code="required")
        if self.only_listed and chosen.text and not chosen.value:
            raise ValidationError(self.error_messages["not_listed"], code="not_listed")
        return chosen

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or Chosen("", "")) != (data or Chosen("", ""))


class AmountField(forms.CharField):
    """An amount as people write it; cleans to an `Amount`, or None when empty."""

    default_error_messages = {"invalid": _("Write an amount with its unit, such as 42 million.")}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Amount):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            return reading.amount(text)
        except (ValueError, ArithmeticError) as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return str(formats.money(value, get_language() or "")) if isinstance(value, Amount) else value


def _require_plausible(day: date) -> None:
    """Refuse a slip of the fingers: a browser takes a year of two digits for one of antiquity."""
    if not EARLIEST <= day.year <= LATEST:
        raise ValidationError(_("Look at the year: %(year)s."), code="year", params={"year": f"{day.year:04}"})


class DayField(forms.DateField):
    """A day; its year is one that somebody alive writes about."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        day: date | None = super().to_python(value)
        if day is not None:
            _require_plausible(day)
        return day


class DatedField(forms.CharField):
    """A date as fine as it is known; cleans to a `DatedTo`, or None when empty."""

    default_error_messages = {"invalid": _("Write a date such as 2019-10-12, or only a month such as 2019-10.")}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, DatedTo):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            dated = reading.dated(text)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        _require_plausible(dated.on)
        return dated

    def prepare_value(self, value: Any) -> Any:
        return formats.day(value, get_language() or "") if isinstance(value, DatedTo) else value


class FilesField(forms.FileField):
    """Several files; cleans to a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        if not data:
            super().clean(None, initial)
            return []
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in files]
