"""The shape of a city's rules: everything that may stand in them, and nothing else."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .activities import ActivityKind, Counts, Figures, FigureStyle, Purpose, Style
from .aftercare import Aftercare, PromiseKind
from .care import Care
from .chronicle import Chronicle
from .claims import Chain, ChainScheme, ClaimOrder, Claims, LeadLevels, Levels, PeersSee, ServiceLevels
from .doubts import Doubts
from .investors import ExistingInvestors
from .learning import Learning, Theme
from .money import CalendarYear, Currency, Rate, Workdays
from .parts import MAX_LIST, Cited, City, Day, Named, Part, Source, Term, Unit, Words
from .people import (
    ApprovalPlace,
    Branch,
    Leave,
    LeaveStep,
    NotForTemporaryBranch,
    PostingLevel,
    Role,
    ScopeKind,
)
from .screening import Screening
from .stages import (
    EvidenceKind,
    Grade,
    Medium,
    ProjectField,
    Review,
    ScoreItem,
    SeparateFact,
    Stage,
    StageCode,
    Status,
    StatusCode,
)
from .travel import Travel

VersionLabel = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.\-]{0,29}$")]


class Policy(Part):
    """A city's rules, in one version."""

    format: Literal["1"]  # the shape of this file; the house upgrades older ones
    name: Words
    name_en: Words
    version: VersionLabel
    effective_from: Day
    city: City
    sources: tuple[Source, ...] = Field(default=(), max_length=MAX_LIST)
    roles: tuple[Role, ...] = Field(min_length=1, max_length=MAX_LIST)
    stages: tuple[Stage, ...] = Field(min_length=1, max_length=MAX_LIST)
    separate_facts: tuple[SeparateFact, ...] = Field(default=(), max_length=MAX_LIST)
    statuses: tuple[Status, ...] = Field(min_length=1, max_length=MAX_LIST)
    grades: tuple[Grade, ...] = Field(min_length=1, max_length=MAX_LIST)
    review: Review
    claims: Claims
    levels: Levels
    chain_scheme: ChainScheme
    activity_kinds: tuple[ActivityKind, ...] = Field(min_length=1, max_length=MAX_LIST)
    lead_sources: tuple[Named, ...] = Field(min_length=1, max_length=MAX_LIST)
    existing_investors: ExistingInvestors = ExistingInvestors()
    doubts: Doubts = Doubts()
    learning: Learning = Learning()
    aftercare: Aftercare = Aftercare()
    care: Care = Care()
    chronicle: Chronicle = Chronicle()
    screening: Screening = Screening()
    travel: Travel = Travel()
    leave: Leave
    branch: Branch
    figures: Figures = Figures()
    currencies: tuple[Currency, ...] = Field(min_length=1, max_length=MAX_LIST)
    workdays: Workdays = Workdays()


__all__ = [
    "ActivityKind",
    "Aftercare",
    "ApprovalPlace",
    "Branch",
    "CalendarYear",
    "Care",
    "Chain",
    "ChainScheme",
    "Chronicle",
    "Cited",
    "City",
    "ClaimOrder",
    "Claims",
    "Counts",
    "Currency",
    "Doubts",
    "EvidenceKind",
    "ExistingInvestors",
    "FigureStyle",
    "Figures",
    "Grade",
    "LeadLevels",
    "Learning",
    "Leave",
    "LeaveStep",
    "Levels",
    "Medium",
    "Named",
    "NotForTemporaryBranch",
    "Part",
    "PeersSee",
    "Policy",
    "PostingLevel",
    "ProjectField",
    "PromiseKind",
    "Purpose",
    "Rate",
    "Review",
    "Role",
    "ScopeKind",
    "ScoreItem",
    "Screening",
    "SeparateFact",
    "ServiceLevels",
    "Source",
    "Stage",
    "StageCode",
    "Status",
    "StatusCode",
    "Style",
    "Term",
    "Theme",
    "Travel",
    "Unit",
    "Workdays",
]
