"""The shortlist: a run is loaded once and whole, a firm is assigned or left out, and what was decided goes on."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hometown import names
from hometown.accounts.models import User
from hometown.chains import access, actions, marking, shortlisting
from hometown.chains.models import ScreeningRun, ShortlistedFirm
from hometown.chains.results import Funnel, Listed, NodeName, Result
from hometown.chains.rules import MOST_LISTED, Against, Dismissal, against, suggestions
from hometown.companies.models import Company, FactSource
from hometown.intake.demo.firms import unified_code
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.ledger import holdings, replay
from hometown.ledger.models import Entry
from hometown.policy.standing import in_force
from hometown.projects.models import Claim
from hometown.relay import actions as relay
from hometown.tasks import actions as tasks
from hometown.tasks.models import Task
from tests.chains.conftest import TODAY, a_firm, put
from tests.people import World
from tests.projects.conftest import a_lead

FOIL = NodeName("aluminium", "电池铝箔", "Battery foil")
CODE, OTHER_CODE = unified_code("310114", 6_000_001), unified_code("310112", 6_000_002)
PARTS = ({"part": "words", "points": 30.5, "of": 40}, {"part": "capital", "points": 0, "of": 10})


def listed(name: str, rank: int = 1, *, uscc: str = "", phrases: tuple[str, ...] = ("铝材",), **more: Any) -> Listed:
    """Make a row of a result."""
    reasons = tuple({"phrase": one, "field": "scope", "start": 3, "end": 3 + len(one)} for one in phrases)
    facts: dict[str, Any] = {"node": "battery_foil", "called": FOIL, "score": Decimal("61.5"), "city": "上海市"}
    facts = facts | {"parts": PARTS} | more
    return Listed(rank=rank, name=name, uscc=uscc, reasons=reasons, unknown=("capital",), **facts)


def a_run(by: User, *firms: Listed, digest: str = "1", funnel: Funnel | None = None) -> ScreeningRun:
    return actions.load_run(by, result=Result("结果.parquet", digest * 64, firms), funnel=funnel)


def row(name: str) -> ShortlistedFirm:
    found: ShortlistedFirm = ShortlistedFirm.objects.standing().select_related("run", "task").order_by("-pk").filter(
        name=name
    )[0]  # fmt: skip
    return found


class TestRules:
    def test_a_firm_is_new_up_down_or_as_before(self) -> None:
        told = [against(3, before) for before in (None, 5, 2, 3)]
        assert told == [Against.NEW, Against.UP, Against.DOWN, Against.SAME]

    def test_a_phrase_is_named_once_enough_firms_it_found_were_left_out_for_one_reason(self) -> None:
        lost = [Dismissal("foil", "trader", ("铝材", "铝箔")) for _ in range(3)]
        lost += [Dismissal("foil", "too_small", ("铝箔",)), Dismissal("glass", "trader", ("铝材",))]
        found = list(suggestions(lost, 3))
        assert [(one.phrase, one.reason, one.found, one.dismissed) for one in found] == [
            ("铝材", "trader", 3, 4), ("铝箔", "trader", 3, 4),
        ]  # fmt: skip
        assert list(suggestions(lost, 4)) == []

    def test_phrases_are_marked_where_they_stand_and_nothing_else_of_a_text_is_taken_as_markup(self) -> None:
        assert marking.marked("a<b>铝箔c", [(4, 6)]) == "a&lt;b&gt;<mark>铝箔</mark>c"
        assert marking.marked("电池铝箔厂", [(2, 4), (0, 3), (9, 12)]) == "<mark>电池铝箔</mark>厂"
        assert marking.spans_of("铝材销售，铝材加工", ["铝材", ""]) == [(0, 2), (5, 7)]


@pytest.mark.django_db
class TestLoading:
    def test_a_run_is_one_line_of_the_book_with_all_its_firms(self, wang: User) -> None:
        funnel = Funnel("名录.parquet", date(2019, 12, 1), "a" * 64, {"steps": {"rows": 9}})
        before = Entry.objects.count()
        run = a_run(wang, listed("甲铝业有限公司"), listed("乙铝业有限公司", 2), funnel=funnel)
        assert Entry.objects.count() == before + 1
        assert (run.rows, run.registry_file, run.read_on) == (2, "名录.parquet", date(2019, 12, 1))
        (first, _second) = run.firms.order_by("pk")
        assert (first.rank, first.score, first.node_zh, first.state) == (1, Decimal("61.5"), "电池铝箔", "open")
        assert list(replay.differences()) == []

    def test_the_same_result_is_loaded_once(self, wang: User) -> None:
        a_run(wang, listed("甲铝业有限公司"))
        with pytest.raises(RuleBroken, match="loaded_already"):
            a_run(wang, listed("甲铝业有限公司"))
        assert ScreeningRun.objects.count() == 1

    def test_five_thousand_firms_go_in_and_one_more_is_refused(self, wang: User) -> None:
        firms = [listed(f"第{number}铝业有限公司", number) for number in range(1, MOST_LISTED + 1)]
        assert a_run(wang, *firms).firms.count() == MOST_LISTED
        with pytest.raises(RuleBroken, match="too_many_listed"):
            a_run(wang, *firms, listed("多一家有限公司", MOST_LISTED + 1), digest="2")

    def test_a_result_without_a_firm_is_refused(self, wang: User) -> None:
        with pytest.raises(RuleBroken, match="nothing_listed"):
            a_run(wang)

    def test_who_does_not_coordinate_loads_nothing(self, lin: User, han: User) -> None:
        for other in (lin, han):
            with pytest.raises(NotAllowed):
                a_run(other, listed("甲铝业有限公司"))

    def test_what_was_decided_goes_on_in_the_next_run(self, wang: User, lin: User) -> None:
        names_ = ("甲铝业有限公司", "乙铝业有限公司", "丙铝业有限公司")
        a_run(wang, *(listed(name, place) for place, name in enumerate(names_, 1)))
        assigned = actions.assign_firm(wang, firm=row(names_[0]), person=lin)
        actions.dismiss_firm(wang, firm=row(names_[1]), reason="trader", words="没有厂房")
        run = a_run(wang, *(listed(name, place) for place, name in enumerate(reversed(names_), 1)), digest="2")
        first, second, third = (run.firms.get(name=name) for name in names_)
        assert (first.state, first.assigned_to, first.task, first.rank) == ("assigned", lin, assigned.task, 3)
        assert (second.state, second.reason, second.words) == ("dismissed", "trader", "没有厂房")
        assert third.state == "open"
        assert access.shortlisted_for(lin, assigned.pk) == first  # what a to-do or a bookmark names
        assert access.visible_shortlisted(lin).count() == 1

    def test_a_firm_left_out_stays_so_when_a_run_in_between_did_not_list_it(self, wang: User) -> None:
        a_run(wang, listed("甲铝业有限公司", uscc=CODE))
        actions.dismiss_firm(wang, firm=row("甲铝业有限公司"), reason="trader")
        a_run(wang, listed("乙铝业有限公司"), digest="2")
        a_run(wang, listed("甲铝业集团有限公司", uscc=CODE), digest="3")  # renamed meanwhile: its code is the same
        assert row("甲铝业集团有限公司").state == "dismissed"

    def test_a_firm_of_another_code_is_another_firm_also_under_the_same_name(self, wang: User) -> None:
        a_run(wang, listed("甲铝业有限公司", uscc=CODE))
        actions.dismiss_firm(wang, firm=row("甲铝业有限公司"), reason="trader")
        run = a_run(wang, listed("甲铝业有限公司", uscc=OTHER_CODE), digest="2")
        assert run.firms.get().state == "open"


@pytest.mark.django_db
class TestDeciding:
    def test_assigning_makes_a_company_from_the_registry_and_a_to_do_with_the_reasons(
        self, wang: User, lin: User
    ) -> None:
        run = a_run(wang, listed("上海甲铝业有限公司", uscc=CODE), funnel=Funnel("名录.parquet", date(2019, 12, 1)))
        found = actions.assign_firm(wang, firm=run.firms.get(), person=lin)
        company = Company.objects.get()
        assert (found.company, company.uscc, company.chain) == (company, CODE, "aluminium")
        assert company.region_code == "310114"
        source = FactSource.objects.get(company=company)
        assert "名录.parquet" in source.source
        assert source.as_of == date(2019, 12, 1)
        task = Task.objects.get()
        assert (task.owner, task.about_id, task.due_on) == (lin, found.pk, date(2020, 1, 6))
        assert "铝材" in task.what
        assert Entry.objects.order_by("-seq")[0].verb == "shortlist.assigned"

    def test_a_firm_on_record_is_found_and_not_made_again(self, wang: User, lin: User) -> None:
        known = a_firm("上海甲铝业有限公司")
        a_run(wang, listed("上海甲铝业有限公司", uscc=CODE))
        assert actions.assign_firm(wang, firm=row("上海甲铝业有限公司"), person=lin).company == known

    def test_a_namesake_under_another_code_is_not_taken_for_the_firm(self, wang: User, lin: User) -> None:
        other = a_firm("上海甲铝业有限公司", uscc=OTHER_CODE)
        a_run(wang, listed("上海甲铝业有限公司", uscc=CODE))
        made = actions.assign_firm(wang, firm=row("上海甲铝业有限公司"), person=lin).company
        assert made is not None
        assert (made != other, made.uscc) == (True, CODE)

    def test_a_firm_is_assigned_once_and_only_to_who_goes_after_firms(self, wang: User, lin: User, han: User) -> None:
        a_run(wang, listed("甲铝业有限公司"))
        verifier = User(login="yan", name="严谨")
        put(verifier)
        with pytest.raises(BadInput):
            actions.assign_firm(wang, firm=row("甲铝业有限公司"), person=verifier)
        actions.assign_firm(wang, firm=row("甲铝业有限公司"), person=lin)
        with pytest.raises(RuleBroken, match="decided_already"):
            actions.assign_firm(wang, firm=row("甲铝业有限公司"), person=lin)

    def test_the_secretary_assigns_and_an_officer_does_not(self, wang: User, fang: User, lin: User) -> None:
        a_run(wang, listed("甲铝业有限公司"))
        with pytest.raises(NotAllowed):
            actions.assign_firm(lin, firm=row("甲铝业有限公司"), person=lin)
        assert actions.assign_firm(fang, firm=row("甲铝业有限公司"), person=lin).assigned_to == lin

    def test_leaving_out_needs_a_reason_of_the_rules_and_can_be_taken_back(self, wang: User) -> None:
        a_run(wang, listed("甲铝业有限公司"))
        with pytest.raises(BadInput):
            actions.dismiss_firm(wang, firm=row("甲铝业有限公司"), reason="dislike")
        actions.dismiss_firm(wang, firm=row("甲铝业有限公司"), reason="trader")
        restored = actions.restore_firm(wang, firm=row("甲铝业有限公司"))
        assert (restored.state, restored.reason) == ("open", "")
        with pytest.raises(RuleBroken, match="not_dismissed"):
            actions.restore_firm(wang, firm=row("甲铝业有限公司"))
        assert a_run(wang, listed("甲铝业有限公司"), digest="2").firms.get().state == "open"

    def test_leaving_an_assigned_firm_out_closes_its_to_do(self, wang: User, lin: User) -> None:
        a_run(wang, listed("甲铝业有限公司"))
        found = actions.assign_firm(wang, firm=row("甲铝业有限公司"), person=lin)
        actions.dismiss_firm(wang, firm=found, reason="no_wish", words="五年内不扩产")
        assert Task.objects.get().closing_note == "五年内不扩产"
        assert access.visible_shortlisted(lin).count() == 0

    def test_nothing_is_decided_on_a_row_that_has_gone_on_or_was_never_decided_in_an_older_run(
        self, wang: User, lin: User
    ) -> None:
        old = a_run(wang, listed("甲铝业有限公司"), listed("乙铝业有限公司", 2))
        actions.dismiss_firm(wang, firm=row("甲铝业有限公司"), reason="trader")
        a_run(wang, listed("甲铝业有限公司"), listed("乙铝业有限公司", 2), digest="2")
        gone_on, never = (old.firms.get(name=name) for name in ("甲铝业有限公司", "乙铝业有限公司"))
        with pytest.raises(RuleBroken, match="in_newer_run"):
            actions.restore_firm(wang, firm=gone_on)
        with pytest.raises(RuleBroken, match="of_older_run"):
            actions.assign_firm(wang, firm=never, person=lin)

    def test_officers_read_what_is_assigned_to_them_and_no_run(self, wang: User, lin: User, zhou: User) -> None:
        run = a_run(wang, listed("甲铝业有限公司"), listed("乙铝业有限公司", 2))
        found = actions.assign_firm(wang, firm=row("甲铝业有限公司"), person=lin)
        assert access.shortlisted_for(lin, found.pk) == found
        for reader, pk in ((zhou, found.pk), (lin, row("乙铝业有限公司").pk)):
            with pytest.raises(NotFound):
                access.shortlisted_for(reader, pk)
        with pytest.raises(NotFound):
            access.run_for(lin, run.pk)

    def test_whoever_follows_an_officer_gets_the_firm_once_however_many_runs_listed_it(
        self, wang: User, lin: User
    ) -> None:
        a_run(wang, listed("甲铝业有限公司"))
        actions.assign_firm(wang, firm=row("甲铝业有限公司"), person=lin)
        a_run(wang, listed("甲铝业有限公司"), digest="2")
        (held,) = (one for one in holdings.held() if one.model is ShortlistedFirm)
        assert [one.pk for one in held.open().filter(assigned_to=lin)] == [row("甲铝业有限公司").pk]
        tasks.close_task(lin, task=Task.objects.get(), note="已上门")
        assert not held.open().exists()

    def test_two_records_of_the_firm_become_one_in_the_shortlist(self, wang: User, lin: User) -> None:
        a_run(wang, listed("上海甲铝业有限公司"))
        twin = actions.assign_firm(wang, firm=row("上海甲铝业有限公司"), person=lin).company
        assert twin is not None
        kept = a_firm("上海甲铝业公司")
        relay.merge_companies(wang, source=twin, target=kept, reason="同一家")
        assert ShortlistedFirm.objects.get().company == kept


@pytest.mark.django_db
class TestTelling:
    def test_a_run_is_compared_with_the_one_before(self, wang: User) -> None:
        old = a_run(wang, *(listed(f"{sign}铝业有限公司", place) for place, sign in enumerate("甲乙丙", 1)))
        new = a_run(wang, *(listed(f"{sign}铝业有限公司", place) for place, sign in enumerate("乙甲丁", 1)), digest="2")
        earlier = shortlisting.ranks(shortlisting.before(new))
        rows = {one.name[0]: shortlisting.stands(earlier, one) for one in new.firms.all()}
        assert rows == {"乙": Against.UP, "甲": Against.DOWN, "丁": Against.NEW}
        (gone,) = shortlisting.gone(old, new, ShortlistedFirm.objects.all())
        assert ShortlistedFirm.objects.get(pk=gone).name == "丙铝业有限公司"
        assert shortlisting.ranks(shortlisting.before(old)).against("battery_foil", "", "甲铝业有限公司", "", 1) is None

    def test_a_firm_nobody_claimed_may_be_filed_and_a_claimed_one_not(
        self, world: World, wang: User, lin: User, zhou: User
    ) -> None:
        free, taken = "上海甲铝业有限公司", a_firm("上海乙铝业有限公司", uscc=CODE)
        a_lead(world, zhou, taken, name="电池铝箔项目", unit=world.units["jiading_group"])
        assert Claim.objects.count() == 1
        a_run(wang, listed(free), listed(taken.name, 2, uscc=CODE))
        policy = in_force(TODAY)
        for name, kind, is_claimed in ((free, "new", False), (taken.name, "no", True)):
            found = row(name)
            company = shortlisting.on_record(found)
            claims = shortlisting.claims_on(lin, company, TODAY)
            told = shortlisting.first_claim(lin, policy, found, company, claims, TODAY)
            assert (told.kind, bool(claims)) == (kind, is_claimed)
        assert Company.objects.filter(normal_name=names.normal(free)).count() == 0  # looking makes no company

    def test_what_stands_out_among_the_firms_left_out_is_only_said(self, wang: User) -> None:
        firms = [listed(f"{sign}铝业有限公司", place) for place, sign in enumerate("甲乙丙丁", 1)]
        run = a_run(wang, *firms, listed("戊箔业有限公司", 5, phrases=("电池铝箔",)))
        for sign in "甲乙":
            actions.dismiss_firm(wang, firm=row(f"{sign}铝业有限公司"), reason="trader")
        assert shortlisting.suggested(run, 3) == []
        actions.dismiss_firm(wang, firm=row("丙铝业有限公司"), reason="trader")
        (found,) = shortlisting.suggested(run, 3)
        assert (found.said.phrase, found.said.found, found.said.dismissed) == ("铝材", 3, 3)
        assert (found.others, found.of) == (1, 2)
