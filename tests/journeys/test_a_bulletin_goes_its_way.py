"""A bulletin goes through three hands, is sealed where the key lies, and opens its records to a reader."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from playwright.sync_api import Page, expect

from hometown.config.cli import hometown

from .conftest import DEMO_PASSWORD

SignIn = Callable[..., Page]


def test_one_edits_another_reviews_a_third_signs_and_a_reader_opens_a_sealed_figure(
    first_batch: None, sign_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SEAL_KEYS", tmp_path / "keys")
    wang = sign_in("wang", password=DEMO_PASSWORD)
    wang.goto("/bulletins/draft/")
    wang.select_option("select[name=month]", "2019-12")
    wang.click("main .btn--go")
    wang.locator("a[href$='/parts/learning/']").click()
    wang.fill("textarea[name=zh]", "集体考察五次。")
    wang.click("main .btn--go")
    expect(wang.locator(".error-summary")).to_contain_text("五次")
    wang.fill("textarea[name=zh]", "集体考察{collective_trips}。")
    wang.click("main .btn--go")
    wang.wait_for_url("**/edit/")
    _take(sign_in("qian", password=DEMO_PASSWORD), "review")
    _take(sign_in("lu", password=DEMO_PASSWORD), "sign")

    run = CliRunner()
    assert run.invoke(hometown, ["key", "new", "--as", "wang"]).exit_code == 0
    sealed = run.invoke(hometown, ["bulletin", "2019-12", "--seal", "-o", str(tmp_path / "december.json")])
    assert sealed.exit_code == 0, sealed.output

    reader = sign_in("lin", password=DEMO_PASSWORD)
    reader.goto("/bulletins/2019-12/")
    expect(reader.locator("article.doc")).to_contain_text("集体考察")
    door = reader.locator("article.doc a.fig[href*='/figures/visited/']").first
    printed = door.inner_text()
    door.click()
    expect(reader.locator("dl.figs .fig").first).to_have_text(printed)
    reader.locator("a[href^='/p/']").first.click()
    expect(reader.locator("main")).to_contain_text(printed)


def _take(page: Page, step: str) -> None:
    page.goto("/bulletins/2019-12/step/")
    page.click(f"button[name={step}]")
    page.wait_for_url("**/bulletins/2019-12/")
