"""The same question asked of the past."""

from datetime import UTC, datetime, timedelta

import pytest

from hometown.companies.models import Company, Contact
from hometown.kernel import clock
from hometown.ledger import book, erasing, moments, replay

pytestmark = pytest.mark.django_db

NOON = datetime(2019, 9, 17, 4, 0, tzinfo=UTC)


def put(row: Company | Contact, at: datetime) -> None:
    with clock.simulated(at), book.entry("company.put", actor=None) as entry:
        entry.put(row)


def test_a_past_moment_shows_the_tables_as_they_stood_then() -> None:
    row = Company(name="上海岚汀化学股份有限公司", normal_name="a")
    put(row, NOON)
    row.address = "嘉定区"
    put(row, NOON + timedelta(days=1))
    put(Company(name="苏州云岫铝业有限公司", normal_name="b"), NOON + timedelta(days=2))
    with moments.as_known_at(NOON):
        assert list(Company.objects.values_list("address", flat=True)) == [""]
    with moments.as_known_at(NOON + timedelta(days=1)):
        assert list(Company.objects.values_list("address", flat=True)) == ["嘉定区"]
    with moments.as_known_at(NOON - timedelta(days=1)) as seq:
        assert seq == 0
        assert not Company.objects.exists()
    assert Company.objects.count() == 2


def test_relations_inside_a_moment_are_read_from_the_moment() -> None:
    row = Company(name="上海岚汀化学股份有限公司", normal_name="a")
    put(row, NOON)
    put(Contact(company=row, name="郁青禾"), NOON)
    row.name = "上海岚汀新材料股份有限公司"
    put(row, NOON + timedelta(days=1))
    with moments.as_known_at(NOON):
        assert Contact.objects.select_related("company").get().company.name == "上海岚汀化学股份有限公司"
        assert Contact.objects.get().company.name == "上海岚汀化学股份有限公司"


def test_a_moment_of_a_rewritten_past_is_not_served_from_an_old_copy(settings) -> None:
    put(Company(name="甲", normal_name="a"), NOON)
    with moments.as_known_at(1):
        assert Company.objects.count() == 1
    copies = list((settings.HOMETOWN_HOME / "scratch").glob("moment-1-*.sqlite3"))
    assert copies


def test_the_tables_equal_the_book() -> None:
    put(Company(name="甲", normal_name="a"), NOON)
    assert list(replay.differences()) == []


def test_an_erased_person_is_in_no_copy_of_the_past(settings, django_capture_on_commit_callbacks) -> None:
    row = Company(name="上海岚汀化学股份有限公司", normal_name="a")
    put(row, NOON)
    contact = Contact(company=row, name="郁青禾", phone="13900000000")
    put(contact, NOON)
    put(Company(name="苏州云岫铝业有限公司", normal_name="b"), NOON + timedelta(days=1))
    with moments.as_known_at(NOON):
        assert Contact.objects.get().name == "郁青禾"
    with django_capture_on_commit_callbacks(execute=True):
        erasing.forget(contact, ["name", "phone"], actor=None, reason="asked by the person")
    with moments.as_known_at(NOON):
        assert Contact.objects.get().name == ""
    for copy in (settings.HOMETOWN_HOME / "scratch").glob("moment-*"):
        assert "郁青禾".encode() not in copy.read_bytes()
