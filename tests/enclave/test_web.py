"""The pages of enclaves: each side does its part through them; a stranger and the other side's business stay out."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hometown.accounts.models import User
from hometown.enclave.models import Agreement, Enclave, Remittance, Statement, TaxPaid
from hometown.ledger.models import Entry
from tests.enclave.conftest import PAPER, agreed, paid, stated

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def a_paper(name: str = "paper.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PAPER)


AGREED: dict[str, Any] = {
    "first_year": 2017, "counts_from": 2017, "local_vat": "50", "local_corporate_income": "40%", "years_1": 3,
    "share_1": "50", "years_2": 2, "share_2": "30.5", "base_yuan": "1,000,000.00", "yearly_cap_yuan": "２000000元",
    "excess_carries": "on", "pay_within": 30, "legal_basis": "合作框架协议", "statistics": "agreed",
    "promises": "财政专户划转", "power_land": "home", "exit_words": "提前半年书面提出",
}  # fmt: skip


def test_both_sides_take_a_year_from_agreement_to_arrival(han: User, ji: User, enclave: Enclave) -> None:
    home, partner = signed_in(han), signed_in(ji)
    page = reverse("enclave", args=[enclave.pk])
    answer = home.post(reverse("enclave-agreement-add", args=[enclave.pk]), AGREED)
    agreement = Agreement.objects.get()
    assert answer["Location"] == reverse("enclave-agreement", args=[agreement.pk])
    assert agreement.terms.yearly_cap == Decimal("2000000.00")
    assert agreement.terms.bands[1].share == 3050
    for client, side in ((home, "home"), (partner, "partner")):
        shown = client.get(answer["Location"]).content.decode()
        assert f'value="{side}"' in shown
        client.post(reverse("enclave-agreement-sign", args=[agreement.pk]), {"side": side})
    assert Agreement.objects.get().signed_on is not None

    taxes = {"year": 2017, "vat": "4000000", "corporate_income": "9000000", "file": a_paper()}
    assert home.post(reverse("enclave-tax-add", args=[enclave.pk]), taxes)["Location"] == page
    assert partner.get(reverse("enclave-tax-add", args=[enclave.pk])).status_code == 403
    home.post(reverse("enclave-statement-add", args=[enclave.pk]), {"year": 2017})
    statement = Statement.objects.get()
    place = reverse("enclave-statement", args=[statement.pk])
    assert "2,300,000.00" in home.get(place).content.decode()
    for client in (home, partner):
        client.post(reverse("enclave-statement-sign", args=[statement.pk]), {})
    assert Statement.objects.get().signed_on is not None

    money = {"year": 2017, "on": "2019-10-30", "amount": "2000000", "file": a_paper("voucher.txt")}
    home.post(reverse("enclave-remittance-add", args=[enclave.pk]), money)
    remittance = Remittance.objects.get()
    partner.post(reverse("enclave-remittance-arrived", args=[remittance.pk]))
    assert Remittance.objects.get().arrived_on is not None
    assert "已划转" in partner.get(page).content.decode()
    for name in (
        "enclave-tax-paper",
        "enclave-statement-workbook",
        "enclave-statement-document",
        "enclave-remittance-paper",
        "enclave-ledger",
    ):
        pk = {"tax": TaxPaid.objects.first(), "sta": statement, "rem": remittance, "led": enclave}[name[8:11]]
        assert partner.get(reverse(name, args=[pk.pk])).status_code == 200


def test_a_refusal_keeps_what_was_typed_beside_its_field(han: User, enclave: Enclave) -> None:
    wrong = AGREED | {"promises": "税收返还给企业", "years_2": "", "yearly_cap_yuan": "1.005"}
    answer = signed_in(han).post(reverse("enclave-agreement-add", args=[enclave.pk]), wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "税收返还给企业" in page
    assert "每一档要同时填写年数和比例" in page
    assert not Agreement.objects.exists()
    answer = signed_in(han).post(
        reverse("enclave-agreement-add", args=[enclave.pk]), AGREED | {"promises": "返还给企业"}
    )
    assert "不得承诺返还企业" in answer.content.decode()


def test_the_calculator_answers_and_keeps_nothing(ji: User, enclave: Enclave, agreement: Agreement) -> None:
    client, lines = signed_in(ji), Entry.objects.count()
    begun = client.get(reverse("enclave-calculator"), {"agreement": str(agreement.pk)})
    assert begun.context["form"].initial["local_vat"] == 50
    asked: dict[str, str | int] = {
        "counts_from": 2020, "local_vat": "50", "gross_vat": "1000000", "growth": "10", "years_1": 3, "share_1": "50",
        "base_yuan": "100000",
    }  # fmt: skip
    answer = client.get(reverse("enclave-calculator"), asked)
    # 50万 − 10万 = 40万, half 20万; then 55万 and 60.5万: 22.5万 and 25.25万.
    assert [one.payable for one in answer.context["outcomes"]] == [Decimal(200000), Decimal(225000), Decimal(252500)]
    assert client.get(reverse("enclave-calculator"), {"counts_from": "2020"}).status_code == 422
    assert Entry.objects.count() == lines


def test_a_stranger_finds_no_enclave_anywhere(
    lin: User, guest: User, han: User, ji: User, enclave: Enclave, agreement: Agreement
) -> None:
    paid(han, enclave, 2017)
    statement = stated(han, ji, enclave, 2017)
    for stranger in (lin, guest):
        for name, pk in (
            ("enclave", enclave.pk),
            ("enclave-agreement", agreement.pk),
            ("enclave-statement", statement.pk),
        ):
            assert signed_in(stranger).get(reverse(name, args=[pk])).status_code in (403, 404)


def test_a_corrected_statement_points_both_ways(han: User, ji: User, enclave: Enclave, agreement: Agreement) -> None:
    paid(han, enclave, 2017)
    first = stated(han, ji, enclave, 2017)
    paid(han, enclave, 2017, vat="100.00", income="0")
    second = stated(han, ji, enclave, 2017, why="补记一笔")
    client = signed_in(ji)
    assert (
        reverse("enclave-statement", args=[second.pk])
        in client.get(reverse("enclave-statement", args=[first.pk])).content.decode()
    )
    page = client.get(reverse("enclave-statement", args=[second.pk])).content.decode()
    assert reverse("enclave-statement", args=[first.pk]) in page
    assert "补记一笔" in page


def test_two_who_change_one_draft_do_not_overwrite_each_other(han: User, ji: User, enclave: Enclave) -> None:
    signed_in(han).post(reverse("enclave-agreement-add", args=[enclave.pk]), AGREED)
    agreement = Agreement.objects.get()
    url = reverse("enclave-agreement-change", args=[agreement.pk])
    home, partner = signed_in(han), signed_in(ji)
    seen = home.get(url).context["form"].initial
    revision = {name: value for name, value in seen.items() if "revision" in name}
    assert revision
    assert partner.post(url, AGREED | revision | {"local_vat": "25"}).status_code == 302
    answer = home.post(url, AGREED | revision | {"local_vat": "30", "promises": "另一种写法"})
    assert answer.status_code == 422
    assert "另一种写法" in answer.content.decode()
    assert Agreement.objects.get().terms.local["vat"] == 2500


def test_figures_count_what_both_sides_signed(han: User, ji: User, enclave: Enclave) -> None:
    from datetime import date

    from hometown.bulletins.figures import CATALOGUE
    from hometown.kernel.dates import Period
    from hometown.kernel.figures import Scope

    agreed(han, ji, enclave)
    paid(han, enclave, 2017)
    stated(han, ji, enclave, 2017)
    paid(han, enclave, 2017, vat="1.00", income="0")
    second = stated(han, ji, enclave, 2017, why="补记")
    paid(han, enclave, 2018)
    from hometown.enclave import actions

    actions.draft_statement(han, enclave=enclave, year=2018)
    scope = Scope(period=Period(date(2019, 9, 1), date(2020, 1, 17)))
    result = CATALOGUE["enclave_share_out"].of(scope)
    assert result.value == second.payable_yuan
    assert [one.count for one in result.exclusions] == [1, 1]
    assert CATALOGUE["enclave_share_in"].of(scope).value == 0
    assert CATALOGUE["enclaves"].of(scope).value == 1
    assert CATALOGUE["enclave_taxes"].of(scope).value == 0
    assert CATALOGUE["enclave_taxes"].of(Scope(period=Period(date(2018, 1, 1), date(2018, 12, 31)))).value == 13_000_000
