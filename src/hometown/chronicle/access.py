"""Who reads a fact sheet or a monthly report, and who has a hand in it. The one place that says so.

A fact sheet is read by its officer, and after the officer by the coordinator of the batch and the organisation
department, whose every day of reading is logged. Nobody keeps or concludes their own. A monthly report is read by who
wrote it and, once sent, by the people of the unit it was sent to.
"""

import uuid
from datetime import date, datetime, time
from typing import Any

from django.db.models import Model, Q, QuerySet

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import Grant, User
from hometown.fieldwork import access as fieldwork
from hometown.kernel import clock
from hometown.kernel.clock import CITY_TIME
from hometown.kernel.errors import NotAllowed, NotFound
from hometown.ledger.models import PersonalRead, label_of
from hometown.policy.standing import in_force
from hometown.programme import units
from hometown.programme.models import Officer, Posting, PostingQuerySet, Unit
from hometown.projects.models import Project

from .models import FactSheet, MonthlyReport, SheetRemark
from .querysets import ReportQuerySet, SheetQuerySet

KEEP, READ = Capability.KEEP_FACT_SHEETS, Capability.READ_FACT_SHEETS
OFFICER, RETURNED = Capability.ASK_LEAVE, Capability.SEE_PROJECTS_OWN  # who is posted; who was
REPORTS = Capability.READ_MONTHLY_REPORTS
SHEETS = (KEEP.value, READ.value, OFFICER.value, RETURNED.value)
REPORT_READERS = (REPORTS.value, OFFICER.value, RETURNED.value)
OTHERS = (KEEP.value, READ.value)


def _one(found: "QuerySet[Any]", pk: uuid.UUID) -> Any:
    row = found.filter(pk=pk).first()
    if row is None:
        raise NotFound("chronicle.gone")
    return row


# --- fact sheets ----------------------------------------------------------------------------------------------------


def _over(user: User, *capabilities: Capability) -> Q:
    """Return the condition that a posting is of a batch over which a person holds one of these, and not their own."""
    if any(user.holding.everywhere(one) for one in capabilities):
        return ~Q(officer__user=user) | Q(officer__user__isnull=True)
    batches = frozenset().union(*(user.scopes(one, "batch") for one in capabilities))
    return Q(batch__in=batches) & (~Q(officer__user=user) | Q(officer__user__isnull=True))


def own_postings(user: User) -> PostingQuerySet:
    """The postings of the person, past ones too."""
    found: PostingQuerySet = Posting.objects.filter(officer__user=user)
    return found


def postings_of_others(user: User) -> PostingQuerySet:
    """The postings of which a person may read the sheet, once its officer has had it."""
    found: PostingQuerySet = Posting.objects.filter(_over(user, KEEP, READ))
    return found if user.may(*OTHERS) else found.none()


def visible_sheets(user: User) -> SheetQuerySet:
    """The sheets a person may open: their own; those of others after the first look. Each day's reading is logged."""
    found: SheetQuerySet = FactSheet.objects.past_first_look(clock.today())
    others = Q(pk__in=found.values("pk"), posting__in=postings_of_others(user))
    every: SheetQuerySet = FactSheet.objects.filter(Q(posting__officer__user=user) | others)
    return every


def opened_sheets(user: User) -> SheetQuerySet:
    """The sheets whose content stands open to a person: their own, and those of which a reading is logged today."""
    begin = datetime.combine(clock.today(), time(), CITY_TIME)
    logged = PersonalRead.objects.filter(reader=user.pk, model=label_of(FactSheet), at__gte=begin)
    return visible_sheets(user).filter(Q(posting__officer__user=user) | Q(pk__in=logged.values("row_id")))


def sheet_for(user: User, pk: uuid.UUID) -> FactSheet:
    """Return a sheet this person may open. Raises NotFound."""
    needs = ("posting__officer__user", "posting__officer__home_unit", "posting__host_unit", "posting__batch__host_city")
    found: FactSheet = _one(visible_sheets(user).select_related(*needs), pk)
    return found


def own_posting_for(user: User, pk: uuid.UUID) -> Posting:
    """Return a posting of the person's own. Raises NotFound."""
    needs = ("officer__user", "officer__home_unit", "host_unit", "batch__host_city")
    found: Posting = _one(own_postings(user).select_related(*needs), pk)
    return found


def posting_to_draw(user: User, pk: uuid.UUID) -> Posting:
    """Return a posting whose sheet this person may draw: their own, or one of a batch they keep. Raises NotFound."""
    keeps = Posting.objects.filter(_over(user, KEEP)) if user.may(KEEP) else Posting.objects.none()
    found = Posting.objects.filter(Q(officer__user=user) | Q(pk__in=keeps.values("pk")))
    row: Posting = _one(found.select_related("officer__user", "batch"), pk)
    return row


def is_own(user: User, posting: Posting) -> bool:
    """Tell whether this is a person's own posting."""
    return posting.officer.user_id is not None and posting.officer.user_id == user.pk


def is_open_to(user: User, sheet: FactSheet) -> bool:
    """Tell whether the content stands open to a person: their own, or a reading of theirs is logged today."""
    return is_own(user, sheet.posting) or opened_sheets(user).filter(pk=sheet.pk).exists()


def may_keep(user: User, posting: Posting) -> bool:
    """Tell whether a person draws, answers and closes the sheet of a posting: never their own."""
    over = user.holding.everywhere(KEEP) or posting.batch_id in user.scopes(KEEP, "batch")
    return over and not is_own(user, posting)


def may_conclude(user: User, posting: Posting) -> bool:
    """Tell whether a person writes the conclusion: any reader of the sheet but its officer."""
    over = any(user.holding.everywhere(one) or posting.batch_id in user.scopes(one, "batch") for one in (KEEP, READ))
    return over and not is_own(user, posting)


def require_keeper(actor: User, posting: Posting) -> None:
    """Raise unless the actor keeps the sheet of this posting."""
    if not may_keep(actor, posting):
        raise NotAllowed("chronicle.keeper_only")


def require_concluder(actor: User, posting: Posting) -> None:
    """Raise unless the actor writes the conclusion of this posting's sheet."""
    if not may_conclude(actor, posting):
        raise NotAllowed("chronicle.keeper_only")


def require_own(actor: User, posting: Posting) -> None:
    """Raise unless the posting is the actor's own."""
    if not is_own(actor, posting):
        raise NotAllowed("chronicle.officer_only", officer=posting.officer.name)


def require_opened(actor: User, sheet: FactSheet) -> None:
    """Raise unless the content stands open to the actor: nobody answers what they have not read."""
    if not is_open_to(actor, sheet):
        raise NotAllowed("chronicle.open_it_first")


def remark_for(user: User, pk: uuid.UUID) -> SheetRemark:
    """Return a remark on a sheet that stands open to this person. Raises NotFound."""
    found = SheetRemark.objects.standing().filter(sheet__in=opened_sheets(user))
    needs = ("sheet__posting__officer__user", "sheet__posting__batch__host_city", "sheet__posting__host_unit")
    row: SheetRemark = _one(found.select_related(*needs), pk)
    return row


def readings(sheet: FactSheet) -> list[PersonalRead]:
    """Return who read a sheet and when, newest first: for its officer."""
    found = PersonalRead.objects.filter(model=label_of(FactSheet), row_id=sheet.pk)
    return list(found.order_by("-at", "-pk")[:50])


# --- monthly reports ------------------------------------------------------------------------------------------------


def own_reports(user: User) -> ReportQuerySet:
    """The reports a person wrote."""
    found: ReportQuerySet = MonthlyReport.objects.filter(officer__user=user)
    return found


def visible_reports(user: User) -> ReportQuerySet:
    """The reports a person reads: their own, and those sent to the unit in whose name they read."""
    every: ReportQuerySet = MonthlyReport.objects.all()
    own = Q(officer__user=user)
    if not user.may(REPORTS):
        return every.filter(own)
    received = Q(sent_on__isnull=False, unit__in=units.below(user.scopes(REPORTS, "unit")))
    return every.filter(own | received)


def report_for(user: User, pk: uuid.UUID) -> MonthlyReport:
    """Return a report this person reads. Raises NotFound."""
    needs = ("officer__user", "unit", "batch__host_city")
    found: MonthlyReport = _one(visible_reports(user).select_related(*needs), pk)
    return found


def is_writer(user: User, report: MonthlyReport) -> bool:
    """Tell whether a report is a person's own."""
    return report.officer.user_id == user.pk


def require_writer(actor: User, report: MonthlyReport) -> None:
    """Raise unless the report is the actor's own."""
    if not is_writer(actor, report):
        raise NotAllowed("chronicle.officer_only", officer=report.officer.name)


def readers_of(unit: Unit, today: date) -> "list[User]":
    """Return the people who read reports in the name of a unit: by duties over it, or over one above it."""
    roles = [one.code for one in in_force(today).roles if REPORTS.value in one.may]
    above = [one.pk for one in units.way_up(unit)]
    held = Grant.objects.standing(today).filter(role__in=roles, scope_kind="unit", scope_id__in=above)
    return list(User.objects.active().filter(pk__in=held.values("user")).order_by("name", "pk"))


def officer_of(user: User) -> Officer:
    """Return the officer whose account this is. Raises NotFound."""
    found: Officer | None = Officer.objects.filter(user=user).select_related("home_unit", "user").first()
    if found is None:
        raise NotFound("chronicle.gone")
    return found


def opens_any(user: User, model: type[Model]) -> bool:
    """Tell whether somebody may open any of the records that a figure counts: leads and projects are not for all."""
    return model._meta.app_label != Project._meta.app_label or fieldwork.reads_projects(user)
