"""Functions and files stay small enough to read in one look."""

import ast
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from tests.house.tree import ROOT, parsed, python_files, where

FUNCTION_MAX, FUNCTION_AIM = 60, 30
FILE_MAX, FILE_AIM = 500, 300
Function = ast.FunctionDef | ast.AsyncFunctionDef


def lengths(tree: ast.Module) -> list[tuple[str, int, int]]:
    """Name, first line and number of lines of every function."""
    return [
        (node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, Function)
    ]


def too_long(files: Iterable[tuple[str, str]]) -> list[str]:
    """What is over the hard limits in files given as (name, text)."""
    found = []
    for name, text in files:
        lines = text.count("\n")
        if lines > FILE_MAX:
            found.append(f"{name}: {lines} lines")
        found += [f"{name}:{at} {f}: {n} lines" for f, at, n in lengths(ast.parse(text)) if n > FUNCTION_MAX]
    return found


def all_python() -> list[Path]:
    return [path for path in python_files(ROOT) if path.is_relative_to(ROOT)]


def test_no_function_and_no_file_is_too_long() -> None:
    assert too_long((where(path), path.read_text(encoding="utf-8")) for path in all_python()) == []


def test_most_functions_and_files_are_short() -> None:
    functions = sorted(size for path in all_python() for _, _, size in lengths(parsed(path)))
    files = sorted(path.read_text(encoding="utf-8").count("\n") for path in all_python())
    print(f"{len(functions)} functions, median {median(functions)} lines; {len(files)} files, median {median(files)}")
    assert median(functions) <= FUNCTION_AIM / 2
    assert functions[int(len(functions) * 0.95)] <= FUNCTION_AIM + 10
    assert files[int(len(files) * 0.9)] <= FILE_AIM


def test_a_long_function_and_a_long_file_are_seen() -> None:
    long_function = "def long():\n" + " pass\n" * FUNCTION_MAX
    assert too_long([("a.py", long_function)]) == ["a.py:1 long: 61 lines"]
    assert too_long([("b.py", "\n" * (FILE_MAX + 1))]) == ["b.py: 501 lines"]
