"""Sentences are kept apart in the book, told in a record's story, and can leave it when they name somebody."""

from collections.abc import Collection
from datetime import date
from typing import Any

import pytest

from hometown.fieldwork.models import Note
from hometown.kernel.ids import uuid7
from hometown.ledger import auditing, book, erasing, history, replay
from hometown.ledger.models import Erasure, LedgeredModel, PersonalBody, RowImage

pytestmark = pytest.mark.django_db
NAMED, WITHOUT = "郁青禾说十二月来。", "她说十二月来。"


def a_note(text: str = NAMED) -> Note:
    note = Note(author=uuid7(), on=date(2019, 10, 8), text=text)
    with book.entry("note.written", actor=None) as entry:
        entry.put(note)
    return note


def edited(note: Note, text: str) -> None:
    note.text = text
    with book.entry("note.edited", actor=None) as entry:
        entry.put(note, unchecked=["text"])


def redact(note: Note, text: str) -> int:
    with book.batch():
        with book.entry("person.forgotten", actor=None) as entry:
            gone = erasing.redacted(entry, note, "text", text)
        erasing.destroy(gone, entry)
    return len(gone)


def in_the_book(words: str) -> bool:
    images = any(words in str(image) for image in RowImage.objects.values_list("image", flat=True))
    return images or any(words in str(value) for value in PersonalBody.objects.values_list("value", flat=True))


def story(note: Note) -> list[Any]:
    return [[c.after for c in line.changes if c.field == "text"] for line in history.of(note)]


def test_a_text_stands_apart_and_an_empty_one_needs_no_body() -> None:
    note = a_note()
    assert RowImage.objects.get().image["text"].keys() == {"committed"}
    assert PersonalBody.objects.get().value == NAMED
    edited(note, "")
    assert RowImage.objects.latest("id").image["text"] == ""
    assert PersonalBody.objects.count() == 1
    assert list(replay.differences()) == []


def test_a_story_tells_texts_until_they_are_redacted() -> None:
    note = a_note()
    edited(note, NAMED + "还要看厂房。")
    assert story(note) == [[NAMED + "还要看厂房。"], [NAMED]]
    redact(note, WITHOUT)
    assert story(note) == [[WITHOUT], [], [history.REDACTED]]


def test_a_redacted_text_is_nowhere_in_the_book_and_the_proofs_hold() -> None:
    note = a_note()
    edited(note, NAMED + "还要看厂房。")
    assert redact(note, WITHOUT) == 2
    assert not in_the_book("郁青禾")
    assert Note.objects.get().text == WITHOUT
    assert list(replay.differences()) == []
    assert list(auditing.check()) == []
    assert set(Erasure.objects.values_list("entry_id", flat=True)) == {3}


def test_a_text_that_named_nobody_stays_when_it_stands_again() -> None:
    note = a_note(WITHOUT)
    edited(note, NAMED)
    assert redact(note, WITHOUT) == 1
    assert story(note)[-1] == [WITHOUT]


def test_only_what_is_kept_apart_can_be_redacted() -> None:
    note = a_note()
    with pytest.raises(TypeError), book.entry("person.forgotten", actor=None) as entry:
        erasing.redacted(entry, note, "author", "")
    with pytest.raises(ValueError, match="after the entry"), book.entry("person.forgotten", actor=None) as entry:
        erasing.destroy([1], entry)


def test_a_line_from_before_texts_were_kept_apart_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(Note, "text_fields", frozenset[str]())
        note = a_note()
    assert erasing.in_the_open(note, "text", ["郁青禾"])
    assert not erasing.in_the_open(note, "text", ["裴舟"])
    assert not erasing.in_the_open(a_note(), "text", ["郁青禾"])
    assert list(replay.differences()) == []


def test_a_condition_refuses_a_line_by_what_it_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Collection[LedgeredModel]] = []
    monkeypatch.setattr(book, "conditions", [seen.append])
    note = a_note()
    with book.entry("note.removed", actor=None) as entry:
        entry.remove(note)
    assert seen == [[note], []]


def test_a_past_image_is_read_with_its_texts() -> None:
    note = a_note()
    edited(note, WITHOUT)
    assert replay.images_at(Note, [note.pk], 1)[note.pk]["text"] == NAMED
    assert replay.images_at(Note, [note.pk], 0) == {}
    row: Any = replay.row_from(Note, replay.images_at(Note, [note.pk], 2)[note.pk])
    assert (row.pk, row.text) == (note.pk, WITHOUT)
