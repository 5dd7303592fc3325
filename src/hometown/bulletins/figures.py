"""Every figure that may be published, from all rooms below, and those that only a review knows."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hometown.companies import figures as companies
from hometown.fieldwork import figures as fieldwork
from hometown.kernel.dates import Period
from hometown.kernel.figures import Figure, Reducer, Result, Scope, Selection, Unit, catalogue, figure
from hometown.programme import figures as programme
from hometown.programme.models import Batch, City
from hometown.projects import figures as projects
from hometown.projects.models import Project
from hometown.projects.rules import RANK, Stage

from .models import CaseProject


@figure(
    "case_signed",
    unit=Unit.FIRMS,
    reducer=Reducer.DISTINCT,
    name=_("Firms signed in the case the secretary chose"),
    definition=_(
        "Distinct firms among the projects of the chosen case that have signed a contract by the end of the period. "
        "The case is chosen by a person; it is never the highest number of anybody."
    ),
)
def case_signed(scope: Scope) -> Selection:
    chosen: QuerySet[CaseProject] = CaseProject.objects.filter(case__dropped_on__isnull=True)
    if scope.batch:
        chosen = chosen.filter(case__batch=scope.batch)
    if scope.officer:
        chosen = chosen.filter(case__officer=scope.officer)
    signed = Q(moves__to_rank__gte=RANK[Stage.SIGNED], moves__on__lte=scope.period.last)
    members = Project.objects.filter(signed, case_links__in=chosen).distinct()
    return Selection(members, key="company")


FIGURES: tuple[Figure, ...] = (case_signed,)
CATALOGUE = catalogue(programme.FIGURES, companies.FIGURES, fieldwork.FIGURES, projects.FIGURES, FIGURES)


def scope_of(batch: Batch) -> Scope:
    """Return the scope of a batch's figures: its days, its people, its host city against the home city."""
    home = City.objects.filter(is_home=True).first()
    return Scope(
        period=Period(batch.first_on, batch.last_on),
        batch=batch.pk,
        host_prefix=batch.host_city.prefix,
        home_prefix=home.prefix if home else "",
    )


def ask(code: str, scope: Scope) -> Result:
    """Ask a figure of the catalogue. Raises KeyError for an unknown code: a bug, not a refusal."""
    return CATALOGUE[code].of(scope)
