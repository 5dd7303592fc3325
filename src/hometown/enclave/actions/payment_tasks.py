"""The to-do of the side that owes: what to pay over by when. A to-do, so that a promise has a person and a day."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import override

from hometown.accounts.models import User
from hometown.enclave.models import Enclave, Remittance, Statement
from hometown.enclave.selections import standing
from hometown.face.formats import grouped
from hometown.landing.labels import CITY_LANGUAGE
from hometown.ledger.models import label_of
from hometown.tasks import actions as tasks
from hometown.tasks.models import Task

KIND = "enclave"


def paid(enclave: Enclave, year: int) -> Decimal:
    """Return what was paid over for a year."""
    found = Remittance.objects.filter(enclave=enclave, year=year).aggregate(sum=Sum("amount_yuan"))["sum"]
    return found or Decimal("0.00")


def day_due(statement: Statement, signed_on: date) -> date:
    """Return by which day a statement is paid over that both signed on a day."""
    return signed_on + timedelta(days=statement.agreement.pay_within)


def open_for(statement: Statement) -> "list[Task]":
    """Return the open to-dos about the statements of this year."""
    of_year = statement.enclave.statements.filter(year=statement.year).values("pk")
    return list(
        Task.objects.filter(kind=KIND, about_model=label_of(Statement), about_id__in=of_year, closed_on__isnull=True)
    )


def set_anew(actor: User, statement: Statement, owner: User) -> None:
    """Set the to-do of a statement both have signed, in the place of that of the one it corrects."""
    for task in open_for(statement):
        tasks.close_task(actor, task=task, note=str(statement), vouched=True)
    left = statement.payable_yuan - paid(statement.enclave, statement.year)
    if left > 0:
        with override(CITY_LANGUAGE):
            facts = {"enclave": statement.enclave.name, "year": statement.year, "amount": grouped(left)}
            words = _("%(enclave)s: pay over %(amount)s yuan for %(year)s") % facts
        tasks.set_task(actor, what=words, owner=owner, due_on=statement.due_on, kind=KIND, about=statement)


def settle(actor: User, enclave: Enclave, year: int) -> None:
    """Close the to-do of a year when all is paid over."""
    statement = standing(enclave, year)
    if statement is None or statement.payable_yuan > paid(enclave, year):
        return
    for task in open_for(statement):
        tasks.close_task(actor, task=task, note=grouped(paid(enclave, year)), vouched=True)
