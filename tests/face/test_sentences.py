"""A refusal says, in the reader's language, what is wrong, what to do and who can."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

import pytest
from django import forms
from django.utils import translation

from hometown.face import sentences
from hometown.face.forms import place_refusal
from hometown.face.sentences import Sentence, field_sentences, say, sentence_of, written
from hometown.face.words import SENTENCES
from hometown.kernel.bounds import Bound
from hometown.kernel.dates import DatedTo, Precision
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.kernel.money import Amount


def test_a_refusal_is_said_in_the_readers_language():
    with translation.override("en"):
        assert say(NotAllowed("face.not_allowed")) == (
            "It belongs to duties that you do not hold. Ask for it in your unit. "
            "The security administrator hands out access."
        )
    with translation.override("zh-hans"):
        assert say(NotAllowed("face.not_allowed")) == "它属于别的职责。要用，请向本单位提出。权限由安全管理员发放。"


def test_facts_fill_the_sentence(monkeypatch):
    monkeypatch.setitem(SENTENCES, "try", Sentence("Held by %(unit)s since %(since)s.", do="Ask %(who)s."))
    refusal = RuleBroken("face.try", unit="Jiading", since=date(2019, 10, 11), who=["Lin", "Wang"])
    with translation.override("en"):
        assert say(refusal) == "Held by Jiading since 11 October 2019. Ask Lin and Wang."


def test_a_sentence_with_a_percent_sign_and_no_facts_is_printed_as_it_is(monkeypatch):
    monkeypatch.setitem(SENTENCES, "try", "100% of it.")
    assert say(RuleBroken("face.try")) == "100% of it."


@pytest.mark.parametrize("code", ["face.unheard_of", "nowhere.at_all", "kernel.x", "plain"])
def test_a_refusal_without_a_sentence_gets_a_general_one_and_fails_a_test_run(code, settings):
    settings.SENTENCES_MUST_EXIST = False
    with translation.override("en"):
        assert say(NotFound(code)) == "There is nothing here, or it is not for you."
        assert say(RuleBroken(code)) == "The record or the rules do not allow it now."
    settings.SENTENCES_MUST_EXIST = True
    with pytest.raises(LookupError, match=code):
        say(NotFound(code))


def test_a_fact_the_sentence_needs_and_lacks_leaves_a_gap_mark(monkeypatch, settings):
    monkeypatch.setitem(SENTENCES, "try", "Held by %(unit)s.")
    settings.SENTENCES_MUST_EXIST = False
    assert say(RuleBroken("face.try")) == "Held by ….".replace("….", "….")
    settings.SENTENCES_MUST_EXIST = True
    with pytest.raises(KeyError, match="unit"):
        say(RuleBroken("face.try"))


class Colour(Enum):
    """An enumeration whose members have words, as Django's choices do."""

    GREEN = "green"

    @property
    def label(self) -> str:
        return "绿"


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (Amount(Decimal(2_000_000_000), bound=Bound.AT_LEAST), "20余亿元"),
        (DatedTo(date(2019, 10, 12), Precision.TEN_DAYS), "2019年10月中旬"),
        (datetime(2019, 12, 16, 7, 20, tzinfo=UTC), "2019年12月16日 15:20"),
        (date(2019, 12, 16), "2019年12月16日"),
        (48216, "48,216"),
        (True, "是"),
        ({"乙", "甲"}, "乙、甲"),
        (Colour.GREEN, "绿"),
        (Bound.ABOUT, "about"),
        (None, ""),
        ("x", "x"),
    ],
)
def test_a_fact_is_written_as_people_write_it(fact, words):
    with translation.override("zh-hans"):
        assert written(fact) == words


class Ask(forms.Form):
    """Two fields for refusals to stand beside."""

    met_on = forms.DateField()
    firm = forms.CharField()


def test_a_refusal_of_fields_stands_beside_them():
    refusal = BadInput(
        "face.bad_request", fields={"met_on": RuleBroken("face.not_found"), "gone": RuleBroken("face.broken")}
    )
    form = Ask({"met_on": "2019-12-01", "firm": "a"})
    assert form.is_valid()
    place_refusal(form, refusal)
    assert form.errors["met_on"] == [say(RuleBroken("face.not_found"))]
    assert form.non_field_errors() == [say(RuleBroken("face.broken"))]
    assert field_sentences(refusal) == [say(RuleBroken("face.not_found")), say(RuleBroken("face.broken"))]


def test_a_refusal_of_the_whole_stands_on_top():
    form = Ask({"met_on": "2019-12-01", "firm": "a"})
    place_refusal(form, RuleBroken("face.not_found"))
    assert form.non_field_errors() == [say(RuleBroken("face.not_found"))]


def test_every_sentence_of_the_face_says_what_to_do():
    with translation.override("en"):
        for code in SENTENCES:
            assert sentence_of(NotFound(f"face.{code}")).do
    assert sentences._written("face.not_found") is SENTENCES["not_found"]
