"""Ten thousand changes of a single field, past the triggers or in a bundle: each is found.

A change is drawn by chance with a fixed seed, made, looked for, and undone. In the book it is made in the database,
in any column of any of its tables; in a bundle, at any leaf: text, figures, members, names, proofs, signature.
"""

import copy
import json
import random
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from hometown.accounts.models import User
from hometown.bulletins import keys, sealing
from hometown.bulletins import verify_bulletin as verifier
from hometown.companies import actions as companies
from hometown.companies.models import Contact
from hometown.kernel import clock
from hometown.kernel.bounds import Bound
from hometown.kernel.dates import Period
from hometown.kernel.figures import Scope
from hometown.kernel.money import Amount
from hometown.ledger import auditing, erasing, triggers
from hometown.programme.figures import officials
from hometown.projects import actions as projects
from hometown.projects.figures import FIGURES
from tests.people import World

pytestmark = pytest.mark.django_db
IN_THE_BOOK, IN_BUNDLES = 6_000, 4_000
NOON = datetime(2019, 10, 8, 12, 0, tzinfo=clock.CITY_TIME)
TABLES = {
    "ledger_entry": (*auditing._HEAD, "digest"), "ledger_rowimage": auditing._ROW,
    "ledger_personalbody": auditing._BODY, "ledger_erasure": ("body_id", "entry_id"),
    "ledger_treenode": ("id", "hashed"),
}  # fmt: skip


@pytest.fixture
def bundle(world: World, lin: User, wang: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> sealing.Bundle:
    """A small book with amounts, a person erased from it, and a bundle sealed over it, names opened."""
    monkeypatch.setattr(settings, "SEAL_KEYS", tmp_path / "keys")
    with clock.simulated(NOON):
        for number in range(3):
            company = companies.add_company(
                wang, name=f"上海变{number}化学有限公司", region_code="310114", source="test"
            )
            contact: Contact = companies.add_contact(wang, company=company, name=f"郁青{number}", phone="13900000001")
            filing = projects.file_lead(
                lin, company=company, name=f"基地{number}", unit=world.units["putuo_group"],
                officer=world.officers["lin"], occurred_on=date(2019, 10, 8),
                amount=Amount(Decimal(350_000_000 + number), bound=Bound.AT_LEAST),
            )  # fmt: skip
            assert filing.project.company_id == company.pk
            if number == 1:
                companies.edit_contact(wang, contact, phone="13900000002")
                erasing.forget(contact, ["name", "phone"], actor=None, reason="asked")
        keys.make(None)
        scope = Scope(Period(date(2019, 9, 1), date(2019, 10, 31)), home_prefix="3406", host_prefix="31")
        results = {figure.code: figure.of(scope) for figure in (*FIGURES[:9], officials)}
        document = {"title": "十月", "text": [{"figure": "leads", "printed": "3条"}, "。"]}
        sealed = sealing.seal(results, document=document, actor=wang, title="test")
    return sealing.disclose(sealed, lambda _, __: True)


def changed(value: Any, chance: random.Random) -> Any:
    """A value of the same kind that is another."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return chance.choice([value + 1, value - 1, value + chance.randrange(2, 1 << 20), -value - 1, value * 2 + 1])
    if isinstance(value, bytes):
        place = chance.randrange(len(value)) if value else 0
        return value[:place] + bytes([value[place] ^ 1 << chance.randrange(8)]) + value[place + 1 :] if value else b"x"
    if isinstance(value, str):
        place = chance.randrange(len(value) + 1)
        other = chance.choice("0123456789abcdefx中 ")
        cut = chance.choice([0, 1])
        new = value[:place] + other + value[place + cut :]
        return new if new != value else value + "1"
    return chance.choice(["", "x", 1])


# --- the book -------------------------------------------------------------------------------------------------------


def test_every_change_in_the_book_is_found(bundle: sealing.Bundle) -> None:
    assert next(auditing.check(), None) is None
    chance = random.Random(8032)
    stands = {table: rows(table, columns) for table, columns in TABLES.items()}
    assert all(stands.values())
    with connection.cursor() as cursor:
        for name in triggers._SQLITE:
            cursor.execute(f"DROP TRIGGER {name}")
    unseen, made = [], 0
    while made < IN_THE_BOOK:
        table = chance.choices(list(TABLES), [30, 45, 15, 5, 5])[0]
        column = chance.choice(TABLES[table])
        row_id, old = chance.choice(stands[table])
        new = in_column(column, old[column], chance)
        if same(old[column], new):
            continue
        made += 1
        if not is_found(table, column, row_id, new):
            unseen.append((table, column, row_id, old[column], new))
    triggers.install()
    assert unseen == [], "\n".join(map(repr, unseen))
    assert next(auditing.check(), None) is None


def rows(table: str, columns: Any) -> list[tuple[int, dict[str, Any]]]:
    plain = [auditing._PLAIN.get(column, column) for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(plain)} FROM {table}")
        return [(row[0], dict(zip(columns, row, strict=True))) for row in cursor.fetchall()]


def in_column(column: str, old: Any, chance: random.Random) -> Any:
    """Change a stored value; inside a JSON image at one leaf, a truth to the other."""
    if column in ("is_demo", "removed"):
        return 1 - int(old)
    if column in ("image", "value") and isinstance(old, str):
        value = json.loads(old)
        if isinstance(value, dict) and value:
            key = chance.choice(sorted(value))
            value[key] = changed(value[key], chance)
        else:
            value = changed(value, chance)
        return verifier.canonical(value).decode()
    return changed(old, chance)


def same(old: Any, new: Any) -> bool:
    return type(old) is type(new) and old == new


def audit_of(table: str, row_id: int) -> auditing.Audit:
    """Look at the changed line alone where that must show it; through the whole book for what lies beside the lines."""
    if table in ("ledger_entry", "ledger_rowimage"):
        line = row_id if table == "ledger_entry" else row_id >> 20
        return auditing.Audit(first=line, last=line)
    return auditing.Audit()


def is_found(table: str, column: str, row_id: int, new: Any) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {TABLES[table][0]} = %s", [new, row_id])
            found = next(audit_of(table, row_id).problems(), None) is not None
            transaction.set_rollback(True)
            return found
    except IntegrityError:
        return True  # the database itself refuses it, triggers or not


# --- bundles --------------------------------------------------------------------------------------------------------


def leaves(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every leaf of a document; an empty list is one."""
    if isinstance(value, dict) and value:
        for key, one in value.items():
            yield from leaves(one, (*at, key))
    elif isinstance(value, list) and value:
        for number, one in enumerate(value):
            yield from leaves(one, (*at, number))
    else:
        yield at


def test_every_change_in_a_bundle_is_found(bundle: sealing.Bundle) -> None:
    verifier.check(bundle.data)
    chance = random.Random(9162)
    every = list(leaves(bundle.data))
    members = [at for at in every if "rows" in at or "names" in at or "members" in at or "opened" in at]
    unseen = []
    for number in range(IN_BUNDLES):
        at = chance.choice(members if number % 2 else every)
        if not bundle_is_found(bundle.data, at, chance):
            unseen.append(at)
    assert unseen == []
    verifier.check(bundle.data)


def bundle_is_found(data: dict[str, Any], at: tuple[Any, ...], chance: random.Random) -> bool:
    """Change one leaf, or rename or take away what it stands under; look; put it back."""
    inside: Any = data
    for step in at[:-1]:
        inside = inside[step]
    kept = copy.copy(inside)
    way = chance.randrange(10)
    if way == 0:
        del inside[at[-1]]
    elif way == 1 and isinstance(inside, dict):
        inside[f"{at[-1]}x"] = inside.pop(at[-1])
    elif way == 1:
        inside.append(copy.deepcopy(inside[at[-1]]))
    else:
        inside[at[-1]] = changed(inside[at[-1]], chance)
    try:
        verifier.check(verifier.read(verifier.canonical(data)))
    except verifier.Wrong:
        return True
    finally:
        inside.clear()
        inside.update(kept) if isinstance(inside, dict) else inside.extend(kept)
    return False
