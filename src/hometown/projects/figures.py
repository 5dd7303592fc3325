"""The published numbers of projects. Firms are counted in 家, once each in a figure; leads in 条; money in yuan."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hometown.fieldwork.selections import in_time
from hometown.kernel.figures import Exclusion, Figure, Reducer, Scope, Selection, Style, Unit, figure

from . import selections
from .models import Doubt, Project, VoucherKind
from .rules import Stage, Status
from .selections import Records

FIRM = "company"
UNKNOWN_ORIGIN = _("where it is registered is not known")
NO_CONTRACT = _("moved to signed without a contract on file")
HOME = _("home firms")
WITHDRAWN = _("withdrawn")


@figure(
    "leads",
    unit=Unit.FILINGS,
    reducer=Reducer.COUNT,
    style=Style.TENS,
    name=_("Leads"),
    definition=_(
        "Filings of leads that came up within the period. A filing that supports a known project is no further lead; "
        "filings of withdrawn projects do not count. A lead need not be of a firm that was visited."
    ),
)
def leads(scope: Scope) -> Selection:
    every = selections.filings(scope)
    timed = every.filter(in_time(scope, "occurred_on"))
    alive = timed.exclude(project__status=Status.WITHDRAWN)
    return Selection(
        members=alive.filter(is_supporting=False),
        exclusions=(
            Exclusion(_("support a lead that was filed before"), alive.filter(is_supporting=True)),
            Exclusion(WITHDRAWN, timed.filter(project__status=Status.WITHDRAWN)),
            Exclusion(_("outside the period"), every.exclude(in_time(scope, "occurred_on"))),
        ),
    )


# --- with intent, by origin -----------------------------------------------------------------------------------------


def _with_intent(scope: Scope, origin: str) -> Selection:
    """Visited firms of an origin that ever came to intent or beyond, those that signed included."""
    every = selections.reached(selections.projects(scope), scope, Stage.INTENT)
    seen = selections.visited(every, scope)
    withdrawn = selections.reached(selections.withdrawn(scope), scope, Stage.INTENT)
    home = selections.reached(selections.of_home(scope), scope, Stage.INTENT)
    return Selection(
        members=selections.of_origin(seen, scope, origin),
        key=FIRM,
        exclusions=(
            Exclusion(_("at intent, but not visited"), selections.visited(every, scope, ever=False), FIRM),
            Exclusion(UNKNOWN_ORIGIN, selections.of_origin(seen, scope, "unknown"), FIRM),
            Exclusion(HOME, home, FIRM),
            Exclusion(WITHDRAWN, withdrawn, FIRM),
        ),
    )


@figure(
    "intent_host",
    unit=Unit.FIRMS,
    reducer=Reducer.DISTINCT,
    name=_("Firms of the host city with intent"),
    definition=_(
        "Visited firms registered in the host city whose project came to intent or beyond within the period, those "
        "that signed included. Home firms, and what investors have founded at home, are in neither origin."
    ),
    origin="host",
)
def intent_host(scope: Scope) -> Selection:
    return _with_intent(scope, "host")


@figure(
    "intent_elsewhere",
    unit=Unit.FIRMS,
    reducer=Reducer.DISTINCT,
    name=_("Firms elsewhere with intent"),
    definition=_(
        "Visited firms registered neither in the host city nor at home whose project came to intent or beyond within "
        "the period, those that signed included."
    ),
    origin="elsewhere",
)
def intent_elsewhere(scope: Scope) -> Selection:
    return _with_intent(scope, "elsewhere")


# --- signed -------------------------------------------------------------------------------------------------------


def _not_signed(scope: Scope) -> tuple[Exclusion, ...]:
    return (
        Exclusion(NO_CONTRACT, selections.without_contract(selections.signings(scope)), FIRM),
        Exclusion(_("reported as signed, without the papers"), selections.reported_signed(scope), FIRM),
        Exclusion(HOME, selections.of_home(scope).filter(stage_rank__gte=_SIGNED), FIRM),
        Exclusion(WITHDRAWN, selections.withdrawn(scope).filter(stage_rank__gte=_SIGNED), FIRM),
    )


_SIGNED = list(Stage).index(Stage.SIGNED)


def _signed(scope: Scope) -> Records:
    return selections.with_contract(selections.signings(scope))


@figure(
    "signed",
    unit=Unit.FIRMS,
    reducer=Reducer.DISTINCT,
    name=_("Firms signed"),
    definition=_(
        "Distinct firms whose project stands at signed or beyond, with the signed contract on file, dated within the "
        "period by the day of the contract. The first signing counts; a further project or an increase adds no firm."
    ),
)
def signed(scope: Scope) -> Selection:
    return Selection(members=_signed(scope), key=FIRM, exclusions=_not_signed(scope))


@figure(
    "signed_verified",
    unit=Unit.FIRMS,
    reducer=Reducer.DISTINCT,
    name=_("Firms signed, contract verified"),
    definition=_("Firms signed whose contract a verifier has looked at who did not report it, and found to hold."),
)
def signed_verified(scope: Scope) -> Selection:
    members = selections.with_verified_contract(_signed(scope))
    waiting = _signed(scope).exclude(pk__in=members.order_by().values("pk"))
    return Selection(members, key=FIRM, exclusions=(Exclusion(_("contract not verified"), waiting, FIRM),))


@figure(
    "signed_in_doubt",
    unit=Unit.FIRMS,
    reducer=Reducer.DISTINCT,
    name=_("Signed firms, in doubt"),
    definition=_(
        "Firms that signed within the period and whose project holds a contradiction that no verifier has cleared. "
        "Printed beside the firms signed; it takes nothing from them."
    ),
    state="in_doubt",
)
def signed_in_doubt(scope: Scope) -> Selection:
    every = _signed(scope)
    doubted = Doubt.objects.open().values("project")
    cleared = Exclusion(_("nothing is in doubt"), every.exclude(pk__in=doubted), FIRM)
    return Selection(every.filter(pk__in=doubted), key=FIRM, exclusions=(cleared,))


def _signed_of(scope: Scope, origin: str) -> Selection:
    members = selections.of_origin(_signed(scope), scope, origin)
    unknown = selections.of_origin(_signed(scope), scope, "unknown")
    return Selection(members, key=FIRM, exclusions=(Exclusion(UNKNOWN_ORIGIN, unknown, FIRM), *_not_signed(scope)))


@figure(
    "signed_host",
    unit=Unit.FIRMS,
    reducer=Reducer.DISTINCT,
    name=_("Firms of the host city signed"),
    definition=_("Firms signed that are registered in the host city."),
    origin="host",
    state="signed",
)
def signed_host(scope: Scope) -> Selection:
    return _signed_of(scope, "host")


@figure(
    "signed_elsewhere",
    unit=Unit.FIRMS,
    reducer=Reducer.DISTINCT,
    name=_("Firms elsewhere signed"),
    definition=_("Firms signed that are registered neither in the host city nor at home."),
    origin="elsewhere",
    state="signed",
)
def signed_elsewhere(scope: Scope) -> Selection:
    return _signed_of(scope, "elsewhere")


@figure(
    "signed_amount",
    unit=Unit.YUAN,
    reducer=Reducer.SUM,
    name=_("Investment signed"),
    definition=_(
        "The amounts in the contracts of the projects behind the firms signed, in yuan, as agreed and not as paid in. "
        "Increases are counted apart."
    ),
)
def signed_amount(scope: Scope) -> Selection:
    without = selections.without_contract(selections.signings(scope))
    silent = _signed(scope).filter(contract_amount__isnull=True)
    return Selection(
        members=_signed(scope),
        amount="contract_amount",
        exclusions=(
            Exclusion(NO_CONTRACT, without),
            Exclusion(_("the contract's amount is not entered"), silent),
            Exclusion(HOME, selections.of_home(scope).filter(stage_rank__gte=_SIGNED)),
        ),
    )


@figure(
    "increases",
    unit=Unit.YUAN,
    reducer=Reducer.SUM,
    name=_("Increases after signing"),
    definition=_(
        "Increases of signed projects within the period, the increment only, by verified vouchers. In no other figure."
    ),
)
def increases(scope: Scope) -> Selection:
    return _by_vouchers(scope, VoucherKind.INCREASE)


# --- at intent ----------------------------------------------------------------------------------------------------


def _not_at_intent(scope: Scope, key: str = FIRM) -> tuple[Exclusion, ...]:
    return (
        Exclusion(_("the firm has signed another project"), selections.at_intent_of_signed_firms(scope), key),
        Exclusion(_("paused or lost"), selections.stopped_at_intent(scope), key),
        Exclusion(HOME, selections.of_home(scope).filter(stage_rank__gte=_INTENT, stage_rank__lt=_SIGNED), key),
    )


_INTENT = list(Stage).index(Stage.INTENT)


@figure(
    "at_intent",
    unit=Unit.FIRMS,
    reducer=Reducer.DISTINCT,
    name=_("Firms at intent"),
    definition=_(
        "Distinct firms whose furthest live project stood, on the last day of the period, from intent up to about to "
        "sign. Firms that have signed are not among them."
    ),
)
def at_intent(scope: Scope) -> Selection:
    return Selection(selections.at_intent(scope), key=FIRM, exclusions=_not_at_intent(scope))


def _at_intent_of(scope: Scope, origin: str) -> Selection:
    every = selections.at_intent(scope)
    unknown = Exclusion(UNKNOWN_ORIGIN, selections.of_origin(every, scope, "unknown"), FIRM)
    members = selections.of_origin(every, scope, origin)
    return Selection(members, key=FIRM, exclusions=(unknown, *_not_at_intent(scope)))


@figure(
    "at_intent_host",
    unit=Unit.FIRMS,
    reducer=Reducer.DISTINCT,
    name=_("Firms of the host city at intent"),
    definition=_("Firms at intent that are registered in the host city."),
    origin="host",
    state="intent",
)
def at_intent_host(scope: Scope) -> Selection:
    return _at_intent_of(scope, "host")


@figure(
    "at_intent_elsewhere",
    unit=Unit.FIRMS,
    reducer=Reducer.DISTINCT,
    name=_("Firms elsewhere at intent"),
    definition=_("Firms at intent that are registered neither in the host city nor at home."),
    origin="elsewhere",
    state="intent",
)
def at_intent_elsewhere(scope: Scope) -> Selection:
    return _at_intent_of(scope, "elsewhere")


@figure(
    "at_intent_amount",
    unit=Unit.YUAN,
    reducer=Reducer.SUM,
    style=Style.TENS,
    name=_("Investment at intent"),
    definition=_(
        "What the projects of the firms at intent plan to invest, in yuan by the rates in the rules. It is agreed with "
        "nobody yet. An amount known only from below, or without a rate, leaves the sum open."
    ),
)
def at_intent_amount(scope: Scope) -> Selection:
    every = selections.at_intent(scope)
    return Selection(
        every,
        amount="amount_yuan",
        bound="amount_bound",
        exclusions=(
            Exclusion(_("no amount in yuan is known"), every.filter(amount_yuan__isnull=True)),
            *_not_at_intent(scope, "pk"),
        ),
    )


@figure(
    "largest_at_intent",
    unit=Unit.YUAN,
    reducer=Reducer.SUM,
    name=_("The largest investment at intent"),
    definition=_("The one project at intent that plans to invest most: a review says how much of the sum it is."),
)
def largest_at_intent(scope: Scope) -> Selection:
    every = selections.at_intent(scope).filter(amount_yuan__isnull=False)
    first = every.order_by("-amount_yuan", "id").values("pk")[:1]
    members = Project.objects.filter(pk__in=first)
    return Selection(members, amount="amount_yuan", bound="amount_bound")


# --- after signing, and money that arrived --------------------------------------------------------------------------


def _reached(scope: Scope, stage: Stage) -> Selection:
    every = selections.reached(selections.projects(scope), scope, stage)
    now = every.filter(stage_rank__gte=list(Stage).index(stage))
    set_back = every.exclude(pk__in=now.order_by().values("pk"))
    return Selection(now, exclusions=(Exclusion(_("set back since"), set_back),))


@figure(
    "registered",
    unit=Unit.PROJECTS,
    reducer=Reducer.COUNT,
    name=_("Projects registered"),
    definition=_("Projects whose company was registered within the period, by the day they came to that stage."),
)
def registered(scope: Scope) -> Selection:
    return _reached(scope, Stage.REGISTERED)


@figure(
    "started",
    unit=Unit.PROJECTS,
    reducer=Reducer.COUNT,
    name=_("Projects started"),
    definition=_("Projects whose construction started within the period, by the day they came to that stage."),
)
def started(scope: Scope) -> Selection:
    return _reached(scope, Stage.STARTED)


@figure(
    "producing",
    unit=Unit.PROJECTS,
    reducer=Reducer.COUNT,
    name=_("Projects in production"),
    definition=_("Projects that began to produce within the period, by the day they came to that stage."),
)
def producing(scope: Scope) -> Selection:
    return _reached(scope, Stage.PRODUCING)


def _by_vouchers(scope: Scope, kind: VoucherKind, *, verified: bool = True) -> Selection:
    every: Any = selections.vouchers(scope, kind)
    members = every.verified() if verified else every.unverified()
    waiting = every.unverified() if verified else every.verified()
    reason = _("not verified") if verified else _("verified: counted in the other figure")
    refuted = Exclusion(_("a verifier found that it does not hold"), every.filter(holds=False))
    return Selection(members, amount="amount_yuan", exclusions=(Exclusion(reason, waiting), refuted))


@figure(
    "paid_in",
    unit=Unit.YUAN,
    reducer=Reducer.SUM,
    name=_("Paid-in capital, verified"),
    definition=_("Money that arrived within the period, by verified vouchers. Never mixed with what was agreed."),
    state="verified",
)
def paid_in(scope: Scope) -> Selection:
    return _by_vouchers(scope, VoucherKind.PAID_IN)


@figure(
    "paid_in_unverified",
    unit=Unit.YUAN,
    reducer=Reducer.SUM,
    name=_("Paid-in capital, not verified"),
    definition=_(
        "Money reported as arrived within the period whose voucher nobody has verified. Printed beside, not added."
    ),
    state="unverified",
)
def paid_in_unverified(scope: Scope) -> Selection:
    return _by_vouchers(scope, VoucherKind.PAID_IN, verified=False)


@figure(
    "entered_statistics",
    unit=Unit.PROJECTS,
    reducer=Reducer.DISTINCT,
    name=_("Projects entered into statistics"),
    definition=_("Projects with a verified voucher that the statistics bureau took them in within the period."),
)
def entered_statistics(scope: Scope) -> Selection:
    every: Any = selections.vouchers(scope, VoucherKind.STATISTICS)
    waiting = Exclusion(_("not verified"), every.unverified(), "project")
    return Selection(every.verified(), key="project", exclusions=(waiting,))


FIGURES: tuple[Figure, ...] = (
    leads,
    intent_host,
    intent_elsewhere,
    signed,
    signed_verified,
    signed_in_doubt,
    signed_host,
    signed_elsewhere,
    signed_amount,
    increases,
    at_intent,
    at_intent_host,
    at_intent_elsewhere,
    at_intent_amount,
    largest_at_intent,
    registered,
    started,
    producing,
    paid_in,
    paid_in_unverified,
    entered_statistics,
)
