"""The article's facts, printed from the records of the first batch (DESIGN §6), and from nothing else."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from hometown.accounts.models import User
from hometown.bulletins.figures import CATALOGUE, scope_of
from hometown.bulletins.printing import printed
from hometown.bulletins.review import Review, as_data, as_text
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.models import Activity
from hometown.kernel import clock
from hometown.ledger import replay
from hometown.programme.models import Batch
from hometown.projects.models import Evidence, Project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

THE_SENTENCE = (
    "走访上海本地企业75家，掌握有投资意向的企业5家；外出拜访企业97家，掌握有投资意向的企业11家；"
    "梳理招商线索180余条，走访企业172家，签约企业5家，投资额达3.5亿元，达成投资意向企业11家，意向投资额20余亿元。"
)


@pytest.fixture(autouse=True)
def _on_the_last_day() -> Iterator[None]:
    """The demo lives on the last day of its batch."""
    with clock.simulated(datetime(2020, 1, 17, 9, 0, tzinfo=clock.CITY_TIME)):
        yield


@pytest.fixture
def batch() -> Batch:
    batch: Batch = Batch.objects.select_related("host_city").get(number=1)
    return batch


def value(batch: Batch, code: str) -> Decimal:
    return CATALOGUE[code].of(scope_of(batch)).value


@pytest.mark.parametrize(
    ("code", "expected", "zh", "en"),
    [
        ("officials", 30, "30名", "30 officers"),
        ("visited_host", 75, "75家", "75 firms"),
        ("intent_host", 5, "5家", "5 firms"),
        ("visited_elsewhere", 97, "97家", "97 firms"),
        ("intent_elsewhere", 11, "11家", "11 firms"),
        ("leads", 184, "180余条", "over 180 leads"),
        ("visited", 172, "172家", "172 firms"),
        ("signed", 5, "5家", "5 firms"),
        ("signed_verified", 4, "4家", "4 firms"),
        ("signed_host", 3, "3家", "3 firms"),
        ("signed_elsewhere", 2, "2家", "2 firms"),
        ("signed_amount", 350_000_000, "3.5亿元", "RMB 350 million"),
        ("at_intent", 11, "11家", "11 firms"),
        ("at_intent_host", 2, "2家", "2 firms"),
        ("at_intent_elsewhere", 9, "9家", "9 firms"),
        ("at_intent_amount", 2_300_000_000, "20余亿元", "over RMB 2 billion"),
        ("largest_at_intent", 2_000_000_000, "20亿元", "RMB 2 billion"),
        ("invested_home", 33, "33家", "33 firms"),
        ("collective_trips", 8, "8次", "8 times"),
        ("thematic_studies", 34, "30余次", "over 30 times"),
        ("regional_meetings", 53, "50余次", "over 50 times"),
        ("case_signed", 2, "2家", "2 firms"),
    ],
)
def test_each_fact_of_the_article_is_a_figure_over_records(
    batch: Batch, code: str, expected: int, zh: str, en: str
) -> None:
    result = CATALOGUE[code].of(scope_of(batch))
    assert result.value == expected
    with translation.override("zh-hans"):
        assert str(printed(result)) == zh
    with translation.override("en"):
        assert str(printed(result)) == en


def test_the_review_prints_the_sentence_of_the_article(batch: Batch) -> None:
    with translation.override("zh-hans"):
        text = as_text(Review(batch))
    assert THE_SENTENCE in text
    for fact in ("30名", "33家", "8次", "30余次", "50余次", "林知夏招引企业2家，现已签约"):
        assert fact in text


def test_the_english_review_says_the_same_facts(batch: Batch) -> None:
    with translation.override("en"):
        text = as_text(Review(batch))
    for fact in ("75 firms of Shanghai", "97 firms elsewhere", "172 firms", "over 180 leads", "RMB 350 million"):
        assert fact in text
    assert not re.search(r"[\u4e00-\u9fff]", text.replace("林知夏", ""))


def test_the_two_splits_agree_and_are_independent(batch: Batch) -> None:
    assert value(batch, "visited_host") + value(batch, "visited_elsewhere") == value(batch, "visited") == 172
    by_origin = value(batch, "intent_host") + value(batch, "intent_elsewhere")
    by_stage = value(batch, "signed") + value(batch, "at_intent")
    assert by_origin == by_stage == 16
    assert value(batch, "signed_host") + value(batch, "at_intent_host") == value(batch, "intent_host")
    assert value(batch, "signed_elsewhere") + value(batch, "at_intent_elsewhere") == value(batch, "intent_elsewhere")


def test_one_record_changes_the_review(batch: Batch) -> None:
    link = CATALOGUE["visited_host"].of(scope_of(batch)).members.earliest("pk")
    firm = link.company
    actor = User.objects.get(login="fang")
    for activity in Activity.objects.filter(company_links__company=firm, withdrawn_on__isnull=True, kind="visit"):
        user = actor if activity.recorded_by is None else User.objects.get(pk=activity.recorded_by)
        fieldwork.withdraw_activity(user, activity, reason="记错了企业")
    with translation.override("zh-hans"):
        text = as_text(Review(batch))
    assert "走访上海本地企业74家" in text
    assert "走访企业171家" in text


def test_a_signing_without_its_contract_is_not_counted_and_says_so(batch: Batch) -> None:
    from hometown.ledger import book

    contract = Evidence.objects.filter(kind="contract", withdrawn_on__isnull=True).earliest("pk")
    contract.withdrawn_on, contract.withdrawn_because = clock.today(), "test"
    with book.entry("evidence.withdrawn", actor=None) as entry:
        entry.put(contract)
    result = CATALOGUE["signed"].of(scope_of(batch))
    assert result.value == 4
    assert sum(e.count for e in result.exclusions) >= 2  # this one, and the one only reported


def test_what_happens_after_the_batch_is_kept_apart(batch: Batch) -> None:
    from hometown.ledger import book

    project = Project.objects.get(name="泽远高端聚烯烃材料项目")
    project.contract_on = date(2020, 3, 2)
    with book.entry("project.edited", actor=None) as entry:
        entry.put(project)
    assert value(batch, "signed") == 5


def test_a_lead_reported_as_signed_is_excluded_with_a_reason(batch: Batch) -> None:
    reported = Project.objects.get(reported_stage="signed")
    result = CATALOGUE["signed"].of(scope_of(batch))
    assert not result.members.filter(pk=reported.pk).exists()
    assert any(e.records.filter(pk=reported.pk).exists() for e in result.exclusions)


def test_every_figure_of_the_review_has_members_that_make_its_value(batch: Batch) -> None:
    review = Review(batch)
    data: dict[str, Any] = as_data(review)
    assert len(data["figures"]) >= 18
    for code, result in review.results.items():
        key = result.selection.key
        if result.figure.reducer == "distinct":
            assert result.members.order_by().values(key).distinct().count() == result.value, code
        elif result.figure.reducer == "count":
            assert result.members.order_by().count() == result.value, code
        else:
            amounts = result.members.order_by().values_list(result.selection.amount, flat=True)
            assert sum(a or 0 for a in amounts) == result.value, code


def test_the_demo_replays_to_its_own_tables() -> None:
    assert list(replay.differences()) == []


def test_no_person_of_the_article_is_in_the_demo() -> None:
    named = ("牛煦", "孟磊", "任婷婷", "马铭", "郑敬群", "马明明", "葛思保", "袁苏楠", "徐强", "黄晓武", "戴启远")
    from hometown.programme.models import Officer

    names = set(Officer.objects.values_list("name", flat=True)) | set(User.objects.values_list("name", flat=True))
    assert names.isdisjoint(named)
