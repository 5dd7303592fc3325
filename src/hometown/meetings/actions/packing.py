"""Preparing an exchange: the pack builds itself; a person words it, leaves out, puts in order."""

from datetime import date, time

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.ledger.book import OpenEntry
from hometown.meetings import access, composing, gathering, rules
from hometown.meetings.models import Exchange, Minutes, PackItem
from hometown.meetings.rules import Draft, Held, Week
from hometown.programme.models import Batch

from .standing import require_open

MOST_WORDS = 1000


@book.turn()
def prepare(actor: User, *, batch: Batch, held_on: date, starts_at: time | None = None, place: str = "") -> Exchange:
    """Prepare the exchange of the week that holds a day: its pack is built from the records.

    Raises RuleBroken where the week has an exchange.
    """
    access.require_editor(actor, batch)
    week = Week.of(held_on)
    if Exchange.objects.standing().filter(batch=batch).of_week(week).exists():
        raise RuleBroken("meetings.week_taken", week=str(week))
    exchange = Exchange(
        batch=batch, year=week.year, week=week.number, held_on=held_on, starts_at=starts_at, place=place.strip()[:120],
        gathered_at=clock.now(),
    )  # fmt: skip
    with book.entry("exchange.prepared", actor=actor.pk) as entry:
        entry.put(exchange)
        entry.put(Minutes(exchange=exchange))
        _build(entry, exchange)
    return exchange


@book.turn()
def gather_again(actor: User, *, exchange: Exchange) -> Exchange:
    """Build the pack again: what people worded, placed, kept or left out stays as they left it."""
    require_open(actor, exchange)
    exchange.gathered_at = clock.now()
    with book.entry("exchange.gathered", actor=actor.pk) as entry:
        entry.put(exchange)
        _build(entry, exchange)
    return exchange


def _build(entry: OpenEntry, exchange: Exchange) -> None:
    held = {_key(item): item for item in exchange.items.filter(about_id__isnull=False)}
    standing = [Held(key, item.place, item.edited_by is not None) for key, item in held.items()]
    drafts = gathering.drafts(exchange.batch, exchange.of_week, exchange.held_on)
    merged = rules.merge(standing, drafts)
    for draft, place in merged.added:
        item = PackItem(exchange=exchange, section=draft.section, place=place, is_kept=not draft.is_proposed)
        item.about_model, item.about_id = draft.model, draft.pk
        entry.put(_as_told(item, draft))
    for draft in merged.renewed:
        entry.put(_as_told(held[draft.key], draft))
    for key in merged.past:
        held[key].is_past = True
        entry.put(held[key])
    for key in merged.gone:
        entry.remove(held[key])


def _key(item: PackItem) -> rules.Key:
    assert item.about_id is not None
    return item.section, item.about_model, item.about_id


def _as_told(item: PackItem, draft: Draft) -> PackItem:
    item.source, item.name, item.line = draft.source, draft.name[:200], draft.line
    item.facts, item.is_past = dict(draft.facts), False
    return item


# --- what a person does with an item --------------------------------------------------------------------------------


@book.turn()
def word_item(actor: User, *, item: PackItem, words: str) -> PackItem:
    """Write what the secretary says to an item. Counts come from figures, by places such as {visited}."""
    require_open(actor, item.exchange)
    if item.source == rules.OWN and not words.strip():
        raise BadInput("meetings.look_over", fields={"words": BadInput("meetings.words_needed")})
    item.words, item.edited_by = _worded(words), actor.pk
    with book.entry("pack.worded", actor=actor.pk) as entry:
        entry.put(item)
    return item


@book.turn()
def add_words(actor: User, *, exchange: Exchange, words: str, section: str = rules.OTHER) -> PackItem:
    """Add an item of one's own words to a section."""
    require_open(actor, exchange)
    if section not in rules.SECTIONS:
        raise BadInput("meetings.look_over", fields={"section": BadInput("meetings.no_section")})
    if not words.strip():
        raise BadInput("meetings.look_over", fields={"words": BadInput("meetings.words_needed")})
    last = exchange.items.filter(section=section).order_by("-place").values_list("place", flat=True).first()
    item = PackItem(
        exchange=exchange, section=section, source=rules.OWN, words=_worded(words), place=(last or 0) + 1,
        edited_by=actor.pk,
    )  # fmt: skip
    with book.entry("pack.added", actor=actor.pk) as entry:
        entry.put(item)
    return item


@book.turn()
def keep_item(actor: User, *, item: PackItem) -> PackItem:
    """Take an item into what is read: a case that was proposed, or something left out before."""
    require_open(actor, item.exchange)
    item.is_kept, item.edited_by = True, actor.pk
    with book.entry("pack.kept", actor=actor.pk) as entry:
        entry.put(item)
    return item


@book.turn()
def leave_out(actor: User, *, item: PackItem) -> PackItem:
    """Leave an item out of what is read; building the pack again does not bring it back."""
    require_open(actor, item.exchange)
    item.is_kept, item.edited_by = False, actor.pk
    with book.entry("pack.left_out", actor=actor.pk) as entry:
        entry.put(item)
    return item


@book.turn()
def move_item(actor: User, *, item: PackItem, up: bool) -> PackItem:
    """Move an item by one place among those of its section that are read."""
    require_open(actor, item.exchange)
    order = list(PackItem.objects.kept().filter(exchange=item.exchange, section=item.section).in_order())
    if item not in order:
        raise RuleBroken("meetings.left_out")
    with book.entry("pack.ordered", actor=actor.pk) as entry:
        for place, one in enumerate(rules.moved(order, item, up=up), 1):
            one.place = place
            if one == item:
                one.edited_by = actor.pk
            entry.put(one)
    return item


def _worded(words: str) -> str:
    said = words.strip()[:MOST_WORDS]
    if count := rules.typed_count(said):
        wrong = BadInput("meetings.typed_count", count=count)
        raise BadInput("meetings.look_over", fields={"words": wrong})
    if unknown := composing.unknown_places(said):
        raise BadInput("meetings.look_over", fields={"words": BadInput("meetings.no_figure", names=unknown)})
    return said
