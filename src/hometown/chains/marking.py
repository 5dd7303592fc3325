"""A text with the phrases found in it marked, for a page."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Span = tuple[int, int]


def marked(text: str, spans: Iterable[Span]) -> SafeString:
    """Return a text with these stretches marked; those that overlap are marked as one."""
    pieces: list[tuple[SafeString]] = []
    at = 0
    for start, end in _joined(spans, len(text)):
        pieces += [(format_html("{}", text[at:start]),), (format_html("<mark>{}</mark>", text[start:end]),)]
        at = end
    pieces.append((format_html("{}", text[at:]),))
    return format_html_join("", "{}", pieces)


def _joined(spans: Iterable[Span], length: int) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], min(end, length)))
        elif start < length:
            found.append((start, min(end, length)))
    return found


def spans_in_name(reasons: Iterable[Mapping[str, Any]]) -> list[Span]:
    """Return where phrases were found in the name."""
    return [(one["start"], one["end"]) for one in reasons if one["field"] == "name"]


def spans_of(text: str, phrases: Iterable[str]) -> list[Span]:
    """Return where phrases stand in a text that was kept elsewhere, each wherever it stands."""
    found = []
    for phrase in phrases:
        at = text.find(phrase) if phrase else -1
        while at >= 0:
            found.append((at, at + len(phrase)))
            at = text.find(phrase, at + len(phrase))
    return found
