"""Parts that hold other parts: panel, notice, verdict; and the quiet states."""

from typing import Any
from zlib import crc32

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hometown.face.tags.marks import icon as draw
from hometown.face.tags.marks import icon_or_nothing

register = Library()

NOTICE_ICONS = {"": "info", "green": "check", "blue": "info", "amber": "alert", "red": "alert"}
VERDICT_ICONS = {"new": "check", "ask": "alert", "no": "lock"}


@register.simple_block_tag
def panel(
    content: str,
    title: object,
    meta: object = "",
    id: str = "",  # noqa: A002 - the attribute's own name
    link: str = "",
    link_text: object = "",
    gold: bool = False,
) -> SafeString:
    """A group with its heading; `link` stands at the right of it."""
    key = id or f"p-{crc32(str(title).encode()):x}"
    end = format_html('<a class="small" href="{}">{}</a>', link, link_text) if link else SafeString("")
    if meta:
        end = format_html('<span class="meta">{}</span>{}', meta, end)
    heading = format_html('<h2 id="{}-h">{}</h2>', key, title)
    head = format_html('<div class="panel-head">{}{}</div>', heading, end) if end else heading
    return format_html(
        '<section class="panel{}" id="{}" aria-labelledby="{}-h">{}{}</section>',
        " panel--gold" if gold else "", key, key, head, SafeString(content),
    )  # fmt: skip


@register.simple_block_tag
def notice(content: str, tone: str = "", icon: str = "") -> SafeString:
    """A word to the reader. Amber warns, blue informs, green says it is done, red says it is not."""
    role = {"green": ' role="status"', "red": ' role="alert"'}.get(tone, "")
    return format_html(
        '<div class="notice{}"{}>{}<div>{}</div></div>',
        f" notice--{tone}" if tone else "", SafeString(role), draw(icon or NOTICE_ICONS[tone]), SafeString(content),
    )  # fmt: skip


@register.simple_block_tag
def verdict(content: str, kind: str, title: object, text: object = "") -> SafeString:
    """One decision (`new`, `ask`, `no`), then its reasons."""
    body = format_html("<div>{}</div>", SafeString(content)) if content.strip() else SafeString("")
    words = format_html("<p>{}</p>", text) if text else SafeString("")
    return format_html(
        '<section class="verdict verdict--{}"><header>{}<div><h2>{}</h2>{}</div></header>{}</section>',
        kind, draw(VERDICT_ICONS[kind]), title, words, body,
    )  # fmt: skip


@register.simple_tag
def empty(title: object, text: object = "", url: str = "", action: object = "", icon: str = "") -> SafeString:
    """What is not here, and one next step."""
    words = format_html("<p>{}</p>", text) if text else SafeString("")
    step = format_html('<a class="btn" href="{}">{}</a>', url, action) if url else SafeString("")
    return format_html('<div class="empty">{}<p><b>{}</b></p>{}{}</div>', icon_or_nothing(icon), title, words, step)


@register.simple_tag
def fetched(url: str, words: object) -> SafeString:
    """Something that a floor above shows here: asked for by its address, a plain link until it comes."""
    return format_html(
        '<div class="fetched" hx-get="{}" hx-trigger="load" hx-swap="outerHTML"><a href="{}">{}</a>'
        '<span class="bone"></span><span class="bone"></span></div>',
        url, url, words,
    )  # fmt: skip


@register.inclusion_tag("face/parts/tabs.html")
def tabs(items: Any) -> dict[str, object]:
    """Views of the same thing: each is a page of its own."""
    return {"items": items}


@register.simple_tag
def crumbs(*path: object) -> SafeString:
    """The way here: label, url, label, url, …, and last the label of this place without one."""
    steps = []
    for index in range(0, len(path), 2):
        label, url = path[index], path[index + 1] if index + 1 < len(path) else ""
        steps.append(format_html('<a href="{}">{}</a>', url, label) if url else format_html("{}", label))
    return SafeString(' <span aria-hidden="true">›</span> '.join(steps))
