"""Books written by earlier versions replay in this one: a change of shape that forgets its upcaster fails here.

`golden/v1.json` is a whole book of a short journey. A new version adds a file; it never rewrites an old one:
    HOMETOWN_WRITE_GOLDEN=v2 pytest tests/ledger/test_golden.py -k writes
"""

import json
import os
from base64 import b64decode, b64encode
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils.dateparse import parse_datetime

from hometown.accounts.models import User
from hometown.companies import actions as companies
from hometown.companies.models import Company, Contact
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.actions import Met, Person
from hometown.kernel import clock
from hometown.kernel.bounds import Bound
from hometown.kernel.money import Amount
from hometown.ledger import auditing, images, merkle, replay, tree
from hometown.ledger.models import Entry, PersonalBody, RowImage
from hometown.projects import actions as projects
from hometown.projects.models import Project
from tests.people import World

FOLDER = Path(__file__).parent / "golden"
NOON = datetime(2019, 10, 8, 12, 0, tzinfo=clock.CITY_TIME)


def text_of(value: Any) -> Any:
    if isinstance(value, (bytes, memoryview)):
        return {"bytes": b64encode(bytes(value)).decode()}
    return images.encoded(value)


def read(value: Any) -> Any:
    return b64decode(value["bytes"]) if isinstance(value, dict) and value.keys() == {"bytes"} else value


def rows_of(model: Any) -> list[dict[str, Any]]:
    return [{k: text_of(v) for k, v in row.items()} for row in model.objects.order_by("pk").values()]


@pytest.mark.django_db
def test_a_short_journey_writes_a_golden_book(world: World, lin: User, wang: User, zhao: User) -> None:
    with clock.simulated(NOON):
        company = companies.add_company(wang, name="上海岚汀化学股份有限公司", region_code="310114", source="test")
        contact = companies.add_contact(wang, company=company, name="郁青禾", title="采购总监", phone="13900000001")
        fieldwork.record_activity(
            lin, kind="visit", on=date(2019, 10, 8), officers=[world.officers["lin"]],
            met=[Met(company, people=[Person(contact=contact)], their_words="要看标准厂房")], summary="谈了两小时",
        )  # fmt: skip
        filing = projects.file_lead(
            lin, company=company, name="生产基地", unit=world.units["putuo_group"], officer=world.officers["lin"],
            occurred_on=date(2019, 10, 8), amount=Amount(Decimal(350000000), bound=Bound.AT_LEAST),
        )  # fmt: skip
        projects.set_credits(wang, project=filing.project, shares={world.officers["lin"]: Decimal(100)})
        companies.edit_contact(wang, contact, phone="13900000002")
    golden = {"entries": rows_of(Entry), "rows": rows_of(RowImage), "bodies": rows_of(PersonalBody)}
    assert len(golden["entries"]) > 6
    name = os.environ.get("HOMETOWN_WRITE_GOLDEN")
    if name:
        path = FOLDER / f"{name}.json"
        assert not path.exists(), "an old golden book is never rewritten"
        path.write_text(json.dumps(golden, ensure_ascii=False, indent=0), encoding="utf-8")


def take_in(path: Path) -> None:
    """Put a golden book into the tables of the book, line by line, as its triggers want it."""
    golden = json.loads(path.read_text(encoding="utf-8"))
    for head in golden["entries"]:
        head["recorded_at"] = parse_datetime(head["recorded_at"])
        Entry.objects.create(**{k: read(v) for k, v in head.items()})
        mine = [r for r in golden["rows"] if r["entry_id"] == head["seq"]]
        RowImage.objects.bulk_create([RowImage(**{k: read(v) for k, v in row.items()}) for row in mine])
        keys = {row["id"] for row in mine}
        bodies = [b for b in golden["bodies"] if b["row_id"] in keys]
        PersonalBody.objects.bulk_create([PersonalBody(**{k: read(v) for k, v in body.items()}) for body in bodies])


@pytest.mark.django_db
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_a_golden_book_replays_in_this_version(path: Path) -> None:
    take_in(path)
    assert replay.rebuild("default") > 10
    assert list(replay.differences()) == []
    company = Company.objects.get()
    assert (company.name, company.region_code) == ("上海岚汀化学股份有限公司", "310114")
    assert Contact.objects.get().phone == "13900000002"
    project = Project.objects.get()
    assert (project.amount_yuan, project.amount_bound) == (Decimal(350000000), "at_least")


@pytest.mark.django_db
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_a_golden_book_gets_its_tree(path: Path) -> None:
    """As an older home does when it is upgraded."""
    take_in(path)
    assert list(auditing.check()) != []
    tree.catch_up()
    assert list(auditing.check()) == []
    digests = [bytes(digest) for digest in Entry.objects.order_by("seq").values_list("digest", flat=True)]
    assert tree.head().root == merkle.root(digests)


@pytest.mark.django_db
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_the_commitments_of_a_golden_book_still_hold(path: Path) -> None:
    take_in(path)
    assert list(auditing.Audit(last=Entry.objects.count()).problems()) == []


def test_there_is_a_golden_book() -> None:
    assert sorted(FOLDER.glob("*.json"))


@pytest.mark.django_db
def test_an_older_shape_goes_through_its_upcaster(monkeypatch: pytest.MonkeyPatch) -> None:
    def renamed(image: dict[str, Any]) -> dict[str, Any]:
        image["address"] = "moved by the upcaster"
        return image

    take_in(min(FOLDER.glob("*.json")))
    monkeypatch.setattr(Company, "image_version", 2)
    with pytest.raises(KeyError):
        list(replay.latest_images(Company))
    monkeypatch.setattr(images, "_upcasters", lambda _: {("company", 1): renamed})
    assert [image["address"] for _, image in replay.latest_images(Company)] == ["moved by the upcaster"]
