"""The mass of rows, day by day as it might have happened: firms taken in, visits and meetings, leads and their way."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from hometown import names
from hometown.companies.models import Company, CompanyName, Contact, FactSource, Tag, Tie
from hometown.companies.rules import inner_check_sign, uscc_check_sign
from hometown.fieldwork.models import Activity, ActivityCompany, ActivityOfficer, Counterpart, Event
from hometown.projects.models import Claim, Credit, Evidence, Filing, Project, StageMove, Verification, Voucher
from hometown.projects.rules import RANK, Stage
from hometown.tasks.models import Task

from .firms import TITLES, Firms
from .sizes import Sizes
from .world import Sent, World
from .writing import Values, Writer

A_WORKBOOK = 20_000  # firms taken in by one line of the book
KINDS = ("visit",) * 60 + ("host_duty",) * 14 + ("thematic_study",) * 6 + ("firm_symposium",) * 5 + (
    "regional_meeting", "regional_meeting", "regional_meeting", "forum", "forum", "forum", "promotion", "promotion",
    "branch_day", "branch_meeting", "branch_meeting", "expo_service", "expo_service", "volunteering", "delegation",
)  # fmt: skip
WITH_FIRMS = frozenset({"visit", "firm_symposium", "forum", "promotion"})
PLACES = ("会议室", "厂区", "园区展厅", "街道办事处", "商会", "研发中心", "国家会展中心", "政务服务中心")
MEETINGS = ("工作例会", "产业对接会", "专题调研", "主题党日", "支部学习", "窗口值守", "志愿服务", "展会服务", "座谈")
STEPS = ("约第二次见面", "寄送园区资料", "报研判", "等企业回音", "陪同考察选址", "补意向书", "催合同文本")
ON_THE_WAY = (0.62, 0.8, 0.6, 0.62, 0.72, 0.75, 0.8, 0.78, 0.7, 0.62)  # the share that comes to each next stage
KINDS_OF_FIRM = ("company",) * 95 + ("individual", "individual", "chamber", "department", "institution")


class City:
    """Fills an installation whose stage is set."""

    def __init__(self, sizes: Sizes, world: World, writer: Writer) -> None:
        self.sizes, self.world, self.writer = sizes, world, writer
        self.rng = Random(sizes.seed + 1)
        self.firms = Firms(self.rng)
        self.companies: list[tuple[str, str, str, str]] = []  # key, name, chain, region; kind `company` only
        self.agenda: dict[date, list[Way]] = defaultdict(list)
        self.projects: list[Way] = []
        self.events: list[str] = []
        self.serial = 0
        writer.told = frozenset({Company, Project, Activity})

    def fill(self) -> Iterator[str]:
        """Write everything; yields what was done, batch by batch."""
        for number in range(1, self.sizes.batches + 1):
            first, last = self.sizes.batch_days(number)
            self._take_in(first, _share(self.sizes.companies, number, self.sizes.batches))
            self._events(first)
            days = [first + timedelta(days=n) for n in range((min(last, self.sizes.today) - first).days + 1)]
            acts = _share(self.sizes.activities, number, self.sizes.batches)
            leads = _share(self.sizes.projects, number, self.sizes.batches)
            for place, day in enumerate(days, 1):
                self._day(number - 1, day, _share(acts, place, len(days)), _share(leads, place, len(days)))
            yield f"batch {number} of {self.sizes.batches}"
        for way in self.projects:
            self.writer.table(Project).add(way.row)
        self._tasks()
        self.writer.flush()

    # --- firms -----------------------------------------------------------------------------------------------------

    def _take_in(self, day: date, count: int) -> None:
        at = datetime(day.year, day.month, day.day, 0, 30, tzinfo=UTC)
        for start in range(0, count, A_WORKBOOK):
            at += timedelta(minutes=1)
            self.writer.open("companies.imported", actor=self.world.at_home[-1][0], at=at, occurred_on=str(day))
            for _ in range(min(A_WORKBOOK, count - start)):
                self._firm(at, day)

    def _firm(self, at: datetime, day: date) -> None:
        writer, draw = self.writer, self.rng.random()
        name, short, region, industry, chain = self.firms.draw()
        kind = KINDS_OF_FIRM[int(self.rng.random() * 100)]
        key = writer.key(at)
        self.serial += 1
        writer.add(
            Company,
            id=key,
            name=name,
            kind=kind,
            uscc=self._code(region, kind) if draw < 0.7 else "",
            normal_name=names.normal(name) if "（" in name else name,
            region_code="" if draw > 0.96 else region,
            industry_code=industry if draw < 0.85 else "",
            chain=chain,
            registered_on=f"{1990 + self.serial % 29}-05-18",
            capital=int(draw * 900) * 1_000_000 + 10_000_000 if draw < 0.8 else None,
        )
        if kind == "company":
            self.companies.append((key, name, chain, region))
        self._beside(key, short, draw, at, day)

    def _beside(self, key: str, short: str, draw: float, at: datetime, day: date) -> None:
        """Write what stands beside a firm: other names, people, marks, where it is known from."""
        add, new = self.writer.add, self.writer.key
        if draw < 0.2:
            add(CompanyName, id=new(at), company_id=key, text=short, kind="short", normal=short)
        elif draw < 0.24:
            former = self.firms.draw()[0]
            normal = names.normal(former)
            add(CompanyName, id=new(at), company_id=key, text=former, kind="former", normal=normal)
        if 0.3 < draw < 0.5:
            add(
                Contact,
                id=new(at),
                company_id=key,
                name=self.firms.person(),
                title=TITLES[self.serial % len(TITLES)],
                phone=f"1390{self.serial % 10_000_000:07d}",
                consent="business",
                source="名片",
                met_on=str(day),
            )
        if 0.5 < draw < 0.58:
            kind, listed = (("listed", "科创板"), ("top500", "民营500强"), ("specialised", ""), ("high_tech", ""))[
                self.serial % 4
            ]
            add(Tag, id=new(at), company_id=key, kind=kind, list_name=listed, year=2019, source="公开名单")
        if 0.6 < draw < 0.65:
            add(FactSource, id=new(at), company_id=key, field="record", source="名录", as_of=str(day))
        if 0.7 < draw < 0.703:
            add(Tie, id=new(at), company_id=key, kind="invested_home", since_on="2018-06-01", source="名单")

    def _code(self, region: str, kind: str) -> str:
        """Return a code whose check signs are right, a different one each time."""
        body = f"{self.serial:08d}"
        first = ("92" if kind == "individual" else "91") + region + body + inner_check_sign(body)
        return first + uscc_check_sign(first)

    # --- a day -----------------------------------------------------------------------------------------------------

    def _day(self, batch: int, day: date, activities: int, leads: int) -> None:
        at = datetime(day.year, day.month, day.day, 1, 0, tzinfo=UTC)
        for number in range(activities):
            self._activity(batch, str(day), at + timedelta(seconds=20 * number))
        at = datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC)
        for number in range(leads):
            self._lead(batch, day, at + timedelta(seconds=number))
        for number, way in enumerate(self.agenda.pop(day, [])):
            self._move(way, day, at + timedelta(hours=3, seconds=number))

    def _events(self, day: date) -> None:
        at = datetime(day.year, day.month, day.day, 0, 50, tzinfo=UTC)
        self.writer.open("event.added", actor=self.world.at_home[-1][0], at=at)
        for number in range(40):
            key = self.writer.key(at)
            row = self.writer.blank(
                Event, id=key, name=f"第{number + 1}场产业对接会", first_on=str(day), last_on=str(day)
            )
            self.writer.put(Event, row | {"kind": "forum", "place": "国家会展中心"})
            self.events.append(key)

    def _activity(self, batch: int, on: str, at: datetime) -> None:
        """Write what an officer did on a day; every tenth is a county's own."""
        writer, rng = self.writer, self.rng
        draw, kind = rng.random(), KINDS[int(rng.random() * 100)]
        sent = self.world.sent[batch]
        who: Sent | None = sent[int(rng.random() * len(sent))] if draw < 0.9 else None
        by = who.user if who else self.world.at_home[int(rng.random() * len(self.world.at_home))][0]
        firm = self.companies[int(rng.random() * len(self.companies))] if kind in WITH_FIRMS else None
        key = writer.key(at)
        writer.open("activity.recorded", actor=by, at=at, occurred_on=on)
        writer.add(
            Activity,
            id=key,
            kind=kind,
            title=firm[1] if firm else MEETINGS[int(rng.random() * len(MEETINGS))],
            on=on,
            batch_id=self.world.batches[batch] if who else None,
            host_unit_id=who.host if who else None,
            place=PLACES[int(draw * 80) % 8],
            division_code=firm[3] if firm else "",
            summary="谈了产能和选址。" if firm else "",
            next_step=STEPS[int(draw * 70) % 7] if kind == "visit" else "",
            recorded_by=by,
            withdrawn_on=on if draw < 0.01 else None,
            withdrawn_because="重复记录" if draw < 0.01 else "",
        )
        if who:
            writer.add(ActivityOfficer, id=writer.key(at), activity_id=key, officer_id=who.officer)
        if firm:
            link = writer.key(at)
            interest = ("not_raised", "curious", "intent")[(draw > 0.5) + (draw > 0.85)]
            writer.add(
                ActivityCompany,
                id=link,
                activity_id=key,
                company_id=firm[0],
                in_person=int(kind == "visit"),
                interest=interest,
                their_words="愿意来看看" if interest == "intent" else "",
            )
            if draw > 0.08:
                writer.add(
                    Counterpart,
                    id=writer.key(at),
                    link_id=link,
                    name=self.firms.person(),
                    title=TITLES[int(draw * 80) % 8],
                )

    # --- leads and their way -----------------------------------------------------------------------------------------

    def _lead(self, batch: int, day: date, at: datetime) -> None:
        """File a lead, and settle how far it will come and when."""
        writer, rng, world = self.writer, self.rng, self.world
        firm = self.companies[int(rng.random() * len(self.companies))]
        draw, sent = rng.random(), world.sent[batch]
        who = sent[int(rng.random() * len(sent))] if draw < 0.7 else None
        by, unit = (who.user, who.unit) if who else world.at_home[int(rng.random() * len(world.at_home))]
        key, on, amount = writer.key(at), str(day), int(rng.paretovariate(1.2) * 30) * 100_000_000
        row = writer.blank(
            Project,
            id=key,
            company_id=firm[0],
            name=f"{firm[1]}项目",
            summary="扩产，拟新建两条线",
            stage="lead",
            batch_id=world.batches[batch] if who else None,
            stage_on=on,
            opened_on=on,
            first_contact_on=on,
            chain=firm[2],
            amount=amount,
            amount_yuan=amount,
            amount_bound=("exact", "about", "at_least")[int(draw * 30) % 3],
            grade="a" if amount >= 50_000_000_000 else "b" if amount >= 10_000_000_000 else "c",
            source="visit",
            site_need="标准厂房",
            next_step=STEPS[int(draw * 70) % 7],
            next_step_due=str(day + timedelta(days=20 + int(draw * 60))),
            event_id=self.events[int(draw * len(self.events))] if draw < 0.1 else None,
        )
        way = Way(row, [], by, unit, who.officer if who else None, draw)
        self.projects.append(way)
        self._plan(way, day)
        writer.open("project.filed", actor=by, at=at, occurred_on=on)
        writer.put(Project, row, again=True)
        self._move_row(way, "", "lead", on, at)
        self._filing(way, unit, day, at)

    def _filing(self, way: "Way", unit: Any, day: date, at: datetime) -> None:
        """Write the report of a lead; with a complete one its claim, and the credit of whoever found it."""
        writer, draw, row, key, by, on = self.writer, way.draw, way.row, way.row["id"], way.by, str(day)
        filing = writer.key(at)
        filed = f"{at:%Y-%m-%d %H:%M:%S}"
        complete = draw < 0.75
        writer.add(
            Filing,
            id=filing,
            project_id=key,
            unit_id=unit,
            officer_id=way.officer,
            batch_id=row["batch_id"],
            filed_by=by,
            filed_at=filed,
            occurred_on=on,
            effective_at=filed if complete else None,
            contact_evidence="微信往来" if complete else "",
            text=row["name"],
        )
        if complete:
            until, over = day + timedelta(days=90), day + timedelta(days=90) < self.sizes.today
            writer.add(
                Claim,
                id=writer.key(at),
                project_id=key,
                filing_id=filing,
                unit_id=unit,
                first_on=on,
                granted_on=on,
                last_on=str(until),
                released_on=str(until) if over and draw < 0.5 else None,
                released_because="expired" if over and draw < 0.5 else "",
            )
        if way.officer:
            writer.add(Credit, id=writer.key(at), project_id=key, officer_id=way.officer, share="100")

    def _plan(self, way: "Way", day: date) -> None:
        stages, on = list(Stage), day
        for place, share in enumerate(ON_THE_WAY):
            on += timedelta(days=3 + int(self.rng.random() * 50))
            if self.rng.random() > share or on > self.sizes.today:
                break
            way.ahead.append(stages[place + 1].value)
            self.agenda[on].append(way)
        if way.draw < 0.18:  # stopped some time after the last step
            stop = on + timedelta(days=30)
            if stop <= self.sizes.today:
                way.ahead.append("")
                self.agenda[stop].append(way)

    def _move(self, way: "Way", day: date, at: datetime) -> None:
        """Take the next step of a project's way."""
        row, on, stage = way.row, str(day), way.ahead.pop(0)
        row["revision"] += 1
        self.writer.open("project.stopped" if not stage else "project.advanced", actor=way.by, at=at, occurred_on=on)
        if not stage:
            status, reason = (("lost", "no_answer"), ("paused", "firm_waiting"), ("withdrawn", "filed_in_error"))[
                int(way.draw * 100) % 3
            ]
            row |= {"status": status, "status_on": on, "status_reason": reason}
            self.writer.put(Project, row, again=True)
            return
        before, row["stage"], row["stage_rank"], row["stage_on"] = row["stage"], stage, RANK[stage], on
        if stage == "reviewed":
            row["landing_unit_id"] = self.world.landing[int(way.draw * 1000) % len(self.world.landing)]
        self._reach(way, stage, on)
        self.writer.put(Project, row, again=True)
        self._move_row(way, before, stage, on, at)
        if stage in ("signed", "registered"):
            self._paper(way, stage, on, at)
        if stage == "started":
            self._money(way, on, at)

    def _reach(self, way: "Way", stage: str, on: str) -> None:
        row = way.row
        if stage == "signed":
            row |= {"contract_on": on, "contract_parties": "甲乙双方", "contract_amount": row["amount"]}
        elif stage == "registered":
            row |= {"registered_on": on, "registered_name": f"淮北{row['name'][:40]}", "registered_region": "340621"}
        elif stage in ("started", "producing", "performing"):
            row[{"started": "started_on", "producing": "produced_on", "performing": "performed_on"}[stage]] = on

    def _move_row(self, way: "Way", before: str, stage: str, on: str, at: datetime) -> None:
        self.writer.add(
            StageMove,
            id=self.writer.key(at),
            project_id=way.row["id"],
            from_stage=before,
            to_stage=stage,
            to_rank=RANK[stage],
            on=on,
            moved_by=way.by,
            policy_version=1,
        )

    def _paper(self, way: "Way", stage: str, on: str, at: datetime) -> None:
        writer, kind = self.writer, {"signed": "contract", "registered": "business_licence"}[stage]
        if way.draw > 0.95:
            return
        key = writer.key(at)
        writer.add(
            Evidence,
            id=key,
            project_id=way.row["id"],
            stage=stage,
            kind=kind,
            blob_id=self.world.blob,
            file_name=f"{kind}.pdf",
            reported_by=way.by,
            reported_on=on,
        )
        if way.draw < 0.8:
            writer.add(
                Verification,
                id=writer.key(at),
                evidence_id=key,
                holds=int(way.draw < 0.78),
                verified_by=self.world.verifier,
                on=on,
            )

    def _money(self, way: "Way", on: str, at: datetime) -> None:
        writer, row = self.writer, way.row
        writer.add(
            Voucher,
            id=writer.key(at),
            project_id=row["id"],
            kind="paid_in",
            paper="bank_receipt",
            amount_yuan=row["amount"] // 5,
            on=on,
            indicator="到位资金 2019",
            reported_by=way.by,
            verified_by=self.world.verifier if way.draw < 0.7 else None,
            verified_on=on if way.draw < 0.7 else None,
            holds=1 if way.draw < 0.7 else None,
        )

    def _tasks(self) -> None:
        """Give every tenth project's officer a next step to do; some are done."""
        day = self.sizes.today
        at = datetime(day.year, day.month, day.day, 14, 0, tzinfo=UTC)
        self.writer.open("task.set", actor=None, at=at)
        for way in self.projects[-len(self.projects) // 5 :]:
            row = way.row
            self.writer.add(
                Task,
                id=self.writer.key(at),
                what=row["next_step"],
                owner_id=way.by,
                due_on=row["next_step_due"],
                kind="next_step",
                about_model="projects.project",
                about_id=row["id"],
                about_name=row["name"],
                set_on=row["opened_on"],
                closed_on=row["next_step_due"] if way.draw < 0.6 and row["next_step_due"] <= str(day) else None,
            )


class Way:
    """A project on its way: its row as it stands, and the stages ahead of it."""

    __slots__ = ("ahead", "by", "draw", "officer", "row", "unit")

    def __init__(self, row: Values, ahead: list[str], by: str, unit: str, officer: str | None, draw: float) -> None:
        self.row, self.ahead, self.by, self.unit, self.officer, self.draw = row, ahead, by, unit, officer, draw


def _share(whole: int, place: int, parts: int) -> int:
    """Return the part of a whole that falls on a place, from 1: the parts add up to it."""
    return whole * place // parts - whole * (place - 1) // parts


def described(values: Any) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in values.items())
