"""The handover sheet of one firm: what is open there, whom one knows, what happened so far.

Page and paper tell the same. Everything is read as the reader may read it; contacts stand masked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.companies import access as companies
from hometown.companies.models import Company, Contact
from hometown.companies.rules import masked_name
from hometown.dispatch import access as dispatch
from hometown.face.parts import Row
from hometown.face.tags.words import listed, money
from hometown.fieldwork import access as fieldwork
from hometown.fieldwork.contacting import day_words
from hometown.fieldwork.models import Activity
from hometown.ledger.models import label_of
from hometown.policy.standing import in_force
from hometown.programme.models import Officer
from hometown.projects import access as projects
from hometown.projects import labels
from hometown.projects.board import amount_of
from hometown.projects.models import Claim, Credit, Project
from hometown.tasks import access as tasks
from hometown.tasks.models import Task

from . import handover_showing as showing
from . import possessions
from .models import Handover
from .possessions import Possession

MOST = 60  # of the past: what is older stands on the page of the firm


@dataclass(frozen=True)
class Section:
    """A part of the sheet."""

    code: str
    title: Any
    rows: list[Row]


@dataclass(frozen=True)
class FirmSheet:
    """Everything a successor has to know of one firm."""

    handover: Handover
    company: Company
    successors: list[Officer]
    sections: list[Section]
    contacts: list[Contact]
    is_sensitive: bool

    @property
    def names(self) -> list[str]:
        """Who takes over, by name."""
        return [one.name for one in self.successors]


def sheet_of(reader: User, handover: Handover, company: Company, today: date) -> FirmSheet:
    """Return the sheet of a firm of a handover."""
    records = [one for one in showing.records_of(handover) if possessions.value_at(one[1], one[2].firm) == company]
    whose: dict[Any, Officer] = {officer.pk: officer for officer, _row, _held in records}
    own = list(projects.visible_projects(reader).filter(company=company).order_by("-stage_rank", "pk"))
    contacts = list(companies.visible_contacts(reader).filter(company=company).order_by("-is_decision_maker", "pk"))
    activities = list(
        fieldwork.visible_activities(reader)
        .filter(company_links__company=company, withdrawn_on__isnull=True)
        .prefetch_related("officer_links__officer", "company_links")
        .order_by("-on", "-pk")[:MOST]
    )
    parts = (
        Section("projects", _("Projects"), _project_rows(own, today)),
        Section("contacts", _("Contacts"), _contact_rows(contacts)),
        Section("promises", _("Promised"), _promise_rows(reader, company)),
        Section("open", _("Open"), _open_rows(reader, records, own, activities, company)),
        Section("history", _("What happened so far"), [_activity_row(one, company) for one in activities]),
    )
    sensitive = Project.objects.filter(company=company, label="sensitive").exists()
    return FirmSheet(
        handover, company, list(whose.values()), [one for one in parts if one.rows], contacts, sensitive
    )  # fmt: skip


def _project_rows(found: list[Project], today: date) -> list[Row]:
    policy = in_force(today)
    claims = {one.project_id: one for one in Claim.objects.held().filter(project__in=found).select_related("unit")}
    shares: dict[Any, list[str]] = {}
    for one in Credit.objects.filter(project__in=found).select_related("officer").order_by("-share", "pk"):
        shares.setdefault(one.project_id, []).append(one.officer.name)
    rows = []
    for project in found:
        meta: list[Any] = [labels.stage(policy, project.stage), labels.status(policy, project.status)]
        amount, claim = amount_of(project), claims.get(project.pk)
        if amount is not None:
            meta.append(money(amount))
        if claim is not None:
            words = {"unit": claim.unit.name, "day": day_words(claim.last_on)}
            meta.append(_("first claim: %(unit)s, to %(day)s") % words)
        if shares.get(project.pk):
            meta.append(_("credit: %(people)s") % {"people": listed(shares[project.pk])})
        if project.next_step:
            meta.append(_("next: %(step)s") % {"step": project.next_step})
        end = day_words(project.next_step_due) if project.next_step_due else ""
        rows.append(Row(project.name, _dotted(meta), reverse("project", args=[project.pk]), end))
    return rows


def _contact_rows(found: list[Contact]) -> list[Row]:
    warm = showing.warmth(found)
    return [
        Row(
            " ".join(filter(None, (masked_name(one.name), one.title))),
            _dotted([showing.warm_words(warm.get(one.pk)), showing.consent_words(one)]),
            reverse("company", args=[one.company_id]) + f"#contact-{one.pk}",
        )
        for one in found
    ]


def _promise_rows(reader: User, company: Company) -> list[Row]:
    mine = dispatch.visible_supervision(reader).open().filter(activity__company_links__company=company).distinct()
    return [
        Row(
            one.what,
            _dotted([one.owner_unit.name, one.owner.name]),
            reverse("supervision", args=[one.pk]),
            day_words(one.due_on),
        )
        for one in mine.with_reader_needs().order_by("due_on", "pk")
    ]


def _open_rows(
    reader: User, records: Iterable[Any], own: list[Project], activities: list[Activity], company: Company
) -> list[Row]:
    """What else of the firm is open: records of the other kinds, and to-dos about the firm, its projects and visits."""
    others = [Possession(held, row) for _whose, row, held in records if held.model not in (Project, Contact)]
    rows = []
    for line in showing.lines(reader, others):
        end = day_words(line.due_on) if line.due_on else ""
        rows.append(Row(line.title, _dotted(line.meta), line.url, end))
    about = Q(about_model=label_of(Company), about_id=company.pk)
    about |= Q(about_model=label_of(Project), about_id__in=[one.pk for one in own])
    about |= Q(about_model=label_of(Activity), about_id__in=[one.pk for one in activities])
    todos: Iterable[Task] = tasks.visible_tasks(reader).open().filter(about).select_related("owner")
    for todo in todos:
        end = day_words(todo.due_on) if todo.due_on else ""
        rows.append(Row(todo.what, todo.owner.name if todo.owner else "", "", end))
    return rows


def _activity_row(one: Activity, company: Company) -> Row:
    words = [link.their_words for link in one.company_links.all() if link.company_id == company.pk]
    people = listed(link.officer.name for link in one.officer_links.all())
    return Row(one.title, _dotted([people, *words]), reverse("activity", args=[one.pk]), day_words(one.on))


def _dotted(words: Iterable[Any]) -> str:
    return " · ".join(str(one) for one in words if one)
