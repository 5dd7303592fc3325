"""Pursuits: a firm that would fill a node, several ways to it, each somebody's to-do."""

from datetime import date

from hometown.accounts.models import User
from hometown.chains import access
from hometown.chains.actions.mapping import is_at_home
from hometown.chains.models import Approach, ChainNode, Pursuit, PursuitOutcome
from hometown.companies import access as companies
from hometown.companies.models import Company, Contact
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import book
from hometown.policy.standing import in_force
from hometown.tasks import actions as tasks

KIND = "pursuit"


def pursue(actor: User, *, node: ChainNode, company: Company, why: str, lead: User | None = None) -> Pursuit:
    """Go after a firm that would fill a node; it gives no claim: that comes with a filed lead.

    Raises RuleBroken for a firm of home, and where somebody pursues it for the node already.
    """
    if not actor.may(*access.PURSUERS):
        raise NotAllowed("chains.pursuer_only")
    if node.removed_on is not None:
        raise RuleBroken("chains.over_already", day=node.removed_on)
    companies.require_standing(company)
    if is_at_home(company):
        raise RuleBroken("chains.at_home_already", company=company.name)
    if not why.strip():
        raise BadInput("chains.look_over", fields={"why": BadInput("chains.say_it")})
    leads = lead or actor
    if leads != actor:
        access.require_coordinator(actor)
        _require_pursuer(leads, "lead")
    pursuit = Pursuit(node=node, company=company, why=why.strip()[:500], lead=leads, set_on=clock.today(),
                      set_by=actor.pk)  # fmt: skip
    with book.entry("pursuit.begun", actor=actor.pk) as entry:
        standing = node.pursuits.open().filter(company=company).select_related("lead").first()
        if standing is not None:
            raise RuleBroken("chains.pursued_already", person=standing.lead.name)
        entry.put(pursuit)
    return pursuit


def approach(
    actor: User, *, pursuit: Pursuit, person: User, how: str, due_on: date, contact: Contact | None = None
) -> Approach:
    """Say who goes to whom in which way, by when: a to-do of that person."""
    access.require_lead(actor, pursuit)
    _require_open(pursuit)
    fields = {}
    if not how.strip():
        fields["how"] = BadInput("chains.say_it")
    if due_on < clock.today():
        fields["due_on"] = BadInput("chains.day_has_passed")
    if contact is not None and contact.company_id != pursuit.company_id:
        fields["contact"] = BadInput("chains.other_firm")
    if fields:
        raise BadInput("chains.look_over", fields=fields)
    _require_pursuer(person, "person")
    with book.entry("pursuit.approached", actor=actor.pk) as entry:
        task = tasks.set_task(
            actor, what=how, owner=person, due_on=due_on, kind=KIND, about=pursuit, about_name=pursuit.company.name
        )
        row = Approach(pursuit=pursuit, person=person, contact=contact, how=how.strip()[:300], task=task,
                       added_on=clock.today(), added_by=actor.pk)  # fmt: skip
        entry.put(row)
    return row


def finish_approach(actor: User, *, approached: Approach, words: str) -> Approach:
    """Say what came of an approach: whoever had it, or leads. It closes the to-do."""
    if approached.person_id != actor.pk:
        access.require_lead(actor, approached.pursuit)
    if not words.strip():
        raise BadInput("chains.look_over", fields={"words": BadInput("chains.say_it")})
    with book.entry("pursuit.answered", actor=actor.pk):
        tasks.close_task(actor, task=approached.task, note=words, vouched=True)
    return approached


def close_pursuit(actor: User, *, pursuit: Pursuit, outcome: str, words: str) -> Pursuit:
    """End a pursuit: it became a lead, or was dropped, and why. What is still to be done in it is closed with it."""
    access.require_lead(actor, pursuit)
    _require_open(pursuit)
    fields = {}
    if outcome not in PursuitOutcome.values:
        fields["outcome"] = BadInput("chains.say_it")
    if not words.strip():
        fields["words"] = BadInput("chains.say_it")
    if fields:
        raise BadInput("chains.look_over", fields=fields)
    with book.entry("pursuit.ended", actor=actor.pk) as entry:
        pursuit.closed_on, pursuit.closed_by = clock.today(), actor.pk
        pursuit.outcome, pursuit.closing_words = outcome, words.strip()[:500]
        entry.put(pursuit)
        for row in pursuit.approaches.filter(task__closed_on__isnull=True).select_related("task"):
            tasks.close_task(actor, task=row.task, note=words, vouched=True)
    return pursuit


def _require_pursuer(person: User, field: str) -> None:
    if person not in access.people(in_force(clock.today()), clock.today()):
        raise BadInput("chains.look_over", fields={field: BadInput("chains.no_pursuer", person=person.name)})


def _require_open(pursuit: Pursuit) -> None:
    if pursuit.closed_on is not None:
        raise RuleBroken("chains.over_already", day=pursuit.closed_on)
