"""The tree of the book grows with each line, proves any line, and is found out when it is not that of the lines."""

import pytest
from django.db import connection

from hometown.companies.models import Company
from hometown.kernel.errors import RuleBroken
from hometown.ledger import auditing, book, merkle, tree, triggers
from hometown.ledger.models import Entry, TreeNode

pytestmark = pytest.mark.django_db


def lines(count: int) -> None:
    for number in range(count):
        with book.entry("company.added", actor=None) as entry:
            entry.put_many([Company(name=f"测试{number}号", normal_name=f"测试{number}号")])


def digests() -> list[bytes]:
    return [bytes(digest) for digest in Entry.objects.order_by("seq").values_list("digest", flat=True)]


def test_an_empty_book_has_a_head() -> None:
    assert tree.head() == tree.Head(0, merkle.root([]))


def test_the_head_is_the_root_over_every_line_at_every_size() -> None:
    lines(21)
    data = digests()
    for size in range(1, 22):
        assert tree.head(size).root == merkle.root(data[:size])
    assert tree.head().size == 21
    assert tree.head().at == Entry.objects.get(seq=21).recorded_at


def test_a_line_adds_its_nodes_in_its_own_transaction() -> None:
    lines(3)
    before = TreeNode.objects.count()

    def refused() -> None:
        with book.batch():
            lines(1)
            raise RuleBroken("ledger.changed_meanwhile", record="")

    with pytest.raises(RuleBroken):
        refused()
    assert TreeNode.objects.count() == before
    lines(1)
    assert TreeNode.objects.count() == before + 2  # the fourth line makes a pair whole, and a four


def test_every_line_is_included_and_every_earlier_tree_is_the_beginning() -> None:
    lines(13)
    data, root = digests(), tree.head().root
    for seq, path in tree.inclusion(range(1, 14), 13).items():
        assert path == merkle.path(data, seq - 1)
    assert tree.inclusion([3], 7)[3] == merkle.path(data[:7], 2)
    assert tree.head(13).root == root
    assert tree.consistency(13, 13) == []
    assert len(tree.consistency(6, 13)) > 2


def test_a_book_that_grew_without_its_tree_is_caught_up() -> None:
    lines(6)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ledger_node_no_delete")
        cursor.execute("DELETE FROM ledger_treenode")
    triggers.install()
    lines(2)  # the second finds nothing to its left, or all of it
    assert tree.head().root == merkle.root(digests())
    assert list(auditing.check()) == []


def test_a_tree_that_is_not_that_of_the_lines_is_found() -> None:
    lines(9)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ledger_node_no_update")
        cursor.execute("UPDATE ledger_treenode SET hashed = zeroblob(32) WHERE id = %s", [tree.key_of((2, 1))])
    triggers.install()
    assert list(auditing.check()) == ["the tree is not that of the lines, first at level 2, node 1"]
