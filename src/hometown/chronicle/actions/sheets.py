"""A fact sheet goes its way: drawn, read by its officer, remarked on, answered, closed, concluded in words."""

from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.chronicle import access
from hometown.chronicle.drawing import Drawing
from hometown.chronicle.models import FactSheet, SheetRemark
from hometown.chronicle.rules import TASK, Outcome, SheetState
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.policy.rules import deadline
from hometown.policy.standing import in_force
from hometown.programme.models import Posting
from hometown.tasks import actions as tasks
from hometown.tasks.models import Task

from .checking import said, without_marks, without_typed_numbers

REMARK_MOST, CONCLUSION_MOST = 500, 2000


@book.turn()
def draw_sheet(actor: User, *, posting: Posting) -> FactSheet:
    """Draw the fact sheet of a posting: by a coordinator, or by the officer. The officer reads it first.

    Raises RuleBroken when it is drawn already, before the posting begins, and for an officer without an account: nobody
    else would be the first to read it.
    """
    if not access.is_own(actor, posting):
        access.require_keeper(actor, posting)
    if posting.officer.user is None:
        raise RuleBroken("chronicle.no_account", officer=posting.officer.name)
    today = clock.today()
    if today < posting.first_on:
        raise RuleBroken("chronicle.not_begun", day=posting.first_on)
    if FactSheet.objects.filter(posting=posting).exists():
        raise RuleBroken("chronicle.drawn_already")
    until = deadline(in_force(today), in_force(today).chronicle.first_look, today)
    row = FactSheet(posting=posting, drawn_on=today, drawn_by=actor.pk, first_until=until)
    with book.entry("fact_sheet.drawn", actor=actor.pk) as entry:
        entry.put(row)
        if not access.is_own(actor, posting):
            tasks.set_task(
                actor, what=_("Look over your fact sheet"), owner=posting.officer.user, due_on=until, kind=TASK,
                about=row, about_name=posting.batch.name,
            )  # fmt: skip
    return row


def remark(actor: User, *, sheet: FactSheet, line: str, text: str) -> SheetRemark:
    """Say something to one line: a correction or a remark. Said again before it is answered, it replaces the first."""
    access.require_own(actor, sheet.posting)
    _require_not_closed(sheet)
    words = said("text", text, REMARK_MOST)
    known = {one.code for section in Drawing(sheet.posting, clock.today()).sections() for one in section.lines}
    if line not in known:
        raise BadInput("chronicle.no_line", fields={"line": BadInput("chronicle.no_line")})
    held = sheet.remarks.filter(line=line, withdrawn_on__isnull=True, outcome="").first()
    row = held or SheetRemark(sheet=sheet, line=line)
    row.text, row.said_on = words, clock.today()
    with book.entry("fact_sheet.remarked", actor=actor.pk) as entry:
        entry.put(row)
    return row


def take_back_remark(actor: User, *, remark: SheetRemark) -> SheetRemark:
    """Take a remark back, until it is answered."""
    access.require_own(actor, remark.sheet.posting)
    _require_not_closed(remark.sheet)
    if remark.outcome:
        raise RuleBroken("chronicle.answered_already", day=remark.answered_on)
    remark.withdrawn_on = clock.today()
    with book.entry("fact_sheet.remark_withdrawn", actor=actor.pk) as entry:
        entry.put(remark)
    return remark


def pass_on(actor: User, *, sheet: FactSheet) -> FactSheet:
    """Let the coordinator read it now. Nobody has to: the days of the first look end by themselves."""
    access.require_own(actor, sheet.posting)
    _require_not_closed(sheet)
    if sheet.passed_on is not None:
        raise RuleBroken("chronicle.passed_on_already", day=sheet.passed_on)
    sheet.passed_on = clock.today()
    with book.entry("fact_sheet.passed_on", actor=actor.pk) as entry:
        entry.put(sheet)
        _close_tasks(actor, sheet)
    return sheet


def answer_remark(actor: User, *, remark: SheetRemark, outcome: str, answer: str = "") -> SheetRemark:
    """Answer a remark: accepted, or the line is left as it is, with the reason."""
    sheet = remark.sheet
    access.require_keeper(actor, sheet.posting)
    access.require_opened(actor, sheet)
    _require_not_closed(sheet)
    if outcome not in list(Outcome):
        raise BadInput("chronicle.accepted_or_left", fields={"outcome": BadInput("chronicle.accepted_or_left")})
    words = answer.strip()[:REMARK_MOST]
    if outcome == Outcome.LEFT and not words:
        raise BadInput("chronicle.reason_needed", fields={"answer": BadInput("chronicle.reason_needed")})
    remark.outcome, remark.answer = outcome, without_marks("answer", words)
    remark.answered_on, remark.answered_by = clock.today(), actor.pk
    with book.entry("fact_sheet.answered", actor=actor.pk) as entry:
        entry.put(remark)
    return remark


@book.turn()
def close_sheet(actor: User, *, sheet: FactSheet) -> FactSheet:
    """Close a sheet: its lines and figures stay as they are now. Each remark has its answer first."""
    access.require_keeper(actor, sheet.posting)
    access.require_opened(actor, sheet)
    _require_not_closed(sheet)
    today = clock.today()
    if sheet.state(today) is SheetState.OFFICER:
        raise RuleBroken("chronicle.officer_first", day=sheet.first_until)
    if sheet.remarks.filter(withdrawn_on__isnull=True, outcome="").exists():
        raise RuleBroken("chronicle.answer_first")
    sheet.lines, sheet.figures = Drawing(sheet.posting, today).to_keep()
    sheet.closed_on, sheet.closed_by = today, actor.pk
    with book.entry("fact_sheet.closed", actor=actor.pk) as entry:
        entry.put(sheet)
        _close_tasks(actor, sheet)
    return sheet


def conclude(actor: User, *, sheet: FactSheet, conclusion: str) -> FactSheet:
    """Write the conclusion of a closed sheet in words: no mark, no rank, nobody compared, no typed number."""
    access.require_concluder(actor, sheet.posting)
    access.require_opened(actor, sheet)
    if sheet.closed_on is None:
        raise RuleBroken("chronicle.close_first")
    words = said("conclusion", conclusion, CONCLUSION_MOST)
    sheet.conclusion = without_typed_numbers("conclusion", without_marks("conclusion", words))
    sheet.concluded_on, sheet.concluded_by = clock.today(), actor.pk
    with book.entry("fact_sheet.concluded", actor=actor.pk) as entry:
        entry.put(sheet)
    return sheet


def _require_not_closed(sheet: FactSheet) -> None:
    if sheet.closed_on is not None:
        raise RuleBroken("chronicle.closed_already", day=sheet.closed_on)


def _close_tasks(actor: User, sheet: FactSheet) -> None:
    for todo in Task.objects.about(sheet).open():
        tasks.close_task(actor, task=todo, note="", vouched=True)
