"""Sending a project to a county or park, and what becomes of it there."""

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.files import receiving
from hometown.files.receiving import Taken
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.landing import access, papers
from hometown.landing.models import OPINIONS, Routing, RoutingOutcome
from hometown.ledger import book
from hometown.policy.rules import deadline
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force
from hometown.programme.models import Unit
from hometown.projects import access as project_access
from hometown.projects import actions as projects
from hometown.projects.models import Project
from hometown.projects.rules import RANK, Stage, is_live

ASSESSED, ASSESSMENT = Stage.ASSESSED.value, "assessment"


def send(actor: User, *, project: Project, unit: Unit, why: str = "") -> Routing:
    """Send a project to the county or park that may land it. The three days of the rules run from today.

    Raises RuleBroken for a unit that lands nothing, a project that does not live, or one that is somewhere already.
    """
    access.require_coordinator(actor, project)
    if unit.kind not in project_access.LANDING:
        raise RuleBroken("landing.cannot_land_there", unit=unit.name)
    _require_live(project)
    today = clock.today()
    policy = in_force(today)
    terms = policy.levels.lead
    major = any(grade.code == project.grade and grade.escalates for grade in policy.grades)
    routing = Routing(
        project=project, unit=unit, why=why.strip()[:500], sent_on=today, sent_by=actor.pk,
        respond_due=deadline(policy, terms.respond, today),
        assess_due=deadline(policy, terms.assess_major if major else terms.assess, today),
        feed_back_due=deadline(policy, terms.feed_back, today),
    )  # fmt: skip
    with book.entry("routing.sent", actor=actor.pk) as entry:
        standing = Routing.objects.open().filter(project=project).select_related("unit").first()
        if standing is not None:
            raise RuleBroken("landing.sent_already", unit=standing.unit.name, day=standing.sent_on)
        entry.put(routing)
    return routing


def respond(actor: User, *, routing: Routing) -> Routing:
    """Answer that the project arrived. Not needed before an assessment, which says as much."""
    access.require_receiver(actor, routing)
    _require_running(routing)
    if routing.responded_on is not None:
        raise RuleBroken("landing.answered_already")
    _answered(actor, routing)
    with book.entry("routing.responded", actor=actor.pk) as entry:
        entry.put(routing)
    return routing


def assess(actor: User, *, routing: Routing, fits: bool, **opinions: str) -> Routing:
    """Say what the unit finds: a sentence each on what it has looked at, and whether it takes the project.

    A project that fits lands there from now on, and the assessment goes on file as the paper its gate asks for.
    One that does not fit waits to be returned with the reason.
    """
    access.require_receiver(actor, routing)
    _require_running(routing)
    unknown = sorted(opinions.keys() - set(OPINIONS))
    if unknown:
        raise TypeError(f"no such opinion: {', '.join(unknown)}")
    if fits:
        _require_live(routing.project)
    for name, words in opinions.items():
        setattr(routing, name, words.strip()[:300])
    _answered(actor, routing)
    routing.assessed_on, routing.assessed_by = clock.today(), actor.pk
    if fits:
        _decide(actor, routing, RoutingOutcome.ACCEPTED)
    paper = _assessment_paper(actor, routing) if fits else None
    with book.entry("routing.accepted" if fits else "routing.assessed", actor=actor.pk) as entry:
        entry.put(routing)
        if fits:
            projects.route(actor, project=routing.project, unit=routing.unit, vouched=True)
        if paper is not None:
            papers.put_on_file(actor, routing.project, ASSESSED, ASSESSMENT, *paper)
    return routing


def return_(actor: User, *, routing: Routing, reason: str, words: str) -> Routing:
    """Give a project back with a reason of the rules and a word. It can then be sent to another unit."""
    access.require_receiver(actor, routing)
    _require_open(routing)
    _require_reason(in_force(clock.today()), reason, words)
    _answered(actor, routing)
    routing.reason, routing.outcome_note = reason, words.strip()[:500]
    _close(actor, routing, RoutingOutcome.RETURNED, "routing.returned")
    return routing


def recall(actor: User, *, routing: Routing, words: str = "") -> Routing:
    """Take a project back from a unit, to send it elsewhere."""
    access.require_coordinator(actor, routing.project)
    _require_open(routing)
    routing.outcome_note = words.strip()[:500]
    _close(actor, routing, RoutingOutcome.RECALLED, "routing.recalled")
    return routing


def land(actor: User, *, routing: Routing) -> Routing:
    """Note that a project has landed. The day is the day of registration, which the project knows already."""
    if not access.may_answer_for(actor, routing):
        access.require_coordinator(actor, routing.project)
    _require_open(routing)
    project = routing.project
    if project.registered_on is None or project.stage_rank < RANK[Stage.REGISTERED]:
        raise RuleBroken("landing.not_registered")
    if routing.outcome != RoutingOutcome.ACCEPTED:
        _answered(actor, routing)
    _decide(actor, routing, RoutingOutcome.LANDED)
    routing.outcome_on = project.registered_on
    routing.closed_on = clock.today()
    with book.entry("routing.landed", actor=actor.pk, occurred_on=project.registered_on) as entry:
        entry.put(routing)
        if project.landing_unit_id != routing.unit_id:
            projects.route(actor, project=project, unit=routing.unit, vouched=True)
    return routing


# --- steps that several verbs share ---------------------------------------------------------------------------------


def _close(actor: User, routing: Routing, outcome: RoutingOutcome, verb: str) -> None:
    """End a routing; a project that was to land there lands nowhere until it is sent again."""
    was_to_land = routing.project.landing_unit_id == routing.unit_id
    _decide(actor, routing, outcome)
    routing.closed_on = clock.today()
    with book.entry(verb, actor=actor.pk) as entry:
        entry.put(routing)
        if was_to_land:
            projects.route(actor, project=routing.project, unit=None, vouched=True)


def _answered(actor: User, routing: Routing) -> None:
    if routing.responded_on is None:
        routing.responded_on, routing.responded_by = clock.today(), actor.pk


def _decide(actor: User, routing: Routing, outcome: RoutingOutcome) -> None:
    routing.outcome, routing.outcome_on, routing.outcome_by = outcome, clock.today(), actor.pk


def _require_live(project: Project) -> None:
    if not is_live(project.status):
        raise RuleBroken("landing.not_live", project=project.name)


def _require_open(routing: Routing) -> None:
    if routing.closed_on is not None:
        raise RuleBroken("landing.over_already", day=routing.closed_on)


def _require_running(routing: Routing) -> None:
    """Raise unless the unit still owes an answer."""
    _require_open(routing)
    if routing.outcome:
        raise RuleBroken("landing.answered_already")


def _require_reason(policy: Policy, reason: str, words: str) -> None:
    known = {one.code for one in policy.claims.transfer_reasons if not one.retired}
    missing = {"reason": reason not in known, "words": not words.strip()}
    fields = {name: BadInput("landing.reason_needed") for name, lacks in missing.items() if lacks}
    if fields:
        raise BadInput("landing.look_over", fields=fields)


def _assessment_paper(actor: User, routing: Routing) -> tuple[Taken, str] | None:
    """Write the assessment out as the paper of its gate, so that nobody types it twice; None where none is asked for.

    Taken in before the book is opened: other writers do not wait while the file is looked at.
    """
    said = [(name, getattr(routing, name)) for name in OPINIONS if getattr(routing, name)]
    past = routing.project.stage_rank >= RANK[Stage.ASSESSED]
    if past or not said or not actor.may(Capability.REPORT_EVIDENCE):
        return None
    if not papers.is_asked_for(in_force(clock.today()), ASSESSED, ASSESSMENT, papers.TEXT):
        return None
    content, file_name = papers.assessment(routing, said)
    return receiving.take(content, file_name=file_name), file_name
