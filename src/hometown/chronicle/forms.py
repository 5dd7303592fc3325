"""Forms of fact sheets and monthly reports. Each field is named as the keyword of the verb it feeds."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import labels
from .models import MonthlyReport
from .rules import PARTS, Outcome
from .sentences import REPORT_HEADINGS


def _text(label: Any, most: int, *, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more)


class NothingForm(forms.Form):
    """Nothing to fill in: the button says it all."""


class RemarkForm(forms.Form):
    """What the officer says to one line."""

    line = forms.ChoiceField(label=_("Line"))
    text = _text(_("Correction or remark"), 500, help_text=_("It is kept, and answered by the coordinator."))

    def __init__(self, *args: Any, lines: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [("", "—"), *lines]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What the coordinator says to a remark."""

    outcome = forms.ChoiceField(
        label=_("Answer"), choices=[(one.value, words) for one, words in labels.OUTCOMES.items()],
        widget=forms.RadioSelect,
        help_text=_("An accepted remark is printed with the line. What is wrong in a record is put right there."),
    )  # fmt: skip
    answer = _text(_("Reason"), 500, required=False, help_text=_("Needed where the line is left as it is."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("outcome", Outcome.ACCEPTED.value)


class ConclusionForm(forms.Form):
    """What a person concludes, in words."""

    conclusion = _text(
        _("Conclusion"), 2000, rows=8,
        help_text=_("In words. No mark, no place in an order, nobody compared; numbers stand in the sheet."),
    )  # fmt: skip


class MonthForm(forms.Form):
    """Of which month the report is."""

    month = forms.ChoiceField(label=_("Month"))

    def __init__(self, *args: Any, months: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = months  # type: ignore[attr-defined]


class ReportForm(forms.Form):
    """The words of a report, part by part."""

    done = _text(REPORT_HEADINGS["done"], 3000, rows=7, required=False)
    leads = _text(
        REPORT_HEADINGS["leads"], 3000, rows=5, required=False,
        help_text=_("The sending unit reads no lead: name no firm."),
    )  # fmt: skip
    answers = _text(REPORT_HEADINGS["answers"], 3000, rows=5, required=False)
    next_month = _text(REPORT_HEADINGS["next_month"], 3000, rows=5, required=False)

    @staticmethod
    def begun(report: MonthlyReport) -> dict[str, str]:
        """Return what stands in a report."""
        return {name: getattr(report, name) for name in PARTS}
