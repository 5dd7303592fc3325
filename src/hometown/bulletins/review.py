"""The review of a batch 工作综述: sentences filled from figures and records, nothing typed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hometown.companies.models import Tag
from hometown.face import formats
from hometown.fieldwork.selections import meetings
from hometown.kernel import clock
from hometown.kernel.dates import DatedTo, Period
from hometown.kernel.figures import Result, Scope
from hometown.policy.rules import stage as policy_stage
from hometown.policy.standing import in_force
from hometown.programme.models import Batch, Division
from hometown.projects.models import Project

from . import access, sentences
from .figures import ask, scope_of
from .models import ReviewCase, ReviewPicture, ReviewReflection
from .printing import Printed, printed
from .rules import Place, is_concentrated, pieces


@dataclass(frozen=True)
class Said:
    """A piece of the text: plain words, or a figure with its code."""

    text: str
    code: str = ""
    shown: Printed | None = None


@dataclass(frozen=True)
class Section:
    """A headed part of the review, in paragraphs of pieces."""

    code: str
    heading: str
    paragraphs: tuple[tuple[Said, ...], ...]


class Review:
    """The review of one batch as the tables stand now, or stood at a past moment inside `moments.as_known_at`.

    `opens` tells whether its reader may open the records behind a number, `known_at` at which moment they look.
    """

    def __init__(
        self, batch: Batch, scope: Scope | None = None, *, opens: bool = True, known_at: date | None = None
    ) -> None:
        self.batch, self.opens, self.known_at = batch, opens, known_at
        self.scope = replace(scope or scope_of(batch), kept={})  # a review asks many figures of one moment
        self._asked: dict[str, Result] = {}

    def result(self, code: str) -> Result:
        """Return the result of a figure; each is asked once."""
        if code not in self._asked:
            after = code.startswith("after_")
            scope = replace(self.scope, after=True, period=self._after) if after else self.scope
            self._asked[code] = ask(code.removeprefix("after_"), scope)
        return self._asked[code]

    def look_at_all(self) -> None:
        """Pass over the meetings once, for who also shows what was left out and in which months firms were met."""
        meetings(self.scope).look_at_all()

    @property
    def _after(self) -> Period:
        begin = self.batch.last_on + timedelta(days=1)
        return Period(begin, max(begin, clock.today()))

    @property
    def results(self) -> dict[str, Result]:
        """Every figure the text has used so far."""
        return self._asked

    @cached_property
    def sections(self) -> list[Section]:
        """The text."""
        parts: list[tuple[str, Iterable[tuple[Any, ...]]]] = [
            ("who", [(sentences.WHO,)]),
            ("investment", self._investment()),
            ("learning", self._learned()),
            ("notes", [sentences.NOTES]),
            ("after", self._afterwards()),
        ]
        found = [
            Section(code, str(sentences.HEADINGS[code]), tuple(self._paragraph(one) for one in paragraphs))
            for code, paragraphs in parts
        ]
        return [section for section in found if section.paragraphs]

    def _investment(self) -> Iterator[tuple[Any, ...]]:
        yield sentences.INVESTMENT
        if self.largest and is_concentrated(
            int(self.largest.amount_yuan or 0), int(self.result("at_intent_amount").value)
        ):
            yield (sentences.LARGEST,)
        yield (sentences.INVESTORS,)
        if self.case:
            yield (sentences.CASE,)

    def _learned(self) -> Iterator[tuple[Any, ...]]:
        yield (sentences.LEARNING,)
        if self.result("questions_asked").value or self.result("practices").value:
            yield sentences.LEARNED

    def _afterwards(self) -> Iterator[tuple[Any, ...]]:
        if self._after.last > self._after.first and self.result("after_signed").value:
            yield (sentences.AFTER,)

    def _paragraph(self, lines: tuple[Any, ...]) -> tuple[Said, ...]:
        said: list[Said] = []
        for place, line in enumerate(lines):
            if place and not self._joins_without_space:
                said.append(Said(" "))
            said.extend(self._said(piece) for piece in pieces(str(line)))
        return tuple(said)

    @property
    def _joins_without_space(self) -> bool:
        return formats.is_chinese(get_language())

    def _said(self, piece: Any) -> Said:
        if not isinstance(piece, Place):
            return Said(piece.text)
        fact = self._facts.get(piece.code)
        if fact is not None:
            return Said(str(fact))
        shown = printed(self.result(piece.code))
        return Said(str(shown), piece.code, shown)

    # --- facts of records: names and days, never numbers that count ------------------------------------------------

    @cached_property
    def _facts(self) -> dict[str, str]:
        language = get_language() or "zh-hans"
        chinese = formats.is_chinese(language)
        host, batch = self.batch.host_city, self.batch
        codes = [d.division_code for d in batch.districts.all()]
        names = Division.objects.in_bulk(codes)
        districts = [
            (names[c].short_name if chinese else names[c].pinyin.replace(" ", "").title()) for c in codes if c in names
        ]
        facts = {
            "batch": batch.name if chinese or not batch.name_en else batch.name_en,
            "host": host.name.removesuffix("市") if chinese or not host.name_en else host.name_en,
            "districts": formats.listed(districts, language),
            "first_on": formats.day(DatedTo(batch.first_on), language),
            "last_on": formats.day(DatedTo(batch.last_on), language),
        }
        if self.largest:
            facts |= {"largest_words": self._largest_words(chinese), "largest_stage": self._largest_stage(chinese)}
        if self.case:
            facts["case_officer"] = self.case.officer.name
        return facts

    @cached_property
    def largest(self) -> Project | None:
        """The largest project at intent."""
        found = self.result("at_intent_amount").members.order_by("-amount_yuan", "pk").first()
        return found if isinstance(found, Project) else None

    def _largest_words(self, chinese: bool) -> str:
        """Describe the firm without naming it: unsigned firms are not named in what is published."""
        assert self.largest is not None
        company = self.largest.company
        province = Division.objects.filter(code=company.region_code[:2] + "0000").first()
        where = "" if province is None else province.short_name if chinese else province.pinyin.replace(" ", "").title()
        tags = set(Tag.objects.filter(company=company).values_list("kind", flat=True))
        words = [_("top-500")] if "top500" in tags else []
        words += [_("listed")] if "listed" in tags else []
        chain = next((c for c in in_force(clock.today()).chain_scheme.chains if c.code == self.largest.chain), None)
        kind = (chain.zh if chinese else chain.en) if chain else ""
        return _("a %(words)s firm of %(where)s (%(chain)s)") % {
            "words": ("" if chinese else " ").join(words) or _("private"),
            "where": where,
            "chain": kind,
        }

    def _largest_stage(self, chinese: bool) -> str:
        assert self.largest is not None
        stage = policy_stage(in_force(clock.today()), self.largest.stage)
        return stage.zh if chinese else stage.en

    @cached_property
    def case(self) -> ReviewCase | None:
        """The case the secretary chose, if any."""
        chosen = ReviewCase.objects.filter(batch=self.batch, dropped_on__isnull=True)
        newest: ReviewCase | None = chosen.select_related("officer").order_by("-chosen_on", "-id").first()
        return newest

    # --- what people chose to show ------------------------------------------------------------------------------------

    @cached_property
    def pictures(self) -> list[ReviewPicture]:
        """The photographs, in their order."""
        return access.pictures(self.batch)

    @cached_property
    def reflections(self) -> list[ReviewReflection]:
        """The reflections, in their order."""
        return access.reflections(self.batch)


def as_text(review: Review) -> str:
    """Return the review as plain text."""
    lines: list[str] = []
    for section in review.sections:
        if section.heading:
            lines += ["", section.heading]
        lines += ["".join(piece.text for piece in paragraph) for paragraph in section.paragraphs]
    return "\n".join(lines).strip()


def as_data(review: Review) -> dict[str, Any]:
    """Return the review as JSON can hold it: text, and each figure with value, definition and counts."""
    text = as_text(review)
    figures = {
        code: {
            "value": str(result.value),
            "bound": str(result.bound),
            "printed": str(printed(result)),
            "unit": str(result.figure.unit),
            "definition": str(result.figure.definition),
            "version": result.figure.version,
            "members": result.members.order_by().count(),
            "exclusions": [{"reason": str(e.reason), "count": e.count} for e in result.exclusions],
        }
        for code, result in sorted(review.results.items())
    }
    return {"batch": review.batch.number, "name": review.batch.name, "text": text, "figures": figures}


def as_document(review: Review) -> dict[str, Any]:
    """Return the text of a review in both languages for sealing, every figure in its place."""
    told: dict[str, Any] = {"kind": "review", "batch": review.batch.number, "name": review.batch.name}
    for short, language in (("zh", "zh-hans"), ("en", "en")):
        with translation.override(language):
            said = Review(review.batch, review.scope, known_at=review.known_at)
            told[short] = [
                {"heading": section.heading, "text": [_piece(one) for words in section.paragraphs for one in words]}
                for section in said.sections
            ]
            review.results.update(said.results)
    return told


def _piece(said: Said) -> Any:
    return {"figure": said.code, "printed": said.text} if said.code else said.text
