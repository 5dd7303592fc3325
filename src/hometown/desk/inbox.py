"""What waits of landing and of handovers on the first page: routings, sheets, majors, instructions, what passed."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts.capabilities import Capability
from hometown.face.parts import Row
from hometown.landing import access, labels, selections
from hometown.landing.models import Addressee, Routing
from hometown.landing.rules import Clock, Light, light_of
from hometown.ledger.heads import first_rows
from hometown.projects import access as projects
from hometown.relay import access as relay
from hometown.relay.models import Handover, HandoverItem

from .reading import MOST, Panel, Reader, dotted


def routed(reader: Reader) -> Panel:
    """For a county, what was sent to it and waits for an answer; for who coordinates, what is late or will be soon."""
    user, title = reader.user, _("Sent to your unit")
    if user.scopes(Capability.SEE_PROJECTS_LANDING, "unit") and user.may(Capability.ADVANCE_PROJECT):
        rows = [_routing(reader, one, one.project.company.name) for one in selections.owed_by(user)[:MOST]]
    elif user.may(*access.COORDINATORS):
        title = _("Counties and parks owe an answer")
        found = Routing.objects.open().with_due().with_names()
        late = selections.late_or_soon(found, reader.policy, reader.today).exceptions_first()
        own = Q(unit__in=access.own_units(user))
        rows = [_routing(reader, one, one.unit.name) for one in projects.first_seen(user, late, MOST, own)]
    else:
        rows = []
    return Panel(title, rows, reverse("routing-list"), _("All routings"))


def _routing(reader: Reader, one: Routing, who: str) -> Row:
    light, clock = selections.routing_light(reader.policy, one, reader.today)
    words = dotted([who, labels.STATES[one.state]])
    return Row(
        one.project.name, words, reverse("routing", args=[one.pk]), labels.pressing_words(clock, reader.today), light
    )


def sheets(reader: Reader) -> Panel:
    """Sheets of joint reviews that the reader's unit has not written, but for those that are a to-do of the reader."""
    user = reader.user
    if not user.may(Capability.SEE_PROJECTS_LANDING, Capability.DECIDE_CLAIMS):
        return Panel("")
    asked = access.visible_opinions(user).silent().filter(review__closed_on__isnull=True)
    asked = asked.exclude(task__owner=user, task__closed_on__isnull=True)
    rows = []
    for one in asked.select_related("review__project", "unit").order_by("review__due_on", "pk")[:MOST]:
        clock = Clock("opinions", one.review.due_on)
        light, words = light_of(reader.policy, clock, reader.today), labels.pressing_words(clock, reader.today)
        url = reverse("joint-review-sheet", args=[one.pk])
        rows.append(Row(one.review.project.name, one.unit.name, url, words, light))
    return Panel(_("Sheets to write"), rows, reverse("joint-review-list"), _("All joint reviews"))


def unescalated(reader: Reader) -> Panel:
    """Major projects without a task force, with the day it was due: an exception of the bureau and the secretary."""
    user, rows = reader.user, []
    if not user.may(*access.COORDINATORS):
        return Panel("")
    found = list(first_rows(access.without_task_force(user, reader.policy), "opened_on", "pk", most=MOST).for_lines())
    days = selections.task_forces_due(reader.policy, found)
    for project in found:
        due = days[project.pk]
        clock = Clock("task_force", due) if due else None
        light = light_of(reader.policy, clock, reader.today) if clock else Light.AMBER
        words = _("%(grade)s without a task force") % {"grade": labels.grade(reader.policy, project.grade)}
        url = reverse("escalate", args=[project.pk])
        rows.append(Row(project.name, words, url, labels.pressing_words(clock, reader.today), light))
    return Panel(_("Major projects"), rows, reverse("escalation-list"), _("All escalations"))


def instructed(reader: Reader) -> Panel:
    """For who gives instructions: those that still wait for an answer. An addressee has a to-do instead."""
    user = reader.user
    if not user.may(access.INSTRUCT):
        return Panel("")
    silent = Addressee.objects.filter(instruction__given_by=user, answered_on__isnull=True)
    rows = []
    found = silent.filter(instruction__closed_on__isnull=True).select_related("instruction", "unit", "person")
    for one in found.order_by("instruction__due_on", "pk")[:MOST]:
        clock = Clock("instruction", one.instruction.due_on) if one.instruction.due_on else None
        light = light_of(reader.policy, clock, reader.today) if clock else Light.DARK
        who = one.unit.name if one.unit else one.person.name
        url = reverse("instruction", args=[one.instruction_id])
        rows.append(Row(str(one.instruction), who, url, labels.pressing_words(clock, reader.today), light))
    return Panel(_("Instructions without an answer"), rows, reverse("instruction-list"), _("All instructions"))


def handed_over(reader: Reader) -> Panel:
    """What was handed to the reader and waits for their word; for who coordinates, what came back."""
    user = reader.user
    if not user.may(*relay.HANDOVER_READERS):
        return Panel("")
    url = reverse("handover-items")
    waits = relay.own_items(user).to_accept().order_by().values("handover__officer__name").annotate(n=Count("pk"))
    rows = [
        Row(
            one["handover__officer__name"],
            _("handed to you"),
            url,
            _("%(n)s to be accepted") % {"n": one["n"]},
            "amber",
        )
        for one in waits.order_by("handover__officer__name")[:MOST]
    ]
    back = Handover.objects.done().filter(coordinator=user, items__in=HandoverItem.objects.returned()).distinct()
    rows += [
        Row(str(one), _("given back"), f"{reverse('handover', args=[one.pk])}?state=returned", "", "red")
        for one in back.select_related("officer", "successor")[:MOST]
    ]
    return Panel(_("Handed over"), rows, reverse("handover-list"), _("All handovers"))
