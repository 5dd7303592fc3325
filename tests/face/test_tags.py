"""The tags print what they promise, and never what somebody typed as markup."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from hometown.face.paging import KeysetPage
from hometown.face.parts import Task
from hometown.kernel import clock
from hometown.kernel.bounds import Bound
from hometown.kernel.dates import DatedTo, Precision
from hometown.kernel.money import Amount

NASTY = "<b>&\"'"


def show(source: str, query: str = "", language: str = "zh-hans", **values: object) -> str:
    """Render a line of template."""
    context = Context({**values, "request": RequestFactory().get(f"/list{query}"), "csrf_token": "token"})
    with translation.override(language):
        return Template("{% load face %}" + source).render(context)


def test_money_is_written_of_amounts_decimals_and_fen():
    assert show("{{ a|money }}", a=Amount(Decimal(350_000_000))) == "3.5亿元"
    assert show("{{ a|money:'at_least' }}", a=Decimal(2_000_000_000)) == "20余亿元"
    assert show("{{ a|money }}", a=4_200_000_000) == "4200万元"
    assert show("{{ a|money }}", a=None) == ""
    assert show("{{ a|money }}", language="en", a=Decimal(350_000_000)) == "RMB 350 million"


def test_a_day_names_its_year_only_when_it_is_another():
    with clock.simulated(datetime(2019, 12, 18, 4, tzinfo=UTC)):
        assert show("{{ on|day }}", on=date(2019, 12, 9)) == '<time datetime="2019-12-09">12月9日</time>'
        assert show("{{ on|day }}", on=date(2018, 12, 9)) == '<time datetime="2018-12-09">2018年12月9日</time>'
        assert (
            show("{{ on|day_full:'ten_days' }}", on=date(2019, 10, 12))
            == '<time datetime="2019-10">2019年10月中旬</time>'
        )
        quarter = DatedTo(date(2019, 10, 1), Precision.QUARTER)
        assert show("{{ on|day_short }}", on=quarter) == "<time>第4季度</time>"
        assert show("{{ on|day }}", on=None) == ""


def test_a_moment_near_midnight_is_the_citys_day():
    assert "12月17日" in show("{{ at|day_short }}", at=datetime(2019, 12, 16, 16, 30, tzinfo=UTC))
    assert "00:30" in show("{{ at|moment }}", at=datetime(2019, 12, 16, 16, 30, tzinfo=UTC))


def test_a_deadline_is_a_word_with_a_shape():
    with clock.simulated(datetime(2019, 12, 18, 4, tzinfo=UTC)):
        near, over = show("{% deadline d %}", d=date(2019, 12, 20)), show("{% deadline d %}", d=date(2019, 12, 17))
    assert "剩2天" in near
    assert "tag--amber" in near
    assert "超1天" in over
    assert "#alert" in over
    assert show("{% deadline d %}", d=None) == ""


def test_a_figure_is_a_door_and_keeps_its_bound():
    door = show("{% fig 180 '/leads' '条' 'at_least' %}")
    assert door == '<a class="fig" href="/leads">180<span class="bound">余</span><span class="unit">条</span></a>'
    amount = show("{% fig a '/x' %}", language="en", a=Amount(Decimal(2_000_000_000), bound=Bound.AT_LEAST))
    assert '<span class="bound">over RMB </span>2<span class="unit"> billion</span>' in amount
    assert "href" not in show("{% fig 3 %}")


@pytest.mark.parametrize(
    "source",
    [
        "{% tag x %}", "{% lamp 'amber' x %}", "{% proof True x %}", "{% fig x x x %}", "{% crumbs x x x %}",
        "{% empty x x x x %}", "{% icon 'lock' x %}", "{% panel x meta=x link=x link_text=x %}{% endpanel %}",
        "{% verdict 'no' x x %}{% endverdict %}", "{% act x x name=x %}", "{% fetched x x %}", "{% tasks t %}",
        "{% facts f %}", "{% rows r %}", "{% table c d x %}", "{% picks 'a' p x %}", "{% search_box 'a' x %}",
        "{% bars b %}", "{% heat c h x %}", "{{ l|listed }}", "{{ x|shown }}",
    ],
)  # fmt: skip
def test_what_was_typed_is_never_markup(source):
    values: dict[str, Any] = {
        "x": NASTY,
        "t": [Task(NASTY, NASTY, NASTY, mark=NASTY)],
        "f": [{"label": NASTY, "value": NASTY, "meta": NASTY}, {"label": NASTY, "value": NASTY, "url": NASTY}],
        "r": [{"title": NASTY, "meta": [NASTY], "url": NASTY, "end": NASTY}],
        "c": [NASTY],
        "d": [[{"text": NASTY, "url": NASTY, "meta": NASTY}]],
        "p": [(NASTY, NASTY)],
        "b": [{"label": NASTY, "value": 1, "url": NASTY, "text": NASTY, "step": NASTY}],
        "h": [{"label": NASTY, "cells": [{"value": 1, "text": NASTY, "url": NASTY}]}],
        "l": [NASTY],
    }
    shown = show(source, **values)
    assert NASTY not in shown
    assert "<b>&amp;" not in shown
    assert "&lt;b&gt;" in shown


def test_a_panel_is_named_by_its_heading():
    panel = show("{% panel 'Missing' meta='4 of 7' id='m' %}<p>x</p>{% endpanel %}")
    assert '<section class="panel" id="m" aria-labelledby="m-h">' in panel
    assert '<h2 id="m-h">Missing</h2><span class="meta">4 of 7</span>' in panel
    assert "<p>x</p>" in panel


def test_a_task_that_is_done_is_quiet_and_one_without_address_is_no_link():
    shown = show("{% tasks t %}", t=[Task("a", url="/a", state="done", verified=False), {"what": "b", "state": "wait"}])
    assert '<li class="is-done"><a href="/a">' in shown
    assert "未核验" in shown
    assert '<div><span class="ring ring--wait"' in shown


def test_the_rail_says_in_words_what_its_dots_show():
    steps = [{"label": "a", "state": "done"}, {"label": "b", "state": "now"}, {"label": "c"}]
    shown = show("{% rail s 'stages' %}", s=steps)
    assert 'aria-current="step"' in shown
    assert "第2步，共3步" in shown
    assert "下一步c" in shown
    assert "rail-note" not in show("{% rail s 'stages' %}", s=[{"label": "a"}])


def test_filters_keep_each_other_and_forget_the_page():
    shown = show("{% picks 'stage' c 'Stage' %}", "?q=a%20b&page=3&stage=lead", c=[("", "All", 3), ("lead", "Lead")])
    assert 'href="?q=a+b"' in shown
    assert 'href="?q=a+b&amp;stage=lead" aria-current="true"' in shown
    assert "page=" not in shown


def test_a_column_sorts_up_then_down():
    assert 'href="?sort=amount"' in show("{% column 'amount' 'Amount' %}")
    up = show("{% column 'amount' 'Amount' number=True %}", "?sort=amount")
    assert 'class="r" aria-sort="ascending"' in up
    assert 'href="?sort=-amount"' in up
    assert 'aria-sort="descending"' in show("{% column 'amount' 'Amount' %}", "?sort=-amount")


def test_a_table_names_each_cell_for_the_phone():
    shown = show("{% table c r %}", c=["Firm", {"label": "Amount", "number": True}],
                 r=[["a", Amount(Decimal(42_000_000))], {"cells": ["b", None], "open": True}])  # fmt: skip
    assert '<td data-label="Amount" class="r num">4200万元</td>' in shown
    assert '<tr class="is-open"><th scope="row">b</th>' in shown


def test_a_row_that_does_not_fit_its_table_is_a_fault():
    with pytest.raises(ValueError, match="zip"):
        show("{% table c r %}", c=["Firm"], r=[["a", "b"]])


def test_pages_are_numbered_and_counted():
    shown = show("{% pager p %}", "?q=a&page=2", p=Paginator(range(95), 30).get_page(2))
    assert "第31至60条，共95条" in shown
    assert 'href="?q=a&amp;page=3" rel="next"' in shown
    assert 'aria-current="page">2<' in shown
    assert show("{% pager p %}", p=Paginator([], 30).get_page(1)).count("<a") == 0


def test_a_list_by_key_continues_both_ways():
    shown = show("{% pager p %}", "?before=9", p=KeysetPage([1], older="5", newer="8"))
    assert 'href="?before=5" rel="next"' in shown
    assert 'href="?before=9&amp;after=8"' not in shown
    assert 'href="?after=8" rel="prev"' in shown


class Ask(forms.Form):
    """One required and one optional field, tiles and a tick."""

    name = forms.CharField(label="Name", help_text="As registered")
    note = forms.CharField(label="Note", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="Sure", required=False)


def test_a_field_has_its_label_hint_and_mark_of_being_optional():
    shown = show("{% form_fields f %}", f=Ask())
    assert '<label for="id_name">Name</label>' in shown
    assert 'aria-describedby="id_name-hint"' in shown
    assert 'Note <span class="optional">选填</span>' in shown
    assert '<label class="choice" for="id_kind_0">' in shown
    assert '<label class="tick" for="id_sure">' in shown


def test_an_error_stands_beside_its_field_and_in_the_summary():
    form = Ask({"name": ""})
    summary, fields = show("{% error_summary f %}", f=form), show("{% form_fields f %}", f=form)
    assert "有2处要改" in summary
    assert '<a href="#id_name">请填写「Name」</a>' in summary
    assert '<a href="#id_kind_0">请选择「Kind」</a>' in summary
    assert 'id="id_name-error"' in fields
    assert 'aria-invalid="true"' in fields
    assert show("{% error_summary f %}", f=Ask({"name": "a", "kind": "a"})).strip() == ""


def test_other_faults_are_named_in_the_summary_only():
    class Count(forms.Form):
        number = forms.IntegerField(label="Number", min_value=3)

    form = Count({"number": "1"})
    summary, beside = show("{% error_summary f %}", f=form), show("{% field f.number %}", f=form)
    assert "Number：" in summary
    assert "Number：" not in beside


def test_an_unknown_part_of_a_value_is_left_out():
    assert show("{% facts f %}", f=[SimpleNamespace(label="a", value=None, url="", meta="")]).count("None") == 0
