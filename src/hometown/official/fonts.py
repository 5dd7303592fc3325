"""The typefaces of official documents, by name. None is shipped: they belong to their makers.

A docx names a typeface and, for machines that lack it, another that serves (`altName` in its table of fonts). What
Windows and WPS bring is the second name; where neither is there, the machine takes some face of the same family.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Face:
    """A typeface: the name offices use, those that serve for it, best first, and what it looks like in Word's terms."""

    name: str
    serving: tuple[str, ...]
    family: str  # roman: with serifs; modern: without
    panose: str

    @property
    def instead(self) -> str:
        """Return the first that serves for it."""
        return self.serving[0]


_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC")
_SANS = ("Noto Sans CJK SC", "Source Han Sans SC")
TITLE = Face("方正小标宋简体", ("宋体", "SimSun", *_SERIF), "roman", "03000509000000000000")
BODY = Face("仿宋_GB2312", ("仿宋", "FangSong", *_SERIF), "modern", "02010609030101010101")
HEAD_1 = Face("黑体", ("SimHei", *_SANS), "modern", "02010609060101010101")
HEAD_2 = Face("楷体_GB2312", ("楷体", "KaiTi", "AR PL UKai CN", *_SERIF), "modern", "02010609030101010101")
NUMBER = Face("宋体", ("SimSun", *_SERIF), "roman", "02010600030101010101")
LATIN = Face("Times New Roman", ("Liberation Serif", "DejaVu Serif"), "roman", "02020603050405020304")

FACES = (TITLE, BODY, HEAD_1, HEAD_2, NUMBER, LATIN)
