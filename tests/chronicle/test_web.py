"""Pages of fact sheets and monthly reports, as those who read them see them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from hometown.accounts.models import User
from hometown.chronicle import actions
from hometown.chronicle.models import FactSheet, SheetRemark
from hometown.fieldwork.models import Activity
from hometown.ledger.models import PersonalRead
from tests.people import World
from tests.projects.conftest import a_firm, a_lead

from .conftest import drawn, on_day, posting_of, visited_by


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _page(user: User, address: str) -> str:
    answer = _client(user).get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def firm_of(visit: Activity) -> str:
    return str(visit.company_links.get().company.name)


@pytest.fixture
def sheet(world: World, lin: User, fang: User) -> FactSheet:
    visited_by(world, lin, date(2019, 10, 9))
    made = drawn(fang, lin)
    actions.pass_on(lin, sheet=made)
    return made


def test_the_page_of_another_opens_by_a_button_and_is_logged(sheet: FactSheet, lin: User, fang: User) -> None:
    address = f"/facts/{sheet.pk}/"
    assert "activities__visit" not in _page(fang, address)
    figure = f"{address}figures/activities_total__kind__visit/"
    assert _client(fang).get(figure).status_code == 302
    assert _client(fang).get(f"{address}document/").status_code == 302
    assert _client(fang).post(f"{address}read/").status_code == 302
    assert "activities__visit" in _page(fang, address)
    assert "走访" in _page(fang, figure)
    assert PersonalRead.objects.filter(row_id=sheet.pk).count() == 1
    assert "方立言" in _page(lin, address)  # who has read it


def test_every_number_of_the_page_opens(sheet: FactSheet, lin: User) -> None:
    import re

    found = re.findall(rf'href="(/facts/{sheet.pk}/figures/[^"]+)"', _page(lin, f"/facts/{sheet.pk}/"))
    assert found
    for address in found:
        _page(lin, address)


def test_a_draft_is_ones_own_and_keeps_nothing(world: World, lin: User, fang: User) -> None:
    visited_by(world, lin, date(2019, 10, 9))
    address = f"/facts/draft/{posting_of(lin).pk}/"
    assert "activities__visit" in _page(lin, address)
    assert _client(fang).get(address).status_code == 404
    document = _client(lin).get(f"{address}document/")
    assert document["Content-Type"].startswith("application/vnd.openxmlformats")
    assert not FactSheet.objects.exists()


def test_a_sheet_goes_its_way_by_its_pages(sheet: FactSheet, lin: User, fang: User) -> None:
    address = f"/facts/{sheet.pk}/"
    said: dict[str, Any] = {"line": "activities__visit", "text": "少一次"}
    assert _client(lin).post(f"{address}remark/", said).status_code == 302
    remark = SheetRemark.objects.get()
    keeper = _client(fang)
    keeper.post(f"{address}read/")
    page = keeper.get(f"/facts/remarks/{remark.pk}/answer/").content.decode()
    assert "少一次" in page
    answered = {"outcome": "left", "answer": "记录无误", "revision": remark.revision}
    assert keeper.post(f"/facts/remarks/{remark.pk}/answer/", answered).status_code == 302
    assert keeper.post(f"{address}close/").status_code == 302
    sheet.refresh_from_db()
    refused = keeper.post(f"{address}conclude/", {"conclusion": "得分92分", "revision": sheet.revision})
    assert refused.status_code == 422
    assert keeper.post(
        f"{address}conclude/", {"conclusion": "做事踏实", "revision": sheet.revision}
    ).status_code == 302  # fmt: skip
    assert "做事踏实" in _page(lin, address)


def test_a_sending_unit_reads_what_was_sent_and_opens_no_lead(world: World, lin: User, su: User) -> None:
    visit = visited_by(world, lin, date(2019, 10, 9))
    report = actions.draw_report(lin, batch=world.batch, month=date(2019, 10, 1))
    address = f"/monthly/{report.pk}/"
    assert _client(su).get(address).status_code == 404
    assert _client(lin).post(f"{address}send/").status_code == 302
    assert "苏问渠" in _page(lin, address)
    assert "林知夏" in _page(su, address)
    opened = _page(su, f"{address}figures/activities_total__kind__visit/")
    assert firm_of(visit) not in opened  # counted, and told no more than a sending unit may know
    assert f'href="/activities/{visit.pk}/"' in opened  # what was done and when, it may read anyway
    assert firm_of(visit) not in _page(su, f"/activities/{visit.pk}/")
    assert f'href="{address}"' in _page(su, "/monthly/")


def test_a_number_of_leads_is_a_link_only_for_who_reads_leads(world: World, lin: User, su: User) -> None:
    a_lead(world, lin, a_firm())
    report = actions.draw_report(lin, batch=world.batch, month=date(2019, 10, 1))
    address = f"/monthly/{report.pk}/"
    assert f"{address}figures/filed_leads/" in _page(lin, address)
    actions.send_report(lin, report=report)
    page = _page(su, address)
    assert f"{address}figures/filed_leads/" not in page
    assert "fig--still" in page


def test_a_report_that_came_stands_on_the_day_of_who_reads_it_for_two_weeks(
    world: World, lin: User, su: User, zhou: User
) -> None:
    report = actions.draw_report(lin, batch=world.batch, month=date(2019, 10, 1))
    address = f"/monthly/{report.pk}/"
    assert address not in _page(su, "/")
    actions.send_report(lin, report=report)
    sent = report.sent_on
    assert sent is not None
    assert address in _page(su, "/")
    assert address not in _page(zhou, "/")
    with on_day(sent + timedelta(days=14)):
        assert address in _page(su, "/")
    with on_day(sent + timedelta(days=15)):
        assert address not in _page(su, "/")
    actions.take_back_report(lin, report=report)
    assert address not in _page(su, "/")
