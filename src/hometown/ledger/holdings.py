"""What an app says of its rows, so that verbs that run through all domains need not know it.

Each app declares in its own `holdings.py`:

    HOLDINGS = (Holding(ActivityCompany, "company", Company, _("Visits"), alike=("activity_id",), join=_joined),)
    TEXTS = (FreeText(Note, "text", _("Notes")),)
    PERSONS = (PersonalData(Counterpart, ("name",), _people_of, _("People met")),)
    HELD = (Held(Task, "owner", _("To-dos"), open=Task.objects.open, seen=visible_tasks),)
    AUTHORS = ((Note, "author"), (Attendance, "officer"))

`HOLDINGS`: which rows point at a record, and how they fare when that record turns out to be another one.
`TEXTS`: where people write sentences in which somebody may be mentioned. `PERSONS`: where personal data stands.
`HELD`: open rows that somebody has and passes on when they leave. `AUTHORS`: columns that name a person and stay as
they are whoever leaves: who did or wrote it, or whose own it is. A plain identifier named `by` or `…_by` is one of them
by its name.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db import models

from .models import LedgeredModel, label_of

ANY_RECORD = "about_id"  # a plain identifier beside `about_model`: may point at a row of any model


@dataclass(frozen=True)
class Holding:
    """Rows of `model` point by `column` at rows of `to`; with `to` None, at rows of the model that `about_model` names.

    Two rows with the same values in `alike` say the same once they point at one record: the target's is kept, `join`
    gives it what the other knew, and the other goes. `settle` sees a row after it was pointed anew, with the record it
    points at now, and answers whether it still says something. `stays` answers, given the columns taken over, whether
    a row keeps pointing where it did.
    """

    model: type[LedgeredModel]
    column: str
    to: type[LedgeredModel] | None
    words: Any
    alike: tuple[str, ...] = ()
    join: Callable[[Any, Any], None] | None = None
    settle: Callable[[Any, Any], bool] | None = None
    stays: Callable[[Any, frozenset[str]], bool] | None = None

    @property
    def label(self) -> str:
        """The column as `app.model.column`."""
        return f"{label_of(self.model)}.{self.column}"

    def rows(self, pointed_at: LedgeredModel) -> "models.QuerySet[Any]":
        """Return the rows that point at a record, oldest first."""
        chosen: dict[str, Any] = {self.column: pointed_at.pk}
        if self.to is None:
            chosen["about_model"] = label_of(type(pointed_at))
        return self.model._default_manager.filter(**chosen).order_by("pk")

    def points_at(self, row: LedgeredModel) -> Any:
        """Return the key of the record a row points at."""
        return getattr(row, self.model._meta.get_field(self.column).attname)  # type: ignore[union-attr]

    def point(self, row: LedgeredModel, target: LedgeredModel) -> None:
        """Let a row point at another record; nothing is written yet."""
        is_key = self.model._meta.get_field(self.column).is_relation
        setattr(row, self.column, target if is_key else target.pk)

    def key(self, row: LedgeredModel) -> tuple[Any, ...]:
        """Return what makes a row say the same as another."""
        return tuple(getattr(row, column) for column in self.alike)


@dataclass(frozen=True)
class FreeText:
    """A column of sentences. It must be among the model's `text_fields`, so that the book can let it go.

    `unseen` marks rows that nobody but their writer reads: what is to go is replaced in them without being shown.
    """

    model: type[LedgeredModel]
    field: str
    words: Any
    page: Callable[[Any], str] = lambda _row: ""  # where the row is read
    unseen: Callable[[Any], bool] = lambda _row: False


@dataclass(frozen=True)
class PersonalData:
    """Personal fields of a model, and which rows hold those of one person (whatever `of` is given for a person)."""

    model: type[LedgeredModel]
    fields: tuple[str, ...]
    of: Callable[[Any], "models.QuerySet[Any]"]
    words: Any


@dataclass(frozen=True)
class Holder:
    """Whose rows are asked for: the keys of a person as officer and as account."""

    officer: uuid.UUID
    user: uuid.UUID | None


@dataclass(frozen=True)
class Held:
    """Open rows of `model` that one person has; passing them on points `column`, a key to a person, at somebody else.

    `open` returns the rows that still want somebody. Where `column` is empty, `written` tells whose a row is: of a
    record that names only its writer, who keeps standing there, `column` says who looks after it since.
    `carries` names keys to other held rows that go along (the to-do of an item). Where the successor has a row with the
    same values in `alike`, the other goes. `seen` returns what a person may read: nobody is given what they cannot.
    `firm` is the path to the company a row is about, `due` the path to its day; `page` is where it is read, `title`
    what it is called.
    `needs` are capabilities of which the successor holds one; `able` tells whether a person may do what a single row
    asks of whoever has it. `quiet` tells of a row that it passes and waits for
    nobody's acceptance (a tombstone). `kind` tells two declarations of one column apart; `to` says what a plain
    identifier names, as `app.model`.
    """

    model: type[LedgeredModel]
    column: str
    words: Any
    open: Callable[[], "models.QuerySet[Any]"]
    seen: Callable[[Any], "models.QuerySet[Any]"]
    written: "Callable[[Holder], models.Q] | None" = None
    carries: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    firm: str = ""
    due: str = ""
    page: Callable[[Any], str] = lambda _row: ""
    title: Callable[[Any], str] = str
    needs: tuple[str, ...] = ()
    able: Callable[[Any, Any], bool] = lambda _person, _row: True
    quiet: Callable[[Any], bool] = lambda _row: False
    kind: str = ""
    to: str = ""

    @property
    def label(self) -> str:
        """The column as `app.model.column`."""
        return f"{label_of(self.model)}.{self.column}"

    @property
    def code(self) -> str:
        """What tells this declaration from all others."""
        return self.kind or self.label

    @property
    def attname(self) -> str:
        """The attribute that holds the person's key."""
        return str(self.model._meta.get_field(self.column).attname)  # type: ignore[union-attr]

    def key_of(self, holder: Holder) -> uuid.UUID | None:
        """Return the key by which this column names a person; None for an officer without an account."""
        person: Any = self.model._meta.get_field(self.column).related_model
        named = person._meta.label_lower if person is not None else self.to
        return holder.user if named == "accounts.user" else holder.officer

    def rows(self, holder: Holder) -> "models.QuerySet[Any]":
        """Return the open rows a person has, oldest first."""
        key = self.key_of(holder)
        mine = models.Q(**{self.column: key}) if key else models.Q(pk__in=())
        if self.written is not None:
            mine |= models.Q(self.written(holder), **{f"{self.column}__isnull": True})
        return self.open().filter(mine).order_by("pk")


def _declared(name: str) -> Iterator[Any]:
    for config in apps.get_app_configs():
        room = f"{config.name}.holdings"
        if config.name.startswith("hometown.") and config.label != "ledger" and find_spec(room) is not None:
            yield from getattr(import_module(room), name, ())


@cache
def holdings() -> tuple[Holding, ...]:
    """Return every declared holding, the lowest floor first."""
    return tuple(_declared("HOLDINGS"))[::-1]


@cache
def texts() -> tuple[FreeText, ...]:
    """Return every declared column of sentences."""
    return tuple(_declared("TEXTS"))


@cache
def persons() -> tuple[PersonalData, ...]:
    """Return every declared place of personal data."""
    return tuple(_declared("PERSONS"))


@cache
def held() -> tuple[Held, ...]:
    """Return every kind of rows that somebody has, the highest floor first: it may carry rows of a lower one."""
    return tuple(_declared("HELD"))


@cache
def authors() -> tuple[tuple[type[Any], str], ...]:
    """Return every column that names a person and stays as it is whoever leaves."""
    return tuple(_declared("AUTHORS"))


def person_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Yield every column of the house that names a person: keys to one, and plain identifiers not named otherwise.

    The book itself is of the past.
    """
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label == "ledger":
            continue
        for field in model._meta.concrete_fields:
            target = field.related_model._meta.label_lower if field.is_relation else ""  # type: ignore[union-attr]
            is_plain = isinstance(field, models.UUIDField) and not field.is_relation and not field.primary_key
            if target in PEOPLE or (is_plain and not _names_no_person(field.name)):
                yield model, field.name


PEOPLE = ("accounts.user", "programme.officer")


def _names_no_person(column: str) -> bool:
    return column == "id" or column.endswith("_id") or column == "record"


def unplaced(known: "frozenset[str] | None" = None) -> list[str]:
    """Return the columns that name a person and of which no app has said whether they pass or stay."""
    if known is None:
        known = frozenset({*(one.label for one in held()), *(f"{label_of(one)}.{name}" for one, name in authors())})
    found = []
    for model, column in person_columns():
        by_name = column == "by" or column.endswith("_by")
        is_key = model._meta.get_field(column).is_relation
        label = f"{label_of(model)}.{column}"
        if label not in known and not (by_name and not is_key):
            found.append(label)
    return sorted(found)


def pointing_at(model: type[models.Model]) -> list[Holding]:
    """Return the holdings whose rows may point at rows of a model."""
    return [one for one in holdings() if one.to is model or one.to is None]


def columns_to(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Yield every column of the house that points at a model: keys, many-to-manys, and plain identifiers by name."""
    plain = {f"{model._meta.model_name}_id", ANY_RECORD}
    for other in apps.get_models(include_auto_created=True):
        for field in other._meta.get_fields():
            is_key = field.is_relation and not field.auto_created and field.related_model is model
            if is_key or (isinstance(field, models.UUIDField) and field.name in plain):
                yield other, field.name


def undeclared(model: type[models.Model], known: Mapping[str, Any] | None = None) -> list[str]:
    """Return the columns that point at a model and of which no app has said how they fare, as `app.model.column`."""
    declared = {one.label for one in pointing_at(model)} if known is None else set(known)
    found = (f"{other._meta.label_lower}.{name}" for other, name in columns_to(model))
    return sorted(label for label in found if label not in declared)


def unknown_holders(row: LedgeredModel) -> list[str]:
    """Return the undeclared columns by which some row does point at a record."""
    missing = set(undeclared(type(row)))
    held = []
    for other, name in columns_to(type(row)):
        label = f"{other._meta.label_lower}.{name}"
        if label in missing and _any_points(other, name, row.pk):
            held.append(label)
    return sorted(held)


def _any_points(model: type[models.Model], column: str, pk: uuid.UUID) -> bool:
    return model._default_manager.filter(**{column: pk}).exists()
