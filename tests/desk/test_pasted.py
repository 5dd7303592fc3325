"""A pasted message: what it says is found, marked and carried into the sheet of a visit; nothing of it is kept."""

import re

import pytest
from django.test import Client

from hometown.accounts.models import User
from hometown.ledger.models import Entry
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
