"""Makes a plan of a reading: which firm, which project, which officers each row means. Reads records, writes none.

Two rows are the same row when they say the same (`Row.digest`) and are the nth of the workbook to say so. A row that
names no project means the firm's, as everywhere in the house (`projects.rules.identify`).
"""

import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from hometown import names
from hometown.companies import matching
from hometown.companies.models import Company
from hometown.companies.rules import clean_uscc, has_uscc_shape, uscc_doubts
from hometown.policy.shape import Policy
from hometown.programme.models import Batch, Unit
from hometown.projects.models import Claim, Project
from hometown.projects.rules import RANK, Status, project_key

from .meanings import CityWords, region_of
from .models import ImportedRow
from .naming import Meanings
from .people import Roster, parts
from .plans import FirmPlan, LeadPlan, Plan, RowPlan, State
from .workbook import COMPANIES, ROSTER, VISITS, Reading

MOST_YUAN = Decimal(10) ** 14
LONGEST_NAME = 200
_OPEN = (Status.ACTIVE, Status.PAUSED)


def make_plan(
    reading: Reading, *, policy: Policy, today: date, file_name: str = "", batch: Batch | None = None,
    unit: Unit | None = None, fallback: Unit | None = None,
) -> Plan:  # fmt: skip
    """Return the plan of an import. `unit` reports every row; without it a row's own unit does, else `fallback`."""
    plan = Plan(reading, batch, _numbered(reading))
    _attach_doubts(plan)
    _recognise(plan, file_name)
    fresh = [one for one in plan.rows if one.state is not State.UNCHANGED]
    for one in fresh:
        _leave_out(one)
    fresh = [one for one in fresh if one.state is not State.LEFT_OUT]
    planner = _Planner(plan, policy, today)
    planner.people(fresh, unit, fallback)
    planner.firms(fresh)
    planner.leads(fresh)
    return plan


def _numbered(reading: Reading) -> list[RowPlan]:
    seen: Counter[str] = Counter()
    rows = []
    for row in reading.rows:
        digest = row.digest
        rows.append(RowPlan(row, digest, seen[digest]))
        seen[digest] += 1
    return rows


def _attach_doubts(plan: Plan) -> None:
    by_place = {(one.row.sheet, one.row.row): one for one in plan.rows}
    for doubt in plan.reading.doubts:
        if (found := by_place.get((doubt.sheet, doubt.row))) is not None:
            found.doubts.append(doubt)


def _recognise(plan: Plan, file_name: str) -> None:
    """Find the rows that were imported before, and those that stand where another row of the same file stood."""
    known: dict[tuple[str, int], ImportedRow] = {}
    for part in parts({one.digest for one in plan.rows}):
        for row in ImportedRow.objects.filter(digest__in=part).select_related("run"):
            known.setdefault((row.digest, row.occurrence), row)
    for one in plan.rows:
        if (row := known.get((one.digest, one.occurrence))) is not None:
            one.known, one.state = row, State.UNCHANGED
    if not file_name or all(one.state is State.UNCHANGED for one in plan.rows):
        return
    present = {one.digest for one in plan.rows}
    before = ImportedRow.objects.filter(run__file_name=file_name).order_by("pk")
    places = {(row.sheet, row.row): row for row in before.iterator(chunk_size=2_000)}
    for one in plan.rows:
        earlier = places.get((one.row.sheet, one.row.row))
        if one.state is State.NEW and earlier is not None and earlier.digest not in present:
            one.known = earlier  # CHANGED, if it turns out to be of the same firm


def _leave_out(one: RowPlan) -> None:
    if one.row.kind == ROSTER:
        one.state = State.LEFT_OUT
        one.doubt("roster", "name")
    elif not names.normal(one.row.company) or len(one.row.company) > LONGEST_NAME:
        one.state = State.LEFT_OUT
        one.doubt("no_firm", "company")


class _Planner:
    def __init__(self, plan: Plan, policy: Policy, today: date) -> None:
        self.plan, self.today, self.words = plan, today, CityWords(policy)
        self.claimed: set[uuid.UUID] = set()
        self.meanings = Meanings()
        self.by_id: dict[uuid.UUID, LeadPlan] = {}

    # People and units ----------------------------------------------------------------------------------------------

    def people(self, rows: list[RowPlan], unit: Unit | None, fallback: Unit | None) -> None:
        """Match officers, and choose the unit that reports each row."""
        roster = Roster((name for one in rows for name in one.row.officers), self.plan.batch)
        said = {(table.sheet, table.reporting_unit) for table in self.plan.reading.tables if table.reporting_unit}
        sheet_unit = dict(said)
        wanted = {one.row.text("unit") for one in rows} | set(sheet_unit.values())
        units = {one.name: one for part in parts(wanted - {""}) for one in Unit.objects.filter(name__in=part)}
        for one in rows:
            for name in one.row.officers:
                officer, doubt = roster.match(name)
                if officer is not None:
                    one.officers.append(officer)
                else:
                    one.unknown.append(name)
                    one.doubt(doubt, "officers", name)
            named = one.row.text("unit") or sheet_unit.get(one.row.sheet, "")
            posted = next((found for officer in one.officers if (found := roster.unit_of(officer))), None)
            one.unit = unit or units.get(named) or posted or fallback
            if unit is None and one.row.text("unit") and named not in units:
                one.doubt("unit_unknown", "unit", assumed=one.unit.name if one.unit else "")

    # Firms ---------------------------------------------------------------------------------------------------------

    def firms(self, rows: list[RowPlan]) -> None:
        """Join the rows of one firm, by code and else by normalised name, and find those on record."""
        codes = {id(one): self._code(one) for one in rows}
        asked = {one.row.company for one in rows} | {code for code in codes.values() if code}
        found = matching.find_many(asked)
        self.meanings.ask(rows, found)
        by_code: dict[str, FirmPlan] = {}
        by_name: dict[str, FirmPlan] = {}
        for one in rows:
            called = self.meanings.registered.get(one.row.company, one.row.company)
            code, normal = codes[id(one)], names.normal(called)
            firm = by_code.get(code) if code else None
            if firm is None and (same := by_name.get(normal)) is not None and not (code and same.uscc):
                firm = same
            if firm is None:
                firm = self._firm(one, called, code, found)
                by_name.setdefault(normal, firm)
            firm.uscc = firm.uscc or code or self.meanings.codes.get(firm.name, "")
            if firm.uscc:
                by_code.setdefault(firm.uscc, firm)
            one.firm = firm
            self._fill(firm, one)

    def _code(self, one: RowPlan) -> str:
        code = clean_uscc(one.row.text("uscc"))
        if not code or not has_uscc_shape(code):
            return ""
        if uscc_doubts(code):
            one.doubt("code_left_out", "uscc")
            return ""
        return code

    def _firm(self, one: RowPlan, called: str, code: str, found: dict[str, Company]) -> FirmPlan:
        company = found.get(code) if code else None
        if company is None and (named := found.get(called)) is not None:
            if code and named.uscc and named.uscc != code:
                one.doubt("code_differs", "uscc", assumed=named.uscc)
            else:
                company = named
        may_mean = self.meanings.may_mean.get(called, ()) if company is None else ()
        return FirmPlan(called, names.normal(called), code, company=company, may_mean=may_mean)

    def _fill(self, firm: FirmPlan, one: RowPlan) -> None:
        place = one.row.text("place")
        if place and not firm.address:
            firm.address, firm.region_code = place[:LONGEST_NAME], region_of(place)
        firm.chain = firm.chain or self.words.chain(one.row.text("industry"))

    # Projects ------------------------------------------------------------------------------------------------------

    def leads(self, rows: list[RowPlan]) -> None:
        """Decide which project each row means, in the order of the rows."""
        self._read_projects(rows)
        for one in rows:
            assert one.firm is not None  # `firms` comes first
            one.on = self._day(one)
            one.is_visit = one.row.kind == VISITS and one.on is not None
            if one.row.kind == COMPANIES or (one.row.kind == VISITS and not (one.row.title or one.row.amount)):
                self._recheck(one, None)
                continue
            lead = self.by_id.get(one.known.project_id) if one.known and one.known.project_id else None
            if lead is not None and lead.firm is one.firm:
                one.lead, one.state = lead, State.CHANGED
                one.doubt("row_changed", "company")
            else:
                one.known = None
                one.lead = self._lead(one, one.firm)
            self._merge(one, one.lead)

    def _recheck(self, one: RowPlan, lead: LeadPlan | None) -> None:
        """A row without a project has changed if it stood there, of the same firm, before."""
        company = one.firm.company if one.firm else None
        if one.known is not None and company is not None and one.known.company_id == company.pk and lead is None:
            one.state = State.CHANGED
            one.doubt("row_changed", "company")
        else:
            one.known = None

    def _read_projects(self, rows: list[RowPlan]) -> None:
        firms = {one.firm.company.pk: one.firm for one in rows if one.firm and one.firm.company}
        for part in parts(firms):
            known = Project.objects.filter(company__in=part).order_by("id")
            for project in known:
                self._on_record(project, firms[project.company_id])
            held = Claim.objects.filter(project__company__in=part, released_on__isnull=True)
            self.claimed.update(held.values_list("project", flat=True))
        for lead in self.by_id.values():
            assert lead.project is not None
            lead.is_claimed = lead.project.pk in self.claimed

    def _on_record(self, project: Project, firm: FirmPlan) -> None:
        lead = LeadPlan(firm, project_key(project.name), project.name, project)
        lead.stage = project.reported_stage or project.stage
        self.by_id[project.pk] = lead
        if project.status in _OPEN:
            firm.leads.append(lead)

    def _day(self, one: RowPlan) -> date | None:
        dated = one.row.date
        if dated is None or dated.on > self.today:
            one.doubt("date_left_out", one.row.date_field, assumed=self.today.isoformat())
            return None
        return dated.on

    def _lead(self, one: RowPlan, firm: FirmPlan) -> LeadPlan:
        """Return the project a row means: a known one, or one that it opens."""
        key = project_key(one.row.title)
        for lead in firm.leads:
            if not key or key == lead.key:
                one.state = State.JOINED
                if not key:
                    one.doubt("firm_repeated", "company", assumed=lead.name)
                return lead
        opened = LeadPlan(firm, key, (one.row.title or one.row.company)[:LONGEST_NAME])
        opened.status = one.row.status
        opened.on, opened.precision = one.on, one.row.date.precision.value if one.row.date and one.on else "day"
        firm.leads.append(opened)
        return opened

    def _merge(self, one: RowPlan, lead: LeadPlan) -> None:
        """Let a row add to a project what it does not know; say where the two differ."""
        self._merge_amount(one, lead)
        stage, row = one.row.stage or "", one.row
        if stage and RANK.get(stage, 0) > RANK.get(lead.stage, -1):
            lead.stage = stage
        elif stage and stage != lead.stage and one.state is not State.NEW:
            one.doubt("stage_behind", "progress", assumed=lead.stage)
        if one.state is not State.NEW and lead.is_claimed:
            one.doubt("claim_stands", "company", assumed=lead.name)
        said = {
            "summary": row.text("summary"), "chain": self.words.chain(row.text("industry")),
            "source": self.words.source(row.text("source")), "next_step": row.text("next_step")[:300],
        }  # fmt: skip
        for name, value in said.items():
            if value:
                lead.facts.setdefault(name, value)

    def _merge_amount(self, one: RowPlan, lead: LeadPlan) -> None:
        amount = one.row.amount
        if amount is None:
            return
        if not 0 < amount.value <= MOST_YUAN:
            one.doubt("amount_left_out", "amount")
            return
        held = lead.amount
        if held is None and lead.project is not None and lead.project.amount is not None:
            differs = (lead.project.amount, lead.project.currency) != (amount.value, amount.currency)
        else:
            differs = held is not None and held != amount
            lead.amount = held or amount
        if differs:
            one.doubt("amount_differs", "amount")


def doubts_of(rows: Iterable[RowPlan]) -> Counter[str]:
    """Return how often each doubt occurs."""
    return Counter(doubt.code for one in rows for doubt in one.doubts)
