"""What is known is found by any of its words, by those that mean the same, and only by who may read it."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hometown.accounts.models import User
from hometown.exchange import actions, knowledge, rules
from hometown.exchange.models import Practice
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.models import Note
from hometown.kernel import clock
from hometown.ledger import book, door, pairs
from hometown.policy.standing import in_force
from tests.people import World

from .conftest import a_practice, an_answer, asked

pytestmark = pytest.mark.django_db
TEXTS = st.text("楼宇社区养老服务站 aB，", min_size=1, max_size=12)


def found(user: User, text: str, **more: Any) -> list[str]:
    wanted = knowledge.wanted_in(in_force(clock.today()), text)
    return [one.kind.code for group in [knowledge.find(user, wanted, 10, **more)] for one in group for _ in one.rows]


def test_a_word_finds_every_kind_and_several_words_find_what_holds_all(world: World, han: User, lin: User) -> None:
    question = asked(han, world, title="社区怎样送餐", why="独居老人多")
    an_answer(lin, question, text="社区食堂统一做，志愿者送")
    a_practice(lin, title="社区食堂", what="统一做，分头送")
    fieldwork.write_note(lin, text="社区食堂一餐补三元", share=True)
    assert sorted(found(lin, "社区")) == ["answer", "note", "practice", "question"]
    assert sorted(found(lin, "社区 食堂")) == ["answer", "note", "practice"]
    assert found(lin, "社区 独居") == ["question"]
    assert found(lin, "社") == []


def test_a_word_is_looked_for_with_those_that_mean_the_same(world: World, lin: User) -> None:
    a_practice(lin, title="楼宇服务站")
    assert found(lin, "写字楼") == ["practice"]


def test_what_one_may_not_read_is_not_found(world: World, han: User, lin: User, zhou: User) -> None:
    question = asked(han, world, title="社区怎样送餐")
    fieldwork.write_note(lin, text="社区的事先记下")
    practice = a_practice(lin, title="社区食堂")
    assert sorted(found(zhou, "社区")) == ["practice", "question"]
    assert "note" in found(lin, "社区")
    actions.withdraw_question(han, question=question, reason="不问了")
    actions.withdraw_practice(lin, practice=practice, reason="重复")
    assert found(zhou, "社区") == []


def test_what_is_private_to_many_does_not_hide_what_is_shared(
    world: World, lin: User, zhou: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge, "ROUND", 3)
    fieldwork.write_note(lin, text="社区食堂一餐补三元", share=True)
    for number in range(7):
        fieldwork.write_note(lin, text=f"社区的事先记下{number}")
    assert found(zhou, "社区", only="note") == ["note"]


def test_what_is_private_to_many_does_not_hide_what_is_alike_and_shared(world: World, lin: User, zhou: User) -> None:
    for number in range(knowledge.CANDIDATES + 6):
        fieldwork.write_note(lin, text=f"社区食堂一餐补三元怎样做{number:02d}")
    fieldwork.write_note(lin, text="社区食堂一餐补三元怎样做，分头送", share=True)
    assert [kind.code for kind, _row in knowledge.alike(zhou, "社区食堂一餐补三元怎样做", 4)] == ["note"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, max_size=5), asked_for=st.lists(TEXTS, min_size=1, max_size=2))
def test_the_index_finds_what_reading_every_note_finds(
    world: World, lin: User, texts: list[str], asked_for: list[str]
) -> None:
    wanted = [[word] for one in asked_for for word in rules.pieces(one) if len(word) >= 2]
    with door.opened():
        Note.objects.all().delete()
    with book.entry("test.prepared", actor=None) as entry:
        for text in texts:
            entry.put(Note(author=lin.pk, on=clock.today(), text=text))
    here = knowledge.find(lin, wanted, 10, "note")
    naive = [one.text for one in Note.objects.order_by("-pk") if wanted and rules.holds_all(one.text, wanted)]
    assert [row.text for one in here for row in one.rows] == naive
    assert list(pairs.differences()) == []


def test_what_is_like_a_question_stands_beside_it_while_it_is_written(world: World, han: User, lin: User) -> None:
    a_practice(lin, title="楼宇企业服务站怎样设")
    for number in range(4):
        a_practice(lin, title=f"另一件事{number}")
    assert [row.title for _kind, row in knowledge.alike(han, "街道的楼宇服务站怎样设", 3)] == ["楼宇企业服务站怎样设"]
    client = Client()
    client.force_login(han)
    part = client.get("/questions/alike/", {"title": "楼宇服务站怎样设"})
    assert Practice.objects.get(title="楼宇企业服务站怎样设").title in part.content.decode()
    assert client.get("/questions/alike/", {"title": "完全不同的别事"}).content.decode().strip() == ""
    page = client.get("/knowledge/", {"q": "写字楼"}).content.decode()
    assert "楼宇企业服务站怎样设" in page
