"""What the first page says of learning: questions nobody has, reflections to be read, reports that came; and search."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.chronicle import access as chronicle
from hometown.exchange import access
from hometown.exchange.knowledge import find, wanted_in
from hometown.face.parts import Row
from hometown.face.tags.marks import deadline
from hometown.face.tags.words import day
from hometown.kernel import clock
from hometown.policy.standing import in_force

from .reading import MOST, Panel, Reader

CAME_LATELY = timedelta(days=14)


def unclaimed(reader: Reader) -> Panel:
    """For an officer, questions from home that nobody has yet. Nobody is ordered to take one."""
    user = reader.user
    if not user.may(access.FIND):
        return Panel("")
    found = access.visible_questions(user).unclaimed().select_related("unit").due_first()[:MOST]
    rows = [Row(one.title, one.unit.name, reverse("question", args=[one.pk]), deadline(one.due_on)) for one in found]
    return Panel(_("Questions from home that nobody has yet"), rows, reverse("question-list"), _("All questions"))


def to_read(reader: Reader) -> Panel:
    """For the branch and the bureau, reflections that wait to be read before they are published."""
    user = reader.user
    if not user.may(*access.COORDINATORS):
        return Panel("")
    found = access.to_review(user).select_related("author")[:MOST]
    rows = [Row(one.title, one.author.name, reverse("reflection", args=[one.pk]), day(one.sent_on)) for one in found]
    url = f"{reverse('reflection-list')}?show=review"
    return Panel(_("Reflections to read before they are published"), rows, url, _("All"))


def reports(reader: Reader) -> Panel:
    """For a sending unit, the monthly reports that its officers sent lately, newest first."""
    user = reader.user
    if not user.may(chronicle.REPORTS):
        return Panel("")
    found = chronicle.visible_reports(user).exclude(officer__user=user).filter(sent_on__gte=reader.today - CAME_LATELY)
    few = found.select_related("officer", "unit").order_by("-sent_on", "-pk")[:MOST]
    rows = [
        Row(
            _("%(month)s of %(officer)s") % {"month": f"{one.month:%Y-%m}", "officer": one.officer.name},
            one.unit.name,
            reverse("monthly-report", args=[one.pk]),
            day(one.sent_on),
        )
        for one in few
    ]
    return Panel(_("Monthly reports that came"), rows, reverse("monthly-report-list"), _("All"))


def known(user: User, text: str, most: int) -> list[Row]:
    """Return practices and questions that hold what is looked for."""
    if not user.may(access.SEE):
        return []
    wanted, rows = wanted_in(in_force(clock.today()), text), []
    for kind in ("practice", "question"):
        for found in find(user, wanted, most, kind):
            icon = "idea" if kind == "practice" else "question"
            rows += [Row(one.title, "", reverse(kind, args=[one.pk]), icon=icon) for one in found.rows]
    return rows[:most]
