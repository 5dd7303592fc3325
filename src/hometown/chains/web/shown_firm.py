"""One listed firm as its page shows it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hometown.accounts.access import names_of
from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.chains import access, labels, marking, shortlisting
from hometown.chains.models import ShortlistedFirm, ShortlistState
from hometown.chains.rules import phrases_of
from hometown.companies.models import Company
from hometown.face.parts import Fact, Row
from hometown.face.tags.marks import tag
from hometown.fieldwork import access as fieldwork
from hometown.fieldwork.contacting import day_words
from hometown.kernel import clock
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force
from hometown.projects import access as projects
from hometown.projects import labels as project_labels

MOST_SHOWN = 8


def context_of(user: User, found: ShortlistedFirm) -> dict[str, Any]:
    """Return what the page of a listed firm shows to a person."""
    policy, today = in_force(clock.today()), clock.today()
    company, coordinates = shortlisting.on_record(found), access.coordinates(user)
    claims = shortlisting.claims_on(user, company, today)
    may_file = user.may(Capability.FILE_LEAD) and found.state == ShortlistState.ASSIGNED and not claims
    text = company.business if company is not None else ""
    return {
        "firm": found,
        "title": marking.marked(found.name, marking.spans_in_name(found.reasons)),
        "node": labels.node_name(found),
        "columns": [_("Part of the score"), {"label": _("Points"), "number": True}],
        "parts": parts_of(found),
        "phrases": [Row(one["phrase"], _where(one)) for one in found.reasons],
        "business": marking.marked(text, marking.spans_of(text, phrases_of(found.reasons))) if text else "",
        "facts": [fact for fact in _facts(policy, found) if fact.value not in ("", None)],
        "company": company,
        "visits": _visits(user, company),
        "known": [*_projects(user, policy, company), *_pursuits(user, company)],
        "told": shortlisting.first_claim(user, policy, found, company, claims, today),
        "file_url": _file_url(policy, company) if may_file and company is not None else "",
        "may_dismiss": coordinates and found.state != ShortlistState.DISMISSED,
        "may_restore": coordinates and found.state == ShortlistState.DISMISSED,
    }


def parts_of(found: ShortlistedFirm) -> list[list[Any]]:
    """Return the parts of a score, each of its full mark; what nobody knows is pending."""
    rows = [[labels.part(one["part"]), _mark(one, found.unknown)] for one in found.parts]
    told = {one["part"] for one in found.parts}
    rows += [[labels.part(code), tag(_("pending"), "amber")] for code in found.unknown if code not in told]
    return [*rows, [_("Score"), _of({"points": found.score, "of": 100})]]


def _mark(one: dict[str, Any], unknown: list[str]) -> Any:
    """Return the points of a part; a word that asks for a second look gives none, and is marked."""
    if one["part"] in unknown:
        return tag(_("pending"), "amber")
    return _of(one) if one["of"] else tag(_("to be looked at"), "amber", "alert")


def _of(one: dict[str, Any]) -> str:
    return _("%(points)s of %(of)s") % {"points": one["points"], "of": one["of"]}


def _where(one: dict[str, Any]) -> str:
    if one["field"] == "name":
        return _("in the name")
    return _("in the business scope, characters %(start)s to %(end)s") % {"start": one["start"] + 1, "end": one["end"]}


def _facts(policy: Policy, found: ShortlistedFirm) -> list[Fact]:
    run, people = found.run, names_of([found.decided_by])
    chain = labels.chains(policy).get(found.chain, found.chain)
    by = people.get(found.decided_by, "") if found.decided_by else ""
    earlier = shortlisting.ranks(shortlisting.before(run))
    beside = shortlisting.stands(earlier, found)
    task = found.task
    return [
        Fact(_("Node"), labels.node_name(found), chain),
        Fact(_("Rank in the node"), found.rank, labels.AGAINST[beside] if beside else ""),
        Fact(_("Unified code"), found.uscc),
        Fact(_("City"), found.city),
        Fact(_("Registry"), run.registry_file, day_words(run.read_on) if run.read_on else ""),
        Fact(_("Assigned to"), found.assigned_to.name if found.assigned_to else "", by),
        Fact(_("By when"), day_words(task.due_on) if task is not None and task.due_on else ""),
        Fact(_("How it ended"), task.closing_note if task is not None else ""),
        Fact(
            _("Why it is left out"), labels.dismissal(policy, found.reason) if found.reason else "", found.words or by
        ),
        Fact(_("Day of the decision"), found.decided_on or "", by),
    ]


def _visits(user: User, company: Company | None) -> str:
    """Return how often the firm was met, as far as the reader may see, and when last."""
    if company is None:
        return ""
    met = fieldwork.visible_activities(user).standing().filter(company_links__company=company)
    days = list(met.order_by("-on").values_list("on", flat=True))
    if not days:
        return _("No visit or activity with it that you may read.")
    words = ngettext("Met %(count)s time, last on %(day)s.", "Met %(count)s times, last on %(day)s.", len(days))
    return words % {"count": len(days), "day": day_words(days[0])}


def _projects(user: User, policy: Policy, company: Company | None) -> list[Row]:
    """Return the projects of the firm that the reader may read; the claims of others stand in the sentence above."""
    if company is None:
        return []
    found = projects.visible_projects(user).filter(company=company).order_by("-stage_rank", "-pk")[:MOST_SHOWN]
    return [
        Row(one.name, project_labels.stage(policy, one.stage), reverse("project", args=[one.pk]), _("project"))
        for one in found
    ]


def _pursuits(user: User, company: Company | None) -> list[Row]:
    if company is None:
        return []
    seen = access.visible_pursuits(user).open().filter(company=company).select_related("node", "lead")[:MOST_SHOWN]
    return [Row(one.node.name, one.lead.name, reverse("pursuit", args=[one.pk]), _("pursuit")) for one in seen]


def _file_url(policy: Policy, company: Company) -> str:
    """Return the form of a lead with the firm and its source filled in, where the rules know that source."""
    known = any(one.code == "screening" and not one.retired for one in policy.lead_sources)
    return f"{reverse('project-file')}?company={company.pk}" + ("&source=screening" if known else "")
