"""An index of a registry: open it, ask it, add to it."""

from collections.abc import Sequence
from pathlib import Path

from . import sharing, store
from .building import Progress, Registry, arrays_of, build
from .resolving import SHOWN, Candidate, Resolution, Resolver
from .searching import Searcher
from .segment import Segment

SHARED_FROM = 4_000  # texts from which on it is worth the second that other processes take to begin
_MORE = ".more"  # the folder beside an index where rows stand that were added to it


class Index:
    """Names of a registry, searchable.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "registry.names"
    >>> index = Index.build(Registry(names=["上海澄湖新材料有限公司"]), path)
    >>> index.resolve("上海澄湖新材料(有限公司)").outcome
    'same'
    >>> index.resolve("澄湖新材").candidates[0].name
    '上海澄湖新材料有限公司'
    """

    def __init__(self, path: Path, segments: Sequence[Segment]) -> None:
        self.path = path
        self.segments = tuple(segments)
        self._resolver = Resolver([Searcher(segment) for segment in segments])

    @classmethod
    def build(
        cls, registry: Registry, path: Path | str, *, workers: int | None = None, progress: Progress | None = None
    ) -> "Index":
        """Build the index of a registry, in place of an older one, and open it. Raises OSError."""
        build(registry, Path(path), workers=workers, progress=progress)
        return cls.open(path, check=False)

    @classmethod
    def open(cls, path: Path | str, *, check: bool = True) -> "Index":
        """Open an index, with the rows added to it since. Raises IndexFileError.

        `check=False` passes over the checksums: for workers of a process that has looked already.
        """
        path = Path(path)
        base = Segment.open(path, check=check)
        more = sorted(path.with_name(path.name + _MORE).glob(f"{base.facts.get('id', '')}-*.names"))
        return cls(path, [base, *(Segment.open(each, check=check) for each in more)])

    def __len__(self) -> int:
        return sum(segment.rows for segment in self.segments)

    def add(self, registry: Registry) -> "Index":
        """Return the index with further rows, searchable at once. They stand in a file of their own beside it."""
        arrays, facts = arrays_of(registry, workers=1)
        folder = self.path.with_name(self.path.name + _MORE)
        folder.mkdir(exist_ok=True)
        base = self.segments[0].facts.get("id", "")
        taken = {each.name for each in folder.iterdir()}
        number = next(
            at for at in range(len(taken) + 1, len(taken) + 1_000_000) if f"{base}-{at:06d}.names" not in taken
        )
        store.write(folder / f"{base}-{number:06d}.names", arrays, facts)
        return Index.open(self.path, check=False)

    def resolve(self, text: str, *, shown: int = SHOWN) -> Resolution:
        """Return which row a text means, with up to `shown` candidates."""
        return self._resolver.resolve(text, shown=shown)

    def resolve_all(self, texts: Sequence[str], *, shown: int = SHOWN, workers: int = 1) -> list[Resolution]:
        """Return which rows many texts mean, in their order; quicker than one by one.

        A long list may be shared by `workers` processes, which open the index for themselves; the answers are the same.
        """
        if workers > 1 and len(texts) >= SHARED_FROM:
            found = sharing.resolve_all(self.path, texts, shown, workers)
            return found + self._resolver.resolve_all(texts[len(found) :], shown=shown)
        return self._resolver.resolve_all(texts, shown=shown)

    def exact(self, text: str) -> tuple[Candidate, ...]:
        """Return the rows of exactly this name; quick, and nothing that is only like it."""
        return self._resolver.exact(text)

    def name(self, row: int) -> str:
        """Return the name of a row."""
        for segment in self.segments:
            if row < segment.rows:
                return segment.name(row)
            row -= segment.rows
        msg = f"no row {row}"
        raise IndexError(msg)
