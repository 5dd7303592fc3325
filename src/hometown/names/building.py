"""An index built from the names of a registry: chunk by chunk on all cores, then two tables of postings."""

import os
import zlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import store
from .columns import EVERY, body_hashes, packed_initials, priors, spelling_hashes
from .folding import Flat, flatten
from .grams import SYLLABLE_BITS, character_pairs, syllable_pairs
from .lexicon import fingerprint
from .parsing import Parts, parse_all
from .pinyin import syllables
from .postings import gather

CHUNK = 250_000  # names that are worked on at once
_LEAST_BITS, _MOST_BITS = 12, 23
_USCC = 18
_FIRST_DAY = date(1900, 1, 1)
_MOST_DAYS = 65_535


@dataclass
class Registry:
    """The rows of a registry, column by column; only names are needed. Columns that are there are as long as names."""

    names: Sequence[str]
    usccs: Sequence[str | None] = ()
    provinces: Sequence[str | None] = ()
    cities: Sequence[str | None] = ()
    dates: Sequence[date | None] = ()
    aliases: Sequence[tuple[str, int]] = ()  # another name of a row, and the row
    formers: Sequence[tuple[str, int]] = ()  # a former name of a row, and the row
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass
class _Chunk:
    """What is made of some names."""

    raw: NDArray[np.uint16]
    lengths: NDArray[np.int64]
    parts: Parts
    prior: NDArray[np.uint8]
    spelling: NDArray[np.uint32]
    bodies: NDArray[np.uint32]
    whole: NDArray[np.uint64]
    trade: NDArray[np.uint64]
    pairs: tuple[NDArray[np.uint32], NDArray[np.uint32]]
    sounds: tuple[NDArray[np.uint32], NDArray[np.uint32]]


Progress = Callable[[int, int], None]


def build(registry: Registry, path: Path, *, workers: int | None = None, progress: Progress | None = None) -> None:
    """Build the index of a registry at a path. Raises OSError where it cannot be written."""
    arrays, facts = arrays_of(registry, workers=workers, progress=progress)
    store.write(path, arrays, facts)


def arrays_of(
    registry: Registry, *, workers: int | None = None, progress: Progress | None = None
) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Return the arrays of an index of a registry, and what is known of it as a whole."""
    others = [*registry.aliases, *registry.formers]
    texts = [*registry.names, *(text for text, _ in others)] if others else registry.names
    bits = min(max(len(texts).bit_length(), _LEAST_BITS), _MOST_BITS)
    spans = [(at, min(at + CHUNK, len(texts))) for at in range(0, len(texts), CHUNK)]
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        chunks = []
        for chunk in pool.map(lambda span: _chunk(texts[span[0] : span[1]], span[0], bits), spans):
            chunks.append(chunk)
            if progress:
                progress(min(len(chunks) * CHUNK, len(texts)), len(texts))

        def spread(work: Callable[[int], NDArray[np.uint64]], numbers: Iterable[int]) -> list[NDArray[np.uint64]]:
            return list(pool.map(work, numbers))

        arrays = _columns(chunks)
        for name, width in (("pairs", bits), ("sounds", SYLLABLE_BITS)):
            made = gather([getattr(chunk, name) for chunk in chunks], width, spread)
            arrays[f"{name}_starts"], arrays[f"{name}_names"], arrays[f"{name}_full"] = made
            for chunk in chunks:
                setattr(chunk, name, None)
    arrays["owners"] = np.array([row for _, row in others], np.uint32)
    return arrays | _facts_of_rows(registry), registry.facts | {
        "words": fingerprint(), "id": f"{zlib.crc32(arrays['text'].view(np.uint8).data):08x}",
        "rows": len(registry.names), "aliases": len(registry.aliases), "formers": len(registry.formers),
        "bits": bits,
    }  # fmt: skip


def _chunk(texts: Sequence[str], first: int, bits: int) -> _Chunk:
    names = flatten(texts)
    parts = parse_all(names)
    heard = syllables(names.codes, names.starts)
    offset = np.uint32(first)
    pair_keys, pair_names = character_pairs(names, parts, bits)
    sound_keys, sound_names = syllable_pairs(names, heard, parts)
    begin = np.zeros(len(names), np.int64)
    raw = np.frombuffer("".join(texts).encode("utf-16-le", "surrogatepass"), np.uint16)
    return _Chunk(
        raw=raw, lengths=_units(texts, len(raw)), parts=parts, prior=priors(names, parts),
        spelling=spelling_hashes(names), bodies=body_hashes(names, parts),
        whole=packed_initials(names, heard, begin), trade=packed_initials(names, heard, parts.region.astype(np.int64)),
        pairs=(pair_keys, pair_names + offset), sounds=(sound_keys, sound_names + offset),
    )  # fmt: skip


def _units(texts: Sequence[str], total: int) -> NDArray[np.int64]:
    """Return how many UTF-16 units each text has."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    if lengths.sum() != total:
        lengths = np.fromiter(
            (len(text.encode("utf-16-le", "surrogatepass")) // 2 for text in texts), np.int64, len(texts)
        )
    return lengths


def _together(pieces: list[NDArray[Any]], kind: Any) -> NDArray[Any]:
    return np.concatenate(pieces) if pieces else np.zeros(0, kind)


def _order(values: NDArray[Any]) -> NDArray[np.uint32]:
    """Return the places of values from the least to the greatest, the first of equals first."""
    return np.argsort(values, kind="stable").astype(np.uint32)


def _columns(chunks: list[_Chunk]) -> dict[str, NDArray[Any]]:
    lengths = _together([chunk.lengths for chunk in chunks], np.int64)
    starts = np.zeros(len(lengths) + 1, np.uint32)
    starts[1:] = np.cumsum(lengths)
    found: dict[str, NDArray[Any]] = {}
    for name in ("spelling", "bodies"):
        hashes = _together([getattr(chunk, name) for chunk in chunks], np.uint32)
        order = _order(hashes)
        found |= {name: hashes[order], f"{name}_names": order}
    for name in ("whole", "trade"):
        letters = _together([getattr(chunk, name) for chunk in chunks], np.uint64)
        order = _order(letters)
        found |= {f"{name}_letters": letters[order[::EVERY]], f"{name}_order": order}
    return found | {
        "text": _together([chunk.raw for chunk in chunks], np.uint16), "text_starts": starts,
        **{name: _together([getattr(chunk.parts, name) for chunk in chunks], np.uint8) for name in Parts.__slots__},
        "prior": _together([chunk.prior for chunk in chunks], np.uint8),
    }  # fmt: skip


def _facts_of_rows(registry: Registry) -> dict[str, NDArray[Any]]:
    """Return the columns that are of rows, not of names: codes, places, days."""
    found: dict[str, NDArray[Any]] = {}
    if any(registry.usccs):
        codes = np.array(
            [(code or "").strip().upper().encode("ascii", "replace") for code in registry.usccs], f"S{_USCC}"
        )
        filled = np.flatnonzero(codes != b"")
        found["uscc"] = codes.view(np.uint8).reshape(-1)
        found["uscc_order"] = filled[np.argsort(codes[filled], kind="stable")].astype(np.uint32)
    for name, column in (("province", registry.provinces), ("city", registry.cities)):
        if any(column):
            words, places = np.unique(
                np.array([each or "" for each in column], object).astype(str), return_inverse=True
            )
            found[f"{name}_words"] = np.frombuffer("\n".join(words.tolist()).encode(), np.uint8)
            found[name] = places.astype(np.uint16)
    if any(registry.dates):
        days = [(each - _FIRST_DAY).days if each else 0 for each in registry.dates]
        found["reg_date"] = np.clip(np.array(days), 0, _MOST_DAYS).astype(np.uint16)
    return found


def names_of(arrays: dict[str, NDArray[Any]], rows: Sequence[int]) -> Flat:
    """Return some names of an index, folded."""
    text, starts = arrays["text"], arrays["text_starts"]
    return flatten([text[starts[row] : starts[row + 1]].tobytes().decode("utf-16-le", "replace") for row in rows])
