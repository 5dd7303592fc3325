"""The small parts that the page of the rules is made of: a block, its facts, words in the reader's language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hometown.face import formats
from hometown.face.tags.marks import tag

from .shape import Cited, Named, Policy
from .words import chinese, field_words, term

Cell = Any


@dataclass(frozen=True)
class Block:
    """One panel of the page: a table, or facts, or both."""

    id: str
    title: str
    columns: Sequence[Any] = ()
    rows: Sequence[Sequence[Cell]] = ()
    facts: Sequence[dict[str, Any]] = ()
    meta: str = ""
    note: str = ""
    unverified: bool = False
    sources: Sequence[str] = field(default_factory=tuple)


def language() -> str:
    """Return the reader's language."""
    return get_language() or "zh-hans"


def label(named: Any) -> str:
    """Return the words of a named thing, with a mark when it is retired."""
    words: str = named.text(language())
    return _("%(name)s (retired)") % {"name": words} if getattr(named, "retired", False) else words


def listed(texts: Iterable[str]) -> str:
    """Return words as a list in the reader's way."""
    return formats.listed(list(texts), language())


def remark(block: Any) -> str:
    """Return the remark of a block in the reader's language."""
    return (block.note if chinese() else block.note_en or block.note) or ""


def to_confirm() -> SafeString:
    """Return the mark of what nobody has checked."""
    return tag(_("To be confirmed"), "amber")


def lines_of(texts: Iterable[Any]) -> SafeString:
    """Return a short list, one to a line."""
    return format_html('<ul class="rules-list">{}</ul>', format_html_join("", "<li>{}</li>", ((t,) for t in texts)))


def block_of(policy: Policy, code: str, block: Any, **rest: Any) -> Block:
    cited = isinstance(block, Cited)
    return Block(
        id=code.replace("_", "-"),
        title=field_words(code),
        note=remark(block) if cited else "",
        unverified=cited and block.unverified,
        sources=titles(policy, block.source) if cited else (),
        **rest,
    )


def titles(policy: Policy, codes: Iterable[str]) -> tuple[str, ...]:
    known = {source.code: source.title for source in policy.sources}
    return tuple(known[code] for code in codes if code in known)


def role_of(policy: Policy, code: str) -> str:
    return next((role.text(language()) for role in policy.roles if role.code == code), code)


def roles_of(policy: Policy, codes: Iterable[str]) -> str:
    return listed(role_of(policy, code) for code in codes)


def fact(code: str, value: Any) -> dict[str, Any]:
    return {"label": field_words(code), "value": value if value not in {"", None} else _("none")}


def terms(block: Any, *codes: str) -> list[dict[str, Any]]:
    """Return facts for fields that hold terms."""
    return [fact(code, term(getattr(block, code))) for code in codes]


def names_of(items: Iterable[Named]) -> dict[str, str]:
    """Return words by code in the reader's language; for other apps' lists and choices."""
    return {item.code: label(item) for item in items}
