"""The pages of an import."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hometown.accounts.models import User
from hometown.intake.models import HeaderMeaning, ImportRun
from hometown.ledger import book
from hometown.ledger.models import Entry
from hometown.projects.models import Filing
from tests.people import World

LEDGER = Path(__file__).parents[1] / "data" / "ledger_a.xlsx"


def signed_in(user: User) -> Client:
    with book.entry("test.prepared", actor=None) as entry:
        user.language = "en"
        entry.put(user)
    client = Client()
    client.force_login(user)
    return client


def upload(client: Client, world: World, content: bytes, name: str = "ledger.xlsx", **more: Any) -> Any:
    said = {"workbook": SimpleUploadedFile(name, content), "batch": str(world.batch.pk), **more}
    return client.post(reverse("import"), said)


def text_of(response: Any) -> str:
    found: str = response.content.decode()
    return found


def test_a_workbook_is_looked_at_then_imported_and_its_projects_are_linked(world: World, wang: User, lin: User) -> None:
    client = signed_in(wang)
    client.get(reverse("import"))
    before = Entry.objects.count()
    answer = upload(client, world, LEDGER.read_bytes(), unit=str(world.units["putuo_group"].pk))
    assert answer.status_code == 302, text_of(answer)
    shown = text_of(client.get(answer.url))
    assert "吴建国" in shown
    assert "合肥蓝陶机器人" in shown
    assert Entry.objects.count() == before, "looking writes nothing"
    done: Any = client.post(answer.url, {"confirm": "1"})
    run = ImportRun.objects.get()
    assert done.url == reverse("import-run", args=[run.pk])
    page = text_of(client.get(done.url))
    first = run.imported_rows.order_by("row").first()
    assert reverse("project", args=[first.project_id]) in page
    assert reverse("import-run", args=[run.pk]) in text_of(client.get(reverse("import")))


def test_the_same_workbook_again_says_that_nothing_is_new(world: World, wang: User, lin: User) -> None:
    client = signed_in(wang)
    for _ in range(2):
        client.post(upload(client, world, LEDGER.read_bytes()).url, {"confirm": "1"})
    assert ImportRun.objects.count() == 1
    shown = client.get(upload(client, world, LEDGER.read_bytes()).url)
    assert 'name="confirm"' not in text_of(shown)


def test_unknown_headers_are_asked_and_the_answer_is_read(world: World, wang: User, lin: User, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for line in (
        ["企业名称", "首次接触时间", "拟投资额（亿元）", "进展情况", "甲乙丙"],
        ["上海岚汀化学有限公司", "2019.10.2", 1, "在谈", "A1"],
        ["上海松壑科技有限公司", "2019.10.3", 2, "在谈", "B7"],
    ):
        sheet.append(line)
    made.save(tmp_path / "book.xlsx")
    client = signed_in(wang)
    url = upload(client, world, (tmp_path / "book.xlsx").read_bytes()).url
    page = text_of(client.get(url))
    assert "甲乙丙" in page
    assert re.search(r'<select name="header-0"', page)
    client.post(url, {"header-0": "remarks", "again": "1"})
    assert 'name="header-0"' not in text_of(client.get(url))
    client.post(url, {"confirm": "1"})
    assert "甲乙丙: A1" in Filing.objects.order_by("pk")[0].text
    assert HeaderMeaning.objects.get().field == "remarks"


def test_an_untrusted_file_is_refused_beside_the_form(world: World, wang: User) -> None:
    answer = upload(signed_in(wang), world, b"%PDF-1.7 nothing", name="ledger.xlsx")
    assert answer.status_code == 422
    assert "no workbook" in text_of(answer)


def test_the_report_marks_the_doubts(world: World, wang: User, lin: User) -> None:
    client = signed_in(wang)
    url = upload(client, world, LEDGER.read_bytes()).url
    waiting: Any = client.get(f"{url}report/")
    assert b"".join(waiting.streaming_content)[:2] == b"PK"
    client.post(url, {"confirm": "1"})
    report: Any = client.get(reverse("import-report", args=[ImportRun.objects.get().pk]))
    assert b"".join(report.streaming_content)[:2] == b"PK"


def test_another_session_does_not_see_what_waits(world: World, wang: User, fang: User) -> None:
    url = upload(signed_in(wang), world, LEDGER.read_bytes()).url
    assert signed_in(fang).get(url).status_code == 404
    assert signed_in(fang).post(url, {"confirm": "1"}).status_code == 404
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("name", ["stranger", "lin", "guest", "han", "sun"])
def test_who_may_not_import_sees_nothing_of_it(
    request: pytest.FixtureRequest, world: World, wang: User, name: str
) -> None:
    client = signed_in(wang)
    client.post(upload(client, world, LEDGER.read_bytes()).url, {"confirm": "1"})
    outsider = signed_in(request.getfixturevalue(name))
    run = ImportRun.objects.get()
    for url in (reverse("import"), reverse("import-run", args=[run.pk]), reverse("import-report", args=[run.pk])):
        assert outsider.get(url).status_code in {403, 404}


def test_the_secretary_imports_for_the_own_batch(world: World, fang: User) -> None:
    client = signed_in(fang)
    client.post(upload(client, world, LEDGER.read_bytes()).url, {"confirm": "1"})
    assert ImportRun.objects.get().batch == world.batch
