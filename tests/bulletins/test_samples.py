"""Looking again: the head draws, a verifier without a hand in it says whether it holds, the next bulletin prints it."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.test import Client

from hometown.accounts.models import User
from hometown.bulletins import actions, issuing, keys, rederiving, sampling, sealing
from hometown.bulletins import verify_bulletin as verifier
from hometown.bulletins.issue import Issue
from hometown.bulletins.models import Bulletin, Sample, SampleCheck, SealedFigure
from hometown.bulletins.reading import Reading
from hometown.bulletins.rules import SAMPLE_MOST, fault_of_check, fault_of_size
from hometown.config.cli import hometown
from hometown.fieldwork.models import ActivityCompany, ActivityOfficer
from hometown.files import storing
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.ledger import auditing, book, replay
from hometown.ledger.models import Entry
from hometown.programme.models import Batch
from hometown.projects.models import Filing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
LAST = datetime(2020, 1, 17, 9, 0, tzinfo=clock.CITY_TIME)
JANUARY = date(2020, 1, 1)


@pytest.fixture(autouse=True)
def _on_the_last_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(settings, "SEAL_KEYS", tmp_path / "keys")
    with clock.simulated(LAST):
        keys.make(None)
        yield


def person(login: str) -> User:
    found: User = User.objects.get(login=login)
    return found


@pytest.fixture
def sealed() -> Bulletin:
    one: Bulletin = Bulletin.objects.with_reader_needs().get(month=date(2019, 11, 1))
    issuing.seal_issue(person("lu"), one)
    return one


@pytest.fixture
def drawn(sealed: Bulletin) -> Sample:
    return actions.draw_sample(person("zhao"), bulletin=sealed, figure="visited", size=3)


def first_of(sample: Sample) -> SampleCheck:
    found: SampleCheck = sample.checks.all()[0]
    return found


def client(login: str) -> Client:
    found = Client()
    found.force_login(person(login))
    return found


def edited(check: SampleCheck, login: str) -> None:
    row = ActivityCompany.objects.get(pk=check.record)
    row.their_words = f"{row.their_words}，另约再谈"
    with book.entry("activity.edited", actor=person(login).pk) as entry:
        entry.put(row)


# --- rules ------------------------------------------------------------------------------------------------------------


def test_a_sample_is_neither_nothing_nor_everything() -> None:
    said = [bool(fault_of_size(size)) for size in (-1, 0, 1, SAMPLE_MOST, SAMPLE_MOST + 1)]
    assert said == [True, True, False, False, True]


def test_only_what_does_not_hold_needs_a_reason() -> None:
    assert fault_of_check(holds=True, reason="") == ""
    assert fault_of_check(holds=False, reason=" ") == "bulletins.sample_reason"
    assert fault_of_check(holds=False, reason="无此走访") == ""


# --- drawing ----------------------------------------------------------------------------------------------------------


def test_a_stranger_draws_the_same_records_from_the_bundle(
    sealed: Bulletin, drawn: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sealed.seal is not None
    path = tmp_path / "bundle.json"
    path.write_text(sealing.bundle_of(sealed.seal).text(), encoding="utf-8")
    assert verifier.main([str(path), "--sample", "3", "--figure", "visited"]) == 0
    told = capsys.readouterr().out.splitlines()[-3:]
    assert told == [str(check.record) for check in drawn.checks.all()]
    assert {check.record_model for check in drawn.checks.all()} == {"fieldwork.activitycompany"}


def test_drawing_is_one_line_and_is_done_once_a_figure(sealed: Bulletin) -> None:
    before = Entry.objects.count()
    actions.draw_sample(person("zhao"), bulletin=sealed, figure="visited", size=3)
    assert Entry.objects.count() == before + 1
    with pytest.raises(RuleBroken, match="drawn_already"):
        actions.draw_sample(person("zhao"), bulletin=sealed, figure="visited", size=9)
    actions.draw_sample(person("zhao"), bulletin=sealed, figure="leads", size=1)
    assert (Entry.objects.count(), SampleCheck.objects.count()) == (before + 2, 4)


def test_only_a_verifier_draws_and_only_from_what_is_sealed(sealed: Bulletin) -> None:
    with pytest.raises(NotAllowed, match="not_a_verifier"):
        actions.draw_sample(person("wang"), bulletin=sealed, figure="visited", size=3)
    with pytest.raises(NotFound, match="no_figure"):
        actions.draw_sample(person("zhao"), bulletin=sealed, figure="no_such", size=3)
    with pytest.raises(BadInput, match="sample_size"):
        actions.draw_sample(person("zhao"), bulletin=sealed, figure="visited", size=0)
    draft = actions.draft(person("wang"), month=JANUARY)
    with pytest.raises(NotFound, match="not_sealed"):
        actions.draw_sample(person("zhao"), bulletin=draft, figure="visited", size=3)


def test_from_a_figure_that_counted_nothing_nothing_is_drawn(sealed: Bulletin) -> None:
    empty = SealedFigure.objects.filter(seal=sealed.seal, told__records=0)[0]
    with pytest.raises(RuleBroken, match="nothing_to_draw"):
        actions.draw_sample(person("zhao"), bulletin=sealed, figure=empty.told["code"], size=3)


def test_from_another_bundle_than_the_sealed_one_nothing_is_drawn(
    sealed: Bulletin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sealed.seal is not None
    data = sealing.bundle_of(sealed.seal).data
    data["payload"]["tree"]["root"] = "0" * 64
    changed = tmp_path / "changed.json"
    changed.write_text(sealing.Bundle(data).text(), encoding="utf-8")
    monkeypatch.setattr(storing, "blob_path", lambda _sha256: changed)
    with pytest.raises(NotFound, match="not_sealed_here"):
        actions.draw_sample(person("zhao"), bulletin=sealed, figure="visited", size=3)


# --- checking ---------------------------------------------------------------------------------------------------------


def test_a_verifier_says_once_whether_a_record_holds(drawn: Sample) -> None:
    before = Entry.objects.count()
    check = actions.check_sampled(person("zhao"), check=first_of(drawn), holds=True)
    assert (check.holds, check.checked_on, Entry.objects.count()) == (True, LAST.date(), before + 1)
    with pytest.raises(RuleBroken, match="checked_already"):
        actions.check_sampled(person("zhao"), check=check, holds=False, reason="改口")
    check.refresh_from_db()
    assert check.holds is True


def test_what_does_not_hold_says_why(drawn: Sample) -> None:
    with pytest.raises(BadInput, match="sample_reason"):
        actions.check_sampled(person("zhao"), check=first_of(drawn), holds=False, reason=" ")
    assert first_of(drawn).checked_on is None
    check = actions.check_sampled(person("zhao"), check=first_of(drawn), holds=False, reason="对方称未接待")
    assert (check.holds, check.reason) == (False, "对方称未接待")


def test_nobody_else_checks_and_no_verifier_what_they_wrote(drawn: Sample) -> None:
    with pytest.raises(NotAllowed, match="not_a_verifier"):
        actions.check_sampled(person("wang"), check=first_of(drawn), holds=True)
    edited(first_of(drawn), "zhao")
    with pytest.raises(NotAllowed, match="sampled_own"):
        actions.check_sampled(person("zhao"), check=first_of(drawn), holds=True)


def test_a_hand_in_it_have_its_writer_and_who_took_part(drawn: Sample) -> None:
    link = ActivityCompany.objects.select_related("activity").get(pk=first_of(drawn).record)
    took_part = ActivityOfficer.objects.filter(activity=link.activity).values_list("officer__user", flat=True)
    assert {link.activity.recorded_by, *took_part} - {None} <= sampling.hands_of(first_of(drawn))
    assert person("zhao").pk not in sampling.hands_of(first_of(drawn))


def test_a_hand_in_a_lead_has_who_filed_its_project(sealed: Bulletin) -> None:
    check = first_of(actions.draw_sample(person("zhao"), bulletin=sealed, figure="leads", size=1))
    filed_by = Filing.objects.get(pk=check.record).filed_by
    assert filed_by is not None
    assert filed_by in sampling.hands_of(check)


def test_a_record_that_is_no_more_can_still_be_found_wanting(drawn: Sample) -> None:
    row = ActivityCompany.objects.get(pk=first_of(drawn).record)
    with book.entry("activity.edited", actor=person("wang").pk) as entry:
        for counterpart in row.counterparts.all():
            entry.remove(counterpart)
        entry.remove(row)
    page = client("zhao").get(f"/samples/{drawn.pk}/", headers={"Accept-Language": "en"}).content.decode()
    assert "已不存在的记录" in page or "A record that is no more" in page
    check = actions.check_sampled(person("zhao"), check=first_of(drawn), holds=False, reason="记录已删")
    assert check.holds is False


# --- printed ----------------------------------------------------------------------------------------------------------


def test_the_next_bulletin_prints_what_was_drawn_checked_and_held_and_no_name(drawn: Sample) -> None:
    checks = list(drawn.checks.all())
    actions.check_sampled(person("zhao"), check=checks[0], holds=True)
    actions.check_sampled(person("zhao"), check=checks[1], holds=False, reason="对方称未接待")
    told = Reading(actions.draft(person("wang"), month=JANUARY))
    values = {code: one["value"] for code, one in told.as_data()["figures"].items() if code.startswith("sampled")}
    assert values == {"sampled": "3", "sampled_checked": "2", "sampled_hold": "1"}
    text = "".join(piece.text for block in told.sections[0]["blocks"] if "pieces" in block for piece in block["pieces"])
    assert "按已封存通报的树头抽取3条，不由任何人挑选；由未经手者核查2条，属实1条。" in text
    assert "赵既明" not in json.dumps(told.document, ensure_ascii=False)
    assert "drawn by the head of a sealed bulletin" in json.dumps(told.document["en"])


def test_a_month_without_a_sample_says_nothing_of_it(sealed: Bulletin) -> None:
    document = Issue(actions.draft(person("wang"), month=JANUARY)).document()
    assert "sampled" not in json.dumps(document)


def test_what_is_checked_in_a_later_month_is_told_in_that_month(drawn: Sample) -> None:
    with clock.simulated(LAST.replace(month=2)):
        actions.check_sampled(person("zhao"), check=first_of(drawn), holds=True)
        january = Issue(actions.draft(person("wang"), month=JANUARY))
        february = Issue(actions.draft(person("wang"), month=date(2020, 2, 1)))
        said = [[int(one.result(code).value) for one in (january, february)] for code in ("sampled", "sampled_checked")]
        assert said == [[3, 0], [0, 1]]
        assert [one.count for one in january.result("sampled_checked").exclusions] == [3]


def test_another_batch_prints_nothing_of_it(drawn: Sample) -> None:
    own = actions.draft(person("wang"), month=JANUARY, batch=Batch.objects.get())
    assert Issue(own).result("sampled").value == 0


def test_its_figures_are_sealed_and_derive_again(drawn: Sample) -> None:
    actions.check_sampled(person("zhao"), check=first_of(drawn), holds=True)
    january = actions.draft(person("wang"), month=JANUARY)
    actions.review(person("qian"), bulletin=january)
    actions.sign_off(person("lu"), bulletin=january)
    bundle = issuing.seal_issue(person("lu"), january)
    assert {"sampled", "sampled_checked", "sampled_hold"} <= {one["code"] for one in bundle.payload["figures"]}
    verifier.check(verifier.read(bundle.text().encode()))
    assert list(rederiving.problems(bundle)) == []
    assert list(auditing.check()) == []
    assert list(replay.differences()) == []


# --- pages and command ------------------------------------------------------------------------------------------------


def test_a_verifier_goes_from_the_bulletin_to_what_a_record_is_worth(sealed: Bulletin) -> None:
    zhao = client("zhao")
    assert "/bulletins/2019-11/sample/" in zhao.get("/bulletins/2019-11/").content.decode()
    answer = zhao.post("/bulletins/2019-11/sample/", {"figure": "visited", "size": "2"})
    sample = Sample.objects.get()
    assert answer.headers["Location"] == f"/samples/{sample.pk}/"
    page = zhao.get(f"/samples/{sample.pk}/").content.decode()
    assert "--sample 2 --figure visited" in page
    check = first_of(sample)
    activity = ActivityCompany.objects.get(pk=check.record).activity
    assert f"/activities/{activity.pk}/" in page
    address = f"/samples/records/{check.pk}/"
    assert zhao.post(address, {"holds": "no", "reason": ""}).status_code == 422
    assert zhao.post(address, {"holds": "no", "reason": "对方称未接待"}).status_code == 302
    page = zhao.get(f"/samples/{sample.pk}/").content.decode()
    assert "对方称未接待" in page
    assert "<form" not in zhao.get(address).content.decode().split("<main")[1]
    assert str(sample.pk) in zhao.get("/samples/").content.decode()


def test_who_had_a_hand_in_a_record_is_shown_no_form(drawn: Sample) -> None:
    edited(first_of(drawn), "zhao")
    answer = client("zhao").get(f"/samples/records/{first_of(drawn).pk}/")
    assert 'name="holds"' not in answer.content.decode()
    assert client("zhao").post(answer.request["PATH_INFO"], {"holds": "yes"}).status_code in (403, 422)


@pytest.mark.parametrize("login", ["wang", "lin", "lu", "han"])
def test_nobody_but_verifiers_opens_a_sample(drawn: Sample, login: str) -> None:
    for address in ("/samples/", f"/samples/{drawn.pk}/", f"/samples/records/{first_of(drawn).pk}/"):
        assert client(login).get(address).status_code == 403
    assert "/bulletins/2019-11/sample/" not in client(login).get("/bulletins/2019-11/").content.decode()


def test_a_figure_of_samples_opens_to_the_bureau_without_the_records(drawn: Sample) -> None:
    actions.draft(person("wang"), month=JANUARY)
    answer = client("wang").get("/bulletins/2020-01/figures/sampled/")
    assert answer.status_code == 200
    assert f"/samples/{drawn.pk}/" not in answer.content.decode()
    assert f"/samples/{drawn.pk}/" in client("zhao").get("/samples/").content.decode()


def test_the_command_draws_and_names_the_records(sealed: Bulletin) -> None:
    words = ["sample", "2019-11", "--figure", "visited", "--size", "2", "--as"]
    refused = CliRunner().invoke(hometown, [*words, "wang"])
    assert (refused.exit_code, Sample.objects.count()) == (1, 0)
    done = CliRunner().invoke(hometown, [*words, "zhao"])
    assert done.exit_code == 0, done.output
    assert done.output.split() == [str(check.record) for check in Sample.objects.get().checks.all()]
