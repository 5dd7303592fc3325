"""One spelling of a name."""

import re
import unicodedata

# What NFKC leaves apart although a reader does not: brackets, dashes, middle dots, quotes.
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("[{〔【〖〈《「『⦅", "("),
        **dict.fromkeys("]}〕】〗〉》」』⦆", ")"),
        **dict.fromkeys("‐‑‒–—―−－", "-"),
        **dict.fromkeys("•‧∙⋅・･", "·"),
        **dict.fromkeys("‘’‛′`´", "'"),
        **dict.fromkeys("“”‟″", '"'),
    }
)
_SPACES = re.compile(r"\s+")
# A space parts two Latin words; beside Han or a mark it says nothing.
_IDLE_SPACE = re.compile(r"(?<![0-9a-z]) | (?![0-9a-z])")
_TRAILING = ".,;:!?、。，；：！？·*#_-\"'"
_ROUNDS = 4  # folding case may give what NFKC composes anew; it settles at once in every script we know


def normal(text: str) -> str:
    """Return the spelling under which names are compared. Applying it twice changes nothing more.

    Full width becomes half (NFKC), every pair of brackets becomes (), case is folded, zero-width signs and idle spaces
    go, and so does punctuation at the end. Nothing else changes: 有限公司 stays, and so does the place.

    >>> normal("上海 澄湖（新材料）有限公司。")
    '上海澄湖(新材料)有限公司'
    >>> normal("ACME  Holdings Co., Ltd.")
    'acme holdings co.,ltd'
    """
    for _ in range(_ROUNDS):
        folded = _folded(text)
        if folded == text:
            break
        text = folded
    return text


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE)
    text = "".join(sign for sign in text if unicodedata.category(sign) not in {"Cf", "Cc"} or sign.isspace())
    text = _IDLE_SPACE.sub("", _SPACES.sub(" ", text))
    return unicodedata.normalize("NFKC", text.rstrip(_TRAILING))
