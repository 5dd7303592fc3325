"""`hometown chain-map`: the screening map of this home, as a text that is shown, checked, proposed."""

from pathlib import Path

import click
from django.utils.translation import gettext as _

from hometown.accounts.access import names_of
from hometown.accounts.commands import AS, acting
from hometown.screening import ChainMap, ChainMapError, read_chain_map
from hometown.screening.comparing import changes

from . import actions, map_words, standing
from .models import ChainMapVersion

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group("chain-map")
def chain_map() -> None:
    """The screening map: chains, nodes and the words that give a firm of a node away."""


@chain_map.command()
def show() -> None:
    """Say which version is in force, what it holds, and which are proposed."""
    now = standing.in_force()
    chains = now.chains
    words = len({word for node in chains.nodes for word in node.words})
    facts = {"number": now.number, "nodes": len(chains.nodes), "words": words, "digest": chains.digest[:12]}
    click.echo(_("Version %(number)s is in force: %(nodes)s nodes, %(words)s words (digest %(digest)s).") % facts)
    for chain in chains.chains:
        click.echo(f"  {map_words.title(chain)}: {', '.join(map_words.title(node) for node in chain.nodes)}")
    proposed = list(ChainMapVersion.objects.filter(state="proposed").order_by("number"))
    people = names_of([one.proposed_by for one in proposed])
    for one in proposed:
        said = {"number": one.number, "person": people.get(one.proposed_by, ""), "why": one.why}
        click.echo(_("Version %(number)s is proposed by %(person)s: %(why)s") % said)


@chain_map.command()
@click.argument("file", type=_FILE)
def check(file: Path) -> None:
    """Say every mistake of FILE with line and field, or what it changes of the map in force."""
    _tell(_read(file))


@chain_map.command()
@click.option("--version", "number", type=int, help="Which version; the one in force if not said, 0 for the shipped.")
@click.option("-o", "--out", type=_FILE, help="Where the text goes; to the terminal if not said.")
def export(number: int | None, out: Path | None) -> None:
    """Write the text of a version as YAML."""
    found = standing.in_force() if number is None else standing.by_number(number)
    if number is not None and found.number != number:
        raise click.ClickException(_("There is no version %(number)s.") % {"number": number})
    if out is None:
        click.echo(found.text, nl=False)
    else:
        out.write_text(found.text, encoding="utf-8")


@chain_map.command()
@click.argument("file", type=_FILE)
@click.option("--why", required=True, help="Why it changes.")
@AS
def propose(file: Path, why: str, as_login: str) -> None:
    """Propose FILE as a version. Somebody else puts it in force, on its page."""
    actor = acting(as_login)
    _tell(_read(file))
    made = actions.propose_map(actor, text=file.read_text(encoding="utf-8-sig"), why=why)
    click.echo(_("Proposed as version %(number)s. Somebody else puts it in force.") % {"number": made.number})


def _read(file: Path) -> ChainMap:
    try:
        return read_chain_map(file)
    except ChainMapError as error:
        lines = (f"{one.line}: {one.field} {map_words.said_mistake(one)}" for one in error.mistakes)
        raise click.ClickException("\n".join((_("The map has mistakes."), *lines))) from error


def _tell(chains: ChainMap) -> None:
    now = standing.in_force()
    told = map_words.told(changes(now.chains, chains), now.chains, chains)
    for one in told:
        value = f": {one.before or '—'} → {one.after or '—'}" if one.before or one.after else ""
        click.echo(f"  {one.where + ' · ' if one.where else ''}{one.words}{value}")
    facts = {"count": len(told), "number": now.number}
    click.echo(_("%(count)s changes against version %(number)s, which is in force.") % facts)
