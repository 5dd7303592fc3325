"""What was paid: taxes in the enclave with their paper, and money paid over with its voucher."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import IO

from hometown.accounts.models import User
from hometown.enclave import access
from hometown.enclave.actions import payment_tasks
from hometown.enclave.models import Enclave, EnclaveProject, Remittance, TaxPaid
from hometown.enclave.rules.checking import MOST_YUAN
from hometown.enclave.rules.taxes import CODES
from hometown.files import actions as files
from hometown.files.receiving import take
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.kernel.money import FEN
from hometown.ledger import book


def record_taxes(
    actor: User,
    *,
    enclave: Enclave,
    year: int,
    amounts: Mapping[str, Decimal],
    content: bytes | IO[bytes],
    file_name: str,
    until: date | None = None,
    inside: EnclaveProject | None = None,
) -> list[TaxPaid]:
    """Record what was paid in a year, by kind, from one paper of the tax office. The side that collects does it.

    Raises RuleBroken for a year in which the enclave was not yet there, and for a project of another enclave.
    """
    access.require_collector(actor, enclave)
    last_day = until or min(date(year, 12, 31), clock.today())
    _require_sound(amounts, year, last_day)
    if inside is not None and inside.enclave_id != enclave.pk:
        raise RuleBroken("enclave.other_enclave")
    taken = take(content, file_name=file_name)
    with book.entry("tax.recorded", actor=actor.pk, occurred_on=last_day) as entry:
        blob = files.receive(actor, stream_or_bytes=taken, file_name=file_name)
        rows = [
            TaxPaid(
                enclave=enclave, year=year, until=last_day, inside=inside, kind=kind, blob=blob,
                amount_yuan=amount,  # type: ignore[misc]  # a MoneyField holds Decimals
                file_name=file_name.strip()[:200], recorded_on=clock.today(), recorded_by=actor.pk,
            )
            for kind, amount in amounts.items()
        ]  # fmt: skip
        for row in rows:
            entry.put(row)
    return rows


def strike_tax(actor: User, *, tax: TaxPaid, why: str) -> TaxPaid:
    """Strike an entry out, with the reason. It stays on record and counts no more; a signed statement stays."""
    access.require_collector(actor, tax.enclave)
    if not why.strip():
        raise BadInput("enclave.look_over", fields={"why": BadInput("enclave.say_it")})
    with book.entry("tax.struck", actor=actor.pk) as entry:
        if tax.struck_on is not None:
            raise RuleBroken("enclave.over_already", day=tax.struck_on)
        tax.struck_on, tax.struck_by, tax.struck_why = clock.today(), actor.pk, why.strip()[:300]
        entry.put(tax)
    return tax


def record_remittance(
    actor: User,
    *,
    enclave: Enclave,
    year: int,
    amount: Decimal,
    on: date,
    content: bytes | IO[bytes],
    file_name: str,
    note: str = "",
) -> Remittance:
    """Record money paid over for a year, with its voucher; below zero, money that came back. By the side that owes.

    Raises RuleBroken for a year without a statement that stands. Paid in full, the to-do is closed.
    """
    access.require_collector(actor, enclave)
    fields = {}
    if amount == 0 or abs(amount) >= MOST_YUAN or amount != amount.quantize(FEN):
        fields["amount"] = BadInput("enclave.amount_out_of_range")
    if on > clock.today():
        fields["on"] = BadInput("enclave.in_the_future")
    if fields:
        raise BadInput("enclave.look_over", fields=fields)
    taken = take(content, file_name=file_name)
    with book.entry("remittance.recorded", actor=actor.pk, occurred_on=on) as entry:
        if not enclave.statements.signed().filter(year=year).exists():
            raise RuleBroken("enclave.no_statement", year=year)
        blob = files.receive(actor, stream_or_bytes=taken, file_name=file_name)
        row = Remittance(
            enclave=enclave, year=year, on=on, blob=blob, file_name=file_name.strip()[:200],
            amount_yuan=amount,  # type: ignore[misc]  # a MoneyField holds Decimals
            note=note.strip()[:300], recorded_on=clock.today(), recorded_by=actor.pk,
        )  # fmt: skip
        entry.put(row)
        payment_tasks.settle(actor, enclave, year)
    return row


def note_arrival(actor: User, *, remittance: Remittance) -> Remittance:
    """Say that money paid over has arrived: the side that is owed, once."""
    access.require_receiver(actor, remittance.enclave)
    with book.entry("remittance.arrived", actor=actor.pk) as entry:
        if remittance.arrived_on is not None:
            raise RuleBroken("enclave.over_already", day=remittance.arrived_on)
        remittance.arrived_on, remittance.arrived_by = clock.today(), actor.pk
        entry.put(remittance)
    return remittance


def _require_sound(amounts: Mapping[str, Decimal], year: int, until: date) -> None:
    fields = {}
    if not amounts or set(amounts) - set(CODES):
        fields["amounts"] = BadInput("enclave.no_amount")
    for kind, amount in amounts.items():
        if not 0 <= amount < MOST_YUAN or amount != amount.quantize(FEN):
            fields[kind] = BadInput("enclave.amount_out_of_range")
    if until > clock.today() or until.year != year:
        fields["until"] = BadInput("enclave.day_not_in_year")
    if fields:
        raise BadInput("enclave.look_over", fields=fields)
