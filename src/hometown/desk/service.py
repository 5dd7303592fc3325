"""What waits of service after signing on the first page: requests, promises, firms to call on, nobody serving."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.aftercare import access, calling, labels, showing
from hometown.aftercare.models import Promise, ServiceRequest
from hometown.face.parts import Row
from hometown.landing.rules import Clock, Light, last_day_for
from hometown.ledger.heads import first_rows

from .reading import MOST, Panel, Reader


def requested(reader: Reader) -> Panel:
    """For a steward, the requests they have; for who coordinates, those late or soon due, those raised to the city."""
    user = reader.user
    if not user.may(*access.WORKERS) or not user.may(*access.READERS):
        return Panel("")
    wanted = Q(holder=user)
    if access.sees_all(user):
        wanted |= Q(next_due__lte=last_day_for(reader.policy, Light.AMBER, reader.today))
        wanted |= Q(raised_on__isnull=False, settled_on__isnull=True)
    # Who has one may read it, and who sees all may read all: nothing more needs to be asked.
    found = ServiceRequest.objects.open().with_due().filter(wanted).with_names().exceptions_first()
    rows = [
        showing.request_row(reader.policy, one, reader.today, one.company.name, _raised(one.is_raised))
        for one in found[:MOST]
    ]
    return Panel(_("Requests of firms"), rows, reverse("service-request-list"), _("All requests"))


def _raised(is_raised: bool) -> str:
    return _("the city is asked to step in") if is_raised else ""


def promised(reader: Reader) -> Panel:
    """Promises the reader sees to that are late or soon due; for who coordinates, all that are late."""
    user = reader.user
    if not user.may(*access.WORKERS) or not user.may(*access.READERS):
        return Panel("")
    wanted = Q(holder=user, due_on__lte=last_day_for(reader.policy, Light.AMBER, reader.today))
    if access.sees_all(user):
        wanted |= Q(due_on__lt=reader.today)
    found = Promise.objects.open().filter(wanted).with_names().order_by("due_on", "pk")
    rows = [showing.promise_row(reader.policy, one, reader.today, one.company.name) for one in found[:MOST]]
    return Panel(_("Promises to firms"), rows, reverse("promise-list"), _("All promises"))


def to_call_on(reader: Reader) -> Panel:
    """Landed firms that the reader serves and that are due for a visit, or soon will be."""
    user = reader.user
    own = access.landed_projects().filter(steward=user.pk).for_lines()
    rows = []
    for one in calling.landed(own, reader.today):
        if one.lamp == Light.GREEN or one.due_on is None:
            continue
        words = labels.pressing_words(Clock("visit", one.due_on), reader.today)
        url = reverse("served-firm", args=[one.company.pk])
        rows.append(Row(one.company.name, [project.name for project in one.projects], url, words, one.lamp))
    return Panel(_("Landed firms to call on"), rows[:MOST], reverse("served-list"), _("All firms"))


def unserved(reader: Reader) -> Panel:
    """Signed projects without a steward, for who may name one."""
    user = reader.user
    if not access.sees_all(user):
        return Panel("")
    found = first_rows(calling.unserved(access.landed_projects()), "contract_on", "pk", most=MOST)
    rows = [
        Row(one.name, one.company.name, reverse("project-steward", args=[one.pk]), _("name a steward"), "amber")
        for one in found.for_lines()
    ]
    return Panel(_("Signed, and without a steward"), rows, reverse("served-list"), _("All firms"))
