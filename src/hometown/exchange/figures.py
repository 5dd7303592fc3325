"""The published numbers of learning: what was asked, answered, accepted; what works, and where it was adopted.

They count questions and practices, never persons: asked about one officer they hold nothing.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hometown.fieldwork.selections import in_time
from hometown.kernel.figures import Exclusion, Figure, Reducer, Scope, Selection, Unit, figure

from .models import AdoptionStep, Answer, Practice, Question
from .rules import Step

Records = QuerySet[Any, Any]


def _of(records: Records, scope: Scope) -> Records:
    """Return the records of the scope's batch; none where a number of one person is asked for."""
    if scope.officer:
        return records.none()
    return records.filter(batch=scope.batch) if scope.batch else records


@figure(
    "questions_asked",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Questions asked"),
    definition=_(
        "Questions that units at home asked within the period, to the batch that served then or whose officer claimed "
        "them. One taken back does not count."
    ),
)
def questions_asked(scope: Scope) -> Selection:
    every = _of(Question.objects.all(), scope)
    asked = every.filter(in_time(scope, "asked_on"))
    outside = every.filter(~in_time(scope, "asked_on"), withdrawn_on__isnull=True)
    return Selection(
        members=asked.filter(withdrawn_on__isnull=True),
        exclusions=(
            Exclusion(_("withdrawn"), asked.filter(withdrawn_on__isnull=False)),
            Exclusion(_("outside the period"), outside),
        ),
    )


@figure(
    "questions_answered",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Questions answered"),
    definition=_(
        "Distinct questions that an officer answered within the period, whatever the asker said to it. Several answers "
        "to one question count once; a question taken back does not count."
    ),
)
def questions_answered(scope: Scope) -> Selection:
    every = _of(Question.objects.all(), scope)
    answers = Answer.objects.filter(in_time(scope), question=OuterRef("pk"))
    standing = every.filter(withdrawn_on__isnull=True)
    begun = standing.filter(in_time(scope, "asked_on"))
    return Selection(
        members=standing.filter(Exists(answers)),
        exclusions=(
            Exclusion(_("not answered"), begun.filter(~Exists(answers))),
            Exclusion(_("withdrawn"), every.filter(Exists(answers), withdrawn_on__isnull=False)),
        ),
    )


@figure(
    "answers_accepted",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Answers accepted"),
    definition=_(
        "Questions of which the unit that asked accepted an answer within the period. The unit says so itself; nobody "
        "accepts their own answer."
    ),
)
def answers_accepted(scope: Scope) -> Selection:
    every = _of(Question.objects.filter(withdrawn_on__isnull=True), scope)
    accepted = every.filter(accepted_on__isnull=False)
    answers = Answer.objects.filter(in_time(scope), question=OuterRef("pk"))
    return Selection(
        members=accepted.filter(in_time(scope, "accepted_on")),
        exclusions=(
            Exclusion(_("answered, not accepted yet"), every.filter(Exists(answers), accepted_on__isnull=True)),
            Exclusion(_("outside the period"), accepted.filter(~in_time(scope, "accepted_on"))),
        ),
    )


@figure(
    "practices",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Practices"),
    definition=_("Practices that were written down within the period: what, where, by whom, and what came of it."),
)
def practices(scope: Scope) -> Selection:
    every = _of(Practice.objects.all(), scope)
    written = every.filter(in_time(scope, "written_on"))
    outside = every.filter(~in_time(scope, "written_on"), withdrawn_on__isnull=True)
    return Selection(
        members=written.filter(withdrawn_on__isnull=True),
        exclusions=(
            Exclusion(_("withdrawn"), written.filter(withdrawn_on__isnull=False)),
            Exclusion(_("outside the period"), outside),
        ),
    )


@figure(
    "practices_adopted",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Practices adopted at home"),
    definition=_(
        "Distinct practices that a unit at home adopted within the period after trying them, and had not dropped by "
        "its last day. A practice adopted by several units counts once."
    ),
)
def practices_adopted(scope: Scope) -> Selection:
    every = _of(Practice.objects.filter(withdrawn_on__isnull=True), scope)
    timed, steps = in_time(scope), AdoptionStep.objects.filter(adoption__practice=OuterRef("pk"))
    after = Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), pk__gt=OuterRef("pk"))  # keys are in the order of time
    later = AdoptionStep.objects.filter(after, adoption=OuterRef("adoption"), step=Step.DROPPED)
    dropped = Exists(later if scope.after else later.filter(on__lte=scope.period.last))
    adopted = steps.filter(timed, step=Step.ADOPTED)
    holds, tried = Exists(adopted.filter(~dropped)), Exists(steps.filter(timed, step__in=(Step.IDEA, Step.PILOT)))
    elsewhen = Exists(steps.filter(~timed, step=Step.ADOPTED))
    return Selection(
        members=every.filter(holds),
        exclusions=(
            Exclusion(_("dropped again"), every.filter(~holds & Exists(adopted.filter(dropped)))),
            Exclusion(_("an idea or a pilot so far"), every.filter(tried & ~Exists(adopted))),
            Exclusion(_("outside the period"), every.filter(~holds & elsewhen)),
        ),
    )


FIGURES: tuple[Figure, ...] = (
    questions_asked,
    questions_answered,
    answers_accepted,
    practices,
    practices_adopted,
)
