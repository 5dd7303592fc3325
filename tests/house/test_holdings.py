"""Every row that points at a firm, a contact, or whatever may become one with another, has its app's word on it."""

import ast

from django.apps import apps

from hometown.companies.models import Company, Contact
from hometown.ledger import holdings
from hometown.ledger.models import LedgeredModel, label_of
from tests.house.tree import parsed, python_files

TELL = (
    "{label} points at {model}, and no holdings.py says how it fares when two records turn out to be one. Add to the"
    " holdings.py of its app: Holding({name}, {column!r}, {model}, _(…)), with alike=… where two such rows may say the"
    " same, or stays=… where it tells of what was"
)


def merged_models() -> list[type[LedgeredModel]]:
    """Companies and contacts, and every model whose rows may be taken away because a twin says the same."""
    collapsing = {one.model for one in holdings.holdings() if one.alike}
    return [Company, Contact, *sorted(collapsing - {Company, Contact}, key=label_of)]


def undeclared(model: type[LedgeredModel]) -> list[str]:
    wrong = []
    for label in holdings.undeclared(model):
        other, column = label.rsplit(".", 1)
        if column == holdings.ANY_RECORD:
            continue  # it names its model beside it: the declaration of any record covers it
        told = {"label": label, "model": model.__name__, "name": apps.get_model(other).__name__, "column": column}
        wrong.append(TELL.format(**told))
    return wrong


def test_every_key_to_a_record_that_may_be_merged_is_declared() -> None:
    assert [line for model in merged_models() for line in undeclared(model)] == []


def test_every_plain_identifier_of_any_record_is_declared() -> None:
    declared = {one.label for one in holdings.holdings() if one.to is None}
    found = {f"{model._meta.label_lower}.{name}" for model, name in holdings.columns_to(Company)}
    assert {label for label in found if label.endswith(f".{holdings.ANY_RECORD}")} <= declared


def test_what_is_declared_is_there() -> None:
    for one in holdings.holdings():
        fields = {field.name for field in one.model._meta.get_fields()} | {
            field.attname for field in one.model._meta.concrete_fields
        }
        assert {one.column, *one.alike} <= fields, one.label


def test_every_column_of_sentences_can_be_let_go() -> None:
    for text in holdings.texts():
        assert text.field in text.model.text_fields, f"{label_of(text.model)}.{text.field}"
    declared = {(text.model, text.field) for text in holdings.texts()}
    models = [model for model in apps.get_models() if issubclass(model, LedgeredModel)]
    kept_apart = {(model, field) for model in models for field in model.text_fields}
    assert kept_apart - declared == set(), "a text kept apart that nobody looks through when a person is erased"


def test_every_personal_field_of_people_outside_is_found_when_they_ask() -> None:
    ours = {
        "accounts.user",
        "programme.officer",
        "notices.channeladdress",
    }  # they serve; their data follows another law
    declared = {(one.model, field) for one in holdings.persons() for field in one.fields}
    models = [model for model in apps.get_models() if issubclass(model, LedgeredModel) and label_of(model) not in ours]
    assert {(model, field) for model in models for field in model.personal_fields} - declared == set()


def test_a_forgotten_key_is_seen_and_named() -> None:
    known = {one.label: one for one in holdings.pointing_at(Company) if one.label != "fieldwork.event.organiser"}
    assert holdings.undeclared(Company, known) == ["fieldwork.event.organiser"]


def test_holdings_are_read_by_the_relay_alone() -> None:
    """An app declares, the relay does: nobody else imports another app's holdings."""
    wrong = []
    for path in python_files():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".holdings"):
                if node.module != "hometown.ledger.holdings":
                    wrong.append(f"{path}: {node.module}")
    assert wrong == []
