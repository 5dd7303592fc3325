"""`hometown digest`: the day's digest for everybody who wants one; for a scheduler, once a morning."""

import click

from hometown.kernel import clock

from . import digests, rules


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
