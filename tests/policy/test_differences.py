"""What changes from version to version."""

from hometown.policy.differences import Kind, differences
from hometown.policy.reading import default_text, read

TEXT = default_text()
OLD = read(TEXT)


def changes(*edits: tuple[str, str]) -> list[tuple[Kind, str, tuple[str, ...], tuple[str, ...]]]:
    text = TEXT
    for before, after in edits:
        assert before in text
        text = text.replace(before, after, 1)
    return [(c.kind, c.path, c.before, c.after) for c in differences(OLD, read(text))]


def test_the_same_rules_do_not_differ() -> None:
    assert differences(OLD, OLD) == []


def test_a_changed_comment_is_no_difference() -> None:
    assert changes(("# The rules of Huaibei", "# Our rules")) == []


def test_a_changed_value_shows_before_and_after() -> None:
    assert changes(("due: 3 workdays", "due: 5 workdays")) == [
        (Kind.CHANGED, "stages.assessed.due", ("3 workdays",), ("5 workdays",))
    ]


def test_an_added_and_a_removed_item_are_one_change_each() -> None:
    found = changes(
        ("  - {code: GBP, zh: 英镑, en: Pound sterling}\n", "  - {code: CHF, zh: 瑞士法郎, en: Swiss franc}\n")
    )
    assert [(kind, path) for kind, path, _, _ in found] == [
        (Kind.ADDED, "currencies.CHF"),
        (Kind.REMOVED, "currencies.GBP"),
    ]


def test_another_order_is_said_as_such() -> None:
    assert changes(("advance: [bureau, county, steward]", "advance: [county, bureau, steward]")) == [
        (Kind.MOVED, "stages.registered.advance", ("bureau", "county", "steward"), ("county", "bureau", "steward"))
    ]
    lines = "    - {code: owner, zh: 实际控制人, en: Owner}\n", "    - {code: executive, zh: 高管, en: Executive}\n"
    found = changes(("".join(lines), "".join(reversed(lines))))
    assert [(kind, path) for kind, path, _, _ in found] == [(Kind.MOVED, "claims.contact_levels")]


def test_the_way_to_a_change_has_words_for_items() -> None:
    (change,) = differences(OLD, read(TEXT.replace("zh: 签字合同扫描件", "zh: 合同扫描件")))
    assert [(step.code, step.zh) for step in change.way] == [
        ("stages", ""),
        ("signed", "签约"),
        ("evidence", ""),
        ("contract", "合同扫描件"),
        ("zh", ""),
    ]
    assert change.block == "stages"
