"""Facts told from records: the numbers of one officer over some days, and the lines of a fact sheet made of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hometown.accounts.holding import role_names
from hometown.bulletins.review import Said
from hometown.care import host_words
from hometown.face import formats
from hometown.face.printing import Printed, in_style, printed
from hometown.fieldwork import kinds
from hometown.fieldwork.selections import activities
from hometown.kernel.bounds import Bound
from hometown.kernel.dates import DatedTo, Period
from hometown.kernel.figures import Result, Scope
from hometown.kernel.sentences import Words, parts
from hometown.policy.rules import stage as policy_stage
from hometown.policy.standing import in_force
from hometown.programme import words as programme
from hometown.programme.models import Batch, BranchPost, City, Duty, Officer, Posting

from . import sentences
from .figures import find, stages_stood
from .models import FactSheet
from .rules import places_in

LANGUAGES = (("zh", "zh-hans"), ("en", "en"))
Told = tuple[str, str, str]  # section, line, the sentence with its places


@dataclass(frozen=True)
class Line:
    """One line of a sheet: the code a remark hangs on, and what it says."""

    code: str
    pieces: tuple[Said, ...]

    @property
    def text(self) -> str:
        """The line in plain words."""
        return "".join(one.text for one in self.pieces)


@dataclass(frozen=True)
class Section:
    """Lines of one matter under their heading."""

    code: str
    heading: str
    lines: tuple[Line, ...]


def scope_of(batch: Batch, officer: Officer, period: Period) -> Scope:
    """Return the scope of one officer's figures in a batch."""
    home = City.objects.filter(is_home=True).first()
    return Scope(
        period=period,
        batch=batch.pk,
        host_prefix=batch.host_city.prefix,
        home_prefix=home.prefix if home else "",
        officer=officer.pk,
        kept={},
    )


class Numbers:
    """The figures of one officer over some days, each asked once; kept values are read and not asked."""

    def __init__(self, scope: Scope, kept: dict[str, Any] | None = None) -> None:
        self.scope, self.kept = scope, kept or {}
        self._asked: dict[str, Result] = {}

    def result(self, code: str) -> Result | None:
        """Return a figure over these days; None for a code that names none."""
        if code not in self._asked:
            figure = find(code)
            if figure is None:
                return None
            self._asked[code] = figure.of(self.scope)
        return self._asked[code]

    def value(self, code: str) -> Decimal:
        """Return the value of a figure; nothing for one that is published no more."""
        result = self.result(code)
        return result.value if result is not None else Decimal(0)

    def printed(self, code: str) -> Printed | None:
        """Return a figure as it is printed: as it was kept, else as it is."""
        figure = find(code)
        if figure is None:
            return None
        if code in self.kept:
            return in_style(figure, Decimal(self.kept[code]["value"]), Bound(self.kept[code]["bound"]))
        result = self.result(code)
        return printed(result) if result is not None else None

    def to_keep(self, texts: Iterable[str]) -> dict[str, dict[str, str]]:
        """Return the figures that stand in texts as what is closed or sent keeps them."""
        found = {code: self.result(code) for code in sorted(places_in(texts))}
        return {code: {"value": str(one.value), "bound": one.bound.value} for code, one in found.items() if one}

    def said(self, text: str) -> tuple[Said, ...]:
        """Return a sentence with its places filled."""
        return tuple(self._piece(piece) for piece in parts(text))

    def _piece(self, piece: Any) -> Said:
        if isinstance(piece, Words):
            return Said(piece.text)
        shown = self.printed(piece.code)
        return Said(str(shown), piece.code, shown) if shown is not None else Said("—")


def kinds_done(scope: Scope) -> list[str]:
    """Return the kinds of activity the officer took part in, in the order of the city's rules."""
    there = set(activities(scope).order_by().values_list("kind", flat=True).distinct())
    return [code for code in kinds.all_words() if code in there]


def activity_lines(scope: Scope) -> Iterator[tuple[str, str]]:
    """Yield a sentence for each kind of activity: how often, and on how many days."""
    called = kinds.all_words()
    for code in kinds_done(scope):
        yield f"activities__{code}", (str(sentences.ACTIVITY) % {"kind": called[code]}).replace("KIND", code)


def stage_lines(scope: Scope) -> Iterator[tuple[str, str]]:
    """Yield a sentence for each stage: how many live projects stand there, and how many of them are verified."""
    policy, chinese = in_force(scope.period.last), formats.is_chinese(get_language())
    for stage in stages_stood(scope):
        named = policy_stage(policy, stage)
        words = str(sentences.STAGE) % {"stage": named.zh if chinese else named.en}
        yield f"stage__{stage.value}", words.replace("STAGE", stage.value)


class Drawing:
    """The fact sheet of a posting as the records stand on a day, or as it was when it was closed."""

    def __init__(self, posting: Posting, today: date, sheet: FactSheet | None = None) -> None:
        self.posting = posting
        self.closed_on = sheet.closed_on if sheet is not None else None
        self.until = self.closed_on or today
        last = max(posting.first_on, min(posting.last_on, self.until))
        self.period = Period(posting.first_on, last)
        self._kept = sheet.lines if sheet is not None and self.closed_on else None
        scope = scope_of(posting.batch, posting.officer, self.period)
        self.numbers = Numbers(scope, sheet.figures if sheet is not None and self.closed_on else None)

    def sections(self) -> list[Section]:
        """Return the lines in their sections, in the present language."""
        found: dict[str, list[Line]] = {code: [] for code in sentences.HEADINGS}
        for section, code, text in [*self._told(), *self._host()]:
            is_quoted = section == "host"
            found[section].append(Line(code, (Said(text),) if is_quoted else self.numbers.said(text)))
        return [Section(code, str(sentences.HEADINGS[code]), tuple(lines)) for code, lines in found.items() if lines]

    def to_keep(self) -> tuple[list[dict[str, str]], dict[str, dict[str, str]]]:
        """Return the lines in both languages and the values of their places, as a closed sheet keeps them."""
        told: dict[str, list[Told]] = {}
        for short, language in LANGUAGES:
            with translation.override(language):
                told[short] = list(self._records())
        lines = [
            {"section": zh[0], "code": zh[1], "zh": zh[2], "en": en[2]}
            for zh, en in zip(told["zh"], told["en"], strict=True)
        ]
        return lines, self.numbers.to_keep(one["zh"] for one in lines)

    def _told(self) -> Iterator[Told]:
        if self._kept is None:
            yield from self._records()
            return
        short = "zh" if formats.is_chinese(get_language()) else "en"
        for one in self._kept:
            yield one["section"], one["code"], one[short]

    def _records(self) -> Iterator[Told]:
        """Tell the records; a line in which every figure is nothing is left out."""
        for code, text in self._posts():
            yield "postings", code, text
        for code, text in activity_lines(self.numbers.scope):
            yield "activities", code, text
        for section, codes in sentences.SECTIONS.items():
            for code in codes:
                text = str(sentences.LINES[code])
                if any(self.numbers.value(place) for place in places_in([text])):
                    yield section, code, text
                if code == "live":
                    yield from (("projects", stage, said) for stage, said in stage_lines(self.numbers.scope))

    def _posts(self) -> Iterator[tuple[str, str]]:
        posting, officer = self.posting, self.posting.officer
        every = officer.postings.filter(batch=posting.batch_id).select_related("host_unit")
        for place, one in enumerate(every, 1):
            title = f"{programme.named(one.host_unit)} {one.title}".strip()
            yield f"posting_{place}", self._from_to(title, one.first_on, one.last_on)
        posts = BranchPost.objects.filter(officer=officer, branch__batch=posting.batch_id).order_by(
            "appointed_on", "pk"
        )
        for place, post in enumerate(posts, 1):
            words = str(programme.POSTS.get(post.post, post.post))
            yield f"post_{place}", self._from_to(words, post.appointed_on, post.ended_on)
        duties = Duty.objects.filter(user=officer.user_id, batch=posting.batch_id) if officer.user_id else ()
        names = role_names(self.until)
        for place, duty in enumerate(duties, 1):
            yield f"duty_{place}", self._from_to(names.get(duty.role, duty.role), duty.first_on, duty.last_on)

    def _from_to(self, what: str, first: date, last: date | None) -> str:
        language = get_language() or "zh-hans"
        days = {"what": what, "first": formats.day(DatedTo(first), language)}
        if last is None:
            return _("%(what)s, from %(first)s") % days
        return _("%(what)s, %(first)s to %(last)s") % {**days, "last": formats.day(DatedTo(last), language)}

    def _host(self) -> Iterator[Told]:
        """Quote what the host unit said: as it stands, so that what is erased there is gone here."""
        for place, one in enumerate(host_words.said_of(self.posting.pk, self.until), 1):
            day = formats.day(DatedTo(one.written_on), get_language() or "zh-hans")
            yield "host", f"host_{place}", _("%(day)s: “%(words)s”") % {"day": day, "words": one.text}
