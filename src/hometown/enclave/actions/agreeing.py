"""Versions of an agreement: drafted by either side, signed by both, then never changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import IO

from django.db.models import Max

from hometown.accounts.models import User
from hometown.enclave import access, selections
from hometown.enclave.actions.signing import sign
from hometown.enclave.models import (
    Agreement,
    AgreementBand,
    AgreementPower,
    AgreementTax,
    Enclave,
    Holder,
    Signature,
    Statistics,
)
from hometown.enclave.rules import Band, Terms, faults, promises_a_firm
from hometown.enclave.sealing import digest_of
from hometown.files import actions as files
from hometown.files.receiving import take
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book

ZERO = Decimal("0.00")
LONG, SHORT = 4000, 500


@dataclass(frozen=True)
class Drafted:
    """What an agreement says, as it was typed. Shares are hundredths of a per cent."""

    first_year: int
    counts_from: int
    local: Mapping[str, int]
    bands: tuple[Band, ...]
    base_year: int | None = None
    base_yuan: Decimal = ZERO
    base_carries: bool = False
    yearly_cap_yuan: Decimal | None = None
    total_cap_yuan: Decimal | None = None
    excess_carries: bool = False
    pay_within: int = 30
    legal_basis: str = ""
    statistics: str = ""
    statistics_words: str = ""
    promises: str = ""
    powers: Mapping[str, str] = field(default_factory=dict)
    powers_words: str = ""
    exit_words: str = ""
    exit_notice: int | None = None
    exit_settles: bool = False

    @property
    def terms(self) -> Terms:
        """The numbers."""
        return Terms(
            local=self.local, first_year=self.counts_from, bands=self.bands, base=self.base_yuan,
            base_carries=self.base_carries, yearly_cap=self.yearly_cap_yuan, total_cap=self.total_cap_yuan,
            excess_carries=self.excess_carries, exit_settles=self.exit_settles,
        )  # fmt: skip


def draft_agreement(
    actor: User,
    *,
    enclave: Enclave,
    drafted: Drafted,
    content: bytes | IO[bytes] | None = None,
    file_name: str = "",
) -> Agreement:
    """Draft a version. Raises RuleBroken while another waits for its signatures."""
    access.require_keeper(actor, enclave)
    if enclave.ended_on is not None:
        raise RuleBroken("enclave.over_already", day=enclave.ended_on)
    _require_sound(drafted)
    agreement = Agreement(enclave=enclave, drafted_on=clock.today(), drafted_by=actor.pk)
    _fill(agreement, drafted)
    taken = take(content, file_name=file_name) if content else None
    with book.entry("agreement.drafted", actor=actor.pk) as entry:
        if enclave.agreements.open().exists():
            raise RuleBroken("enclave.version_waits")
        agreement.number = (enclave.agreements.aggregate(last=Max("number"))["last"] or 0) + 1
        if taken is not None:
            agreement.blob = files.receive(actor, stream_or_bytes=taken, file_name=file_name)
            agreement.file_name = file_name.strip()[:200]
        entry.put(agreement)
        for row in _rows(agreement, drafted):
            entry.put(row)
    return agreement


def change_agreement(
    actor: User,
    *,
    agreement: Agreement,
    drafted: Drafted,
    content: bytes | IO[bytes] | None = None,
    file_name: str = "",
) -> Agreement:
    """Change a draft that nobody has signed yet. Without a file the one on record stays."""
    access.require_keeper(actor, agreement.enclave)
    _require_sound(drafted)
    taken = take(content, file_name=file_name) if content else None
    with book.entry("agreement.changed", actor=actor.pk) as entry:
        if Signature.objects.filter(agreement=agreement).exists():  # as it stands now, not as the page was read
            raise RuleBroken("enclave.signed_stays")
        _require_open(agreement)
        _fill(agreement, drafted)
        if taken is not None:
            agreement.blob = files.receive(actor, stream_or_bytes=taken, file_name=file_name)
            agreement.file_name = file_name.strip()[:200]
        entry.put(agreement, moved=True)
        for old in (*agreement.taxes.all(), *agreement.bands.all(), *agreement.powers.all()):
            entry.remove(old)
        for row in _rows(agreement, drafted):
            entry.put(row)
    return agreement


def sign_agreement(actor: User, *, agreement: Agreement, side: str = "", shown: str = "") -> Agreement:
    """Sign a version for one's side. The second signature puts it in force; each of the five things must be said.

    `shown` is the digest of what the person read. Raises RuleBroken where the version says something else by now, and
    for one that would change a year whose statement stands.
    """
    with book.entry("agreement.signed", actor=actor.pk) as entry:
        agreement = Agreement.objects.select_related("enclave").get(pk=agreement.pk)  # what is signed is what stands
        _require_open(agreement)
        missing = unsaid(agreement)
        if missing:
            raise RuleBroken("enclave.not_said", missing=missing)
        if shown and shown != digest_of(agreement):
            raise RuleBroken("enclave.changed_since_shown")
        made = sign(actor, agreement, side)
        entry.put(made.signature)
        if made.is_second:
            _require_years_free(agreement)
            agreement.signed_on = clock.today()
            entry.put(agreement)
    return agreement


def withdraw_agreement(actor: User, *, agreement: Agreement, why: str) -> Agreement:
    """Take a draft back, signed by one side or by none. It stays on record with the reason."""
    access.require_keeper(actor, agreement.enclave)
    _require_open(agreement)
    if not why.strip():
        raise BadInput("enclave.look_over", fields={"why": BadInput("enclave.say_it")})
    with book.entry("agreement.withdrawn", actor=actor.pk) as entry:
        agreement.withdrawn_on, agreement.withdrawn_by = clock.today(), actor.pk
        agreement.withdrawn_why = why.strip()[:300]
        entry.put(agreement)
    return agreement


def unsaid(agreement: Agreement) -> list[str]:
    """Return which of the five things that usually go wrong an agreement does not settle."""
    said = {
        "legal_basis": agreement.legal_basis,
        "statistics": agreement.statistics,
        "promises": agreement.promises,
        "powers": agreement.powers.all(),
        "exit": agreement.exit_words,
    }
    return [name for name, there in said.items() if not there]


def _require_sound(drafted: Drafted) -> None:
    wrong = faults(drafted.terms)
    if not drafted.counts_from <= drafted.first_year <= drafted.terms.last_year:
        wrong.setdefault("first_year", "enclave.year_not_covered")
    if drafted.statistics and drafted.statistics not in Statistics.values:
        wrong["statistics"] = "enclave.say_it"
    for name in ("legal_basis", "statistics_words", "promises", "powers_words", "exit_words"):
        if promises_a_firm(getattr(drafted, name)):
            wrong[name] = "enclave.nothing_to_a_firm"
    if set(drafted.powers.values()) - set(Holder.values):
        wrong["powers"] = "enclave.say_it"
    if wrong:
        raise BadInput("enclave.look_over", fields={name: BadInput(code) for name, code in wrong.items()})


def _fill(agreement: Agreement, drafted: Drafted) -> None:
    agreement.first_year, agreement.counts_from = drafted.first_year, drafted.counts_from
    agreement.base_year, agreement.base_yuan = drafted.base_year, drafted.base_yuan
    agreement.base_carries, agreement.excess_carries = drafted.base_carries, drafted.excess_carries
    agreement.yearly_cap_yuan, agreement.total_cap_yuan = drafted.yearly_cap_yuan, drafted.total_cap_yuan
    agreement.pay_within = drafted.pay_within
    agreement.legal_basis, agreement.promises = drafted.legal_basis.strip()[:LONG], drafted.promises.strip()[:LONG]
    agreement.statistics = drafted.statistics
    agreement.statistics_words = drafted.statistics_words.strip()[:SHORT]
    agreement.powers_words = drafted.powers_words.strip()[:SHORT]
    agreement.exit_words, agreement.exit_notice = drafted.exit_words.strip()[:LONG], drafted.exit_notice
    agreement.exit_settles = drafted.exit_settles


def _rows(agreement: Agreement, drafted: Drafted) -> list[AgreementTax | AgreementBand | AgreementPower]:
    taxes = [AgreementTax(agreement=agreement, kind=kind, local=share) for kind, share in drafted.local.items()]
    bands = [
        AgreementBand(agreement=agreement, place=place, years=band.years, share=band.share)
        for place, band in enumerate(drafted.bands, 1)
    ]
    powers = [
        AgreementPower(agreement=agreement, matter=matter, held_by=held_by)
        for matter, held_by in drafted.powers.items()
        if held_by
    ]
    return [*taxes, *bands, *powers]


def _require_open(agreement: Agreement) -> None:
    if agreement.signed_on is not None:
        raise RuleBroken("enclave.signed_stays")
    if agreement.withdrawn_on is not None:
        raise RuleBroken("enclave.over_already", day=agreement.withdrawn_on)


def _require_years_free(agreement: Agreement) -> None:
    stands = agreement.enclave.statements.standing().filter(year__gte=agreement.first_year).order_by("year").first()
    if stands is not None:
        raise RuleBroken("enclave.year_has_statement", year=stands.year)
    waits = agreement.enclave.statements.open().filter(year__gte=agreement.first_year).first()
    if waits is not None and selections.in_force(agreement.enclave, waits.year) != agreement:
        raise RuleBroken("enclave.drafts_wait")
