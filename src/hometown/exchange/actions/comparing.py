"""What they do there beside what is missing here, and what is done about it."""

from datetime import date

from hometown.accounts.models import User
from hometown.exchange import access
from hometown.exchange.models import Benchmark, Practice
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed
from hometown.ledger import book
from hometown.programme.models import Unit

from .checking import LINE, LONG, due_fault, reason_of, require_said, theme_fault

OUTCOME = 1000


def compare(
    actor: User,
    *,
    theme: str,
    title: str,
    gap: str,
    unit: Unit,
    there: str = "",
    practice: Practice | None = None,
    action: str = "",
    due_on: date | None = None,
) -> Benchmark:
    """Set a practice there beside the gap here, with what a unit does about it and by when."""
    access.require_writer(actor)
    faults = theme_fault(theme) | due_fault(due_on) | _there_fault(there, practice)
    require_said({"title": title, "gap": gap}, faults)
    today = clock.today()
    benchmark = Benchmark(
        theme=theme, title=title.strip()[:LINE], practice=practice, there=there.strip()[:LONG],
        gap=gap.strip()[:LONG], action=action.strip()[:LONG], unit=unit, due_on=due_on, written_on=today,
        written_by=actor, batch=access.batch_of(actor, today) or access.current_batch(today),
    )  # fmt: skip
    with book.entry("benchmark.written", actor=actor.pk) as entry:
        entry.put(benchmark)
    return benchmark


def edit_benchmark(
    actor: User,
    *,
    benchmark: Benchmark,
    theme: str,
    title: str,
    gap: str,
    unit: Unit,
    there: str = "",
    practice: Practice | None = None,
    action: str = "",
    due_on: date | None = None,
) -> Benchmark:
    """Change a comparison."""
    access.benchmark_for(actor, benchmark.pk)
    access.require_editor(actor, benchmark)
    moved = {} if due_on == benchmark.due_on else due_fault(due_on)
    faults = theme_fault(theme, benchmark.theme) | moved | _there_fault(there, practice)
    require_said({"title": title, "gap": gap}, faults)
    benchmark.theme, benchmark.title, benchmark.practice = theme, title.strip()[:LINE], practice
    benchmark.there, benchmark.gap = there.strip()[:LONG], gap.strip()[:LONG]
    benchmark.action, benchmark.unit, benchmark.due_on = action.strip()[:LONG], unit, due_on
    with book.entry("benchmark.edited", actor=actor.pk) as entry:
        entry.put(benchmark)
    return benchmark


def close_benchmark(actor: User, *, benchmark: Benchmark, outcome: str) -> Benchmark:
    """Say that the action is done, and what came of it."""
    access.benchmark_for(actor, benchmark.pk)
    if not access.may_close(actor, benchmark):
        raise NotAllowed("exchange.not_your_unit", unit=benchmark.unit.name)
    require_said({"outcome": outcome})
    benchmark.outcome, benchmark.done_on, benchmark.done_by = outcome.strip()[:OUTCOME], clock.today(), actor.pk
    with book.entry("benchmark.done", actor=actor.pk) as entry:
        entry.put(benchmark)
    return benchmark


def withdraw_benchmark(actor: User, *, benchmark: Benchmark, reason: str) -> Benchmark:
    """Take a comparison back, with the reason."""
    access.benchmark_for(actor, benchmark.pk)
    access.require_editor(actor, benchmark)
    benchmark.withdrawn_because, benchmark.withdrawn_on = reason_of(reason), clock.today()
    with book.entry("benchmark.withdrawn", actor=actor.pk) as entry:
        entry.put(benchmark)
    return benchmark


def _there_fault(there: str, practice: Practice | None) -> dict[str, BadInput]:
    """Return the fault of a comparison that says nothing of what they do there."""
    return {} if practice is not None or there.strip() else {"there": BadInput("exchange.say_there")}
