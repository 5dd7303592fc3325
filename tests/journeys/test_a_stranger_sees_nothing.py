"""Who has no business with a project sees nothing of it: not in the menu, not by its address, not by searching."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from hometown.accounts.models import User
from hometown.projects.models import Project
from tests.people import World
from tests.projects.conftest import a_firm, a_lead, a_visit

SignIn = Callable[..., Page]
OUTSIDERS = ("stranger", "guest", "sun", "auditor", "operator")
NAMES = ("澄湖", "电池铝箔", "沈云深")
DOORS = ("/projects/", "/claims/", "/companies/", "/review/", "/overview/", "/import/")


@pytest.mark.parametrize("login", OUTSIDERS)
def test_an_outsider_finds_no_door_to_a_project(
    login: str, world: World, lin: User, request: pytest.FixtureRequest, in_the_batch: None, sign_in: SignIn
) -> None:
    request.getfixturevalue(login)
    firm = a_firm("上海澄湖新材料有限公司")
    project: Project = a_lead(world, lin, firm, name="电池铝箔项目").project
    visit = a_visit(world, firm)
    page = sign_in(login)

    offered = page.locator("a[href]").evaluate_all("all => all.map(one => new URL(one.href).pathname)")
    assert [door for door in DOORS if door in offered] == []
    addresses = (
        f"/projects/{project.pk}/",
        f"/projects/{project.pk}/edit/",
        f"/projects/{project.pk}/evidence/add/",
        f"/history/projects.project/{project.pk}/",
        f"/companies/{firm.pk}/",
        f"/companies/{firm.pk}/projects/",
        f"/activities/{visit.pk}/",
        "/projects/list/",
        "/projects/export/",
        "/review/1/figures/visited/",
        "/companies/suggest/?q=澄湖",
    )
    for address in addresses:
        answer = page.request.get(address)
        assert answer.status in {403, 404}, address
        said = answer.text()
        assert [name for name in NAMES if name in said] == [], address
    found = page.request.get("/search/?q=澄湖")
    assert "澄湖新材料" not in found.text()
    assert "电池铝箔" not in found.text()


def test_nobody_who_has_not_signed_in_sees_anything(
    world: World, lin: User, in_the_batch: None, browser, live_server
) -> None:
    project: Project = a_lead(world, lin, a_firm("上海澄湖新材料有限公司"), name="电池铝箔项目").project
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto(f"/projects/{project.pk}/")
    assert "/sign-in/" in page.url
    assert "铝箔" not in page.content()
    context.close()
