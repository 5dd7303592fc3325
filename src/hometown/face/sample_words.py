"""The words of the style guide in both languages.

They are data, not interface text, so they stand in samples.zh.json and stay out of the catalogues.
"""

import json
from pathlib import Path

from django.utils.functional import lazy
from django.utils.translation import get_language

from hometown.face.formats import is_chinese

HERE = "#main"
CHINESE: dict[str, str] = json.loads((Path(__file__).parent / "samples.zh.json").read_text(encoding="utf-8"))


def word(text: str) -> str:
    """Return a sample text in the reader's language. Raises KeyError for one without Chinese."""
    return CHINESE[text] if is_chinese(get_language()) else text


later = lazy(word, str)
