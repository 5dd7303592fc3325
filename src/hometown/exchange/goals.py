"""Goals of one's own: kept, looked at and let go by their owner.

Nothing of them enters the book, so these are no verbs of it.

Progress is read from the owner's own records through figures, each time anew; it is kept nowhere.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from hometown.accounts.models import User
from hometown.fieldwork import figures as fieldwork
from hometown.kernel.dates import Period
from hometown.kernel.errors import BadInput, NotAllowed, NotFound
from hometown.kernel.figures import Figure, Scope, catalogue
from hometown.programme.models import Officer
from hometown.projects import figures as projects

from .models import Goal

FIGURES: dict[str, Figure] = catalogue(
    (fieldwork.visited, fieldwork.visits_total, fieldwork.thematic_studies, fieldwork.promotions),
    (fieldwork.appointments_kept, fieldwork.host_duties),
    (projects.leads, projects.signed),
)
MOST = 999


@dataclass(frozen=True)
class Standing:
    """A goal with how far its owner is."""

    goal: Goal
    figure: Figure
    reached: int

    @property
    def is_reached(self) -> bool:
        return self.reached >= self.goal.wanted


def of(user: User) -> list[Standing]:
    """Return a person's own goals with how far each is, those that end first at the top."""
    return [standing(one) for one in _own(user) if one.figure in FIGURES]


def standing(goal: Goal) -> Standing:
    """Return a goal with how far its owner is, from the records of the days it is for."""
    found = FIGURES[goal.figure]
    officer = Officer.objects.filter(user=goal.owner_id).values_list("pk", flat=True).first()
    reached = int(found.of(Scope(Period(goal.first_on, goal.last_on), officer=officer)).value) if officer else 0
    return Standing(goal, found, reached)


def one(user: User, pk: int) -> Goal:
    """Return a goal of a person's own. Raises NotFound for anybody else's."""
    found: Goal | None = _own(user).filter(pk=pk).first()
    if found is None:
        raise NotFound("exchange.gone")
    return found


def keep(
    user: User, *, figure: str, wanted: int, first_on: date, last_on: date, words: str = "", goal: Goal | None = None
) -> Goal:
    """Keep a goal of one's own, new or changed. Raises BadInput for what cannot be counted or reached."""
    if not Officer.objects.filter(user=user).exists():
        raise NotAllowed("exchange.officers_have_goals")
    fields = {}
    if figure not in FIGURES:
        fields["figure"] = BadInput("exchange.no_such_figure")
    if not 1 <= wanted <= MOST:
        fields["wanted"] = BadInput("exchange.number_to_reach")
    if last_on < first_on:
        fields["last_on"] = BadInput("exchange.ends_before")
    if fields:
        raise BadInput("exchange.look_over", fields=fields)
    row = one(user, goal.pk) if goal else Goal(owner=user)
    row.figure, row.wanted, row.first_on, row.last_on = figure, wanted, first_on, last_on
    row.words = words.strip()[:300]
    row.save()
    return row


def let_go(user: User, goal: Goal) -> None:
    """Let a goal go: nothing of it stays."""
    one(user, goal.pk).delete()


def _own(user: User) -> "QuerySet[Goal]":
    return Goal.objects.filter(owner=user)
