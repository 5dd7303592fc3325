"""The joint review: departments are asked, write their own sheets, and the marks decide."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import override

from hometown.accounts.models import User
from hometown.files import receiving
from hometown.files.receiving import Taken
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, ChangedMeanwhile, Refusal, RuleBroken
from hometown.landing import access, labels, papers
from hometown.landing.models import JointReview, ReviewMark, ReviewOpinion
from hometown.landing.rules import Verdict, fits_mark
from hometown.landing.standing import Standing, rules_of, standing_of
from hometown.ledger import book
from hometown.ledger.book import OpenEntry
from hometown.policy.rules import deadline
from hometown.policy.shape import Review
from hometown.policy.standing import in_force, number_in_force
from hometown.programme.models import Unit
from hometown.projects.models import Project
from hometown.projects.rules import RANK, Stage, is_live
from hometown.tasks import actions as tasks

REVIEWED, SCORE_SHEET = Stage.REVIEWED.value, "score_sheet"


def open_review(
    actor: User, *, project: Project, units: Iterable[Unit], due_on: date | None = None, note: str = ""
) -> JointReview:
    """Ask departments to review a project. Each gets a to-do; without a day the city's term counts.

    Raises RuleBroken while another review of it is open, or for a unit where nobody may mark.
    """
    access.require_coordinator(actor, project)
    if not is_live(project.status):
        raise RuleBroken("landing.not_live", project=project.name)
    today = clock.today()
    policy = in_force(today)
    asked, known = list(dict.fromkeys(units)), access.reviewers(policy)
    if not asked:
        raise BadInput("landing.nobody_asked", fields={"units": BadInput("landing.nobody_asked")})
    for unit in asked:
        if unit not in known:
            raise RuleBroken("landing.nobody_there", unit=unit.name)
    if due_on is not None and due_on < today:
        raise BadInput("landing.look_over", fields={"due_on": BadInput("landing.day_has_passed")})
    review = JointReview(
        project=project, policy_version=number_in_force(today), opened_on=today, opened_by=actor.pk,
        due_on=due_on or deadline(policy, policy.review.opinions, today), note=note.strip()[:500],
    )  # fmt: skip
    with book.entry("review.opened", actor=actor.pk) as entry:
        standing = JointReview.objects.open().filter(project=project).first()
        if standing is not None:
            raise RuleBroken("landing.in_review_already", day=standing.opened_on)
        entry.put(review)
        for unit in asked:
            task = tasks.set_task(
                actor, what=project.name, owner=known[unit], due_on=review.due_on, kind="joint_review", about=review,
                about_name=project.name,
            )  # fmt: skip
            entry.put(ReviewOpinion(review=review, unit=unit, task=task))
    return review


def write_sheet(
    actor: User,
    *,
    opinion: ReviewOpinion,
    marks: Mapping[str, Decimal | None],
    veto: str = "",
    words: str = "",
) -> ReviewOpinion:
    """Write one's own department's sheet; it may be changed until the review is closed.

    `marks` holds the lines that are the department's business; None is pending, a line left out is another's business.
    Raises BadInput beside each line that cannot stand; a veto needs its reason in words.
    """
    access.require_own_sheet(actor, opinion)
    _require_open(opinion.review)
    rules, words = rules_of(opinion.review), words.strip()[:500]
    _require_sheet(rules, marks, veto, words)
    opinion.on, opinion.by, opinion.veto, opinion.words = clock.today(), actor.pk, veto, words
    opinion.excused_on, opinion.excused_by, opinion.excused_because = None, None, ""
    with book.entry("review.marked", actor=actor.pk) as entry:
        _require_open(JointReview.objects.get(pk=opinion.review_id))  # somebody may have closed it meanwhile
        entry.put(opinion)
        _put_marks(entry, opinion, marks)
        if opinion.task is not None and opinion.task.closed_on is None:
            tasks.close_task(actor, task=opinion.task, vouched=True)
    return opinion


def excuse(actor: User, *, opinion: ReviewOpinion, reason: str) -> ReviewOpinion:
    """Wait no longer for a department that let its day go by, with the reason. Its sheet, should it come, counts again.

    Raises RuleBroken for one that has answered, was excused, or still has time.
    """
    access.require_coordinator(actor, opinion.review.project)
    _require_open(opinion.review)
    if not reason.strip():
        raise BadInput("landing.look_over", fields={"reason": BadInput("landing.reason_needed")})
    if clock.today() <= opinion.review.due_on:
        raise RuleBroken("landing.still_has_time", unit=opinion.unit.name, day=opinion.review.due_on)
    with book.entry("review.excused", actor=actor.pk) as entry:
        silent: ReviewOpinion | None = (
            ReviewOpinion.objects.silent().select_related("task", "unit").filter(pk=opinion.pk).first()
        )
        if silent is None:
            raise RuleBroken("landing.answered_already")
        silent.excused_on, silent.excused_by, silent.excused_because = clock.today(), actor.pk, reason.strip()[:300]
        entry.put(silent)
        if silent.task is not None and silent.task.closed_on is None:
            tasks.close_task(actor, task=silent.task, note=silent.excused_because, vouched=True)
    return silent


def close_review(actor: User, *, review: JointReview) -> JointReview:
    """Close a review by what its marks say. A passed one leaves its sheet on file, as the gate asks for it.

    Raises RuleBroken while what is pending could turn it, or while a department that is silent could veto.
    """
    access.require_coordinator(actor, review.project)
    _require_open(review)
    stands = _stands(review)
    _require_decided(stands)
    paper = _sheet_paper(review, stands)
    _finish(actor, review, stands.verdict.value, _reasons(stands))
    with book.entry(f"review.{stands.verdict}", actor=actor.pk) as entry:
        if _stands(review) != stands:
            raise ChangedMeanwhile("ledger.changed_meanwhile", record=review.project.name)
        entry.put(review)
        _close_tasks(actor, review)
        if paper is not None:
            papers.put_on_file(actor, review.project, REVIEWED, SCORE_SHEET, *paper)
    return review


def call_off(actor: User, *, review: JointReview, reason: str) -> JointReview:
    """End a review without an outcome, with the reason. What was written stays."""
    access.require_coordinator(actor, review.project)
    _require_open(review)
    if not reason.strip():
        raise BadInput("landing.look_over", fields={"reason": BadInput("landing.reason_needed")})
    _finish(actor, review, "called_off", reason.strip()[:500])
    with book.entry("review.called_off", actor=actor.pk) as entry:
        entry.put(review)
        _close_tasks(actor, review)
    return review


def _require_open(review: JointReview) -> None:
    if review.closed_on is not None:
        raise RuleBroken("landing.over_already", day=review.closed_on)


def _require_sheet(rules: Review, marks: Mapping[str, Decimal | None], veto: str, words: str) -> None:
    full = {item.code: item.full for item in rules.sheet if not item.retired}
    fields: dict[str, Refusal] = {}
    for code, mark in marks.items():
        if code not in full:
            fields[code] = BadInput("landing.no_such_line")
        elif mark is not None and not fits_mark(mark, full[code]):
            fields[code] = BadInput("landing.mark_out_of_range", full=full[code])
    if veto and veto not in {one.code for one in rules.vetoes if not one.retired}:
        fields["veto"] = BadInput("landing.no_such_veto")
    elif veto and not words:
        fields["words"] = BadInput("landing.reason_needed")
    elif not veto and not words and not marks:
        fields["words"] = BadInput("landing.nothing_said")
    if fields:
        raise BadInput("landing.look_over", fields=fields)


def _put_marks(entry: OpenEntry, opinion: ReviewOpinion, marks: Mapping[str, Decimal | None]) -> None:
    standing = {mark.criterion: mark for mark in ReviewMark.objects.filter(opinion=opinion)}
    for code, value in marks.items():
        mark = standing.pop(code, None) or ReviewMark(opinion=opinion, criterion=code)
        mark.value = value
        entry.put(mark)
    for gone in standing.values():
        entry.remove(gone)


def _stands(review: JointReview) -> Standing:
    """Return how a review stands, in the city's words: they go into the record."""
    with override(labels.CITY_LANGUAGE):
        return standing_of(review)


def _require_decided(stands: Standing) -> None:
    if stands.verdict is not Verdict.OPEN:
        return
    total = stands.total
    if total.least >= stands.pass_at:  # only a veto could still turn it
        silent = [sheet.unit.name for sheet in stands.sheets if sheet.is_silent]
        raise RuleBroken("landing.not_all_answered", units=silent)
    raise RuleBroken("landing.undecided", least=total.at_least, most=total.at_most, pass_at=stands.pass_at)


def _reasons(stands: Standing) -> str:
    """Return why it came out so: the vetoes with their words, or the range."""
    if stands.vetoes:
        vetoes = [sheet for sheet in stands.sheets if sheet.veto]
        return "；".join(f"{one.veto_name}（{one.unit.name}）：{one.words}" for one in vetoes)[:500]
    least, most = stands.total.at_least, stands.total.at_most
    return f"{least}" if least == most else f"{least}–{most}"


def _finish(actor: User, review: JointReview, outcome: str, reasons: str) -> None:
    review.closed_on, review.closed_by = clock.today(), actor.pk
    review.outcome, review.reasons = outcome, reasons


def _close_tasks(actor: User, review: JointReview) -> None:
    for opinion in ReviewOpinion.objects.filter(review=review, task__closed_on__isnull=True).select_related("task"):
        if opinion.task is not None:
            tasks.close_task(actor, task=opinion.task, vouched=True)


def _sheet_paper(review: JointReview, stands: Standing) -> tuple[Taken, str] | None:
    """Write the sheet out for its gate. A review that did not pass leaves no paper there: it carries no stage."""
    past = review.project.stage_rank >= RANK[Stage.REVIEWED]
    if stands.verdict is not Verdict.PASSED or past:
        return None
    if not papers.is_asked_for(in_force(clock.today()), REVIEWED, SCORE_SHEET, papers.TABLE):
        return None
    content, file_name = papers.score_sheet(review, stands)
    return receiving.take(content, file_name=file_name), file_name
