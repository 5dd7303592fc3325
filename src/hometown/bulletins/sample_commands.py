"""`hometown sample`: the records of a sealed bulletin that are looked at again."""

import click

from hometown.accounts.commands import AS, acting

from . import access, actions
from .rules import month_of


@click.command()
@click.argument("month", metavar="YYYY-MM")
@click.option("--figure", "code", default="signed", show_default=True, help="Of which figure.")
@click.option("--size", type=int, default=5, show_default=True, help="How many records.")
@click.option("--batch", "number", type=int, help="Number of a batch (default: the whole programme).")
@AS
def sample(month: str, code: str, size: int, number: int | None, as_login: str) -> None:
    """Draw records of a figure of a sealed bulletin, to be checked by verifiers. The head says which ones."""
    actor, day = acting(as_login), month_of(month)
    if day is None:
        raise click.UsageError(f"{month!r} is not a month: write it as 2019-11")
    found = access.bulletin(actor, day, number)
    drawn = actions.draw_sample(actor, bulletin=found, figure=code, size=size)
    for check in drawn.checks.all():
        click.echo(str(check.record))
