"""A person asks to be forgotten: the data goes from records and book, what counts stays, and the proofs hold."""

from datetime import date
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.bulletins.figures import CATALOGUE, scope_of
from hometown.companies import actions as companies
from hometown.companies.models import Contact, Tie
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.models import Activity, ActivityCompany, Counterpart, Note
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import auditing, book, replay
from hometown.ledger.models import Erasure, PersonalBody, RowImage
from hometown.relay import mentions
from hometown.relay.actions import forget_person, merge_companies, restrict_person, unmerge_companies
from hometown.relay.comparing import Choice
from hometown.relay.mentions import Person, person_of
from hometown.relay.models import Forgetting
from tests.relay.conftest import Firm

pytestmark = pytest.mark.django_db
NAME, PHONE = "郁青禾", "13900000001"
ASKED: dict[str, Any] = {"asked_on": date(2019, 12, 17), "reason": "来电要求删除"}


@pytest.fixture
def contact(wang: User, firm: Firm) -> Contact:
    return companies.add_contact(wang, company=firm.target, name=NAME, phone=PHONE, source=f"{NAME}的名片")


def anywhere(*words: str) -> list[str]:
    """Where a word still stands: in a table, an image or a body."""
    found = [
        f"image {pk}" for pk, image in RowImage.objects.values_list("pk", "image") for w in words if w in str(image)
    ]
    found += [
        f"body {pk}" for pk, said in PersonalBody.objects.values_list("pk", "value") for w in words if w in str(said)
    ]
    for model in (Contact, Counterpart, Activity, ActivityCompany, Note, Tie):
        for row in model.objects.values():
            found += [f"{model.__name__} {row['id']}" for w in words if w in str(row)]
    return found


def all_texts(person: Person) -> dict[Any, str]:
    return {one.key: one.proposed for one in mentions.mentions(person) if not one.is_unseen}


def test_a_contact_goes_from_records_and_book(wang: User, firm: Firm, contact: Contact, lines_written: Any) -> None:
    firm.visit(firm.target, person=contact, summary=f"{NAME}说十二月来", next_step=f"打{PHONE}")
    firm.visit(firm.target, 10, person=NAME)
    companies.edit_contact(wang, contact, phone="13900000002")
    person = person_of(Contact.objects.get(pk=contact.pk))
    texts = all_texts(person)
    assert len(texts) == 3  # the card, what happened, and the next step: it tells a number of earlier days
    with lines_written() as lines:
        done = forget_person(wang, person, texts=texts, **ASKED)
    assert [line.verb for line in lines] == ["person.forgotten"]
    assert (done.rows, done.texts) == (3, 3)
    assert done.values == Erasure.objects.count() > 0
    assert anywhere(NAME, PHONE, "13900000002") == []
    assert set(Erasure.objects.values_list("entry_id", flat=True)) == {lines[0].seq}
    assert list(replay.differences()) == []
    assert list(auditing.check()) == []


def test_every_past_number_goes_with_the_person(wang: User, firm: Firm, contact: Contact) -> None:
    companies.edit_contact(wang, contact, phone="13900000002")
    forget_person(wang, person_of(Contact.objects.get(pk=contact.pk)), **ASKED)
    assert anywhere(PHONE, "13900000002") == []


def test_a_meeting_stays_a_meeting(wang: User, firm: Firm, contact: Contact) -> None:
    firm.visit(firm.target, person=contact)
    firm.visit(firm.source, 10, person="裴舟")
    scope = scope_of(firm.world.batch)
    before = {code: one.of(scope).value for code, one in CATALOGUE.items()}
    forget_person(wang, person_of(contact), **ASKED)
    forget_person(wang, Person(firm.source, name="裴舟"), **ASKED)
    assert {code: one.of(scope).value for code, one in CATALOGUE.items()} == before
    assert [where for where in anywhere("裴舟", NAME) if where.startswith(("Counterpart", "body"))] == [
        where for where in anywhere(f"{NAME}的名片") if where.startswith("body")
    ]


def test_a_forgotten_contact_is_shown_to_nobody(lin: User, wang: User, firm: Firm, contact: Contact) -> None:
    forget_person(wang, person_of(contact), **ASKED)
    kept = Contact.objects.get()
    assert (kept.name, kept.phone, kept.is_active, kept.consent) == ("", "", False, "withdrawn")


def test_somebody_met_by_name_only_is_forgotten_too(wang: User, firm: Firm) -> None:
    firm.visit(firm.target, person="裴舟", summary="裴舟说要厂房")
    firm.visit(firm.source, 10, person="裴舟")
    person = Person(firm.target, name="裴舟")
    forget_person(wang, person, texts=all_texts(person), **ASKED)
    assert sorted(Counterpart.objects.values_list("name", flat=True)) == ["", "裴舟"]  # a namesake at another firm
    assert Activity.objects.get(on=date(2019, 10, 9)).summary == "某某说要厂房"


def test_a_text_a_person_leaves_alone_stays(wang: User, firm: Firm, contact: Contact) -> None:
    firm.visit(firm.target, person=contact, summary=f"{NAME}路的厂房")
    forget_person(wang, person_of(contact), **ASKED)
    assert Activity.objects.get().summary == f"{NAME}路的厂房"


def test_a_note_only_its_writer_reads_loses_the_name_unseen(
    lin: User, wang: User, firm: Firm, contact: Contact
) -> None:
    fieldwork.write_note(lin, text=f"{NAME}很爽快", company=firm.target)
    mention = next(one for one in mentions.mentions(person_of(contact)) if one.row._meta.model_name == "note")
    assert (mention.is_unseen, mention.said) == (True, "")
    done = forget_person(wang, person_of(contact), **ASKED)
    assert Note.objects.get().text == "某某很爽快"
    assert done.texts == 1


def test_a_new_wording_must_not_name_the_person(wang: User, firm: Firm, contact: Contact) -> None:
    firm.visit(firm.target, person=contact, summary=f"{NAME}说十二月来")
    person = person_of(contact)
    texts = dict.fromkeys(all_texts(person), f"{NAME}说来")
    with pytest.raises(BadInput, match="still_named"):
        forget_person(wang, person, texts=texts, **ASKED)
    with pytest.raises(BadInput, match="still_named"):
        forget_person(wang, person, asked_on=date(2019, 12, 17), reason=f"{NAME}来电")
    assert not Forgetting.objects.exists()


def test_two_texts_of_one_row_are_both_written(wang: User, firm: Firm, contact: Contact) -> None:
    firm.visit(firm.target, person=contact, summary=f"{NAME}说来", next_step=f"约{NAME}")
    person = person_of(contact)
    forget_person(wang, person, texts=all_texts(person), **ASKED)
    visit = Activity.objects.get()
    assert (visit.summary, visit.next_step) == ("某某说来", "约某某")


def test_whoever_was_merged_into_the_person_goes_along(wang: User, firm: Firm, contact: Contact) -> None:
    double = companies.add_contact(wang, company=firm.source, name=NAME, phone="13900000003")
    merge = merge_companies(
        wang, source=firm.source, target=firm.target, reason="同一家", choice=Choice(contacts=((double, contact),))
    )
    person = person_of(Contact.objects.get(pk=contact.pk))
    forget_person(wang, person, texts=all_texts(person), **ASKED)
    assert anywhere(NAME, PHONE, "13900000003") == []
    unmerge_companies(wang, merge, reason="看错了")
    assert anywhere(NAME, PHONE, "13900000003") == []
    assert list(replay.differences()) == []


def test_what_a_law_demands_is_kept_and_not_used(lin: User, wang: User, firm: Firm, contact: Contact) -> None:
    done = restrict_person(wang, person_of(contact), asked_on=date(2019, 12, 17), reason="档案法：合同保管期内")
    kept = Contact.objects.get()
    assert (done.outcome, kept.name, kept.is_active, kept.consent) == ("restricted", NAME, False, "withdrawn")
    assert not Contact.objects.active().exists()
    with pytest.raises(RuleBroken, match="nothing_to_restrict"):
        restrict_person(wang, Person(firm.target, name="裴舟"), asked_on=date(2019, 12, 17), reason="档案法")


def test_only_the_bureau_lets_somebody_be_forgotten(lin: User, wang: User, firm: Firm, contact: Contact) -> None:
    with pytest.raises(NotAllowed):
        forget_person(lin, person_of(contact), **ASKED)
    with pytest.raises(BadInput):
        forget_person(wang, person_of(contact), asked_on=date(2019, 12, 17), reason="")
    with pytest.raises(BadInput):
        forget_person(wang, person_of(contact), asked_on=date(2019, 12, 30), reason="来电")
    with pytest.raises(RuleBroken, match="nothing_to_forget"):
        forget_person(wang, Person(firm.source, name="无此人"), **ASKED)


def test_a_line_whose_note_names_the_person_is_counted(wang: User, firm: Firm, contact: Contact) -> None:
    with book.entry("test.prepared", actor=None, note=f"{NAME}说的") as entry:
        entry.put(Tie(company=firm.target, kind="supplies", other=firm.source))
    assert mentions.lines_naming(person_of(contact)) == 1
