"""Habits that hide faults: blind excepts, star imports, signals, views that write, rules that ask the time."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import PACKAGE, app_of, calls, chinese_in, dotted, parsed, python_files, rooms, where

BLIND = {"", "Exception", "BaseException"}
SIGNALS = {"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "receiver"}
THE_BASE = PACKAGE / "ledger" / "models.py"  # its save() and delete() are the lock on the door
SAYINGS = {"_", "gettext", "gettext_lazy", "pgettext", "pgettext_lazy", "ngettext", "ngettext_lazy", "gettext_noop"}
CLOCKS = re.compile(
    r"(datetime\.(now|today|utcnow)|date\.today|time\.(time|time_ns)|timezone\.(now|localdate)|clock\.\w+)\Z"
)
# The age of a file is told by the machine that wrote it, in a demo too.
AGES = {PACKAGE / "intake" / "stash.py"}
ENGINES = {"names", "official", "screening"}
Fault = tuple[int, str]


def habits(tree: ast.Module, *, is_base: bool = False) -> Iterator[Fault]:
    """Faults that no file may have."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(kind is None or dotted(kind) in BLIND for kind in kinds):
                yield node.lineno, "a blind except"
        elif isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names}
            if "*" in names:
                yield node.lineno, "a star import"
            if names & SIGNALS and "signal" in f"{node.module}{node.names}":
                yield node.lineno, "a signal: call the action instead"
        elif isinstance(node, ast.Call) and dotted(node.func) == "forms.DateField":
            yield node.lineno, "takes a year of antiquity: the face has a DayField"
        elif isinstance(node, ast.ClassDef) and not is_base:
            yield from ((f.lineno, f"{f.name}() overridden") for f in node.body
                        if isinstance(f, ast.FunctionDef) and f.name in {"save", "delete"})  # fmt: skip


def writes(tree: ast.Module) -> Iterator[Fault]:
    """Calls in a view that would write: that is an action's work."""
    always = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "put", "put_many"}
    of_rows = {"update", "delete", "remove", "add", "set"}
    for call in calls(tree):
        if dotted(call.func) in {"book.entry", "book.batch", "book.turn"}:
            yield call.lineno, "opens the book"
        if not isinstance(call.func, ast.Attribute):
            continue
        chain = ast.unparse(call.func.value)
        if "session" in chain:  # where a person is, not what the house knows
            continue
        if call.func.attr in always or (call.func.attr in of_rows and (".objects" in chain or ")." in chain)):
            yield call.lineno, f"{chain}.{call.func.attr}() writes"


def clocks(tree: ast.Module) -> Iterator[Fault]:
    """Calls that ask the time of day."""
    return ((call.lineno, dotted(call.func)) for call in calls(tree) if CLOCKS.search(dotted(call.func)))


def chinese_sentences(tree: ast.Module, *, everywhere: bool = False) -> Iterator[Fault]:
    """Chinese in what is said to people; it belongs in the catalogues. `everywhere`: in any string of a face's file."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body and isinstance(node.body[0], ast.Expr)
    }  # fmt: skip
    said = [arg for call in calls(tree) if dotted(call.func).split(".")[-1] in SAYINGS for arg in call.args]
    for node in ast.walk(tree) if everywhere else said:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            if chinese_in(node.value):
                yield node.lineno, node.value


def listed(path: Path, faults: Iterator[Fault]) -> list[str]:
    return [f"{where(path, line)} {fault}" for line, fault in faults]


def test_no_file_has_habits_that_hide_faults() -> None:
    wrong = [line for path in python_files() for line in listed(path, habits(parsed(path), is_base=path == THE_BASE))]
    assert wrong == []


def test_no_view_writes() -> None:
    faces = [*rooms("web"), *rooms("api"), *rooms("forms")]
    assert [line for path in faces for line in listed(path, writes(parsed(path)))] == []


def test_no_rule_asks_the_time() -> None:
    assert [line for path in rooms("rules") for line in listed(path, clocks(parsed(path)))] == []


def test_only_the_kernel_reads_the_clock_of_the_machine() -> None:
    wrong = []
    for path in python_files():
        if path.parent.name != "kernel" and path not in AGES:
            asked = (fault for fault in clocks(parsed(path)) if not fault[1].startswith("clock."))
            wrong += listed(path, asked)
    assert wrong == []


def test_what_is_said_to_people_is_written_in_english() -> None:
    wrong = [line for path in python_files() for line in listed(path, chinese_sentences(parsed(path)))]
    # An engine's `forms` are forms of names, not of pages.
    faces = [path for path in (*rooms("web"), *rooms("forms"), *rooms("words")) if app_of(path) not in ENGINES]
    for path in faces:
        wrong += listed(path, chinese_sentences(parsed(path), everywhere=True))
    assert wrong == []


def test_no_module_is_a_drawer_for_anything() -> None:
    drawers = {"utils", "helpers", "misc", "common", "signals"}
    assert [where(path) for path in python_files() if path.stem in drawers or path.parent.name in drawers] == []


def test_each_bad_habit_is_seen() -> None:
    sample = ast.parse(
        "from a import *\n"
        "from django.db.models.signals import post_save\n"
        "try: pass\nexcept Exception: pass\n"
        "try: pass\nexcept (ValueError, BaseException): pass\n"
        "class A:\n def save(self): pass\n"
        "on = forms.DateField()\n"
    )
    assert len(list(habits(sample))) == 6
    view = ast.parse("form.save()\nVisit.objects.filter(pk=1).update(a=1)\ncontext.update(a=1)\nbook.entry('a.b')")
    assert [line for line, _ in writes(view)] == [1, 2, 4]
    assert len(list(clocks(ast.parse("date.today(); clock.now(); datetime.datetime.now(UTC); visit.date")))) == 3
    assert [line for line, _ in chinese_sentences(ast.parse("_('走访')\nHEADERS = '企业'"))] == [1]
    assert [line for line, _ in chinese_sentences(ast.parse("LABEL = '企业'"), everywhere=True)] == [1]
