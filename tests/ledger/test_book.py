"""The book: one line per outermost action, joined entries, nothing half-written, nothing past it."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from hometown.accounts.models import User
from hometown.companies.models import Company, Contact
from hometown.kernel import clock
from hometown.kernel.errors import RuleBroken
from hometown.ledger import auditing, book, erasing, history, images, replay
from hometown.ledger.door import WrittenPastTheBook
from hometown.ledger.models import Entry, Erasure, PersonalBody, RowImage

pytestmark = pytest.mark.django_db


def company(name: str = "上海岚汀化学股份有限公司") -> Company:
    return Company(name=name, normal_name=name)


def written(row: Company) -> Company:
    with book.entry("company.added", actor=None) as entry:
        entry.put(row)
    return row


def test_an_action_leaves_one_line_with_the_image_of_its_row() -> None:
    with book.entry("company.added", actor=None, occurred_on=date(2019, 9, 17), note="first") as entry:
        row = company()
        entry.put(row)
    line = Entry.objects.get()
    assert (line.seq, line.verb, line.occurred_on, line.note) == (1, "company.added", date(2019, 9, 17), "first")
    image = RowImage.objects.get()
    assert (image.entry_id, image.model, image.row_id) == (1, "companies.company", row.pk)
    assert image.image["name"] == row.name
    assert list(auditing.check()) == []
    head = book.head_of(line)
    assert book.digest_over(head, [bytes(image.commitment)]) == bytes(line.digest)


def test_an_inner_action_joins_the_line_of_the_outer_one() -> None:
    with book.entry("visit.recorded", actor=None) as outer:
        outer.put(company())
        with book.entry("company.added", actor=None) as inner:
            inner.put(company("苏州云岫铝业有限公司"))
    assert [line.verb for line in Entry.objects.all()] == ["visit.recorded"]
    assert RowImage.objects.count() == 2


def test_a_failed_action_leaves_nothing() -> None:
    def fail_halfway() -> None:
        with book.entry("company.added", actor=None) as entry:
            entry.put(company())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert not Company.objects.exists()
    assert not Entry.objects.exists()


def test_a_batch_holds_several_lines_or_none() -> None:
    with book.batch():
        written(company())
        written(company("苏州云岫铝业有限公司"))
    assert Entry.objects.count() == 2

    def fail_halfway() -> None:
        with book.batch():
            written(company("无锡云岫化学股份有限公司"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert Entry.objects.count() == 2


def test_writing_what_is_already_there_leaves_no_line() -> None:
    row = written(company())
    again = Company.objects.get(pk=row.pk)
    assert not Entry.objects.filter(seq=2).exists()
    with book.entry("company.edited", actor=None) as entry:
        assert entry.put(again) is False
    assert Entry.objects.count() == 1


def test_the_second_of_two_writers_is_told() -> None:
    row = written(company())
    mine, theirs = Company.objects.get(pk=row.pk), Company.objects.get(pk=row.pk)
    theirs.address = "嘉定区"
    written(theirs)
    mine.address = "闵行区"
    with pytest.raises(RuleBroken, match="changed_meanwhile"):
        written(mine)
    assert Company.objects.get(pk=row.pk).address == "嘉定区"


@pytest.mark.parametrize(
    "write",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda _: Company.objects.update(name="x"),
        lambda _: Company.objects.all().delete(),
        lambda _: Company.objects.create(name="x", normal_name="x"),
        lambda _: Company.objects.bulk_create([company("x")]),
        lambda row: Company.objects.bulk_update([row], ["name"]),
    ],
)
def test_nothing_is_written_past_the_book(write) -> None:
    row = written(company())
    with pytest.raises(WrittenPastTheBook):
        write(row)


def test_time_in_the_book_is_the_clock_of_the_kernel_and_simulated_time_is_marked() -> None:
    moment = datetime(2019, 9, 17, 8, 30, tzinfo=UTC)
    with clock.simulated(moment):
        written(company())
    line = Entry.objects.get()
    assert line.recorded_at == moment
    assert line.is_demo


def test_passwords_never_enter_the_book() -> None:
    user = User(login="lin", name="林知夏")
    user.set_password("a long enough password")
    with book.entry("account.opened", actor=None) as entry:
        entry.put(user)
    image = RowImage.objects.get()
    assert "password" not in image.image
    assert "last_login" not in image.image
    assert User.objects.get().password


def test_personal_fields_stand_apart_under_a_salted_commitment() -> None:
    row = written(company())
    contact = Contact(company=row, name="郁青禾", phone="13800006021", title="采购总监")
    with book.entry("contact.added", actor=None) as entry:
        entry.put(contact)
    image = RowImage.objects.get(model="companies.contact")
    assert "郁青禾" not in str(image.image)
    body = PersonalBody.objects.get(row=image, field="name")
    assert image.image["name"] == {"committed": images.commitment(bytes(body.salt), "郁青禾").hex()}
    assert image.image["title"] == "采购总监"


def test_a_removed_row_keeps_its_past() -> None:
    row = written(company())
    with book.entry("company.removed", actor=None) as entry:
        entry.remove(row)
    assert not Company.objects.exists()
    story = history.of_row(Company, RowImage.objects.filter(entry_id=1).get().row_id)
    assert [line.removed for line in story] == [True, False]
    assert list(replay.latest_images(Company)) == []


def test_history_tells_field_by_field_and_hides_personal_values() -> None:
    row = written(company())
    contact = Contact(company=row, name="郁青禾", phone="13800006021")
    with book.entry("contact.added", actor=None) as entry:
        entry.put(contact)
    contact.title, contact.phone = "采购总监", "13900006021"
    with book.entry("contact.edited", actor=None) as entry:
        entry.put(contact)
    newest, first = history.of(contact)
    assert first.is_first
    assert {(c.field, c.before, c.after) for c in newest.changes} == {
        ("title", "", "采购总监"),
        ("phone", None, history.HIDDEN),
    }


def test_erasing_a_person_destroys_every_past_value_and_keeps_the_proofs() -> None:
    row = written(company())
    contact = Contact(company=row, name="郁青禾", phone="13800006021")
    with book.entry("contact.added", actor=None) as entry:
        entry.put(contact)
    contact.phone = "13900006021"
    with book.entry("contact.edited", actor=None) as entry:
        entry.put(contact)
    before = dict(RowImage.objects.values_list("id", "commitment"))
    values = {"郁青禾", "13800006021", "13900006021"}
    assert values <= set(PersonalBody.objects.values_list("value", flat=True))
    gone = erasing.forget(contact, ["name", "phone"], actor=None, reason="asked by the person")
    assert gone == 4
    assert Erasure.objects.count() == 4
    assert values.isdisjoint(PersonalBody.objects.values_list("value", flat=True))
    after = dict(RowImage.objects.filter(id__in=before).values_list("id", "commitment"))
    assert {k: bytes(v) for k, v in after.items()} == {k: bytes(v) for k, v in before.items()}
    assert Contact.objects.get().name == ""
    assert list(replay.differences()) == []
    assert list(auditing.check()) == []


def test_erasing_somebody_who_is_erased_already_writes_nothing() -> None:
    contact = Contact(company=written(company()), name="郁青禾", phone="13800006021")
    with book.entry("contact.added", actor=None) as entry:
        entry.put(contact)
    erasing.forget(contact, ["name", "phone"], actor=None, reason="asked by the person")
    lines = Entry.objects.count()
    assert erasing.forget(Contact.objects.get(), ["name", "phone"], actor=None, reason="asked twice") == 0
    assert Entry.objects.count() == lines


def test_a_row_changed_behind_the_book_is_found() -> None:
    row = written(company())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE companies_company SET address = 'changed' WHERE name = %s", [row.name])
    assert [(d.model, d.what) for d in replay.differences()] == [("companies.company", "address")]


def test_entries_are_numbered_without_gaps_after_a_failure() -> None:
    written(company())
    with pytest.raises(ZeroDivisionError), book.entry("company.added", actor=None):
        raise ZeroDivisionError
    written(company("苏州云岫铝业有限公司"))
    assert list(Entry.objects.values_list("seq", flat=True)) == [1, 2]


def test_an_entry_cannot_hide_inside_somebody_elses_transaction() -> None:
    assert transaction.get_connection().in_atomic_block  # the test's own, which Django knows to be one
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        written(company())
