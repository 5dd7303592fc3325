"""No number is typed into a page of bulletins: each comes from a figure or a record."""

import re
from pathlib import Path

from tests.house.tree import templates, where

TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>", re.DOTALL)
SENTENCES = re.compile(
    r"""\{%\s*translate\s+"([^"]*)"|\{%\s*blocktranslate.*?%\}(.*?)\{%\s*endblocktranslate""", re.DOTALL
)
STANDARD = "GB/T 9704"  # the name of a standard


def typed(text: str) -> list[str]:
    """Pieces of visible text with a digit in it."""
    said = [" ".join(found) for found in SENTENCES.findall(text)]
    lines = (*said, *TAGS.sub(" ", text).splitlines())
    return [line.strip() for line in lines if re.search(r"\d", TAGS.sub(" ", line).replace(STANDARD, ""))]


def test_no_digit_is_typed_into_a_page_of_bulletins() -> None:
    found = {where(path): typed(path.read_text(encoding="utf-8")) for path in templates() if _is_ours(path)}
    assert found
    assert {name: pieces for name, pieces in found.items() if pieces} == {}


def test_a_typed_digit_is_seen() -> None:
    assert typed('<p class="t2">{% translate "They signed 5 firms." %}</p>') == ["They signed 5 firms."]
    assert typed("<p>172 firms</p>") == ["172 firms"]
    assert typed('<h2 class="t2">{{ a|add:"1" }}</h2>') == []


def _is_ours(path: Path) -> bool:
    return "bulletins" in path.parts
