"""The road of a project: stages with their gates, statuses, separate facts, grades, review sheet."""

from enum import StrEnum

from pydantic import Field

from .money import YuanAmount
from .parts import Cited, Named, Slug, Term, Unit, Words


class ProjectField(StrEnum):
    """A field of a project that a gate may ask for. `projects` knows how to read each."""

    COMPANY = "company"
    USCC = "uscc"
    SUMMARY = "summary"
    AMOUNT = "amount"
    INDUSTRY = "industry"
    SITE_NEED = "site_need"
    ENERGY_NEED = "energy_need"
    ENVIRONMENT_NOTE = "environment_note"
    OUTPUT_NOTE = "output_note"
    SOURCE = "source"
    FIRST_CONTACT_ON = "first_contact_on"
    COUNTERPART = "counterpart"
    NEXT_STEP = "next_step"
    CHAIN = "chain"
    LANDING_UNIT = "landing_unit"
    CONTRACT_ON = "contract_on"
    CONTRACT_PARTIES = "contract_parties"
    CONTRACT_AMOUNT = "contract_amount"
    REGISTERED_NAME = "registered_name"
    REGISTERED_USCC = "registered_uscc"
    REGISTERED_REGION = "registered_region"
    REGISTERED_ON = "registered_on"
    STARTED_ON = "started_on"
    PRODUCED_ON = "produced_on"
    PERFORMED_ON = "performed_on"


class Medium(StrEnum):
    """What a piece of evidence may be."""

    DOCUMENT = "document"  # PDF, Word, scan of a paper
    IMAGE = "image"  # picture of a paper or a screen
    TABLE = "table"
    MESSAGE = "message"  # mail or chat, as text or picture
    PHOTO = "photo"  # picture of a place or people: never the only way


class EvidenceKind(Named):
    """A kind of evidence. Kinds of one `either` stand for each other: one of them is enough."""

    media: tuple[Medium, ...] = Field(min_length=1)
    required: bool = True
    either: Slug | None = None
    note: Words | None = None
    note_en: Words | None = None


class StageCode(StrEnum):
    """How far a project is. Closed and in this order: figures hold on to it. A city may retire what it does not use."""

    LEAD = "lead"
    ASSESSED = "assessed"
    TALKING = "talking"
    INTENT = "intent"
    REVIEWED = "reviewed"
    SIGNING = "signing"
    SIGNED = "signed"
    REGISTERED = "registered"
    STARTED = "started"
    PRODUCING = "producing"
    PERFORMING = "performing"


class Stage(Named, Cited):
    """A stage and its gate: what it takes to enter it."""

    code: StageCode
    fields: tuple[ProjectField, ...] = ()
    evidence: tuple[EvidenceKind, ...] = ()
    needs_visit: bool = False  # a dated visit in person with a named counterpart
    advance: tuple[Slug, ...] = Field(min_length=1)  # roles that may move a project here
    verify: tuple[Slug, ...] = ()  # roles of which one must verify; never the reporter
    due: Term | None = None  # to be reached within this time after the stage before


class SeparateFact(Named, Cited):
    """A fact beside the stages: money paid in, entry into statistics. It counts only with vouchers."""

    evidence: tuple[EvidenceKind, ...] = Field(min_length=1)
    verify: tuple[Slug, ...] = ()
    due_after: Slug | None = None  # a stage
    due: Term | None = None


class StatusCode(StrEnum):
    """Whether a project lives. Closed: figures hold on to it."""

    ACTIVE = "active"
    PAUSED = "paused"
    LOST = "lost"
    WITHDRAWN = "withdrawn"


class Status(Named):
    """A status and the reasons it may have; a project that is not active says why."""

    code: StatusCode
    reasons: tuple[Named, ...] = ()


class Grade(Named, Cited):
    """How important a lead is. An escalating grade starts its own clock and calls a task force."""

    from_yuan: YuanAmount | None = None
    escalates: bool = False
    respond: Term | None = None


class ScoreItem(Named):
    """One line of the review sheet. `full` is its full mark; it is the project that is marked, never a person."""

    full: int = Field(ge=1, le=100)


class Review(Cited):
    """The joint review: marks that add up to 100, and vetoes that outweigh them."""

    sheet: tuple[ScoreItem, ...] = Field(min_length=1)
    vetoes: tuple[Named, ...] = ()
    pass_at: int = Field(ge=0, le=100)
    reviewers: tuple[Slug, ...] = Field(min_length=1)
    opinions: Term = Term(count=5, unit=Unit.WORKDAY)  # a department asked answers within
