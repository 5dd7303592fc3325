"""A phone keeps the head of the book and proves by itself that later ones continue it; the server does not judge."""

import random
from collections.abc import Callable
from typing import Any

from django.db import connection
from playwright.sync_api import Page, expect

from hometown.accounts.models import User
from hometown.bulletins import verify_bulletin
from hometown.ledger import merkle, tree, triggers
from hometown.ledger.models import Entry
from tests.people import World
from tests.projects.conftest import a_firm

SignIn = Callable[..., Page]
STORE = "Object.keys(localStorage).find((key) => key.startsWith('hometown.heads'))"
KEPT = f"JSON.parse(localStorage.getItem({STORE}))"
# What the phone keeps is as given, and the hour since the last look has passed.
LATER = f"(changes) => localStorage.setItem({STORE}, JSON.stringify({{...{KEPT}, looked: 0, ...changes}}))"
PROVES = """async ([script, cases]) => {
    const { isBeginning } = await import(script);
    return Promise.all(cases.map((one) => isBeginning(one.old, one.oldRoot, one.size, one.root, one.path)));
}"""


def kept(page: Page, of: str) -> Any:
    return page.evaluate(f"{KEPT}?.{of}")


def wait_for(page: Page, condition: str) -> None:
    """Wait until an expression holds; `wait_for_function` would need what the page's policy forbids."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never came true: {condition}")


def look_again(page: Page, **changes: Any) -> None:
    """Open a page an hour later and wait until the phone has looked."""
    page.evaluate(LATER, changes)
    page.goto("/my/")
    wait_for(page, f"{KEPT}.looked > 0")


def write_the_book_anew(changed: int) -> None:
    """What somebody does who owns the machine: change a line, and make the whole tree fit it."""
    line = Entry.objects.get(seq=changed)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ledger_entry_no_update")
        cursor.execute("DROP TRIGGER ledger_node_no_delete")
        cursor.execute("UPDATE ledger_entry SET digest = %s WHERE seq = %s", [bytes(line.digest)[::-1], changed])
        cursor.execute("DELETE FROM ledger_treenode")
    triggers.install()
    tree.catch_up()


def test_a_phone_sees_that_the_book_goes_on_and_that_it_was_changed(
    world: World, lin: User, in_the_batch: None, sign_in: SignIn
) -> None:
    page = sign_in("lin", phone=True, witness=True)
    wait_for(page, f"Boolean({KEPT})")
    first = kept(page, "last")
    assert (first["size"], first["root"]) == (tree.size(), tree.head().root.hex())

    a_firm("上海澄湖新材料有限公司")  # the book goes on
    look_again(page)
    assert kept(page, "last.size") == tree.size() > first["size"]
    assert kept(page, "first") == first
    expect(page.locator("[role=alert] [data-when]")).to_have_count(0)

    known = kept(page, "last")
    write_the_book_anew(changed=2)
    a_firm("上海澜石装备有限公司")
    look_again(page)
    expect(page.locator("[role=alert] [data-when=changed]")).to_be_visible()
    assert kept(page, "last") == known  # the proof stays
    page.goto("/proofs/")
    expect(page.locator("[data-kept] [data-root]")).to_have_text(known["root"])
    page.locator("[data-kept] a").click()
    expect(page.locator(".notice--red").last).to_contain_text(str(known["size"]))

    page.locator("[data-keeps-anew]").click()
    expect(page.locator("[role=alert] [data-when]")).to_have_count(0)
    wait_for(page, f"{KEPT}?.last.root === '{tree.head().root.hex()}'")


def test_a_phone_sees_that_lines_are_gone(world: World, lin: User, in_the_batch: None, sign_in: SignIn) -> None:
    page = sign_in("lin", phone=True, witness=True)
    wait_for(page, f"Boolean({KEPT})")
    more = tree.size() + 1
    look_again(page, last={**kept(page, "last"), "size": more})
    expect(page.locator("[role=alert] [data-when=shorter]")).to_be_visible()
    expect(page.locator("[role=alert] [data-size]")).to_have_text(str(more))


def test_the_phone_judges_proofs_as_the_verifier_does(
    world: World, lin: User, sign_in: SignIn, in_the_batch: None
) -> None:
    chosen = random.Random(9162)
    leaves = [bytes([number, number]) for number in range(70)]
    cases: list[dict[str, Any]] = []
    for _ in range(300):
        size = chosen.randint(1, 70)
        old = chosen.randint(1, size)
        path = [merkle.folded([_root(leaves, node) for node in fold]).hex() for fold in merkle.consistency(old, size)]
        was, now = merkle.root(leaves[:old]).hex(), merkle.root(leaves[:size]).hex()
        case = {"old": old, "size": size, "oldRoot": was, "root": now, "path": path}
        cases += [case, _spoiled(case, chosen)]
    page = sign_in("lin", witness=True)
    script = page.locator("script[src*='witness']").get_attribute("src")
    judged = page.evaluate(PROVES, [script, cases])
    expected = [
        verify_bulletin.is_beginning(
            one["old"],
            bytes.fromhex(one["oldRoot"]),
            one["size"],
            bytes.fromhex(one["root"]),
            [bytes.fromhex(each) for each in one["path"]],
        )
        for one in cases
    ]
    assert judged == expected
    assert judged[::2] == [True] * 300
    assert not any(judged[1::2])


def _root(leaves: list[bytes], node: merkle.Node) -> bytes:
    level, index = node
    return merkle.root(leaves[index << level : (index + 1) << level])


def _spoiled(case: dict[str, Any], chosen: random.Random) -> dict[str, Any]:
    """The same proof with one hash of it changed in one place."""
    where = chosen.choice(["oldRoot", "root", *range(len(case["path"]))])
    path = list(case["path"])
    if isinstance(where, int):
        path[where] = ("0" if path[where][0] != "0" else "1") + path[where][1:]
        return {**case, "path": path}
    return {**case, where: ("0" if case[where][0] != "0" else "1") + case[where][1:]}
