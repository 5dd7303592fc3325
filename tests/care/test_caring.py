"""Care: by consent, read by few, each reading logged, gone when consent is withdrawn or its day has passed."""

from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from hometown.accounts.models import Grant, User
from hometown.care import access, actions, revealing
from hometown.care.commands import care
from hometown.care.models import CareReader, CareStep, Need
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.ledger import book, replay
from hometown.ledger.models import Entry, PersonalBody, PersonalRead, RowImage
from hometown.policy.standing import in_force
from tests.people import World
from tests.projects.conftest import put

from .conftest import TODAY, WORDS, a_need, on_day

pytestmark = pytest.mark.django_db
Readers = list[User]


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def bodies() -> list[PersonalBody]:
    return list(PersonalBody.objects.filter(row__model__in=("care.need", "care.carestep")))


def test_nothing_is_noted_without_consent_or_without_readers(world: World, lin: User, meng: User) -> None:
    with pytest.raises(RuleBroken, match="no_readers"):
        a_need(lin)
    actions.name_reader(meng, batch=world.batch, user=meng)
    with pytest.raises(BadInput, match="consent_first"):
        a_need(lin, agreed=False)
    with pytest.raises(BadInput, match="no_such_kind"):
        a_need(lin, kind="gossip")
    with pytest.raises(BadInput, match="fewer_words"):
        a_need(lin, words="长" * 201)
    assert Need.objects.count() == 0


def test_a_need_is_read_by_its_officer_and_by_whom_they_agreed_to(
    world: World, lin: User, zhou: User, readers: Readers, wang: User, guest: User, leader: User, auditor: User
) -> None:
    need = a_need(lin)
    for user in (lin, *readers):
        assert access.need_for(user, need.pk, TODAY) == need
    for user in (zhou, wang, guest, leader, auditor):
        with pytest.raises(NotFound):
            access.need_for(user, need.pk, TODAY)


def test_who_is_named_later_does_not_read_what_was_noted_before(
    world: World, lin: User, zhou: User, meng: User, fang: User
) -> None:
    named = actions.name_reader(meng, batch=world.batch, user=fang)
    need = a_need(lin)
    actions.name_reader(meng, batch=world.batch, user=meng)
    with pytest.raises(NotFound):
        access.need_for(meng, need.pk, TODAY)
    actions.end_reader(meng, reader=named)
    with pytest.raises(NotFound):
        access.need_for(fang, need.pk, TODAY)


def test_readers_are_few_and_of_roles_that_the_rules_trust(
    world: World, lin: User, zhou: User, wang: User, readers: Readers, meng: User
) -> None:
    with book.entry("test.prepared", actor=None) as entry:
        over = {"scope_kind": "batch", "scope_id": world.batch.pk, "first_on": world.batch.first_on}
        entry.put(Grant(user=zhou, role="branch_member", **over))
    with pytest.raises(RuleBroken, match="few_readers"):
        actions.name_reader(meng, batch=world.batch, user=zhou)
    with pytest.raises(RuleBroken, match="no_candidate"):
        actions.name_reader(meng, batch=world.batch, user=wang)
    with pytest.raises(NotAllowed):
        actions.name_reader(wang, batch=world.batch, user=meng)
    actions.end_reader(meng, reader=CareReader.objects.get(user=meng))
    actions.name_reader(meng, batch=world.batch, user=meng)
    assert CareReader.objects.standing().count() == 2
    assert list(access.candidates(in_force(TODAY), world.batch, TODAY)) == [zhou]


def test_each_reading_by_another_is_logged_and_shown_to_the_officer(lin: User, readers: Readers) -> None:
    need = a_need(lin)
    closed = as_(readers[0]).get(f"/care/needs/{need.pk}/").content.decode()
    assert WORDS not in closed
    assert "林知夏" not in closed
    assert PersonalRead.objects.count() == 0
    answer = as_(readers[0]).post(f"/care/needs/{need.pk}/read/")
    assert WORDS in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert as_(readers[0]).get(f"/care/needs/{need.pk}/read/").status_code == 302  # coming back: closed again
    revealing.read_need(lin, need)  # one's own is not logged
    logged = PersonalRead.objects.get()
    assert (logged.reader, logged.model, logged.row_id) == (readers[0].pk, "care.need", need.pk)
    assert logged.fields == "kind, officer, words"
    own = as_(lin).get(f"/care/needs/{need.pk}/").content.decode()
    assert WORDS in own
    assert "方立言" in own


def test_a_reader_notes_for_an_officer_only_with_consent_on_a_day_in_a_way(
    world: World, lin: User, zhou: User, readers: Readers
) -> None:
    officer = world.officers["lin"]
    told: dict[str, Any] = {"kind": "health", "words": WORDS, "given_on": TODAY}
    with pytest.raises(NotAllowed):
        actions.note_need_for(zhou, officer=officer, way="spoken", **told)
    for way, day in (("self", TODAY), ("", TODAY), ("spoken", TODAY + timedelta(days=1))):
        with pytest.raises(BadInput, match="consent_first"):
            actions.note_need_for(readers[0], officer=officer, way=way, **(told | {"given_on": day}))
    need = actions.note_need_for(readers[0], officer=officer, way="spoken", **told)
    assert access.own_needs(lin, TODAY).get() == need
    assert (need.consent.given_on, need.consent.way) == (TODAY, "spoken")
    actions.withdraw_consent(lin, need=need)
    assert not access.own_needs(lin, TODAY).exists()


def test_withdrawing_destroys_every_word_and_salt_and_who_it_was(lin: User, readers: Readers) -> None:
    need = a_need(lin)
    actions.take_step(readers[0], need=need, words="周五调班")
    with pytest.raises(NotAllowed):
        actions.withdraw_consent(readers[0], need=need)
    assert any(body.value == WORDS for body in bodies())
    actions.withdraw_consent(lin, need=need)
    need.refresh_from_db()
    assert (need.officer, need.kind, need.words, need.noted_by, need.ending) == (None, "", "", None, "withdrawn")
    assert CareStep.objects.get().words == ""
    assert [body.value for body in bodies() if body.value not in ("", None)] == []
    assert list(replay.differences()) == []
    told = " ".join(str(image.image) for image in RowImage.objects.filter(model__startswith="care."))
    assert str(lin.officer.pk) not in told
    assert WORDS not in told
    with pytest.raises(NotFound):
        access.need_for(readers[0], need.pk, TODAY)


def test_a_need_ends_on_its_day_whether_a_sweep_came_by_or_not_and_the_sweep_destroys_it(
    lin: User, readers: Readers
) -> None:
    kept, gone = a_need(lin, until=TODAY + timedelta(days=30)), a_need(lin, until=TODAY)
    with on_day(TODAY + timedelta(days=1)):
        with pytest.raises(NotFound):
            access.need_for(lin, gone.pk, TODAY + timedelta(days=1))
        assert CliRunner().invoke(care, ["sweep", "--dry-run"]).output == "1 needs would be destroyed.\n"
        assert CliRunner().invoke(care, ["sweep"]).output == "1 needs were destroyed.\n"
        assert CliRunner().invoke(care, ["sweep"]).output == "0 needs were destroyed.\n"
    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.ending, gone.words, kept.words) == ("expired", "", WORDS)
    assert list(replay.differences()) == []


def test_the_book_calls_everything_in_the_channel_by_one_verb(lin: User, readers: Readers) -> None:
    need = a_need(lin)
    actions.take_step(readers[0], need=need, words="周五调班")
    actions.withdraw_consent(lin, need=need)
    assert set(Entry.objects.filter(verb__startswith="care.").values_list("verb", flat=True)) == {
        "care.used", "care.reader_named",
    }  # fmt: skip


def test_care_goes_through_forms(world: World, lin: User, zhou: User, meng: User, fang: User) -> None:
    for user in (fang, meng):
        named = as_(meng).post(f"/care/readers/{world.batch.pk}/name/", {"user": str(user.pk)})
        assert named.status_code == 302
    day = (TODAY + timedelta(days=20)).isoformat()
    form = {"kind": "family", "words": WORDS, "until": day}
    assert "方立言" in as_(lin).get("/care/note/").content.decode()
    assert as_(lin).post("/care/note/", form).status_code == 422  # consent is not ticked
    assert as_(lin).post("/care/note/", form | {"agreed": "on"}).status_code == 302
    need = Need.objects.get()
    assert need.until == date.fromisoformat(day)
    assert WORDS not in as_(fang).get("/care/").content.decode()
    assert str(need.pk) in as_(fang).get("/care/").content.decode()
    assert as_(fang).post(f"/care/needs/{need.pk}/step/", {"words": "周五调班"}).status_code == 302
    assert "周五调班" in as_(lin).get(f"/care/needs/{need.pk}/").content.decode()
    assert as_(zhou).get(f"/care/needs/{need.pk}/").status_code == 404
    told = {"officer": str(world.officers["zhou"].pk), "way": "paper", "given_on": TODAY.isoformat()}
    assert as_(fang).post("/care/note-for/", form | told).status_code == 302
    assert as_(lin).post(f"/care/needs/{need.pk}/withdraw/").status_code == 302
    assert Need.objects.standing(TODAY).count() == 1
    reader = CareReader.objects.get(user=fang)
    assert as_(meng).post(f"/care/readers/{reader.pk}/end/").status_code == 302
    assert as_(lin).get("/care/readers/").status_code == 403


WAY = 'href="/care/"'


def _after(world: World, user: User) -> Client:
    """Return the browser of an officer whose role has ended with the batch."""
    grant = user.grants.get()
    grant.last_on = world.batch.last_on
    put(grant)
    return as_(User.objects.get(pk=user.pk))


def test_who_has_returned_finds_the_way_to_a_need_that_stands_and_no_other_way(
    world: World, lin: User, zhou: User, readers: Readers
) -> None:
    need = a_need(lin)
    with on_day(world.batch.last_on + timedelta(days=3)):
        back, other = _after(world, lin), _after(world, zhou)
        mine = back.get("/my/").content.decode()
        assert WAY in mine
        assert WORDS not in mine
        assert f"/care/needs/{need.pk}/" in back.get("/care/").content.decode()
        assert WAY not in other.get("/my/").content.decode()
        assert back.post(f"/care/needs/{need.pk}/withdraw/").status_code == 302
        assert WAY not in back.get("/my/").content.decode()


def test_consent_is_taken_back_after_the_posting_too(world: World, lin: User, readers: Readers) -> None:
    need = a_need(lin)
    with on_day(world.batch.last_on + timedelta(days=3)):
        client = as_(User.objects.get(pk=lin.pk))
        assert client.get("/care/").status_code == 200
        assert client.get(f"/care/needs/{need.pk}/").status_code == 200
        assert client.post(f"/care/needs/{need.pk}/withdraw/").status_code == 302
    assert not Need.objects.filter(pk=need.pk, words=WORDS).exists()
