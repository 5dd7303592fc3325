"""Amounts and dates are read as people write them, and read back as they are printed."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from hometown.face import formats, reading
from hometown.face.fields import AmountField, ChosenField, DatedField, DayField, FilesField
from hometown.face.widgets import Chosen
from hometown.kernel.bounds import Bound
from hometown.kernel.dates import DatedTo, Precision
from hometown.kernel.money import Amount


@pytest.mark.parametrize(
    ("text", "value", "currency", "bound"),
    [
        ("20余亿元", "2000000000", "CNY", Bound.AT_LEAST),
        ("3.5亿余元", "350000000", "CNY", Bound.AT_LEAST),
        ("约4200万", "42000000", "CNY", Bound.ABOUT),
        ("500万美元左右", "5000000", "USD", Bound.ABOUT),
        ("人民币 1,200 万元", "12000000", "CNY", Bound.EXACT),
        ("１．２亿元", "120000000", "CNY", Bound.EXACT),
        ("5千万元以上", "50000000", "CNY", Bound.AT_LEAST),
        ("980.5元", "980.5", "CNY", Bound.EXACT),
        ("over RMB 2 billion", "2000000000", "CNY", Bound.AT_LEAST),
        ("about USD 5 million", "5000000", "USD", Bound.ABOUT),
        ("$3.5m", "3500000", "USD", Bound.EXACT),
        ("350000000", "350000000", "CNY", Bound.EXACT),
    ],
)
def test_an_amount_is_read_with_its_bound_and_currency(text, value, currency, bound):
    assert reading.amount(text) == Amount(Decimal(value), currency, bound)


@pytest.mark.parametrize("text", ["", "待定", "亿元", "3亿5", "1..2万", "-5万", "1e9", "3亿美元元", "9" * 30, "万万"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError):
        reading.amount(text)


@given(
    st.integers(1, 9_999_999).map(lambda wan: Decimal(wan) * 10_000),
    st.sampled_from(["CNY", "USD", "EUR", "HKD"]),
    st.sampled_from(list(Bound)),
    st.sampled_from(["zh-hans", "en"]),
)
def test_a_printed_amount_is_read_back(value, currency, bound, language):
    amount = Amount(value, currency, bound)
    assert reading.amount(str(formats.money(amount, language))) == amount


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        ("2019-10-12", date(2019, 10, 12), "day"),
        ("2019.9.7", date(2019, 9, 7), "day"),
        ("2019/09", date(2019, 9, 1), "month"),
        ("2019年10月12日", date(2019, 10, 12), "day"),
        ("2019 年 10 月下旬", date(2019, 10, 21), "ten_days"),
        ("2019年10月份", date(2019, 10, 1), "month"),
        ("2019年四季度", date(2019, 10, 1), "quarter"),
        ("2019年", date(2019, 1, 1), "year"),
        ("2019", date(2019, 1, 1), "year"),
        ("12 October 2019", date(2019, 10, 12), "day"),
        ("mid Oct 2019", date(2019, 10, 11), "ten_days"),
        ("Q3 2019", date(2019, 7, 1), "quarter"),
    ],
)
def test_a_date_is_read_as_fine_as_it_is_written(text, on, precision):
    assert reading.dated(text) == DatedTo(on, Precision(precision))


@pytest.mark.parametrize("text", ["", "10月12日", "2019-02-30", "2019-13", "sometime 2019", "3019年99月", "1 2 3"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):
        reading.dated(text)


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.sampled_from(list(Precision)), st.sampled_from(["zh", "en"]))
def test_a_printed_date_is_read_back(on, precision, language):
    from hometown.kernel.dates import first_day_of

    dated = DatedTo(first_day_of(on, precision), precision)
    assert reading.dated(formats.day(dated, language)) == dated


class Ask(forms.Form):
    """The fields the face adds to Django's."""

    amount = AmountField(required=False)
    began = DatedField(required=False)
    firm = ChosenField("/firms", only_listed=True)
    papers = FilesField(required=False)


def test_the_fields_give_values_and_show_them_again():
    form = Ask({"amount": "20余亿元", "began": "2019年10月中旬", "firm": "7", "firm_text": "Zeyuan"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == Amount(Decimal(2_000_000_000), bound=Bound.AT_LEAST)
    assert form.cleaned_data["began"].precision is Precision.TEN_DAYS
    assert form.cleaned_data["firm"] == Chosen("7", "Zeyuan")
    assert form.cleaned_data["papers"] == []
    again = Ask(initial=form.cleaned_data)
    with translation.override("zh-hans"):
        assert 'value="20余亿元"' in str(again["amount"])
    shown = str(again["firm"])
    assert 'name="firm" value="7"' in shown
    assert 'name="firm_text" value="Zeyuan"' in shown


@pytest.mark.parametrize("slip", ["0019-10-12", "0219-10-12", "9999-01-01"])
def test_a_year_of_antiquity_is_a_slip_of_the_fingers(slip: str):
    for field in (DayField(), DatedField()):
        with pytest.raises(forms.ValidationError):
            field.clean(slip)
    assert DayField().clean("2019-10-12") == date(2019, 10, 12)


def test_the_fields_say_what_they_cannot_read():
    form = Ask({"amount": "lots", "began": "soon", "firm": "", "firm_text": "Zeyuan"})
    assert set(form.errors) == {"amount", "began", "firm"}
    assert Ask({}).errors.keys() == {"firm"}
