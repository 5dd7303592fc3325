"""Pages keep to the strict content policy, to the catalogues, and type no numbers."""

import re
from pathlib import Path

import pytest

from tests.house.tree import PACKAGE, chinese_in, templates, where

COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?endcomment\s*%\}|<!--.*?-->", re.DOTALL)
INLINE = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=|<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc\s*=)(?![^>]*application/json)[^>]*>", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "hx-on or js: in an attribute": re.compile(r"\bhx-on|=\s*[\"']\s*(js|javascript):", re.IGNORECASE),
    "another origin": re.compile(r"(src|href|action)\s*=\s*[\"'](https?:)?//", re.IGNORECASE),
    "a raw `safe`": re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off"),
    "a picture without words": re.compile(r"<img\b(?![^>]*\balt\s*=)[^>]*>", re.IGNORECASE),
}
SENTENCE = re.compile(r"\{%\s*(?:translate|trans)\s+(\"[^\"]*\"|'[^']*').*?%\}", re.DOTALL)
SPOKEN_DEFAULT = re.compile(r"\{\{[^}]*\|default(?:_if_none)?:(\"[^\"]*\"|'[^']*')[^}]*\}\}")
TYPED_VALUE = re.compile(r"\{\{\s*(\d[\d.,]*)\s*[|}]")
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
ELEMENT = re.compile(r"<[^>]*>", re.DOTALL)
ENTITY = re.compile(r"&#?\w+;")
DIGIT = re.compile(r"[0-9０-９〇]")


def without_comments(text: str) -> str:
    """The text with comments blanked, lines kept."""
    return COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def line_of(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def unsafe(text: str) -> list[tuple[int, str]]:
    """What the content policy would block, or what must not be in a page."""
    text = without_comments(text)
    return [(line_of(text, hit.start()), kind) for kind, shape in INLINE.items() for hit in shape.finditer(text)]


def chinese(text: str) -> list[tuple[int, str]]:
    """Chinese typed into a page instead of its catalogue."""
    text = without_comments(text)
    return [(line_of(text, hit.start()), hit.group()) for hit in chinese_in(text)]


def typed_numbers(text: str) -> list[str]:
    """Digits that would print without coming from a figure: in plain text, in a sentence to translate, as a default."""
    text = without_comments(text)
    spoken = [hit.group(1) for shape in (SENTENCE, SPOKEN_DEFAULT, TYPED_VALUE) for hit in shape.finditer(text)]
    plain = ENTITY.sub(" ", ELEMENT.sub(" ", TAG.sub(" ", text)))
    return [said.strip() for said in (*spoken, *plain.splitlines()) if DIGIT.search(said)]


def shown(found: list[tuple[int, str]], path: Path) -> list[str]:
    return [f"{where(path, line)} {what}" for line, what in found]


def test_no_page_holds_what_the_content_policy_blocks() -> None:
    assert [row for path in templates() for row in shown(unsafe(path.read_text("utf-8")), path)] == []


def test_no_page_holds_chinese() -> None:
    assert [row for path in templates() for row in shown(chinese(path.read_text("utf-8")), path)] == []


def test_no_number_is_typed_into_a_bulletin() -> None:
    pages = [path for path in templates() if path.is_relative_to(PACKAGE / "bulletins")]
    assert [f"{where(path)}: {said}" for path in pages for said in typed_numbers(path.read_text("utf-8"))] == []


def test_no_number_is_typed_into_a_sentence_of_a_bulletin() -> None:
    """A translation may not bring a number that its sentence does not have."""
    wrong = []
    for path in (PACKAGE / "bulletins").rglob("*.po"):
        for said in re.findall(r'^(?:msgid|msgstr).*?"(.*)"$|^"(.*)"$', path.read_text("utf-8"), re.MULTILINE):
            line = re.sub(r"%\([a-z_0-9]+\)|500强|top[ -]500|2019-12-31", "", "".join(said))
            if DIGIT.search(line) and not re.match(r"[A-Za-z-]+: ", line):
                wrong.append(f"{where(path)}: {line}")
    assert wrong == []


@pytest.mark.parametrize(
    "sample",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        "<script>alert(1)</script>",
        '<button onclick="go()">',
        '<a href="javascript:go()">',
        '<div hx-on:click="go()">',
        "<img src=\"{% static 'a.png' %}\">",
        '<link href="https://example.org/a.css">',
        "{{ text|safe }}",
    ],
)
def test_each_unsafe_part_is_seen(sample: str) -> None:
    assert unsafe(sample)


def test_a_clean_page_passes() -> None:
    page = """{# style="" 中文 #}<script src="{% static 'a.js' %}"></script><p class="t-1">{% translate "Go" %}</p>"""
    assert unsafe(page) == []
    assert chinese(page) == []
    assert typed_numbers(page) == []


@pytest.mark.parametrize(
    "sample",
    ["<p>172</p>", '{% translate "Visited 172 firms" %}', "{{ 172 }}", '{{ x|default:"172" }}', "<b>１７２家</b>"],
)
def test_a_typed_number_is_seen(sample: str) -> None:
    assert typed_numbers(sample)


def test_chinese_in_a_page_is_seen() -> None:
    assert chinese("<p>\n走访</p>") == [(2, "走"), (2, "访")]


FORM = re.compile(r"<form\b[^>]*\bmethod\s*=\s*[\"']post[\"'][^>]*>(.*?)</form>", re.DOTALL | re.IGNORECASE)
KEYED = re.compile(r"\{%\s*csrf_token\s*%\}|hidden_key\(\)")


# Two send once more all that was typed, its key too; the third shows parts and leads nowhere.
KEYED_OTHERWISE = ("face/given_back.html", "accounts/unsent.html", "face/guide.html")


def unkeyed(text: str) -> list[int]:
    """Forms that post and carry no key, so that sending one twice would make two records."""
    text = without_comments(text)
    return [line_of(text, hit.start()) for hit in FORM.finditer(text) if not KEYED.search(hit.group())]


def test_every_form_that_posts_carries_a_key() -> None:
    pages = [path for path in templates() if not str(path).endswith(KEYED_OTHERWISE)]
    found = [f"{where(path)}:{line}" for path in pages for line in unkeyed(path.read_text("utf-8"))]
    assert found == []
    written = [path for path in PACKAGE.rglob("*.py") if '<form class="act" method="post"' in path.read_text("utf-8")]
    assert all("hidden_key()" in path.read_text("utf-8") for path in written)


def test_a_form_without_a_key_is_seen() -> None:
    assert unkeyed('<p></p>\n<form method="post" action="/a/"><button>Go</button></form>') == [2]
    assert unkeyed('<form method="post">{% csrf_token %}</form><form method="get"></form>') == []


# --- the title of a page is text: an element in it would be read out as its letters -----------------------------------

TITLE = re.compile(r"\{%\s*block title\s*%\}(.*?)\{%\s*endblock", re.DOTALL)
MAKES_ELEMENTS = re.compile(r"\|\s*(day|day_full|day_short|moment|deadline|time_left)\b")


def marked_up(text: str) -> list[int]:
    """The lines where the title of a page would hold an element."""
    titles = list(TITLE.finditer(without_comments(text)))
    values = [(hit, one) for hit in titles for one in re.findall(r"\{\{.*?\}\}", hit.group(1))]
    found = [hit for hit, one in values if MAKES_ELEMENTS.search(one) and "striptags" not in one]
    found += [hit for hit in titles if ELEMENT.search(TAG.sub("", hit.group(1)))]
    return [line_of(text, hit.start()) for hit in found]


def test_titles_of_pages_hold_no_elements() -> None:
    assert [f"{where(path)}:{line}" for path in templates() for line in marked_up(path.read_text("utf-8"))] == []


def test_an_element_in_a_title_is_seen() -> None:
    assert marked_up('{% block title %}{{ one.month|day_full:"month" }} · x{% endblock %}') == [1]
    assert marked_up("\n{% block title %}<b>x</b>{% endblock %}") == [2]
    assert marked_up('{% block title %}{{ one.month|day|striptags }}{{ one.name|default:"<" }}{% endblock %}') == []
