"""Statements of a year: drafted from what is recorded, signed by both sides, corrected by a new one."""

from datetime import date

from django.db.models import Max

from hometown.accounts.models import User
from hometown.enclave import access, selections
from hometown.enclave.actions import payment_tasks
from hometown.enclave.actions.signing import sign
from hometown.enclave.models import Agreement, Enclave, Signature, Statement, StatementLine
from hometown.enclave.rules import Outcome
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book


def draft_statement(actor: User, *, enclave: Enclave, year: int, why: str = "") -> Statement:
    """Draft the statement of a year. Where one stands already, this corrects it and says why.

    Raises RuleBroken without a version in force, without taxes on record, before the year before is signed by both,
    and while a draft of the year waits.
    """
    access.require_keeper(actor, enclave)
    if year > clock.today().year:
        raise BadInput("enclave.look_over", fields={"year": BadInput("enclave.in_the_future")})
    with book.entry("statement.drafted", actor=actor.pk, occurred_on=_last_day(year)) as entry:
        agreement, before, stands = _require_draftable(enclave, year)
        if stands is not None and not why.strip():
            raise BadInput("enclave.look_over", fields={"why": BadInput("enclave.why_corrected")})
        outcome = selections.worked_out(enclave, agreement, year, before)
        number = enclave.statements.filter(year=year).aggregate(last=Max("number"))["last"] or 0
        statement = Statement(
            enclave=enclave, agreement=agreement, after=before, corrects=stands, year=year, number=number + 1,
            is_last=selections.is_last(enclave, year), why=why.strip()[:300], drafted_on=clock.today(),
            drafted_by=actor.pk, **_amounts(outcome),
        )  # fmt: skip
        entry.put(statement)
        for row in _lines(statement, outcome):
            entry.put(row)
    return statement


def sign_statement(actor: User, *, statement: Statement, side: str = "") -> Statement:
    """Sign a statement for one's side, if it still is what the records come to. The second signature makes it stand.

    It then takes the place of the one it corrects, and who signs for the side that owes has a to-do with a day.
    """
    with book.entry("statement.signed", actor=actor.pk) as entry:
        statement = Statement.objects.select_related("enclave", "corrects").get(pk=statement.pk)
        _require_open(statement)
        if not is_up_to_date(statement):
            raise RuleBroken("enclave.records_moved")
        made = sign(actor, statement, side)
        entry.put(made.signature)
        if made.is_second:
            if statement.corrects is not None:
                statement.corrects.replaced_on = clock.today()
                entry.put(statement.corrects)
            statement.signed_on = clock.today()
            statement.due_on = payment_tasks.day_due(statement, clock.today())
            entry.put(statement)
            payment_tasks.set_anew(actor, statement, _signer_of_payer(statement, made.signature))
    return statement


def withdraw_statement(actor: User, *, statement: Statement, why: str) -> Statement:
    """Take a draft back that not both have signed. It stays on record with the reason; another can be drafted."""
    access.require_keeper(actor, statement.enclave)
    if not why.strip():
        raise BadInput("enclave.look_over", fields={"why": BadInput("enclave.say_it")})
    with book.entry("statement.withdrawn", actor=actor.pk) as entry:
        _require_open(statement)
        statement.withdrawn_on, statement.withdrawn_by = clock.today(), actor.pk
        statement.withdrawn_why = why.strip()[:300]
        entry.put(statement)
    return statement


def is_up_to_date(statement: Statement) -> bool:
    """Tell whether a draft is what its terms and the records come to now, resting on the statement that stands."""
    before = statement.after
    if before is not None and (before.replaced_on is not None or before.withdrawn_on is not None):
        return False
    outcome = selections.outcome_of(statement)
    said = {name: getattr(statement, name) for name in _amounts(outcome)}
    lines = {line.kind: (line.gross_yuan, line.retained_yuan, line.payable_yuan) for line in statement.lines.all()}
    now = {line.kind: (line.gross, line.retained, line.payable) for line in outcome.lines}
    in_force = selections.in_force(statement.enclave, statement.year)
    return said == _amounts(outcome) and lines == now and in_force == statement.agreement


def _require_draftable(enclave: Enclave, year: int) -> tuple[Agreement, Statement | None, Statement | None]:
    agreement = selections.in_force(enclave, year)
    if agreement is None or (enclave.ended_on is not None and year > enclave.ended_on.year):
        raise RuleBroken("enclave.year_not_covered", year=year)
    if enclave.statements.open().filter(year=year).exists():
        raise RuleBroken("enclave.statement_waits", year=year)
    if not selections.gross_of(enclave, year):
        raise RuleBroken("enclave.no_taxes", year=year)
    before = selections.standing(enclave, year - 1)
    if before is None and not selections.begins(enclave, year):
        raise RuleBroken("enclave.year_before_missing", year=year - 1)
    return agreement, before, selections.standing(enclave, year)


def _amounts(outcome: Outcome) -> dict[str, object]:
    return {
        "base_brought_yuan": outcome.brought.base,
        "excess_brought_yuan": outcome.brought.excess,
        "paid_before_yuan": outcome.brought.paid,
        "gross_yuan": outcome.gross,
        "retained_yuan": outcome.retained,
        "base_taken_yuan": outcome.base_taken,
        "base_left_yuan": outcome.base_left,
        "pot_yuan": outcome.pot,
        "rate": outcome.rate,
        "share_yuan": outcome.share,
        "room_yuan": outcome.room,
        "payable_yuan": outcome.payable,
        "carried_yuan": outcome.carried,
        "lapsed_yuan": outcome.lapsed,
    }


def _lines(statement: Statement, outcome: Outcome) -> list[StatementLine]:
    return [
        StatementLine(
            statement=statement, place=place, kind=line.kind, local=line.local, gross_yuan=line.gross,  # type: ignore[misc]
            retained_yuan=line.retained, payable_yuan=line.payable,
        )  # a MoneyField holds Decimals
        for place, line in enumerate(outcome.lines, 1)
    ]  # fmt: skip


def _signer_of_payer(statement: Statement, last: Signature) -> User:
    signed = [*statement.signatures.select_related("person"), last]
    return next(one.person for one in signed if one.side == statement.enclave.payer)


def _require_open(statement: Statement) -> None:
    if statement.signed_on is not None:
        raise RuleBroken("enclave.signed_stays")
    if statement.withdrawn_on is not None:
        raise RuleBroken("enclave.over_already", day=statement.withdrawn_on)


def _last_day(year: int) -> date:
    return min(date(year, 12, 31), clock.today())
