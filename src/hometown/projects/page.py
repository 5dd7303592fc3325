"""One project as its page shows it: rail, what is missing, evidence, what happened, what we know."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hometown.accounts.access import names_of
from hometown.accounts.capabilities import Capability
from hometown.accounts.models import Grant, User
from hometown.companies.rules import masked_name
from hometown.face.formats import listed
from hometown.face.parts import Fact, Line, Row, Step, Task
from hometown.face.tags.marks import proof
from hometown.face.tags.words import day, day_short, moment
from hometown.kernel.dates import DatedTo, Precision
from hometown.kernel.money import Amount, plain
from hometown.policy.shape import Policy

from . import access, doubting, labels, readiness
from .board import amount_of
from .models import Doubt, Evidence, Project, StageMove, Verification, Voucher
from .readiness import Readiness
from .rules import RANK, Kind, Missing, Stage

SHOWN_LINES = 40


@dataclass(frozen=True)
class Story:
    """What belongs to a project, read once for the whole page."""

    project: Project
    moves: list[StageMove]
    evidence: list[Evidence]  # withdrawn ones too
    people: dict[uuid.UUID, str]


def story_of(project: Project) -> Story:
    """Read the moves and the evidence of a project, and the names behind them."""
    moves = list(StageMove.objects.filter(project=project).order_by("on", "id"))
    said = Prefetch("verifications", Verification.objects.order_by("on", "id"))
    papers = Evidence.objects.with_verdict().filter(project=project).select_related("blob").prefetch_related(said)
    evidence = list(papers.order_by("-reported_on", "-id"))
    ids: set[uuid.UUID | None] = {move.moved_by for move in moves} | {project.steward}
    for paper in evidence:
        ids |= {paper.reported_by, *(one.verified_by for one in paper.verifications.all())}
    return Story(project, moves, evidence, names_of(ids))


def rail(policy: Policy, story: Story) -> list[Step]:
    """Return the stages with the day each was last reached."""
    reached = {move.to_stage: move.on for move in story.moves}
    here = story.project.stage_rank
    steps = []
    for stage in policy.stages:
        rank = RANK[stage.code.value]
        if stage.retired and rank != here:
            continue
        on = reached.get(stage.code.value) if rank <= here else None
        state = "done" if rank < here else "now" if rank == here else ""
        steps.append(Step(stage.text(labels.language()), day_short(on) if on else "", state))
    return steps


def tasks(user: User, policy: Policy, ready: Readiness) -> list[Task]:
    """Return what the next gate asks for: what is missing first, then what is there."""
    return [*(_missing(user, policy, ready, one) for one in ready.missing), *_done(policy, ready)]


def _missing(user: User, policy: Policy, ready: Readiness, one: Missing) -> Task:
    yours = not user.holding.roles.isdisjoint(one.who)
    project = ready.project
    urls = {
        Kind.FIELD: _field_url(ready, one.codes[0]) if one.codes else "",
        Kind.EVIDENCE: f"{reverse('evidence-add', args=[project])}?for={one.stage}:{one.codes[0] if one.codes else ''}",
        Kind.VISIT: f"{reverse('activity-add')}?kind=visit&company={ready.company}",
        Kind.VERIFICATION: "#evidence",
    }
    notes = [labels.paper_note(policy, one.stage, code) for code in one.codes] if one.kind is Kind.EVIDENCE else []
    who = listed(labels.roles(policy, one.who), labels.language())
    why: list[Any] = [note for note in notes if note]
    if not yours:
        why.append(_("For: %(who)s") % {"who": who})
    if one.by:
        why.append(format_html(_("Due {day}"), day=day(one.by)))
    works = user.may(*access.WORKERS) or one.kind is Kind.VERIFICATION
    return Task(
        what=labels.missing_words(policy, one),
        why=_joined(why),
        url=urls[one.kind] if works else "",
        state="mine" if yours else "wait",
        mark=_("yours") if yours else _("waiting"),
        tone="amber" if yours else "",
    )


_KEPT_AS = {"industry": "industry_code"}  # what a gate calls otherwise than the form


def _field_url(ready: Readiness, code: str) -> str:
    """Return where a missing fact is given: the company's are on its page, the place to land has its own."""
    if code in {"company", "uscc"}:
        return reverse("company", args=[ready.company])
    if code == "landing_unit":
        return f"{reverse('project', args=[ready.project])}#landing"  # a floor above shows there where it was sent
    return f"{reverse('project-edit', args=[ready.project])}#id_{_KEPT_AS.get(code, code)}"


def _joined(parts: Iterable[Any]) -> SafeString:
    return format_html_join(SafeString(" · "), "{}", ((part,) for part in parts))


def _done(policy: Policy, ready: Readiness) -> list[Task]:
    """Return the papers of the next stage that are on file already."""
    if ready.ahead is None:
        return []
    stage = ready.ahead.stage.code.value
    found = []
    for slot in ready.ahead.evidence:
        codes = {kind.code for kind in slot}
        paper = next((p for p in ready.papers if p.stage == stage and p.kind in codes and p.verdict is not False), None)
        if paper is not None:
            words = labels.paper(policy, stage, paper.kind)
            url = reverse("evidence", args=[paper.pk])
            found.append(Task(words, paper.file_name, url, "done", verified=paper.verdict is True))
    return found


# --- evidence -----------------------------------------------------------------------------------------------------


def evidence_rows(policy: Policy, story: Story) -> list[dict[str, Any]]:
    """Return the evidence as rows of a table; withdrawn papers say so."""
    return [
        {
            "paper": paper,
            "kind": labels.paper(policy, paper.stage, paper.kind),
            "stage": labels.stage(policy, paper.stage),
            "reporter": story.people.get(paper.reported_by, ""),
            "proof": verdict_mark(paper, story.people),
        }
        for paper in story.evidence
    ]


def verdict_mark(paper: Evidence, people: dict[uuid.UUID, str]) -> SafeString:
    """Return the proof mark of a paper: who verified it and when, or that nobody has, or that it does not hold."""
    last = list(paper.verifications.all())[-1:]
    if not last:
        return proof(verified=False)
    who = people.get(last[0].verified_by, "")
    words = format_html("{} {}", who, day(last[0].on))
    if last[0].holds:
        return proof(verified=True, text=words)
    return format_html('<span class="tag tag--red">{}</span> {}', _("does not hold"), words)


def verifiers(user: User, policy: Policy, stage: str, reporter: uuid.UUID | None, on: date) -> list[Row]:
    """Return who can verify the papers of a stage, by name; who reported one cannot."""
    roles = access.verifying_roles(policy, stage)
    grants = Grant.objects.standing(on).filter(role__in=roles, user__is_active=True).select_related("user")
    people = {grant.user_id: (grant.user, grant.role) for grant in grants.order_by("user__name")[:20]}
    rows = []
    for person, role in people.values():
        able = person.pk != reporter
        words = ", ".join(labels.roles(policy, [role]))
        meta = words if able else _("reported it, so somebody else verifies")
        rows.append(Row(person.name, meta, end=_("can verify") if able else _("cannot"), tone="green" if able else ""))
    if reporter == user.pk and user.pk not in people:
        name = _("%(name)s (you)") % {"name": user.name}
        rows.append(Row(name, _("reported it, so somebody else verifies"), end=_("cannot")))
    return rows


# --- what happened ------------------------------------------------------------------------------------------------


def timeline(policy: Policy, story: Story) -> list[Line]:
    """Return what happened to the project, newest first: moves, papers, verifications."""
    lines = [(move.on, move.pk, _move_line(policy, story, move)) for move in story.moves]
    for paper in story.evidence:
        who, words = story.people.get(paper.reported_by, ""), labels.paper(policy, paper.stage, paper.kind)
        url = reverse("evidence", args=[paper.pk])
        text = _("%(who)s reported: %(paper)s") % {"who": who, "paper": words}
        lines.append((paper.reported_on, paper.pk, Line(text, paper.file_name, url, at=paper.reported_on)))
        if paper.withdrawn_on:
            text = _("Withdrawn: %(paper)s") % {"paper": words}
            line = Line(text, paper.withdrawn_because, url, at=paper.withdrawn_on)
            lines.append((paper.withdrawn_on, paper.pk, line))
        for one in paper.verifications.all():
            pattern = (
                _("%(who)s verified: %(paper)s") if one.holds else _("%(who)s found that it does not hold: %(paper)s")
            )
            text = pattern % {"who": story.people.get(one.verified_by, ""), "paper": words}
            lines.append((one.on, one.pk, Line(text, one.reason, url, "proof" if one.holds else "", one.on)))
    lines.sort(key=lambda item: (item[0], item[1]), reverse=True)
    return [line for _on, _pk, line in lines[:SHOWN_LINES]]


def _move_line(policy: Policy, story: Story, move: StageMove) -> Line:
    stage = labels.stage(policy, move.to_stage)
    back = bool(move.from_stage) and move.to_rank < RANK[move.from_stage]
    pattern = _("%(who)s set it back to %(stage)s") if back else _("%(who)s moved it to %(stage)s")
    if not move.from_stage:
        pattern = _("%(who)s filed the lead")
    who = story.people.get(move.moved_by, _("The house")) if move.moved_by else _("The house")
    rules = _("rules version %(number)s") % {"number": move.policy_version} if move.policy_version else ""
    meta = " · ".join(part for part in (move.note, rules) if part)
    return Line(pattern % {"who": who, "stage": stage}, meta, kind="move", at=move.on)


# --- what we know -------------------------------------------------------------------------------------------------


def facts(user: User, policy: Policy, story: Story) -> list[Fact]:
    """Return what is known of the project; what is not known is left out."""
    project = story.project
    found = [
        Fact(_("Investment"), amount_of(project) or "", _("planned, nothing paid in") if project.amount else ""),
        Fact(_("In yuan"), _in_yuan(project)),
        Fact(_("What they want to build"), project.summary),
        Fact(_("Where the lead came from"), labels.source(policy, project.source)),
        _introduced_by(user, project),
        Fact(_("Event"), project.event.name if project.event else ""),
        Fact(_("First contact"), _first_contact(project)),
        Fact(_("Whom we talk to"), _counterpart(user, project)),
        Fact(_("Site they need"), project.site_need),
        Fact(_("Energy they need"), project.energy_need),
        Fact(_("Environment"), project.environment_note),
        Fact(
            _("Expected output and tax"), project.output_note, _("as the firm tells it") if project.output_note else ""
        ),
        Fact(_("Industry"), project.industry_code or project.company.industry_code),
        Fact(_("Grade"), labels.named(policy.grades, project.grade) if project.grade else ""),
        Fact(_("Where it lands"), project.landing_unit.name if project.landing_unit else ""),
        Fact(_("Steward"), story.people.get(project.steward, "") if project.steward else ""),
        Fact(_("Looked after by"), project.keeper.name if project.keeper else ""),
        Fact(_("Next step"), project.next_step, day(project.next_step_due) if project.next_step_due else ""),
        Fact(_("Batch"), project.batch.name if project.batch else ""),
    ]
    return [fact for fact in found if fact.value not in ("", None)]


def _introduced_by(user: User, project: Project) -> Fact:
    """Return who brought the project; a link to it for those who may look companies up."""
    if project.introducer is None:
        return Fact(_("Introduced by"), "")
    opens = user.may(Capability.SEE_COMPANIES)
    url = reverse("company", args=[project.introducer_id]) if opens else ""
    return Fact(_("Introduced by"), project.introducer.name, url=url)


def contract_facts(project: Project) -> list[Fact]:
    """Return what was signed and what became of it."""
    signed = Amount(project.contract_amount) if project.contract_amount is not None else ""
    found = [
        Fact(_("Contract"), project.contract_on, project.contract_parties),
        Fact(_("Amount in the contract"), signed, _("as agreed, not as paid in") if signed else ""),
        Fact(_("Project company"), project.registered_name, project.registered_uscc),
        Fact(_("Registered in"), project.registered_region),
        Fact(_("Registered on"), project.registered_on),
        Fact(_("Construction since"), project.started_on),
        Fact(_("Production since"), project.produced_on),
        Fact(_("Accepted against the contract"), project.performed_on),
    ]
    return [fact for fact in found if fact.value not in ("", None)]


def _in_yuan(project: Project) -> Any:
    if project.amount is None or project.currency == "CNY":
        return ""
    if project.amount_yuan is None:
        return _("no rate in the rules, so no value in yuan")
    return Amount(project.amount_yuan)


def _first_contact(project: Project) -> Any:
    if project.first_contact_on is None:
        return ""
    return DatedTo(project.first_contact_on, Precision(project.first_contact_precision))


def _counterpart(user: User, project: Project) -> str:
    if project.counterpart is None:
        return ""
    if not access.may_see_people(user):
        return project.counterpart.title or _("recorded")
    return f"{masked_name(project.counterpart.name)} {project.counterpart.title}".strip()


def credit_facts(project: Project) -> list[Fact]:
    """Return whose work it is, in shares."""
    shares = project.credits.select_related("officer").order_by("-share", "officer__name")
    return [Fact(one.officer.name, f"{plain(one.share)}%") for one in shares]


def filing_rows(user: User, project: Project) -> list[Row]:
    """Return which units filed the project, the first effective one first; whoever files completes what lacks."""
    filings = project.filings.select_related("unit", "officer").order_by("effective_at", "filed_at")
    rows = []
    for one in filings:
        words: list[Any] = [one.officer.name] if one.officer else []
        since = format_html(_("in effect since {at}"), at=moment(one.effective_at)) if one.effective_at else ""
        words.append(since or _("not complete, so not in effect"))
        mark = _("supports") if one.is_supporting else ""
        lacks = one.effective_at is None and user.may(Capability.FILE_LEAD)
        url = reverse("filing-amend", args=[one.pk]) if lacks else ""
        rows.append(Row(one.unit.name, words, url, end=mark))
    return rows


def voucher_rows(user: User, project: Project) -> list[dict[str, Any]]:
    """Return the facts beside the stages, newest first, and whether the reader may verify each."""
    vouchers = list(project.vouchers.select_related("blob").order_by("-on", "-id"))
    people = names_of({one.reported_by for one in vouchers} | {one.verified_by for one in vouchers})
    return [
        {
            "voucher": one,
            "kind": labels.VOUCHERS.get(one.kind, one.kind),
            "amount": Amount(one.amount_yuan) if one.amount_yuan is not None else "",
            "reporter": people.get(one.reported_by, "") if one.reported_by else "",
            "proof": _voucher_mark(one, people),
            "may_verify": one.verified_on is None and one.reported_by != user.pk and user.may(Capability.VERIFY),
        }
        for one in vouchers
    ]


def _voucher_mark(voucher: Voucher, people: dict[uuid.UUID, str]) -> SafeString:
    if voucher.verified_on is None or voucher.verified_by is None:
        return proof(verified=False)
    words = format_html("{} {}", people.get(voucher.verified_by, ""), day(voucher.verified_on))
    if voucher.holds:
        return proof(verified=True, text=words)
    return format_html('<span class="tag tag--red">{}</span> {}', _("does not hold"), words)


def doubts(project: Project) -> list[tuple[str, str]]:
    """Return what is in doubt about a project, in words, and where it is looked at."""
    found = Doubt.objects.open().filter(project=project).order_by("raised_on", "pk")
    return [(doubting.words_of(one.rule, one.facts), reverse("doubt", args=[one.pk])) for one in found]


def lost_paper(policy: Policy, story: Story) -> str:
    """Return the word that a project has lost a paper its stage stands on; empty where it has not."""
    project = story.project
    held = readiness.held_by_papers(policy, project.stage, story.evidence)
    if held or project.stage_rank < RANK[Stage.SIGNED]:
        return ""
    words = _("“%(stage)s” has lost a paper it stands on. No figure counts it until one is on file.")
    return words % {"stage": labels.stage(policy, project.stage)}


def contact_doors(user: User, project: Project) -> dict[str, str]:
    """Return where the counterpart is invited and an appointment is made, begun with this project."""
    if not user.may(Capability.RECORD_FIELDWORK):
        return {}
    said = {"company": str(project.company_id), "contact": str(project.counterpart_id or "")}
    about = {**said, "about": f"{project._meta.label_lower}:{project.pk}"}
    return {
        "invite": f"{reverse('attempt-add')}?{urlencode(said)}",
        "appointment": f"{reverse('appointment-add')}?{urlencode(about)}",
    }


def may(user: User, project: Project, policy: Policy, ready: Readiness) -> dict[str, bool]:
    """Return which of the page's actions are open to the reader."""
    to = ready.ahead.stage.code.value if ready.ahead else ""
    works = user.may(*access.WORKERS)
    return {
        "edit": works,
        "report": user.may(Capability.REPORT_EVIDENCE),
        "advance": bool(to) and access.may_advance_to(user, policy, to),
        "status": access.may_change_status(user, project, policy),
        "coordinate": access.may_coordinate(user, project),
        "verify": user.may(Capability.VERIFY),
    }
