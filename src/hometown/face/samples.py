"""Sample content of the style guide. People and firms are invented."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hometown.face.fields import AmountField, ChosenField, DatedField, FilesField
from hometown.face.parts import Coverage, Fact, Lane, Line, Node, Point, Row, Step, Task, Ticket
from hometown.face.tags.marks import tag
from hometown.face.widgets import DayInput
from hometown.kernel import clock
from hometown.kernel.bounds import Bound
from hometown.kernel.money import Amount

HERE = "#main"


def options_url() -> str:
    """Return where the sample typeahead asks; nothing when config has not named it."""
    try:
        return reverse("face-parts-options")
    except NoReverseMatch:
        return ""


class SampleForm(forms.Form):
    """One field of each kind."""

    firm = ChosenField(
        "", label=lazy("Firm"), help_text=lazy("Short names and pinyin work, too."), create_url=HERE, create_text=lazy("Enter a new firm")
    )  # fmt: skip
    met_on = forms.DateField(label=lazy("Day"), widget=DayInput)
    amount = AmountField(label=lazy("How much, roughly"), help_text=lazy("“About” and “over” may be written."), required=False)
    known = DatedField(label=lazy("When it began"), required=False)
    interest = forms.ChoiceField(
        label=lazy("Interest in investing"),
        choices=[("none", lazy("Not raised")), ("curious", lazy("Wants to know more")), ("keen", lazy("Interested"))],
        widget=forms.RadioSelect,
    )
    site = forms.ChoiceField(label=lazy("Site"), choices=[("", lazy("Not yet known")), ("a", lazy("East park")), ("b", lazy("Chemical base"))], required=False)  # noqa: E501
    said = forms.CharField(label=lazy("What was said"), widget=forms.Textarea(attrs={"rows": 3}))
    wants = forms.MultipleChoiceField(
        label=lazy("What they asked for"),
        choices=[("land", lazy("Land")), ("power", lazy("Power")), ("people", lazy("Skilled people"))],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
        required=False,
    )
    files = FilesField(label=lazy("Papers"), required=False)
    agreed = forms.BooleanField(label=lazy("The contact agreed to be named"), required=False)


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
        "stage_choices": [("", _("All"), 29), ("near", _("Near home"), 12), ("away", _("Elsewhere"), 17), ("mine", _("Only mine"))],
        "tabs": [
            {"label": _("Overview"), "url": HERE, "current": True},
            {"label": _("Visits"), "url": HERE, "count": 6},
            {"label": _("Papers"), "url": HERE, "count": 4},
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
            {"label": _("Firms visited"), "value": 172, "unit": _("firms"), "url": HERE, "note": _("75 near, 97 elsewhere")},
            {"label": _("Leads"), "value": 180, "unit": _("leads"), "bound": Bound.AT_LEAST, "url": HERE, "note": _("printed in tens")},
            {"label": _("At intent"), "value": Amount(Decimal(2_000_000_000), bound=Bound.AT_LEAST), "url": HERE, "note": _("11 firms")},
            {"label": _("Signed"), "value": Amount(Decimal(350_000_000)), "url": HERE, "note": _("5 firms, 1 not verified")},
        ],
        "steps": [
            *(Step(label, state="done") for label in (_("Lead"), _("Assessed"), _("Talking"), _("Intent"), _("Reviewed"))),
            Step(_("Signing"), _("since 9 December"), "now"),
            *(Step(label) for label in (_("Signed"), _("Registered"), _("Started"), _("Producing"), _("Performing"))),
        ],
        "tasks": [
            Task(_("Upload the signed contract"), _("A picture of the ceremony does not replace it"), HERE, mark=_("Yours"), tone="amber"),
            Task(_("Legal review"), _("With the justice bureau since 16 December"), state="wait", mark=_("Waiting")),
            Task(_("Joint review"), _("86 points, no veto"), HERE, "done", verified=True),
            Task(_("Environmental opinion"), "", HERE, "done", verified=False),
        ],
        "facts": [
            Fact(_("Intended"), Amount(Decimal(2_000_000_000)), _("as agreed, nothing paid in yet"), HERE),
            Fact(_("Site"), _("Chemical base")),
            Fact(_("Handled by"), _("Zhou Yanqiu, Xu Wangshu")),
        ],
        "rows": [
            Row(_("Answer the lead: Chenshu Robotics"), [_("Passed on by the bureau"), _("first answer within 1 workday")], HERE, _("3 hours left"), "amber"),
            Row(_("Bring the claim's evidence: Zeyuan Chemical"), _("every 14 days"), HERE, _("2 days left")),
            Row(_("Weekly exchange of the branch"), _("The material is already gathered"), icon="people"),
        ],
        "history": [
            Line(format_html(_("{} filed the <a href=\"#main\">environmental opinion</a>"), _("Feng Shiyi")), _("entry 2817"), at=clock.now()),
            Line(_("Zhao Jiming verified the contract draft"), _("entry 2764"), kind="proof", at=near),
            Line(_("Wang Shenzhi moved it to Signing"), _("entry 2702 · rules of 2019, version 3"), kind="move", at=near),
        ],
        "lanes": _lanes(),
        "columns": [{"label": _("File"), "sort": "name"}, _("For"), _("Filed by"), {"label": _("Amount"), "number": True, "sort": "amount"}, _("State")],
        "table": [
            [{"text": _("Contract, draft 4"), "url": HERE, "meta": "PDF · 1.4 MB"}, _("Signing"), _("Zhou Yanqiu"), {"text": Amount(Decimal(42_000_000)), "url": HERE, "fig": True}, tag(_("On time"), "green")],
            {"cells": [{"text": _("Minutes of the joint review"), "url": HERE}, _("Reviewed"), _("Wang Shenzhi"), {"text": Amount(Decimal(120_000_000)), "url": HERE, "fig": True}, tag(_("1 day over"), "red", "alert")], "open": True},
        ],
    }  # fmt: skip


def _lanes() -> list[Lane]:
    return [
        Lane(_("Talking"), 13, "", [
            Ticket(_("Huaixu light chassis"), _("Huaixu Car Parts"), _("9 days"), HERE, marks=[_("Aluminium")]),
            Ticket(_("Xingzhu solar glass"), _("Xingzhu Glass"), _("16 days"), HERE, marks=[_("Silicon")], lamp=_("Evidence missing"), lamp_tone="amber"),
        ], _("10 more"), HERE),
        Lane(_("Intent"), 7, "", [Ticket(_("Qiyue catalysts"), _("Qiyue Catalysis"), _("12 days"), HERE, Amount(Decimal(42_000_000)), [_("Carbon")])]),
        Lane(_("Signed"), 3, "", [
            Ticket(_("Chenghu battery foil"), _("Chenghu New Materials"), _("5 days"), HERE, Amount(Decimal(120_000_000)), verified=True),
            Ticket(_("Yanhai silica powder"), _("Yanhai Silicon"), _("3 days"), HERE, Amount(Decimal(50_000_000)), verified=False),
        ]),
        Lane(_("Producing")),
    ]  # fmt: skip


def _charts() -> dict[str, Any]:
    months = [(_("Sep"), 9, 8), (_("Oct"), 12, 19), (_("Nov"), 18, 24), (_("Dec"), 20, 27), (_("Jan"), 16, 19)]
    return {
        "bars": [
            Point(_("Visited"), 172, HERE, tone="c3", step=_("29 went on to talks, 16.9%")),
            Point(_("In talks or beyond"), 29, HERE, step=_("16 intend to invest, 9.3%")),
            Point(_("Intending"), 16, HERE),
            Point(_("Signed"), 5, HERE, tone="c2"),
        ],
        "cols": [Point(label, url=HERE, parts=(near, away)) for label, near, away in months],
        "series": [_("Near home"), _("Elsewhere")],
        "trend": [Point(label, near + away, HERE) for label, near, away in months],
        "heat_columns": [_("At intent"), _("Signed"), _("Together")],
        "heat": [
            {"label": _("Near home"), "cells": [_cell(2), _cell(3)], "total": _cell(5)},
            {"label": _("Elsewhere"), "cells": [_cell(9), _cell(2)], "total": _cell(11)},
            {"label": _("Together"), "cells": [_cell(11), _cell(5)], "total": _cell(16), "sum": True},
        ],
        "coverage": [
            Coverage(_("Aluminium"), ("have",) * 3 + ("weak",) * 2 + ("gap",) * 2, HERE, _("2 missing")),
            Coverage(_("Carbon"), ("have",) * 4 + ("weak",) * 2 + ("gap",), HERE, _("1 missing")),
            Coverage(_("Silicon"), ("have",) * 2 + ("weak",) * 2 + ("gap",) * 3, HERE, _("3 missing")),
        ],
        "nodes": [
            Node(_("Alumina"), _("1 at home"), HERE, "weak"),
            Node(_("Sheet and foil"), _("14 at home"), HERE),
            Node(_("Battery foil"), _("missing, 16 candidates"), HERE, "gap", current=True),
            Node(_("Profiles"), _("11 at home"), HERE),
        ],
    }


def _cell(value: int) -> dict[str, Any]:
    return {"value": value, "url": HERE}


def options(query: str) -> list[dict[str, str]]:
    """Return sample firms that hold the query."""
    firms = [
        (_("Zeyuan Chemical Co."), "913200********4K7Q", _("Claimed"), "amber"),
        (_("Zeyuan (Zhangjiagang) Sales Co."), _("owned by Zeyuan Chemical"), _("Affiliate"), ""),
        (_("Lantao Electronics Co."), "913205********2M1X", "", ""),
    ]
    return [
        {"value": str(number), "label": name, "meta": meta, "mark": mark, "tone": tone}
        for number, (name, meta, mark, tone) in enumerate(firms, 1)
        if query.lower() in name.lower()
    ]
