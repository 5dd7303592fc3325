"""Pages and command of the monthly bulletin: read by some, taken on by others, sealed where the key lies, fetched."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import docx as library
import pytest
from click.testing import CliRunner, Result
from django.conf import settings
from django.test import Client

from hometown.accounts.models import User
from hometown.bulletins import heads
from hometown.bulletins import verify_bulletin as verifier
from hometown.bulletins.models import Bulletin, BulletinPart, Delivery
from hometown.config.cli import hometown
from hometown.kernel import clock
from hometown.programme.actions import edit_unit
from hometown.programme.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
PAGE = "/bulletins/2019-11/"


@pytest.fixture(autouse=True)
def _on_the_last_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(settings, "SEAL_KEYS", tmp_path / "keys")
    with clock.simulated(datetime(2020, 1, 17, 9, 0, tzinfo=clock.CITY_TIME)):
        yield


def signed_in(login: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(login=login))
    return client


def run(*words: str) -> Result:
    return CliRunner().invoke(hometown, list(words))


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """The bundle of November, sealed on the command line with a fresh key."""
    assert run("key", "new", "--as", "wang").exit_code == 0
    path = tmp_path / "november.json"
    done = run("bulletin", "2019-11", "--seal", "-o", str(path))
    assert done.exit_code == 0, done.output
    return path


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_demo_is_sealed_on_the_command_line_and_proved_by_the_file_beside_it(bundle: Path) -> None:
    beside = [sys.executable, "-I", "-S", str(bundle.with_name("verify_bulletin.py")), str(bundle)]
    assert subprocess.run(beside, check=False, capture_output=True).returncode == 0
    assert run("verify", str(bundle), "--home").exit_code == 0
    again = run("bulletin", "2019-11", "--seal")
    assert (again.exit_code, "已封存" in again.output) == (1, True)


def test_without_a_key_and_without_a_signature_nothing_is_sealed() -> None:
    refused = run("bulletin", "2019-11", "--seal")
    assert (refused.exit_code, "hometown key new" in refused.output) == (1, True)
    assert run("key", "new", "--as", "wang").exit_code == 0
    unsigned = run("bulletin", "2019-12", "--seal")
    assert (unsigned.exit_code, "尚未签发" in unsigned.output) == (1, True)


def test_the_command_drafts_prints_and_writes(tmp_path: Path) -> None:
    assert run("bulletin", "2019-13").exit_code == 2
    assert run("bulletin", "2019-12", "--batch", "7").exit_code == 1
    drafted = run("bulletin", "2019-12", "--batch", "1", "--lang", "en")
    assert drafted.exit_code == 0
    assert "December 2019" in drafted.output
    assert Bulletin.objects.filter(month="2019-12-01", batch__number=1).exists()
    told = json.loads(run("bulletin", "2019-11", "--format", "json").output)
    assert (told["step"], told["number"]) == ("signed", "淮沪学通〔2019〕1号")
    paper = tmp_path / "november.docx"
    assert run("bulletin", "2019-11", "--format", "docx").exit_code == 2
    assert run("bulletin", "2019-11", "--format", "docx", "-o", str(paper)).exit_code == 0
    words = zipfile.ZipFile(paper).read("word/document.xml").decode()
    assert "〔2019〕" in words
    assert "上期更正" not in words


# --- pages ------------------------------------------------------------------------------------------------------------


def test_a_draft_is_seen_by_those_who_make_it_and_by_nobody_else() -> None:
    assert {who: signed_in(who).get(PAGE).status_code for who in ("wang", "qian", "lu", "lin", "fang")} == {
        "wang": 200, "qian": 200, "lu": 200, "lin": 404, "fang": 404,
    }  # fmt: skip
    assert signed_in("security").get(PAGE).status_code == 403
    for address in (
        "/bulletins/x/",
        "/bulletins/2019-13/",
        "/bulletins/2018-01/",
        f"{PAGE}?batch=1",
        f"{PAGE}?batch=x",
    ):
        assert signed_in("wang").get(address).status_code == 404


def test_a_leader_reads_the_numbers_and_opens_no_record() -> None:
    page = signed_in("lu").get(PAGE).content.decode()
    assert "59家" in page
    assert "/figures/" not in page
    assert signed_in("lu").get(f"{PAGE}figures/visited/").status_code == 403


def test_a_figure_opens_its_records_also_of_a_part() -> None:
    wang = signed_in("wang")
    assert "59" in wang.get(f"{PAGE}figures/visited/").content.decode()
    assert wang.get(f"{PAGE}figures/since_leads__chain__silicon/").status_code == 200
    for code in ("nothing", "visited__chain", "visited__planet__x", "former_visited", "live_projects__stage__x"):
        assert wang.get(f"{PAGE}figures/{code}/").status_code in (200, 404), code
    assert wang.get(f"{PAGE}figures/nothing/").status_code == 404
    assert wang.get(f"{PAGE}figures/former_visited/").status_code == 404


def test_it_is_returned_edited_reviewed_and_signed_by_three_people() -> None:
    qian, wang, lu = signed_in("qian"), signed_in("wang"), signed_in("lu")
    one = Bulletin.objects.get(month="2019-11-01")
    assert qian.post(f"{PAGE}step/", {"return": "yes", "reason": "", "revision": one.revision}).status_code == 422
    assert qian.post(f"{PAGE}step/", {"return": "yes", "reason": "补一句", "revision": one.revision}).status_code == 302
    part = BulletinPart.objects.get(bulletin=one, section="month")
    typed = {"zh": "走访五十九家", "en": part.en, "revision": part.revision}
    refused = wang.post(f"{PAGE}parts/month/", typed)
    assert refused.status_code == 422
    assert "五十九家" in refused.content.decode()
    placed = {**typed, "zh": f"{part.zh}\n干部走访{{since_visited}}。"}
    assert wang.post(f"{PAGE}parts/month/", placed).status_code == 302
    stale = wang.post(f"{PAGE}parts/month/", {**placed, "zh": "另一个人写的"})
    assert stale.status_code == 422
    assert wang.post(f"{PAGE}step/", {"review": "yes"}).status_code == 409
    assert qian.post(f"{PAGE}step/", {"review": "yes"}).status_code == 302
    assert wang.post(f"{PAGE}step/", {"sign": "yes"}).status_code == 409
    assert lu.post(f"{PAGE}step/", {"sign": "yes"}).status_code == 302
    assert "干部走访" in wang.get(PAGE).content.decode()


def test_two_who_press_at_once_take_one_step() -> None:
    one = Bulletin.objects.get(month="2019-11-01")
    signed_in("qian").post(f"{PAGE}step/", {"return": "yes", "reason": "再看", "revision": one.revision})
    late = signed_in("qian").post(f"{PAGE}step/", {"review": "yes", "revision": one.revision})
    assert late.status_code == 409
    assert Bulletin.objects.get(month="2019-11-01").step == "draft"


def test_a_sealed_one_is_read_by_all_readers_and_fetched_by_its_recipients(bundle: Path) -> None:
    assert bundle.exists()
    assert signed_in("wang").post(f"{PAGE}send/").status_code == 302
    assert signed_in("lin").get(PAGE).status_code == 200
    assert signed_in("lin").post(f"{PAGE}fetch/").status_code == 404
    han = signed_in("han")
    assert "/bulletins/2019-11/fetch/" in han.get(PAGE).content.decode()
    answer = han.post(f"{PAGE}fetch/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as folder:
        assert sorted(folder.namelist()) == ["bulletin-2019-11.json", "verify_bulletin.py"]
        mine = verifier.read(folder.read("bulletin-2019-11.json"))
    assert verifier.check(mine)["document"]["month"] == "2019-11"
    whole = signed_in("wang").get(f"{PAGE}bundle/").content
    with zipfile.ZipFile(io.BytesIO(whole)) as folder:
        theirs = verifier.read(folder.read("bulletin-2019-11.json"))
    assert len(mine["opened"]) < len(theirs["opened"])  # a county sees fewer firms than the bureau
    assert Delivery.objects.get(recipient__person__login="han").fetched_at is not None


def test_a_sealed_figure_shows_what_it_counted_then_and_leads_to_its_proof(bundle: Path) -> None:
    told = {one["code"]: one for one in json.loads(bundle.read_bytes())["payload"]["figures"]}
    page = signed_in("wang").get(f"{PAGE}figures/visited/").content.decode()
    assert f"/p/{told['visited']['short']}/" in page
    codes = signed_in("wang").get(f"{PAGE}codes/").content.decode()
    assert codes.count("<svg") >= len(told)
    assert Client().get(f"/p/{told['since_visited']['short']}/").status_code == 200
    paper = library.Document(io.BytesIO(signed_in("wang").get(f"{PAGE}?format=docx").content))
    drawn = {part.blob for part in paper.part.package.image_parts}
    for one in told.values():
        assert heads.as_picture(f"http://testserver/p/{one['short']}/") in drawn


def words_on_paper(login: str) -> str:
    """The text of the bulletin's document, line by line, with that of its imprint."""
    paper = library.Document(io.BytesIO(signed_in(login).get(f"{PAGE}?format=docx").content))
    lines = paper.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p")
    return "\n".join(one.text for one in lines)


def test_on_paper_the_office_signs_and_a_sealed_one_says_who_printed_it_and_when(tmp_path: Path) -> None:
    draft = words_on_paper("wang")
    assert "\n市投资促进中心\n2020年1月17日" in draft
    assert "印发" not in draft
    assert run("key", "new", "--as", "wang").exit_code == 0
    assert run("bulletin", "2019-11", "--seal", "-o", str(tmp_path / "november.json")).exit_code == 0
    assert "市投资促进中心\t2020年1月17日印发" in words_on_paper("wang")


def test_the_office_stays_the_one_that_sealed(bundle: Path) -> None:
    assert json.loads(bundle.read_bytes())["payload"]["document"]["zh"]["office"] == "市投资促进中心"
    bureau = Unit.objects.get(kind="bureau")
    edit_unit(None, unit=bureau, name="市招商局", kind="bureau", division_code=bureau.division_code)
    assert "市招商局" not in words_on_paper("wang")


def test_the_list_of_recipients_is_kept_on_its_page() -> None:
    wang, lin = signed_in("wang"), User.objects.get(login="lin")
    assert wang.post("/bulletins/recipients/", {"person": str(lin.pk), "unit": ""}).status_code == 302
    page = wang.get("/bulletins/recipients/").content.decode()
    assert lin.name in page
    assert signed_in("lin").get("/bulletins/recipients/").status_code == 403
    assert wang.post("/bulletins/draft/", {"month": "2019-12", "batch": "1"}).status_code == 302
    assert wang.get("/bulletins/2019-12/edit/?batch=1").status_code == 200
    assert wang.post("/bulletins/draft/", {"month": "2019-12", "batch": "1"}).status_code == 422
