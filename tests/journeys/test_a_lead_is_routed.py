"""The bureau sends a lead to a county, which returns it; another takes it; departments review it, and it moves on."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.landing.models import JointReview, Routing
from hometown.programme.models import Unit
from hometown.projects import actions
from hometown.projects.models import Evidence, Project
from tests.people import World, person
from tests.projects.conftest import a_firm, a_lead, fill_for, give_papers, put

from .looking import serious

SignIn = Callable[..., Page]
WHOLE_SHEET = (
    "industry", "technology", "size", "intensity", "investor", "environment", "safety", "land", "planning", "jobs",
)  # fmt: skip


@pytest.fixture
def lead(in_the_batch: None, transactional_db: None, world: World, lin: User, wang: User, han: User) -> Project:
    """A lead of Lin's; two counties and two departments where somebody answers."""
    ecology = Unit(kind="department", name="市生态环境局", division_code="340600")
    economy = Unit(kind="department", name="市经信局", division_code="340600")
    put(ecology, economy)
    person(world, "xu", "许见山", "county", "unit", world.units["xiangshan"].pk)
    person(world, "bai", "白知微", "department", "unit", ecology.pk)
    person(world, "shen", "沈怀瑜", "department", "unit", economy.pk)
    found: Project = a_lead(world, lin, a_firm("上海澄湖新材料有限公司"), name="电池铝箔项目").project
    return found


def send(page: Page, project: Project, unit: str) -> None:
    page.goto(f"/projects/{project.pk}/")
    page.click("#landing a:has-text('分办到县区园区')")
    page.select_option("[name=unit]", label=unit)
    page.click("main form button.btn--go")
    expect(page.locator("h1")).to_have_text(project.name)


def test_a_returned_lead_goes_to_another_county_is_reviewed_and_moves_on(
    lead: Project, world: World, wang: User, sign_in: SignIn
) -> None:
    bureau = sign_in("wang")
    send(bureau, lead, "濉溪经开区")
    assert serious(bureau) == []

    county = sign_in("han", phone=True)
    county.goto("/")
    county.click("text=电池铝箔项目")
    expect(county.locator("main")).to_contain_text("答复剩3天")
    county.click("text=写研判意见")
    county.fill("[name=energy]", "园区蒸汽不够")
    county.click(".choice:has-text('不合适')")
    county.click("main form button.btn--go")
    county.select_option("[name=reason]", "load")
    county.click("main form button.btn--go")
    expect(county.locator(".error-summary")).to_be_visible()
    county.fill("[name=words]", "两年内没有蒸汽余量")
    county.click("main form button.btn--go")
    expect(county.locator("main")).to_contain_text("已退回")
    assert serious(county) == []
    answer = county.goto(f"/projects/{lead.pk}/")
    assert answer is not None
    assert answer.status == 404  # what was returned is no longer theirs to read

    send(bureau, lead, "相山区")
    other = sign_in("xu")
    other.goto("/landing/routing/")
    other.click("text=电池铝箔项目")
    other.click("text=写研判意见")
    other.fill("[name=industry]", "铝基产业链下游，缺的正是这一环")
    other.click(".choice:has-text('由本单位承接')")
    other.click("main form button.btn--go")
    expect(other.locator("main")).to_contain_text("已承接")
    assert Evidence.objects.filter(project=lead, kind="assessment").count() == 1
    assert [one.state for one in Routing.objects.order_by("pk")] == ["returned", "accepted"]

    for page in (bureau, county, other):  # what a page still fetches reads the tables that are written next
        page.wait_for_load_state("networkidle")
    review_and_advance(lead, world, wang, bureau, sign_in)


def bring_to_intent(lead: Project, world: World, wang: User) -> None:
    """All that the review's stage asks for but its sheet."""
    project = Project.objects.get(pk=lead.pk)
    actions.advance(wang, project=project, on=clock.today())
    for stage in ("talking", "intent"):
        fill_for(world, wang, project, stage)
        give_papers(wang, project, stage)
        actions.advance(wang, project=project, on=clock.today())
    project.company.uscc = "91310114MA1GT0000X"
    put(project.company)
    give_papers(wang, project, "reviewed", besides=("score_sheet",))


def review_and_advance(lead: Project, world: World, wang: User, bureau: Page, sign_in: SignIn) -> None:
    bring_to_intent(lead, world, wang)
    bureau.goto(f"/projects/{lead.pk}/")
    expect(bureau.locator("#missing .tasks")).to_contain_text("联审评分表")
    bureau.click("#landing a:has-text('发起联审')")
    bureau.check("label.tick:has-text('市生态环境局') input")
    bureau.check("label.tick:has-text('市经信局') input")
    bureau.click("main form button.btn--go")
    review = JointReview.objects.get()
    address = f"/landing/reviews/{review.pk}/"

    departments = [sign_in("bai", phone=True), sign_in("shen")]
    for department in departments:
        department.goto(address)
        department.click("a.btn--go")
        for line in WHOLE_SHEET:
            department.fill(f"[name={line}]", "4.5")
        department.check("[name=pending_tax]")
        assert serious(department) == []
        department.click("main form button.btn--go")
        expect(department.locator("main")).to_contain_text("独立评分")

    bureau.goto(address)
    expect(bureau.locator("#total")).to_contain_text("至少45.00，至多61.00")
    expect(bureau.locator("text=待定").first).to_be_visible()
    expect(bureau.locator("button:has-text('办结')")).to_have_count(0)  # what is pending decides

    department = departments[1]
    department.goto(address)
    department.click("a.btn--go")
    department.uncheck("[name=pending_tax]")
    for line, mark in (("size", "16"), ("intensity", "16"), ("land", "9"), ("investor", "9"), ("tax", "14")):
        department.fill(f"[name={line}]", mark)
    department.click("main form button.btn--go")
    bureau.goto(address)
    expect(bureau.locator("#total")).to_contain_text("至少68.00，至多76.00")
    bureau.click("button:has-text('办结')")
    expect(bureau.locator("main")).to_contain_text("通过")

    bureau.goto(f"/projects/{lead.pk}/")
    bureau.click("#missing button.btn--go")
    expect(bureau.locator(".rail .is-now")).to_contain_text("评审")
    assert Evidence.objects.filter(project=lead, kind="score_sheet").count() == 1
    assert Project.objects.get(pk=lead.pk).stage_on == date(2019, 12, 20)
