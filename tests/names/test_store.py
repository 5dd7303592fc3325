"""The file of an index."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from hometown.names import Index, IndexFileError, store


def test_arrays_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "x.names"
    arrays: dict[str, NDArray[Any]] = {
        "one": np.arange(1000, dtype=np.uint32),
        "none": np.zeros(0, np.uint16),
        "last": np.array([7], np.uint8),
    }
    store.write(path, arrays, {"rows": 3})
    back, facts = store.read(path)
    assert facts == {"rows": 3}
    assert {name: array.tolist() for name, array in back.items()} == {
        name: array.tolist() for name, array in arrays.items()
    }
    assert [each.name for each in tmp_path.iterdir()] == ["x.names"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(share=st.floats(0, 0.9999))
def test_an_index_cut_short_anywhere_is_refused(index_path: Path, tmp_path: Path, share: float) -> None:
    whole = index_path.read_bytes()
    cut = tmp_path / "cut.names"
    cut.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(IndexFileError, match="build"):
        Index.open(cut)


def _used(path: Path) -> list[tuple[int, int]]:
    """Return where bytes of a file are that say something: not the padding between arrays."""
    arrays, _ = store.read(path)
    whole = path.read_bytes()
    table, data = store._table(path, whole)
    head = data - 64
    assert arrays
    return [
        (0, head),
        *(
            (data + each["at"], data + each["at"] + each["count"] * np.dtype(each["type"]).itemsize)
            for each in table["arrays"]
        ),
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(data=st.data())
def test_one_altered_byte_is_found(index_path: Path, tmp_path: Path, data: st.DataObject) -> None:
    begin, end = data.draw(st.sampled_from([span for span in _used(index_path) if span[1] > span[0]]))
    at = data.draw(st.integers(begin, end - 1))
    changed = bytearray(index_path.read_bytes())
    changed[at] ^= data.draw(st.integers(1, 255))
    other = tmp_path / "changed.names"
    other.write_bytes(changed)
    with pytest.raises(IndexFileError):
        Index.open(other)


def test_another_version_says_to_build_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.names"
    monkeypatch.setattr(store, "VERSION", store.VERSION + 1)
    store.write(path, {}, {})
    monkeypatch.undo()
    with pytest.raises(
        IndexFileError, match=f"version {store.VERSION + 1}, this program reads version {store.VERSION}: build it again"
    ):
        store.read(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a workbook", b"hometown-names\n"])
def test_another_file_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.names"
    path.write_bytes(content)
    with pytest.raises(IndexFileError, match="build"):
        store.read(path)


def test_an_index_built_with_other_words_is_refused(index_path: Path, tmp_path: Path) -> None:
    arrays, facts = store.read(index_path)
    path = tmp_path / "x.names"
    store.write(path, arrays, facts | {"words": "00000000"})
    with pytest.raises(IndexFileError, match="other lists"):
        Index.open(path)
