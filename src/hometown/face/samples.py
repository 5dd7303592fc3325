"""Sample content of the style guide. People and firms are invented.

The words are data, not interface text, so they stand in samples.zh.json and stay out of the catalogues.
"""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.functional import lazy
from django.utils.translation import get_language

from hometown.face.fields import AmountField, ChosenField, DatedField, FilesField
from hometown.face.formats import is_chinese
from hometown.face.parts import Coverage, Fact, Lane, Line, Node, Point, Row, Step, Task, Ticket
from hometown.face.tags.marks import tag
from hometown.face.widgets import DayInput
from hometown.kernel import clock
from hometown.kernel.bounds import Bound
from hometown.kernel.money import Amount

HERE = "#main"
CHINESE: dict[str, str] = json.loads((Path(__file__).parent / "samples.zh.json").read_text(encoding="utf-8"))


def word(text: str) -> str:
    """Return a sample text in the reader's language. Raises KeyError for one without Chinese."""
    return CHINESE[text] if is_chinese(get_language()) else text


later = lazy(word, str)


def options_url() -> str:
    """Return where the sample typeahead asks; nothing when config has not named it."""
    try:
        return reverse("face-parts-options")
    except NoReverseMatch:
        return ""


class SampleForm(forms.Form):
    """One field of each kind."""

    firm = ChosenField(
        "", label=later("Firm"), help_text=later("Short names and pinyin work, too."), create_url=HERE, create_text=later("Enter a new firm")
    )  # fmt: skip
    met_on = forms.DateField(label=later("Day"), widget=DayInput)
    amount = AmountField(label=later("How much, roughly"), help_text=later("“About” and “over” may be written."), required=False)
    known = DatedField(label=later("When it began"), required=False)
    interest = forms.ChoiceField(
        label=later("Interest in investing"),
        choices=[("none", later("Not raised")), ("curious", later("Wants to know more")), ("keen", later("Interested"))],
        widget=forms.RadioSelect,
    )
    site = forms.ChoiceField(label=later("Site"), choices=[("", later("Not yet known")), ("a", later("East park")), ("b", later("Chemical base"))], required=False)  # noqa: E501
    said = forms.CharField(label=later("What was said"), widget=forms.Textarea(attrs={"rows": 3}))
    wants = forms.MultipleChoiceField(
        label=later("What they asked for"),
        choices=[("land", later("Land")), ("power", later("Power")), ("people", later("Skilled people"))],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
        required=False,
    )
    files = FilesField(label=later("Papers"), required=False)
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
        "stage_choices": [("", word("All"), 29), ("near", word("Near home"), 12), ("away", word("Elsewhere"), 17), ("mine", word("Only mine"))],
        "tabs": [
            {"label": word("Overview"), "url": HERE, "current": True},
            {"label": word("Visits"), "url": HERE, "count": 6},
            {"label": word("Papers"), "url": HERE, "count": 4},
        ],
        **_lists(),
        **_charts(),
    }


def _form(data: dict[str, str], *, bound: bool = False) -> SampleForm:
    given = {f"wrong-{name}": value for name, value in data.items()}
    form = SampleForm(given, prefix="wrong") if bound else SampleForm()
    for field in form.fields.values():
        if isinstance(field, ChosenField):
            field.widget.url = options_url()  # type: ignore[attr-defined]
    return form


def _lists() -> dict[str, Any]:
    near = clock.today() + timedelta(days=2)
    return {
        "figs": [
            {"label": word("Firms visited"), "value": 172, "unit": word("firms"), "url": HERE, "note": word("75 near home, 97 elsewhere")},
            {"label": word("Leads"), "value": 180, "unit": word("leads"), "bound": Bound.AT_LEAST, "url": HERE, "note": word("printed in tens")},
            {"label": word("At intent"), "value": Amount(Decimal(2_000_000_000), bound=Bound.AT_LEAST), "url": HERE, "note": word("11 firms")},
            {"label": word("Signed"), "value": Amount(Decimal(350_000_000)), "url": HERE, "note": word("5 firms, 1 not verified")},
        ],
        "steps": [
            *(Step(label, state="done") for label in (word("Lead"), word("Assessed"), word("Talking"), word("Intent"), word("Reviewed"))),
            Step(word("Signing"), word("since 9 December"), "now"),
            *(Step(label) for label in (word("Signed"), word("Registered"), word("Started"), word("Producing"), word("Performing"))),
        ],
        "tasks": [
            Task(word("Upload the signed contract"), word("A picture of the ceremony does not replace it"), HERE, mark=word("Yours"), tone="amber"),
            Task(word("Legal review"), word("With the justice bureau since 16 December"), state="wait", mark=word("Waiting")),
            Task(word("Joint review"), word("86 points, no veto"), HERE, "done", verified=True),
            Task(word("Environmental opinion"), "", HERE, "done", verified=False),
        ],
        "facts": [
            Fact(word("Intended"), Amount(Decimal(2_000_000_000)), word("as agreed, nothing paid in yet"), HERE),
            Fact(word("Site"), word("Chemical base")),
            Fact(word("Handled by"), word("Zhou Yanqiu, Xu Wangshu")),
        ],
        "rows": [
            Row(word("Answer the lead: Chenshu Robotics"), [word("Passed on by the bureau"), word("first answer within 1 workday")], HERE, word("3 hours left"), "amber"),
            Row(word("Bring the claim's evidence: Zeyuan Chemical"), word("every 14 days"), HERE, word("2 days left")),
            Row(word("Weekly exchange of the branch"), word("The material is already gathered"), icon="people"),
        ],
        "history": [
            Line(format_html("{} <a href=\"#main\">{}</a>", word("Feng Shiyi filed the"), word("environmental opinion")), word("entry 2817"), at=clock.now()),
            Line(word("Zhao Jiming verified the contract draft"), word("entry 2764"), kind="proof", at=near),
            Line(word("Wang Shenzhi moved it to Signing"), word("entry 2702 · rules of 2019, version 3"), kind="move", at=near),
        ],
        "lanes": _lanes(),
        "columns": [{"label": word("File"), "sort": "name"}, word("For"), word("Filed by"), {"label": word("Amount"), "number": True, "sort": "amount"}, word("State")],
        "table": [
            [{"text": word("Contract, draft 4"), "url": HERE, "meta": "PDF · 1.4 MB"}, word("Signing"), word("Zhou Yanqiu"), {"text": Amount(Decimal(42_000_000)), "url": HERE, "fig": True}, tag(word("On time"), "green")],
            {"cells": [{"text": word("Minutes of the joint review"), "url": HERE}, word("Reviewed"), word("Wang Shenzhi"), {"text": Amount(Decimal(120_000_000)), "url": HERE, "fig": True}, tag(word("1 day over"), "red", "alert")], "open": True},
        ],
    }  # fmt: skip


def _lanes() -> list[Lane]:
    return [
        Lane(word("Talking"), 13, "", [
            Ticket(word("Huaixu light chassis"), word("Huaixu Car Parts"), word("9 days"), HERE, marks=[word("Aluminium")]),
            Ticket(word("Xingzhu solar glass"), word("Xingzhu Glass"), word("16 days"), HERE, marks=[word("Silicon")], lamp=word("Evidence missing"), lamp_tone="amber"),
        ], word("10 more"), HERE),
        Lane(word("Intent"), 7, "", [Ticket(word("Qiyue catalysts"), word("Qiyue Catalysis"), word("12 days"), HERE, Amount(Decimal(42_000_000)), [word("Carbon")])]),
        Lane(word("Signed"), 3, "", [
            Ticket(word("Chenghu battery foil"), word("Chenghu New Materials"), word("5 days"), HERE, Amount(Decimal(120_000_000)), verified=True),
            Ticket(word("Yanhai silica powder"), word("Yanhai Silicon"), word("3 days"), HERE, Amount(Decimal(50_000_000)), verified=False),
        ]),
        Lane(word("Producing")),
    ]  # fmt: skip


def _charts() -> dict[str, Any]:
    months = [(word("Sep"), 9, 8), (word("Oct"), 12, 19), (word("Nov"), 18, 24), (word("Dec"), 20, 27), (word("Jan"), 16, 19)]
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
