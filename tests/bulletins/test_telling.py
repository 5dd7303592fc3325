"""Photographs and reflections of a review: chosen by the secretary, their people's own, never asked for."""

import io
from datetime import date

import pytest
from django.test import Client
from PIL import Image

from hometown.accounts.models import User
from hometown.bulletins import access, actions, papers
from hometown.bulletins.models import ReviewPicture
from hometown.bulletins.review import Review
from hometown.bulletins.rules import is_excerpt
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.models import ActivityFile, Note
from hometown.fieldwork.told import Paper
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.official import Paragraph, Picture
from tests.people import World

DAY = date(2019, 12, 20)
TEXT = "先听企业说完再回话。窗口把材料印成一张纸，企业少跑一趟。"


@pytest.fixture(autouse=True)
def _in_the_batch():
    clock.pin(DAY)
    yield
    clock.pin(None)


def picture(colour: int = 90) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (80, 50), (colour, 140, 110)).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def file(world: World, lin: User) -> ActivityFile:
    fieldwork.record_activity(
        lin, kind="collective_trip", title="考察产业园", on=DAY, officers=[world.officers["lin"]],
        files=[Paper(picture(), "park.png", "产业园"), Paper(b"just text", "notes.txt")],
    )  # fmt: skip
    found: ActivityFile = ActivityFile.objects.get(caption="产业园")
    return found


@pytest.fixture
def note(lin: User) -> Note:
    return fieldwork.write_note(lin, text=TEXT, share=True)


def chosen(fang: User, world: World, file: ActivityFile, consent: str = "nobody") -> ReviewPicture:
    return actions.choose_picture(fang, batch=world.batch, file=file, caption="考察产业园", consent=consent)


# --- photographs --------------------------------------------------------------------------------------------------


def test_a_chosen_photograph_stands_in_the_review_and_in_its_document(world, fang, file, lines_written) -> None:
    with lines_written() as lines:
        chosen(fang, world, file)
    assert [line.verb for line in lines] == ["review.picture_chosen"]
    told = Review(world.batch)
    assert [one.caption for one in told.pictures] == ["考察产业园"]
    (shown,) = [block for block in papers.document(told, DAY).blocks if isinstance(block, Picture)]
    assert shown.caption == "考察产业园"
    assert Image.open(io.BytesIO(shown.data)).size == (80, 50)


def test_without_words_or_a_word_on_the_people_in_it_no_photograph_is_shown(world, fang, file) -> None:
    with pytest.raises(BadInput, match="picture_words"):
        actions.choose_picture(fang, batch=world.batch, file=file, caption=" ", consent="nobody")
    for consent in ("", "yes"):
        with pytest.raises(BadInput, match="picture_consent"):
            chosen(fang, world, file, consent)
    assert Review(world.batch).pictures == []


def test_only_pictures_of_the_batch_are_offered_each_once(world, fang, file) -> None:
    assert list(access.pictures_to_choose(fang, world.batch)) == [file]
    with pytest.raises(RuleBroken, match="no_picture_of_batch"):
        chosen(fang, world, ActivityFile.objects.get(file_name="notes.txt"))
    chosen(fang, world, file)
    assert list(access.pictures_to_choose(fang, world.batch)) == []
    with pytest.raises(RuleBroken, match="no_picture_of_batch"):
        chosen(fang, world, file)


def test_who_does_not_choose_cases_chooses_no_photograph_and_takes_none_out(world, lin, fang, file) -> None:
    with pytest.raises(NotAllowed):
        chosen(lin, world, file)
    one = chosen(fang, world, file)
    for refused in (actions.drop_told, actions.move_told_up):
        with pytest.raises(NotAllowed):
            refused(lin, one)


def test_a_photograph_goes_when_its_activity_lets_it_go(world, lin, fang, file) -> None:
    chosen(fang, world, file)
    fieldwork.withdraw_activity(lin, file.activity, reason="记重了")
    assert Review(world.batch).pictures == []


def test_photographs_change_places_and_one_that_was_taken_out_can_be_chosen_again(world, lin, fang, file) -> None:
    fieldwork.edit_activity(lin, file.activity, files=[Paper(picture(200), "b.png", "服务中心")])
    first = chosen(fang, world, file)
    other = ActivityFile.objects.get(caption="服务中心")
    second = actions.choose_picture(fang, batch=world.batch, file=other, caption="服务中心", consent="agreed")
    actions.move_told_up(fang, second)
    assert [one.pk for one in Review(world.batch).pictures] == [second.pk, first.pk]
    actions.move_told_up(fang, ReviewPicture.objects.get(pk=second.pk))
    assert [one.pk for one in Review(world.batch).pictures] == [second.pk, first.pk]
    actions.drop_told(fang, ReviewPicture.objects.get(pk=second.pk))
    assert [one.pk for one in Review(world.batch).pictures] == [first.pk]
    chosen_again = actions.choose_picture(fang, batch=world.batch, file=other, caption="服务中心", consent="agreed")
    assert [one.pk for one in Review(world.batch).pictures] == [first.pk, chosen_again.pk]


def test_a_reader_of_the_review_sees_the_photograph_and_a_stranger_does_not(world, fang, file, client: Client) -> None:
    one = chosen(fang, world, file)
    address = f"/review/1/pictures/{one.pk}/"
    assert client.get(address).status_code == 302
    client.force_login(fang)
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    actions.drop_told(fang, one)
    assert client.get(address).status_code == 404


# --- reflections --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (TEXT, True),
        ("窗口把材料印成一张纸", True),
        ("先听企业说完……企业少跑一趟。", True),
        (" 先听企业\n说完再回话。 ", True),
        ("企业少跑一趟……先听企业说完", False),
        ("先听企业说完再答复", False),
        ("……", False),
        ("", False),
    ],
)
def test_an_excerpt_holds_the_writers_words_in_their_order_and_no_others(text: str, is_one: bool) -> None:
    assert is_excerpt(text, TEXT) is is_one


def test_a_shared_note_is_told_with_its_writers_name(world, fang, note, lines_written) -> None:
    with lines_written() as lines:
        actions.choose_reflection(fang, batch=world.batch, note=note, text="先听企业说完再回话。")
    assert [line.verb for line in lines] == ["review.reflection_chosen"]
    blocks = papers.document(Review(world.batch), DAY).blocks
    assert Paragraph("先听企业说完再回话。（林知夏）") in blocks


def test_words_the_writer_did_not_write_are_refused(world, fang, note) -> None:
    with pytest.raises(BadInput, match="other_words"):
        actions.choose_reflection(fang, batch=world.batch, note=note, text="企业非常满意。")


def test_a_private_note_and_one_of_somebody_outside_the_batch_are_not_told(world, fang, lin, wang) -> None:
    private = fieldwork.write_note(lin, text=TEXT)
    outside = fieldwork.write_note(wang, text=TEXT, share=True)
    assert list(access.notes_to_choose(fang, world.batch)) == []
    for one in (private, outside):
        with pytest.raises(RuleBroken, match="no_note_of_batch"):
            actions.choose_reflection(fang, batch=world.batch, note=one, text=TEXT)


def test_a_writer_who_takes_the_note_back_takes_it_out_of_the_review(world, lin, fang, note) -> None:
    actions.choose_reflection(fang, batch=world.batch, note=note, text=TEXT)
    assert len(Review(world.batch).reflections) == 1
    fieldwork.keep_note_private(lin, note)
    assert Review(world.batch).reflections == []


def test_the_secretary_chooses_on_the_page_and_is_told_what_is_missing(world, fang, file, note, client: Client) -> None:
    client.force_login(fang)
    page = client.get("/review/1/telling/").content.decode()
    assert "产业园" in page
    assert TEXT[:20] in page
    asked = client.post(f"/review/1/telling/picture/{file.pk}/", {"caption": "产业园"})
    assert asked.status_code == 422
    done = client.post(f"/review/1/telling/picture/{file.pk}/", {"caption": "产业园", "consent": "nobody"})
    assert done.status_code == 302
    assert client.post(f"/review/1/telling/note/{note.pk}/", {"text": "别的话"}).status_code == 422
    assert client.post(f"/review/1/telling/note/{note.pk}/", {"text": TEXT}).status_code == 302
    review = client.get("/review/1/").content.decode()
    assert "/review/1/pictures/" in review
    assert f"{TEXT}（林知夏）" in review
    one = ReviewPicture.objects.get()
    client.post(f"/review/1/telling/{one.pk}/out/")
    assert "/review/1/pictures/" not in client.get("/review/1/").content.decode()


def test_nobody_else_opens_the_page_of_choosing(world, lin, file, client: Client) -> None:
    client.force_login(lin)
    assert client.get("/review/1/telling/").status_code == 403
    with pytest.raises(NotFound):
        access.picture(lin, 1, file.pk)
