"""The style guide's page: every part with sample content. People and firms are invented."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from hometown.face.fields import AmountField, ChosenField, DatedField, DayField, FilesField
from hometown.face.parts import Coverage, Node, Point
from hometown.face.sample_lists import lists, progress, table
from hometown.face.sample_words import HERE, later, word
from hometown.kernel import clock
from hometown.kernel.bounds import Bound
from hometown.kernel.money import Amount


def options_url() -> str:
    """Return where the sample typeahead asks; nothing when config has not named it."""
    try:
        return reverse("face-parts-options")
    except NoReverseMatch:
        return ""


class SampleForm(forms.Form):
    """One field of each kind."""

    firm = ChosenField(
        "",
        label=later("Firm"),
        help_text=later("Short names and pinyin work, too."),
        create_url=HERE,
        create_text=later("Enter a new firm"),
    )
    met_on = DayField(label=later("Day"))
    amount = AmountField(
        label=later("How much, roughly"), help_text=later("“About” and “over” may be written."), required=False
    )
    known = DatedField(label=later("When it began"), required=False)
    interest = forms.ChoiceField(
        label=later("Interest in investing"),
        choices=[
            ("none", later("Not raised")),
            ("curious", later("Wants to know more")),
            ("keen", later("Interested")),
        ],
        widget=forms.RadioSelect,
    )
    site = forms.ChoiceField(
        label=later("Site"),
        choices=[("", later("Not yet known")), ("a", later("East park")), ("b", later("Chemical base"))],
        required=False,
    )
    said = forms.CharField(label=later("What was said"), widget=forms.Textarea(attrs={"rows": 3}))
    wants = forms.MultipleChoiceField(
        label=later("What they asked for"),
        choices=[("land", later("Land")), ("power", later("Power")), ("people", later("Skilled people"))],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
        required=False,
    )
    papers = FilesField(label=later("Papers"), required=False)
    agreed = forms.BooleanField(label=later("The contact agreed to be named"), required=False)


def page(request: HttpRequest) -> dict[str, Any]:
    """Return everything the style guide shows."""
    today = clock.today()
    return {
        "here": HERE,
        "today": today,
        "long_ago": date(2019, 10, 12),
        "over": today - timedelta(days=1),
        "near": today + timedelta(days=2),
        "far": today + timedelta(days=12),
        "amount": Amount(Decimal(2_000_000_000), bound=Bound.AT_LEAST),
        "form": _form({}),
        "wrong": _form({"interest": "", "met_on": "x", "amount": "?"}, bound=True),
        "page_of_many": Paginator(range(412), 30).get_page(request.GET.get("page")),
        "stage_choices": [
            ("", word("All"), 29),
            ("near", word("Near home"), 12),
            ("away", word("Elsewhere"), 17),
            ("mine", word("Only mine")),
        ],
        "tabs": [
            {"label": word("Overview"), "url": HERE, "current": True},
            {"label": word("Visits"), "url": HERE, "count": 6},
            {"label": word("Papers"), "url": HERE, "count": 4},
        ],
        **lists(),
        **progress(),
        **table(),
        **_charts(),
    }


def _form(data: dict[str, str], *, bound: bool = False) -> SampleForm:
    given = {f"wrong-{name}": value for name, value in data.items()}
    form = SampleForm(given, prefix="wrong") if bound else SampleForm()
    for field in form.fields.values():
        if isinstance(field, ChosenField):
            field.widget.url = options_url()
    return form


def _charts() -> dict[str, Any]:
    months = [
        (word("Sep"), 9, 8),
        (word("Oct"), 12, 19),
        (word("Nov"), 18, 24),
        (word("Dec"), 20, 27),
        (word("Jan"), 16, 19),
    ]
    return {
        "bars": [
            Point(word("Visited"), 172, HERE, tone="c3", step=word("29 went on to talks, 16.9%")),
            Point(word("In talks or beyond"), 29, HERE, step=word("16 intend to invest, 9.3%")),
            Point(word("Intending"), 16, HERE),
            Point(word("Signed"), 5, HERE, tone="c2"),
        ],
        "cols": [Point(label, url=HERE, parts=(near, away)) for label, near, away in months],
        "series": [word("Near home"), word("Elsewhere")],
        "trend": [Point(label, near + away, HERE) for label, near, away in months],
        "heat_columns": [word("At intent"), word("Signed"), word("Together")],
        "heat": [
            {"label": word("Near home"), "cells": [_cell(2), _cell(3)], "total": _cell(5)},
            {"label": word("Elsewhere"), "cells": [_cell(9), _cell(2)], "total": _cell(11)},
            {"label": word("Together"), "cells": [_cell(11), _cell(5)], "total": _cell(16), "sum": True},
        ],
        "coverage": [
            Coverage(word("Aluminium"), ("have",) * 3 + ("weak",) * 2 + ("gap",) * 2, HERE, word("2 missing")),
            Coverage(word("Carbon"), ("have",) * 4 + ("weak",) * 2 + ("gap",), HERE, word("1 missing")),
            Coverage(word("Silicon"), ("have",) * 2 + ("weak",) * 2 + ("gap",) * 3, HERE, word("3 missing")),
        ],
        "nodes": [
            Node(word("Alumina"), word("1 at home"), HERE, "weak"),
            Node(word("Sheet and foil"), word("14 at home"), HERE),
            Node(word("Battery foil"), word("missing, 16 candidates"), HERE, "gap", current=True),
            Node(word("Profiles"), word("11 at home"), HERE),
        ],
    }


def _cell(value: int) -> dict[str, Any]:
    return {"value": value, "url": HERE}


def options(query: str) -> list[dict[str, str]]:
    """Return sample firms that hold the query."""
    firms = [
        (word("Zeyuan Chemical Co."), "913200********4K7Q", word("Claimed"), "amber"),
        (word("Zeyuan (Zhangjiagang) Sales Co."), word("owned by Zeyuan Chemical"), word("Affiliate"), ""),
        (word("Lantao Electronics Co."), "913205********2M1X", "", ""),
    ]
    return [
        {"value": str(number), "label": name, "meta": meta, "mark": mark, "tone": tone}
        for number, (name, meta, mark, tone) in enumerate(firms, 1)
        if query.lower() in name.lower()
    ]
