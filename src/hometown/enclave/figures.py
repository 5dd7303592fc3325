"""The published numbers of enclaves. A statement counts on the day of its second signature; amounts are yuan."""

from django.utils.translation import gettext_lazy as _

from hometown.kernel.figures import Exclusion, Figure, Reducer, Scope, Selection, Unit, figure

from .models import Agreement, Enclave, Remittance, Side, Statement, TaxPaid


@figure(
    "enclaves",
    unit=Unit.RECORDS,
    reducer=Reducer.DISTINCT,
    name=_("Enclaves with an agreement"),
    definition=_(
        "Enclaves whose sharing agreement both sides had signed by the last day of the period, and that had not ended "
        "by then."
    ),
)
def enclaves(scope: Scope) -> Selection:
    last = scope.period.last
    agreed = Agreement.objects.signed().filter(signed_on__lte=last).values("enclave")
    known = Enclave.objects.filter(opened_on__lte=last)
    alive = known.exclude(ended_on__lte=last)
    return Selection(
        members=alive.filter(pk__in=agreed),
        exclusions=(
            Exclusion(_("no agreement signed by both sides"), alive.exclude(pk__in=agreed)),
            Exclusion(_("ended"), known.filter(ended_on__lte=last)),
        ),
    )


@figure(
    "enclave_taxes",
    unit=Unit.YUAN,
    reducer=Reducer.SUM,
    name=_("Taxes paid in enclaves"),
    definition=_(
        "Taxes paid in enclaves as the papers of the tax office say, that cover a time ending within the period. All "
        "of the tax, not the local part alone. What was struck out does not count."
    ),
)
def enclave_taxes(scope: Scope) -> Selection:
    timed = TaxPaid.objects.filter(until__range=(scope.period.first, scope.period.last))
    return Selection(
        members=timed.standing(),
        amount="amount_yuan",
        exclusions=(Exclusion(_("struck out of the record"), timed.filter(struck_on__isnull=False)),),
    )


def _shared(scope: Scope, collector: str) -> Selection:
    there = Statement.objects.filter(enclave__lies_with=collector)
    timed = there.filter(signed_on__range=(scope.period.first, scope.period.last))
    drafted = there.open().filter(drafted_on__range=(scope.period.first, scope.period.last))
    replaced = timed.filter(replaced_on__lte=scope.period.last)
    return Selection(
        members=timed.exclude(replaced_on__lte=scope.period.last),
        amount="payable_yuan",
        exclusions=(
            Exclusion(_("not signed by both sides"), drafted),
            Exclusion(_("replaced by a correction"), replaced),
        ),
    )


@figure(
    "enclave_share_out",
    unit=Unit.YUAN,
    reducer=Reducer.SUM,
    name=_("Share payable to partners"),
    definition=_(
        "What partners get of enclaves that lie at home, by the statements both sides signed within the period and no "
        "correction had replaced by its end."
    ),
)
def enclave_share_out(scope: Scope) -> Selection:
    return _shared(scope, Side.HOME)


@figure(
    "enclave_share_in",
    unit=Unit.YUAN,
    reducer=Reducer.SUM,
    name=_("Share payable to home"),
    definition=_(
        "What home gets of enclaves that lie with partners, by the statements both sides signed within the period and "
        "no correction had replaced by its end."
    ),
)
def enclave_share_in(scope: Scope) -> Selection:
    return _shared(scope, Side.PARTNER)


@figure(
    "enclave_paid",
    unit=Unit.YUAN,
    reducer=Reducer.SUM,
    name=_("Share paid over"),
    definition=_(
        "Money paid over under statements of enclaves within the period, by its vouchers, in either direction; what "
        "was paid back is taken off."
    ),
)
def enclave_paid(scope: Scope) -> Selection:
    timed = Remittance.objects.filter(on__range=(scope.period.first, scope.period.last))
    return Selection(members=timed, amount="amount_yuan")


FIGURES: tuple[Figure, ...] = (enclaves, enclave_taxes, enclave_share_out, enclave_share_in, enclave_paid)
