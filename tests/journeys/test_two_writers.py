"""Two people write on one project: the second is told, sees what was typed, and overwrites nobody unseen."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.projects.models import Project
from tests.people import World
from tests.projects.conftest import a_firm, a_lead

SignIn = Callable[..., Page]


def test_the_second_writer_is_told_and_keeps_the_text(
    world: World, lin: User, wang: User, in_the_batch: None, sign_in: SignIn
) -> None:
    project: Project = a_lead(world, lin, a_firm("上海澄湖新材料有限公司"), name="电池铝箔项目").project
    first, second = sign_in("wang"), sign_in("lin", phone=True)
    for page in (first, second):
        page.goto(f"/projects/{project.pk}/edit/")
    first.fill("[name=next_step]", "带队回访")
    first.fill("[name=site_need]", "标准厂房三万平方米")
    first.click("main .btn--go")
    first.wait_for_url(f"**/projects/{project.pk}/")

    second.fill("[name=next_step]", "寄去厂房图纸")
    second.click("main .btn--go")
    told = second.locator(".error-summary")
    expect(told).to_contain_text("王慎之")
    expect(told).to_contain_text("带队回访")
    expect(second.locator("[name=next_step]")).to_have_value("寄去厂房图纸")
    expect(second.locator("[name=site_need]")).to_have_value("标准厂房三万平方米")
    expect(second.locator("#id_next_step-now")).to_contain_text("带队回访")
    assert Project.objects.get(pk=project.pk).next_step == "带队回访"

    second.press("[name=next_step]", "Enter")  # the key saves as the button below does: over nobody
    expect(second.locator(".error-summary")).to_contain_text("带队回访")
    assert Project.objects.get(pk=project.pk).next_step == "带队回访"

    second.click("button[name=revision-over]")
    second.wait_for_url(f"**/projects/{project.pk}/")
    now = Project.objects.get(pk=project.pk)
    assert (now.next_step, now.site_need) == ("寄去厂房图纸", "标准厂房三万平方米")
