"""What a company is to others (ties), and what others say it is (tags)."""

from datetime import date

from hometown.accounts.models import User
from hometown.companies import access, checking
from hometown.companies.models import Company, CompanyKind, Tag, TagKind, Tie, TieKind
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.programme.models import City

_EARLIEST_LIST = 1990


@book.turn()
def add_tie(
    actor: User,
    *,
    company: Company,
    kind: str,
    other: Company | None = None,
    since_on: date | None = None,
    note: str = "",
    source: str = "",
) -> Tie:
    """Record a tie of a company to another, or (invested at home) to the home city.

    Raises BadInput for a tie that cannot be, RuleBroken `companies.tie_known` for one that stands already.
    """
    access.require_recorder(actor)
    _require_possible(company, kind, other)
    tie = Tie(company=company, kind=kind, other=other, since_on=checking.checked_past(since_on, "since_on"))
    tie.note, tie.source = note.strip(), source.strip()
    checking.require_fitting(tie)
    with book.entry("tie.added", actor=actor.pk, occurred_on=since_on) as entry:
        if Tie.objects.standing().filter(company=company, kind=kind, other=other).exists():
            raise RuleBroken("companies.tie_known", company=company.name)
        entry.put(tie)
    return tie


def _require_possible(company: Company, kind: str, other: Company | None) -> None:
    if kind not in TieKind.values:
        raise checking.at("kind", BadInput("companies.unknown_tie_kind", kind=kind))
    if other is not None and other.pk == company.pk:
        raise checking.at("other", BadInput("companies.tie_to_itself"))
    if other is None and kind != TieKind.INVESTED_HOME:
        raise checking.at("other", BadInput("companies.tie_needs_other"))
    if kind == TieKind.MEMBER_OF and other is not None and other.kind != CompanyKind.CHAMBER:
        raise checking.at("other", BadInput("companies.tie_needs_chamber", other=other.name))
    if kind == TieKind.INVESTED_HOME and other is not None and other.region_code:
        home = City.objects.filter(is_home=True).first()
        if home is not None and not other.region_code.startswith(home.prefix):
            raise checking.at("other", BadInput("companies.tie_needs_home_firm", other=other.name, home=home.name))


def end_tie(actor: User, tie: Tie, *, ended_on: date | None = None, because: str = "") -> Tie:
    """Say that a tie no longer stands from a day on (today if not said); it stays on record."""
    access.require_recorder(actor)
    day = checking.checked_past(ended_on, "ended_on") or clock.today()
    if tie.ended_on is not None:
        raise RuleBroken("companies.tie_ended", day=tie.ended_on)
    if tie.since_on and day < tie.since_on:
        raise checking.at("ended_on", BadInput("companies.ends_before_it_begins"))
    tie.ended_on, tie.ended_because = day, because.strip()
    checking.require_fitting(tie)
    with book.entry("tie.ended", actor=actor.pk, occurred_on=day) as entry:
        entry.put(tie)
    return tie


@book.turn()
def add_tag(
    actor: User, *, company: Company, kind: str, list_name: str = "", year: int | None = None, source: str = ""
) -> Tag:
    """Record what somebody else says a company is. A top-500 tag names its list and year."""
    access.require_recorder(actor)
    if kind not in TagKind.values:
        raise checking.at("kind", BadInput("companies.unknown_tag_kind", kind=kind))
    list_name = list_name.strip()
    if kind == TagKind.TOP500 and not list_name:
        raise checking.at("list_name", BadInput("companies.list_needed"))
    if kind == TagKind.TOP500 and year is None:
        raise checking.at("year", BadInput("companies.list_year_needed"))
    if year is not None and not _EARLIEST_LIST <= year <= clock.today().year + 1:
        raise checking.at("year", BadInput("companies.year_out_of_range"))
    tag = Tag(company=company, kind=kind, list_name=list_name, year=year, source=source.strip())
    checking.require_fitting(tag)
    with book.entry("tag.added", actor=actor.pk) as entry:
        if Tag.objects.standing().filter(company=company, kind=kind, list_name=list_name, year=year).exists():
            raise RuleBroken("companies.tag_known", company=company.name)
        entry.put(tag)
    return tag


def end_tag(actor: User, tag: Tag, *, ended_on: date | None = None) -> Tag:
    """Say that a tag no longer holds from a day on (today if not said); it stays on record."""
    access.require_recorder(actor)
    day = checking.checked_past(ended_on, "ended_on") or clock.today()
    if tag.ended_on is not None:
        raise RuleBroken("companies.tag_ended", day=tag.ended_on)
    tag.ended_on = day
    with book.entry("tag.ended", actor=actor.pk, occurred_on=day) as entry:
        entry.put(tag)
    return tag
