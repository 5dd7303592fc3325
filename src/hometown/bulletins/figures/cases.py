"""The figure of the case that a review tells of."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hometown.bulletins.models import CaseProject
from hometown.kernel.figures import Reducer, Scope, Selection, Unit, figure
from hometown.projects.models import Project
from hometown.projects.rules import RANK, Stage


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
