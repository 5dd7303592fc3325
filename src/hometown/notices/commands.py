"""`hometown digest`: the day's digest for everybody who wants one. `hometown send`: what waits to go out."""

import click
from django.conf import settings

from hometown.kernel import clock

from . import digests, rules, sending


@click.command()
def digest() -> None:
    """Make today's digest for everybody who wants one; at most one a day each, however often it runs.

    Nothing is made at night, and none for whom there is nothing to say.
    """
    if rules.is_night(clock.now().astimezone(clock.CITY_TIME).time()):
        click.echo("It is night where the city is: nothing is made between 22:00 and 6:00.")
        return
    made, asked = digests.make_all(clock.today())
    click.echo(f"{made} digests made; {asked - made} people have nothing to be told, or none by their choice.")


@click.command()
def send() -> None:
    """Send what waits to go out by a messenger; for a scheduler, once a minute.

    It may be killed at any moment: no message goes out twice and none is lost. Two at once do no harm.
    """
    if not settings.CHANNELS:
        click.echo("No messenger is set up: nothing goes out. docs/settings.md says how (HOMETOWN_CHANNELS).")
        return
    told = sending.send_waiting()
    if told is None:
        click.echo("Another sender is at work.")
        return
    click.echo(", ".join(f"{count} {state}" for state, count in sorted(told.items())) or "Nothing waits.")
