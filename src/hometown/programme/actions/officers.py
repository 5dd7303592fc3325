"""Officers and their postings."""

from datetime import date

from hometown.accounts.models import User
from hometown.kernel.dates import Period
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.policy.shape import PostingLevel
from hometown.programme import access, handing
from hometown.programme.models import Batch, BatchState, Officer, Posting, Unit, UnitKind
from hometown.programme.rules import postings as rules


@book.turn()
def add_officer(
    actor: User | None,
    *,
    name: str,
    home_unit: Unit,
    home_title: str = "",
    phone: str = "",
    user: User | None = None,
    is_namesake: bool = False,
) -> Officer:
    """Write an officer. A second one of the same name in the same unit must be said to be a namesake."""
    access.require_runs(actor)
    officer = Officer(
        name=_required(name), home_unit=home_unit, home_title=home_title.strip(), phone=phone.strip(), user=user
    )
    if not is_namesake and Officer.objects.filter(name=officer.name, home_unit=home_unit).exists():
        raise BadInput("programme.officer_known", name=officer.name, unit=home_unit.name)
    _require_own_account(officer)
    with book.entry("officer.added", actor=access.pk_of(actor)) as entry:
        entry.put(officer)
    return officer


def edit_officer(
    actor: User | None, *, officer: Officer, name: str, home_unit: Unit, home_title: str = "", phone: str = ""
) -> Officer:
    """Correct what is known of an officer. An officer may correct their own title and phone."""
    is_own = actor is not None and officer.user_id == actor.pk
    if not is_own or (name.strip(), home_unit.pk) != (officer.name, officer.home_unit_id):
        access.require_runs(actor)
    officer.name, officer.home_unit = _required(name), home_unit
    officer.home_title, officer.phone = home_title.strip(), phone.strip()
    with book.entry("officer.edited", actor=access.pk_of(actor)) as entry:
        entry.put(officer)
    return officer


def _required(name: str) -> str:
    if not name.strip():
        raise BadInput("programme.name_needed", fields={"name": BadInput("programme.name_needed")})
    return name.strip()


def link_account(actor: User | None, *, officer: Officer, user: User) -> Officer:
    """Say which account is an officer's; every posting hands down its grant then.

    Raises RuleBroken when either of the two has another already.
    """
    access.require_runs(actor)
    if officer.user_id not in (None, user.pk):
        raise RuleBroken("programme.account_linked", name=officer.name)
    officer.user = user
    _require_own_account(officer)
    with book.entry("officer.linked", actor=access.pk_of(actor)) as entry:
        entry.put(officer)
        for batch in Batch.objects.filter(postings__officer=officer).distinct():
            handing.sync_postings(actor, officer, batch)
    return officer


def _require_own_account(officer: Officer) -> None:
    if officer.user is not None and Officer.objects.filter(user=officer.user).exclude(pk=officer.pk).exists():
        raise RuleBroken("programme.account_taken", name=officer.user.name)


@book.turn()
def post_officer(
    actor: User | None,
    *,
    officer: Officer,
    batch: Batch,
    host_unit: Unit,
    group: Unit | None = None,
    title: str = "",
    level: str = "district",
    first_on: date,
    last_on: date,
) -> Posting:
    """Post an officer to a host unit; the posting hands down the role of a secondee for its days.

    Raises RuleBroken when the officer is posted elsewhere on one of the days, the days lie outside the batch, the batch
    is closed, or the unit receives nobody.
    """
    access.require_runs(actor, batch)
    days = rules.period(first_on, last_on)
    _require_place(batch, host_unit, group)
    rules.require_within(days, Period(batch.first_on, batch.last_on))
    held = officer.postings.select_related("host_unit")
    rules.require_free(days, [(Period(one.first_on, one.last_on), one.host_unit.name) for one in held])
    posting = Posting(
        officer=officer, batch=batch, host_unit=host_unit, group=group, title=title.strip(),
        level=PostingLevel(level).value, first_on=first_on, last_on=last_on,
    )  # fmt: skip
    with book.entry("officer.posted", actor=access.pk_of(actor), occurred_on=first_on) as entry:
        entry.put(posting)
        handing.sync_postings(actor, officer, batch)
    return posting


def change_host(
    actor: User | None, *, posting: Posting, host_unit: Unit, on: date, title: str = "", because: str = ""
) -> Posting:
    """Move an officer to another host unit from a day on: one posting ends, another begins. Returns the new one."""
    access.require_runs(actor, posting.batch)
    _require_place(posting.batch, host_unit, posting.group)
    if host_unit.pk == posting.host_unit_id:
        raise RuleBroken("programme.same_host", host=host_unit.name)
    before, after = rules.split(Period(posting.first_on, posting.last_on), on)
    new = Posting(
        officer=posting.officer, batch=posting.batch, host_unit=host_unit, group=posting.group,
        title=title.strip() or posting.title, level=posting.level, first_on=after.first, last_on=after.last,
    )  # fmt: skip
    posting.last_on, posting.ended_because = before.last, because.strip() or f"→ {host_unit.name}"
    with book.entry("officer.moved", actor=access.pk_of(actor), occurred_on=on) as entry:
        entry.put(posting)
        entry.put(new)
        handing.sync_postings(actor, posting.officer, posting.batch)
    return new


def end_posting(actor: User | None, *, posting: Posting, on: date, because: str = "") -> Posting:
    """End a posting on a day, before it would have ended. Raises RuleBroken outside its days."""
    access.require_runs(actor, posting.batch)
    if not posting.first_on <= on <= posting.last_on:
        raise RuleBroken("programme.change_outside", first=posting.first_on, last=posting.last_on)
    posting.last_on, posting.ended_because = on, because.strip()
    with book.entry("posting.ended", actor=access.pk_of(actor), occurred_on=on) as entry:
        entry.put(posting)
        handing.sync_postings(actor, posting.officer, posting.batch)
    return posting


def _require_place(batch: Batch, host_unit: Unit, group: Unit | None) -> None:
    if batch.state == BatchState.CLOSED:
        raise RuleBroken("programme.batch_closed", batch=batch.name)
    if host_unit.kind not in rules.HOSTS or not host_unit.is_active:
        raise RuleBroken("programme.not_a_host", unit=host_unit.name)
    if group is not None and group.kind != UnitKind.GROUP:
        raise RuleBroken("programme.not_a_group", unit=group.name)
