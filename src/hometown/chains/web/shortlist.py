"""The shortlist: the firms of a run, one firm with the whole of why; assigned, left out, taken up again."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts import meanwhile
from hometown.accounts.access import person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.chains import access, actions, forms, labels, shortlisting
from hometown.chains.models import ScreeningRun, ShortlistedFirm, ShortlistState
from hometown.chains.querysets import ShortlistedQuerySet
from hometown.chains.rules import Against, phrases_of
from hometown.chains.shortlisting import Ranks
from hometown.face.paging import numbered
from hometown.face.tags.marks import tag
from hometown.face.tags.words import language
from hometown.fieldwork.web.activities import asked_for
from hometown.kernel import clock
from hometown.policy import rules as policy_rules
from hometown.policy.standing import in_force

from .shown_firm import context_of
from .tabs import tabs

FEW_PHRASES = 4
ALL = "all"


@guarded(*access.READERS)
@require_GET
def shortlist(request: HttpRequest) -> HttpResponse:
    """The newest run, or `?run=`; narrowed by chain, node, state and how a firm stands beside the run before.

    Who does not coordinate reads the firms assigned to them, of whichever run.
    """
    user = person(request)
    coordinates = access.coordinates(user)
    asked = request.GET.get("run", "")
    run = asked_for(access.visible_runs(user), asked) if asked else None
    run = run or (shortlisting.newest() if coordinates else None)
    page, earlier = _page(request, user, run)
    rows = access.visible_shortlisted(user).filter(pk__in=page.object_list).select_related("assigned_to")
    by_key = {one.pk: one for one in rows}
    policy = in_force(clock.today())
    context = {
        "tabs": tabs(request),
        "run": run,
        "page": page,
        "columns": [
            _("Firm"), _("Node"), {"label": _("Rank in the node"), "number": True},
            {"label": _("Score"), "number": True}, _("Why"), _("Not known"), _("State"), _("Beside the run before"),
        ],
        "rows": [_line(policy, by_key[pk], earlier, request.GET.get("against", "")) for pk in page.object_list],
        **(_picks(request, run) if run is not None else {}),
        "coordinates": coordinates,
        "is_narrowed": any(request.GET.get(name) for name in ("chain", "node", "state", "against")),
    }  # fmt: skip
    return render(request, "chains/shortlist.html", context)


def _page(request: HttpRequest, user: User, run: ScreeningRun | None) -> tuple[Any, Ranks]:
    """Return the page of keys that was asked for, and the ranks of the run before."""
    found = access.visible_shortlisted(user)
    if run is None:
        return numbered(request, list(found.order_by("-pk").values_list("pk", flat=True))), Ranks()
    earlier = shortlisting.before(run)
    before, against = shortlisting.ranks(earlier), request.GET.get("against", "")
    found = _of_node(found, request.GET.get("chain", ""), request.GET.get("node", ""))
    if against == Against.GONE:
        return numbered(request, shortlisting.gone(earlier, run, found)), Ranks()
    found = found.filter(run=run)
    state = request.GET.get("state", "")
    found = found if state == ALL else found.filter(state=state if state in labels.STATES else ShortlistState.OPEN)
    return numbered(request, shortlisting.chosen(found, before, against)), before


def _of_node(found: ShortlistedQuerySet, chain: str, node: str) -> ShortlistedQuerySet:
    """Return the rows of a chain and of one node of it; a node of another chain is left from an earlier choice."""
    found = found.filter(chain=chain) if chain else found
    narrow = found.filter(node=node)
    return narrow if node and narrow.exists() else found


def _line(policy: Any, one: ShortlistedFirm, earlier: Ranks, against: str) -> list[Any]:
    phrases = phrases_of(one.reasons)
    tags = [tag(words) for words in phrases[:FEW_PHRASES]]
    tags += [tag(f"+{len(phrases) - FEW_PHRASES}", "line")] if len(phrases) > FEW_PHRASES else []
    beside = Against.GONE if against == Against.GONE else shortlisting.stands(earlier, one)
    return [
        {"text": one.name, "url": reverse("shortlisted", args=[one.pk]), "meta": one.city},
        labels.node_name(one),
        str(one.rank),
        str(one.score),
        format_html_join(" ", "{}", ((words,) for words in tags)),
        labels.listed_phrases(labels.part(code) for code in one.unknown),
        {"text": state_of(one), "meta": meta_of(policy, one)},
        tag(labels.AGAINST[beside], labels.AGAINST_TONES.get(beside, "line")) if beside else "—",
    ]


def state_of(one: ShortlistedFirm) -> Any:
    """Return the state of a listed firm as a mark."""
    return tag(labels.STATES[one.state], labels.STATE_TONES.get(one.state, ""))


def meta_of(policy: Any, one: ShortlistedFirm) -> str:
    """Return to whom a firm is assigned, or why it is left out."""
    if one.assigned_to is not None:
        return one.assigned_to.name
    return labels.dismissal(policy, one.reason) if one.reason else ""


def _picks(request: HttpRequest, run: ScreeningRun) -> dict[str, Any]:
    """Return the filters: chains, the nodes of the chosen one, states, how firms stand beside the run before."""
    nodes, names = shortlisting.nodes(run), labels.chains(in_force(clock.today()))
    chosen = request.GET.get("chain", "")
    chains = dict.fromkeys(one.chain for one in nodes)
    zh = language().startswith("zh")
    return {
        "chains": [("", _("All")), *((code, names.get(code, code)) for code in chains)],
        "nodes": [
            ("", _("All")),
            *((one.code, one.zh if zh else one.en, one.firms) for one in nodes if one.chain == chosen),
        ],
        "chain": chosen,
        "states": [
            ("", _("Not decided yet")),
            (ShortlistState.ASSIGNED.value, _("Assigned")),
            (ShortlistState.DISMISSED.value, _("Left out by us before")),
            (ALL, _("All")),
        ],
        "stands": [("", _("All")), *labels.AGAINST.items()] if shortlisting.before(run) is not None else [],
    }  # fmt: skip


@guarded(*access.READERS)
@require_GET
def shortlisted(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One listed firm: its score part by part, the phrases, what is not known, what the house knows, what to do."""
    user = person(request)
    found = access.shortlisted_for(user, pk)
    if found.pk != pk:
        return redirect("shortlisted", found.pk)
    context = context_of(user, found)
    context["state_tag"] = state_of(found)
    if access.coordinates(user) and found.state == ShortlistState.OPEN:
        context["form"] = _assign_form(None, found)
        context["due"] = _due()
    return render(request, "chains/shortlisted.html", context)


def _due() -> Any:
    policy = in_force(clock.today())
    return policy_rules.deadline(policy, policy.screening.go_within, clock.today())


def _assign_form(data: Any, found: ShortlistedFirm) -> forms.AssignForm:
    form = forms.AssignForm(data, people=access.people(in_force(clock.today()), clock.today()))
    meanwhile.opened_on(form, found, meanwhile.nothing)
    return form


def _step(found: ShortlistedFirm, title: Any, button: Any, lede: Any = "") -> FormPage:
    return FormPage(title, button, (found.name, reverse("shortlisted", args=[found.pk])), lede)


@guarded(*access.COORDINATORS)
def assign(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Let an officer go to a listed firm."""
    user = person(request)
    found = access.shortlisted_for(user, pk)
    access.require_coordinator(user)
    form = forms.AssignForm(request.POST or None, people=access.people(in_force(clock.today()), clock.today()))

    def act(typed: dict[str, Any]) -> str:
        actions.assign_firm(user, firm=found, person=form.people[typed["person"]])
        return reverse("shortlisted", args=[found.pk])

    lede = _("The firm enters the records, and the officer gets a to-do with the reasons. It gives no claim.")
    page = _step(found, _("Who goes to this firm"), _("Assign"), lede)
    said = _("Assigned. It stands among the to-dos of the officer.")
    return answer(request, page, form, act, said, record=found, begun=meanwhile.nothing)


@guarded(*access.COORDINATORS)
def dismiss(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Leave a listed firm out, with a reason."""
    user = person(request)
    found = access.shortlisted_for(user, pk)
    access.require_coordinator(user)
    offered = policy_rules.offered(in_force(clock.today()).screening.dismissals)
    reasons = {one.code: one.text(language()) for one in offered}
    form = forms.DismissForm(request.POST or None, reasons=reasons)

    def act(typed: dict[str, Any]) -> str:
        actions.dismiss_firm(user, firm=found, reason=typed["reason"], words=typed["words"])
        return reverse("shortlisted", args=[found.pk])

    lede = _("It stays out of later runs for this node, until somebody takes it up again.")
    page = _step(found, _("Leave this firm out"), _("Leave the firm out"), lede)
    return answer(request, page, form, act, _("Left out."), record=found, begun=meanwhile.nothing)


@guarded(*access.COORDINATORS)
@require_POST
def restore(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a firm up again that was left out."""
    user = person(request)
    found = access.shortlisted_for(user, pk)
    actions.restore_firm(user, firm=found)
    messages.info(request, _("The firm is open again."))
    return redirect("shortlisted", found.pk)
