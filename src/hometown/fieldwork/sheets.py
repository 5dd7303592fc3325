"""The list of activities as a workbook. What looks like a formula stays text; counterparts' names stay out."""

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from hometown.accounts.models import User

from . import telling
from .querysets import ActivityQuerySet

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 100_000
AT_ONCE = 500
WIDTHS = (12, 16, 36, 36, 24, 14, 24, 18, 48, 36, 12, 16)


def workbook(reader: User, found: ActivityQuerySet) -> BytesIO:
    """Return the activities a person may see, one row each, as xlsx bytes to read from the start."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Activities"))
    for number, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_text(sheet, words, bold=True) for words in _heads()])
    for activities in _stretches(found):
        for one in telling.told(reader, activities):
            sheet.append([_text(sheet, value) if isinstance(value, str) else value for value in _row(one)])
    stream = BytesIO()
    book.save(stream)
    stream.seek(0)
    return stream


def _stretches(found: ActivityQuerySet) -> Any:
    """Yield the activities in stretches, so that a long list does not lie in memory whole."""
    for start in range(0, MOST_ROWS, AT_ONCE):
        stretch = list(found[start : start + AT_ONCE])
        if stretch:
            yield stretch
        if len(stretch) < AT_ONCE:
            return


def _heads() -> list[str]:
    return [
        _("Day"), _("Kind"), _("Title"), _("Firms"), _("Who took part"), _("Batch"), _("Place"), _("Interest"),
        _("What was said"), _("Next step"), _("By which day"), _("Counts as visited"),
    ]  # fmt: skip


def _row(one: telling.ToldActivity) -> list[Any]:
    activity, is_open = one.activity, one.is_open
    interest = one.interest
    return [
        activity.on,
        one.kind,
        one.title,
        "、".join(company.link.company.name for company in one.companies),
        "、".join(one.officers),
        activity.batch.name if activity.batch else "",
        activity.place,
        str(interest.interest) if interest else "",
        activity.summary if is_open else "",
        activity.next_step if is_open else "",
        activity.next_step_due if is_open else None,
        _("no") if one.lacks else _("yes") if one.companies else "",
    ]


def _text(sheet: Any, words: str, *, bold: bool = False) -> Any:
    """Return a cell that a spreadsheet reads as text whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", words))
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
