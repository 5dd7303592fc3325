"""The stage of the demo: rules, units, people, the batch and its branch, and the firms that have invested at home."""

from datetime import date

from hometown.accounts import actions as accounts
from hometown.accounts.models import User
from hometown.companies import actions as companies
from hometown.companies.models import Company
from hometown.kernel import clock
from hometown.policy import actions as policy
from hometown.programme import actions as programme
from hometown.programme.models import Batch, Officer, PlanClause, Unit

from . import firms
from .calendar import FIRST, LAST
from .cast import COMMITTEE, DISTRICTS, OFFICERS, STAFF, UNITS
from .world import World

RULES = "赴沪学习锻炼干部管理办法（样例）"
RULES_TEXT = """一、遵守接收单位的规章制度和纪律，做事不做客。
二、日调度、周交流、月通报用同一份记录，不另填报。
三、外出走访后当天或次日记一笔，写明见了谁、谈了什么、下一步。
四、请销假按规定办理，理由写一个词即可。
五、不打卡，不定位，不排名。
"""
PLAN = "推进长三角一体化更高质量发展行动方案（样例）"
# number, what it says, who leads it, by when
CLAUSES = (
    ("（一）", "承接沪苏浙产业转移，延链补链", "市投资促进中心", date(2020, 6, 30)),
    ("（二）", "以商招商，服务在淮投资企业", "市投资促进中心", date(2019, 12, 31)),
    ("（三）", "对标学习基层治理和营商环境做法", "市委组织部", date(2020, 1, 31)),
    ("（四）", "搭建在沪推介和对接平台", "市发改委", date(2019, 12, 31)),
)
# (what, clause of the city's action plan, due, owner, what came of it)
KEY_TASKS = (
    (
        "梳理接收地规模以上企业名单，对照四基一高一大逐家分析",
        "（一）",
        date(2019, 10, 31),
        "周砚秋",
        "三区名单已梳理，逐家对照产业链",
    ),
    (
        "走访在淮投资的上海企业，开展以商招商",
        "（二）",
        date(2019, 12, 31),
        "程一苇",
        "名单内企业已联系，介绍上下游若干",
    ),
    ("每名干部带着家里的题目学一项经验", "（三）", date(2020, 1, 31), "方立言", ""),
    ("办好在沪产业推介", "（四）", date(2019, 11, 30), "林知夏", "推介按计划办完"),
)


def build(password: str) -> World:
    """Set the stage; return it. Runs under simulated time, before the kick-off."""
    programme.begin(home_code="340600", host_code="310000")
    policy.install_default(None)
    units: dict[str, Unit] = {}
    for kind, name, name_en, code, parent in UNITS:
        units[name] = programme.add_unit(
            None, name=name, kind=kind, parent=units.get(parent), division_code=code, name_en=name_en
        )
    batch = programme.open_batch(
        None, number=1, name="第一批赴沪学习锻炼干部", name_en="Batch One", host_city=programme.city("310000"),
        first_on=FIRST, last_on=LAST, districts=list(DISTRICTS),
    )  # fmt: skip
    users = _staff(password, units)
    officers = _officers(password, units, batch, users)
    world = World(batch, units, officers, users, {one.name: one.group for one in OFFICERS})
    _branch(world)
    _investors(world)
    return world


def _staff(password: str, units: dict[str, Unit]) -> dict[str, User]:
    users = {}
    for one in STAFF:
        user = accounts.add_user(None, login=one.login, name=one.name, password=password)
        if one.role in ("system_admin", "security_admin", "audit_admin"):
            accounts.grant(None, user=user, role=one.role, first_on=clock.today(), source="init")
        else:
            programme.give_duty(None, user=user, role=one.role, unit=units.get(one.unit), first_on=clock.today())
        users[one.login] = user
    return users


def _officers(password: str, units: dict[str, Unit], batch: Batch, users: dict[str, User]) -> dict[str, Officer]:
    officers = {}
    for place, one in enumerate(OFFICERS):
        # Every officer has an account; those named in the cast have a password to sign in with.
        login = one.login or f"officer{place + 1}"
        user = accounts.add_user(None, login=login, name=one.name, password=password if one.login else None)
        users[login] = user
        officer = programme.add_officer(
            None,
            name=one.name,
            home_unit=units[one.home_unit],
            home_title=one.title,
            phone=f"1390001{place:04d}",
            user=user,
        )
        programme.post_officer(
            None, officer=officer, batch=batch, host_unit=units[one.host_unit], group=units[one.group], title="",
            level="district", first_on=FIRST, last_on=LAST,
        )  # fmt: skip
        officers[one.name] = officer
    return officers


def _branch(world: World) -> None:
    branch = programme.found_branch(
        None,
        batch=world.batch,
        name="赴沪学习锻炼干部临时党支部",
        approved_by=world.units["市委组织部"],
        founded_on=FIRST,
    )
    for name, post in COMMITTEE:
        programme.appoint(None, branch=branch, officer=world.officers[name], post=post, appointed_on=FIRST)
    programme.give_duty(
        None, user=world.users["fang"], role="branch_secretary", batch=world.batch, first_on=FIRST, last_on=LAST
    )
    programme.add_milestone(
        None, batch=world.batch, kind="kick_off", on=FIRST, place="淮北市", note="赴沪学习锻炼启程动员大会"
    )
    clauses = _plan(world)
    for text, clause, due, owner, _ in KEY_TASKS:
        programme.add_key_task(
            None, batch=world.batch, text=text, clause=clauses[clause], due_on=due, owner=world.officers[owner]
        )
    programme.issue_rulebook(None, batch=world.batch, title=RULES, text=RULES_TEXT, issued_on=FIRST)


def _plan(world: World) -> dict[str, PlanClause]:
    """Write the city's action plan; return its clauses by number."""
    plan = programme.add_plan(world.users["wang"], title=PLAN, year=2019, issued_on=date(2019, 8, 15))
    return {
        number: programme.add_clause(
            world.users["wang"], plan=plan, number=number, title=title, lead_unit=world.units[unit], due_on=due
        )
        for number, title, unit, due in CLAUSES
    }


def _investors(world: World) -> None:
    """Add the 33 firms of Shanghai that have invested at home, each with its firm at home."""
    source = "县区招商部门提供的在淮投资企业名单（样例）"
    for investor, subsidiary in zip(firms.INVESTORS, firms.SUBSIDIARIES, strict=True):
        at_home = add_company(world, subsidiary, source)
        company = add_company(world, investor, source)
        companies.add_tie(
            world.users["wang"],
            company=company,
            kind="invested_home",
            other=at_home,
            since_on=date(2018, 6, 1),
            source=source,
        )


def add_company(world: World, firm: firms.Firm, source: str, met_by: str = "") -> Company:
    """Add a firm and the person to speak to there, once: a contact of the officer who met them, if one did."""
    if firm.name in world.companies:
        return world.companies[firm.name]
    actor = world.users["wang"]
    company = companies.add_company(
        actor, name=firm.name, uscc=firm.uscc, region_code=firm.region, industry_code=firm.industry, chain=firm.chain,
        source=source, as_of=clock.today(),
    )  # fmt: skip
    world.companies[firm.name] = company
    world.contacts[firm.name] = companies.add_contact(
        world.actor(met_by) if met_by else actor, company=company, name=firm.person, title=firm.title, phone=firm.phone, consent="business",
        is_decision_maker=firm.title in ("总经理", "董事长"), source=source,
    )  # fmt: skip
    return company
