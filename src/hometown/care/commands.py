"""`hometown care`: what is done about needs from the command line, by a timer."""

import click

from hometown.kernel import clock

from . import actions
from .models import Need


@click.group()
def care() -> None:
    """Look after the care channel."""


@care.command()
@click.option("--dry-run", is_flag=True, help="Only say how many would be destroyed.")
def sweep(dry_run: bool) -> None:
    """Destroy what was written of needs whose day has passed, each in a line of the book of its own.

    Run it daily; again does nothing. Nobody is named.
    """
    lapsed = list(Need.objects.lapsed(clock.today()).select_related("consent").order_by("pk"))
    if dry_run:
        click.echo(f"{len(lapsed)} needs would be destroyed.")
        return
    gone = sum(actions.erase_lapsed(None, need=one) is not None for one in lapsed)
    click.echo(f"{gone} needs were destroyed.")
