"""The numbers of one officer's facts, each of which opens its records. They are asked about one officer and no two.

A figure of this room answers for a scope that names an officer; without one it holds nothing. Numbers print exactly.
"""

from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hometown.bulletins import figures as published
from hometown.bulletins.figures.narrowing import narrowed
from hometown.exchange.figures import practices_adopted
from hometown.exchange.models import Answer, Practice, Question, ThanksLetter
from hometown.fieldwork.selections import in_time
from hometown.kernel.figures import Exclusion, Figure, Reducer, Scope, Selection, Unit, catalogue, figure
from hometown.programme.models import KeyTask, Officer
from hometown.projects.figures import leads
from hometown.projects.models import Evidence
from hometown.projects.rules import Stage, Status
from hometown.projects.selections import filings, live_then, standing

Records = QuerySet[Any, Any]


def _account(scope: Scope) -> Records:
    """Return the account of the scope's officer, as something to compare with; none where nobody is named."""
    found: Records = Officer.objects.filter(pk=scope.officer, user__isnull=False).values("user")
    return found


def _of_batch(records: Records, scope: Scope) -> Records:
    return records.filter(batch=scope.batch) if scope.batch else records


def _one(scope: Scope, records: Records) -> Records:
    return records if scope.officer else records.none()


@figure(
    "filed_leads",
    unit=Unit.FILINGS,
    reducer=Reducer.COUNT,
    name=_("Leads filed"),
    definition=_(
        "Filings of leads by the officer that came up within the period. A filing that supports a known project is "
        "told apart; filings of withdrawn projects do not count."
    ),
)
def filed_leads(scope: Scope) -> Selection:
    chosen = leads.select(scope)
    return Selection(_one(scope, chosen.members), exclusions=chosen.exclusions if scope.officer else ())


@figure(
    "supporting_filings",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Filings in support"),
    definition=_("Filings by the officer, within the period, that support a project somebody had filed before."),
)
def supporting_filings(scope: Scope) -> Selection:
    timed = _one(scope, filings(scope)).filter(in_time(scope, "occurred_on"))
    alive = timed.exclude(project__status=Status.WITHDRAWN)
    return Selection(
        alive.filter(is_supporting=True),
        exclusions=(Exclusion(_("leads of their own"), alive.filter(is_supporting=False)),),
    )


def _filed(scope: Scope) -> Records:
    """The projects of the officer's own leads of the period, with the stage in which each stood on its last day."""
    own = _one(scope, filings(scope)).filter(in_time(scope, "occurred_on"), is_supporting=False)
    whole = replace(scope, officer=None, batch=None)  # whoever has them now
    found: Records = standing(whole).filter(pk__in=own.order_by().values("project"), rank_then__isnull=False)
    return found


def _verified() -> Q:
    """The condition that a verifier found evidence of the very stage in which a project stood to hold."""
    rests_on, held = Q(), Evidence.objects.verified().filter(project=OuterRef("pk"))
    for rank, stage in enumerate(Stage):
        rests_on |= Q(Exists(held.filter(stage=stage)), rank_then=rank)
    return rests_on


@figure(
    "filed_projects",
    unit=Unit.PROJECTS,
    reducer=Reducer.COUNT,
    name=_("Live projects of these leads"),
    definition=_(
        "Projects that the officer's leads of the period brought and that lived on its last day, at whatever stage and "
        "whoever follows them now: not paused, lost or withdrawn, and not of home firms."
    ),
    knows="stage",
)
def filed_projects(scope: Scope) -> Selection:
    every = _filed(scope)
    stopped = every.exclude(live_then(scope))
    return Selection(every.filter(live_then(scope)), exclusions=(Exclusion(_("paused or lost"), stopped),))


@figure(
    "filed_projects_verified",
    unit=Unit.PROJECTS,
    reducer=Reducer.COUNT,
    name=_("Live projects of these leads whose stage is verified"),
    definition=_(
        "Live projects of the officer's leads of which a verifier, who reported none of it, has looked at evidence of "
        "the very stage in which they stood on the last day of the period, and found it to hold."
    ),
    knows="stage",
)
def filed_projects_verified(scope: Scope) -> Selection:
    live = _filed(scope).filter(live_then(scope))
    verified = live.filter(_verified())
    waiting = live.exclude(pk__in=verified.order_by().values("pk"))
    return Selection(verified, exclusions=(Exclusion(_("nobody has verified that stage"), waiting),))


@figure(
    "filed_stopped",
    unit=Unit.PROJECTS,
    reducer=Reducer.COUNT,
    name=_("Projects of these leads that stopped"),
    definition=_("Projects of the officer's leads of the period that were paused or lost on its last day."),
)
def filed_stopped(scope: Scope) -> Selection:
    every = _filed(scope)
    return Selection(
        every.exclude(live_then(scope)), exclusions=(Exclusion(_("live"), every.filter(live_then(scope))),)
    )


@figure(
    "own_questions_answered",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Questions answered"),
    definition=_(
        "Distinct questions that the officer answered within the period, whatever the asker said to it. Several "
        "answers to one question count once; a question taken back does not count."
    ),
)
def own_questions_answered(scope: Scope) -> Selection:
    given = Answer.objects.filter(in_time(scope), question=OuterRef("pk"), by__in=_account(scope))
    answered = _one(scope, Question.objects.filter(Exists(given)))
    return Selection(
        answered.filter(withdrawn_on__isnull=True),
        exclusions=(Exclusion(_("withdrawn"), answered.filter(withdrawn_on__isnull=False)),),
    )


@figure(
    "own_answers_accepted",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Answers accepted"),
    definition=_(
        "Questions answered by the officer within the period whose asker has accepted that very answer by the last "
        "day of the period."
    ),
)
def own_answers_accepted(scope: Scope) -> Selection:
    given = Answer.objects.filter(in_time(scope), question=OuterRef("pk"), by__in=_account(scope))
    accepted = Exists(given.filter(accepted_on__isnull=False, accepted_on__lte=scope.period.last))
    answered = _one(scope, Question.objects.filter(Exists(given), withdrawn_on__isnull=True))
    return Selection(
        answered.filter(accepted),
        exclusions=(Exclusion(_("answered, not accepted yet"), answered.filter(~accepted)),),
    )


def _written(scope: Scope) -> Records:
    """Practices written down by the officer, or made of the officer's answer."""
    account = _account(scope)
    every: Records = Practice.objects.filter(Q(written_by__in=account) | Q(answer__by__in=account))
    return _one(scope, every)


@figure(
    "own_practices",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Practices written down"),
    definition=_("Practices within the period that the officer wrote down, or that were made of the officer's answer."),
)
def own_practices(scope: Scope) -> Selection:
    timed = _written(scope).filter(in_time(scope, "written_on"))
    return Selection(
        timed.filter(withdrawn_on__isnull=True),
        exclusions=(Exclusion(_("withdrawn"), timed.filter(withdrawn_on__isnull=False)),),
    )


@figure(
    "own_practices_adopted",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Practices adopted at home"),
    definition=_(
        "Of the officer's practices, those that a unit at home adopted within the period after trying them and had "
        "not dropped by its last day."
    ),
)
def own_practices_adopted(scope: Scope) -> Selection:
    whole = Scope(scope.period)  # a unit may adopt what another batch found
    adopted = practices_adopted.select(whole).members.order_by().values("pk")
    written = _written(scope)
    return Selection(
        written.filter(pk__in=adopted),
        exclusions=(Exclusion(_("not adopted"), written.filter(withdrawn_on__isnull=True).exclude(pk__in=adopted)),),
    )


def _key_tasks(scope: Scope) -> Records:
    return _one(scope, _of_batch(KeyTask.objects.filter(owner=scope.officer), scope))


@figure(
    "own_key_tasks",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Key tasks of the branch"),
    definition=_("Work priorities of the batch's branch that the officer has in hand or has finished."),
)
def own_key_tasks(scope: Scope) -> Selection:
    return Selection(_key_tasks(scope))


@figure(
    "own_key_tasks_done",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Key tasks finished"),
    definition=_("Of these, those finished by the last day of the period, with what came of them."),
)
def own_key_tasks_done(scope: Scope) -> Selection:
    every = _key_tasks(scope)
    done = every.filter(done_on__lte=scope.period.last)
    return Selection(done, exclusions=(Exclusion(_("not finished"), every.exclude(pk__in=done.values("pk"))),))


@figure(
    "batch_thanks",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Letters of thanks to the batch"),
    definition=_(
        "Letters of thanks that the batch received within the period. A letter thanks a batch, never one person."
    ),
)
def batch_thanks(scope: Scope) -> Selection:
    timed = _of_batch(ThanksLetter.objects.all(), scope).filter(in_time(scope, "received_on"))
    came = timed.filter(is_ours=False)
    return Selection(
        came.filter(withdrawn_on__isnull=True),
        exclusions=(
            Exclusion(_("withdrawn"), came.filter(withdrawn_on__isnull=False)),
            Exclusion(_("written by the batch"), timed.filter(is_ours=True)),
        ),
    )


FIGURES: tuple[Figure, ...] = (
    filed_leads,
    supporting_filings,
    filed_projects,
    filed_projects_verified,
    filed_stopped,
    own_questions_answered,
    own_answers_accepted,
    own_practices,
    own_practices_adopted,
    own_key_tasks,
    own_key_tasks_done,
    batch_thanks,
)
CATALOGUE = catalogue(published.CATALOGUE.values(), FIGURES)


def find(code: str) -> Figure | None:
    """Return a figure of this room or one published elsewhere, whole or narrowed to a part; None for no such."""
    base, by, part = (*code.split("__", 2), "", "")[:3]
    whole = CATALOGUE.get(base)
    return narrowed(whole, by, part) if whole is not None and by else whole


def stages_stood(scope: Scope) -> list[Stage]:
    """Return the stages in which the live projects of the officer's leads stood on the last day, the first first."""
    ranks = set(_filed(scope).filter(live_then(scope)).order_by().values_list("rank_then", flat=True))
    return [stage for rank, stage in enumerate(Stage) if rank in ranks]
