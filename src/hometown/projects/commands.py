"""`hometown claims`: what is done about first claims from the command line, by a timer."""

import click

from hometown.kernel import clock
from hometown.policy.standing import in_force

from . import actions, doubting
from .progress import held_back, lapsed_claims


@click.group()
def claims() -> None:
    """Look after first claims."""


@claims.command()
@click.option("--dry-run", is_flag=True, help="Only say which claims have lapsed.")
def sweep(dry_run: bool) -> None:
    """Give lapsed claims back to the pool, and those that the rules had held back to their units, each in a line of the
    book of its own. Run it daily; again does nothing.
    """
    policy, today = in_force(clock.today()), clock.today()
    count = 0
    for claim, life in lapsed_claims(policy, today):
        if dry_run or actions.lapse_claim(None, claim=claim) is not None:
            count += 1
            click.echo(f"{claim.unit.name}\t{claim.first_on}\t{life.because}\t{claim.project_id}")
    click.echo(f"{count} claims {'would go' if dry_run else 'went'} back to the pool.")
    given = 0 if dry_run else sum(actions.give_claim(None, project=one) is not None for one in held_back())
    if given:
        click.echo(f"{given} claims that the rules had held back were given.")


@click.group()
def doubts() -> None:
    """Look for what hardly fits together."""


@doubts.command("sweep")
def look_through() -> None:
    """Raise what is doubtful about any project, each in a line of the book of its own. Again does nothing."""
    raised = [one for project in doubting.doubtable() for one in actions.raise_doubts(None, project=project)]
    for one in raised:
        click.echo(f"{one.project_id}\t{one.rule}")
    click.echo(f"{len(raised)} doubts were raised.")
