"""The shortlist: a run is loaded, a firm of it is assigned to an officer, dismissed with a reason, taken up again."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.chains import access, labels
from hometown.chains.models import ScreeningRun, ShortlistedFirm, ShortlistState
from hometown.chains.results import Funnel, Listed, Result, firm_key
from hometown.chains.rules import MOST_LISTED, phrases_of
from hometown.chains.shortlisting import on_record
from hometown.companies import actions as companies
from hometown.companies import matching
from hometown.companies.models import Company
from hometown.companies.registry import checked_code
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.policy import rules as policy_rules
from hometown.policy.standing import in_force
from hometown.tasks import actions as tasks

KIND = "shortlist"
SOURCE_MOST = 200
_DECIDED = ("state", "assigned_to", "company", "task", "reason", "words", "decided_on", "decided_by")


@book.turn()
def load_run(actor: User, *, result: Result, funnel: Funnel | None = None) -> ScreeningRun:
    """Load the result of a screening as a run, in one line of the book.

    What was decided of a firm in an earlier run goes on in this one: it stays dismissed, or assigned. Raises RuleBroken
    for a result that is loaded already, has no firm, or more than one line of the book should hold.
    """
    access.require_coordinator(actor)
    if len(result.firms) > MOST_LISTED:
        raise RuleBroken("chains.too_many_listed", count=len(result.firms), most=MOST_LISTED)
    if not result.firms:
        raise RuleBroken("chains.nothing_listed", file=result.file)
    told = funnel or Funnel()
    run = ScreeningRun(
        digest=result.digest, registry_file=told.registry_file or result.file, read_on=told.read_on,
        map_digest=told.map_digest, funnel=dict(told.numbers), rows=len(result.firms), passed_over=result.passed_over,
        loaded_on=clock.today(), loaded_by=actor.pk,
    )  # fmt: skip
    with book.entry("shortlist.loaded", actor=actor.pk) as entry:
        known = ScreeningRun.objects.filter(digest=result.digest).first()
        if known is not None:
            raise RuleBroken("chains.loaded_already", day=known.loaded_on)
        entry.put(run)
        rows = [_row(run, one) for one in result.firms]
        went_on = list(_go_on(rows))
        entry.put_many(rows)
        entry.put_changed(went_on, "goes_on_as")
    return run


def _row(run: ScreeningRun, one: Listed) -> ShortlistedFirm:
    return ShortlistedFirm(
        run=run, chain=one.called.chain, node=one.node, node_zh=one.called.zh, node_en=one.called.en, rank=one.rank,
        score=one.score, name=one.name, uscc=one.uscc, city=one.city, parts=list(one.parts), reasons=list(one.reasons),
        unknown=list(one.unknown),
    )  # fmt: skip


def _go_on(rows: Iterable[ShortlistedFirm]) -> Iterator[ShortlistedFirm]:
    """Give new rows what was decided of their firms before; yield the earlier rows, which point at them now."""
    decided = list(ShortlistedFirm.objects.standing().decided().order_by("pk"))
    by_code = {(one.node, one.uscc): one for one in decided if one.uscc}
    by_name = {(one.node, firm_key("", one.name, one.city)): one for one in decided}
    taken: set[Any] = set()
    for row in rows if decided else ():
        old = by_code.get((row.node, row.uscc)) if row.uscc else None
        if old is None:
            old = by_name.get((row.node, firm_key("", row.name, row.city)))
            old = None if old is not None and old.uscc and row.uscc else old
        if old is not None and old.pk not in taken:
            taken.add(old.pk)
            for column in _DECIDED:
                setattr(row, column, getattr(old, column))
            old.goes_on_as = row
            yield old


@book.turn()
def assign_firm(actor: User, *, firm: ShortlistedFirm, person: User) -> ShortlistedFirm:
    """Let an officer go to a listed firm: it becomes a company of the records, and a to-do of theirs with the reasons.

    It gives no claim: that comes with a lead that is filed. Raises RuleBroken for a firm that is not open.
    """
    access.require_coordinator(actor)
    policy, today = in_force(clock.today()), clock.today()
    if person not in access.people(policy, today):
        raise BadInput("chains.look_over", fields={"person": BadInput("chains.no_pursuer", person=person.name)})
    due = policy_rules.deadline(policy, policy.screening.go_within, today)
    with book.entry("shortlist.assigned", actor=actor.pk) as entry:
        _require_standing(firm)
        if firm.state != ShortlistState.OPEN:
            raise RuleBroken("chains.decided_already", company=firm.name)
        company = on_record(firm) or _company_of(actor, firm)
        words = _("Call on a firm of the shortlist for %(node)s; found by: %(phrases)s.") % {
            "node": labels.node_name(firm), "phrases": labels.listed_phrases(phrases_of(firm.reasons)),
        }  # fmt: skip
        firm.task = tasks.set_task(
            actor, what=words, owner=person, due_on=due, kind=KIND, about=firm, about_name=company.name
        )
        firm.state, firm.assigned_to, firm.company = ShortlistState.ASSIGNED, person, company
        firm.decided_on, firm.decided_by = today, actor.pk
        entry.put(firm)
    return firm


def _company_of(actor: User, firm: ShortlistedFirm) -> Company:
    """Record the company that a listed firm is, with the registry it was screened from as its source."""
    known = {one.code for one in in_force(clock.today()).chain_scheme.chains}
    code = checked_code(firm.uscc)
    source = _("Screening of %(file)s") % {"file": firm.run.registry_file}
    return companies.add_company(
        actor, name=firm.name, uscc=code, chain=firm.chain if firm.chain in known else "", source=source[:SOURCE_MOST],
        as_of=firm.run.read_on, is_namesake=bool(code and matching.namesakes(firm.name)),
    )  # fmt: skip


def dismiss_firm(actor: User, *, firm: ShortlistedFirm, reason: str, words: str = "") -> ShortlistedFirm:
    """Leave a listed firm out, with a reason of the rules; later runs leave it out too. Its to-do is closed with it."""
    access.require_coordinator(actor)
    offered = policy_rules.offered(in_force(clock.today()).screening.dismissals)
    if reason not in {one.code for one in offered}:
        raise BadInput("chains.look_over", fields={"reason": BadInput("chains.say_it")})
    with book.entry("shortlist.dismissed", actor=actor.pk) as entry:
        _require_standing(firm)
        if firm.state == ShortlistState.DISMISSED:
            raise RuleBroken("chains.decided_already", company=firm.name)
        if firm.task is not None and firm.task.closed_on is None:
            note = words.strip() or _("The firm was left out of the shortlist.")
            tasks.close_task(actor, task=firm.task, note=note, vouched=True)
        firm.state, firm.reason, firm.words = ShortlistState.DISMISSED, reason, words.strip()[:300]
        firm.assigned_to, firm.task = None, None
        firm.decided_on, firm.decided_by = clock.today(), actor.pk
        entry.put(firm)
    return firm


def restore_firm(actor: User, *, firm: ShortlistedFirm) -> ShortlistedFirm:
    """Take a firm up again that was left out: it is open, in this run and in later ones."""
    access.require_coordinator(actor)
    with book.entry("shortlist.restored", actor=actor.pk) as entry:
        _require_standing(firm)
        if firm.state != ShortlistState.DISMISSED:
            raise RuleBroken("chains.not_dismissed", company=firm.name)
        firm.state, firm.reason, firm.words = ShortlistState.OPEN, "", ""
        firm.decided_on, firm.decided_by = clock.today(), actor.pk
        entry.put(firm)
    return firm


def _require_standing(firm: ShortlistedFirm) -> None:
    """Refuse a row whose decision went on in a newer run, and one of an older run on which nothing was decided."""
    if ShortlistedFirm.objects.filter(pk=firm.pk, goes_on_as__isnull=False).exists():
        raise RuleBroken("chains.in_newer_run", company=firm.name)
    if firm.state == ShortlistState.OPEN and ScreeningRun.objects.filter(pk__gt=firm.run_id).exists():
        raise RuleBroken("chains.of_older_run", company=firm.name)
