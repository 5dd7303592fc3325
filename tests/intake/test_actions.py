import os
import signal
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hometown.accounts.models import User
from hometown.companies import actions as companies
from hometown.companies.models import Company, Contact, FactSource
from hometown.fieldwork.models import Activity, Counterpart
from hometown.intake import actions, previewing
from hometown.intake.models import HeaderMeaning, ImportedRow, ImportRun
from hometown.kernel.dates import Period
from hometown.kernel.errors import BadInput, NotAllowed
from hometown.kernel.figures import Scope
from hometown.ledger import book
from hometown.ledger.models import Entry, RowImage
from hometown.programme.models import Officer
from hometown.projects import figures
from hometown.projects.actions import file_lead
from hometown.projects.models import Claim, Filing, Project, StageMove
from tests.people import FIRST, LAST, World

LEDGER = Path(__file__).parents[1] / "data" / "ledger_a.xlsx"
HEAD = [
    "序号",
    "企业名称",
    "项目名称",
    "首次接触时间",
    "联系人及电话",
    "拟投资额（亿元）",
    "进展情况",
    "责任人",
    "线索来源",
]


def workbook(folder: Path, *rows: list[Any], head: list[str] = HEAD, name: str = "台账.xlsx", title: str = "") -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append([title or "普陀组招商线索台账（2019年9月—12月）"])
    sheet.append(head)
    for row in rows:
        sheet.append(row)
    made.save(folder / name)
    return folder / name


def row(number: int, firm: str, **said: Any) -> list[Any]:
    facts = {"title": None, "on": "2019.10.2", "contact": "王经理 13800001111", "amount": 0.5, "stage": "在谈",
             "officers": "林知夏", "source": "走访"} | said  # fmt: skip
    return [number, firm, facts["title"], facts["on"], facts["contact"], facts["amount"], facts["stage"],
            facts["officers"], facts["source"]]  # fmt: skip


def take(actor: User, path: Path, world: World, **more: Any) -> ImportRun:
    told = {"unit": world.units["putuo_group"], "batch": world.batch} | more
    return actions.import_workbook(actor, path=path, file_name=path.name, **told)


def everything() -> tuple[int, ...]:
    return tuple(m.objects.count() for m in (Entry, RowImage, Company, Project, Filing, ImportRun, ImportedRow))


def test_a_row_becomes_a_company_with_its_source_a_contact_a_project_and_a_filing(
    world: World, wang: User, lin: User, tmp_path: Path
) -> None:
    path = workbook(tmp_path, row(1, "上海岚汀化学有限公司", amount="约3.5亿", on="10月中旬", source="商会推荐"))
    run = take(wang, path, world)
    company, project, filing = Company.objects.get(), Project.objects.get(), Filing.objects.get()
    contact = Contact.objects.get()
    assert company.name == "上海岚汀化学有限公司"
    assert FactSource.objects.get(company=company).source.startswith("台账.xlsx ")
    assert (contact.name, contact.phone, contact.company) == ("王经理", "13800001111", company)
    assert (project.amount, project.amount_bound, project.amount_yuan) == (
        Decimal(350000000),
        "about",
        Decimal(350000000),
    )
    assert (project.opened_on, project.first_contact_precision) == (date(2019, 10, 11), "ten_days")
    assert (project.stage, project.reported_stage, project.source) == ("lead", "talking", "chamber")
    assert project.counterpart == contact
    assert filing.is_imported
    assert filing.officer == world.officers["lin"]
    assert (filing.unit, filing.batch) == (world.units["putuo_group"], world.batch)
    assert "13800001111" not in filing.text
    assert StageMove.objects.get().to_stage == "lead"
    assert run.counts["new"] == 1


def test_importing_the_same_workbook_again_changes_nothing(world: World, wang: User, lin: User, tmp_path: Path) -> None:
    first = take(wang, LEDGER, world)
    before = everything()
    assert take(wang, LEDGER, world) == first
    saved_again = tmp_path / "copy.xlsx"
    openpyxl.load_workbook(LEDGER).save(saved_again)
    assert saved_again.read_bytes() != LEDGER.read_bytes()
    assert take(wang, saved_again, world) == first
    assert everything() == before
    assert first.counts["rows"] == ImportedRow.objects.count() == 64


def test_two_equal_rows_stay_two_and_only_a_third_is_new(world: World, wang: User, lin: User, tmp_path: Path) -> None:
    twice = [row(n, "上海岚汀化学有限公司") for n in (1, 2)]
    take(wang, workbook(tmp_path, *twice), world)
    run = take(wang, workbook(tmp_path, *twice, row(3, "上海岚汀化学有限公司")), world)
    assert (run.counts["unchanged"], run.counts["joined"]) == (2, 1)
    assert Filing.objects.count() == 3


def test_rows_of_one_firm_are_joined_unless_they_name_other_projects(
    world: World, wang: User, lin: User, tmp_path: Path
) -> None:
    path = workbook(
        tmp_path,
        row(1, "上海岚汀化学（集团）有限公司", amount=1),
        row(2, " 上海岚汀化学(集团)有限公司 ", amount=2, stage="已签约"),
        row(3, "上海岚汀化学（集团）有限公司", title="电池铝箔项目"),
    )
    run = take(wang, path, world)
    assert Company.objects.count() == 1
    joined, named = Project.objects.order_by("pk")
    assert (named.name, joined.amount, joined.reported_stage) == ("电池铝箔项目", Decimal(100000000), "signed")
    assert [f.is_supporting for f in Filing.objects.order_by("pk")] == [False, True, False]
    second = ImportedRow.objects.get(run=run, row=4)
    assert {code for code, _ in second.doubts} >= {"firm_repeated", "amount_differs"}


def test_a_firm_on_record_is_found_and_its_project_supported(
    world: World, wang: User, lin: User, tmp_path: Path
) -> None:
    company = companies.add_company(wang, name="上海岚汀化学有限公司", source="名片")
    companies.add_name(wang, company=company, text="岚汀化学", kind="short")
    held = file_lead(
        lin, company=company, unit=world.units["putuo_group"], occurred_on=date(2019, 11, 1),
        contact_evidence="微信记录", summary="电池铝箔", officer=world.officers["lin"],
    )  # fmt: skip
    take(
        wang, workbook(tmp_path, row(1, "岚汀化学", on="2019.9.3", amount=9)), world, unit=world.units["jiading_group"]
    )
    assert Company.objects.get() == company
    filing = Filing.objects.exclude(pk=held.pk).get()
    assert filing.project == held.project
    assert filing.is_supporting


def test_an_old_date_in_an_import_wins_no_claim(
    world: World, wang: User, lin: User, zhou: User, tmp_path: Path
) -> None:
    take(wang, workbook(tmp_path, row(1, "上海岚汀化学有限公司", on="2019.9.1")), world)
    assert not Claim.objects.exists()
    imported = Filing.objects.get()
    assert imported.effective_at is None
    later = file_lead(
        zhou, company=Company.objects.get(), unit=world.units["jiading_group"], occurred_on=date(2019, 12, 1),
        contact_evidence="会面纪要", officer=world.officers["zhou"], summary="电池铝箔", site_need="50亩",
        source="visit",
    )  # fmt: skip
    assert later.project == imported.project
    claim = Claim.objects.get(project=later.project)
    assert (claim.filing, claim.unit) == (later, world.units["jiading_group"])


def test_a_reported_signing_is_shown_and_not_counted_as_signed(
    world: World, wang: User, lin: User, tmp_path: Path
) -> None:
    take(wang, workbook(tmp_path, row(1, "上海岚汀化学有限公司", stage="已签约")), world)
    project = Project.objects.get()
    assert (project.stage, project.reported_stage) == ("lead", "signed")
    scope = Scope(Period(FIRST, LAST), batch=world.batch.pk, host_prefix="31", home_prefix="3406")
    by_code = {figure.code: figure for figure in figures.FIGURES}
    assert by_code["signed"].of(scope).value == 0
    assert by_code["leads"].of(scope).value == 1


def test_unknown_officers_and_namesakes_stay_text(world: World, wang: User, lin: User, tmp_path: Path) -> None:
    with book.entry("test.prepared", actor=None) as entry:
        for _ in range(2):
            entry.put(Officer(name="沈静", home_unit=world.units["civil"]))
    path = workbook(tmp_path, row(1, "上海岚汀化学有限公司", officers="吴建国、林知夏、沈静"))
    before = Officer.objects.count()
    run = take(wang, path, world)
    assert Officer.objects.count() == before
    filing = Filing.objects.get()
    assert filing.officer == world.officers["lin"]
    assert "吴建国、林知夏、沈静" in filing.text
    codes = {code for code, _ in ImportedRow.objects.get(run=run).doubts}
    assert codes >= {"officer_unknown", "officer_namesakes"}


def test_a_changed_row_fills_what_is_empty_and_overwrites_nothing(
    world: World, wang: User, lin: User, tmp_path: Path
) -> None:
    take(
        wang,
        workbook(tmp_path, row(1, "上海岚汀化学有限公司", amount=1), row(2, "上海松壑科技有限公司", amount=None)),
        world,
    )
    path = workbook(
        tmp_path,
        row(1, "上海岚汀化学有限公司", amount=8, stage="已签约"),
        row(2, "上海松壑科技有限公司", amount=2),
    )
    run = take(wang, path, world)
    assert run.counts["changed"] == 2
    kept = Project.objects.get(company__name="上海岚汀化学有限公司")
    filled = Project.objects.get(company__name="上海松壑科技有限公司")
    assert (kept.amount, kept.reported_stage) == (Decimal(100000000), "signed")
    assert filled.amount == Decimal(200000000)
    assert Filing.objects.count() == 2
    codes = {code for code, _ in ImportedRow.objects.get(run=run, row=3).doubts}
    assert codes >= {"row_changed", "amount_differs"}
    before = everything()
    take(wang, path, world)
    assert everything() == before


def test_a_ledger_of_visits_becomes_visits_with_the_people_met(
    world: World, wang: User, lin: User, tmp_path: Path
) -> None:
    head = ["序号", "走访企业", "走访时间", "接待人", "走访人员", "走访情况"]
    path = workbook(
        tmp_path,
        [1, "上海岚汀化学有限公司", "2019.10.8", "郁文", "林知夏", "有投资意向"],
        head=head,
        title="企业走访台账",
    )
    take(wang, path, world)
    activity = Activity.objects.get()
    link = activity.company_links.get()
    assert (activity.kind, activity.on, activity.batch) == ("visit", date(2019, 10, 8), world.batch)
    assert [one.officer for one in activity.officer_links.all()] == [world.officers["lin"]]
    assert (link.interest, link.their_words) == ("intent", "有投资意向")
    assert Counterpart.objects.get().contact.name == "郁文"
    assert not Project.objects.exists()
    before = everything()
    take(wang, path, world)
    assert everything() == before


def test_answers_are_remembered_for_the_unit(world: World, wang: User, lin: User, tmp_path: Path) -> None:
    head = [*HEAD[:-1], "甲乙丙"]
    path = workbook(tmp_path, row(1, "上海岚汀化学有限公司", source="商会推荐"), head=head)
    take(wang, path, world, answers={"甲乙丙": "source"})
    assert Project.objects.get().source == "chamber"
    meaning = HeaderMeaning.objects.get()
    assert (meaning.unit, meaning.header, meaning.field) == (world.units["putuo_group"], "甲乙丙", "source")
    assert not previewing.read(path, unit=world.units["putuo_group"]).unknown_headers
    with pytest.raises(BadInput, match=r"intake\.no_such_field"):
        take(wang, path, world, answers={"甲乙丙": "nonsense"})


def test_a_stranger_and_a_plain_officer_may_not_import(world: World, stranger: User, lin: User, fang: User) -> None:
    for person in (stranger, lin):
        with pytest.raises(NotAllowed):
            take(person, LEDGER, world)
    with pytest.raises(NotAllowed):
        take(fang, LEDGER, world, unit=None, batch=other_batch(world))
    assert not ImportRun.objects.exists()


def other_batch(world: World) -> Any:
    from hometown.programme.models import Batch

    batch = Batch(number=2, name="第二批", host_city=world.host, first_on=date(2020, 3, 1), last_on=date(2020, 9, 1))
    with book.entry("test.prepared", actor=None) as entry:
        entry.put(batch)
    return batch


def test_a_fault_in_the_middle_leaves_nothing(world: World, wang: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything()
    monkeypatch.setattr(actions.importing, "ROWS_A_LINE", 10)
    written: list[int] = []

    def fall(done: int, of: int) -> None:
        written.append(ImportedRow.objects.count())
        if done >= 30:
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="power"):
        take(wang, LEDGER, world, progress=fall)
    assert written == [10, 20, 30]
    assert everything() == before


CHILD = """
import sys
from pathlib import Path
import django
django.setup()
from hometown.accounts.models import User
from hometown.intake import actions, previewing
from hometown.programme.models import Batch, Unit
actions.importing.ROWS_A_LINE = 10
def wait(done, of):
    print(done, flush=True)
    if done >= 30:
        sys.stdin.read()
actions.import_workbook(User.objects.get(), path=Path(sys.argv[1]), file_name="ledger.xlsx", unit=Unit.objects.get(),
                        batch=Batch.objects.get(), progress=wait)
"""

PREPARE = """
import django
django.setup()
from datetime import date
from hometown.config import tables
tables.bring_up()
from hometown.accounts.models import Grant, User
from hometown.ledger import book
from hometown.programme.models import Batch, City, Unit
home, host = City(code="340600", name="淮北市", is_home=True), City(code="310000", name="上海市")
user = User(login="wang", name="王慎之")
with book.entry("test.prepared", actor=None) as entry:
    for one in (home, host, user, Grant(user=user, role="bureau", first_on=date(2019, 9, 1)),
                Unit(kind="bureau", name="市投资促进中心"),
                Batch(number=1, name="第一批", host_city=host, first_on=date(2019, 9, 1), last_on=date(2020, 1, 17))):
        entry.put(one)
"""

COUNT = """
import django
django.setup()
from hometown.companies.models import Company
from hometown.intake.models import ImportedRow
from hometown.ledger.models import Entry
print(Entry.objects.count(), Company.objects.count(), ImportedRow.objects.count())
"""


def test_an_import_that_is_killed_in_the_middle_is_not_there_at_all(tmp_path: Path) -> None:
    env = os.environ | {
        "HOMETOWN_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "hometown.config.settings",
        "HOMETOWN_DATABASE_URL": "",
    }

    def run(code: str) -> str:
        done = subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    run(PREPARE)
    before = run(COUNT)
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(LEDGER)], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    seen = [child.stdout.readline().strip() for _ in range(3)]
    time.sleep(0.1)
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert seen == ["10", "20", "30"]
    assert run(COUNT) == before


def test_an_untrusted_file_is_refused(world: World, wang: User, tmp_path: Path) -> None:
    fake = tmp_path / "ledger.xlsx"
    fake.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(BadInput, match=r"intake\.not_a_workbook"):
        take(wang, fake, world)
    assert not ImportRun.objects.exists()
