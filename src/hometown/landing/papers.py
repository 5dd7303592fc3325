"""Papers that the house writes out of what departments typed, so that a gate has them and nobody types twice.

They are in the city's language, whoever reads the page in which.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from hometown.accounts.models import User
from hometown.files import actions as files
from hometown.files.kinds import Medium
from hometown.files.receiving import Taken
from hometown.kernel import clock
from hometown.policy.rules import evidence_kind
from hometown.policy.shape import Policy
from hometown.projects import actions as projects
from hometown.projects.models import Project
from hometown.projects.rules import fits_medium

from . import labels
from .models import JointReview, Routing
from .standing import Sheet, Standing

TEXT, TABLE = Medium.DOCUMENT, Medium.TABLE


def is_asked_for(policy: Policy, stage: str, kind: str, medium: Medium) -> bool:
    """Tell whether a gate knows this kind of paper and takes it in this form."""
    known = evidence_kind(policy, stage, kind)
    return known is not None and not known.retired and fits_medium(known.media, str(medium))


def put_on_file(actor: User, project: Project, stage: str, kind: str, taken: Taken, file_name: str) -> None:
    """Keep a paper that was taken in, and bind it to the project's gate. Joins the open line of the book."""
    blob = files.receive(actor, stream_or_bytes=taken, file_name=file_name)
    projects.report_evidence(
        actor, project=project, stage=stage, kind=kind, file_name=file_name, blob=blob, dated_on=clock.today()
    )


def assessment(routing: Routing, said: Iterable[tuple[str, str]]) -> tuple[bytes, str]:
    """Return a county's assessment as a text, with its file name."""
    with override(labels.CITY_LANGUAGE):
        told = [
            (_("Project"), routing.project.name),
            (_("Company"), routing.project.company.name),
            (_("Unit"), routing.unit.name),
            (_("Day"), clock.today().isoformat()),
            *((labels.OPINIONS[name], words) for name, words in said),
        ]
        facts = [f"{label}：{words}" for label, words in told]
        lines = [_("Assessment"), "", *facts, "", _("Conclusion: follow it, the unit takes it.")]
        name = _("Assessment of %(unit)s") % {"unit": routing.unit.name}
    return "\n".join(lines).encode(), f"{name}.txt"


def score_sheet(review: JointReview, standing: Standing) -> tuple[bytes, str]:
    """Return a joint review as a workbook: a line a criterion, a column a department, with its file name."""
    with override(labels.CITY_LANGUAGE):
        rows = [*_heading(review, standing), [], *_lines(standing), [], *_opinions(standing)]
        name = _("Sheet of the joint review")
    return _workbook(rows, name), f"{name}.xlsx"


def _heading(review: JointReview, standing: Standing) -> list[list[Any]]:
    return [
        [_("Sheet of the joint review")],
        [_("Project"), review.project.name],
        [_("Company"), review.project.company.name],
        [_("Opened"), review.opened_on],
        [_("Closed"), clock.today()],
        [_("Outcome"), str(labels.OUTCOMES[standing.verdict])],
        [_("Passes at"), standing.pass_at],
        [_("Version of the rules"), review.policy_version or _("as shipped")],
    ]


def _lines(standing: Standing) -> list[list[Any]]:
    units = [sheet.unit.name for sheet in standing.sheets]
    found: list[list[Any]] = [[_("Criterion"), _("Full mark"), *units, _("At least"), _("At most")]]
    for line in standing.lines:
        marks = [labels.mark_words(sheet, line.criterion) for sheet in standing.sheets]
        found.append([line.name, line.full, *marks, line.range.at_least, line.range.at_most])
    total = standing.total
    found.append([_("Sum"), standing.full, *("" for _one in units), total.at_least, total.at_most])
    return found


def _opinions(standing: Standing) -> list[list[Any]]:
    found: list[list[Any]] = [[_("Department"), _("Day"), _("Veto"), _("In words")]]
    found += [
        [sheet.unit.name, sheet.on or sheet.excused_on, sheet.veto_name, sheet.words or _excuse(sheet)]
        for sheet in standing.sheets
    ]
    return found


def _excuse(sheet: Sheet) -> str:
    return _("not waited for: %(why)s") % {"why": sheet.excused_because} if sheet.excused_on else ""


def _workbook(rows: Iterable[Sequence[Any]], title: str) -> bytes:
    """Write rows to a workbook; what somebody typed never becomes a formula."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.column_dimensions["A"].width = 24
    for row in rows:
        sheet.append([text_cell(sheet, value) if isinstance(value, str) else value for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def text_cell(sheet: Any, words: str, *, bold: bool = False) -> Any:
    """Return a cell that a spreadsheet reads as text whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    cell: Any = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", words))
    cell.data_type = "s"
    cell.quotePrefix = words[:1] in tuple("=+-@")
    if bold:
        cell.font = Font(bold=True)
    return cell
