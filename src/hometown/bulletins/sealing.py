"""Sealing: figures, what they counted and the head of the book go into one signed bundle that a stranger can verify.

    bundle = seal({"visited": result, …}, document={"title": …, "text": […]}, actor=user, title="2019-11")
    disclose(bundle, sees(person)).text()          # for one recipient, with the names that person may see

Everything is decided within one's turn at the book, so that values, members and head are of the same moment. Names are
commitments in what is signed; opening some of them for a recipient changes nothing of it. The format is that of
`verify_bulletin`, which checks each bundle before it is kept. What it proves to whom: `docs/proofs.md`.
"""

import io
import json
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import ForeignKey
from django.utils import translation

from hometown.accounts.models import User
from hometown.files import storing
from hometown.files.models import Blob
from hometown.kernel import clock
from hometown.kernel.errors import NotFound
from hometown.kernel.figures import Reducer, Result, Scope, Unit
from hometown.ledger import book, images, proving, records, tree
from hometown.ledger.models import LedgeredModel, RowImage, label_of
from hometown.policy.standing import number_in_force

from . import keys, verify_bulletin
from .models import Seal, SealedFigure
from .printing import printed

MEDIA_TYPE = "application/json"
LANGUAGES = {"zh": "zh-hans", "en": "en"}
Model = type[LedgeredModel]
MaySee = Callable[[str, uuid.UUID], bool]  # (label of a model, key) → whether a recipient may read its name


@dataclass(frozen=True)
class Bundle:
    """A sealed bundle. `data` is the document a stranger verifies."""

    data: dict[str, Any]

    @property
    def payload(self) -> dict[str, Any]:
        """What is signed."""
        return self.data["payload"]  # type: ignore[no-any-return]

    @property
    def digest(self) -> str:
        """SHA-256 of what is signed: the name of the bundle in the book."""
        return sha256(images.canonical(self.payload)).hexdigest()

    def text(self) -> str:
        """The bundle as it is written to a file."""
        return images.canonical(self.data).decode()


def seal(
    figures: Mapping[str, Result],
    *,
    document: Mapping[str, Any],
    actor: User | None,
    title: str,
    named: Collection[uuid.UUID] = (),
    signer: keys.Signer | None = None,
    along: Callable[[Seal], Iterable[LedgeredModel]] = lambda _: (),
) -> Bundle:
    """Seal figures as they stand now and return the bundle; it is kept, and a line of the book says so.

    `title` says what is sealed. `document` is text as JSON: wherever it has {"figure": code, "printed": …} the
    verifier compares. `named` are the records whose names everybody may read (firms that have signed). `along` gives
    rows that are written in the same line. Raises RuleBroken `bulletins.no_key`.
    """
    signer = signer or keys.signer()
    with book.turn():
        counted = {code: _Counted.of(result) for code, result in figures.items()}
        known = _recommit(counted.values(), actor)
        head = tree.head()
        made = _Rows(head.size, known)
        told = {code: made.figure(code, one) for code, one in counted.items()}
        now = clock.now()
        payload: dict[str, Any] = {
            "alg": verify_bulletin.ALGORITHMS,
            "key": signer.record.public_key,
            "document": dict(document),
            "sealed_at": images.encoded(now),
            "sealed_by": str(actor.pk) if actor else None,
            "policy_version": number_in_force(clock.today()),
            "tree": {"size": head.size, "root": head.root.hex()},
            "previous": _previous(head.size),
            "figures": list(told.values()),
            "rows": made.rows(),
            "names": made.names(frozenset(named)),
        }
        for figure in payload["figures"]:
            figure["short"] = verify_bulletin.short_code(figure, payload)
        signature = signer.sign(images.canonical(payload)).hex()
        bundle = Bundle({
            "format": verify_bulletin.FORMAT, "payload": payload, "signature": signature, "opened": [],
        })  # fmt: skip
        verify_bulletin.check(verify_bulletin.read(bundle.text().encode()))
        _keep(bundle, signer, actor, title, along)
    return bundle


def bundle_of(sealed: Seal) -> Bundle:
    """Return the kept bundle of a seal."""
    return Bundle(verify_bulletin.read(storing.blob_path(sealed.blob.sha256).read_bytes()))


def seal_of(bundle: Bundle) -> Seal:
    """Return the seal of a bundle. Raises NotFound for one that this book does not know."""
    found: Seal | None = Seal.objects.filter(payload_sha256=bundle.digest).first()
    if found is None:
        raise NotFound("bulletins.not_sealed_here")
    return found


# --- names, for one recipient ---------------------------------------------------------------------------------------


def disclose(bundle: Bundle, may_see: MaySee) -> Bundle:
    """Return the bundle with those names opened that a recipient may see. A name that was erased stays closed."""
    opened: list[dict[str, Any]] = []
    wanted: dict[int, int] = {}
    for number, row in enumerate(bundle.payload["names"]):
        whose = row["parts"][0]["value"]
        if may_see(whose["model"], uuid.UUID(whose["row"])) and not _is_open(row):
            wanted[number] = row["seq"] * book.ROWS_PER_ENTRY + row["place"]
    found = RowImage.objects.in_bulk(list(wanted.values()))
    for number, key in wanted.items():
        opening = proving.opening(found[key], "name")
        if opening is not None:
            opened.append({"name": number, "salt": opening[0].hex(), "value": opening[1]})
    return Bundle({**bundle.data, "opened": opened})


def _is_open(row: Mapping[str, Any]) -> bool:
    return any(part["name"] == "name" and isinstance(part.get("value"), str) for part in row["parts"])


def sees(person: User) -> MaySee:
    """Return what a person of this house may see: the records their grants open."""

    def may_see(label: str, pk: uuid.UUID) -> bool:
        record = records.known(label)
        return record is not None and record.of(person, pk) is not None

    return may_see


# --- what a figure counted ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Counted:
    """A result with the keys of its records, and the columns that a stranger needs to count them again."""

    result: Result
    model: Model
    pks: tuple[uuid.UUID, ...]
    key: str = ""
    amount: str = ""
    bound_by: str = ""

    @classmethod
    def of(cls, result: Result) -> "_Counted":
        chosen, reducer = result.selection, result.figure.reducer
        pks = list(chosen.members.order_by().values_list("pk", flat=True))
        if reducer is Reducer.DISTINCT:
            pks = list(dict.fromkeys(pks))
        if len(set(pks)) < len(pks):
            raise ValueError(f"{result.figure.code} counts a record twice")
        found = cls(result, chosen.members.model, tuple(pks))
        if reducer is Reducer.SUM:
            return replace(found, amount=found._column(chosen.amount), bound_by=found._column(chosen.bound))
        is_key = reducer is Reducer.DISTINCT and chosen.key not in ("pk", "id")
        return replace(found, key=found._column(chosen.key)) if is_key else found

    def _column(self, name: str) -> str:
        """Return the column of the records' own table. Raises ValueError: a stranger cannot follow a path."""
        if not name:
            return ""
        if "__" in name:
            raise ValueError(f"{self.result.figure.code}: {name} is no column of {label_of(self.model)}")
        return str(self.model._meta.get_field(name).attname)  # type: ignore[union-attr]

    @property
    def opens(self) -> frozenset[str]:
        """The columns to open."""
        return frozenset({self.key, self.amount, self.bound_by} - {""})


class _Images:
    """The newest images of records as of a line of the book, each read once however many figures count it."""

    def __init__(self, upto: int) -> None:
        self._upto = upto
        self._known: dict[Model, dict[uuid.UUID, RowImage]] = {}

    def of(self, model: Model, pks: Iterable[uuid.UUID]) -> dict[uuid.UUID, RowImage]:
        """Return the image of each of these records that has one."""
        known, wanted = self._known.setdefault(model, {}), list(pks)
        missing = {pk for pk in wanted if pk not in known}
        if missing:
            known |= proving.latest(model, missing, upto=self._upto)
        return {pk: known[pk] for pk in wanted if pk in known}


def _recommit(counted: Iterable[_Counted], actor: User | None) -> _Images:
    """Write rows again of which the book cannot open a column: those of before it could, or before a figure asked.

    Return the images that hold then.
    """
    images_then, old = _Images(tree.size()), []
    for one in counted:
        for pk, row in images_then.of(one.model, one.pks).items():
            if not proving.can_open(row, one.opens):
                old.append((one.model, pk))
        for target, pks in _named_by(one, images_then).items():
            rows = images_then.of(target, pks)
            old += [(target, pk) for pk, row in rows.items() if not proving.can_open(row, ["name"])]
    if not old:
        return images_then
    again = [model._default_manager.get(pk=pk) for model, pk in dict.fromkeys(old)]
    proving.recommit(again, actor=actor.pk if actor else None)
    return _Images(tree.size())


def _named_by(one: _Counted, known: _Images) -> dict[Model, set[uuid.UUID]]:
    """Return the records with a name that the opened columns of a figure point at."""
    found: dict[Model, set[uuid.UUID]] = {}
    for column in one.opens:
        target = _target(one.model, column)
        if target is not None:
            rows = known.of(one.model, one.pks).values()
            found[target] = {uuid.UUID(row.image[column]) for row in rows if row.image.get(column)}
    return found


def _target(model: Model, column: str) -> Model | None:
    field = next(field for field in model._meta.concrete_fields if field.attname == column)
    target = field.related_model if isinstance(field, ForeignKey) else None
    named = isinstance(target, type) and issubclass(target, LedgeredModel) and "name" in target.provable_fields
    return target if named else None  # type: ignore[return-value]


class _Rows:
    """The records of a bundle, each once, with what has to be opened of them."""

    def __init__(self, size: int, known: _Images) -> None:
        self._size, self._known = size, known
        self._places: dict[uuid.UUID, int] = {}
        self._models: dict[Model, list[uuid.UUID]] = {}
        self._opens: dict[Model, frozenset[str]] = {}
        self._images: dict[uuid.UUID, RowImage] = {}

    def figure(self, code: str, one: _Counted) -> dict[str, Any]:
        """Return a figure as the bundle tells it, without its short code."""
        figure, result = one.result.figure, one.result
        self._opens[one.model] = self._opens.get(one.model, frozenset()) | one.opens
        for pk in one.pks:
            if pk not in self._places:
                self._places[pk] = len(self._places)
                self._models.setdefault(one.model, []).append(pk)
        return {
            "code": code,
            "of": figure.code,
            "name": _in_both(lambda: figure.name),
            "definition": _in_both(lambda: figure.definition),
            "version": figure.version,
            "reducer": str(figure.reducer),
            "unit": str(figure.unit),
            "style": str(figure.style),
            "scope": scope_as_data(result.scope),
            "known_at": self._size,
            "key": one.key,
            "amount": one.amount,
            "bound_by": one.bound_by,
            "value": value_as_text(result),
            "bound": str(result.bound),
            "printed": _in_both(lambda: printed(result)),
            "members": sorted(self._places[pk] for pk in one.pks),
            "exclusions": exclusions_as_data(result),
        }

    def rows(self) -> list[dict[str, Any]]:
        """Return the proof of each record, in the order of their places."""
        found: dict[uuid.UUID, proving.Proof] = {}
        for model, pks in self._models.items():
            self._images |= self._known.of(model, pks)
            mine = {pk: self._images[pk] for pk in pks}
            found |= proving.proofs(mine, of=self._size, opens=self._opens[model])
        return [found[pk] for pk in self._places]

    def names(self, named: frozenset[uuid.UUID]) -> list[dict[str, Any]]:
        """Return the proof of each record with a name that an opened column points at; the name stays closed.

        A personal name is opened as what the book holds of it, which is a commitment of its own.
        """
        proofs: dict[tuple[str, uuid.UUID], proving.Proof] = {}
        for target, pks in sorted(self._targets().items(), key=lambda pair: label_of(pair[0])):
            rows = self._known.of(target, pks)
            is_apart = {pk for pk, row in rows.items() if not isinstance(row.image["name"], str)}
            for chosen, opens in ((is_apart | named, ("name",)), (rows.keys() - is_apart - named, ())):
                mine = {pk: row for pk, row in rows.items() if pk in chosen}
                found = proving.proofs(mine, of=self._size, opens=opens)
                proofs |= {(label_of(target), pk): proof for pk, proof in found.items()}
        return [proofs[key] for key in sorted(proofs)]

    def _targets(self) -> dict[Model, set[uuid.UUID]]:
        found: dict[Model, set[uuid.UUID]] = {}
        for model, pks in self._models.items():
            for column in self._opens[model]:
                target = _target(model, column)
                if target is not None:
                    keys_ = (self._images[pk].image.get(column) for pk in pks)
                    found.setdefault(target, set()).update(uuid.UUID(key) for key in keys_ if key)
        return found


def _in_both(words: Callable[[], Any]) -> dict[str, str]:
    said = {}
    for short, language in LANGUAGES.items():
        with translation.override(language):
            said[short] = str(words())
    return said


def value_as_text(result: Result) -> str:
    """Return a value as the bundle holds it: a sum with its two places, a count as a whole number."""
    is_money = result.figure.reducer is Reducer.SUM or result.figure.unit is Unit.YUAN
    return format(result.value.quantize(Decimal("0.01")) if is_money else result.value.to_integral_value(), "f")


def exclusions_as_data(result: Result) -> list[dict[str, Any]]:
    """Return what was left out and why, as numbers."""
    return [{"reason": _in_both(lambda one=one: one.reason), "count": one.count} for one in result.exclusions]  # type: ignore[misc]


def scope_as_data(scope: Scope) -> dict[str, Any]:
    """Return a scope as the bundle holds it."""
    return {
        "first": scope.period.first.isoformat(),
        "last": scope.period.last.isoformat(),
        "batch": str(scope.batch) if scope.batch else None,
        "host_prefix": scope.host_prefix,
        "home_prefix": scope.home_prefix,
        "officer": str(scope.officer) if scope.officer else None,
        "after": scope.after,
    }


def scope_from(data: Mapping[str, Any]) -> Scope:
    """Return the scope that a bundle holds."""
    from hometown.kernel.dates import Period

    return Scope(
        period=Period(date.fromisoformat(data["first"]), date.fromisoformat(data["last"])),
        batch=uuid.UUID(data["batch"]) if data["batch"] else None,
        host_prefix=data["host_prefix"],
        home_prefix=data["home_prefix"],
        officer=uuid.UUID(data["officer"]) if data["officer"] else None,
        after=data["after"],
    )


# --- keeping --------------------------------------------------------------------------------------------------------


def _previous(size: int) -> dict[str, Any] | None:
    """Return the head of the bulletin sealed before, and the proof that the book grew from it."""
    former: Seal | None = Seal.objects.order_by("-tree_size", "-pk").first()
    if former is None:
        return None
    path = [one.hex() for one in tree.consistency(former.tree_size, size)]
    return {"size": former.tree_size, "root": former.tree_root, "bundle": former.payload_sha256, "path": path}


def _keep(
    bundle: Bundle,
    signer: keys.Signer,
    actor: User | None,
    title: str,
    along: Callable[[Seal], Iterable[LedgeredModel]],
) -> None:
    """Keep the bundle as a file and write the line that says it was sealed."""
    text, payload, by = bundle.text().encode(), bundle.payload, actor.pk if actor else None
    draft = storing.drafted(io.BytesIO(text), verify_bulletin.BYTES_MAX)
    now = clock.now()
    blob = Blob(sha256=draft.sha256, size=draft.size, media_type=MEDIA_TYPE, received_at=now, received_from=by)
    sealed = Seal(
        title=title, tree_size=payload["tree"]["size"], tree_root=payload["tree"]["root"], sealed_at=now, sealed_by=by,
        payload_sha256=bundle.digest, key=signer.record, signature=bundle.data["signature"], blob=blob,
    )  # fmt: skip
    with book.entry("bulletin.sealed", actor=by) as entry:
        entry.put(blob)
        entry.put(sealed)
        for row in along(sealed):
            entry.put(row)
        for figure in payload["figures"]:
            told = {key: value for key, value in figure.items() if key != "members"}
            told["records"] = len(figure["members"])
            entry.put(SealedFigure(seal=sealed, short=figure["short"], told=json.loads(images.canonical(told))))
        draft.keep()
