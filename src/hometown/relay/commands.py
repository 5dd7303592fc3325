"""`hometown handover`: everything an officer holds passes to another, in one transaction."""

import uuid

import click

from hometown.accounts.commands import acting
from hometown.kernel import clock
from hometown.programme.models import Officer

from . import actions, plans, possessions
from .models import Handover
from .plans import Plan


@click.command()
@click.option("--from", "leaving", required=True, metavar="OFFICER_ID", help="Who hands over, by id: namesakes exist.")
@click.option("--to", "taking", required=True, metavar="OFFICER_ID", help="Who takes over, by id.")
@click.option("--dry-run", is_flag=True, help="Show what would pass, write nothing.")
@click.option("--as", "as_login", metavar="LOGIN", help="Who does this. Not needed with --dry-run.")
def handover(leaving: str, taking: str, dry_run: bool, as_login: str | None) -> None:
    """Hand over all an officer holds; print the counts before and after.

    Ownership moves at once; acceptance follows item by item. Successors named in a plan that is open get theirs.
    """
    officer, successor = _officer(leaving), _officer(taking)
    if not dry_run and as_login is None:
        raise click.UsageError("Name who does this with --as LOGIN.")
    before = _counts(officer), _counts(successor)
    if dry_run:
        planned = Handover.objects.planned().filter(officer=officer).first()
        others = plans.plan_of(planned) if planned else Plan(successor)
        plan = Plan(successor, others.by_kind, others.by_row)
        mine = possessions.read(officer)
        plans.require_possible(mine, plan, clock.today())
        _print(before, before)
        click.echo(f"Would hand over {len(mine.items)} records of {officer} to {successor}; nothing was written.")
        return
    done = actions.hand_over_all(acting(as_login), officer=officer, successor=successor)
    _print(before, (_counts(officer), _counts(successor)))
    click.echo(f"Handed over {sum(done.counts.values())} records; {done.items.waiting().count()} wait to be accepted.")


def _officer(text: str) -> Officer:
    try:
        key = uuid.UUID(text)
    except ValueError as error:
        raise click.UsageError(f"{text!r} is no id of an officer") from error
    found: Officer | None = Officer.objects.select_related("user").filter(pk=key).first()
    if found is None:
        raise click.ClickException(f"There is no officer {text}.")
    return found


def _counts(officer: Officer) -> dict[str, int]:
    return possessions.read(officer).counts()


def _print(before: tuple[dict[str, int], dict[str, int]], after: tuple[dict[str, int], dict[str, int]]) -> None:
    """Print a line for each kind: what the one had and has, what the other had and has."""
    codes = [code for code in possessions.kinds() if any(code in one for one in (*before, *after))]
    click.echo(f"{'':<34}{'from':>14}{'to':>14}")
    for code in codes:
        gave, got = ((was.get(code, 0), now.get(code, 0)) for was, now in zip(before, after, strict=True))
        click.echo(f"{code:<34}{f'{gave[0]} → {gave[1]}':>14}{f'{got[0]} → {got[1]}':>14}")
