"""`hometown names`: what the engine of names can do, from the command line. Needs no home and no database."""

import click

from .index_commands import COMMANDS


@click.group()
def names() -> None:
    """Work with company names, offline."""


for command in COMMANDS:
    names.add_command(command)
