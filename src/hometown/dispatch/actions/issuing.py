"""Issuing a dispatch sheet: the board of today, frozen, with a line in words."""

from collections.abc import Iterable, Iterator
from itertools import count

from django.utils.translation import override

from hometown.accounts.models import User
from hometown.dispatch import access
from hometown.dispatch.board import Board
from hometown.dispatch.models import DispatchSheet, SheetRow
from hometown.dispatch.rows import Group, Item
from hometown.kernel import clock
from hometown.kernel.errors import RuleBroken
from hometown.landing.labels import CITY_LANGUAGE
from hometown.ledger import book
from hometown.notices import actions as notices
from hometown.programme.models import Batch


def issue_sheet(actor: User, *, batch: Batch, line: str = "") -> DispatchSheet:
    """Issue the sheet of today for a batch; each officer who serves is told by the channel they chose, if any.

    Of a long kind it keeps the rows the board shows, and how many more there were.
    """
    access.require_dispatcher(actor, batch)
    today = clock.today()
    with book.turn():
        if DispatchSheet.objects.filter(batch=batch, day=today).exists():
            raise RuleBroken("dispatch.issued_already", day=today)
        sheet = DispatchSheet(
            batch=batch, day=today, line=line.strip()[:500], issued_at=clock.now(), issued_by=actor
        )  # fmt: skip
        with override(CITY_LANGUAGE):
            rows = list(_rows(sheet, Board(access.sight(actor, batch), today).groups))
        if not rows and not sheet.line:
            raise RuleBroken("dispatch.nothing_to_issue")
        with book.entry("sheet.issued", actor=actor.pk) as entry:
            entry.put(sheet)
            entry.put_many(rows)
            for person in access.people_to_ask(batch, today):
                notices.queue(actor, to=person, kind="sheet", path=f"/dispatch/sheets/{sheet.pk}/")
    return sheet


def _rows(sheet: DispatchSheet, groups: Iterable[Group]) -> Iterator[SheetRow]:
    places = count(1)
    for group in groups:
        for item in group.rows:
            yield _frozen(sheet, next(places), item)
        if group.more:
            yield SheetRow(sheet=sheet, place=next(places), group=group.code, title=group.more_words)


def _frozen(sheet: DispatchSheet, place: int, item: Item) -> SheetRow:
    about = item.about
    return SheetRow(
        sheet=sheet, place=place, group=item.group, title=str(item.title)[:300], why=item.plain_why[:300],
        light=item.light, due_on=item.due_on, person=item.person, next_action=item.does,
        about_model=about.model if about else "", about_id=about.pk if about else None,
        about_name=str(item.title)[:200] if about else "",
    )  # fmt: skip
