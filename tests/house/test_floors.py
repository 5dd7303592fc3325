"""Foreign keys point down, as imports do."""

import tomllib
from collections.abc import Iterable

import pytest
from django.apps import apps
from django.conf import settings

from tests.house.tree import PACKAGE, ROOT

Key = tuple[str, str, str]


def floors() -> dict[str, int]:
    """The number of each app's floor, ground floor highest, read from the import contract itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(c for c in project["tool"]["importlinter"]["contracts"] if c["id"] == "floors")
    return {room.strip(" ()"): number for number, floor in enumerate(contract["layers"]) for room in floor.split("|")}


def keys() -> Iterable[Key]:
    """Every foreign key between tables of the house: its name, where it starts, where it points."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.concrete and field.is_relation and field.related_model is not None:
                target = field.related_model._meta
                yield f"{model._meta.label}.{field.name} → {target.label}", model._meta.app_label, target.app_label


def upward(found: Iterable[Key], order: dict[str, int]) -> list[str]:
    """The keys that point up or across a floor."""
    return [
        name for name, start, end in found
        if start in order and end in order and start != end and order[start] >= order[end]
    ]  # fmt: skip


def test_foreign_keys_point_down() -> None:
    assert upward(keys(), floors()) == []


@pytest.mark.parametrize(("start", "end"), [("companies", "projects"), ("tasks", "files"), ("ledger", "accounts")])
def test_a_key_up_or_across_is_seen(start: str, end: str) -> None:
    assert upward([("key", start, end)], floors()) == ["key"]
    assert upward([("key", "projects", "companies")], floors()) == []


def test_installed_apps_stand_in_the_order_of_the_floors() -> None:
    order = floors()
    installed = [name.removeprefix("hometown.") for name in settings.INSTALLED_APPS if name.startswith("hometown.")]
    numbers = [order[name] for name in installed]
    assert numbers == sorted(numbers)


def test_every_app_with_tables_is_installed() -> None:
    with_tables = {path.parent.name for path in PACKAGE.glob("*/models.py")}
    assert with_tables <= {config.label for config in apps.get_app_configs()}
