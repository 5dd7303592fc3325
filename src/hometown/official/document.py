"""What an official document is: its parts in the order in which they stand on paper."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Figure:
    """A number inside a text. It reads like the words around it; `code` says in the file which figure it is."""

    text: str
    code: str


Text = str | Sequence[str | Figure]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 4. The document numbers it (一、 （一） 1. （1）), unless the text brings a number."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Words, with figures among them."""

    text: Text


@dataclass(frozen=True)
class Items:
    """Points one below the other, numbered 1. 2. 3."""

    texts: Sequence[Text]


@dataclass(frozen=True)
class Picture:
    """A picture (PNG or JPEG) with the words below it; they are also what is read to those who do not see it."""

    data: bytes
    caption: str = ""


Cell = str | Figure | Picture  # a picture stands small in a cell


@dataclass(frozen=True)
class Table:
    """A table as wide as the core. Its head stands again on every page it runs over."""

    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    caption: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar of a chart: what it stands for, the number as printed, its length as a share of the longest (0 to 1)."""

    label: str
    value: str | Figure
    share: float


@dataclass(frozen=True)
class Bars:
    """A chart of bars that lie: drawn by the document itself, in print as sharp as its words."""

    bars: Sequence[Bar]
    caption: str = ""


Block = Heading | Paragraph | Items | Table | Bars | Picture


@dataclass(frozen=True)
class Annex:
    """An annex 附件: a title and what stands under it. It begins on a page of its own, behind the signature."""

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Document:
    """An official document. What is empty is not printed, and takes no room.

    `issuer` 发文机关标志, `number` 发文字号, `addressee` 主送机关, `annexes` 附件说明 (a name alone, for one that goes
    along on its own, or the annex itself, which is bound with the document), `signed_by` 发文机关署名,
    `dated` 成文日期, `copied_to` 抄送机关, `printed_by` 印发机关, `printed_on` 印发日期. `label` stands at the top left
    (内部): a way of handling, never a degree of secrecy; this system holds no state secrets. `stamped`: a seal will be
    put on paper over the signature, so the date keeps four characters from the edge; without one, two.
    """

    title: str
    issuer: str = ""
    number: str = ""
    addressee: str = ""
    blocks: Sequence[Block] = field(default_factory=tuple)
    annexes: Sequence[str | Annex] = field(default_factory=tuple)
    signed_by: str = ""
    dated: date | None = None
    copied_to: str = ""
    printed_by: str = ""
    printed_on: date | None = None
    label: str = ""
    language: str = "zh"
    stamped: bool = True

    @property
    def is_chinese(self) -> bool:
        """Tell whether it is written in Chinese."""
        return self.language.startswith("zh")
