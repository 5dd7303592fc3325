"""What is looked at on every page: the console, sideways scroll, accessibility, and words of the other language."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.utils.translation import trans_real
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

HAN = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2,}[,;]? [a-z]{2,}")  # two words in a row
NAMES = {"上海", "市委组织部", "简体中文", "English"}  # data, or the same in either language
BLOCKING = {"serious", "critical"}
# Words as people see them; code, file names, what was typed and what names its language itself stand aside.
TEXTS = """() => { const found = new Set(); const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node; (node = walk.nextNode());) { const at = node.parentElement;
  if (at.closest('code,pre,script,style,textarea,[translate=no],body [lang]')) continue;
  const text = node.textContent.trim().replace(/\\s+/g, ' '); if (text) found.add(text); }
for (const name of ['aria-label', 'placeholder', 'title', 'data-label'])
  document.querySelectorAll(`body [${name}]`).forEach(one =>
    one.getAttribute(name) && found.add(one.getAttribute(name)));
return [...found] }"""
# Nothing is being fetched for a tenth of a second; at once where the page fetches nothing by itself. The network being
# idle would take half a second of every page.
FETCHED = """() => new Promise((done) => { let quiet = document.querySelector('[hx-trigger*=load]') ? 0 : 4;
  const look = () => { quiet = document.querySelector('.htmx-request') ? 0 : quiet + 1;
    if (quiet > 4) done(true); else setTimeout(look, 25); }; look(); })"""


# A browser without SHA-256 keeps no head of the book, so that no page asks for one behind a test that is over already.
NO_WITNESS = "delete Crypto.prototype.subtle"


@dataclass(frozen=True)
class Look:
    """One way to look at a page."""

    phone: bool
    dark: bool
    language: str  # zh-hans or en

    def __str__(self) -> str:
        return f"{390 if self.phone else 1440} {'dark' if self.dark else 'light'} {self.language}"


@dataclass
class Looked:
    """What was found wrong with pages, each with the page and how it was looked at."""

    wrong: list[str] = field(default_factory=list)

    def say(self, page: str, look: Look, what: str) -> None:
        self.wrong.append(f"{page} [{look}]: {what}")


def window(browser: Browser, address: str, look: Look, session: str) -> BrowserContext:
    """A browser of one's own, signed in by its session."""
    size: Any = {"width": 390, "height": 844} if look.phone else {"width": 1440, "height": 900}
    context = browser.new_context(
        viewport=size, color_scheme="dark" if look.dark else "light", base_url=address, reduced_motion="reduce"
    )
    context.add_init_script(NO_WITNESS)
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    return context


def serious(page: Page) -> list[str]:
    """What would stop somebody with a screen reader, a keyboard or weak eyes."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found if one["impact"] in BLOCKING]


@cache
def _words_of_the_house() -> tuple[frozenset[str], frozenset[str]]:
    """What the house says in English, and in Chinese, where the two differ."""
    catalogue = trans_real.translation("zh-hans")._catalog  # type: ignore[attr-defined]
    pairs = {m: t for m, t in catalogue.items() if isinstance(m, str) and isinstance(t, str) and m and HAN.search(t)}
    return frozenset(pairs) - NAMES, frozenset(pairs.values()) - NAMES


def foreign_words(texts: list[str], language: str) -> list[str]:
    """Words of the house in the other language; data may be in any, so Chinese counts when a catalogue holds it."""
    english, chinese = _words_of_the_house()
    if language == "en":
        return [text for text in texts if text in chinese]
    texts = [text for text in texts if text not in NAMES]
    return [text for text in texts if text in english or (not HAN.search(text) and ENGLISH.search(text))]


class Window:
    """A tab that looks at one page after the other, and hears what each says on its console."""

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        self.heard: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.heard.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.heard.append(message.text)

    def look_at(self, address: str, look: Look, looked: Looked, *, deeply: bool = True) -> None:
        """Open a page and write down what is wrong with it."""
        page = self.page
        self.heard.clear()
        answer = page.goto(address)
        page.evaluate(FETCHED)
        if answer is None or answer.status != 200:
            looked.say(address, look, f"answers {answer.status if answer else 'nothing'}")
        for line in self.heard:
            looked.say(address, look, f"console: {line[:200]}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            looked.say(address, look, f"scrolls {wide} px sideways")
        for words in foreign_words(page.evaluate(TEXTS), look.language):
            looked.say(address, look, f"in the other language: {words[:80]}")
        if deeply:
            for line in serious(page):
                looked.say(address, look, f"axe: {line}")
