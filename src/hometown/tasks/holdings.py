"""How to-dos fare when the record they are about turns out to be another one, and where their sentences stand."""

from django.utils.translation import gettext_lazy as _

from hometown.ledger.holdings import FreeText, Held, Holding
from hometown.ledger.models import LedgeredModel

from . import access
from .models import Task


def _named_anew(task: Task, record: LedgeredModel) -> bool:
    task.about_name = str(record)[:200]
    return True


HOLDINGS = (Holding(Task, "about_id", None, _("To-dos"), settle=_named_anew),)
TEXTS = (FreeText(Task, "what", _("To-dos")), FreeText(Task, "closing_note", _("To-dos: how closed")))
HELD = (Held(Task, "owner", _("To-dos"), open=access.passing_tasks, seen=access.visible_tasks, due="due_on"),)
