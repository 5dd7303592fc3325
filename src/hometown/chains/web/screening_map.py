"""The screening map as somebody changes it: its nodes, the words of one of them, what a change does."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hometown.accounts.access import person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.chains import access, drafting, map_forms, map_words, standing, trying
from hometown.chains.labels import listed_phrases
from hometown.chains.models import ChainMapDraft, ChainMapVersion
from hometown.face.forms import place_refusal
from hometown.face.parts import Fact, Row
from hometown.face.tags.marks import tag
from hometown.kernel.errors import NotFound, Refusal
from hometown.screening import ChainMap
from hometown.screening.chains import Chain, Node
from hometown.screening.comparing import by_code, changes
from hometown.screening.forms import forms_of

from .tabs import tabs

FEW_WORDS = 6


@guarded(*access.COORDINATORS)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """The map one goes on with, chain by chain; with `?q=` the nodes that look for a word."""
    user, asked = person(request), request.GET.get("q", "").strip()[:40]
    draft, now = drafting.of(user), standing.in_force()
    chains, mistakes = drafting.examined(draft.text) if draft else (now.chains, [])
    shown = chains or now.chains
    touched = {one.node for one in changes(now.chains, shown)}
    blocks = [_block(chain, asked, touched) for chain in shown.chains]
    context = {
        "tabs": tabs(request),
        "columns": [_("Node"), _("What home has of it"), {"label": _("Words"), "number": True}, _("The weightiest")],
        "blocks": [block for block in blocks if block["rows"]],
        "q": asked,
        "draft": draft,
        "mistakes": len(mistakes),
        "changed": len(changes(now.chains, shown)),
        "facts": _facts(now, shown),
        "pool": trying.about(),
        "waiting": [_waiting(one) for one in ChainMapVersion.objects.filter(state="proposed")],
    }
    return render(request, "chains/map_overview.html", context)


def _waiting(one: ChainMapVersion) -> Row:
    url = reverse("chain-map-version", args=[one.pk])
    return Row(_("Version %(number)s") % {"number": one.number}, one.why, url)


def _block(chain: Chain, asked: str, touched: set[str]) -> dict[str, Any]:
    """Return a chain with its nodes; open where something is looked for or changed."""
    nodes = [node for node in chain.nodes if _has(node, asked)]
    count = ngettext("%(count)s node", "%(count)s nodes", len(nodes)) % {"count": len(nodes)}
    missing = sum(node.home == "missing" for node in nodes)
    gaps = ngettext("%(count)s missing at home", "%(count)s missing at home", missing) % {"count": missing}
    return {
        "name": map_words.title(chain), "meta": f"{count} · {gaps}",
        "rows": [_node_row(node, asked, touched) for node in nodes],
        "is_open": bool(asked) or any(node.code in touched for node in nodes),
    }  # fmt: skip


def _has(node: Node, asked: str) -> bool:
    texts = (*node.words, *node.exclude, node.zh, node.en.lower(), node.code)
    return not asked or any(asked.lower() in text.lower() for text in texts)


def _node_row(node: Node, asked: str, touched: set[str]) -> list[Any]:
    found = [word for word in node.words if asked and asked in word]
    words = [f"{word} {node.words[word]}" for word in (*found, *(one for one in node.words if one not in found))]
    mark = tag(_("changed"), "blue") if node.code in touched else ""
    url = reverse("chain-map-node", args=[node.code])
    return [
        format_html('<a href="{}">{}</a> {}', url, map_words.title(node), mark),
        tag(map_words.HOME_SHORT[node.home], map_words.HOME_TONES[node.home]),
        str(len(node.words)),
        listed_phrases(words[:FEW_WORDS]),
    ]


def _facts(now: standing.Standing, chains: ChainMap) -> list[Fact]:
    words = len({word for node in chains.nodes for word in node.words})
    version = _("%(number)s, the one shipped") if now.number == standing.SHIPPED else "%(number)s"
    return [
        Fact(_("Version in force"), version % {"number": now.number}, url=reverse("chain-map-versions")),
        Fact(_("Nodes"), len(chains.nodes)),
        Fact(_("Words"), words),
    ]


@guarded(*access.COORDINATORS)
@require_http_methods(["GET", "POST"])
def node(request: HttpRequest, node: str) -> HttpResponseBase:
    """One node with its words: changed, tried on the pool, kept in one's draft. A link may fill a change in."""
    user = person(request)
    draft = drafting.of(user)
    chains, _mistakes = drafting.examined(drafting.text_of(user))
    if chains is None:
        messages.info(request, _("The text of the draft has mistakes: mend them first."))
        return redirect("chain-map-text")
    found = _node_of(chains, node)
    filled = map_forms.Filled(request.GET, found) if request.method == "GET" else None
    form = map_forms.NodeForm(
        request.POST if request.method == "POST" else None, node=found, revision=draft.revision if draft else 0,
        filled=filled,
    )  # fmt: skip
    mistakes: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid() and "keep" in request.POST:
        try:
            drafting.change_node(user, node, form.fields_of(), seen=form.cleaned_data["revision"])
        except Refusal as refusal:
            place_refusal(form, refusal)
            mistakes = mistakes_of(refusal)
        else:
            _say_kept(request, form)
            return redirect(f"{reverse('chain-map-node', args=[node])}#effect")
    context = _node_page(found, chains, form, draft) | {"mistakes": mistakes, "filled": filled}
    return render(request, "chains/map_node.html", context, status=422 if form.errors else 200)


def _say_kept(request: HttpRequest, form: map_forms.NodeForm) -> None:
    messages.info(request, _("Kept in your draft. Nothing is in force by it."))
    if orphans := form.orphans():
        words = _("These phrases held no word any more and went with it: %(phrases)s.")
        messages.info(request, words % {"phrases": listed_phrases(orphans)})


def _node_of(chains: ChainMap, code: str) -> Node:
    found = by_code(chains).get(code)
    if found is None:
        raise NotFound("chains.gone")
    return found


def mistakes_of(refusal: Refusal) -> list[dict[str, Any]]:
    """Return the mistakes of a text that a refusal tells of."""
    found: Any = refusal.facts.get("mistakes", [])
    return map_words.mistake_lines(found)


def _node_page(found: Node, chains: ChainMap, form: map_forms.NodeForm, draft: ChainMapDraft | None) -> dict[str, Any]:
    now = standing.in_force().chains
    return {
        "node": found,
        "name": map_words.title(found),
        "form": form,
        "draft": draft,
        "nodes": [(code, map_words.title(one)) for code, one in by_code(chains).items()],
        "flows_from": listed_phrases(map_words.title(_node_of(chains, code)) for code in found.flows_from),
        "changes": [one for one in map_words.told(changes(now, chains), now, chains) if one.node == found.code],
        "effect": _effect(now, chains, found.code, form),
        "pool": trying.about(),
    }


def _effect(now: ChainMap, chains: ChainMap, code: str, form: map_forms.NodeForm) -> Any:
    """Return what the typed node does to the list, or the draft's where nothing is typed; None without a pool."""
    if form.is_bound and form.is_valid():
        chains = trying.with_node(chains, code, form.fields_of()) or chains
    elif not form.is_bound and form.filled:
        chains = trying.with_node(chains, code, _as_filled(form)) or chains
    return trying.shown(now, chains, code)


def _as_filled(form: map_forms.NodeForm) -> dict[str, Any]:
    words = dict(form.node.words) | {word: int(weight) for word, weight in form.filled.weights.items()}
    words |= {word: int(weight) for word, weight in form.filled.added.items()}
    return {
        "words": {word: weight for word, weight in words.items() if weight},
        "exclude": [*form.node.exclude, *form.filled.exclude],
    }


@guarded(*access.COORDINATORS)
@require_POST
def node_effect(request: HttpRequest, node: str) -> HttpResponse:
    """What the node as it is typed would do to the list; keeps nothing."""
    user = person(request)
    chains, _mistakes = drafting.examined(drafting.text_of(user))
    now = standing.in_force().chains
    chains = chains or now
    form = map_forms.NodeForm(request.POST, node=_node_of(chains, node), revision=0)
    context: dict[str, Any] = {"form": form, "pool": trying.about(), "effect": None, "is_live": True}
    if form.is_valid():
        context["effect"] = _effect(now, chains, node, form)
    return render(request, "chains/map_effect.html", context)


@guarded(*access.COORDINATORS)
def node_add(request: HttpRequest) -> HttpResponseBase:
    """Put a node at the end of a chain of the draft."""
    user = person(request)
    chains, _mistakes = drafting.examined(drafting.text_of(user))
    offered = [(one.code, map_words.title(one)) for one in (chains or standing.in_force().chains).chains]
    form = map_forms.NewNodeForm(request.POST or None, chains=offered)

    def act(typed: dict[str, Any]) -> str:
        drafting.add_node(user, typed["chain"], form.fields_of())
        return reverse("chain-map-node", args=[typed["code"]])

    page = FormPage(_("Add a node to the screening map"), _("Add it"), (_("Screening map"), reverse("chain-map")))
    return answer(request, page, form, act, _("Kept in your draft. Nothing is in force by it."))


@guarded(*access.COORDINATORS)
@require_POST
def node_remove(request: HttpRequest, node: str) -> HttpResponseBase:
    """Strike a node out of the draft."""
    drafting.remove_node(person(request), node)
    messages.info(request, _("Struck out of your draft. Nothing is in force by it."))
    return redirect("chain-map-draft")


def word_link(node: Node | None, phrase: str) -> str:
    """Return where the weight of the word that found a phrase is changed, with the change filled in; "" for none."""
    if node is None or not any(phrase in forms_of(word) for word in node.words):
        return ""
    return reverse("chain-map-node", args=[node.code]) + f"?lower={phrase}"


def count_of(found: list[Any]) -> str:
    """Say how many changes there are."""
    return ngettext("%(count)s change", "%(count)s changes", len(found)) % {"count": len(found)}
