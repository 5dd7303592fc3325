"""The bulletin of November in the demo: what it says, whose hands it goes through, sealed, corrected, sent."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from django.conf import settings

from hometown.accounts.models import User
from hometown.bulletins import actions, issuing, keys, rederiving, sealing
from hometown.bulletins import verify_bulletin as verifier
from hometown.bulletins.issue import Issue, codes_in
from hometown.bulletins.models import Bulletin, BulletinPart, Delivery, Recipient
from hometown.bulletins.reading import Reading
from hometown.bulletins.rules import Step
from hometown.fieldwork.models import Activity
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed, RuleBroken
from hometown.ledger import auditing, book, replay
from hometown.ledger.models import Entry
from hometown.programme.models import Batch
from hometown.projects.models import Project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
LAST = datetime(2020, 1, 17, 9, 0, tzinfo=clock.CITY_TIME)
NOVEMBER, DECEMBER = date(2019, 11, 1), date(2019, 12, 1)


@pytest.fixture(autouse=True)
def _on_the_last_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(settings, "SEAL_KEYS", tmp_path / "keys")
    with clock.simulated(LAST):
        keys.make(None)
        yield


def person(login: str) -> User:
    found: User = User.objects.get(login=login)
    return found


def november() -> Bulletin:
    found: Bulletin = Bulletin.objects.with_reader_needs().get(month=NOVEMBER)
    return found


@pytest.fixture
def sealed() -> Bulletin:
    one = november()
    issuing.seal_issue(person("lu"), one)
    return one


# --- what it says -----------------------------------------------------------------------------------------------------


def test_the_month_stands_beside_what_adds_up_since_the_beginning() -> None:
    told = Reading(november()).as_data()["figures"]
    assert told["visited_host"]["value"] < told["since_visited_host"]["value"]
    assert int(told["visited"]["value"]) == int(told["visited_host"]["value"]) + int(told["visited_elsewhere"]["value"])
    by_stage = [int(one["value"]) for code, one in told.items() if code.startswith("live_projects__stage__")]
    assert sum(by_stage) == int(told["live_projects"]["value"])
    overdue = [int(one["value"]) for code, one in told.items() if code.startswith("overdue_projects__stage__")]
    assert sum(overdue) == int(told["overdue_projects"]["value"]) > 0


def test_both_languages_use_the_same_figures_and_hold_no_typed_number() -> None:
    document = Issue(november()).document()
    assert set(codes_in(document["zh"])) == set(codes_in(document["en"]))
    assert "集体考察看园区怎样运营" in json.dumps(document["zh"], ensure_ascii=False)
    assert document["number"] == "淮沪学通〔2019〕1号"


def test_numbers_follow_the_records_until_it_is_sealed_and_not_after() -> None:
    one = november()
    before = Reading(one).as_data()["figures"]["visits_total"]["value"]
    visit = Activity.objects.filter(kind="visit", on=date(2019, 11, 12)).first()
    assert visit is not None
    _withdraw(visit)
    assert int(Reading(november()).as_data()["figures"]["visits_total"]["value"]) == int(before) - 1
    issuing.seal_issue(person("lu"), one)
    other = Activity.objects.filter(kind="visit", on=date(2019, 11, 13), withdrawn_on=None).first()
    assert other is not None
    _withdraw(other)
    assert int(Reading(november()).as_data()["figures"]["visits_total"]["value"]) == int(before) - 1


def _withdraw(activity: Activity) -> None:
    activity.withdrawn_on = clock.today()
    with book.entry("activity.withdrawn", actor=None) as entry:
        entry.put(activity)


# --- whose hands it goes through --------------------------------------------------------------------------------------


def fresh() -> Bulletin:
    return actions.draft(person("wang"), month=DECEMBER)


def part(one: Bulletin, section: str = "learning") -> BulletinPart:
    found: BulletinPart = BulletinPart.objects.select_related("bulletin").get(bulletin=one, section=section)
    return found


def test_a_draft_gets_a_number_that_no_other_of_its_year_has() -> None:
    one = fresh()
    actions.edit_head(person("wang"), bulletin=one, word=one.word, number=3, addressee="")
    actions.draft(person("wang"), month=date(2019, 10, 1))
    numbers = list(Bulletin.objects.values_list("number", flat=True))
    assert len(numbers) == len(set(numbers)) == 3


def test_no_bulletin_of_a_batch_tells_a_month_before_it_began() -> None:
    batch = Batch.objects.get()
    with pytest.raises(RuleBroken, match="batch_to_come"):
        actions.draft(person("wang"), month=date(2019, 8, 1), batch=batch)
    assert not Bulletin.objects.filter(batch=batch).exists()


def test_a_month_is_drafted_once_and_not_before_it_begins() -> None:
    with pytest.raises(RuleBroken, match="drafted_already"):
        actions.draft(person("wang"), month=NOVEMBER)
    with pytest.raises(RuleBroken, match="month_to_come"):
        actions.draft(person("wang"), month=date(2020, 2, 1))
    with pytest.raises(NotAllowed):
        actions.draft(person("lin"), month=DECEMBER)
    one = fresh()
    assert (one.number, one.serial, one.word) == (2, 2, "淮沪学通")


def test_a_typed_number_is_refused_beside_its_language() -> None:
    one = part(fresh())
    with pytest.raises(BadInput) as refused:
        actions.edit_part(person("wang"), part=one, zh="走访五十家", en="{visitors}")
    said = {name: one.code for name, one in refused.value.fields.items()}
    assert said == {"zh": "bulletins.typed_in_text", "en": "bulletins.unknown_in_text"}


def test_two_writers_do_not_overwrite_each_other() -> None:
    one = fresh()
    first, second = part(one), part(one)
    actions.edit_part(person("wang"), part=first, zh="甲", en="a")
    with pytest.raises(ChangedMeanwhile):
        actions.edit_part(person("wang"), part=second, zh="乙", en="b")


def test_it_is_reviewed_by_one_and_signed_off_by_another_each_with_a_line() -> None:
    one, before = fresh(), Entry.objects.count()
    actions.edit_part(person("wang"), part=part(one), zh="学以致用。", en="Learn and use.")
    one.refresh_from_db()
    with pytest.raises(RuleBroken, match="wrote_it"):
        actions.review(person("wang"), bulletin=one)
    with pytest.raises(RuleBroken, match="not_reviewed"):
        actions.sign_off(person("lu"), bulletin=one)
    actions.review(person("qian"), bulletin=one)
    with pytest.raises(RuleBroken, match="wrote_it"):
        actions.sign_off(person("wang"), bulletin=one)
    with pytest.raises(NotAllowed):
        actions.sign_off(person("qian"), bulletin=one)
    with pytest.raises(RuleBroken, match="not_a_draft"):
        actions.edit_part(person("wang"), part=part(one), zh="", en="")
    actions.sign_off(person("lu"), bulletin=one)
    said = list(Entry.objects.order_by("seq").values_list("verb", flat=True)[before:])
    assert said == ["bulletin.edited", "bulletin.reviewed", "bulletin.signed_off"]
    assert one.signed_values["visited"]


def test_it_goes_back_to_draft_with_a_reason_and_is_signed_anew() -> None:
    one = november()
    with pytest.raises(BadInput):
        actions.return_to_draft(person("qian"), bulletin=one, reason=" ")
    actions.return_to_draft(person("qian"), bulletin=one, reason="核对到位资金")
    assert (one.step, one.signed_by, one.returned_because) == (Step.DRAFT, None, "核对到位资金")
    with pytest.raises(RuleBroken, match="not_signed"):
        issuing.seal_issue(person("lu"), one)


# --- sealed -----------------------------------------------------------------------------------------------------------


def test_what_is_signed_off_is_sealed_and_a_stranger_and_an_auditor_agree(sealed: Bulletin) -> None:
    assert sealed.seal is not None
    bundle = sealing.bundle_of(sealed.seal)
    verifier.check(verifier.read(bundle.text().encode()))
    assert list(rederiving.problems(bundle)) == []
    assert bundle.payload["document"]["month"] == "2019-11"
    assert november().step == Step.SEALED
    with pytest.raises(RuleBroken, match="sealed_already"):
        issuing.seal_issue(person("lu"), sealed)
    with pytest.raises(RuleBroken, match="sealed_already"):
        actions.return_to_draft(person("qian"), bulletin=november(), reason="晚了")
    assert list(auditing.check()) == []
    assert list(replay.differences()) == []


def test_a_changed_text_of_a_sealed_bulletin_is_found(sealed: Bulletin) -> None:
    assert sealed.seal is not None
    data = sealing.bundle_of(sealed.seal).data
    text = data["payload"]["document"]["zh"]["sections"][0]["blocks"][0]["text"]
    next(one for one in text if isinstance(one, dict) and one["figure"] == "visited")["printed"] = "99家"
    with pytest.raises(verifier.Wrong, match="visited"):
        verifier.check(data)


def test_what_changed_since_it_was_signed_off_is_told() -> None:
    one = november()
    visit = Activity.objects.filter(kind="visit", on=date(2019, 11, 12)).first()
    assert visit is not None
    _withdraw(visit)
    bundle = issuing.seal_issue(person("lu"), one)
    values = {figure["code"]: figure["value"] for figure in bundle.payload["figures"]}
    assert "visits_total" in issuing.changed_since_signed(one, values)


def test_a_bulletin_of_two_years_ago_derives_again_after_corrections_and_renames(sealed: Bulletin) -> None:
    assert sealed.seal is not None
    with clock.simulated(LAST.replace(year=2022)):
        _rewrite()
        bundle = sealing.bundle_of(sealed.seal)
        assert list(rederiving.problems(bundle)) == []
        assert Reading(november()).as_data()["figures"]["since_signed_amount"]["value"] == "120000000.00"
        assert list(auditing.check()) == []


def _rewrite() -> None:
    """What comes to light later: another amount, another name, a firm that is another one, a visit that was none."""
    signed = Project.objects.filter(contract_on__lte=date(2019, 11, 30), contract_amount__isnull=False).earliest("pk")
    assert signed.contract_amount is not None
    signed.contract_amount += 1
    firms = [Project.objects.filter(stage="intent").order_by("pk")[place].company for place in (0, 1)]
    firms[0].name = firms[0].normal_name = "更名后的企业有限公司"
    repointed = list(Project.objects.filter(company=firms[1]))
    for project in repointed:
        project.company = firms[0]
    with book.entry("company.merged", actor=None) as entry:
        for row in (signed, firms[0], *repointed):
            entry.put(row)


# --- corrected in the next --------------------------------------------------------------------------------------------


def test_the_next_issue_says_what_was_printed_what_is_known_now_and_because_of_what(
    sealed: Bulletin,
) -> None:
    withdrawn = Activity.objects.filter(kind="visit", on=date(2019, 11, 12)).first()
    assert withdrawn is not None
    _withdraw(withdrawn)
    late = _recorded_late()
    signed = Project.objects.filter(contract_on__lte=date(2019, 11, 30), contract_amount__isnull=False).earliest("pk")
    assert signed.contract_amount is not None
    signed.contract_amount += 10_000
    with book.entry("project.edited", actor=None) as entry:
        entry.put(signed)
    found = {one.code: one for one in Issue(fresh()).corrections}
    trips = found["former_collective_trips"]
    assert [(cause.pk, cause.why) for cause in trips.causes] == [(late.pk, "late")]
    assert int(trips.now.value) == int(trips.then["value"]) + 1
    assert found["former_visits_total"].reasons == ["withdrawn"]
    assert [cause.pk for cause in found["former_signed_amount"].causes] == [signed.pk]
    assert found["former_signed_amount"].reasons == ["corrected"]
    told = Reading(Bulletin.objects.get(month=DECEMBER)).as_data()
    assert told["figures"]["former_late_activities"]["value"] == "1"
    assert told["figures"]["former_collective_trips"]["value"] == str(trips.now.value)
    assert trips.then["short"] in json.dumps(told["zh"])


def _recorded_late() -> Activity:
    """A trip of November that the book learns of in January."""
    trip = Activity.objects.filter(kind="collective_trip").first()
    assert trip is not None
    late = Activity(
        kind="collective_trip", title="补记的集体考察", on=date(2019, 11, 20), batch=trip.batch, place="上海"
    )
    with book.entry("activity.recorded", actor=None) as entry:
        entry.put(late)
    return late


def test_when_nothing_changed_the_next_issue_says_so(sealed: Bulletin) -> None:
    issue = Issue(fresh())
    assert issue.corrections == []
    assert "与所印一致" in json.dumps(issue.document()["zh"], ensure_ascii=False)


# --- sent -------------------------------------------------------------------------------------------------------------


def test_it_goes_to_the_list_and_only_the_fetching_is_noted(sealed: Bulletin) -> None:
    wang = person("wang")
    sent = actions.distribute(wang, bulletin=sealed)
    assert {one.recipient.person.login for one in sent} == {"han", "fang", "meng"}
    with pytest.raises(RuleBroken, match="nobody_waits"):
        actions.distribute(wang, bulletin=sealed)
    mine = Delivery.objects.to(person("han")).get()
    with pytest.raises(NotAllowed):
        actions.fetch(wang, delivery=mine)
    actions.fetch(person("han"), delivery=mine)
    fetched, lines = mine.fetched_at, Entry.objects.count()
    actions.fetch(person("han"), delivery=mine)
    assert (mine.fetched_at, Entry.objects.count()) == (fetched, lines)


def test_a_draft_is_sent_to_nobody_and_the_list_holds_a_person_once() -> None:
    wang = person("wang")
    with pytest.raises(RuleBroken, match="not_sealed"):
        actions.distribute(wang, bulletin=november())
    with pytest.raises(RuleBroken, match="on_the_list"):
        actions.add_recipient(wang, person=person("han"))
    with pytest.raises(RuleBroken, match="reads_none"):
        actions.add_recipient(wang, person=person("security"))
    actions.remove_recipient(wang, recipient=Recipient.objects.standing().get(person__login="han"))
    actions.add_recipient(wang, person=person("han"))
