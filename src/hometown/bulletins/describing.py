"""How a record reads in a list of members: a title, a line of detail, and the record whose page shows it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hometown.aftercare.models import Promise, RequestPause, ServiceRequest
from hometown.companies.models import Company, Tie
from hometown.enclave import labels as enclaves
from hometown.enclave.models import Enclave, Remittance, Statement, TaxPaid
from hometown.exchange.models import Practice, Question, ThanksLetter
from hometown.face import formats
from hometown.fieldwork import kinds
from hometown.fieldwork.models import Activity, ActivityCompany, Appointment, ContactAttempt
from hometown.kernel.bounds import Bound
from hometown.kernel.dates import DatedTo, Precision
from hometown.kernel.money import Amount
from hometown.programme.divisions import division_name
from hometown.programme.models import BatchDistrict, KeyTask, Officer, Posting
from hometown.projects.models import Filing, Project, StageMove


@dataclass(frozen=True)
class Described:
    """A record in words. `owner` is the record with a page; `kind` says what it is to those who may not open it.

    `plainly` and `day` say it to those who may open the page and read no names there.
    """

    title: str
    meta: str
    owner: Model
    kind: str
    plainly: str = ""
    day: str = ""


def _day(on: Any, precision: str = "day") -> str:
    return formats.day(DatedTo(on, Precision(precision)), get_language() or "zh-hans")


def _money(value: Any, bound: str = "") -> str:
    if value is None:
        return _("amount not settled")
    return str(formats.money(Amount(value, bound=Bound(bound or "exact")), get_language() or "zh-hans"))


def _activity(row: Activity) -> Described:
    on = _day(row.on, row.precision)
    return Described(row.title, on, row, _("an activity"), plainly=kinds.all_words().get(row.kind, row.kind), day=on)


def _activity_company(row: ActivityCompany) -> Described:
    return _activity(row.activity)


def _attempt(row: ContactAttempt) -> Described:
    return Described(row.company.name, _day(row.on, row.precision), row, _("an invitation"))


def _appointment(row: Appointment) -> Described:
    on = row.starts_at.astimezone(ZoneInfo(row.time_zone)).date()
    return Described(row.company.name, f"{_day(on)} · {row.place}".strip(" ·"), row, _("an appointment"))


def _company(row: Company) -> Described:
    return Described(row.name, division_name(row.region_code), row, _("a company"))


def _project(row: Project) -> Described:
    meta = f"{row.company.name} · {_money(row.contract_amount or row.amount_yuan, row.amount_bound)}"
    return Described(row.name, meta, row, _("a project"))


def _filing(row: Filing) -> Described:
    return Described(
        row.project.name, f"{row.unit} · {_day(row.occurred_on, row.occurred_precision)}", row.project, _("a lead")
    )


def _move(row: StageMove) -> Described:
    return Described(row.project.name, _day(row.on), row.project, _("a project"))


def _posting(row: Posting) -> Described:
    return Described(
        row.officer.name, f"{row.host_unit} · {_day(row.first_on)} – {_day(row.last_on)}", row.officer, _("an officer")
    )


def _officer(row: Officer) -> Described:
    return Described(row.name, str(row.home_unit), row, _("an officer"))


def _tie(row: Tie) -> Described:
    return Described(row.company.name, str(row.other or row.note or ""), row.company, _("a company"))


def _request(row: ServiceRequest) -> Described:
    return Described(row.title, f"{row.company.name} · {_day(row.received_on)}", row, _("a firm's request"))


def _pause(row: RequestPause) -> Described:
    return Described(row.request.title, f"{_day(row.on)} – {_day(row.until)}", row.request, _("a firm's request"))


def _promise(row: Promise) -> Described:
    return Described(str(row), f"{row.company.name} · {_day(row.due_on)}", row, _("a promise to a firm"))


def _district(row: BatchDistrict) -> Described:
    return Described(division_name(row.division_code), "", row.batch, _("a district"))


def _enclave(row: Enclave) -> Described:
    return Described(row.name, str(row.partner_unit), row, _("an enclave"))


def _tax(row: TaxPaid) -> Described:
    words = f"{row.enclave.name} · {enclaves.TAXES[row.kind]}"
    return Described(words, f"{row.year} · {_money(row.amount_yuan)}", row, _("a tax paid in an enclave"))


def _statement(row: Statement) -> Described:
    words = f"{row.enclave.name} · {enclaves.statement(row)}"
    return Described(words, _money(row.payable_yuan), row, _("a statement of an enclave"))


def _remittance(row: Remittance) -> Described:
    meta = f"{_day(row.on)} · {_money(row.amount_yuan)}"
    return Described(row.enclave.name, meta, row, _("money paid over"))


def _question(row: Question) -> Described:
    return Described(row.title, f"{row.unit} · {_day(row.asked_on)}", row, _("a question"))


def _practice(row: Practice) -> Described:
    return Described(row.title, f"{row.place} · {_day(row.written_on)}", row, _("a practice"))


def _key_task(row: KeyTask) -> Described:
    return Described(row.text, _day(row.done_on or row.due_on) if row.done_on or row.due_on else "", row,
                     _("a work priority"))  # fmt: skip


def _letter(row: ThanksLetter) -> Described:
    return Described(row.sender, _day(row.received_on), row, _("a letter of thanks"))


_WORDS: dict[type[Model], tuple[Callable[[Any], Described], tuple[str, ...]]] = {
    Activity: (_activity, ()),
    ActivityCompany: (_activity_company, ("activity", "company")),
    ContactAttempt: (_attempt, ("company",)),
    Appointment: (_appointment, ("company",)),
    Company: (_company, ()),
    Project: (_project, ("company",)),
    Filing: (_filing, ("project", "unit")),
    StageMove: (_move, ("project",)),
    Posting: (_posting, ("officer", "host_unit")),
    Officer: (_officer, ("home_unit",)),
    Tie: (_tie, ("company", "other")),
    BatchDistrict: (_district, ("batch",)),
    Enclave: (_enclave, ("partner_unit",)),
    TaxPaid: (_tax, ("enclave",)),
    Statement: (_statement, ("enclave",)),
    Remittance: (_remittance, ("enclave",)),
    Question: (_question, ("unit",)),
    Practice: (_practice, ()),
    KeyTask: (_key_task, ()),
    ThanksLetter: (_letter, ()),
    ServiceRequest: (_request, ("company",)),
    RequestPause: (_pause, ("request",)),
    Promise: (_promise, ("company",)),
}


class _Describer:
    """Describes one record; fetches many with what their description needs."""

    def __call__(self, row: Model) -> Described:
        known = _WORDS.get(type(row))
        return known[0](row) if known else Described(str(row), "", row, str(row._meta.verbose_name))

    def related(self, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        """Return the rows with the relations that describing them reads."""
        known = _WORDS.get(rows.model)
        return rows.select_related(*known[1]) if known and known[1] else rows

    def fetch(self, model: type[Model], pks: Collection[Any]) -> "QuerySet[Any, Any]":
        """Return the rows of these keys, with relations."""
        return self.related(model._default_manager.filter(pk__in=list(pks)))


describe = _Describer()
