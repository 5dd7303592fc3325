"""A project cannot move on without its evidence, says what is missing, then moves, and somebody else verifies it."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.projects.models import Evidence, Project
from tests.people import World
from tests.projects.conftest import a_firm, a_lead, fill_for, give_papers

SignIn = Callable[..., Page]


@pytest.fixture
def about_to_sign(transactional_db: None, world: World, lin: User, wang: User) -> Project:
    """A project that has its draft contract reviewed, and no signed one yet."""
    from hometown.projects import actions

    project: Project = a_lead(world, lin, a_firm("上海澄湖新材料有限公司"), name="电池铝箔项目").project
    for stage in ("assessed", "talking", "intent", "reviewed", "signing"):
        fill_for(world, wang, project, stage)
        give_papers(wang, project, stage)
        actions.advance(wang, project=project, on=clock.today() - timedelta(days=2))
    actions.edit_project(wang, project=project, contract_on=clock.today(), contract_parties="甲方、乙方")
    return project


def serious(page: Page) -> list[str]:
    """What a screen reader or a keyboard would stumble over."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found if one["impact"] in {"serious", "critical"}
    ]


def test_a_project_moves_with_its_contract_and_another_verifies_it(
    about_to_sign: Project, zhao: User, guest: User, sign_in: SignIn, tmp_path: Path
) -> None:
    address = f"/projects/{about_to_sign.pk}/"
    page = sign_in("lin")
    page.goto(address)
    expect(page.locator("#missing h2")).to_have_text("到「签约」还差1样")
    assert serious(page) == []

    page.goto(f"{address}advance/")
    page.click("main form.panel button.btn--go")
    expect(page.locator(".error-summary")).to_contain_text("签字合同扫描件")
    assert Project.objects.get(pk=about_to_sign.pk).stage == "signing"

    contract = tmp_path / "合同.png"
    picture = io.BytesIO()
    Image.new("RGB", (300, 420), (250, 250, 245)).save(picture, "PNG")
    contract.write_bytes(picture.getvalue())
    page.goto(address)
    page.click("#missing .tasks a")
    page.set_input_files("input[type=file]", str(contract))
    page.click("main form.panel button.btn--go")
    expect(page.locator("#missing h2")).to_have_text("到「签约」的材料齐了")

    page.click("#missing button.btn--go")
    expect(page.locator(".rail .is-now")).to_contain_text("签约")
    paper = Evidence.objects.get(project=about_to_sign, kind="contract")
    page.goto(f"/evidence/{paper.pk}/")
    expect(page.locator("#verify form")).to_have_count(0)

    other = sign_in("zhao")
    other.goto(f"/evidence/{paper.pk}/")
    assert serious(other) == []
    other.check("input[name=holds][value=yes]")
    other.click("#verify button.btn--go")
    expect(other.locator("#evidence .proof:not(.proof--not)")).to_have_count(1)

    shut_out = sign_in("guest")
    answer = shut_out.goto(address)
    assert answer is not None
    assert answer.status == 403
    assert "电池铝箔" not in shut_out.content()


def test_what_would_happen_is_said_while_a_lead_is_typed(about_to_sign: Project, zhou: User, sign_in: SignIn) -> None:
    page = sign_in("zhou", phone=True)
    page.goto("/projects/file/")
    page.locator("[name=company_text]").press_sequentially("澄湖", delay=40)
    page.locator("[role=option]").first.click()
    expect(page.locator("#would")).to_contain_text("普陀小组")
    page.fill("[name=name]", "另一个项目")
    page.locator("[name=name]").blur()
    expect(page.locator("#would")).to_contain_text("还差")
    assert serious(page) == []
    page.goto("/projects/")
    assert serious(page) == []
