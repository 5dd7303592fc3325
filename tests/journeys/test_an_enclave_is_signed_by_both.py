"""A year of an enclave is worked out at home, signed at a desk and on a phone, paid over, and has arrived."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.enclave import actions
from hometown.enclave.models import Enclave, Remittance, Statement
from tests.enclave.conftest import agreed, paid
from tests.people import World, person

from .looking import serious

SignIn = Callable[..., Page]


@pytest.fixture
def enclave(in_the_batch: None, transactional_db: None, world: World, han: User) -> Enclave:
    """An enclave with an agreement in force and the taxes of a year on record."""
    partner = person(world, "ji", "季云舟", "enclave_partner", "unit", world.units["putuo"].pk)
    found = actions.open_enclave(
        han, name="普陀濉溪产业合作园", home_unit=world.units["suixi_park"], partner_unit=world.units["putuo"],
        lies_with="home",
    )  # fmt: skip
    agreed(han, partner, found)
    paid(han, found, 2017)
    return found


def test_a_statement_is_drafted_signed_by_both_paid_over_and_has_arrived(enclave: Enclave, sign_in: SignIn) -> None:
    home = sign_in("han")
    home.goto("/enclaves/")
    home.click(f"main a:has-text('{enclave.name}')")
    assert serious(home) == []
    home.click("a.btn--go")
    home.fill("[name=year]", "2017")
    home.click("main form button.btn--go")
    expect(home.locator("#working")).to_contain_text("2,300,000.00")
    expect(home.locator("#working .is-open")).to_contain_text("2,000,000.00")
    home.click("#signatures button")
    expect(home.locator("#signatures")).to_contain_text("韩渡")
    assert serious(home) == []

    partner = sign_in("ji", phone=True)
    partner.goto(f"/enclaves/statements/{Statement.objects.get().pk}/")
    partner.click("#signatures button")
    expect(partner.locator("main")).to_contain_text("双方已签署")
    assert serious(partner) == []

    home.goto("/")
    expect(home.locator("main")).to_contain_text("划转2017年度分成2,000,000元")
    home.goto(f"/enclaves/{enclave.pk}/paid/add/")
    home.fill("[name=year]", "2017")
    home.fill("[name=amount]", "2,000,000.00")
    home.set_input_files("[name=file]", {"name": "凭证.txt", "mimeType": "text/plain", "buffer": "划款凭证".encode()})
    home.click("main form button.btn--go")
    expect(home.locator("#years")).to_contain_text("已划转")

    partner.goto(f"/enclaves/paid/{Remittance.objects.get().pk}/")
    partner.click("main button")
    expect(partner.locator("#facts")).to_contain_text("季云舟")

    partner.goto("/enclaves/calculator/?agreement=" + str(enclave.agreements.get().pk))
    partner.fill("[name=gross_vat]", "4000000")
    partner.click("main form.fields button")
    expect(partner.locator("#years")).to_contain_text("500,000.00")  # half of 200万 less 100万
    assert serious(partner) == []
