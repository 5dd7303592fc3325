"""The style keeps its promises: contrast in both themes, only tokens, every icon there."""

import re
from pathlib import Path

import pytest

import hometown.face
from hometown.face.catalogues import PACKAGE

STATIC = Path(hometown.face.__file__).parent / "static" / "face"
SHEETS = sorted(STATIC.glob("*.css"))
TEXT_PAIRS = [
    *((ink, paper) for ink in ("ink", "ink-2") for paper in ("paper", "surface", "surface-2", "sunken")),
    *(("ink-3", paper) for paper in ("paper", "surface", "surface-2", "sunken")),
    *((tone, "surface") for tone in ("green", "gold", "amber", "red", "blue")),
    *((tone, "paper") for tone in ("green", "amber", "red")),
    *((tone, f"{tone}-soft") for tone in ("green", "gold", "amber", "red", "blue")),
    *(("ink", f"{tone}-soft") for tone in ("green", "amber", "red", "blue")),
    ("ink", "green-line"), ("on-action", "action"), ("on-action", "action-hover"), ("mark-ink", "mark"),
    ("coal-ink", "coal"), ("coal-ink-2", "coal"), ("coal-ink", "coal-2"), ("coal-ink-2", "coal-2"), ("seal", "surface"),
    ("paper", "ink"), ("ink-2", "green-soft"),
]  # fmt: skip
SHAPE_PAIRS = [
    *((shape, "surface") for shape in ("edge", "focus", "chart-1", "chart-3", "action", "amber", "red")),
    ("focus", "paper"), ("edge", "paper"), ("coal-mark", "coal"), ("chart-2", "surface"),
]  # fmt: skip


def tokens(name: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", (STATIC / name).read_text(encoding="utf-8")))


LIGHT = tokens("tokens.css")
DARK = {**LIGHT, **tokens("dark.css")}


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_the_standard_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_stand_out_from_their_ground(theme):
    weak = {pair: round(contrast(theme[pair[0]], theme[pair[1]]), 2) for pair in TEXT_PAIRS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_controls_and_charts_stand_out_from_their_ground(theme):
    weak = {pair: round(contrast(theme[pair[0]], theme[pair[1]]), 2) for pair in SHAPE_PAIRS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


def test_the_dark_sheet_renames_no_token_and_invents_none():
    assert set(tokens("dark.css")) <= set(tokens("tokens.css"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_uses_only_tokens_that_exist(sheet: Path):
    text = sheet.read_text(encoding="utf-8")
    known = set(re.findall(r"--([\w-]+):", "".join(path.read_text(encoding="utf-8") for path in SHEETS)))
    assert set(re.findall(r"var\(--([\w-]+)", text)) - known == set()


@pytest.mark.parametrize(
    "sheet", [path for path in SHEETS if path.stem not in {"tokens", "dark"}], ids=lambda p: p.name
)
def test_a_sheet_writes_no_colour_of_its_own(sheet: Path):
    """White paper and black ink of the printed page are no colours; a dialog's backdrop dims whatever is behind."""
    text = re.sub(
        r"/\*.*?\*/|url\([^)]*\)|::backdrop \{[^}]*\}", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    assert set(re.findall(r"#[0-9a-f]{3,8}\b|rgba?\([^)]*\)|hsla?\([^)]*\)", text)) <= {"#fff", "#000"}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_the_braces_of_a_sheet_balance(sheet: Path):
    text = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert text.count("{") == text.count("}")


def test_every_icon_that_is_named_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
    named = set()
    for path in PACKAGE.rglob("*"):
        if path.suffix == ".html":
            named |= set(re.findall(r'\{%\s*icon ["\']([\w-]+)["\']', path.read_text(encoding="utf-8")))
        elif path.suffix == ".py":
            named |= set(re.findall(r'\bicon(?:=|\()"([\w-]+)"', path.read_text(encoding="utf-8")))
    assert named - drawn == set()
    assert len(named) > 20
