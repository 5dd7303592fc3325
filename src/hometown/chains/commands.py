"""`hometown shortlist`: the result of a screening becomes a run of the shortlist."""

from pathlib import Path

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hometown.accounts.commands import AS, acting
from hometown.accounts.models import User
from hometown.names.index_commands import mapped
from hometown.names.reading import ReadingError
from hometown.screening import ChainMapError, read_chain_map
from hometown.screening.pool import read_pool

from . import access, actions, labels, pools, standing
from .models import ScreeningRun
from .results import Fault, funnel_of, node_names, result_of

_FILE = click.Path(path_type=Path, dir_okay=False)
_SHOWN = 50  # faults that are told one by one


@click.group()
def shortlist() -> None:
    """The firms that a screening of a registry listed, for the bureau to assign."""


@shortlist.command()
@click.argument("file", type=_FILE)
@click.option("--funnel", "funnel_file", type=_FILE, help="What `hometown screen --funnel` wrote beside the result.")
@click.option(
    "--chains", "chains_file", type=_FILE, help="The chain map it was screened with, where it is none of this home."
)
@click.option(
    "--pool", "pool_file", type=_FILE, help="What `hometown screen --pool` wrote: changed maps are tried on it."
)
@click.option("--map", "pairs", multiple=True, metavar="OURS=THEIRS", help="What the file calls a column.")
@AS
def load(
    file: Path, funnel_file: Path | None, chains_file: Path | None, pool_file: Path | None, pairs: tuple[str, ...],
    as_login: str,
) -> None:  # fmt: skip
    """Load FILE, a result of `hometown screen` (parquet, csv or xlsx), as the newest run.

    Rows that cannot be read are told by row and column, and the rest goes in. Loading the same file again says so and
    changes nothing.
    """
    actor = acting(as_login)
    try:
        funnel = funnel_of(funnel_file) if funnel_file is not None else None
        digest = funnel.map_digest if funnel is not None else ""
        chains = read_chain_map(chains_file) if chains_file is not None else standing.of_digest(digest)
        result = result_of(file, node_names(chains), mapped(pairs))
        if pool_file is not None:
            read_pool(pool_file)
    except (ReadingError, ChainMapError) as error:
        raise click.ClickException(str(error)) from error
    if funnel is not None and funnel.map_digest not in ("", chains.digest):
        click.echo(_("It was screened with another map; the nodes are named from this one."), err=True)
    _tell(result.faults)
    known = ScreeningRun.objects.filter(digest=result.digest).first()
    if known is not None:
        click.echo(_("This result was loaded on %(day)s. Nothing is changed.") % {"day": known.loaded_on})
        _keep_pool(actor, pool_file)
        return
    run = actions.load_run(actor, result=result, funnel=funnel)
    decided = run.firms.decided().count()
    words = ngettext("%(count)s firm loaded.", "%(count)s firms loaded.", run.rows) % {"count": run.rows}
    click.echo(f"{words} " + _("Decided on before: %(count)s.") % {"count": decided})
    _keep_pool(actor, pool_file)


def _keep_pool(actor: User, file: Path | None) -> None:
    """Keep a pool in the home, where one is given, and say how large it is and what was left out."""
    if file is None:
        return
    access.require_coordinator(actor)
    kept = pools.keep(file)
    facts = {"rows": kept.rows, "out": kept.left_out}
    click.echo(_("The pool is kept: %(rows)s firms; businesses of individuals left out: %(out)s.") % facts)


def _tell(faults: tuple[Fault, ...]) -> None:
    for one in faults[:_SHOWN]:
        facts = {"row": one.row, "column": one.column, "what": labels.FAULTS[one.code]}
        click.echo(_("Row %(row)s, %(column)s: %(what)s.") % facts, err=True)
    if len(faults) > _SHOWN:
        click.echo(_("And %(count)s more.") % {"count": len(faults) - _SHOWN}, err=True)
