"""The pages of the shortlist: the list, one firm, one run and its file."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hometown.accounts.models import User
from hometown.chains import actions
from hometown.chains.models import ScreeningRun
from hometown.chains.results import Funnel
from hometown.companies.models import Company
from hometown.projects.models import Claim
from tests.chains.test_shortlist import CODE, a_run, listed, row
from tests.people import World
from tests.projects.conftest import a_lead


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def run(self, wang: User) -> ScreeningRun:
        a_run(wang, listed("甲铝业有限公司"), listed("丙铝业有限公司", 2))
        numbers = {
            "steps": {"rows": 12_000, "in_business": 10_500, "hit": 90},
            "nodes": {"battery_foil": {"hit": 90, "traded_only": 80, "fit": 10, "listed": 2}},
        }
        firms = (listed("甲铝业有限公司", uscc=CODE, phrases=("铝材", "铝箔")), listed("=乙铝业有限公司", 2))
        return a_run(wang, *firms, digest="2", funnel=Funnel("名录.parquet", date(2019, 12, 1), "", numbers))

    def test_the_list_is_narrowed_by_node_state_and_how_a_firm_stands(
        self, client: Client, wang: User, run: Any
    ) -> None:
        client.force_login(wang)
        for query, shown in (
            ("", {"甲铝业有限公司", "=乙铝业有限公司"}),
            ("?against=new", {"=乙铝业有限公司"}),
            ("?against=gone", {"丙铝业有限公司"}),
            ("?against=same", {"甲铝业有限公司"}),
            ("?chain=carbon", set()),
            ("?chain=aluminium&node=battery_foil", {"甲铝业有限公司", "=乙铝业有限公司"}),
            ("?chain=aluminium&node=of_another_chain", {"甲铝业有限公司", "=乙铝业有限公司"}),
            ("?state=dismissed", set()),
            ("?run=no-such", {"甲铝业有限公司", "=乙铝业有限公司"}),
        ):
            page = client.get(f"/chains/shortlist/{query}").content.decode()
            found = {name for name in ("甲铝业有限公司", "=乙铝业有限公司", "丙铝业有限公司") if name in page}
            assert found == shown, query

    def test_the_page_of_a_firm_shows_every_part_of_full_and_what_is_pending(
        self, client: Client, wang: User, run: Any
    ) -> None:
        client.force_login(wang)
        page = client.get(f"/chains/shortlist/{row('甲铝业有限公司').pk}/").content.decode()
        assert "30.5/40" in page or "30.5 of 40" in page
        assert "0/10" not in page  # what nobody knows is pending, not nought
        assert "61.5" in page
        assert "<mark>铝箔</mark>" in page

    def test_a_word_that_asks_for_a_second_look_gives_no_points_and_is_marked(
        self, client: Client, wang: User, run: Any
    ) -> None:
        parts = ({"part": "words", "points": 30, "of": 40}, {"part": "veto_environment", "points": 0, "of": 0})
        a_run(wang, listed("丁铝业有限公司", parts=parts), digest="3")
        client.force_login(wang)
        page = client.get(f"/chains/shortlist/{row('丁铝业有限公司').pk}/").content.decode()
        assert "须核对" in page or "to be looked at" in page
        assert "0/0" not in page

    def test_a_claimed_firm_says_so_and_offers_no_filing(
        self, client: Client, world: World, wang: User, lin: User, zhou: User, run: Any
    ) -> None:
        address = f"/chains/shortlist/{row('甲铝业有限公司').pk}/"
        client.force_login(wang)
        answer = client.post(f"{address}assign/", {"person": str(lin.pk), "revision": 1})
        assert answer.status_code == 302
        client.force_login(lin)
        company = Company.objects.get()
        offered = f"/projects/file/?company={company.pk}&amp;source=screening"
        assert offered in client.get(address).content.decode()
        a_lead(world, zhou, company, name="电池铝箔项目", unit=world.units["jiading_group"])
        assert Claim.objects.count() == 1
        assert offered not in client.get(address).content.decode()

    def test_who_reads_an_older_row_is_led_to_where_it_goes_on(self, client: Client, wang: User, run: Any) -> None:
        actions.dismiss_firm(wang, firm=row("甲铝业有限公司"), reason="trader")
        old = row("甲铝业有限公司")
        a_run(wang, listed("甲铝业有限公司"), digest="3")
        client.force_login(wang)
        answer = client.get(f"/chains/shortlist/{old.pk}/")
        assert answer.status_code == 302
        assert str(row("甲铝业有限公司").pk) in answer["Location"]

    def test_the_page_of_a_run_shows_its_funnel_and_the_file_holds_no_formula(
        self, client: Client, wang: User, lin: User, run: ScreeningRun, tmp_path: Path
    ) -> None:
        from openpyxl import load_workbook

        client.force_login(wang)
        page = client.get(f"/chains/runs/{run.pk}/").content.decode()
        for number in ("12,000", "10,500", "80"):
            assert number in page
        book = tmp_path / "list.xlsx"
        book.write_bytes(client.get(f"/chains/runs/{run.pk}/export/").content)
        cells = [cell for line in load_workbook(book).active.iter_rows() for cell in line]  # type: ignore[union-attr]
        (odd,) = (cell for cell in cells if cell.value == "=乙铝业有限公司")
        assert (odd.data_type, odd.quotePrefix) == ("s", True)
        client.force_login(lin)
        assert client.get(f"/chains/runs/{run.pk}/").status_code == 403
        assert client.get(f"/chains/runs/{run.pk}/export/").status_code == 404

    def test_a_form_opened_before_another_decided_overwrites_nothing(
        self, client: Client, wang: User, fang: User, run: Any
    ) -> None:
        found = row("甲铝业有限公司")
        actions.dismiss_firm(fang, firm=found, reason="too_small")
        client.force_login(wang)
        answer = client.post(f"/chains/shortlist/{found.pk}/dismiss/", {"reason": "trader", "revision": 1})
        assert answer.status_code == 422
        assert row("甲铝业有限公司").reason == "too_small"
