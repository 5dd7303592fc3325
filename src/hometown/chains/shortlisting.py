"""What the pages of the shortlist ask: the newest run, how a firm stands beside the run before, what is known of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.html import format_html
from django.utils.translation import gettext as _

from hometown import names
from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.companies import matching
from hometown.companies.models import Company
from hometown.face.tags.words import day
from hometown.policy.shape import Policy
from hometown.projects import access as projects
from hometown.projects import previews
from hometown.projects.models import Claim
from hometown.projects.previews import Preview

from .models import ScreeningRun, ShortlistedFirm
from .querysets import ShortlistedQuerySet
from .results import firm_key
from .rules import Against, Dismissal, Suggestion, against, phrases_of, suggestions

Key = tuple[str, str]


def newest() -> ScreeningRun | None:
    """Return the run that was loaded last."""
    found: ScreeningRun | None = ScreeningRun.objects.order_by("-pk").first()
    return found


def before(run: ScreeningRun) -> ScreeningRun | None:
    """Return the run that was loaded before another."""
    found: ScreeningRun | None = ScreeningRun.objects.filter(pk__lt=run.pk).order_by("-pk").first()
    return found


@dataclass(frozen=True)
class Ranks:
    """The ranks of one run by node and firm; of no run where there was none before."""

    of: dict[Key, int] = field(default_factory=dict)
    is_there: bool = False

    def key(self, node: str, uscc: str, name: str, city: str) -> Key | None:
        """Return by which key this run lists a firm: its code, or its name where this run has no code of it."""
        keys = ((node, uscc), (node, firm_key("", name, city)))
        return next((one for one in keys if one in self.of), None)

    def against(self, node: str, uscc: str, name: str, city: str, rank: int) -> Against | None:
        """Return how a firm of a later run stands beside this one; None where there is no run to compare with."""
        found = self.key(node, uscc, name, city)
        return against(rank, self.of[found] if found else None) if self.is_there else None


def ranks(run: ScreeningRun | None) -> Ranks:
    """Return the ranks of a run, in one question."""
    if run is None:
        return Ranks()
    rows = run.firms.values_list("node", "uscc", "name", "city", "rank")
    return Ranks({(node, firm_key(*firm)): rank for node, *firm, rank in rows}, is_there=True)


def stands(earlier: Ranks, one: ShortlistedFirm) -> Against | None:
    """Return how a row stands beside an earlier run."""
    return earlier.against(one.node, one.uscc, one.name, one.city, one.rank)


def chosen(found: ShortlistedQuerySet, earlier: Ranks, wanted: str) -> list[Any]:
    """Return the keys of the rows that stand so beside the run before, in their order; of all where nothing is said."""
    rows = found.values_list("pk", "node", "uscc", "name", "city", "rank")
    return [pk for pk, *told in rows if not wanted or earlier.against(*told) == wanted]


def gone(earlier: ScreeningRun | None, now: ScreeningRun, found: ShortlistedQuerySet) -> list[Any]:
    """Return the keys of those rows of the run before whose firms are in their node no more."""
    if earlier is None:
        return []
    before = ranks(earlier)
    present = {before.key(*row) for row in now.firms.values_list("node", "uscc", "name", "city")}
    rows = found.filter(run=earlier).values_list("pk", "node", "uscc", "name", "city")
    return [pk for pk, node, *firm in rows if (node, firm_key(*firm)) not in present]


@dataclass(frozen=True)
class Node:
    """A node of a run: what it is called, and how many firms it lists."""

    chain: str
    code: str
    zh: str
    en: str
    firms: int


def nodes(run: ScreeningRun) -> list[Node]:
    """Return the nodes of a run, those of one chain together."""
    rows = run.firms.order_by("chain", "node").values_list("chain", "node", "node_zh", "node_en")
    return [Node(*row) for row in rows.annotate(firms=Count("pk"))]


def on_record(firm: ShortlistedFirm) -> Company | None:
    """Return the company of the records that a listed firm surely is, None where there is none yet."""
    if firm.company_id:
        return firm.company
    found = matching.find_many([text for text in (firm.uscc, firm.name) if text])
    company = found.get(firm.uscc) or found.get(firm.name)
    if company is None or (company.uscc and firm.uscc and company.uscc != firm.uscc):
        return None  # a namesake under another code is another firm
    return company


def claims_on(user: User, company: Company | None, today: date) -> list[Claim]:
    """Return the first claims that stand on projects of a firm, for who reads the register."""
    if company is None or not user.may(Capability.SEE_CLAIMS_REGISTER):
        return []
    return list(projects.register(user).standing(today).filter(project__company=company).order_by("pk"))


def first_claim(
    user: User, policy: Policy, firm: ShortlistedFirm, company: Company | None, claims: list[Claim], today: date
) -> Preview:
    """Return in one sentence what would become of a lead of this firm; the same rules as filing. Writes nothing."""
    if claims:
        pattern = _("{unit} holds the first claim of a project of this firm since {day}. Nothing is to be filed.")
        text = format_html(pattern, unit=claims[0].unit.name, day=day(claims[0].first_on))
        return Preview("no", _("This firm is claimed already"), text)
    subject = company or Company(name=firm.name, normal_name=names.normal(firm.name), uscc=firm.uscc)
    told = previews.preview(user, policy, subject, {"source": "screening", "chain": firm.chain}, today)
    if told.kind != "new":
        return told
    pattern = _("No lead of it is known. Who files a complete one first holds the first claim: filed today, to {day}.")
    text = format_html(pattern, day=previews.protection_words(policy, today))
    return Preview("new", _("Nobody has claimed this firm"), text)


@dataclass(frozen=True)
class Suggested:
    """What stands out among the firms dismissed in a node, and how many others of it the same phrase found."""

    said: Suggestion
    others: int  # listed for the node in this run and not dismissed, found by the phrase
    of: int  # listed for the node and not dismissed


def suggested(run: ScreeningRun, least: int) -> list[Suggested]:
    """Return the phrases that found many of the firms dismissed in this run, for somebody to think about."""
    rows = list(run.firms.filter(state="dismissed").values_list("node", "reason", "reasons"))
    found = list(suggestions((Dismissal(node, why, phrases_of(reasons)) for node, why, reasons in rows), least))
    if not found:
        return []
    kept = run.firms.exclude(state="dismissed").filter(node__in={one.node for one in found})
    others = [(node, phrases_of(reasons)) for node, reasons in kept.values_list("node", "reasons")]
    return [Suggested(one, *_others(others, one)) for one in found]


def _others(rows: Iterable[tuple[str, tuple[str, ...]]], said: Suggestion) -> tuple[int, int]:
    of_node = [phrases for node, phrases in rows if node == said.node]
    return sum(said.phrase in phrases for phrases in of_node), len(of_node)
