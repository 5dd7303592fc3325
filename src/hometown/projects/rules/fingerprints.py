"""What tells projects apart besides their names: the line of business, the product, the amount, the site."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

LEAST_AGREED = 2  # of the parts that both sides tell; and at least half of them
_BAND = Decimal("0.5")  # amounts within a factor of two are of one band
_ALIKE = 0.5  # the share of the shorter text's pairs of characters that the longer one has too
_DIVISION = 3  # GB/T 4754: section and division, C32
# Words that stand in every outline and tell nothing of the product.
_IDLE = re.compile(
    r"项目|生产|年产|基地|新建|建设|扩建|拟|公司|有限|投资|产业园|产业|园区|配套|[0-9.]+|[一二两三四五六七八九十百千万亿余约]+|[吨条平方米亩]"
)
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Fingerprint:
    """What is known of a project, as text and yuan; what is not known is empty."""

    industry: str = ""  # GB/T 4754-2017
    chain: str = ""
    words: str = ""  # name and outline
    yuan: Decimal | None = None
    site: str = ""


NOTHING_TOLD = Fingerprint()


@dataclass(frozen=True)
class Overlap:
    """Which parts of two fingerprints agree and which differ; what one side does not tell is in neither."""

    agreed: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()

    @property
    def is_enough(self) -> bool:
        """Whether the two may be one project, so that a person should look. Another line of business is another."""
        return (
            "line" not in self.differing
            and len(self.agreed) >= LEAST_AGREED
            and len(self.agreed) >= len(self.differing)
        )


def overlap(one: Fingerprint, other: Fingerprint) -> Overlap:
    """Compare two fingerprints part by part: line, product, amount, site."""
    verdicts = {
        "line": _same_line(one, other),
        "product": _same_text(_pairs(one.words), _pairs(other.words)),
        "amount": _same_band(one.yuan, other.yuan),
        "site": _same_text(_pairs(one.site, keep=True), _pairs(other.site, keep=True)),
    }
    return Overlap(
        tuple(part for part, same in verdicts.items() if same),
        tuple(part for part, same in verdicts.items() if same is False),
    )


def _same_line(one: Fingerprint, other: Fingerprint) -> bool | None:
    """The same division of industry or the same chain; None where neither can be compared."""
    industry = one.industry[:_DIVISION], other.industry[:_DIVISION]
    chain = one.chain, other.chain
    told = [pair for pair in (industry, chain) if all(pair)]
    return any(left == right for left, right in told) if told else None


def _same_text(one: frozenset[str], other: frozenset[str]) -> bool | None:
    fewer = min(len(one), len(other))
    return len(one & other) >= _ALIKE * fewer if fewer else None


def _same_band(one: Decimal | None, other: Decimal | None) -> bool | None:
    if not one or not other:
        return None
    return min(one, other) >= _BAND * max(one, other)


def _pairs(text: str, *, keep: bool = False) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text; numbers and idle words stay only where `keep` says so."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    runs = _SIGNS.split(plain if keep else _IDLE.sub(" ", plain))
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1))
