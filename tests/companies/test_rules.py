"""Codes, origins, groups and masks, without a database."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometown.companies import industry, rules
from hometown.companies.rules import Origin, UsccDoubt

SOUND = ("91350100M000100Y43", "91110000101623741K", "911101066976941872")


def made_code(region: str = "310114", inner8: str = "MA1K0001", prefix: str = "91") -> str:
    """Return a code whose two check signs add up."""
    body = prefix + region + inner8 + rules.inner_check_sign(inner8)
    return body + rules.uscc_check_sign(body)


@pytest.mark.parametrize("code", SOUND)
def test_real_codes_add_up(code: str) -> None:
    assert rules.uscc_doubts(code) == ()


def test_a_real_code_whose_check_sign_fails_is_a_doubt_and_no_error() -> None:
    assert rules.uscc_doubts("91350211M0000XUF46") == (UsccDoubt.CHECK,)
    assert rules.uscc_doubts("91310115MA1H8R7C6D") == (UsccDoubt.INNER, UsccDoubt.CHECK)


@given(st.integers(0, 17), st.sampled_from(rules.USCC_SIGNS), st.sampled_from(SOUND))
def test_any_one_sign_written_wrongly_is_noticed(place: int, sign: str, code: str) -> None:
    wrong = code[:place] + sign + code[place + 1 :]
    if wrong != code and rules.has_uscc_shape(wrong):
        assert UsccDoubt.CHECK in rules.uscc_doubts(wrong)


@given(st.from_regex(r"[0-9A-HJ-NP-RTUWXY]{8}", fullmatch=True))
def test_a_code_with_both_check_signs_made_by_the_rule_adds_up(inner: str) -> None:
    assert rules.uscc_doubts(made_code(inner8=inner)) == ()


@pytest.mark.parametrize("text", ["", "9131", SOUND[0] + "0", SOUND[0].replace("9", "I", 1), "91ABCDEFM000100Y43"])
def test_a_text_without_the_shape_is_no_code(text: str) -> None:
    assert not rules.has_uscc_shape(text)
    with pytest.raises(ValueError):
        rules.uscc_doubts(text)


def test_a_code_is_cleaned_of_width_spaces_hyphens_and_small_letters() -> None:
    assert rules.clean_uscc(" ９１３５０１００-m000100y43 ") == SOUND[0]


def test_a_letter_that_codes_never_have_leads_to_what_was_meant() -> None:
    assert rules.uscc_meant("9135O1OOM000100Y43") == SOUND[0]
    assert rules.uscc_meant("9135O1OOM000100Y44") == ""
    assert rules.uscc_meant(SOUND[0]) == ""


def test_individual_businesses_are_known_by_their_prefix() -> None:
    assert rules.is_individual(made_code(prefix="92"))
    assert not rules.is_individual(SOUND[0])


@pytest.mark.parametrize(
    ("code", "region"),
    [
        (made_code("310114"), "310114"),
        (made_code("100000"), ""),  # registered with the national administration
        (made_code("310114")[:-1] + "0", ""),  # does not add up: nothing is concluded from it
        ("", ""),
    ],
)
def test_the_place_is_taken_from_a_sound_code_that_names_one(code: str, region: str) -> None:
    assert rules.region_of_uscc(code) == region


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("310114", Origin.HOST),
        ("340621", Origin.HOME),
        ("320505", Origin.ELSEWHERE),
        ("340104", Origin.ELSEWHERE),
        ("", Origin.UNKNOWN),
    ],
)
def test_origin_is_host_elsewhere_home_or_unknown(region: str, expected: Origin) -> None:
    assert rules.origin(region, "31", "3406") is expected


def test_without_a_host_city_nothing_is_of_it() -> None:
    assert rules.origin("310114", "", "3406") is Origin.ELSEWHERE


@pytest.mark.parametrize(("code", "is_one"), [("310107", True), ("990000", False), ("3101", False), ("31010A", False)])
def test_a_region_code_has_six_digits_and_a_province(code: str, is_one: bool) -> None:
    assert rules.is_region_code(code) is is_one


def test_a_parent_may_not_close_a_circle() -> None:
    parents = {"c": "b", "b": "a", "a": None}
    assert rules.closes_circle("a", "c", parents)
    assert rules.closes_circle("a", "a", {})
    assert not rules.closes_circle("d", "c", parents)
    assert not rules.closes_circle("d", "x", {"x": "y", "y": "x"})  # a circle that was there ends the walk


@pytest.mark.parametrize(("share", "possible"), [("0", False), ("0.01", True), ("100", True), ("100.01", False)])
def test_a_share_is_more_than_nothing_and_at_most_all(share: str, possible: bool) -> None:
    assert rules.is_share(Decimal(share)) is possible


def test_masks_show_the_least_that_tells_persons_apart() -> None:
    assert rules.masked_name("郁青禾") == "郁**"
    assert rules.masked_name("") == ""
    assert rules.masked_account("yuqinghe_2019") == "yu***"
    assert rules.masked_account("yu@chenghu.example") == "y***@chenghu.example"


def test_the_industry_table_is_whole_but_for_one_class() -> None:
    levels = [line.level for line in industry.table().values()]
    assert [levels.count(level) for level in (1, 2, 3, 4)] == [20, 97, 473, 1382 - industry.MISSING_CLASSES]


@pytest.mark.parametrize(
    ("written", "code"),
    [("C26", "C26"), ("c2614", "C2614"), ("26", "C26"), ("0111", "A0111"), ("A1", ""), ("Z9", ""), ("C9999", "")],
)
def test_an_industry_is_read_with_or_without_its_letter_and_keeps_leading_zeros(written: str, code: str) -> None:
    assert industry.read_code(written) == code


def test_an_industry_knows_what_it_lies_in() -> None:
    assert [line.code for line in industry.path("C2614")] == ["C", "C26", "C261", "C2614"]
    assert industry.named("C26") == "化学原料和化学制品制造业"
    assert rules.fits_chain("C2614", ("C25", "C26"))
    assert not rules.fits_chain("", ("C25",))


def test_industries_are_suggested_by_code_and_by_name() -> None:
    assert industry.suggestions("C321")[0].code == "C321"
    assert "C3252" in [line.code for line in industry.suggestions("铝")]
    assert industry.suggestions("  ") == []
