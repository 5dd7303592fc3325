"""Reading the rules: every mistake at once, each with its line and place; never a crash."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hometown.kernel.errors import BadInput
from hometown.policy.problems import Problem
from hometown.policy.reading import default_text, examine, read
from hometown.policy.shape import Policy, StageCode
from hometown.policy.words import say_problem

TEXT = default_text()
LINES = TEXT.split("\n")


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if part in line)


def problems(text: str) -> list[Problem]:
    found = examine(text)[1]
    assert all(say_problem(problem) for problem in found)
    return found


def codes(text: str) -> list[tuple[int, str, str]]:
    return [(p.line, p.place, p.code) for p in problems(text)]


def changed(before: str, after: str, text: str = TEXT) -> str:
    assert text.count(before) >= 1, before
    return text.replace(before, after, 1)


def test_the_shipped_rules_read() -> None:
    policy = read(TEXT)
    assert [stage.code for stage in policy.stages] == list(StageCode)
    assert [policy.city.code, policy.chain_scheme.year, policy.chain_scheme.unverified] == ["340600", 2019, True]


def test_a_misspelt_key_is_named_with_its_line_and_the_key_that_was_meant() -> None:
    text = changed("needs_visit: true", "need_visit: true")
    (problem,) = problems(text)
    assert (problem.line, problem.place) == (line_of(text, "need_visit"), "stages.talking.need_visit")
    assert (problem.code, problem.facts["nearest"]) == ("unknown_key", "needs_visit")


def test_all_mistakes_are_named_at_once() -> None:
    text = changed("needs_visit: true", "need_visit: true")
    text = changed("advance: [bureau]\n", "advance: [burau]\n", text)
    text = changed("full: 17", "full: 18", text)
    text = changed("effective_from: 2019-09-01", "effective_from: 2019-9-1", text)
    text = changed("level: city, over_days: 3", "level: city, over_days: 9", text)
    text = changed("protection: 90 days", "protection: ninety days", text)
    text = changed("C283]", "C28X]", text)
    assert codes(text) == [
        (line_of(text, "2019-9-1"), "effective_from", "not_a_day"),
        (line_of(text, "need_visit"), "stages.talking.need_visit", "unknown_key"),
        (line_of(text, "[burau]"), "stages.reviewed.advance.1", "unknown_role"),
        (line_of(text, "  sheet:"), "review.sheet", "sheet_not_100"),
        (line_of(text, "ninety"), "claims.protection", "not_a_term"),
        (line_of(text, "C28X"), "chain_scheme.chains.bio.industries.1", "bad_code"),
        (line_of(text, "  matrix:") + 1, "leave.matrix.1", "leave_gap"),
    ]


def test_a_stage_advanced_by_an_unknown_role_is_refused_where_it_stands() -> None:
    text = changed("advance: [bureau, county, steward]", "advance: [bureau, county, stewart]")
    assert codes(text) == [(line_of(text, "stewart"), "stages.registered.advance.3", "unknown_role")]


def test_a_role_with_a_mistake_does_not_make_every_stage_that_names_it_look_wrong() -> None:
    text = changed("    zh: 投促中心\n", "")
    assert [code for _, _, code in codes(text)] == ["missing"]


@pytest.mark.parametrize("role", ["system_admin", "security_admin", "audit_admin"])
def test_an_administrator_with_business_data_is_refused(role: str) -> None:
    may = {"system_admin": "run_system", "security_admin": "manage_accounts", "audit_admin": "read_audit"}[role]
    text = changed(f"may: [{may}]", f"may: [{may}, see_projects_all]")
    assert codes(text) == [(line_of(text, f"may: [{may},"), f"roles.{role}.may", "administrator_with_business")]


def test_two_administrators_in_one_are_refused() -> None:
    found = codes(changed("may: [run_system]", "may: [run_system, read_audit]"))
    assert [code for _, _, code in found] == ["administrator_of_two"]


def test_an_administrator_under_another_name_is_refused() -> None:
    found = codes(changed("    may: [verify,", "    may: [run_system, verify,"))
    assert {"administrator_code", "administrator_with_business"} <= {code for _, _, code in found}


def test_administrators_who_may_be_one_person_are_refused() -> None:
    found = codes(changed("conflicts: [security_admin, audit_admin]", "conflicts: [security_admin]"))
    assert [code for _, _, code in found] == ["administrators_together"]


def test_rules_under_which_nobody_can_manage_accounts_are_refused() -> None:
    found = codes(changed("may: [manage_accounts]", "may: [read_policy]"))
    assert "nobody_may" in [code for _, _, code in found]


def test_a_verifier_who_also_reports_is_refused() -> None:
    found = codes(changed("may: [verify,", "may: [report_evidence, verify,"))
    assert [code for _, _, code in found] == ["verifier_reports"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("needs_visit: true", "needs_visit: true\n    photo_required: true"),
        ("needs_visit: true", "needs_visit: true\n    check_in: true"),
        ("counts: firms, purpose: investment,", "counts: firms, purpose: investment, points: 5,"),
        ("figures:\n", "figures:\n  leaderboard: true\n"),
        ("\nlevels:\n", "\nlevels:\n  gps_interval: 1 day\n"),
        ("figures:\n", "figures:\n  个人排名: true\n"),
        ("{code: branch_day, zh: 主题党日", "{code: check_in, zh: 主题党日"),
        ("zh: 主题党日", "zh: 每日打卡"),
    ],
)
def test_what_the_law_forbids_has_no_place_and_the_refusal_says_so(before: str, after: str) -> None:
    assert "forbidden_by_law" in [code for _, _, code in codes(changed(before, after))]


def test_a_photograph_can_never_be_the_only_evidence() -> None:
    text = changed("media: [photo], either: work}", "media: [photo]}")
    (problem,) = problems(text)
    assert (problem.code, problem.line) == ("compulsory_photo", line_of(text, "dated_site_photo"))


def test_a_key_written_twice_names_both_lines() -> None:
    text = changed("name_en:", "name: again\nname_en:")
    (problem,) = problems(text)
    assert (problem.code, problem.facts["first"]) == ("key_twice", line_of(text, "name: 淮北"))
    assert problem.line == line_of(text, "name: again")


def test_words_that_yaml_takes_for_other_things_stay_words() -> None:
    policy = read(changed("{code: rest, zh: 轮休返淮, en: Rest at home}", "{code: no, zh: off, en: 01}"))
    assert [policy.leave.kinds[0].code, policy.leave.kinds[0].zh, policy.leave.kinds[0].en] == ["no", "off", "01"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x [1]\nb: [*x, *x]", "alias"),
        ("a: &x 1", "anchor"),
        ("a: !!python/object/apply:os.system [ls]", "tag"),
        ("a: 1\n---\nb: 2", "two_documents"),
        ("? [a, b]\n: 1", "key_not_text"),
        ("[" * 50, "too_deep"),
        ("a: [1, 2", "syntax"),
        ("a:\n\t- b", "syntax"),
        ("a: \x00", "odd_character"),
        ("a: 1\n" * 60_000, "too_long"),
        ("\n".join(f"k{n}: 1" for n in range(25_000)), "too_long"),
        ("", "not_rules"),
        ("- 1", "not_rules"),
        ("%YAML 9" + "9" * 5000 + ".1\n--- {}", "syntax"),
    ],
)
def test_yaml_that_is_no_set_of_rules_is_refused_with_a_line(text: str, code: str) -> None:
    policy, found = examine(text)
    assert policy is None
    assert code in [problem.code for problem in found]
    assert all(problem.line >= 1 for problem in found)


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    begun = time.monotonic()
    assert "alias" in [problem.code for problem in problems(bomb)]
    assert time.monotonic() - begun < 5


def test_a_refusal_carries_the_problems() -> None:
    with pytest.raises(BadInput) as refused:
        read("format: 2")
    assert refused.value.code == "policy.invalid"
    assert refused.value.facts["count"] == len(refused.value.facts["problems"])  # type: ignore[arg-type]


def test_a_missing_block_is_named() -> None:
    start = TEXT.index("\nbranch:\n")
    text = TEXT[:start] + TEXT[TEXT.index("\n# Named figures") :]
    assert [(p.code, p.facts["name"]) for p in problems(text)] == [("missing", "branch")]


JUNK = [
    "",
    "[",
    "]",
    "{",
    "}",
    ":",
    "- ",
    "'",
    '"',
    "&a ",
    "*a",
    "!!int ",
    "null",
    "no",
    "12",
    "-1",
    "1e999",
    "NaN",
    "é",
]


def test_roles_that_miss_everything_do_not_move_the_fault_of_another() -> None:
    lines = default_text().splitlines()
    at = next(number for number, line in enumerate(lines) if line == "  - code: steward")
    lines[at] = "\n".join([lines[at]] * 4)
    fault = next(number for number, line in enumerate(lines) if number > at and "run_programme" in line)
    lines[fault] = lines[fault].replace("run_programme", "0run_programme")
    _policy, found = examine("\n".join(lines))
    assert len([one for one in found if one.code == "missing"]) == 12
    assert [one.line for one in found if one.code == "not_one_of"] == [fault + 4]


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_any_mutation_reads_or_gives_problems_with_a_line(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        kind = data.draw(st.sampled_from(["drop", "twice", "indent", "cut", "swap", "put", "word"]))
        line = lines[at]
        if kind == "drop":
            lines[at] = ""
        elif kind == "twice":
            lines[at] = f"{line}\n{line}"
        elif kind == "indent":
            lines[at] = "  " + line
        elif kind == "cut":
            lines[at] = line[: data.draw(st.integers(0, len(line)))]
        elif kind == "swap":
            other = data.draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], line
        else:
            place = data.draw(st.integers(0, len(line)))
            put = data.draw(st.sampled_from(JUNK)) if kind == "put" else data.draw(st.text(max_size=6))
            lines[at] = line[:place] + put + line[place:]
    text = "\n".join(lines)
    policy, found = examine(text)
    assert isinstance(policy, Policy) or found
    last = text.count("\n") + 2
    assert all(1 <= problem.line <= last for problem in found)
    assert all(str(problem) and say_problem(problem) for problem in found)


SCALARS = st.one_of(st.none(), st.text(max_size=5), st.integers().map(str), st.sampled_from(JUNK))
VALUES = st.recursive(
    SCALARS, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=4), v, max_size=3), max_leaves=6
)


@settings(max_examples=80, deadline=None)
@given(VALUES, st.randoms(use_true_random=False))
def test_any_value_in_any_place_reads_or_gives_problems(value: object, dice: random.Random) -> None:
    """Put any value in the place of any other, past the syntax, straight into the shape."""
    import copy

    from hometown.policy.reading import _shaped
    from hometown.policy.tree import plant

    tree = plant(TEXT)
    tree.value = copy.deepcopy(tree.value)
    places = [
        (node, key) for node in _nodes(tree.value) for key in (node if isinstance(node, dict) else range(len(node)))
    ]
    node, key = dice.choice(places)
    node[key] = value
    policy, found = _shaped(tree)
    assert isinstance(policy, Policy) or found
    assert all(problem.line >= 1 and say_problem(problem) for problem in found)


def _nodes(value: object) -> list:
    if isinstance(value, dict):
        return [value, *(n for inner in value.values() for n in _nodes(inner))]
    if isinstance(value, list):
        return [value, *(n for inner in value for n in _nodes(inner))]
    return []
