"""What stands in the tree: no registry, no machine of ours, no foreign code, every dependency explained and locked."""

import re
import subprocess
import tomllib
from collections.abc import Iterable
from pathlib import Path

from tests.house.tree import ROOT, tracked, where

# Put together here, so that this file does not find itself.
REGISTRIES = re.compile(
    "|".join(
        [
            r"pypi\." + "org",
            "python" + "hosted",
            r"registry\." + "npm",
            "npm" + "mirror",
            r"index-url[= ]+\w+" + "://",
            r"mirrors?\.\w+\.\w+",
        ]
    )
)
MACHINES = re.compile(r"(?<![\w.])/(?:work|root|home)" + r"/[\w.]|/tmp/" + r"brief|[A-Z]:\\Users")
VENDORED = re.compile(r"\.min\.(js|css)$|(^|/)(node_modules|vendor)/")
KILOBYTES_MAX = 500
PICTURE_KILOBYTES_MAX = 300


def strangers(texts: Iterable[tuple[str, str]]) -> list[str]:
    """Lines that hold a registry's address or a path of somebody's machine."""
    found = []
    for name, text in texts:
        for number, line in enumerate(text.splitlines(), 1):
            found += [
                f"{name}:{number} {hit.group()}" for shape in (REGISTRIES, MACHINES) if (hit := shape.search(line))
            ]
    return found


def texts() -> Iterable[tuple[str, str]]:
    for path in tracked():
        try:
            yield where(path), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def unhashed(lock: str) -> list[str]:
    """Requirements of a lock file that no hash holds."""
    joined = lock.replace("\\\n", " ")
    return [line.split()[0] for line in joined.splitlines() if line[:1].isalnum() and "--hash=sha256:" not in line]


def direct(project: dict[str, object]) -> set[str]:
    """What pyproject.toml asks for by name, whatever part asks."""
    table = project["project"]
    assert isinstance(table, dict)
    groups = project["dependency-groups"]
    assert isinstance(groups, dict)
    lists = [table["dependencies"], *table["optional-dependencies"].values(), *groups.values()]
    return {re.split(r"[\[<>=~! ;]", asked)[0].lower() for wanted in lists for asked in wanted}


def test_no_registry_and_no_machine_is_named() -> None:
    assert strangers(texts()) == []


def test_no_foreign_and_no_heavy_file_is_in_the_tree() -> None:
    heavy = [where(p) for p in tracked() if p.stat().st_size > KILOBYTES_MAX * 1024]
    pictures = [where(p) for p in tracked() if p.suffix == ".png" and p.stat().st_size > PICTURE_KILOBYTES_MAX * 1024]
    foreign = [where(p) for p in tracked() if VENDORED.search(p.as_posix())]
    assert (heavy, pictures, foreign) == ([], [], [])


def links(staged: str) -> list[str]:
    """Symbolic links in a listing of `git ls-files --stage`: they lead out of the tree of whoever checks it out."""
    return [line.split("\t", 1)[1] for line in staged.splitlines() if line.startswith("120000 ")]


def test_nothing_in_the_tree_is_a_symbolic_link() -> None:
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert links(listed.stdout) == []
    assert links("100644 00 0\tMakefile\n120000 00 0\t.venv\n") == [".venv"]


def test_every_locked_requirement_has_its_hash() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        assert unhashed(lock.read_text(encoding="utf-8")) == [], lock.name


def test_every_dependency_is_locked_and_explained() -> None:
    asked = direct(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8")))
    locks = [(ROOT / "requirements" / name).read_text(encoding="utf-8") for name in ("dev.txt", "spark.txt")]
    locked = set(re.findall(r"^([a-z0-9-]+)==", "\n".join(locks), re.MULTILINE))
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    explained = {name.lower() for name in re.findall(r"^\| `([\w.-]+)`", page, re.MULTILINE)}
    assert asked <= locked
    assert asked == explained


def test_every_link_between_documents_leads_somewhere() -> None:
    assert [row for path in tracked() if path.suffix == ".md" for row in dead_links(path)] == []


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\]\((\d{4}-[^)]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8")))
    assert listed == {path.name for path in folder.glob("[0-9]*.md")}


def dead_links(path: Path) -> list[str]:
    """Links of a document to files that are not there."""
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8"))
    return [f"{where(path)} → {target}" for target in targets if not (path.parent / target).exists()]


def test_each_stranger_is_seen(tmp_path: Path) -> None:
    bad = "see https://pypi." + "org/simple\ncd /wo" + "rk/main\n--extra-index-url https" + "://x\n"
    assert len(strangers([("a", bad)])) == 3
    assert strangers([("a", "the work/ folder, a /workbook/ page, at home/")]) == []
    assert unhashed("a==1 \\\n    --hash=sha256:00\nb==2\n") == ["b==2"]
    page = tmp_path / "page.md"
    page.write_text("[there](page.md) [gone](gone.md) [web](https://example.org)", encoding="utf-8")
    assert len(dead_links(page)) == 1
