"""A pasted message: what it says is found, marked and carried into the sheet of a visit; nothing of it is kept."""

import re
from datetime import date

import pytest
from django.test import Client

from hometown.accounts.models import User
from hometown.aftercare.models import ServiceRequest
from hometown.companies.actions import add_contact, add_tie
from hometown.ledger.models import Entry
from hometown.tasks.models import Task
from tests.people import World
from tests.projects.conftest import a_firm

SAID = "昨天下午上海澄湖新材料有限公司的王建国总经理来电，拟投资3.5亿元建设铝箔项目，联系电话13800000000。"


@pytest.fixture
def asked(world: World, lin: User, december: None, client: Client) -> Client:
    client.force_login(lin)
    return client


def hidden(page: str, *, option: int = 0) -> dict[str, str]:
    """Return the fields that one of the offered forms sends."""
    form = re.findall(r'<form method="post" action="/capture/visit/".*?</form>', page, re.DOTALL)[option]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form))


@pytest.mark.django_db
def test_what_a_message_says_is_marked_in_its_text_and_listed(asked: Client) -> None:
    page = asked.post("/capture/message/", {"text": SAID}).content.decode()
    for words in ("上海澄湖新材料有限公司", "3.5亿元", "王建国"):
        assert f"<mark>{words}" in page
    shown = re.search(r'<p class="message"[^>]*>(.*?)</p>', page, re.DOTALL)
    assert shown
    assert re.sub("<[^>]+>", "", shown[1]) == SAID


@pytest.mark.django_db
def test_a_firm_on_record_is_offered_first_and_taken_over_with_its_people_and_the_amount(asked: Client) -> None:
    firm = a_firm("上海澄湖新材料有限公司")
    fields = hidden(asked.post("/capture/message/", {"text": SAID}).content.decode())
    assert fields["met-0-company"] == str(firm.pk)
    assert (fields["met-0-0-name"], fields["lead-amount"]) == ("王建国", "3.5亿元")
    sheet = asked.post("/capture/visit/", fields).content.decode()
    assert 'value="上海澄湖新材料有限公司"' in sheet
    assert 'value="王建国"' in sheet
    assert 'value="3.5亿元"' in sheet


@pytest.mark.django_db
def test_a_firm_nobody_knows_is_offered_as_the_message_says_it(asked: Client) -> None:
    fields = hidden(asked.post("/capture/message/", {"text": SAID}).content.decode())
    assert (fields["met-0-company"], fields["met-0-company_text"]) == ("", "上海澄湖新材料有限公司")


@pytest.mark.django_db
def test_nothing_of_a_message_is_kept_unless_it_is_taken_along(asked: Client) -> None:
    before = Entry.objects.count()
    page = asked.post("/capture/message/", {"text": SAID}).content.decode()
    assert Entry.objects.count() == before
    assert "summary" not in hidden(page)
    assert '<input type="checkbox" name="summary"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", " ", "x" * 300_000])
def test_a_message_that_is_empty_or_endless_is_refused_in_a_sentence(asked: Client, text: str) -> None:
    answer = asked.post("/capture/message/", {"text": text})
    assert answer.status_code == 422
    assert "field--error" in answer.content.decode()


@pytest.mark.django_db
def test_a_message_without_anything_still_leads_to_the_sheet(asked: Client) -> None:
    page = asked.post("/capture/message/", {"text": "好的，收到。"}).content.decode()
    assert asked.post("/capture/visit/", hidden(page)).status_code == 200


@pytest.mark.django_db
def test_whoever_records_nothing_has_no_such_page(world: World, stranger: User, client: Client) -> None:
    client.force_login(stranger)
    assert client.post("/capture/message/", {"text": SAID}).status_code in {403, 404}


# ── A call ───────────────────────────────────────────────────────────────────────────────────────────────────────
CALLED = "上海澄湖新材料有限公司王建国总经理来电，想把投资追加到3.5亿元，12月20日回电。"


@pytest.mark.django_db
def test_a_note_of_a_call_begins_with_the_lead_and_says_that_the_firm_called(asked: Client) -> None:
    firm = a_firm("上海澄湖新材料有限公司")
    page = asked.post("/capture/message/", {"text": CALLED, "of": "call"}).content.decode()
    fields = hidden(page)
    assert (fields["company"], fields["source"], fields["channel"]) == (str(firm.pk), "came_in", "phone")
    assert 'formaction="/projects/file/"' in page
    before = Entry.objects.count()
    sheet = asked.post("/projects/file/", fields | {"summary": CALLED})
    assert sheet.status_code == 200
    shown = sheet.content.decode()
    assert 'value="上海澄湖新材料有限公司"' in shown
    assert 'value="3.5亿元"' in shown
    assert 'value="came_in" selected' in shown
    assert f"{CALLED}</textarea>" in shown
    assert Entry.objects.count() == before


@pytest.mark.django_db
def test_a_note_begins_with_the_words_and_the_firm(asked: Client) -> None:
    a_firm("上海澄湖新材料有限公司")
    fields = hidden(asked.post("/capture/message/", {"text": CALLED, "of": "call"}).content.decode())
    shown = asked.post("/notes/add/", fields).content.decode()
    assert f"{CALLED}</textarea>" in shown
    assert 'value="上海澄湖新材料有限公司"' in shown


@pytest.mark.django_db
def test_a_to_do_is_proposed_with_the_firm_who_called_and_the_day_and_noted_by_one_press(
    asked: Client, lin: User
) -> None:
    firm = a_firm("上海澄湖新材料有限公司")
    page = asked.post("/capture/message/", {"text": CALLED, "of": "call"}).content.decode()
    assert 'value="回电：上海澄湖新材料有限公司 王建国总经理"' in page
    assert 'value="2019-12-20"' in page
    told = {"text": CALLED, "of": "call", "todo": "1", "todo-what": "回电澄湖", "todo-due_on": "2019-12-20"}
    refused = asked.post("/capture/message/", told | {"todo-what": ""})
    assert refused.status_code == 422
    assert CALLED in re.sub("<[^>]+>", "", refused.content.decode())
    assert asked.post("/capture/message/", told | {"todo-about": str(firm.pk)}).status_code == 302
    task = Task.objects.get()
    assert (task.what, task.due_on, task.owner, task.about_id) == ("回电澄湖", date(2019, 12, 20), lin, firm.pk)


@pytest.mark.django_db
def test_the_firm_that_somebody_names_goes_before_those_of_the_text(asked: Client) -> None:
    firm = a_firm("江苏龙净环保科技股份有限公司")
    told = {"text": CALLED, "firm": str(firm.pk), "firm_text": firm.name}
    fields = hidden(asked.post("/capture/message/", told).content.decode())
    assert fields["met-0-company"] == str(firm.pk)
    fields = hidden(asked.post("/capture/message/", {"text": "明天回电", "firm_text": "龙俊环保"}).content.decode())
    assert fields["met-0-company"] == str(firm.pk)


@pytest.mark.django_db
def test_a_request_for_service_is_offered_for_a_firm_one_serves_and_begins_with_the_words(
    world: World, wang: User, december: None, client: Client
) -> None:
    firm = a_firm("上海澄湖新材料有限公司")
    add_contact(wang, company=firm, name="王建国", title="总经理")
    client.force_login(wang)
    asked_for = f'formaction="/aftercare/firms/{firm.pk}/ask/"'
    assert asked_for not in client.post("/capture/message/", {"text": CALLED, "of": "call"}).content.decode()
    add_tie(wang, company=firm, kind="invested_home")
    page = client.post("/capture/message/", {"text": CALLED, "of": "call"}).content.decode()
    assert asked_for in page
    shown = client.post(f"/aftercare/firms/{firm.pk}/ask/", hidden(page) | {"summary": CALLED})
    assert shown.status_code == 200
    assert f"{CALLED}</textarea>" in shown.content.decode()
    assert 'value="phone" selected' in shown.content.decode()
    assert re.search(r'<option value="[^"]+" selected>王', shown.content.decode())
    assert not ServiceRequest.objects.exists()
