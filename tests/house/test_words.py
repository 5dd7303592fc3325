"""Every refusal that is raised has a sentence, every sentence is raised, and each gets the facts it names."""

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module

from tests.house.tree import PACKAGE, calls, dotted, parsed, python_files, where

REFUSALS = {"Refusal", "BadInput", "NotAllowed", "NotFound", "RuleBroken"}
PLACE = re.compile(r"%\((\w+)\)")
Sentences = Mapping[str, str]


@dataclass(frozen=True)
class Raised:
    """One refusal in code: its code, the facts it carries (None: passed on as a mapping), and where it stands."""

    code: str
    facts: frozenset[str] | None
    where: str


def raised_in(tree: ast.Module, name: str) -> list[Raised]:
    """Every refusal whose code is written out."""
    found = []
    for call in calls(tree):
        if dotted(call.func).split(".")[-1] not in REFUSALS or not call.args:
            continue
        first = call.args[0]
        facts = None if any(k.arg is None for k in call.keywords) else frozenset(k.arg or "" for k in call.keywords)
        if isinstance(first, ast.Constant):
            found.append(Raised(str(first.value), facts, f"{name}:{call.lineno}"))
    return found


def strings_in(tree: ast.Module) -> set[str]:
    return {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def unsaid(raised: Iterable[Raised], words: Mapping[str, Sentences]) -> list[str]:
    """Refusals without a sentence, or whose sentence names a fact they do not carry."""
    wrong = []
    for one in raised:
        app, _, reason = one.code.partition(".")
        sentence = words.get(app, {}).get(reason)
        if sentence is None:
            wrong.append(f"{one.where} {one.code}: no sentence")
        elif one.facts is not None and (lacking := set(PLACE.findall(sentence)) - one.facts):
            wrong.append(f"{one.where} {one.code}: the sentence needs {', '.join(sorted(lacking))}")
    return wrong


def unraised(words: Mapping[str, Sentences], mentioned: set[str]) -> list[str]:
    """Sentences for codes that no code mentions."""
    return [f"{app}.{reason}" for app, said in words.items() for reason in said if f"{app}.{reason}" not in mentioned]


def all_words() -> dict[str, dict[str, str]]:
    """Each app's sentences, in English."""
    from django.utils.translation import override

    found = {}
    with override("en"):
        for path in sorted(PACKAGE.glob("*/words.py")):
            module = import_module(f"hometown.{path.parent.name}.words")
            found[path.parent.name] = {key: str(said) for key, said in module.SENTENCES.items()}
    return found


def test_every_refusal_has_a_sentence() -> None:
    raised = [one for path in python_files() for one in raised_in(parsed(path), where(path))]
    assert unsaid(raised, all_words()) == []


def test_every_sentence_is_raised() -> None:
    mentioned = set().union(*(strings_in(parsed(path)) for path in python_files() if path.name != "words.py"))
    assert unraised(all_words(), mentioned) == []


def test_a_missing_sentence_a_missing_fact_and_an_unused_sentence_are_seen() -> None:
    tree = ast.parse("raise RuleBroken('a.silent')\nraise BadInput('a.said', stage=1)\nraise errors.NotFound('a.fine')")
    raised = raised_in(tree, "sample")
    words = {"a": {"said": "Add %(evidence)s before %(stage)s.", "fine": "Gone.", "never": "Never said."}}
    assert unsaid(raised, words) == ["sample:1 a.silent: no sentence", "sample:2 a.said: the sentence needs evidence"]
    assert unraised(words, strings_in(tree)) == ["a.never"]
