"""Makes the rows of an import: companies, contacts, projects, filings, visits. Pure rows; the action writes them.

An imported filing counts from the moment of the import and holds no claim: it has no evidence of contact. A stage that
a workbook tells of is a reported stage; the project stands as a lead until papers carry it further.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import zip_longest
from typing import Any
from uuid import UUID

from hometown.accounts.models import User
from hometown.companies.models import RECORD, Company, CompanyKind, Contact, FactSource
from hometown.companies.rules import is_individual
from hometown.fieldwork.models import Activity, ActivityCompany, ActivityOfficer, Counterpart, Interest
from hometown.kernel.dates import Precision
from hometown.kernel.money import Amount
from hometown.ledger.models import LedgeredModel
from hometown.policy.rules import grade_for
from hometown.policy.shape import Policy
from hometown.projects.models import Filing, Project, StageMove
from hometown.projects.rules import RANK, Stage, Status, yuan_value

from .meanings import told
from .models import DoubtfulName, ImportedRow, ImportRun
from .people import parts
from .plans import FirmPlan, LeadPlan, Plan, RowPlan, State

VISIT = "visit"
PLACES_MOST = 20  # places of one doubtful name that are kept
NAME, PHONE, WORDS = 60, 40, 500
_BETWEEN = ("、", "，", ",", "；", ";")


@dataclass
class Setting:
    """What all rows of an import share."""

    actor: User
    run: ImportRun
    plan: Plan
    policy: Policy
    policy_number: int | None
    now: datetime
    today: date
    source: str  # the workbook and the day, as companies and contacts name it


@dataclass
class Builder:
    """Makes the rows of one import; what several rows share is made with the first of them."""

    setting: Setting
    _contacts: dict[tuple[UUID, str], list[Contact]] = field(default_factory=dict)
    _fresh: set[UUID] = field(default_factory=set)  # companies made by this import
    changed: dict[UUID, Project] = field(default_factory=dict)  # projects on record that learned something
    _grades: dict[Decimal | None, str] = field(default_factory=dict)
    _places: dict[int, list[list[Any]]] = field(default_factory=dict)  # of each doubtful name, by its firm

    def prepare(self, rows: Collection[RowPlan]) -> None:
        """Read the contacts of the companies on record, so that nobody is recorded twice."""
        known = {one.firm.company.pk for one in rows if one.firm and one.firm.company}
        for one in rows:
            if one.firm is not None and one.firm.may_mean:
                place = [one.row.sheet[:120], one.row.row, one.row.columns.get("company", "")]
                self._places.setdefault(id(one.firm), []).append(place)
        for part in parts(known):
            for contact in Contact.objects.active().filter(company__in=part):
                self._contacts.setdefault((contact.company_id, contact.name), []).append(contact)

    def rows_of(self, one: RowPlan) -> Iterator[LedgeredModel]:
        """Yield the rows that one line of the workbook becomes, parents before children."""
        assert one.firm is not None  # what has no firm is left out
        if one.firm.company is None:
            yield from self._company(one.firm)
        company = one.firm.company
        assert company is not None
        people: list[Contact] = []
        for contact, is_new in self._people(one, company):
            people.append(contact)
            if is_new:
                yield contact
        activity = None
        if one.is_visit and one.state is not State.CHANGED:
            activity, *links = self._visit(one, company, people)
            yield activity
            yield from links
        if one.lead is not None:
            yield from self._lead(one, one.lead, company, people)
        yield self._imported(one, company, activity)

    # Companies and people --------------------------------------------------------------------------------------------

    def _company(self, firm: FirmPlan) -> Iterator[LedgeredModel]:
        kind = CompanyKind.INDIVIDUAL if is_individual(firm.uscc) else CompanyKind.COMPANY
        firm.company = Company(
            name=" ".join(firm.name.split()), normal_name=firm.normal, kind=kind.value, uscc=firm.uscc,
            region_code=firm.region_code, address=firm.address, chain=firm.chain,
        )  # fmt: skip
        self._fresh.add(firm.company.pk)
        yield firm.company
        yield FactSource(company=firm.company, field=RECORD, source=self.setting.source, as_of=self.setting.today)
        if firm.may_mean:
            yield DoubtfulName(
                written=firm.name, normal=firm.normal, source=self.setting.run.file_name, run=self.setting.run,
                places=self._places[id(firm)][:PLACES_MOST], company_id=firm.company.pk,
                candidates=[[one.name, one.uscc, one.score, [*map(list, one.reasons)]] for one in firm.may_mean],
            )  # fmt: skip

    def _people(self, one: RowPlan, company: Company) -> Iterator[tuple[Contact, bool]]:
        """Yield the contacts a row names, and whether each is new."""
        mails = list(one.row.mails)
        for name, phone in _paired(one.row.contact or one.row.text("counterpart"), one.row.phones):
            held = self._contacts.setdefault((company.pk, name), [])
            same = next((c for c in held if not phone or c.phone in ("", phone)), None)
            if same is not None:
                yield same, False
                continue
            contact = Contact(
                company=company, name=name, title=one.row.text("position")[:NAME], phone=phone,
                email=(mails.pop(0) if mails else "")[:120], source=self.setting.source,
                met_on=one.on if one.is_visit else None, known_to=one.officers[0].pk if one.officers else None,
            )  # fmt: skip
            held.append(contact)
            yield contact, True

    # Visits ----------------------------------------------------------------------------------------------------------

    def _visit(self, one: RowPlan, company: Company, people: list[Contact]) -> Iterator[Any]:
        row, setting = one.row, self.setting
        assert one.on is not None
        activity = Activity(
            kind=VISIT, title=company.name[:200], on=one.on, precision=row.date.precision.value if row.date else "day",
            batch=setting.plan.batch, place=(row.text("venue") or row.text("place"))[:120],
            summary=told(row, setting.plan.headers), next_step=row.text("next_step")[:300],
            recorded_by=setting.actor.pk,
        )  # fmt: skip
        yield activity
        for officer in dict.fromkeys(one.officers):
            yield ActivityOfficer(activity=activity, officer=officer)
        words = row.text("progress")[:WORDS]
        link = ActivityCompany(activity=activity, company=company, interest=_interest(row.stage, words))
        link.their_words = words if link.interest == Interest.INTENT else ""
        yield link
        for place, contact in enumerate(dict.fromkeys(people)):
            yield Counterpart(link=link, place=place, contact=contact, title=contact.title)

    # Projects --------------------------------------------------------------------------------------------------------

    def _lead(self, one: RowPlan, lead: LeadPlan, company: Company, people: list[Contact]) -> Iterator[LedgeredModel]:
        project = lead.project
        if project is None:
            project = lead.project = self._project(lead, company, people)
            yield project
            yield StageMove(
                project=project, to_stage=Stage.LEAD.value, to_rank=RANK[Stage.LEAD], on=project.stage_on,
                moved_by=self.setting.actor.pk, policy_version=self.setting.policy_number,
            )  # fmt: skip
        elif not project._state.adding and not lead.is_claimed and self._fill(project, lead):
            self.changed[project.pk] = project
        if one.state is not State.CHANGED:
            yield self._filing(one, project)

    def _project(self, lead: LeadPlan, company: Company, people: list[Contact]) -> Project:
        day = lead.on or self.setting.today
        project = Project(
            company=company, name=lead.name, batch=self.setting.plan.batch, stage=Stage.LEAD.value,
            stage_rank=RANK[Stage.LEAD], stage_on=day, opened_on=day, first_contact_on=lead.on,
            first_contact_precision=lead.precision, counterpart=people[0] if people else None, status=lead.status,
            status_on=self.setting.today if lead.status != Status.ACTIVE else None,
        )  # fmt: skip
        self._fill(project, lead)
        project.chain = project.chain or company.chain
        project.industry_code = company.industry_code
        return project

    def _fill(self, project: Project, lead: LeadPlan) -> bool:
        """Write what the rows say where the project knows nothing; tell whether anything was written."""
        filled = False
        for name, value in lead.facts.items():
            if not getattr(project, name):
                setattr(project, name, value)
                filled = True
        if project.amount is None and lead.amount is not None:
            self._price(project, lead.amount)
            filled = True
        elif not project.grade:
            project.grade = self._grade(project.amount_yuan)
        beyond = RANK.get(lead.stage, 0) > project.stage_rank
        if beyond and RANK[lead.stage] > RANK.get(project.reported_stage, -1):
            project.reported_stage = lead.stage
            filled = True
        return filled

    def _price(self, project: Project, amount: Amount) -> None:
        project.amount, project.currency, project.amount_bound = amount.value, amount.currency, amount.bound.value
        project.amount_yuan = yuan_value(self.setting.policy, amount, project.opened_on)
        project.grade = self._grade(project.amount_yuan)

    def _grade(self, yuan: Decimal | None) -> str:
        if yuan not in self._grades:
            self._grades[yuan] = grade_for(self.setting.policy, yuan).code
        return self._grades[yuan]

    def _filing(self, one: RowPlan, project: Project) -> Filing:
        setting = self.setting
        dated = one.row.date if one.on else None
        return Filing(
            project=project, unit=one.unit, officer=one.officers[0] if one.officers else None, batch=setting.plan.batch,
            filed_by=setting.actor.pk, filed_at=setting.now, occurred_on=one.on or setting.today,
            occurred_precision=(dated.precision if dated else Precision.DAY).value, is_imported=True,
            is_supporting=one.state is State.JOINED, text=told(one.row, setting.plan.headers),
        )  # fmt: skip

    def _imported(self, one: RowPlan, company: Company, activity: Activity | None) -> ImportedRow:
        project = one.lead.project if one.lead else None
        earlier = one.known.activity_id if one.known is not None else None
        return ImportedRow(
            run=self.setting.run, sheet=one.row.sheet[:120], row=one.row.row, digest=one.digest,
            occurrence=one.occurrence, project_id=project.pk if project else None,
            activity_id=activity.pk if activity else earlier, company_id=company.pk,
            doubts=[[doubt.code, doubt.column] for doubt in one.doubts],
        )  # fmt: skip


def _interest(stage: str | None, words: str) -> str:
    """How far a talk came, as the words of progress tell; an intent needs the words themselves."""
    rank = RANK.get(stage or "", 0)
    if rank >= RANK[Stage.INTENT] and words:
        return Interest.INTENT.value
    return (Interest.CURIOUS if rank >= RANK[Stage.TALKING] else Interest.NOT_RAISED).value


def _paired(names: str, phones: tuple[str, ...]) -> list[tuple[str, str]]:
    """Pair the people of a cell with its numbers; numbers over go to the last, as far as they fit."""
    for mark in _BETWEEN[1:]:
        names = names.replace(mark, _BETWEEN[0])
    people = [name.strip()[:NAME] for name in names.split(_BETWEEN[0]) if name.strip()]
    if not people:
        return []
    pairs = [[name or people[-1], phone or ""] for name, phone in zip_longest(people, phones[: len(people)])]
    for phone in phones[len(people) :]:
        if len(pairs[-1][1]) + len(phone) < PHONE:
            pairs[-1][1] = f"{pairs[-1][1]}/{phone}".strip("/")
    return [(name, phone[:PHONE]) for name, phone in pairs]
