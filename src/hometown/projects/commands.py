"""`hometown claims`: what is done about first claims from the command line, by a timer."""

import click

from hometown.kernel import clock
from hometown.policy.standing import in_force

from . import actions
from .models import Claim
from .progress import lives_of

PER_TURN = 500


@click.group()
def claims() -> None:
    """Look after first claims."""


@claims.command()
@click.option("--dry-run", is_flag=True, help="Only say which claims have lapsed.")
def sweep(dry_run: bool) -> None:
    """Give lapsed claims back to the pool, each in a line of the book of its own. Run it daily; again does nothing."""
    policy, today = in_force(clock.today()), clock.today()
    standing = list(Claim.objects.held().order_by("pk").values_list("pk", flat=True))
    count = 0
    for start in range(0, len(standing), PER_TURN):
        part = list(Claim.objects.with_life_needs().filter(pk__in=standing[start : start + PER_TURN]))
        lives = lives_of(part, policy, today)
        for claim in part:
            if not lives[claim.pk].is_lapsed:
                continue
            if dry_run or actions.lapse_claim(None, claim=claim) is not None:
                count += 1
                click.echo(f"{claim.unit.name}\t{claim.first_on}\t{lives[claim.pk].because}\t{claim.project_id}")
    click.echo(f"{count} of {len(standing)} claims {'would go' if dry_run else 'went'} back to the pool.")
