"""Every table says how the book holds it, and nothing slips past the book."""

from collections.abc import Iterable

from django.apps import apps
from django.db import models

from hometown.ledger.models import LedgeredModel
from tests.house.tree import ROOT

KINDS = {"ledgered", "derived", "local"}
KEEPS = {models.PROTECT, models.RESTRICT, models.DO_NOTHING}


def house_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("hometown.")]


def undeclared(found: Iterable[type[models.Model]]) -> list[str]:
    """Models that do not say their kind, or say another than they are."""
    wrong = []
    for model in found:
        kind = getattr(model, "ledger_kind", None)
        if kind not in KINDS or (kind == "ledgered") != issubclass(model, LedgeredModel):
            wrong.append(f"{model._meta.label}: {kind}")
    return wrong


def past_the_book(found: Iterable[type[models.Model]]) -> list[str]:
    """What in a ledgered model would write or remove rows that the book does not see, or not replay alike."""
    wrong = []
    for model in found:
        if model._meta.auto_created:
            wrong.append(f"{model._meta.label}: a many-to-many without a model of its own")
        if not issubclass(model, LedgeredModel):
            continue
        for field in model._meta.concrete_fields:
            if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
                wrong.append(f"{model._meta.label}.{field.name}: sets itself to the time of writing")
            if field.remote_field is not None and field.remote_field.on_delete not in KEEPS:
                wrong.append(f"{model._meta.label}.{field.name}: a removal elsewhere would remove or change this row")
        missing = model.personal_fields - {field.attname for field in model._meta.concrete_fields}
        wrong.extend(f"{model._meta.label}.{name}: named as personal, but no such column" for name in sorted(missing))
    return wrong


def missing_words(found: Iterable[type[models.Model]], glossary: str) -> list[str]:
    """Models whose name the glossary does not know."""
    return [model._meta.label for model in found if f"`{model.__name__}`" not in glossary]


class Loose(models.Model):
    """A sample of what must not be: no kind, and a parent that takes it along."""

    class Meta:
        app_label = "sample"
        managed = False

    def __str__(self) -> str:
        return "loose"


class Careless(LedgeredModel):
    """A sample: it stamps itself, and goes when another row goes."""

    personal_fields = frozenset({"phone"})
    stamped = models.DateTimeField(auto_now=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE)

    class Meta:
        app_label = "sample"
        managed = False


def test_every_model_declares_how_the_book_holds_it() -> None:
    assert undeclared(house_models()) == []


def test_nothing_in_a_ledgered_model_slips_past_the_book() -> None:
    assert past_the_book(house_models()) == []


def test_every_model_is_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert missing_words(house_models(), glossary) == []


def test_undeclared_and_careless_models_are_seen() -> None:
    assert undeclared([Loose]) == ["sample.Loose: None"]
    assert len(past_the_book([Careless])) == 3
    assert missing_words([Careless], "| 项目 | project | `Project` |") == ["sample.Careless"]
