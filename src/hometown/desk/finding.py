"""Search over everything a person may see: companies, projects, activities, events, officers, what was learned."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.companies import matching
from hometown.companies.access import visible_companies
from hometown.face.parts import Row
from hometown.face.tags.words import day
from hometown.fieldwork import access as fieldwork
from hometown.fieldwork import listing, telling
from hometown.kernel import clock
from hometown.policy.standing import in_force
from hometown.programme.access import visible_officers
from hometown.projects import filters, labels

from . import learning
from .rules import is_enough, pieces

SEEKERS = (
    Capability.SEE_COMPANIES, Capability.SEE_PROJECTS_ALL, Capability.SEE_PROJECTS_BATCH, Capability.SEE_PROJECTS_OWN,
    Capability.SEE_PROJECTS_LANDING, Capability.SEE_FIELDWORK_ALL, Capability.SEE_FIELDWORK_OWN,
    Capability.SEE_DUTY_OWN_DISTRICT, Capability.SEE_PROGRAMME, Capability.SEE_LEARNING,
)  # fmt: skip
FEW, SOME = 4, 8


@dataclass(frozen=True)
class Group:
    """What was found of one kind. `more_url` leads to the list with the same words, where there is one."""

    label: str
    rows: list[Row]
    more_url: str = ""


def marked(text: Any, wanted: str) -> SafeString:
    """Return a text with what was looked for marked."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece) if hit else conditional_escape(piece),)
                   for piece, hit in pieces(str(text), wanted)),
    )  # fmt: skip


def find(user: User, text: str, most: int = SOME) -> list[Group]:
    """Return what a person may see that fits, by kind; nothing for fewer than two characters."""
    wanted = text.strip()
    if not is_enough(wanted):
        return []
    kinds = (_companies, _projects, _activities, _events, _officers, _known)
    return [group for kind in kinds if (group := kind(user, wanted, most)).rows]


def _list(name: str, wanted: str, rows: Iterable[Any], most: int, **more: str) -> str:
    """Return the address of the whole list when what is shown may not be all."""
    return f"{reverse(name)}?{urlencode({'q': wanted, **more})}" if len(list(rows)) >= most else ""


def _companies(user: User, wanted: str, most: int) -> Group:
    found = matching.candidates(wanted, most, among=visible_companies(user))
    rows = [
        Row(
            marked(one.company.name, wanted),
            format_html(_("also called {}"), marked(one.found_as, wanted)) if one.found_as else "",
            reverse("company", args=[one.company.pk]),
            icon="building",
        )
        for one in found
    ]
    return Group(_("Firms"), rows, _list("company-list", wanted, rows, most))


def _projects(user: User, wanted: str, most: int) -> Group:
    policy = in_force(clock.today())
    asked = filters.Wanted(status=filters.ANY_STATUS, text=wanted)
    found = filters.chosen(user, asked, policy, clock.today()).with_reader_needs().newest_first()[:most]
    rows = [
        Row(
            marked(one.name, wanted),
            marked(one.company.name, wanted),
            reverse("project", args=[one.pk]),
            end=labels.stage(policy, one.stage) if one.status == "active" else labels.status(policy, one.status),
            icon="board",
        )
        for one in found
    ]
    return Group(
        pgettext("found", "Projects"), rows, _list("project-list", wanted, rows, most, status=filters.ANY_STATUS)
    )


def _activities(user: User, wanted: str, most: int) -> Group:
    says = listing.says(user, wanted)
    parts = [part.standing().filter(says) for part in fieldwork.parts_seen(user)]
    found = telling.told(user, listing.newest(parts, most).with_people())
    rows = [
        Row(
            marked(one.title, wanted),
            [one.kind, *([marked(one.activity.place, wanted)] if one.activity.place else [])],
            one.url,
            end=day(one.activity.on, one.activity.precision),
            icon="visit",
        )
        for one in found
    ]
    return Group(_("Visits and activities"), rows, _list("activity-list", wanted, rows, most))


def _events(user: User, wanted: str, most: int) -> Group:
    found = fieldwork.visible_events(user).filter(name__icontains=wanted).newest_first()[:most]
    rows = [Row(marked(one.name, wanted), one.place, reverse("event", args=[one.pk]), icon="table") for one in found]
    return Group(_("Events"), rows, _list("event-list", wanted, rows, most))


def _officers(user: User, wanted: str, most: int) -> Group:
    if not user.may(Capability.SEE_PROGRAMME, Capability.RUN_PROGRAMME):
        return Group(_("Officers"), [])
    found = visible_officers(user).filter(name__icontains=wanted).select_related("home_unit").order_by("name")[:most]
    url = telling.address
    rows = [Row(marked(one.name, wanted), one.home_unit.name, url("officer", one.pk), icon="user") for one in found]
    return Group(_("Officers"), rows)


def _known(user: User, wanted: str, most: int) -> Group:
    rows = [replace(row, title=marked(row.title, wanted)) for row in learning.known(user, wanted, most)]
    more = f"{reverse('knowledge')}?{urlencode({'q': wanted})}" if rows else ""
    return Group(_("Questions and practices"), rows, more)
