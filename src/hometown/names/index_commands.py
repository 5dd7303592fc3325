"""`hometown names parse|build|resolve|link`: the index of a registry, from the command line; no home, no database."""

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from .folding import bare
from .index import Index
from .linking import link as link_all
from .parsing import parse as take_apart
from .reading import ReadingError, columns_of, registry_of, text_of
from .resolving import Resolution
from .store import IndexFileError

_LONGEST_LINE = 1 << 20  # bytes of a line of standard input
_FILE = click.Path(path_type=Path, dir_okay=False)


def _refused(work: Callable[[], Any]) -> Any:
    """Do some work; what cannot be read or written is one sentence."""
    try:
        return work()
    except (IndexFileError, ReadingError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename or 'The file'}: {error.strerror or error}.") from error


def mapped(pairs: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        ours, _, theirs = pair.partition("=")
        if not ours or not theirs:
            raise click.UsageError(f"--map takes OURS=THEIRS, not “{pair}”.")
        found[ours] = theirs
    return found


def progress(label: str) -> Callable[[int, int], None] | None:
    """Return what shows how far work is, on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        return None
    began = time.monotonic()

    def show(done: int, total: int) -> None:
        rate = done / max(time.monotonic() - began, 1e-9)
        left = (total - done) / max(rate, 1e-9)
        click.echo(
            f"\r{label} {done:,} of {total:,} · {rate:,.0f} a second · {left:,.0f} s left ", err=True, nl=done >= total
        )

    return show


@click.command()
@click.argument("names", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON line for each name.")
def parse(names: tuple[str, ...], as_json: bool) -> None:
    """Take names apart: region, trade name, industry, legal form, branch. Names also one per line on standard input."""
    for text, note in _asked(names):
        found = take_apart(text[:1000])
        parts = [{"kind": part.kind, "text": part.text, "start": part.start, "end": part.end} for part in found.parts]
        if as_json:
            click.echo(json.dumps({"name": text, "bare": found.bare, "parts": parts} | note, ensure_ascii=False))
        else:
            click.echo("  ".join(f"{part['kind']}:{part['text']}" for part in parts) or "-")


@click.command()
@click.argument("registry", type=_FILE)
@click.option("-o", "--out", "out", type=_FILE, required=True, help="Where the index is written.")
@click.option("--aliases", type=_FILE, help="Other names: a table with alias, and name or uscc of the firm.")
@click.option("--history", type=_FILE, help="Former names: a table with alias (the former name), and name or uscc.")
@click.option(
    "--map", "pairs", multiple=True, metavar="OURS=THEIRS", help="What the registry calls a column, e.g. name=企业名称."
)
def build(registry: Path, out: Path, aliases: Path | None, history: Path | None, pairs: tuple[str, ...]) -> None:
    """Build the index of a REGISTRY: parquet, csv or xlsx.

    Columns: name, and if present uscc, province, city, reg_date, alias.
    """

    def work() -> None:
        began = time.monotonic()
        rows, remarks = registry_of(registry, aliases=aliases, history=history, names=mapped(pairs))
        index = Index.build(rows, out, progress=progress("Indexed"))
        for remark in remarks:
            click.echo(remark, err=True)
        size = out.stat().st_size
        click.echo(
            f"{len(index):,} names, {len(rows.aliases):,} aliases, {len(rows.formers):,} former names: {size:,} bytes "
            f"in {time.monotonic() - began:.1f} s."
        )

    _refused(work)


def _asked(names: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Return the names of the arguments, else the lines of standard input, with a note about bytes that are no text."""
    if names:
        yield from ((name.encode("utf-8", "replace").decode("utf-8"), {}) for name in names)
        return
    while line := sys.stdin.buffer.readline(_LONGEST_LINE):
        try:
            yield line.decode("utf-8-sig").rstrip("\r\n"), {}
        except UnicodeDecodeError as error:
            yield (
                line.decode("utf-8", "replace").rstrip("\r\n"),
                {"note": f"not UTF-8 from byte {error.start + 1} on: what cannot be read stands as �"},
            )


def _shown(found: Resolution) -> Iterable[str]:
    yield f"{found.outcome}  {found.query}" + (f"  ({found.note})" if found.note else "")
    for each in found.candidates:
        yield f"      {each.score:.2f}  {each.name}  {each.uscc}  {each.why}"


@click.command()
@click.argument("index", type=_FILE)
@click.argument("names", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON line for each name.")
def resolve(index: Path, names: tuple[str, ...], as_json: bool) -> None:
    """Say which firm of an INDEX each name means: same, ask (a person decides) or new.

    Names also one per line on standard input.
    """
    opened: Index = _refused(lambda: Index.open(index))
    bare("")  # the tables are read before the clock runs
    opened.resolve("上海预热科技")
    for text, note in _asked(names):
        began = time.perf_counter()
        found = opened.resolve(text)
        took = (time.perf_counter() - began) * 1000
        if as_json:
            click.echo(json.dumps(found.as_json() | note | {"ms": round(took, 3)}, ensure_ascii=False))
        else:
            click.echo("\n".join(_shown(found)))
        sys.stdout.flush()


@click.command()
@click.argument("left", type=_FILE)
@click.argument("index", type=_FILE)
@click.option("-o", "--out", type=_FILE, required=True, help="The CSV file with a line for each name.")
@click.option("--map", "pairs", multiple=True, metavar="OURS=THEIRS", help="What the list calls its column of names.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes; as many as cores if not said.")
def link(left: Path, index: Path, out: Path, pairs: tuple[str, ...], workers: int | None) -> None:
    """Link a list (csv, xlsx or parquet with a column name) to an INDEX; a killed run goes on where it was."""

    def work() -> None:
        names = [text_of(cell) for cell in columns_of(left, {"name": True}, mapped(pairs))["name"]]
        began = time.monotonic()
        counts = link_all(names, index, out, workers=workers, progress=progress("Linked"))
        took = time.monotonic() - began
        said = ", ".join(f"{counts[outcome]:,} {outcome}" for outcome in ("same", "ask", "new"))
        click.echo(f"{len(names):,} names: {said}, in {took:.1f} s ({len(names) / max(took, 1e-9):,.0f} a second).")

    _refused(work)


COMMANDS = (parse, build, resolve, link)
