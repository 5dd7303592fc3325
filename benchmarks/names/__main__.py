"""How well and how fast names are found, measured: `python -m benchmarks.names --size 3000000 --home DIR`.

Makes the registry from its seed, builds the index, asks every kind of question. `--pairs FILE` asks real short names
too, `--peers` asks others beside it on a smaller registry, `--train` makes the model that ships anew instead. The clock
of the wall is shared with whatever else runs; the seconds of the processor are this program's own.
"""

import os
from pathlib import Path

import click
import numpy as np

from hometown.names.folding import bare

from . import batches, peers, training
from .asking import KINDS, Answered, answer, batch, questions, real_questions
from .preparing import Built, Prepared, prepare

MODEL = Path(__file__).parents[2] / "src" / "hometown" / "names" / "data" / "ranker.json"
SEED = 11  # of the questions: another than those of training
REAL = {"real, short": ("listed_short", "trade_name_core"), "real, former": ("former_full_name", "former_short")}


def _built(built: Built) -> None:
    click.echo(
        f"index: {built.names:,} names in {built.wall:.1f} s ({built.cpu:.1f} CPU s), "
        f"{built.size / built.names:.1f} bytes a name"
    )


def _line(found: Answered) -> str:
    wall, cpu = np.percentile(found.wall, (50, 99)), np.percentile(found.cpu, (50, 99))
    return (
        f"{found.kind:<15} {found.asked:>6} {found.first:8.3f} {found.in_five:8.3f} {found.same_right:8.3f} "
        f"{found.same_wrong:8.4f} {wall[0]:8.2f} {wall[1]:8.2f} {cpu[0]:8.2f} {cpu[1]:8.2f}"
    )


def _ask(prepared: Prepared, count: int) -> None:
    """Print a line for each kind of question, and what a list of them all costs."""
    for text in ("预热", "上海澄湖新材料有限公司", "澄湖新材", "shch"):
        prepared.index.resolve(text)
    click.echo(
        f"{'kind':<15} {'asked':>6} {'@1':>8} {'@5':>8} {'same':>8} {'wrong':>8} {'p50 ms':>8} {'p99 ms':>8} "
        f"{'p50 CPU':>8} {'p99 CPU':>8}"
    )
    found, texts = [], []
    lists = {kind: questions(prepared, kind, count, SEED) for kind in KINDS}
    lists |= {kind: real for kind, kinds in REAL.items() if (real := real_questions(prepared, kinds))}
    for kind, asked in lists.items():
        found.append(answer(prepared, kind, asked))
        texts += [question.text for question in asked]
        click.echo(_line(found[-1]))
    wall = np.concatenate([each.wall for each in found])
    cpu = np.concatenate([each.cpu for each in found])
    click.echo(f"all: p50 {np.percentile(wall, 50):.2f} ms, p99 {np.percentile(wall, 99):.2f} ms; "
               f"CPU p50 {np.percentile(cpu, 50):.2f} ms, p99 {np.percentile(cpu, 99):.2f} ms")  # fmt: skip
    edited = [each for each in found if each.kind in KINDS and each.kind not in {"pinyin", "initials"}]
    click.echo(
        f"taken as same: right {np.mean([each.same_right for each in edited]):.3f} of those that are there, "
        f"wrong {np.mean([each.same_wrong for each in edited]):.4f} of all"
    )
    click.echo(f"in a list: {batch(prepared, texts):,.0f} a CPU second")


def _peers(size: int, home: Path, count: int, wanted: tuple[str, ...]) -> None:
    """Print what others find on a registry of this size, beside what we find on it."""
    prepared = prepare(size, home)
    lists = {kind: questions(prepared, kind, count, SEED) for kind in KINDS}
    click.echo(f"peers on {len(prepared.names):,} names: recall@1, then CPU ms a question")
    rows: dict[str, list[tuple[float, float]]] = {}
    for kind in KINDS:
        ours = answer(prepared, kind, lists[kind])
        rows[kind] = [(ours.first, float(ours.cpu.mean()))]
    heads, folded = ["ours"], [bare(name) for name in prepared.names]
    for peer in (each for each in peers.PEERS if not wanted or each.name in wanted):
        if not peers.installed(peer):
            click.echo(f"{peer.name} is not installed and was passed over")
            continue
        heads.append(peer.name)
        ask = peer.ready(folded)
        for kind in KINDS:
            got = peers.measure(ask, lists[kind], bare, peer.clock)
            rows[kind].append((got.first, got.cpu_ms))
    click.echo(f"{'kind':<15}" + "".join(f"{head:>20}" for head in heads))
    for kind, shares in rows.items():
        click.echo(f"{kind:<15}" + "".join(f"{first:>11.3f} {took:>8.2f}" for first, took in shares))
    means = [float(np.mean([each[at][1] for each in rows.values()])) for at in range(len(heads))]
    click.echo(f"{'CPU, × ours':<15}" + "".join(f"{mean / means[0]:>20.1f}" for mean in means))


def _lists(size: int, home: Path, count: int, wanted: tuple[str, ...]) -> None:
    """Print how quickly a list is looked up whole, by us and by others, on a registry of this size."""
    prepared = prepare(size, home)
    asked = [
        question
        for kind in KINDS
        if kind not in {"pinyin", "initials"}
        for question in questions(prepared, kind, count, SEED)
        if question.truth >= 0
    ]
    texts, truths = [bare(each.text) for each in asked], [each.truth for each in asked]
    own = batches.measure(batches.ours(prepared.index), [each.text for each in asked], truths)
    click.echo(f"a list of {len(texts):,} on {batches.CORES} cores, {len(prepared.names):,} names")
    click.echo(f"{'':<18}{'@1':>8}{'a second':>12}{'ours, times':>14}")
    click.echo(f"{'ours':<18}{own.first:>8.3f}{own.per_second:>12,.0f}")
    folded = [bare(name) for name in prepared.names]
    for name, (_needs, ready) in batches.LINKERS.items():
        if wanted and name not in wanted:
            continue
        if not batches.installed(name):
            click.echo(f"{name} is not installed and was passed over")
            continue
        got = batches.measure(ready(folded), texts, truths)
        ratio = own.per_second / got.per_second
        click.echo(f"{name:<18}{got.first:>8.3f}{got.per_second:>12,.1f}{ratio:>14.1f}")


def _train(prepared: Prepared, per_kind: int) -> None:
    made = training.train(prepared.index, training.splits(prepared, per_kind), training.SEED)
    training.write(made["model"], MODEL)
    click.echo(f"trained: {made['report']}")


@click.command()
@click.option("--size", type=int, default=3_000_000, show_default=True, help="Names of the registry.")
@click.option("--home", type=click.Path(path_type=Path), required=True, help="Where registry and index are kept.")
@click.option(
    "--queries", "count", type=int, default=1000, show_default=True, help="Questions of each kind; 0 for peers alone."
)
@click.option("--pairs", type=click.Path(path_type=Path, exists=True), help="Real pairs: alias, full_name, type.")
@click.option("--build", "again", is_flag=True, help="Build the index again, to measure that.")
@click.option(
    "--train",
    "per_kind",
    type=int,
    is_flag=False,
    flag_value=1000,
    help="Make the model anew, of so many questions a kind.",
)
@click.option(
    "--peers", "peers_size", type=int, is_flag=False, flag_value=300_000, help="Ask others, on so many names."
)
@click.option(
    "--lists",
    "lists_size",
    type=int,
    is_flag=False,
    flag_value=300_000,
    help="Look a list up whole, beside others, on so many names.",
)
@click.option("--peer", "wanted", multiple=True, help="Only this one; again for another. All if not said.")
def main(
    size: int,
    home: Path,
    count: int,
    pairs: Path | None,
    again: bool,
    per_kind: int | None,
    peers_size: int | None,
    lists_size: int | None,
    wanted: tuple[str, ...],
) -> None:
    """Measure how names are found."""
    click.echo(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    prepared = prepare(size, home, pairs, again=again)
    if prepared.built:
        _built(prepared.built)
    if per_kind:
        _train(prepared, per_kind)
    elif count:
        _ask(prepared, count)
    if peers_size:
        _peers(peers_size, home, max(count // 10, 50), wanted)
    if lists_size:
        _lists(lists_size, home, count or 500, wanted)
    click.echo(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
