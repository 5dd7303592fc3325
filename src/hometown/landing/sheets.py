"""A list of routings as people take it along: a workbook in which text stays text."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from hometown.policy.shape import Policy

from . import labels, selections
from .models import Routing
from .papers import text_cell


def as_xlsx(routings: Iterable[Routing], policy: Policy, today: date) -> bytes:
    """Return the list as a workbook."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Routing"))
    sheet.freeze_panes = "B2"
    sheet.append([text_cell(sheet, head, bold=True) for head in _heads()])
    for routing in routings:
        cells = _row(routing, policy, today)
        sheet.append([text_cell(sheet, cell) if isinstance(cell, str) else cell for cell in cells])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _heads() -> list[str]:
    return [
        _("Project"), _("Company"), _("Unit"), _("Sent"), _("State"), _("Lamp"), _("What is due"), _("Answer due"),
        _("Answered"), _("Assessment due"), _("Assessed"), _("Decision due"), _("Decided"), _("Reason"), _("In words"),
    ]  # fmt: skip


def _row(routing: Routing, policy: Policy, today: date) -> list[Any]:
    light, clock = selections.routing_light(policy, routing, today)
    return [
        routing.project.name,
        routing.project.company.name,
        routing.unit.name,
        routing.sent_on,
        str(labels.STATES[routing.state]),
        str(labels.LIGHTS.get(light, "")),
        labels.pressing_words(clock, today),
        routing.respond_due,
        routing.responded_on,
        routing.assess_due,
        routing.assessed_on,
        routing.feed_back_due,
        routing.outcome_on,
        labels.reason(policy, routing.reason),
        routing.outcome_note,
    ]
