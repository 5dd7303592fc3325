"""Lives that end by force: a program that forks children who work until somebody kills them, and looks afterwards.

It is told on standard input, a word a line, and answers in JSON: `live` forks a child that works, `live-carelessly` one
that writes past the book; `bury` waits for its end and tells whether it came in the middle of a verb; `look` tells what
is wrong; `verify` runs the whole of `hometown check`; `done` counts the verbs in the book.
"""

import json
import mmap
import os
import random
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from tests.drills.instant import stage

stage.enter()

from django.conf import settings  # noqa: E402
from django.db import OperationalError, connections  # noqa: E402

from hometown.accounts.models import User  # noqa: E402
from hometown.companies import actions as companies  # noqa: E402
from hometown.companies.models import Company  # noqa: E402
from hometown.config import keeping  # noqa: E402
from hometown.fieldwork import actions as fieldwork  # noqa: E402
from hometown.fieldwork.models import Activity  # noqa: E402
from hometown.fieldwork.told import Met, Person  # noqa: E402
from hometown.files.models import Blob  # noqa: E402
from hometown.intake import actions as intake  # noqa: E402
from hometown.kernel.errors import Refusal  # noqa: E402
from hometown.kernel.money import Amount  # noqa: E402
from hometown.landing import actions as landing  # noqa: E402
from hometown.ledger import book, door  # noqa: E402
from hometown.programme.models import Batch, Officer, Posting, Unit  # noqa: E402
from hometown.projects import actions as projects  # noqa: E402
from hometown.projects.models import Claim, Project  # noqa: E402
from hometown.relay import actions as relay  # noqa: E402
from hometown.relay.models import Merge  # noqa: E402
from hometown.tasks.models import Task  # noqa: E402
from tests.drills.instant.watching import Watch, done  # noqa: E402


class Work:
    """What a child does, one verb after the other, by chance."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.number = seed * 1_000
        self.lin, self.wang = User.objects.get(login="lin"), User.objects.get(login="wang")
        self.officer = Officer.objects.get(user=self.lin)
        group = Posting.objects.get(officer=self.officer).group
        assert group is not None
        self.group = group

    def next_number(self) -> int:
        self.number += 1
        return self.number

    def firm(self) -> Company:
        """Return a firm known already, or add one."""
        if self.rng.random() < 0.3:
            known: list[Company] = list(Company.objects.filter(kind="company")[:50])
            return self.rng.choice(known)
        name = f"上海试炼{self.next_number()}材料有限公司"
        return companies.add_company(self.lin, name=name, region_code="310107", source="名片")

    def lead(self) -> None:
        amount = Amount(Decimal(self.rng.randrange(1, 90)) * 1_000_000)
        projects.file_lead(
            self.lin, company=self.firm(), unit=self.group, occurred_on=stage.TODAY, summary="扩产", amount=amount,
            site_need="厂房", source="visit", contact_evidence="微信往来" if self.rng.random() < 0.7 else "",
        )  # fmt: skip

    def visit(self) -> None:
        met = [Met(self.firm(), people=[Person(f"试{self.next_number()}", "经理")])]
        due = stage.TODAY + timedelta(days=7)
        fieldwork.record_activity(
            self.lin,
            kind="visit",
            on=stage.TODAY,
            officers=[self.officer],
            met=met,
            next_step="回访",
            next_step_due=due,
        )

    def withdraw(self) -> None:
        visit = Activity.objects.standing().filter(recorded_by=self.lin.pk).order_by("?").first()
        if visit is not None:
            fieldwork.withdraw_activity(self.lin, visit, reason="重复")

    def advance(self) -> None:
        project = Project.objects.filter(stage="lead").order_by("?").first()
        if project is None:
            return
        projects.edit_project(self.wang, project=project, chain="aluminium", industry_code="C3252")
        blob = Blob.objects.filter(media_type="image/png").order_by("?").first()
        if blob is not None:
            projects.report_evidence(
                self.wang, project=project, stage="assessed", kind="assessment", file_name="研判.png", blob=blob
            )
        projects.advance(self.wang, project=project, on=stage.TODAY)

    def paper(self) -> None:
        project = Project.objects.order_by("?").first()
        if project is not None:
            projects.report_evidence(
                self.wang,
                project=project,
                stage="assessed",
                kind="assessment",
                file_name="研判.png",
                content=self.picture(),
            )

    def picture(self) -> bytes:
        from io import BytesIO

        from PIL import Image

        out = BytesIO()
        Image.new("RGB", (8, 8), tuple(self.rng.randrange(256) for _ in range(3))).save(out, "PNG")
        return out.getvalue()

    def rename(self) -> None:
        companies.rename_company(self.wang, self.firm(), name=f"上海更名{self.next_number()}有限公司", source="公告")

    def workbook(self) -> None:
        with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8", dir=settings.HOMETOWN_HOME) as file:
            file.write("企业名称,首次接触时间,拟投资额（万元）,进展情况\n")
            for _ in range(self.rng.randrange(3, 12)):
                file.write(
                    f"上海台账{self.next_number()}材料有限公司,2019.10.{self.rng.randrange(1, 15)},1200,已对接\n"
                )
            file.flush()
            intake.import_workbook(
                self.wang, path=Path(file.name), file_name=f"{self.number}.csv", unit=Unit.objects.get(kind="bureau"),
                batch=Batch.objects.get(number=1),
            )  # fmt: skip

    def merge(self) -> None:
        source, target = Company.objects.counted().filter(kind="company").order_by("?")[:2]
        relay.merge_companies(self.wang, source=source, target=target, reason="同一家")

    def unmerge(self) -> None:
        merge = Merge.objects.filter(undone_at=None).order_by("?").first()
        if merge is not None:
            relay.unmerge_companies(self.wang, merge, reason="是两家")

    def send(self) -> None:
        project = Project.objects.filter(status="active").order_by("?").first()
        if project is not None:
            landing.send(self.wang, project=project, unit=Unit.objects.filter(kind="park")[0], why="有厂房")

    def pass_on(self) -> None:
        claim = Claim.objects.held().order_by("?").first()
        if claim is not None:
            to = Unit.objects.filter(kind="county")[0]
            projects.propose_transfer(self.wang, claim=claim, to_unit=to, reason="land")

    def verbs(self) -> tuple[Callable[[], None], ...]:
        return (
            self.lead, self.visit, self.withdraw, self.paper, self.advance, self.rename, self.workbook, self.merge,
            self.unmerge, self.send, self.pass_on,
        )  # fmt: skip

    def choose(self) -> Callable[[], None]:
        return self.rng.choices(self.verbs(), (5, 5, 2, 1, 3, 2, 3, 2, 2, 2, 1))[0]

    def careless(self) -> None:
        """Write a row first and its line afterwards, each in a transaction of its own."""
        task = Task(what=f"大意{self.next_number()}", kind="next_step", set_on=stage.TODAY)
        with door.opened():
            task.save(force_insert=True)
        task.what += "。"
        with book.entry("task.set", actor=None) as entry:
            entry.put(task)


IDLE, BUSY = b"\0", b"\1"
_busy = mmap.mmap(-1, 1)  # shared with the children: whether the living one is in the middle of a verb


def live(seed: int, ready: int, *, careless: bool) -> NoReturn:
    """Work until killed; says when the first verb begins."""
    try:
        work = Work(seed)
        os.write(ready, BUSY)
        while True:
            verb = work.careless if careless else work.choose()
            _busy[:1] = BUSY
            with suppress(Refusal):  # a rule may say no to what chance wanted
                verb()
            _busy[:1] = IDLE
    except BaseException as error:
        print(f"a life ended by itself: {error!r}", file=sys.stderr, flush=True)
        raise
    finally:
        os._exit(1)


def begin(seed: int, *, careless: bool) -> int:
    """Fork a child, wait until it works, and return its number."""
    connections.close_all()
    _busy[:1] = IDLE
    hears, tells = os.pipe()
    pid = os.fork()
    if not pid:
        live(seed, tells, careless=careless)
    os.close(tells)
    os.read(hears, 1)
    os.close(hears)
    return pid


def answer(word: str, watch: Watch, lives: int) -> dict[str, Any]:
    """Do what was said."""
    if word.startswith("live"):
        return {"pid": begin(lives, careless=word == "live-carelessly")}
    if word.startswith("bury"):
        _pid, status = os.waitpid(int(word.split()[1]), 0)
        return {"signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, "busy": _busy[:1] == BUSY}
    if word == "look":
        return {"problems": watch.problems()[:10], "lines": watch.seq}
    if word == "done":
        return dict(done(0))
    keeping.check.callback()  # type: ignore[misc]
    return {}


def main() -> None:
    watch, lives = Watch(), 0
    work = Work(0)
    for verb in (*work.verbs(), work.lead):  # so that children find everything loaded, and something to work on
        with suppress(Refusal):
            verb()
    for line in sys.stdin:
        lives += line.startswith("live")
        try:
            said = answer(line.strip(), watch, lives)
        except OperationalError as error:
            said = {"problems": [repr(error)]}
        except Exception as error:  # noqa: BLE001 - told to whoever listens
            said = {"problems": [f"{type(error).__name__}: {error}"]}
        sys.__stdout__.write(json.dumps(said) + "\n")  # type: ignore[union-attr]
        sys.__stdout__.flush()  # type: ignore[union-attr]


if __name__ == "__main__":
    sys.stdout = sys.stderr
    main()
