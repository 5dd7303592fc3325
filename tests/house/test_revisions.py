"""Nobody overwrites another unseen: a page with a form that changes a record carries the revision it was opened on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from tests.house.pages import Door, People, doors, on_the_last_day
from tests.house.test_routes import routes

# Pages of a record whose form overwrites nothing of it: by what they do instead.
OVERWRITE_NOTHING = {
    "adds a row beside it": {
        "account", "batch-clone", "branch-appoint", "branch-found", "claim-object", "claim-transfer",
        "company-name-add", "conflict-object", "contact-add", "escalate", "evidence-add", "evidence-verify",
        "introduction-add", "joint-review-open", "key-task-add", "milestone-add", "objection-appeal", "posting-add",
        "project-choice", "routing-send", "rulebook-add", "tag-add", "task-force-join", "tie-add",
        "handover-add", "voucher-add",
        "promise-add", "time-offer-add", "service-request", "service-request-add", "service-request-note",
        "service-request-reply",
        "exchange-words", "exchange-follow-up", "review-note-choose", "review-picture-choose",
        "enclave-agreement-add", "enclave-project-add", "enclave-remittance-add", "enclave-statement-add",
        "enclave-tax-add", "question-answer", "practice-adopt", "chain-firm-add", "pursuit-add", "pursuit-approach",
        "pair-met", "mentoring", "duty-give", "feedback-write", "need-step", "care-reader-name", "fact-sheet-remark",
        "plan-clause-add", "plan-clause-tie", "chain-node-add",
    },
    "takes a step that is refused once it was taken": {
        "activity-withdraw", "appeal-decide", "appointment-cancel", "attempt-withdraw", "claim-release", "claim-renew",
        "escalation", "escalation-close", "evidence-withdraw", "instruction-close",
        "joint-review-off", "objection-decide", "opinion-excuse", "routing-recall", "routing-return",
        "promise-keep", "promise-release", "service-request-close", "service-request-pause", "service-request-raise",
        "service-request-reopen", "service-request-settle", "task-force-leave", "tie-end",
        "transfer-refuse", "trip-withdraw",
        "exchange-cancel", "exchange-close", "help-wanted", "assignment", "blocker-clear",
        "hot-signal", "hot-signal-go", "merge",
        "answer-further", "reflection-give-back", "thanks-letter-take-out", "benchmark-withdraw", "practice-withdraw",
        "question-pass", "question-release", "question-withdraw", "approach-finish", "chain-map-version",
    },
    "carries the stage it was opened on": {"project-advance"},
    "asks which other record first; the next page carries both revisions": {"company-merge"},
    "destroys on request what it finds at that moment": {"contact-forget", "person-forget"},
    "puts another in its place, and the former stays on record": {"case-choose"},
    "is its owner's alone": {"goal"},
    "says why somebody looks, and changes nothing": {"company", "officer"},
    "replaces something nobody may read": {"account-password"},
    "sets ids beside the account": {"channel-addresses"},
}  # fmt: skip
WRITTEN_IN = {"input", "textarea", "select"}
SILENT = {"hidden", "submit", "button", "search"}


@dataclass
class Form:
    """A form of a page: what can be written in it, and what it carries."""

    action: str
    written: list[str] = field(default_factory=list)
    carried: list[str] = field(default_factory=list)

    @property
    def is_blind(self) -> bool:
        return bool(self.written) and not any(re.search(r"(^|[-_])revision$", name) for name in self.carried)


class Forms(HTMLParser):
    """The forms of a page that post."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open: Form | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self._open = Form(said.get("action") or "") if (said.get("method") or "").lower() == "post" else None
            if self._open is not None:
                self.found.append(self._open)
        elif tag in WRITTEN_IN and self._open is not None:
            name, kind = said.get("name") or "", said.get("type") or "text"
            (self._open.carried if kind in SILENT else self._open.written).append(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


def page_of(people: People, door: Door | None) -> str:
    """The page behind a door; empty where there is none, or no page."""
    if door is None or door.htmx:
        return ""
    answer: Any = people.client(people.named(door.login)).get(door.asked)
    if answer.streaming:
        answer.close()
        return ""
    is_page = answer["Content-Type"].startswith("text/html")
    return answer.content.decode() if is_page else ""


def blind(pages: Iterator[tuple[str, str]]) -> list[str]:
    """Pages with a form to write in that does not say which revision it was opened on."""
    return sorted({name for name, page in pages if any(form.is_blind for form in Forms(page).found)})


def pages_of_records(home: Path) -> Iterator[tuple[str, str]]:
    """Every page of a single record, by the name of its route."""
    with on_the_last_day():
        people = People()
        open_doors = doors(home, people)
        for address, pattern in routes():
            if "<" in address:
                yield str(pattern.name), page_of(people, open_doors.get(address))
        task = apps.get_model("tasks", "Task").objects.filter(closed_on=None, owner__is_active=True).first()
        if task is not None:
            yield "task-list", people.client(task.owner).get(f"/tasks/?open={task.pk}").content.decode()


@pytest.mark.django_db
def test_a_form_that_changes_a_record_knows_its_revision(demo: None, demo_home: Path) -> None:
    exempt: set[str] = set().union(*OVERWRITE_NOTHING.values())
    found = blind(pages_of_records(demo_home))
    assert [name for name in found if name not in exempt] == []
    assert exempt - set(found) == set(), "these have a revision, or no form, by now"


def test_a_blind_form_is_seen() -> None:
    seeing = (
        '<form method="post"><input type="hidden" name="due-revision" value="2"><textarea name="a"></textarea></form>'
    )
    silent = '<form method="post"><button>Close</button></form><form method="get"><input name="q"></form>'
    pages = [("blind", '<form method="post"><input name="a"></form>'), ("seeing", seeing), ("silent", silent)]
    assert blind(iter(pages)) == ["blind"]
