"""A city at work: the demo loaded, its pages, and an office's workbook of 50,000 rows taken in."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from django.conf import settings
from django.test import Client
from openpyxl import Workbook

from hometown.accounts.models import User
from hometown.intake import actions, previewing
from hometown.intake.demo import calendar, loading
from hometown.kernel import clock
from hometown.programme.actions import load_divisions
from hometown.programme.models import Batch, Unit

Timed = Callable[..., AbstractContextManager[None]]
PAGES = (
    "/",
    "/projects/",
    "/projects/list/",
    "/companies/",
    "/activities/",
    "/review/1/",
    "/review/1/figures/visited/",
)
ROWS = 50_000


def run(timed: Timed) -> None:
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STATIC_ROOT.mkdir()
    logging.disable(logging.WARNING)
    with timed("the first batch loaded through its actions"):
        load_divisions()
        loading.load()
    clock.pin(calendar.LAST)
    client = Client()
    client.force_login(User.objects.get(login="wang"))
    for page in PAGES:
        client.get(page)
        with timed(f"GET {page}", at_most_s=1):
            assert client.get(page).status_code == 200, page
    workbook = _workbook(Path(settings.HOMETOWN_HOME) / "ledger.xlsx")
    with timed(f"a workbook of {ROWS:,} rows read", count=ROWS, at_most_s=60):
        assert len(previewing.read(workbook).rows) == ROWS
    told = {"unit": Unit.objects.get(name="市投资促进中心"), "batch": Batch.objects.get(number=1)}
    with timed(f"a workbook of {ROWS:,} rows read and imported", count=ROWS, at_most_s=60):
        actions.import_workbook(User.objects.get(login="wang"), path=workbook, file_name=workbook.name, **told)


def _workbook(path: Path) -> Path:
    """Write a ledger as offices keep it; the firms are invented and each comes twice."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("2019年招商线索台账")
    sheet.append(["序号", "企业名称", "首次接触时间", "拟投资额（万元）", "进展情况", "责任人"])
    for number in range(1, ROWS + 1):
        firm = f"上海试算{number % (ROWS // 2):05d}材料有限公司"
        sheet.append(
            [number, firm, f"2019.{9 + number % 4}.{1 + number % 28}", 1000 + number % 900, "已对接", "林知夏"]
        )
    book.save(path)
    return path
