"""First claim, service levels, and the chains of the home city."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .money import YuanAmount
from .parts import Cited, IndustryCode, Named, Slug, Term, Unit


class ClaimOrder(StrEnum):
    """What decides between two filings, in this order."""

    EFFECTIVE_TIME = "effective_time"
    DECISION_MAKER_CONTACT = "decision_maker_contact"  # the earlier one that can be proved
    CONTACT_LEVEL = "contact_level"
    ARBITRATION = "arbitration"


class PeersSee(StrEnum):
    """All that other units may see of a claim."""

    OWNER_UNIT = "owner_unit"
    STAGE = "stage"
    CLAIMED_ON = "claimed_on"


class Claims(Cited):
    """First claim: who is first keeps the project for a time, if they keep working on it."""

    excluded: tuple[Named, ...]  # classes of project that are refused
    least_amount: YuanAmount | None = None
    protection: Term
    evidence_every: Term
    warn_on_days: tuple[int, ...] = ()  # days since the last evidence
    misses_allowed: int = Field(ge=1, le=10)
    release_after: Term  # after the last miss, back to the pool
    neglected_most: int | None = Field(default=15, ge=1, le=1000)  # so many that miss evidence: the unit gets no more
    renewals: int = Field(ge=0, le=5)
    decide_probable: Term
    objection: Term
    decide_objection: Term = Term(count=5, unit=Unit.WORKDAY)  # an objection, and an appeal
    appeals: int = Field(ge=0, le=3)
    order: tuple[ClaimOrder, ...] = Field(min_length=1)
    contact_levels: tuple[Named, ...]  # highest first
    decided_by: tuple[Slug, ...] = Field(min_length=1)
    appeal_to: tuple[Slug, ...] = ()
    transfer_reasons: tuple[Named, ...] = Field(min_length=1)
    transfer_split: tuple[int, int] = (50, 50)  # per cent to giver and receiver
    transfer_years: int = Field(ge=0, le=30)
    peers_see: tuple[PeersSee, ...]

    @model_validator(mode="after")
    def _sums(self) -> Self:
        if sum(self.transfer_split) != 100 or min(self.transfer_split) < 0:
            raise PydanticCustomError("split_not_100", "the two parts of a split add up to 100")
        return self


class LeadLevels(Cited):
    """How soon a lead is answered, assessed, fed back on, and how often it moves."""

    respond: Term
    assess: Term
    assess_major: Term
    feed_back: Term
    progress_every: Term


class ServiceLevels(Cited):
    """How soon a request of a landed firm is accepted, answered, closed."""

    accept: Term
    reply: Term
    close: Term


class Lamps(Cited):
    """Three lights: green, amber from `amber_before` the due day on, red when late by more than `red_after`."""

    amber_before: Term
    red_after: Term


class Levels(Cited):
    """All service levels."""

    lead: LeadLevels
    service: ServiceLevels
    lamps: Lamps


class Chain(Named, Cited):
    """An industry chain of the home city and the GB/T 4754-2017 codes it stands for."""

    industries: tuple[IndustryCode, ...] = Field(min_length=1)
    near: tuple[IndustryCode, ...] = ()  # neighbours: they fit less surely


class ChainScheme(Cited):
    """The chains a city counts by; it changes with the years, so it has one."""

    year: int = Field(ge=2000, le=2100)
    name: Named
    chains: tuple[Chain, ...] = Field(min_length=1)
