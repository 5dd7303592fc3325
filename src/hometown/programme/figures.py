"""Figures of the programme: how many were sent, and to how many districts."""

from django.utils.translation import gettext_lazy as _

from hometown.kernel.figures import Exclusion, Figure, Reducer, Scope, Selection, Unit, figure

from .models import BatchDistrict, Posting


@figure(
    "officials",
    unit=Unit.PERSONS,
    reducer=Reducer.DISTINCT,
    name=_("Officials sent"),
    definition=_(
        "Distinct officers with a posting on at least one day of the period. An officer who changes host unit counts "
        "once; namesakes are different persons."
    ),
)
def officials(scope: Scope) -> Selection:
    """Count the persons posted."""
    postings = Posting.objects.all()
    if scope.batch:
        postings = postings.filter(batch=scope.batch)
    if scope.officer:
        postings = postings.filter(officer=scope.officer)
    members = postings.filter(first_on__lte=scope.period.last, last_on__gte=scope.period.first)
    others = postings.exclude(officer__in=members.values("officer"))
    return Selection(
        members.select_related("officer", "host_unit"),
        key="officer",
        exclusions=(Exclusion(_("posted before or after the period only"), others, key="officer"),),
    )


@figure(
    "host_districts",
    unit=Unit.PROJECTS,
    reducer=Reducer.DISTINCT,
    name=_("Host districts"),
    definition=_("Distinct districts of the host city that the batch was sent to, by their code in GB/T 2260."),
)
def host_districts(scope: Scope) -> Selection:
    """Count the districts of the batch, or of every batch whose days touch the period."""
    districts = BatchDistrict.objects.select_related("batch")
    if scope.batch:
        return Selection(districts.filter(batch=scope.batch), key="division_code")
    members = districts.filter(batch__first_on__lte=scope.period.last, batch__last_on__gte=scope.period.first)
    return Selection(members, key="division_code")


FIGURES: tuple[Figure, ...] = (officials, host_districts)
