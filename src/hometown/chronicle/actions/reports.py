"""A monthly report is drawn from records, worded by its officer, sent to the people of the sending unit."""

from datetime import date

from hometown.accounts.models import User
from hometown.chronicle import access, drafting
from hometown.chronicle.models import MonthlyReport, ReportReader
from hometown.chronicle.rules import PARTS
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.programme.models import Batch

from .checking import without_marks, without_typed_numbers

PART_MOST = 3000


@book.turn()
def draw_report(actor: User, *, batch: Batch, month: date | None) -> MonthlyReport:
    """Draw the report of a month from records: the officer's own, of a month they were posted in and that has begun.

    Raises BadInput for another month, RuleBroken when it is drawn already.
    """
    officer = access.officer_of(actor)
    if month is None or (batch.pk, month) not in {
        (one.pk, day) for one, day in drafting.months_of(officer, clock.today())
    }:
        raise BadInput("chronicle.no_such_month", fields={"month": BadInput("chronicle.no_such_month")})
    if MonthlyReport.objects.filter(officer=officer, batch=batch, month=month).exists():
        raise RuleBroken("chronicle.drawn_already")
    row = MonthlyReport(officer=officer, batch=batch, unit=officer.home_unit, month=month, drawn_on=clock.today())
    for name, text in drafting.draft_of(row).items():
        setattr(row, name, text)
    with book.entry("monthly_report.drawn", actor=actor.pk) as entry:
        entry.put(row)
    return row


def write_report(
    actor: User, *, report: MonthlyReport, done: str, leads: str, answers: str, next_month: str
) -> MonthlyReport:
    """Put a report in other words. Numbers stay places of figures; what was drawn may stand as it is."""
    access.require_writer(actor, report)
    _require_not_sent(report)
    drawn, typed = drafting.draft_of(report), dict(zip(PARTS, (done, leads, answers, next_month), strict=True))
    for name, words in typed.items():
        text = words.strip().replace("\r\n", "\n")
        if len(text) > PART_MOST:
            problem = BadInput("chronicle.fewer_words", most=PART_MOST)
            raise BadInput("chronicle.fewer_words", most=PART_MOST, fields={name: problem})
        kept = f"{drawn[name]}\n{getattr(report, name)}"
        setattr(report, name, without_marks(name, without_typed_numbers(name, text, kept)))
    with book.entry("monthly_report.written", actor=actor.pk) as entry:
        entry.put(report)
    return report


@book.turn()
def send_report(actor: User, *, report: MonthlyReport) -> MonthlyReport:
    """Send a report to those of the sending unit who may read it; its figures are kept as they are now.

    Raises RuleBroken where nobody there may.
    """
    access.require_writer(actor, report)
    _require_not_sent(report)
    today = clock.today()
    people = access.readers_of(report.unit, today)
    if not people:
        raise RuleBroken("chronicle.nobody_reads", unit=report.unit.name)
    report.figures = drafting.numbers_of(report).to_keep(getattr(report, name) for name in PARTS)
    report.sent_on, report.sent_by = today, actor.pk
    with book.entry("monthly_report.sent", actor=actor.pk) as entry:
        entry.put(report)
        entry.put_many([ReportReader(report=report, user=one) for one in people])
    return report


@book.turn()
def take_back_report(actor: User, *, report: MonthlyReport) -> MonthlyReport:
    """Take a sent report back, to put it right and send it again. That it was sent stays in the book."""
    access.require_writer(actor, report)
    if report.sent_on is None:
        raise RuleBroken("chronicle.not_sent")
    report.sent_on, report.sent_by, report.figures = None, None, {}
    with book.entry("monthly_report.taken_back", actor=actor.pk) as entry:
        entry.put(report)
        for row in report.readers.all():
            entry.remove(row)
    return report


def _require_not_sent(report: MonthlyReport) -> None:
    if report.sent_on is not None:
        raise RuleBroken("chronicle.sent_already", day=report.sent_on)
