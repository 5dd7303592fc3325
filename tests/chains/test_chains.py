"""Chains: a node stands by its firms, a firm is pursued from several sides, departments meet again and again."""

from datetime import date, timedelta

import pytest

from hometown.accounts.models import User
from hometown.chains import access, actions, selections
from hometown.chains.models import ChainNode, Pursuit, StandingPair
from hometown.chains.rules import Standing, meets_next, standing
from hometown.companies.models import Company, Contact
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.policy.standing import in_force
from hometown.relay import actions as relay
from hometown.tasks.models import Task
from tests.chains.conftest import TODAY, a_firm, put
from tests.people import World

SOON = TODAY + timedelta(days=7)


def test_a_node_is_a_gap_weak_or_had_by_how_many_firms_are_wanted() -> None:
    assert [standing(firms, 2) for firms in range(4)] == [Standing.GAP, Standing.WEAK, Standing.HAVE, Standing.HAVE]


def test_a_pair_meets_next_after_it_last_met() -> None:
    assert meets_next(date(2019, 9, 1), None, 30) == date(2019, 10, 1)
    assert meets_next(date(2019, 9, 1), date(2019, 9, 20), 30) == date(2019, 10, 20)


@pytest.mark.django_db
class TestMap:
    def test_only_firms_of_home_stand_in_a_node_and_others_are_pursued(
        self, wang: User, lin: User, node: ChainNode, at_home: Company, elsewhere: Company
    ) -> None:
        with pytest.raises(RuleBroken, match="not_at_home"):
            actions.add_firm(wang, node=node, company=elsewhere)
        with pytest.raises(RuleBroken, match="at_home_already"):
            actions.pursue(lin, node=node, company=at_home, why="补链")
        assert [one.pk for one in selections.candidates(node)] == [at_home.pk]
        actions.add_firm(wang, node=node, company=at_home)
        actions.pursue(lin, node=node, company=elsewhere, why="补链")
        (told,) = selections.nodes("aluminium")
        assert (told.firms, told.pursued, told.standing) == (1, 1, Standing.WEAK)
        assert selections.candidates(node) == []

    def test_a_firm_that_left_is_counted_no_more(self, wang: User, node: ChainNode, at_home: Company) -> None:
        firm = actions.add_firm(wang, node=node, company=at_home)
        with pytest.raises(RuleBroken, match="in_node_already"):
            actions.add_firm(wang, node=node, company=at_home)
        actions.remove_firm(wang, firm=firm)
        assert selections.node(node).standing is Standing.GAP

    def test_the_bureau_alone_writes_the_map(self, lin: User, han: User, node: ChainNode) -> None:
        for other in (lin, han):
            with pytest.raises(NotAllowed):
                actions.remove_node(other, node=node)

    def test_a_node_that_is_pursued_stays_on_the_map(
        self, wang: User, lin: User, node: ChainNode, elsewhere: Company
    ) -> None:
        pursuit = actions.pursue(lin, node=node, company=elsewhere, why="补链")
        with pytest.raises(RuleBroken, match="still_pursued"):
            actions.remove_node(wang, node=node)
        actions.close_pursuit(lin, pursuit=pursuit, outcome="dropped", words="不扩产")
        actions.remove_node(wang, node=node)
        assert selections.nodes("aluminium") == []

    def test_a_chain_outside_the_rules_has_no_node(self, wang: User, world: World) -> None:
        with pytest.raises(RuleBroken, match="no_such_chain"):
            actions.add_node(wang, chain="silk", name="缫丝", place=1)

    def test_two_records_of_one_firm_become_one_in_its_node(
        self, wang: User, lin: User, zhou: User, node: ChainNode, at_home: Company, elsewhere: Company
    ) -> None:
        twin, other = a_firm("淮北澄湖铝业公司", "340621"), a_firm("上海拓扬部件公司")
        for company, is_anchor in ((at_home, False), (twin, True)):
            actions.add_firm(wang, node=node, company=company, is_anchor=is_anchor)
        for who, company, why in ((lin, elsewhere, "补链"), (zhou, other, "客户配套")):
            pursuit = actions.pursue(who, node=node, company=company, why=why)
            actions.approach(who, pursuit=pursuit, person=who, how=f"{who.name}上门", due_on=SOON)
        relay.merge_companies(wang, source=twin, target=at_home, reason="同一家")
        relay.merge_companies(wang, source=other, target=elsewhere, reason="同一家")
        (firm,) = node.firms.standing()
        assert (firm.company, firm.is_anchor) == (at_home, True)
        merged = Pursuit.objects.get()
        assert (merged.company, merged.why) == (elsewhere, "补链\n客户配套")
        assert merged.approaches.count() == 2
        assert set(Task.objects.filter(kind="pursuit").values_list("about_id", flat=True)) == {merged.pk}


@pytest.mark.django_db
class TestPursuit:
    def test_several_go_to_one_firm_each_with_a_to_do_of_their_own(
        self, lin: User, zhou: User, fang: User, node: ChainNode, elsewhere: Company
    ) -> None:
        contact = Contact(company=elsewhere, name="沈云深", title="总工")
        put(contact)
        pursuit = actions.pursue(lin, node=node, company=elsewhere, why="补链")
        first = actions.approach(lin, pursuit=pursuit, person=lin, how="谈来料规格", due_on=SOON, contact=contact)
        actions.approach(lin, pursuit=pursuit, person=zhou, how="请客户引荐", due_on=SOON)
        with pytest.raises(NotAllowed):
            actions.approach(zhou, pursuit=pursuit, person=zhou, how="再来一路", due_on=SOON)
        assert set(Task.objects.filter(kind="pursuit").values_list("owner", flat=True)) == {lin.pk, zhou.pk}
        actions.finish_approach(lin, approached=first, words="规格对得上")
        actions.close_pursuit(fang, pursuit=pursuit, outcome="lead", words="已申报线索")
        assert not Task.objects.filter(kind="pursuit", closed_on__isnull=True).exists()

    def test_whom_one_pursues_is_read_by_those_with_a_part_in_it(
        self, lin: User, zhou: User, fang: User, wang: User, han: User, node: ChainNode, elsewhere: Company
    ) -> None:
        pursuit = actions.pursue(lin, node=node, company=elsewhere, why="补链")
        for reader in (lin, fang, wang):
            assert access.pursuit_for(reader, pursuit.pk) == pursuit
        for other in (zhou, han):
            with pytest.raises(NotFound):
                access.pursuit_for(other, pursuit.pk)
        actions.approach(lin, pursuit=pursuit, person=zhou, how="请客户引荐", due_on=SOON)
        assert access.pursuit_for(zhou, pursuit.pk) == pursuit

    def test_one_firm_is_pursued_once_for_a_node(
        self, lin: User, zhou: User, node: ChainNode, elsewhere: Company
    ) -> None:
        actions.pursue(lin, node=node, company=elsewhere, why="补链")
        with pytest.raises(RuleBroken, match="pursued_already"):
            actions.pursue(zhou, node=node, company=elsewhere, why="补链")

    def test_a_person_of_another_firm_is_no_way_to_this_one(
        self, lin: User, node: ChainNode, elsewhere: Company
    ) -> None:
        stranger = Contact(company=a_firm(), name="乔石", title="董事长")
        put(stranger)
        pursuit = actions.pursue(lin, node=node, company=elsewhere, why="补链")
        with pytest.raises(BadInput) as refused:
            actions.approach(lin, pursuit=pursuit, person=lin, how="上门", due_on=SOON, contact=stranger)
        assert "contact" in refused.value.fields


@pytest.mark.django_db
class TestPair:
    @pytest.fixture
    def pair(self, world: World, fang: User, lin: User) -> StandingPair:
        return actions.begin_pair(
            fang, home_unit=world.units["civil"], host_unit=world.units["yichuan"], subject="居家养老", every_days=30,
            keeper=lin,
        )  # fmt: skip

    def test_a_pair_is_due_until_it_met(self, lin: User, zhou: User, pair: StandingPair) -> None:
        policy, later = in_force(TODAY), TODAY + timedelta(days=60)
        assert selections.paired(policy, [pair], later)[0].lamp == "red"
        with pytest.raises(NotAllowed):
            actions.note_meeting(zhou, pair=pair, on=TODAY, words="商定互访")
        actions.note_meeting(lin, pair=pair, on=TODAY, words="商定互访")
        assert selections.paired(policy, [pair], TODAY)[0].next_on == TODAY + timedelta(days=30)

    def test_a_meeting_says_something_or_names_the_activity_that_does(self, lin: User, pair: StandingPair) -> None:
        with pytest.raises(BadInput):
            actions.note_meeting(lin, pair=pair, on=TODAY)

    def test_an_ended_pair_is_due_no_more(self, lin: User, pair: StandingPair) -> None:
        ended = actions.end_pair(lin, pair=pair, why="职能调整")
        assert selections.paired(in_force(TODAY), [ended], TODAY)[0].next_on is None
        with pytest.raises(RuleBroken, match="over_already"):
            actions.note_meeting(lin, pair=pair, on=TODAY, words="商定互访")


@pytest.mark.django_db
class TestPages:
    def test_a_node_opens_its_members_and_hides_whom_others_pursue(
        self, client, wang: User, lin: User, zhou: User, node: ChainNode, at_home: Company, elsewhere: Company
    ) -> None:
        actions.add_firm(wang, node=node, company=at_home, is_anchor=True)
        actions.pursue(lin, node=node, company=elsewhere, why="补链")
        client.force_login(lin)
        page = client.get(f"/chains/nodes/{node.pk}/").content.decode()
        assert at_home.name in page
        assert elsewhere.name in page
        client.force_login(zhou)
        page = client.get(f"/chains/nodes/{node.pk}/").content.decode()
        assert at_home.name in page
        assert elsewhere.name not in page
        assert "跟进1家" in page

    def test_a_chain_shows_its_nodes_in_order(self, client, wang: User, node: ChainNode) -> None:
        for place, name in ((4, "汽车零部件"), (1, "电解铝液"), (3, "铝型材坯")):
            actions.add_node(wang, chain="aluminium", name=name, place=place)
        client.force_login(wang)
        page = client.get("/chains/aluminium/").content.decode()
        places = [page.index(name) for name in ("电解铝液", "铝板带箔", "铝型材坯", "汽车零部件")]
        assert places == sorted(places)
        assert client.get("/chains/silk/").status_code == 404
        assert client.post("/chains/aluminium/add/", {"name": "铝型材", "place": 5, "wanted": 2}).status_code == 302
        assert "铝型材" in client.get("/chains/").content.decode()

    def test_a_way_is_added_and_answered_through_the_pages(
        self, client, lin: User, zhou: User, fang: User, node: ChainNode, elsewhere: Company
    ) -> None:
        client.force_login(lin)
        said = {"company": str(elsewhere.pk), "company_text": elsewhere.name, "why": "补链"}
        where = client.post(f"/chains/nodes/{node.pk}/pursue/", said)["Location"]
        way = {"person": str(zhou.pk), "how": "请客户引荐", "due_on": SOON.isoformat()}
        assert client.post(f"{where}approach/", way)["Location"] == where
        client.force_login(zhou)
        approached = Pursuit.objects.get().approaches.get()
        assert f"/chains/approaches/{approached.pk}/" in client.get(where).content.decode()
        client.post(f"/chains/approaches/{approached.pk}/", {"words": "已见到采购总监"})
        assert "已见到采购总监" in client.get(where).content.decode()
