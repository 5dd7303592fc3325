"""Some rows as somebody typed them: traditional characters, full-width letters and digits, half-width punctuation."""

from functools import cache

import numpy as np
import pyarrow as pa
from pyarrow import compute

TRADITIONAL, WIDE, NARROW = 0.003, 0.004, 0.008  # shares of rows
_WIDE = {at: at + 0xFEE0 for at in range(0x21, 0x7F)}
_NARROW = str.maketrans("；，（）：", ";,():")


@cache
def _traditional() -> dict[int, str]:
    """Return each simplified character with a traditional one."""
    from opencc import OpenCC

    plain = [chr(at) for at in range(0x4E00, 0xA000)]
    return {
        ord(one): other for one, other in zip(plain, OpenCC("s2t").convert("\n".join(plain)).split("\n"), strict=True)
    }


def written(table: pa.Table, rng: np.random.Generator) -> pa.Table:
    """Return the rows with name and scope of some in another form."""
    drawn = rng.random(len(table))
    ends = np.cumsum([TRADITIONAL, WIDE, NARROW])
    for start, end, forms in zip([0.0, *ends[:-1]], ends, (_traditional(), _WIDE, _NARROW), strict=True):
        picked = (drawn >= start) & (drawn < end)
        rows = pa.array(np.flatnonzero(picked))
        for column in ("name", "scope"):
            texts = table[column].combine_chunks()
            other = pa.array([text.translate(forms) for text in texts.take(rows).to_pylist()], pa.string())
            changed = compute.replace_with_mask(texts, pa.array(picked), other)
            table = table.set_column(table.schema.get_field_index(column), column, changed)
    return table
