"""The page of one figure of one officer: its value, its definition, what it counted and what it left out and why."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from hometown.accounts.access import person
from hometown.accounts.models import User
from hometown.bulletins import members
from hometown.bulletins.review import Said
from hometown.chronicle import access
from hometown.chronicle.drawing import Numbers
from hometown.kernel.errors import NotFound


def linked(
    pieces: Iterable[Said], name: str, pk: uuid.UUID, closed: Callable[[str], bool] = lambda _code: False
) -> list[dict[str, Any]]:
    """Return the pieces of a line for a page: words, and figures with the address of their records.

    `closed` tells of a figure of whose records the reader may open none: it stands as a number.
    """
    return [
        {"text": one.text, "shown": one.shown,
         "url": reverse(name, args=[pk, one.code]) if one.code and not closed(one.code) else ""}
        for one in pieces
    ]  # fmt: skip


def closed_to(user: User, numbers: Numbers) -> Callable[[str], bool]:
    """Return a question: is a figure one of whose records this reader opens none?"""

    def closed(code: str) -> bool:
        result = numbers.result(code)
        return result is not None and not access.opens_any(user, result.selection.members.model)

    return closed


def figure_page(request: HttpRequest, numbers: Numbers, code: str, parent: tuple[str, str]) -> HttpResponse:
    """Show a figure over the days of a sheet or a report. Raises NotFound for a code that names none.

    What was kept stands beside what the records say today. Which records open, each app decides for the reader.
    """
    user, result, shown = person(request), numbers.result(code), numbers.printed(code)
    if result is None or shown is None:
        raise NotFound("chronicle.gone")
    place = request.GET.get("left_out", "")
    number = int(place) if place.isdecimal() and len(place) < 3 else -1
    exclusion = result.exclusions[number] if 0 <= number < len(result.exclusions) else None
    if exclusion is not None:
        page = members.page_of_exclusion(exclusion, user, request.GET.get("page"))
    else:
        page = members.page_of(result, user, request.GET.get("page"))
    return render(request, "chronicle/figure.html", {
        "figure": result.figure, "result": result, "printed": shown, "page": page, "exclusion": exclusion,
        "period": numbers.scope.period, "parent_words": parent[0], "parent_url": parent[1],
        "differs": code in numbers.kept and str(result.value) != numbers.kept[code]["value"],
    })  # fmt: skip
