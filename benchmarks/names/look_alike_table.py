"""Which characters are taken for one another by their look; writes `names/data/look_alikes.txt`.

`python -m benchmarks.names.look_alike_table FONT DECOMPOSITION`: a font with simplified Chinese (Noto Sans CJK) and the
table of parts of characters of cjk-decomp. Of the 6,763 characters of GB 2312, a pair is kept when each drawing is
among the twelve nearest of the other, or one is a part of the other, or both share a part that few characters have and
their drawings are not far apart; one of the two is of the first level, the usual ones. The list of `look_alikes.txt`
beside this file, which misspells the questions, is of another hand.
"""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import click
import numpy as np

OUT = Path(__file__).parents[2] / "src" / "hometown" / "names" / "data" / "look_alikes.txt"
_FIRST_LEVEL = 3755
_NEAREST = 12
_FEW = 16  # characters that have a part in common
_LEAST_SHARED, _LEAST_PART = 0.3, 0.2  # how near two drawings are, at least: 1 is the same
_LINE = re.compile(r"(.+?):\w+(?:/\w+)?\((.*)\)")
_SIDE = 56


def signs() -> list[str]:
    """Return the characters of GB 2312, the usual ones first."""
    every = [bytes([high, low]).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)]
    return [sign for sign in every if sign]


def drawings(font: Path, every: list[str]) -> Any:
    """Return each character as a row of grey values, blurred a little, of length 1."""
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    face = ImageFont.truetype(str(font), 48, index=2)
    rows = []
    for sign in every:
        image = Image.new("L", (_SIDE, _SIDE), 0)
        ImageDraw.Draw(image).text((4, -8), sign, 255, font=face)
        small = image.filter(ImageFilter.GaussianBlur(1.5)).resize((_SIDE // 2, _SIDE // 2), Image.Resampling.BOX)
        rows.append(np.asarray(small, np.float32).ravel())
    made = np.array(rows)
    made -= made.mean(1, keepdims=True)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def parts(table: Path, every: list[str]) -> dict[str, set[str]]:
    """Return the parts of each character, and the parts of those."""
    found = {each[1]: each[2].split(",") for each in map(_LINE.match, table.read_text("utf-8").splitlines()) if each}

    def inside(sign: str, depth: int) -> set[str]:
        own = [part for part in found.get(sign, []) if part and part != sign]
        deeper = depth - (len(sign) == 1)
        under = {each for part in own if deeper > 0 for each in inside(part, deeper)}
        return {part for part in own if len(part) == 1} | under

    return {sign: inside(sign, 2) for sign in every}


def alike(font: Path, table: Path) -> dict[str, set[str]]:
    """Return for each character those that look like it."""
    every = signs()
    place = {sign: at for at, sign in enumerate(every)}
    drawn = drawings(font, every)
    nearness = drawn @ drawn.T
    np.fill_diagonal(nearness, -1)
    near = np.zeros(nearness.shape, np.bool_)
    np.put_along_axis(near, np.argsort(-nearness, 1, kind="stable")[:, :_NEAREST], values=True, axis=1)
    owners = defaultdict(list)
    for sign, own in parts(table, every).items():
        for part in own:
            owners[part].append(place[sign])
    for part, those in owners.items():
        if part in place:
            near[those, place[part]] |= nearness[those, place[part]] >= _LEAST_PART
        if len(those) <= _FEW:
            near[np.ix_(those, those)] |= nearness[np.ix_(those, those)] >= _LEAST_SHARED
    near |= near.T
    near[_FIRST_LEVEL:, _FIRST_LEVEL:] = False
    return {sign: {every[other] for other in np.flatnonzero(near[at])} for at, sign in enumerate(every)}


@click.command()
@click.argument("font", type=click.Path(path_type=Path, exists=True))
@click.argument("decomposition", type=click.Path(path_type=Path, exists=True))
def main(font: Path, decomposition: Path) -> None:
    """Write the table: a line for each character, itself and those that look like it and come later."""
    lines = []
    for sign, others in alike(font, decomposition).items():
        later = "".join(sorted(other for other in others if other > sign))
        if later:
            lines.append(sign + later)
    OUT.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
    click.echo(f"{len(lines):,} lines, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
