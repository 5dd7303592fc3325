"""What a person's day begins with: what to do next, what waits for them, what came back, what happened lately."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts.access import names_of
from hometown.accounts.capabilities import ADMINISTRATIVE, Capability
from hometown.accounts.models import User
from hometown.face.parts import Row
from hometown.face.tags.words import day
from hometown.fieldwork import access as fieldwork
from hometown.fieldwork import contacting, listing, telling
from hometown.fieldwork.models import Activity, AppointmentOfficer
from hometown.kernel import clock
from hometown.landing import labels as landing
from hometown.landing.models import Routing
from hometown.ledger.heads import first_rows, with_few
from hometown.programme import access as programme
from hometown.programme.deciding import leaves_to_decide
from hometown.programme.models import Leave, LeaveState
from hometown.programme.showing import days_left, unread_rows
from hometown.projects import access as projects
from hometown.projects import filters, labels
from hometown.projects.models import Project, StageMove, Verification

from . import claiming, inbox, learning, service
from .reading import MOST, Panel, Reader, days_words, dotted
from .rules import day_number

LOOK_BACK = timedelta(days=14)
LOOK_AHEAD = timedelta(days=7)
ASKED_LATELY = timedelta(days=60)
VISITED_LATELY = timedelta(days=120)  # what is older still stands in the list of what is incomplete


def is_administrator(user: User) -> bool:
    """Tell whether a person runs the installation and has no business in it."""
    return user.may(*ADMINISTRATIVE)


def place_in_batch(reader: Reader) -> str:
    """Return where the reader's batch stands in its days; for an officer, the how-manieth day away."""
    batch, officer = reader.batch, programme.officer_of(reader.user)
    if batch is None:
        return ""
    posting = officer.postings.filter(batch=batch).order_by("first_on").first() if officer else None
    number = day_number(posting.first_on, batch.last_on, reader.today) if posting else 0
    if number:
        return _("day %(number)s away") % {"number": number}
    return f"{batch.name} · {days_left(batch, reader.today)}"


def waiting(reader: Reader) -> list[Panel]:
    """Return what waits for somebody, groups with nothing in them apart; what matters most first."""
    return _filled(reader, (
        to_verify, to_decide, inbox.handed_over, claiming.disputed, claiming.in_danger, inbox.routed, inbox.sheets,
        inbox.unescalated, inbox.instructed, service.requested, service.promised, service.unserved, service.to_call_on,
        meetings, overdue, unfinished, unanswered, learning.unclaimed, learning.to_read, unread,
    ))  # fmt: skip


def happened(reader: Reader) -> list[Panel]:
    """Return what others did and what was done lately."""
    return _filled(reader, (came_back, learning.reports, lately))


def _filled(reader: Reader, builders: Iterable[Callable[[Reader], Panel]]) -> list[Panel]:
    return [panel for build in builders if (panel := build(reader)).rows]


# --- what waits for somebody ------------------------------------------------------------------------------------


def to_verify(reader: Reader) -> Panel:
    """Evidence that the reader may verify and did not report."""
    user, title = reader.user, _("Waits for your verification")
    if not user.may(Capability.VERIFY):
        return Panel(title)
    stages = [
        stage.code.value
        for stage in reader.policy.stages
        if not projects.verifying_roles(reader.policy, stage.code.value).isdisjoint(user.holding.roles)
    ]
    waiting = projects.visible_evidence(user).standing().with_verdict().filter(verdict__isnull=True, stage__in=stages)
    found = waiting.exclude(reported_by=user.pk).select_related("project").order_by("reported_on", "pk")[:MOST]
    rows = [
        Row(
            one.project.name,
            dotted([labels.paper(reader.policy, one.stage, one.kind), labels.stage(reader.policy, one.stage)]),
            reverse("evidence", args=[one.pk]),
            day(one.reported_on),
        )
        for one in found
    ]
    return Panel(title, rows)


def to_decide(reader: Reader) -> Panel:
    """Leave that waits for the reader's decision."""
    rows = [
        Row(one.posting.officer.name, days_words(one.first_on, one.last_on), telling.address("leave", one.pk))
        for one in leaves_to_decide(reader.user)[:MOST]
    ]
    return Panel(_("Leave to decide"), rows, telling.address("leave-list"), _("All leave"))


def meetings(reader: Reader) -> Panel:
    """The reader's own appointments of the next days, and those that took place and are not said so yet."""
    user = reader.user
    if not user.may(Capability.RECORD_FIELDWORK):
        return Panel("")
    now = clock.now()
    goes = Exists(AppointmentOfficer.objects.filter(appointment=OuterRef("pk"), officer__user=user))
    near = fieldwork.visible_appointments(user).live().filter(starts_at__lte=now + LOOK_AHEAD)
    own = near.filter(Q(goes) | Q(recorded_by=user.pk)).with_people().order_by("starts_at", "pk")[:MOST]
    rows = []
    for one in own:
        told = contacting.told_appointment(one)
        end, tone = (_("did it take place?"), "amber") if one.ends_at <= now else (told.state, told.tone)
        rows.append(Row(one.company.name, dotted([told.span, one.place]), told.url, end, tone))
    return Panel(_("Appointments"), rows, telling.address("appointment-list"), _("All"))


def unanswered(reader: Reader) -> Panel:
    """Firms the reader has invited that have not answered yet: how often, since when."""
    user = reader.user
    if not user.may(Capability.RECORD_FIELDWORK):
        return Panel("")
    rows = [
        Row(company.name, contacting.round_words(found, reader.today), reverse("company", args=[company.pk]))
        for company, found in contacting.waiting_for(user, reader.today - ASKED_LATELY)[:MOST]
    ]
    return Panel(_("Invited, no answer yet"), rows, telling.address("attempt-list"), _("All"))


def overdue(reader: Reader) -> Panel:
    """Projects that are late: their next stage by the city's terms, or their next step."""
    user = reader.user
    if not user.may(Capability.ADVANCE_PROJECT):
        return Panel("")
    late = projects.along(user, Project.objects.filter(filters.overdue(reader.policy, reader.today)))
    wide = user.may(Capability.SEE_PROJECTS_ALL, Capability.SEE_PROJECTS_BATCH, Capability.SEE_PROJECTS_LANDING)
    if not wide:
        late = late.filter(projects.mine(user))
    found = first_rows(late, "stage_on", "pk", most=MOST).for_lines()
    rows = [
        Row(
            one.name,
            dotted([labels.stage(reader.policy, one.stage), one.next_step or one.company.name]),
            reverse("project", args=[one.pk]),
            _("late"),
            "red",
        )
        for one in found
    ]
    url = f"{reverse('project-list')}?overdue=1" + ("" if wide else "&mine=1")
    return Panel(_("Late projects"), rows, url, _("All late ones"))


def unfinished(reader: Reader) -> Panel:
    """The reader's own visits that make no firm visited yet, and filings that hold no claim yet."""
    user = reader.user
    if not user.may(Capability.RECORD_FIELDWORK):
        return Panel("")
    lacking = Activity.objects.standing().filter(listing.incomplete(), on__gte=reader.today - VISITED_LATELY)
    visits = listing.newest([lacking.filter(own) for own in fieldwork.own_activities(user)], MOST)
    rows = [
        Row(one.title, dotted([day(one.on), _("name whom you met")]), reverse("activity-edit", args=[one.pk]))
        for one in visits
    ]
    newest = first_rows(projects.own_filings(user).waiting(), "-filed_at", most=MOST)
    rows += [  # by the firm they named themselves: the project may be another unit's, and its name not theirs to read
        Row(firm, _("complete it to hold the first claim"), reverse("filing-amend", args=[key]))
        for key, firm in newest.values_list("pk", "project__company__name")
    ]
    return Panel(_("Not complete yet"), rows[:MOST], f"{telling.address('activity-list')}?show=incomplete", _("All"))


def unread(reader: Reader) -> Panel:
    """House rules the reader has not acknowledged."""
    rows = unread_rows(reader.user, reader.batch) if reader.batch else []
    return Panel(_("To read"), rows[:MOST])


# --- what came back, and what happened ----------------------------------------------------------------------------


def came_back(reader: Reader) -> Panel:
    """What others did with the reader's projects, papers and leave in the last two weeks, newest first."""
    since = reader.today - LOOK_BACK
    told = (_moves, _verdicts, _leaves, _answers)
    lines = sorted((line for one in told for line in one(reader, since)), key=lambda line: line[0])
    newest = lines[::-1][:MOST]
    names = names_of(who for _on, who, _row in newest)
    rows = [
        Row(row.title, dotted([*row.meta, day(on), names.get(who, "")]), row.url, row.end, row.tone)
        for on, who, row in newest
    ]
    return Panel(_("What came back"), rows)


def _moves(reader: Reader, since: date) -> Iterable[tuple[date, Any, Row]]:
    user = reader.user
    if not user.may(Capability.SEE_PROJECTS_OWN):
        return
    moves = StageMove.objects.filter(projects.mine(user, "project"), on__gte=since).exclude(moved_by=user.pk)
    moves = moves.exclude(from_stage="").order_by("-on", "-pk")
    for move in with_few(moves, project=("name",))[:MOST]:
        stage = labels.stage(reader.policy, move.to_stage)
        url = reverse("project", args=[move.project_id])
        yield move.on, move.moved_by, Row(move.project.name, [_("moved on")], url, stage, "green")


def _verdicts(reader: Reader, since: date) -> Iterable[tuple[date, Any, Row]]:
    user = reader.user
    said = Verification.objects.filter(evidence__reported_by=user.pk, on__gte=since).exclude(verified_by=user.pk)
    few = with_few(said, evidence=("stage", "kind", "project"), evidence__project=("name",))
    newest = list(few.order_by("-on", "-pk")[: MOST * 3])
    seen = projects.visible_among(user, (one.evidence.project_id for one in newest))
    for one in [one for one in newest if one.evidence.project_id in seen][:MOST]:
        paper = one.evidence
        meta = [labels.paper(reader.policy, paper.stage, paper.kind), *([one.reason] if one.reason else [])]
        end, tone = (_("verified"), "green") if one.holds else (_("does not hold"), "red")
        yield one.on, one.verified_by, Row(paper.project.name, meta, reverse("evidence", args=[paper.pk]), end, tone)


def _leaves(reader: Reader, since: date) -> Iterable[tuple[date, Any, Row]]:
    decided = Leave.objects.filter(posting__officer__user=reader.user, decided_on__gte=since)
    words = {LeaveState.APPROVED: (_("approved"), "green"), LeaveState.REFUSED: (_("refused"), "amber")}
    for one in decided.filter(state__in=words).order_by("-decided_on", "-pk")[:MOST]:
        end, tone = words[LeaveState(one.state)]
        yield one.decided_on, one.decided_by, Row(_("Your leave"), [], telling.address("leave", one.pk), end, tone)


def _answers(reader: Reader, since: date) -> Iterable[tuple[date, Any, Row]]:
    """What counties and parks said to the reader's own leads."""
    user = reader.user
    if not user.may(Capability.SEE_PROJECTS_OWN):
        return
    own = Routing.objects.filter(projects.mine(user, "project"), outcome_on__gte=since)
    said = own.filter(outcome__in=("accepted", "returned"))
    said = said.exclude(outcome_by=user.pk).order_by("-outcome_on", "-pk")
    for one in with_few(said, project=("name",), unit=("name",))[:MOST]:
        taken = one.outcome == "accepted"
        end, tone = (_("taken"), "green") if taken else (_("returned"), "amber")
        meta = [one.unit.name, *([] if taken else [landing.reason(reader.policy, one.reason)])]
        yield one.outcome_on, one.outcome_by, Row(one.project.name, meta, reverse("routing", args=[one.pk]), end, tone)


def lately(reader: Reader) -> Panel:
    """The newest activities the reader may see."""
    user = reader.user
    seen = listing.newest([part.standing() for part in fieldwork.parts_seen(user)], MOST)
    rows = []
    for one in telling.lines(user, seen):
        meta = [day(one.on), one.kind, "、".join(one.officers[:4])]
        words = dotted(words for words in meta if words != one.title)
        rows.append(Row(one.title, words, one.url, one.interest, one.tone))
    return Panel(_("Lately"), rows, telling.address("activity-list"), _("All"))
