"""The typefaces of official documents, by name. None is shipped: they belong to their makers.

A docx names a typeface and, for machines that lack it, another that serves (`altName` in its table of fonts). What
Windows and WPS bring is the second name; where neither is there, the machine takes some face of the same family.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Face:
    """A typeface: the name offices use, the name that serves for it, and the family a machine may fall back on."""

    name: str
    instead: str
    family: str  # roman: with serifs; modern: without; script
    panose: str


TITLE = Face("方正小标宋简体", "宋体", "roman", "03000509000000000000")
BODY = Face("仿宋_GB2312", "仿宋", "modern", "02010609030101010101")
HEAD_1 = Face("黑体", "SimHei", "modern", "02010609060101010101")
HEAD_2 = Face("楷体_GB2312", "楷体", "modern", "02010609030101010101")
NUMBER = Face("宋体", "SimSun", "roman", "02010600030101010101")
LATIN = Face("Times New Roman", "Liberation Serif", "roman", "02020603050405020304")

FACES = (TITLE, BODY, HEAD_1, HEAD_2, NUMBER, LATIN)
