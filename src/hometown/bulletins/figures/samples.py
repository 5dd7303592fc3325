"""The figures of looking again 抽查: how many records were drawn, how many were checked, how many of these hold."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometown.bulletins.models import SampleCheck
from hometown.fieldwork.selections import in_time
from hometown.kernel.figures import Exclusion, Figure, Reducer, Scope, Selection, Unit, figure


@figure(
    "sampled",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Records drawn to be looked at again"),
    definition=_(
        "Records of figures of sealed bulletins that were drawn within the period to be looked at again. The head of "
        "the seal draws them: nobody chooses which."
    ),
)
def sampled(scope: Scope) -> Selection:
    return Selection(SampleCheck.objects.of(scope.batch).filter(in_time(scope, "sample__drawn_on")))


@figure(
    "sampled_checked",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Drawn records that were checked"),
    definition=_(
        "Drawn records of which a verifier who had no hand in them said within the period whether they hold, whenever "
        "they were drawn."
    ),
)
def sampled_checked(scope: Scope) -> Selection:
    every = SampleCheck.objects.of(scope.batch)
    open_then = Q(checked_on__isnull=True) | Q(checked_on__gt=scope.period.last)
    waiting = every.filter(open_then, sample__drawn_on__lte=scope.period.last)
    return Selection(
        every.filter(in_time(scope, "checked_on")),
        exclusions=(Exclusion(_("drawn, and not checked by the end of the period"), waiting),),
    )


@figure(
    "sampled_hold",
    unit=Unit.RECORDS,
    reducer=Reducer.COUNT,
    name=_("Checked records that hold"),
    definition=_("Drawn records that a verifier who had no hand in them checked within the period and found to hold."),
)
def sampled_hold(scope: Scope) -> Selection:
    checked = SampleCheck.objects.of(scope.batch).filter(in_time(scope, "checked_on"))
    failed = checked.filter(holds=False)
    return Selection(checked.filter(holds=True), exclusions=(Exclusion(_("found not to hold"), failed),))


FIGURES: tuple[Figure, ...] = (sampled, sampled_checked, sampled_hold)
