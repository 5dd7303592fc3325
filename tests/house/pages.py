"""Every page of the house as somebody of the demo may open it."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern

from hometown.kernel import clock
from tests.house.test_routes import routes

# Which rows stand behind `<uuid:pk>`, by how the address begins; the longest beginning counts. A well filled row first.
ROWS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "accounts/": ("accounts.User", {}),
    "grants/": ("accounts.Grant", {}),
    "projects/": ("projects.Project", {"stage": "signed"}),
    "evidence/": ("projects.Evidence", {}),
    "vouchers/": ("projects.Voucher", {}),
    "doubts/": ("projects.Doubt", {}),
    "claims/": ("projects.Claim", {"transfers__isnull": False}),
    "conflicts/": ("projects.Conflict", {"objections__isnull": False}),
    "transfers/": ("projects.Transfer", {}),
    "objections/": ("projects.Objection", {}),
    "filings/": ("projects.Filing", {}),
    "companies/": ("companies.Company", {"projects__stage": "signed"}),
    "company-names/": ("companies.CompanyName", {}),
    "contacts/": ("companies.Contact", {}),
    "ties/": ("companies.Tie", {}),
    "distinctions/": ("companies.DistinctFirms", {}),
    "merges/": ("relay.Merge", {}),
    "tags/": ("companies.Tag", {}),
    "activities/": ("fieldwork.Activity", {"kind": "visit"}),
    "activity-papers/": ("fieldwork.ActivityFile", {}),
    "counterparts/": ("fieldwork.Counterpart", {}),
    "events/": ("fieldwork.Event", {}),
    "invitations/": ("fieldwork.ContactAttempt", {}),
    "appointments/": ("fieldwork.Appointment", {"state": "agreed"}),
    "trips/": ("fieldwork.Trip", {}),
    "timetable/": ("fieldwork.Train", {}),
    "hot/": ("dispatch.HotSignal", {"appointment__isnull": True, "ended_on__isnull": True}),
    "introductions/": ("companies.Introduction", {}),
    "notes/": ("fieldwork.Note", {}),
    "programme/batches/": ("programme.Batch", {}),
    "plans/": ("programme.ActionPlan", {}),
    "plans/clauses/": ("programme.PlanClause", {"key_tasks__isnull": False}),
    "plans/ties/": ("programme.ClauseTask", {}),
    "supervision/clauses/": ("programme.PlanClause", {"supervision__isnull": False}),
    "programme/milestones/": ("programme.Milestone", {}),
    "programme/posts/": ("programme.BranchPost", {}),
    "programme/priorities/": ("programme.KeyTask", {}),
    "programme/rulebooks/": ("programme.Rulebook", {}),
    "programme/versions/": ("programme.RulebookVersion", {}),
    "programme/officers/": ("programme.Officer", {"user__isnull": False}),
    "programme/postings/": ("programme.Posting", {}),
    "programme/duties/": ("programme.Duty", {}),
    "programme/units/": ("programme.Unit", {}),
    "leave/": ("programme.Leave", {}),
    "landing/routing/": ("landing.Routing", {"outcome": "accepted"}),
    "landing/reviews/": ("landing.JointReview", {"closed_on__isnull": True}),
    "landing/sheets/": ("landing.ReviewOpinion", {"review__closed_on__isnull": True}),
    "landing/opinions/": ("landing.ReviewOpinion", {"review__closed_on__isnull": True, "on__isnull": True}),
    "landing/task-force/": ("landing.TaskForceUnit", {"released_on__isnull": True}),
    "landing/escalations/": ("landing.Escalation", {}),
    "landing/commitments/": ("tasks.Task", {"kind": "escalation"}),
    "landing/instructions/": ("landing.Instruction", {"closed_on__isnull": True}),
    "landing/answers/": ("landing.Addressee", {"answered_on__isnull": True}),
    "questions/": ("exchange.Question", {"accepted_on__isnull": True, "holder__login": "lin"}),
    "answers/": ("exchange.Answer", {"accepted_on__isnull": True, "further_on__isnull": True}),
    "answer-papers/": ("exchange.AnswerFile", {}),
    "practices/": ("exchange.Practice", {}),
    "adoptions/": ("exchange.Adoption", {"step": "pilot"}),
    "benchmarks/": ("exchange.Benchmark", {"done_on__isnull": True}),
    "playbooks/": ("exchange.Playbook", {"withdrawn_on__isnull": True}),
    "mentors/": ("exchange.Mentoring", {"ended_on__isnull": True}),
    "my/goals/": ("exchange.Goal", {}),
    "reflections/": ("exchange.Reflection", {"sent_on__isnull": False, "published_on__isnull": True}),
    "thanks/": ("exchange.ThanksLetter", {"blob__isnull": False}),
    "aftercare/requests/": ("aftercare.ServiceRequest", {"closed_on__isnull": True, "accepted_on__isnull": False}),
    "aftercare/messages/": ("aftercare.RequestMessage", {"blob__isnull": False}),
    "aftercare/promises/<uuid:pk>/paper/": ("aftercare.Promise", {"blob__isnull": False}),
    "aftercare/promises/": ("aftercare.Promise", {"kept_on__isnull": True, "released_on__isnull": True}),
    "aftercare/firms/": (
        "companies.Company",
        {"service_requests__kind": "utilities"},
    ),
    "aftercare/links/": ("aftercare.ServiceLink", {}),
    "aftercare/offers/": ("aftercare.TimeOffer", {}),
    "f/": ("aftercare.ServiceRequest", {}),
    "weekly/": ("meetings.Exchange", {"closed_on__isnull": True}),
    "weekly/items/": ("meetings.PackItem", {"exchange__closed_on__isnull": True}),
    "weekly/help/": ("meetings.HelpWanted", {"answered_on__isnull": True}),
    "tasks/": ("tasks.Task", {}),
    "policy/versions/": ("policy.PolicyVersion", {}),
    "duty/": ("programme.Posting", {"feedback__isnull": False}),
    "duty/tasks/": ("care.HostTask", {}),
    "feedback/": ("care.Feedback", {"seen_on__isnull": True}),
    "care/readers/": ("care.CareReader", {}),
    "care/readers/<uuid:pk>/name/": ("programme.Batch", {}),
    "care/needs/": ("care.Need", {}),
    "facts/": ("chronicle.FactSheet", {"closed_on__isnull": True, "passed_on__isnull": False}),
    "facts/draw/": ("programme.Posting", {"fact_sheet__isnull": True}),
    "facts/draft/": ("programme.Posting", {"officer__user__login": "fang"}),
    "facts/remarks/": ("chronicle.SheetRemark", {"outcome": ""}),
    "monthly/": ("chronicle.MonthlyReport", {"sent_on__isnull": True}),
    "handovers/": ("relay.Handover", {"done_at__isnull": True}),
    "handovers/officers/": ("programme.Officer", {"handovers__done_at__isnull": True, "handovers__isnull": False}),
    "handovers/items/": ("relay.HandoverItem", {"accepted_on__isnull": True, "superseded_on__isnull": True}),
    "import/": ("intake.ImportRun", {}),
    "import/names/": ("intake.DoubtfulName", {"decision": "open", "run__isnull": False}),
    "review/1/telling/": ("bulletins.ReviewPicture", {}),
    "review/1/telling/picture/": ("fieldwork.ActivityFile", {}),
    "review/1/telling/note/": ("fieldwork.Note", {"shared_on__isnull": False}),
    "review/1/pictures/": ("bulletins.ReviewPicture", {}),
    "samples/": ("bulletins.Sample", {}),
    "samples/records/": ("bulletins.SampleCheck", {}),
    "bulletins/recipients/": ("bulletins.Recipient", {}),
    "dispatch/assignments/": ("dispatch.Assignment", {}),
    "dispatch/blockers/": ("dispatch.Blocker", {"cleared_on__isnull": True}),
    "dispatch/sheets/": ("dispatch.DispatchSheet", {}),
    "supervision/": ("dispatch.SupervisionItem", {"closed_on__isnull": True}),
    "chains/nodes/": ("chains.ChainNode", {"pursuits__isnull": False}),
    "chains/firms/": ("chains.NodeFirm", {}),
    "chains/pursuits/": ("chains.Pursuit", {"approaches__isnull": False}),
    "chains/approaches/": ("chains.Approach", {"task__closed_on__isnull": True}),
    "chains/shortlist/": ("chains.ShortlistedFirm", {"state": "open"}),
    "chains/runs/": ("chains.ScreeningRun", {}),
    "chains/map/versions/": ("chains.ChainMapVersion", {"state": "proposed"}),
    "chains/watch/": ("chains.Watch", {"ended_on__isnull": True}),
    "chains/pairs/": ("chains.StandingPair", {"meetings__isnull": False}),
    "enclaves/": ("enclave.Enclave", {"statements__isnull": False}),
    "enclaves/agreements/": ("enclave.Agreement", {"signed_on__isnull": True}),
    "enclaves/statements/": ("enclave.Statement", {"signed_on__isnull": True}),
    "enclaves/taxes/": ("enclave.TaxPaid", {"struck_on__isnull": True}),
    "enclaves/paid/": ("enclave.Remittance", {}),
    "enclaves/inside/": ("enclave.EnclaveProject", {}),
    "messages/": ("notices.Outgoing", {}),
    "go/": ("notices.Outgoing", {}),
    "addresses/": ("accounts.User", {}),
    "history/": ("projects.Project", {"stage": "signed"}),
}
VALUES = {
    "<int:number>": "1",
    "<int:seq>": "1",
    "<slug:code>": "visited",
    "<slug:section>": "month",
    "<slug:chain>": "aluminium",
    "<slug:node>": "al_profile",
    "<slug:moment>": "visit",
    "<str:month>": "2019-11",
    "<slug:day>": "2019-11-05",
    "<str:model>": "projects.project",
    "<str:sha256>": "0" * 64,
    "<str:token>": "0" * 43,
}
ROWS_TRIED = 5
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# Where a person is; that personal data was read; what the first look of a day says.
MAY_WRITE = ('"django_session"', '"ledger_personalread"', '"notices_digest"')


BARE = re.compile(  # values as Python writes them
    r"Amount\(\w+=|Decimal\(|datetime\.date|UUID\(|&lt;[A-Z]\w+[.:] |&lt;QuerySet|(?<![\w-])None(?![\w-])"
)


@dataclass(frozen=True)
class Opened:
    """A page somebody opened: how many queries it asked, and those that wrote. `queries` is None where none could.

    `bare` are values that it shows as Python writes them.
    """

    address: str
    queries: int | None
    wrote: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()


class People:
    """Those who may sign in, read once a walk, and the browser of each, signed in once."""

    def __init__(self) -> None:
        self.all: list[Any] = list(apps.get_model("accounts", "User").objects.active())
        self._clients: dict[Any, Client] = {}

    def behind(self, guard: tuple[str, ...]) -> list[Any]:
        """Those whom a guard lets in; first the officer, or the bureau, which sees the most."""
        if guard == ("open",):
            return [None]  # a stranger
        first = ("lin", "wang") if guard == ("signed_in",) else ("wang", "lin")
        people = self.all if guard == ("signed_in",) else [person for person in self.all if person.may(*guard)]
        return sorted(people, key=lambda one: (first.index(one.login) if one.login in first else 2, one.login))

    def named(self, login: str) -> Any:
        """The person of a login; None, a stranger, of none."""
        return next((person for person in self.all if person.login == login), None)

    def client(self, person: Any, *, htmx: bool = False) -> Client:
        """The client of a person, or of a stranger; with `htmx` one that asks for parts of pages."""
        key = (person and person.pk, htmx)
        if key not in self._clients:
            made = Client(headers={"HX-Request": "true"} if htmx else {})
            if person is not None:
                made.force_login(person)
            self._clients[key] = made
        return self._clients[key]


def filled(address: str) -> Iterator[str]:
    """The address with rows of the demo in it; none when the demo has no such row."""
    for place, value in VALUES.items():
        address = address.replace(place, value)
    if "<" not in address:
        yield "/" + address
        return
    begins = [start for start in ROWS if address.startswith(start)]
    assert begins, f"say in ROWS which rows stand behind {address}"
    label, chosen = ROWS[max(begins, key=len)]
    every = apps.get_model(label)._default_manager.order_by("pk")
    rich = list(every.filter(**chosen).distinct()[:ROWS_TRIED]) if chosen else []
    for row in [*rich, *every[:2], *every.reverse()[:1]]:
        yield "/" + address.replace("<uuid:pk>", str(row.pk)).replace("<int:pk>", str(row.pk))


@dataclass(frozen=True)
class Door:
    """Where a page stands open: the address with rows of the demo in it, to whom, and whether to htmx alone."""

    asked: str
    login: str  # empty: a stranger
    htmx: bool = False


NO_DOOR = Door("", "")


def doors(home: Path, people: People) -> dict[str, Door | None]:
    """The first open door of each address that can be asked for; None where nobody can open it as the demo stands.

    Looked for once a run, and kept beside the demo that the workers share: it takes a request of everybody who may.
    To be asked on the last day of the batch.
    """
    kept = home / "doors.json"
    if kept.exists():
        said = json.loads(kept.read_text("utf-8"))
        return {address: Door(**door) if door else None for address, door in said.items()}
    found = {address: _door(people, address, pattern) for address, pattern in routes()}
    open_or_shut = {address: door for address, door in found.items() if door != NO_DOOR}
    half = kept.with_name(f"doors-{os.getpid()}.json")
    half.write_text(json.dumps({address: door and asdict(door) for address, door in open_or_shut.items()}), "utf-8")
    half.replace(kept)
    return open_or_shut


def _door(people: People, address: str, pattern: URLPattern) -> Door | None:
    """The first open door of an address; NO_DOOR for one that only takes what is posted."""
    for asked in filled(address):
        for person in people.behind(pattern.callback.guard):  # type: ignore[attr-defined]
            for htmx in (False, True):  # a part of a page answers to htmx alone
                answer: Any = people.client(person, htmx=htmx).get(asked)
                if answer.streaming:
                    answer.close()
                status = answer.status_code
                if status == 405:
                    return NO_DOOR
                if status == 200 or (status == 302 and "<" not in address):
                    return Door(asked, person.login if person else "", htmx)
    return None


def _counted(client: Client, address: str, asked: str) -> Opened:
    """Open a page twice, so that nothing is counted that is kept afterwards."""
    first: Any = client.get(asked)
    if first.streaming:
        first.close()
    with CaptureQueriesContext(connection) as queries:
        answer: Any = client.get(asked)
        if answer.streaming:
            b"".join(answer.streaming_content)
            answer.close()
    said = [query["sql"] for query in queries.captured_queries]
    wrote = [sql for sql in said if sql.startswith(WRITES) and not any(table in sql for table in MAY_WRITE)]
    shown = "" if answer.streaming else answer.content.decode("utf-8", "ignore")
    return Opened(address, len(said), tuple(wrote), tuple(BARE.findall(shown)))


def on_the_last_day() -> AbstractContextManager[None]:
    """Stand on the last day of the demo's batch."""
    last_day = apps.get_model("programme", "Batch").objects.order_by("pk").values_list("last_on", flat=True).first()
    return clock.simulated(datetime.combine(last_day, time(10), clock.CITY_TIME))


def all_opened(home: Path) -> list[Opened]:
    """Every page, opened on the last day of the demo's batch by the first who may."""
    with on_the_last_day():
        people = People()
        return [
            _counted(people.client(people.named(door.login), htmx=door.htmx), address, door.asked)
            if door
            else Opened(address, None)
            for address, door in doors(home, people).items()
        ]
