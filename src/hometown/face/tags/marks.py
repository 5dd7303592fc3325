"""Small marks: icon, tag, proof, lamp, where a record is, deadline; and figures, which are doors to their records."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.template import Library
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hometown.face import formats
from hometown.face.form_keys import hidden_key
from hometown.face.tags.words import language
from hometown.kernel import clock
from hometown.kernel.bounds import Bound
from hometown.kernel.money import Amount

register = Library()

SYNC_ICONS = {"phone": "phone", "going": "relay", "home": "check", "back": "alert"}


@register.simple_tag
def icon(name: str, words: object = "") -> SafeString:
    """Draw an icon of icons.svg; with `words` it speaks for itself, without it is decoration."""
    if words:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>',
            words,
            static("face/icons.svg"),
            name,
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("face/icons.svg"), name)


def icon_or_nothing(name: str) -> SafeString:
    return icon(name) if name else SafeString("")


@register.simple_tag
def tag(text: object, tone: str = "", icon: str = "") -> SafeString:
    """A plain state in a word; `tone` is green, amber, red, blue or line."""
    style = f"tag tag--{tone}" if tone else "tag"
    return format_html('<span class="{}">{}{}</span>', style, icon_or_nothing(icon), text) if text else SafeString("")


@register.simple_tag
def proof(verified: object, text: object = "") -> SafeString:
    """Gold and solid when verified, hollow when not."""
    if verified:
        return format_html('<span class="proof">{}{}</span>', icon("shield"), text or _("Verified"))
    return format_html('<span class="proof proof--not">{}</span>', text or _("Not verified"))


@register.simple_tag
def lamp(tone: str, text: object) -> SafeString:
    """One of the three lamps: a circle, a triangle or a square, always with a word."""
    style = "lamp" if tone in {"", "green"} else f"lamp lamp--{tone}"
    return format_html('<span class="{}">{}</span>', style, text)


@register.simple_tag
def sync(state: str, text: object = "") -> SafeString:
    """Where a record is: `phone`, `going`, `home` or `back`."""
    words = {"phone": _("Kept on this phone"), "going": _("Sending"), "home": _("Received"), "back": _("Sent back")}
    return format_html('<span class="sync sync--{}">{}{}</span>', state, icon(SYNC_ICONS[state]), text or words[state])


@register.simple_tag
def deadline(due: date | datetime | None) -> SafeString:
    """A mark that says how long is left; its colour tells how near it is."""
    if due is None:
        return SafeString("")
    left = formats.time_left(due, clock.now(), language())
    return tag(left.words, left.tone, {"red": "alert", "amber": "clock"}.get(left.tone, ""))


@register.simple_tag
def fig(value: object, url: str = "", unit: object = "", bound: object = "") -> SafeString:
    """A number that opens its records. The bound stays with it; an Amount brings its own unit and bound."""
    inner = _pieces(value, str(unit), Bound(str(bound)) if bound else Bound.EXACT)
    if not url:
        return format_html('<b class="fig fig--still">{}</b>', inner)
    return format_html('<a class="fig" href="{}">{}</a>', url, inner)


def _pieces(value: object, unit: str, bound: Bound) -> SafeString:
    if isinstance(value, Amount):
        figure = formats.money(value, language())
    elif isinstance(value, int | Decimal):
        figure = formats.counted(value, unit, bound, language())
    else:
        return format_html('{}<span class="unit">{}</span>', value, unit) if unit else format_html("{}", value)
    parts = (
        ("bound", figure.before),
        ("", figure.number),
        ("bound", figure.after),
        ("unit", figure.unit),
    )
    return SafeString(
        "".join(
            format_html('<span class="{}">{}</span>', style, text) if style else format_html("{}", text)
            for style, text in parts
            if text
        )
    )


@register.inclusion_tag("face/parts/figs.html")
def figs(items: Iterable[Any]) -> dict[str, object]:
    """The key figures of a page, in a row."""
    return {"items": items}


@register.simple_tag(takes_context=True)
def act(context: Context, url: str, words: object, tone: str = "", icon: str = "", **hidden: object) -> SafeString:
    """A button that POSTs. `tone` is `go`, `bare`, `stop` or empty; further names are hidden fields."""
    fields = format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden.items())
    return format_html(
        '<form class="act" method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">{}{}'
        '<button class="btn{}">{}{}</button></form>',
        url, context.get("csrf_token", ""), hidden_key(), fields, f" btn--{tone}" if tone else "",
        icon_or_nothing(icon), words,
    )  # fmt: skip
