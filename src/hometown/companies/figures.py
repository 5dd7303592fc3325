"""The published numbers about companies themselves."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hometown.kernel.figures import Exclusion, Reducer, Scope, Selection, Unit, figure

from .models import CompanyKind, Tie, TieKind


def _invested_by(scope: Scope) -> "QuerySet[Tie]":
    """Every tie of investing at home that had begun by the last day of the period, ended or not."""
    begun = Q(since_on__isnull=True) | Q(since_on__lte=scope.period.last)
    ties: QuerySet[Tie] = Tie.objects.filter(begun, kind=TieKind.INVESTED_HOME)
    return ties


@figure(
    "invested_home",
    unit=Unit.FIRMS,
    reducer=Reducer.DISTINCT,
    name=_("Firms of the host city that have invested at home"),
    definition=_(
        "Distinct companies registered in the host city of which it stands recorded, on the last day of the period, "
        "that they have invested in the home city. Individual businesses, other organisations and companies "
        "registered elsewhere are not counted."
    ),
)
def invested_home(scope: Scope) -> Selection:
    """以商招商: the existing investors of the host city, the 33 of the first batch."""
    begun = _invested_by(scope)
    standing = begun.standing(scope.period.last)  # type: ignore[attr-defined]
    firms = standing.filter(company__kind=CompanyKind.COMPANY)
    of_host = Q(company__region_code__startswith=scope.host_prefix) if scope.host_prefix else Q(pk__in=[])
    unplaced = Q(company__region_code="")
    ended = begun.filter(ended_on__lte=scope.period.last).exclude(company__in=standing.values("company"))
    return Selection(
        members=firms.filter(of_host).select_related("company", "other"),
        key="company",
        exclusions=(
            Exclusion(
                _("individual businesses, chambers and other organisations"),
                standing.exclude(company__kind=CompanyKind.COMPANY),
                "company",
            ),
            Exclusion(_("registered elsewhere"), firms.exclude(of_host).exclude(unplaced), "company"),
            Exclusion(_("where they are registered is not recorded"), firms.filter(unplaced), "company"),
            Exclusion(_("the investment has ended"), ended, "company"),
        ),
    )


FIGURES = (invested_home,)
