"""The watch list: private until shared, and what changed at what somebody follows."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from hometown.accounts.models import User
from hometown.chains import access, actions, watching
from hometown.chains.models import ChainNode, Watch
from hometown.companies.models import Company
from hometown.fieldwork.models import ActivityOfficer
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.policy.standing import in_force
from tests.people import World
from tests.projects.conftest import a_visit

from .conftest import TODAY, put


@pytest.fixture
def watch(lin: User, elsewhere: Company) -> Watch:
    return actions.watch(lin, company=elsewhere, why="对手在淮南建了厂")


def visit_of_lin(world: World, firm: Company, days_ago: int) -> None:
    visit = a_visit(world, firm, on=TODAY - timedelta(days=days_ago))
    put(ActivityOfficer(activity=visit, officer=world.officers["lin"]))


def changes(user: User, *watches: Watch) -> list[list[str]]:
    return [[one.what for one in found.changes] for found in watching.told(user, in_force(TODAY), watches, TODAY)]


def test_what_one_follows_is_ones_own_until_it_is_shared(client: Client, lin: User, zhou: User, watch: Watch) -> None:
    assert not access.visible_watches(zhou).exists()
    with pytest.raises(NotFound):
        actions.change_watch(zhou, watched=watch, why="x")
    client.force_login(zhou)
    assert "淮南" not in client.get("/chains/watch/").content.decode()
    actions.share_watch(lin, watched=watch, is_shared=True)
    assert "淮南" in client.get("/chains/watch/").content.decode()
    with pytest.raises(NotAllowed, match="not_your_watch"):
        actions.change_watch(zhou, watched=watch, why="x")
    actions.share_watch(lin, watched=watch, is_shared=False)
    assert not access.visible_watches(zhou).exists()


def test_one_thing_is_followed_with_a_reason_and_once(
    lin: User, elsewhere: Company, node: ChainNode, watch: Watch
) -> None:
    with pytest.raises(RuleBroken, match="watched_already"):
        actions.watch(lin, company=elsewhere, why="又一次")
    with pytest.raises(BadInput, match="one_thing"):
        actions.watch(lin, company=elsewhere, node=node, why="x")
    with pytest.raises(BadInput, match="one_thing"):
        actions.watch(lin, why="x")
    with pytest.raises(BadInput, match="no_such_chain"):
        actions.watch(lin, chain="no_chain", why="x")
    with pytest.raises(BadInput, match="look_over"):
        actions.watch(lin, node=node, why=" ")
    actions.end_watch(lin, watched=watch)
    assert actions.watch(lin, company=elsewhere, why="又一次").pk != watch.pk


def test_who_goes_after_no_firms_keeps_no_watch_list(zhao: User, node: ChainNode) -> None:
    with pytest.raises(NotAllowed):
        actions.watch(zhao, node=node, why="x")


def test_a_visit_at_a_firm_one_follows_is_told_as_far_as_one_may_read_it(
    world: World, lin: User, zhou: User, elsewhere: Company, watch: Watch
) -> None:
    visit_of_lin(world, elsewhere, days_ago=31)
    assert changes(lin, watch) == [[]]
    visit_of_lin(world, elsewhere, days_ago=2)
    assert len(changes(lin, watch)[0]) == 1
    theirs = actions.watch(zhou, company=elsewhere, why="x")
    assert changes(zhou, theirs) == [[]]  # an officer of another group does not read Lin's visits


def test_a_firm_put_in_a_node_is_told_to_who_follows_the_node_or_its_chain(
    wang: User, lin: User, node: ChainNode, at_home: Company
) -> None:
    near = actions.watch(lin, node=node, why="缺口")
    whole = actions.watch(lin, chain="aluminium", why="本市主链")
    other = actions.watch(lin, chain="bio", why="看看")
    actions.add_firm(wang, node=node, company=at_home)
    found = changes(lin, near, whole, other)
    assert [len(one) for one in found] == [1, 1, 0]
    assert at_home.name in found[0][0]


def test_a_pursuit_one_may_not_read_is_not_told(
    wang: User, lin: User, zhou: User, node: ChainNode, elsewhere: Company
) -> None:
    mine, theirs = (actions.watch(one, node=node, why="缺口") for one in (lin, zhou))
    actions.pursue(lin, node=node, company=elsewhere, why="补链")
    assert len(changes(lin, mine)[0]) == 1
    assert changes(zhou, theirs) == [[]]


def test_an_officer_follows_a_firm_or_a_node_on_the_page(
    client: Client, lin: User, node: ChainNode, elsewhere: Company
) -> None:
    client.force_login(lin)
    typed = {"company": str(elsewhere.pk), "company_text": elsewhere.name, "thing": "", "why": "轻量化"}
    assert client.post("/chains/watch/add/", typed).status_code == 302
    assert client.post("/chains/watch/add/", {"thing": f"node:{node.pk}", "why": "缺口"}).status_code == 302
    assert client.post("/chains/watch/add/", {"thing": "chain:bio", "why": "看看"}).status_code == 302
    assert client.post("/chains/watch/add/", {"thing": "", "why": "看看"}).status_code == 422
    first = Watch.objects.get(company=elsewhere)
    client.post(f"/chains/watch/{first.pk}/share/")
    client.post(f"/chains/watch/{Watch.objects.get(chain='bio').pk}/end/")
    assert [one.company_id for one in Watch.objects.filter(shared_on__isnull=False)] == [elsewhere.pk]
    assert [one.chain for one in Watch.objects.filter(ended_on__isnull=False)] == ["bio"]
    assert Watch.objects.count() == 3


# --- workbooks ------------------------------------------------------------------------------------------------------


def sheet_of(client: Client, address: str) -> Any:
    return load_workbook(BytesIO(client.get(address).content)).active


def test_nodes_and_pursuits_leave_as_workbooks_in_which_text_stays_text(
    client: Client, wang: User, lin: User, zhou: User, node: ChainNode, elsewhere: Company
) -> None:
    actions.change_node(wang, node=node, name=node.name, place=2, makes="=1+1", industry_code="C325", wanted=2)
    actions.pursue(lin, node=node, company=elsewhere, why='=HYPERLINK("x")')
    client.force_login(lin)
    sheets = [sheet_of(client, "/chains/export/"), sheet_of(client, "/chains/pursuits/export/")]
    cells = [cell for sheet in sheets for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {"=1+1", '=HYPERLINK("x")', elsewhere.name} <= {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}
    client.force_login(zhou)
    theirs = sheet_of(client, "/chains/pursuits/export/?state=all")
    assert theirs.max_row == 1  # whom Lin pursues is not Zhou's to read
