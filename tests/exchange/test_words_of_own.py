"""Reflections and letters of thanks: whose they are, who reads them, who publishes."""

import pytest
from django.test import Client

from hometown.accounts.models import User
from hometown.chronicle.figures import batch_thanks
from hometown.exchange import access, actions
from hometown.exchange.models import Reflection, ThanksLetter
from hometown.exchange.rules import Written
from hometown.kernel.dates import Period
from hometown.kernel.errors import NotAllowed, NotFound, RuleBroken
from hometown.kernel.figures import Scope
from tests.people import World

from .conftest import TODAY

pytestmark = pytest.mark.django_db


def a_reflection(user: User, **more: str) -> Reflection:
    told = {"theme": "services", "title": "先听完再回话", "text": "窗口的同志先听企业说完。"}
    made: Reflection = actions.write_reflection(user, **(told | more))
    return made


def again(reflection: Reflection) -> Reflection:
    return Reflection.objects.get(pk=reflection.pk)


def readers(reflection: Reflection, *users: User) -> list[str]:
    return [one.login for one in users if access.visible_reflections(one).filter(pk=reflection.pk).exists()]


def test_a_reflection_is_its_writers_until_sent_and_everybodys_once_published(
    world: World, lin: User, zhou: User, fang: User, wang: User, han: User
) -> None:
    everybody = (lin, zhou, fang, wang, han)
    reflection = a_reflection(lin)
    assert readers(reflection, *everybody) == ["lin"]
    actions.send_reflection(lin, reflection=reflection)
    assert readers(reflection, *everybody) == ["lin", "fang", "wang"]
    actions.publish_reflection(fang, reflection=again(reflection))
    assert readers(reflection, *everybody) == ["lin", "zhou", "fang", "wang", "han"]
    actions.withdraw_reflection(lin, reflection=again(reflection))
    assert readers(reflection, *everybody) == ["lin"]


def test_nobody_publishes_what_they_wrote_themselves(world: World, lin: User, fang: User, wang: User) -> None:
    reflection = a_reflection(fang)
    actions.send_reflection(fang, reflection=reflection)
    with pytest.raises(NotAllowed):
        actions.publish_reflection(fang, reflection=again(reflection))
    with pytest.raises(NotFound):
        actions.publish_reflection(lin, reflection=again(reflection))
    actions.publish_reflection(wang, reflection=again(reflection))
    assert again(reflection).state == Written.PUBLISHED


def test_a_reflection_given_back_says_why_and_is_its_writers_again(world: World, lin: User, fang: User) -> None:
    reflection = a_reflection(lin)
    actions.send_reflection(lin, reflection=reflection)
    with pytest.raises(RuleBroken, match="reflection_moved_on"):
        actions.edit_reflection(lin, reflection=again(reflection), theme="services", title="甲", text="乙")
    actions.return_reflection(fang, reflection=again(reflection), because="写一个例子")
    assert readers(reflection, lin, fang) == ["lin"]
    actions.edit_reflection(lin, reflection=again(reflection), theme="services", title="甲", text="有例子")
    actions.send_reflection(lin, reflection=again(reflection))
    assert (again(reflection).state, again(reflection).returned_because) == (Written.SENT, "")


def test_only_officers_write_reflections(world: World, han: User) -> None:
    with pytest.raises(NotAllowed):
        a_reflection(han)


def test_a_letter_of_thanks_is_kept_with_its_paper_and_taken_out_with_a_reason(
    world: World, lin: User, zhou: User, han: User
) -> None:
    letter = actions.keep_letter(
        lin, sender="某居民区", words="帮助登记老人信息", received_on=TODAY, content="感谢".encode(), file_name="信.txt"
    )
    assert (letter.batch, letter.file_name) == (world.batch, "信.txt")
    assert access.visible_letters(han).filter(pk=letter.pk).exists()
    with pytest.raises(NotAllowed):
        actions.withdraw_letter(zhou, letter=ThanksLetter.objects.get(pk=letter.pk), reason="重复")
    actions.withdraw_letter(lin, letter=ThanksLetter.objects.get(pk=letter.pk), reason="重复")
    assert not access.visible_letters(han).filter(pk=letter.pk).exists()


def test_a_letter_that_we_write_to_who_helped_us_is_kept_and_counts_nowhere(world: World, lin: User) -> None:
    actions.keep_letter(lin, sender="某居民区", words="帮助登记老人信息", received_on=TODAY)
    client = Client()
    client.force_login(lin)
    told = {"who": "ours", "sender": "宜川路街道", "received_on": TODAY.isoformat(), "words": "手把手教我们"}
    assert client.post("/thanks/keep/", told).status_code == 302
    ours = ThanksLetter.objects.get(is_ours=True)
    assert (ours.sender, ours.batch) == ("宜川路街道", world.batch)
    assert "我们感谢对方" in client.get("/thanks/").content.decode()
    assert "写给谁" in client.get(f"/thanks/{ours.pk}/").content.decode()
    counted = batch_thanks.of(Scope(Period(TODAY, TODAY), batch=world.batch.pk))
    assert counted.value == 1
    assert [one.count for one in counted.exclusions] == [0, 1]


def test_what_a_reflection_said_before_it_was_published_is_its_writers_alone(lin: User, fang: User, han: User) -> None:
    reflection = a_reflection(lin)
    actions.send_reflection(lin, reflection=reflection)
    actions.publish_reflection(fang, reflection=again(reflection))
    address = f"/history/exchange.reflection/{reflection.pk}/"
    for user, status in ((lin, 200), (fang, 404), (han, 404)):
        client = Client()
        client.force_login(user)
        assert client.get(address).status_code == status
