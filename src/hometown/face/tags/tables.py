"""Tables and what goes with them: sorting, filters and search that live in the URL, pages."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.template import Library
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hometown.face.paging import KeysetPage

register = Library()

PLACES = ("page", "before", "after")  # where in the list; forgotten when the list changes


def query_of(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET.copy() if isinstance(request, HttpRequest) else QueryDict(mutable=True)


def changed(query: QueryDict, **values: str) -> str:
    """Return the query string with these values set, or taken out when empty, and the place in the list forgotten."""
    fresh = query.copy()
    for name in PLACES:
        if name not in values:
            fresh.pop(name, None)
    for name, value in values.items():
        if value:
            fresh[name] = value
        else:
            fresh.pop(name, None)
    return f"?{fresh.urlencode()}"


@register.simple_tag(takes_context=True)
def column(context: Context, name: str, label: object, number: bool = False) -> SafeString:
    """A table head whose link sorts by `?sort=name`, then by `?sort=-name`."""
    query = query_of(context)
    sort = query.get("sort", "")
    state = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
    url = changed(query, sort=f"-{name}" if sort == name else name)
    return format_html(
        '<th scope="col"{}{}><a class="sort" href="{}">{}</a></th>',
        SafeString(' class="r"') if number else "",
        format_html(' aria-sort="{}"', state) if state else "",
        url, label,
    )  # fmt: skip


@register.inclusion_tag("face/parts/table.html", takes_context=True)
def table(context: Context, columns: Sequence[Any], rows: Iterable[Any], caption: object = "") -> dict[str, object]:
    """A table that a phone reads as a list of records. The first cell of a row names it."""
    heads = [_column(item) for item in columns]
    return {
        "columns": heads,
        "lines": [_line(heads, row) for row in rows],
        "caption": caption,
        "request": context.get("request"),
    }


def _column(item: Any) -> dict[str, Any]:
    return {"number": False, "sort": "", **item} if isinstance(item, Mapping) else {"label": item}


def _line(heads: Sequence[dict[str, Any]], row: Any) -> dict[str, Any]:
    cells = row["cells"] if isinstance(row, Mapping) else row
    is_open = isinstance(row, Mapping) and bool(row.get("open"))
    return {"open": is_open, "cells": [(head, _cell(cell)) for head, cell in zip(heads, cells, strict=True)]}


def _cell(cell: Any) -> dict[str, Any]:
    return dict(cell) if isinstance(cell, Mapping) else {"text": "" if cell is None else cell}


@register.inclusion_tag("face/parts/picks.html", takes_context=True)
def picks(context: Context, name: str, choices: Iterable[Sequence[Any]], label: object) -> dict[str, object]:
    """Filters that live in the URL: `(value, words)` or `(value, words, count)`; an empty value is All."""
    query = query_of(context)
    chosen = query.get(name, "")
    options = [
        {
            "words": choice[1],
            "count": choice[2] if len(choice) > 2 else None,
            "url": changed(query, **{name: str(choice[0])}),
            "current": str(choice[0]) == chosen,
        }
        for choice in choices
    ]
    return {"options": options, "label": label}


@register.inclusion_tag("face/parts/search_box.html", takes_context=True)
def search_box(context: Context, name: str, label: object) -> dict[str, object]:
    """A search that keeps the other filters."""
    query = query_of(context)
    kept = [(key, value) for key, values in query.lists() if key not in {name, *PLACES} for value in values]
    return {"name": name, "label": label, "value": query.get(name, ""), "kept": kept}


@register.inclusion_tag("face/parts/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any] | KeysetPage) -> dict[str, object]:
    """Links to the rest of a list."""
    query = query_of(context)
    if isinstance(page, KeysetPage):
        return {
            "keyset": True,
            "newer": changed(query, after=page.newer) if page.newer else "",
            "older": changed(query, before=page.older) if page.older else "",
        }
    numbers: list[dict[str, object]] = [
        {"words": str(number), "url": changed(query, page=str(number)), "current": number == page.number}
        if isinstance(number, int)
        else {"words": "…"}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    ends = {
        "newer": changed(query, page=str(page.previous_page_number())) if page.has_previous() else "",
        "older": changed(query, page=str(page.next_page_number())) if page.has_next() else "",
    }
    total = _("%(first)s–%(last)s of %(total)s") % {
        "first": page.start_index(), "last": page.end_index(), "total": page.paginator.count,
    }  # fmt: skip
    return {"keyset": False, "numbers": numbers if page.paginator.num_pages > 1 else [], "total": total, **ends}
