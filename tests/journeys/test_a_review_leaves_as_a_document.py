"""An officer keeps a picture; the secretary chooses it for the review and takes the review along as a Word file."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.fieldwork import actions
from hometown.fieldwork.models import ActivityFile
from hometown.fieldwork.told import Paper
from hometown.kernel import clock
from tests.people import World

from .looking import serious

SignIn = Callable[..., Page]


@pytest.fixture
def kept(in_the_batch: None, transactional_db: None, world: World, lin: User, fang: User) -> ActivityFile:
    """A picture that Lin keeps with a trip of the branch."""
    file = io.BytesIO()
    Image.new("RGB", (400, 250), (90, 140, 110)).save(file, "PNG")
    activity = actions.record_activity(
        lin, kind="collective_trip", title="考察产业园", on=clock.today(), officers=[world.officers["lin"]],
        files=[Paper(file.getvalue(), "park.png")],
    )  # fmt: skip
    found: ActivityFile = ActivityFile.objects.get(activity=activity)
    return found


def test_the_secretary_chooses_a_photograph_and_takes_the_review_along(
    kept: ActivityFile, sign_in: SignIn, tmp_path: Path
) -> None:
    page = sign_in("fang")
    page.goto("/review/1/")
    page.click("text=选入内容")
    page.click("main a:has-text('考察产业园')")
    page.click("main form button.btn--go")
    expect(page.locator("main")).to_contain_text("照片里的人")  # how it stands with them is asked
    page.click(".choice:has-text('看不出是谁')")
    page.click("main form button.btn--go")
    expect(page.locator("main .told img")).to_have_count(1)
    assert serious(page) == []

    page.goto("/review/1/")
    expect(page.locator(".doc figure img")).to_have_js_property("complete", value=True)
    page.click("text=公文格式")
    page.fill("[name=issuer]", "中共淮北市委组织部文件")
    with page.expect_download() as download:
        page.click("main form button[value=docx]")
    path = tmp_path / "review.docx"
    download.value.save_as(path)
    file = docx.Document(str(path))
    assert file.paragraphs[0].text == "中共淮北市委组织部文件"
    assert len(file.inline_shapes) == 1
