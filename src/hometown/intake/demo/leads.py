"""The leads of the demo: 184 filings, and how far each project went."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from hometown.bulletins import actions as bulletins
from hometown.companies import actions as companies
from hometown.files import actions as files
from hometown.kernel import clock
from hometown.kernel.money import Amount
from hometown.policy.rules import gate
from hometown.policy.standing import in_force
from hometown.projects import actions as projects
from hometown.projects.models import Project

from . import firms
from .calendar import Call, calls, workday
from .cast import OFFICERS
from .papers import taken
from .pursuit import ASSESSED, CASE_OFFICER, CASE_TEXT, IN_TALKS, PURSUITS, Pursued
from .world import World

QUIET_LEADS = 144  # of visited firms that were not pursued; with 16 pursued and 24 met at fairs: 184
FAIR_LEADS = 24
SUPPORTING = 6
REPORTED_ONLY = 3  # the place of the quiet lead that somebody reported as signed, without the contract
IDEAS = ("皖北生产基地", "配套加工项目", "区域仓配中心", "新产线扩建", "设备再制造中心", "数据标注基地")
SITES = ("标准厂房 3000 平方米", "20 亩", "租厂房", "40 亩")
GROUP = {one.name: one.group for one in OFFICERS}
Step = tuple[date, Callable[[], object]]
TimedStep = tuple[date, int, Callable[[], object]]


def _first_calls() -> dict[str, Call]:
    firsts: dict[str, Call] = {}
    for call in calls():
        firsts.setdefault(call.firm.name, call)
    return firsts


def _quiet_calls() -> list[Call]:
    pursued = {firms.PURSUED[one.trade].name for one in PURSUITS}
    return [call for name, call in _first_calls().items() if name not in pursued][:QUIET_LEADS]


def quiet_firms() -> list[str]:
    """The firms that tell amount and site, and so came to be assessed at least: two in three of the quiet ones."""
    return [call.firm.name for place, call in enumerate(_quiet_calls()) if place % 3]


def filings(world: World) -> Iterator[Step]:
    """Yield every filing: of pursued firms, of visited firms, of firms met at fairs, and a few that support others."""
    firsts = _first_calls()
    for one in PURSUITS:
        call = firsts[firms.PURSUED[one.trade].name]
        yield call.day, partial(_file_pursued, world, one, call)
    for place, call in enumerate(_quiet_calls()):
        yield call.day, partial(_file_quiet, world, place, call)
    fair_days = (date(2019, 10, 18), date(2019, 11, 7), date(2019, 11, 25), date(2019, 12, 16))
    for place, firm in enumerate(firms.MET_AT_EVENTS[:FAIR_LEADS]):
        yield fair_days[place % 4], partial(_file_from_fair, world, place, firm)
    for call in _quiet_calls()[:SUPPORTING]:
        yield call.day + timedelta(days=20), partial(_file_support, world, call)


def _file_pursued(world: World, one: Pursued, call: Call) -> None:
    firm = firms.PURSUED[one.trade]
    officer = one.officers[0]
    world.filings[one.trade] = projects.file_lead(
        world.actor(officer),
        company=world.firm(firm),
        name=one.name,
        unit=world.units[GROUP[officer]],
        officer=world.officers[officer],
        batch=world.batch,
        occurred_on=call.day,
        summary=one.summary,
        amount=Amount(one.amount),
        chain=one.chain,
        industry_code=one.industry,
        source="visit",
        counterpart=world.contacts[firm.name],
        site_need=one.site,
        contact_evidence=f"{call.day:%Y-%m-%d} 邀约短信与会谈纪要（样例）",
    )


def _file_quiet(world: World, place: int, call: Call) -> None:
    officer = call.officers[0]
    known = place % 3
    world.filings[call.firm.name] = projects.file_lead(
        world.actor(officer),
        company=world.firm(call.firm),
        name=f"{call.firm.name[2:4]}{IDEAS[place % len(IDEAS)]}",
        unit=world.units[GROUP[officer]],
        officer=world.officers[officer],
        batch=world.batch,
        occurred_on=call.day,
        summary=call.said,
        amount=Amount(Decimal(1000 + place % 17 * 300) * 10_000) if known else None,
        chain=call.firm.chain,
        industry_code=call.firm.industry,
        source="existing_investor" if place % 9 == 0 else "visit",
        counterpart=world.contacts[call.firm.name],
        site_need=SITES[place % len(SITES)] if known else "",
        contact_evidence=f"{call.day:%Y-%m-%d} 走访记录（样例）" if known else "",
    )


def _file_from_fair(world: World, place: int, firm: firms.Firm) -> None:
    officer = OFFICERS[(place * 5) % 30].name
    world.filings[firm.name] = projects.file_lead(
        world.actor(officer),
        company=world.firm(firm),
        name=f"{firm.name[2:4]}{IDEAS[place % len(IDEAS)]}",
        unit=world.units[GROUP[officer]],
        officer=world.officers[officer],
        batch=world.batch,
        occurred_on=clock.today(),
        summary="展会上交换名片，对方愿意了解。",
        chain=firm.chain,
        source="event",
        event=list(world.events.values())[-1] if world.events else None,
    )


def _file_support(world: World, call: Call) -> None:
    """The same project, reported by another group: it supports the first filing and is not counted again."""
    project = world.filings[call.firm.name].project
    other = next(one for one in OFFICERS if one.group != GROUP[call.officers[0]])
    projects.file_lead(
        world.actor(other.name),
        company=project.company,
        name=project.name,
        unit=world.units[other.group],
        officer=world.officers[other.name],
        batch=world.batch,
        occurred_on=clock.today(),
        summary="另一小组也联系到这家。",
        source="visit",
        contact_evidence=f"{clock.today():%Y-%m-%d} 通话记录（样例）",
    )


# --- how far each went ---------------------------------------------------------------------------------------------


def pursuits(world: World) -> Iterator[TimedStep]:
    """Yield the stages of every project that moved, with their papers, verification and credit."""
    for one in PURSUITS:
        yield next(iter(one.reached.values())), 8, partial(_credit, world, one)
        for stage, day in one.reached.items():
            yield day, 11, partial(_reach, world, one, stage, day)
    # Two in three tell amount and site; the others stay leads until they do.
    complete = [call for place, call in enumerate(_quiet_calls()) if place % 3]
    for place, call in enumerate(complete[: IN_TALKS + ASSESSED]):
        day = min(workday(call.day + timedelta(days=6)), date(2020, 1, 15))
        yield day, 11, partial(_bring_quiet, world, call.firm.name, "assessed", day)
        if place < IN_TALKS:
            later = min(workday(day + timedelta(days=8)), date(2020, 1, 16))
            yield later, 11, partial(_bring_quiet, world, call.firm.name, "talking", later)


def _bring_quiet(world: World, firm: str, stage: str, day: date) -> None:
    _bring(world, _project(world, firm), stage, day)


def _project(world: World, key: str) -> Project:
    return Project.objects.get(pk=world.filings[key].project_id)


def _credit(world: World, one: Pursued) -> None:
    share = Decimal(100 // len(one.officers))
    shares = {world.officers[name]: share for name in one.officers}
    projects.set_credits(world.users["wang"], project=_project(world, one.trade), shares=shares)


def _reach(world: World, one: Pursued, stage: str, day: date) -> None:
    project = _project(world, one.trade)
    changes: dict[str, Any] = {"next_step": "按清单补齐材料"}
    if stage == "reviewed":
        project = projects.route(world.users["wang"], project=project, unit=world.units[one.landing])
    if stage == "signed":
        parties = f"濉溪县人民政府（样例），{project.company.name}"
        changes |= {"contract_on": day, "contract_parties": parties, "contract_amount": one.amount}
    if stage == "registered":
        firm = firms.PURSUED[one.trade]
        name = f"淮北{one.trade}{firm.name[4:]}"
        changes |= {
            "registered_name": name, "registered_uscc": firms.unified_code("340621", 6000000 + one.amount_wan),
            "registered_region": "340621", "registered_on": day,
        }  # fmt: skip
    if stage == "started":
        changes["started_on"] = day
    _bring(world, project, stage, day, changes, verified=not one.unverified)


def _bring(
    world: World,
    project: Project,
    stage: str,
    day: date,
    changes: dict[str, Any] | None = None,
    *,
    verified: bool = True,
) -> None:
    """Bring a project to a stage: the fields and papers its gate asks for, verification where it must, then the move."""
    bureau, verifier = world.users["wang"], world.users["zhao"]
    if stage == "talking":
        changes = {"next_step": "约对方到淮北考察"} | (changes or {})
    if changes:
        project = projects.edit_project(bureau, project=project, **changes)
    wanted = gate(in_force(day), stage)
    for demand in wanted.evidence:
        kind = demand[0]
        sample = taken(kind.code, f"{project.pk} {stage}")
        blob = files.receive(bureau, stream_or_bytes=sample, file_name=f"{kind.zh}.pdf")
        evidence = projects.report_evidence(
            bureau, project=project, stage=stage, kind=kind.code, file_name=f"{kind.zh}.pdf", blob=blob, dated_on=day
        )
        if verified and (wanted.verify or stage in ("intent", "reviewed", "signing")):
            projects.verify_evidence(verifier, evidence=evidence, holds=True, reason="原件相符（样例）")
    projects.advance(bureau, project=project, on=day)


def endings(world: World) -> Iterator[Step]:
    """Yield what closed: lost and paused leads, one reported as signed without its contract, the chosen case."""
    quiet = _quiet_calls()
    for place, call in enumerate(quiet[90:102]):
        status, reason = (("lost", "went_elsewhere"), ("paused", "firm_waiting"))[place % 2]
        day = min(workday(call.day + timedelta(days=45)), date(2020, 1, 14))
        yield day, partial(_stop, world, call.firm.name, status, reason)
    yield date(2020, 1, 10), partial(_report_signed, world, quiet[REPORTED_ONLY].firm.name)
    yield date(2020, 1, 15), partial(_tag_largest, world)
    yield date(2020, 1, 16), partial(_choose_case, world)


def _stop(world: World, firm: str, status: str, reason: str) -> None:
    projects.set_status(world.users["wang"], project=_project(world, firm), status=status, reason=reason)


def _report_signed(world: World, firm: str) -> None:
    project = _project(world, firm)
    projects.report_stage(world.users["fang"], project=project, stage="signed", note="只有签约仪式照片（样例）")


def _tag_largest(world: World) -> None:
    company = world.firm(firms.PURSUED["泽远"])
    actor = world.users["wang"]
    companies.add_tag(actor, company=company, kind="listed", source="公开信息（样例）")
    companies.add_tag(
        actor, company=company, kind="top500", list_name="500强（榜单名称报道未写明）", year=2019, source="报道所述"
    )


def _choose_case(world: World) -> None:
    officer = world.officers[CASE_OFFICER]
    signed = [
        _project(world, one.trade) for one in PURSUITS if one.officers == (CASE_OFFICER,) and "signed" in one.reached
    ]
    bulletins.choose_case(world.users["fang"], batch=world.batch, officer=officer, projects=signed, text=CASE_TEXT)
