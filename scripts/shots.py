"""Take the pictures of the documents: a demo of its own, served for a moment, seen at 1440 and 390 pixels.

Run by `make shots`; writes docs/shots/*.png, each under 300 KB. `python -m scripts.shots HOME` uses a ready demo.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SHOTS = ROOT / "docs" / "shots"
COMMAND = [sys.executable, "-c", "from hometown.config.cli import main; main()"]
HEIGHT_MAX = 1200  # CSS pixels of a long page that are worth showing
PHONE_MAX = 800
KILOBYTES_MAX = 300


@dataclass(frozen=True)
class Shot:
    """One picture: whose screen, which page, how wide, in which language and theme."""

    name: str
    who: str
    path: str
    width: int = 1440
    language: str = "zh-hans"
    theme: str = "light"
    click: str = ""  # a link or button followed first, by its CSS selector


SHOTS_WANTED = (
    Shot("review", "wang", "/review/1/"),
    Shot("review-en", "wang", "/review/1/", language="en"),
    Shot("projects", "wang", "/projects/"),
    Shot("project", "wang", "/projects/list/?stage=intent", click="main a[href^='/projects/0']"),
    Shot("today-phone", "lin", "/", width=390),
    Shot("capture-phone", "lin", "/capture/visit/", width=390),
    Shot("projects-dark", "wang", "/projects/", theme="dark"),
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served_demo(ready: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Load a demo into a folder that goes away, or take a ready one; serve it; give its address and its sign-ins."""
    home = ready or tempfile.mkdtemp(prefix="hometown-shots-")
    env = os.environ | {"HOMETOWN_HOME": home}
    port = free_port()
    server = None
    try:
        if not ready:
            subprocess.run([*COMMAND, "demo"], env=env, check=True)
        server = subprocess.Popen([*COMMAND, "serve", "--port", str(port)], env=env, stdout=subprocess.DEVNULL)
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        lines = (Path(home) / "demo-sign-ins.txt").read_text(encoding="utf-8").splitlines()
        yield address, dict(sign_in(line) for line in lines)
    finally:
        if server is not None:
            server.terminate()
            server.wait(timeout=20)
        if not ready:
            shutil.rmtree(home, ignore_errors=True)


def sign_in(line: str) -> tuple[str, str]:
    """Read the login and the password from a line of the demo's sign-ins."""
    login, _, words = line.partition("\t")
    return login, words.rpartition(" · ")[2]


def wait_for(address: str) -> None:
    """Wait until the address answers. Raises TimeoutError after half a minute."""
    for _ in range(150):
        try:
            urlopen(address, timeout=5)  # noqa: S310 - our own address
        except (URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"{address} does not answer")


def signed_in(browser: Browser, address: str, shot: Shot, password: str) -> Page:
    """Sign in as one of the people of the demo."""
    height = 900 if shot.width > PHONE_MAX else 844
    context = browser.new_context(
        viewport={"width": shot.width, "height": height},
        device_scale_factor=1 if shot.width > PHONE_MAX else 2,
        color_scheme="dark" if shot.theme == "dark" else "light",
        locale="en-GB" if shot.language == "en" else "zh-CN",
    )
    page = context.new_page()
    context.add_cookies([{"name": "language", "value": shot.language, "url": address}])
    page.goto(f"{address}/sign-in/")
    page.fill("input[name=login]", shot.who)
    page.fill("input[name=password]", password)
    page.click("main button.btn--go")
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    switch = page.locator(f"button[name=language][value={shot.language}]:visible")
    if switch.count():
        switch.first.click()
    page.wait_for_load_state("networkidle")
    return page


def save(page: Page, shot: Shot) -> None:
    """Keep what is on the screen, on a desk as high as the page within reason, with few enough colours to be light."""
    target = SHOTS / f"{shot.name}.png"
    if shot.width > PHONE_MAX:
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": shot.width, "height": min(height, HEIGHT_MAX)})
    page.screenshot(path=target)
    picture = Image.open(target).convert("RGB")
    for colours in (256, 128, 64, 32):
        picture.quantize(colours).save(target, optimize=True)
        if target.stat().st_size <= KILOBYTES_MAX * 1024:
            print(f"{target.relative_to(ROOT)} {target.stat().st_size // 1024} KB")
            return
    raise ValueError(f"{target.name} stays over {KILOBYTES_MAX} KB")


def take(browser: Browser, address: str, shot: Shot, password: str) -> None:
    """Take one picture."""
    page = signed_in(browser, address, shot, password)
    page.goto(address + shot.path)
    if shot.click:
        page.locator(shot.click).first.click()
    page.wait_for_load_state("networkidle")
    save(page, shot)
    page.context.close()


def main(ready: str = "") -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("HOMETOWN_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        raise SystemExit("make shots needs Chromium: install it, or name it in HOMETOWN_TEST_CHROMIUM")
    with served_demo(ready) as (address, sign_ins), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        for shot in SHOTS_WANTED:
            take(browser, address, shot, sign_ins[shot.who])
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:2])
