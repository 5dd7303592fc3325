"""The frame around every page: where a person may go, who they are, where to search."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hometown.accounts.holding import role_names
from hometown.accounts.models import User
from hometown.bulletins import heads
from hometown.face.frame import FramePerson, NavigationGroup, NavigationItem
from hometown.kernel import clock


@dataclass(frozen=True)
class Place:
    """A page in the navigation, and the capabilities of which one opens it (none: everybody)."""

    label: Any
    url_name: str
    icon: str
    capabilities: tuple[str, ...] = ()
    prefix: str = ""  # pages below it in the address keep it marked


PROJECTS = ("see_projects_all", "see_projects_batch", "see_projects_own", "see_projects_landing")
LEADERS = ("give_instructions",)
FIELDWORK = ("see_fieldwork_all", "see_fieldwork_own", "see_duty_own_district")
FIGURES = ("read_figures", "read_aggregates")
EXCHANGE = ("ask_leave", "decide_claims")  # who serves in a batch; the bureau
HANDOVER = ("ask_leave", "decide_claims")  # officers; the bureau
DUTY = ("give_duty", "read_feedback", "ask_leave")
CARE = ("read_care", "ask_leave")
PLANS = ("see_programme", "keep_plans", "read_aggregates")
FACTS = ("keep_fact_sheets", "read_fact_sheets", "ask_leave")
MONTHLY = ("ask_leave", "read_monthly_reports")
LEARNERS = ("see_learning",)
BULLETINS = (*FIGURES, "write_bulletins", "review_bulletins", "sign_bulletins")

GROUPS: tuple[tuple[Any, tuple[Place, ...]], ...] = (
    (
        "",
        (
            Place(gettext_lazy("Today"), "today", "today"),
            Place(gettext_lazy("Overview"), "overview", "chart", FIGURES, "/overview/"),
            Place(gettext_lazy("Dispatch"), "dispatch", "clock", PROJECTS, "/dispatch/"),
            Place(gettext_lazy("Action plans"), "plan-list", "table", PLANS, "/plans/"),
            Place(gettext_lazy("Supervision"), "supervision-list", "check", (*PROJECTS, *LEADERS), "/supervision/"),
        ),
    ),
    (
        gettext_lazy("Investment work"),
        (
            Place(gettext_lazy("Project board"), "project-board", "board", PROJECTS, "/projects/"),
            Place(gettext_lazy("First claims"), "claim-list", "drop", ("see_claims_register",), "/claims/"),
            Place(gettext_lazy("In doubt"), "doubt-list", "alert", ("verify",), "/doubts/"),
            Place(gettext_lazy("Routing and review"), "routing-list", "relay", PROJECTS, "/landing/"),
            Place(gettext_lazy("Escalation"), "escalation-list", "people", LEADERS, "/landing/escalations/"),
            Place(gettext_lazy("Instructions"), "instruction-list", "mail", LEADERS, "/landing/instructions/"),
            Place(gettext_lazy("Chain map"), "chain-list", "chain", ("see_companies",), "/chains/"),
            Place(gettext_lazy("Enclaves"), "enclave-list", "scale", ("see_enclaves",), "/enclaves/"),
            Place(gettext_lazy("Service"), "service-request-list", "service", PROJECTS, "/aftercare/"),
            Place(gettext_lazy("Companies"), "company-list", "building", ("see_companies",), "/companies/"),
            Place(gettext_lazy("Visits and activities"), "activity-list", "visit", FIELDWORK, "/activities/"),
            Place(gettext_lazy("Appointments"), "appointment-list", "calendar", ("see_companies",), "/appointments/"),
            Place(gettext_lazy("Clients who can talk"), "hot-signal-list", "phone", ("see_companies",), "/hot/"),
            Place(gettext_lazy("Trips"), "trip-list", "relay", (*FIELDWORK[:2], "record_fieldwork"), "/trips/"),
            Place(gettext_lazy("Weekly exchange"), "exchange-list", "people", EXCHANGE, "/weekly/"),
            Place(gettext_lazy("Events"), "event-list", "table", (*FIELDWORK[:2], "record_fieldwork"), "/events/"),
        ),
    ),
    (
        gettext_lazy("Learning"),
        (
            Place(gettext_lazy("Questions"), "question-list", "question", LEARNERS, "/questions/"),
            Place(gettext_lazy("Practices"), "practice-list", "idea", LEARNERS, "/practices/"),
            Place(gettext_lazy("Comparisons"), "benchmark-list", "scale", LEARNERS, "/benchmarks/"),
            Place(gettext_lazy("Reflections"), "reflection-list", "pencil", LEARNERS, "/reflections/"),
            Place(gettext_lazy("Playbooks"), "playbook-list", "book", LEARNERS, "/playbooks/"),
            Place(gettext_lazy("Mentors"), "mentoring-list", "people", LEARNERS, "/mentors/"),
            Place(gettext_lazy("My goals"), "goal-list", "check", ("find_answers",), "/my/goals/"),
            Place(gettext_lazy("Look something up"), "knowledge", "search", LEARNERS, "/knowledge/"),
        ),
    ),
    (
        gettext_lazy("Published"),
        (
            Place(gettext_lazy("Monthly bulletin"), "bulletin-list", "seal", BULLETINS, "/bulletins/"),
            Place(gettext_lazy("Review of the batch"), "review-list", "seal", FIGURES, "/review/"),
            Place(gettext_lazy("Samples"), "sample-list", "check", ("verify",), "/samples/"),
            Place(gettext_lazy("Proofs"), "proofs", "shield", FIGURES, "/proofs/"),
            Place(gettext_lazy("Rules"), "policy", "gear", ("read_policy",), "/policy/"),
        ),
    ),
    (
        gettext_lazy("People"),
        (
            Place(gettext_lazy("Programme"), "programme", "people", ("see_programme",), "/programme/"),
            Place(gettext_lazy("Handover"), "handover-list", "relay", HANDOVER, "/handovers/"),
            Place(gettext_lazy("Leave"), "leave-list", "clock", ("ask_leave", "approve_leave"), "/leave/"),
            Place(gettext_lazy("Duty at the host"), "duty", "building", DUTY, "/duty/"),
            Place(gettext_lazy("Fact sheets"), "fact-sheet-list", "note", FACTS, "/facts/"),
            Place(gettext_lazy("Monthly reports"), "monthly-report-list", "mail", MONTHLY, "/monthly/"),
            Place(gettext_lazy("Care"), "care", "people", CARE, "/care/"),
            Place(gettext_lazy("Import a workbook"), "import", "upload", ("import_workbooks",), "/import/"),
        ),
    ),
    (
        gettext_lazy("Administration"),
        (
            Place(gettext_lazy("Accounts"), "account-list", "user", ("manage_accounts",), "/accounts/"),
            Place(gettext_lazy("Audit"), "audit", "book", ("read_audit",), "/audit/"),
            Place(
                gettext_lazy("Ids at messengers"), "channel-address-list", "key", ("manage_accounts",), "/addresses/"
            ),
            Place(gettext_lazy("Messages outside"), "message-list", "mail", ("run_system",), "/messages/"),
            Place(gettext_lazy("System"), "system", "gear", ("run_system",), "/system/"),
        ),
    ),
)
TABS = (
    Place(gettext_lazy("Today"), "today", "today"),
    Place(gettext_lazy("Projects"), "project-board", "board", PROJECTS, "/projects/"),
    Place(gettext_lazy("Capture"), "capture", "plus", ("record_fieldwork", "file_lead"), "/capture/"),
    Place(gettext_lazy("Companies"), "company-list", "building", ("see_companies",), "/companies/"),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return what the page frame needs of the person who asks."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"home_url": "/"}
    groups = [
        NavigationGroup(str(label), items)
        for label, places in GROUPS
        if (items := [item for place in places if (item := _item(request, user, place))])
    ]
    tabs = [item for place in TABS if (item := _item(request, user, place))]
    return {
        "navigation": groups,
        "tab_bar": tabs,
        "person": FramePerson(user.name, _duty(user), reverse("my-settings")),
        "search_url": _url("search") if user.may("see_companies", *PROJECTS, *FIELDWORK) else "",
        "sign_out_url": reverse("sign-out"),
        "preferences_url": reverse("my-settings"),
        "home_url": _url("today") or "/",
        "demo_day": clock.pinned_day(),
        "witness": heads.for_devices(),
    }


@cache
def _placed(name: str, _urls: str, _prefix: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _url(name: str) -> str:
    """Return the address of a page, empty where there is none; each is worked out once."""
    return _placed(name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


def _item(request: HttpRequest, user: User, place: Place) -> NavigationItem | None:
    url = _url(place.url_name)
    if not url or (place.capabilities and not user.may(*place.capabilities)):
        return None
    current = request.path == url or bool(place.prefix and request.path.startswith(place.prefix))
    return NavigationItem(str(place.label), url, place.icon, current, add=place.icon == "plus")


def _duty(user: User) -> str:
    names = role_names(clock.today())
    return _(" and ").join(sorted(names.get(role, role) for role in user.holding.roles)[:2])
