"""The catalogue tools find every sentence, keep translations, and say what is wrong."""

import gettext
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hometown.face import catalogues

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext
A = _("Record a visit")
B = ngettext("%(n)s firm", "%(n)s firms", 2)
C = pgettext("verb", "Open")
"""
PAGE = """{% load i18n %}
  <p title='a "quoted" thing'>{% translate "Save it" %}</p>
    {% blocktranslate trimmed count n=n %}
      {{ n }} lead
    {% plural %}
      {{ n }} leads
    {% endblocktranslate %}
  {% panel _("Still missing") %} 'unbalanced {{ x|default:_("Nothing") }} {% endpanel %}
  {% translate "Open" context "state" %}
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of one app that speaks in Python and in a page."""
    app = tmp_path / "shop"
    (app / "templates" / "shop").mkdir(parents=True)
    (app / "__init__.py").touch()
    (app / "web.py").write_text(PYTHON, encoding="utf-8")
    (app / "templates" / "shop" / "page.html").write_text(PAGE, encoding="utf-8")
    return tmp_path


def translate(package: Path, *pairs: tuple[str, str], app: str = "shop") -> Path:
    path = package / app / catalogues.CATALOGUE
    text = path.read_text(encoding="utf-8")
    for asked, said in pairs:
        head, tail = text.split(f'"{asked}"\n', 1)
        text = f'{head}"{asked}"\n{tail.replace(chr(34) * 2, chr(34) + said + chr(34), 1)}'
    path.write_text(text, encoding="utf-8")
    return path


def test_sentences_are_found_in_python_and_in_pages(package: Path):
    found = {(message, context) for _file, message, context in catalogues.sentences(package / "shop")}
    assert found == {
        ("Record a visit", None),
        (("%(n)s firm", "%(n)s firms"), None),
        ("Open", "verb"),
        ("Save it", None),
        (("%(n)s lead", "%(n)s leads"), None),
        ("Still missing", None),
        ("Nothing", None),
        ("Open", "state"),
    }


def test_updating_keeps_translations_and_drops_what_is_no_longer_said(package: Path):
    assert catalogues.update(package) == [package / "shop" / catalogues.CATALOGUE]
    path = translate(package, ("Record a visit", "记走访"), ("Save it", "存"))
    (package / "shop" / "web.py").write_text('_("Record a visit")', encoding="utf-8")
    catalogues.update(package)
    text = path.read_text(encoding="utf-8")
    assert 'msgstr "记走访"' in text
    assert "verb" not in text
    assert catalogues.update(package) == []


def test_checking_names_each_fault(package: Path):
    assert len(catalogues.check(package)) == 8
    catalogues.update(package)
    path = translate(package, ("Record a visit", "记走访"), ("Save it", "存"), ("%(n)s leads", "%(m)s条"))
    path.write_text(
        path.read_text("utf-8") + '\nmsgid "Gone"\nmsgstr "走了"\n\n#, fuzzy\nmsgid "Old"\nmsgstr "旧"\n', "utf-8"
    )
    faults = catalogues.check(package)
    assert "shop: no longer said: 'Gone'" in faults
    assert "shop: unsure: 'Old'" in faults
    assert "shop: places differ: '%(n)s leads' and '%(m)s条'" in faults
    assert "shop: not translated: 'Still missing'" in faults
    assert not any("Record a visit" in fault for fault in faults)


def test_one_english_sentence_has_one_chinese_in_all_apps(package: Path):
    other = package / "stall"
    other.mkdir()
    (other / "__init__.py").write_text('_("Save it")', encoding="utf-8")
    catalogues.update(package)
    translate(package, ("Save it", "存"))
    translate(package, ("Save it", "保存"), app="stall")
    assert "stall: 'Save it' is '保存' here, '存' in shop: use one, or pgettext" in catalogues.check(package)


def test_compiling_writes_only_what_changed_and_can_be_read(package: Path):
    catalogues.update(package)
    path = translate(package, ("Record a visit", "记走访"), ("%(n)s leads", "%(n)s条"))
    assert catalogues.compile_all(package) == [path.with_suffix(".mo")]
    assert catalogues.compile_all(package) == []
    later = path.stat().st_mtime + 5
    os.utime(path, (later, later))
    assert len(catalogues.compile_all(package)) == 1
    with path.with_suffix(".mo").open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    assert spoken.gettext("Record a visit") == "记走访"
    assert spoken.ngettext("%(n)s lead", "%(n)s leads", 1) == "%(n)s条"


def test_the_faces_own_catalogue_is_whole():
    assert [fault for fault in catalogues.check() if fault.startswith("face: ")] == []


def test_the_command_needs_no_settings():
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    run = [sys.executable, "-m", "hometown.face.catalogues"]
    source = str(catalogues.PACKAGE.parent)
    done = subprocess.run(
        [*run, "compile"], env={**environment, "PYTHONPATH": source}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    wrong = subprocess.run([*run, "guess"], env={**environment, "PYTHONPATH": source}, capture_output=True, check=False)
    assert (wrong.returncode, b"usage" in wrong.stderr) == (2, True)
