"""One issue of the monthly bulletin, composed: text with figures in their places, tables, corrections of the last one.

    issue = Issue(bulletin)
    issue.document()        # what is read, exported and sealed: the text in both languages, every number a figure
    issue.results           # the figures it uses

A number is written nowhere but as {"figure": code, "printed": …}. Codes: `visited` is of the month, `since_visited`
from the beginning, `former_visited` of the last bulletin's month, `leads__chain__silicon` of a part (`rules.asked`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hometown.face import formats
from hometown.kernel.dates import DatedTo, Period, Precision, last_day_of
from hometown.kernel.figures import Result, Scope
from hometown.ledger.models import LedgeredQuerySet
from hometown.programme.models import Batch, City, Unit, UnitKind
from hometown.programme.showing import branch_of

from . import corrections, issue_tables, sealing
from .figures import CATALOGUE, find
from .issue_sentences import FACTS, HEAD, NO_CORRECTIONS, REASONS, SAMPLED, SECTIONS, TITLE
from .models import Bulletin
from .printing import printed
from .rules import Place, asked, placed

LANGUAGES = sealing.LANGUAGES
NUMERALS = "一二三四五六七八九十"
UNTOLD = ("case_signed",)  # of the review only


class Issue:
    """An issue as the tables stand now; once sealed it is read from its bundle instead (`reading`)."""

    def __init__(self, bulletin: Bulletin) -> None:
        self.bulletin = bulletin
        self.month = Period(bulletin.month, last_day_of(bulletin.month, Precision.MONTH))
        self._asked: dict[str, Result] = {}

    # --- what it is about -------------------------------------------------------------------------------------------

    @cached_property
    def batches(self) -> list[Batch]:
        """The batches it tells of, the newest first: its own, or all that had begun by the end of the month."""
        if self.bulletin.batch is not None:
            return [self.bulletin.batch]
        begun: LedgeredQuerySet = Batch.objects.select_related("host_city").filter(first_on__lte=self.month.last)
        return list(begun.order_by("-number"))

    @cached_property
    def scope(self) -> Scope:
        """The scope of the month."""
        home = City.objects.filter(is_home=True).first()
        return Scope(
            period=self.month,
            batch=self.bulletin.batch_id,
            host_prefix=self.batches[0].host_city.prefix if self.batches else "",
            home_prefix=home.prefix if home else "",
            kept={},
        )

    @cached_property
    def begun_on(self) -> date:
        """The first day of its batch, or of the first of them."""
        return min((one.first_on for one in self.batches), default=self.month.first)

    @cached_property
    def former(self) -> sealing.Bundle | None:
        """The bundle of the last sealed issue before this one."""
        found = Bulletin.objects.sealed().of(self.bulletin.batch_id).before(self.bulletin.month)
        last = found.select_related("seal__blob").first()
        return sealing.bundle_of(last.seal) if last is not None else None

    @cached_property
    def corrections(self) -> list[corrections.Correction]:
        """What the last issue printed and is known otherwise today."""
        return list(corrections.of(self.former)) if self.former else []

    # --- figures ----------------------------------------------------------------------------------------------------

    @property
    def results(self) -> dict[str, Result]:
        """Every figure that was used so far, by the code under which it stands."""
        return self._asked

    @cached_property
    def places(self) -> frozenset[str]:
        """What may stand in the text as a place."""
        told = CATALOGUE.keys() - set(UNTOLD)
        former = {f"former_{code}" for code in told} if self.former else set()
        return frozenset({*FACTS, *told, *(f"since_{code}" for code in told), *former})

    def result(self, code: str) -> Result:
        """Return the result of a figure by its code; each is asked once. Raises KeyError for an unknown code."""
        if code not in self._asked:
            known = find(asked(code).figure)
            if known is None:
                raise KeyError(code)
            self._asked[code] = known.of(self._scope_of(code))
        return self._asked[code]

    def _scope_of(self, code: str) -> Scope:
        wanted, scope = asked(code), self.scope
        if wanted.former and self.former is not None:
            told = {one["code"]: one["scope"] for one in self.former.payload["figures"]}
            same = told.get(code.removeprefix("former_"))
            if same is not None:
                return sealing.scope_from(same)
            month = date.fromisoformat(self.former.payload["document"]["month"] + "-01")
            scope = replace(scope, period=Period(month, last_day_of(month, Precision.MONTH)), kept={})
        return replace(scope, period=Period(self.begun_on, scope.period.last)) if wanted.since else scope

    def piece(self, code: str) -> dict[str, str]:
        """Return a figure as the text holds it: its code, and how it is printed in the present language."""
        return {"figure": code, "printed": str(printed(self.result(code)))}

    # --- the text ---------------------------------------------------------------------------------------------------

    def document(self) -> dict[str, Any]:
        """Return the issue in both languages."""
        one = self.bulletin
        told: dict[str, Any] = {
            "kind": "bulletin",
            "month": f"{one.month:%Y-%m}",
            "batch": one.batch.number if one.batch else None,
            "number": number_of(one),
            "serial": one.serial,
            "reviewed_by": str(one.reviewed_by) if one.reviewed_by else None,
            "signed_by": str(one.signed_by) if one.signed_by else None,
        }
        for short, language in LANGUAGES.items():
            with translation.override(language):
                told[short] = self._in_one_language(short)
        return told

    def _in_one_language(self, short: str) -> dict[str, Any]:
        facts = self.facts
        parts = {part.section: getattr(part, short) for part in self.bulletin.parts.all()}
        sections: list[dict[str, Any]] = []
        for code, (heading, _draft) in SECTIONS.items():
            blocks = [{"text": self._pieces(line)} for line in parts.get(code, "").splitlines() if line.strip()]
            blocks += self._tables(code)
            if blocks:
                sections.append(
                    {"code": code, "heading": _numbered(len(sections), str(heading), short), "blocks": blocks}
                )
        return {
            "head": str(HEAD) % facts,
            "title": str(TITLE) % facts,
            "addressee": self.bulletin.addressee,
            "office": self.office,
            "sections": sections,
        }

    @cached_property
    def office(self) -> str:
        """Who issues it 发文机关署名: the branch of its batch, of the whole programme the home bureau; may be empty."""
        if self.bulletin.batch is not None:
            branch = branch_of(self.bulletin.batch)
            return branch.name if branch else ""
        bureaus = list(Unit.objects.filter(kind=UnitKind.BUREAU, is_active=True)[:2])
        return bureaus[0].name if len(bureaus) == 1 else ""

    def _pieces(self, line: str) -> list[Any]:
        """Return a line with its figures; a place that is none any more stays readable as it is."""
        found: list[Any] = []
        facts = self.facts
        for piece in placed(line.strip()):
            if not isinstance(piece, Place):
                found.append(piece.text)
            elif piece.code in facts:
                found.append(facts[piece.code])
            elif piece.code in self.places:
                found.append(self.piece(piece.code))
            else:
                found.append(f"{{{piece.code}}}")
        return found

    def _tables(self, section: str) -> Iterator[dict[str, Any]]:
        if section == "former":
            yield from self._corrections()
        if section == "month":
            yield from self._samples()
        for table in issue_tables.of(section, self):
            yield {"table": table}

    def _samples(self) -> Iterator[dict[str, Any]]:
        """What came of looking again. The machine says it: nobody leaves it out."""
        codes = ("sampled", "sampled_checked")
        if not all(CATALOGUE[code].of(self.scope).is_nothing for code in codes):
            joint = "" if formats.is_chinese(get_language()) else " "
            yield {"text": self._pieces(joint.join(str(line) for line in SAMPLED))}

    def _corrections(self) -> Iterator[dict[str, Any]]:
        if self.former is None:
            return
        if not self.corrections:
            yield {"text": [str(NO_CORRECTIONS)]}
            return
        short = language_here()
        rows = []
        for one in self.corrections:
            self._asked[one.code] = one.now
            was = {"sealed": one.then["short"], "printed": one.then["printed"][short]}
            why = formats.listed([str(REASONS[reason]) for reason in one.reasons], get_language() or "zh-hans")
            rows.append({"label": one.then["name"][short], "cells": [[was], [self.piece(one.code)], [why]]})
        columns = [_("Printed then"), _("Known now"), _("Because")]
        caption = _("What the last bulletin printed and is known otherwise today")
        table = {"code": "corrections", "caption": caption, "corner": _("Figure"), "columns": columns, "rows": rows}
        yield {"table": table}

    # --- facts: names and days, never numbers that count ------------------------------------------------------------

    @property
    def facts(self) -> dict[str, str]:
        """The facts that may stand in a text, in the present language."""
        language = get_language() or "zh-hans"
        city = self.batches[0].host_city if self.batches else None
        chinese = formats.is_chinese(language)
        host = "" if city is None else city.name.removesuffix("市") if chinese or not city.name_en else city.name_en
        return {
            "month": formats.day(DatedTo(self.month.first, Precision.MONTH), language),
            "host": host or _("the host city"),
            "first_on": formats.day(DatedTo(self.month.first), language),
            "last_on": formats.day(DatedTo(self.month.last), language),
            "began_on": formats.day(DatedTo(self.begun_on), language),
            "number": number_of(self.bulletin),
        }


def language_here() -> str:
    """Return which of the two texts of a document is in the present language: zh or en."""
    return "zh" if formats.is_chinese(get_language() or "zh-hans") else "en"


def _numbered(place: int, heading: str, short: str) -> str:
    """Return a heading with the number that a Chinese document gives it (GB/T 9704 7.3.3)."""
    return f"{NUMERALS[place]}、{heading}" if short == "zh" else heading


def number_of(bulletin: Bulletin) -> str:
    """Return the document number, the year in its brackets (GB/T 9704 7.2.5); empty until there is a word for it."""
    return f"{bulletin.word}〔{bulletin.month.year}〕{bulletin.number}号" if bulletin.word else ""


def draft_of(section: str, issue: Issue) -> str:
    """Return what the machine writes into a section, in the present language: places, no number.

    A paragraph in which every figure is nothing is left out.
    """
    if section == "former" and issue.former is None:
        return ""
    joint = "" if formats.is_chinese(get_language()) else " "
    paragraphs = (joint.join(str(line) for line in lines) for lines in SECTIONS[section][1])
    return "\n".join(text for text in paragraphs if _says_something(text, issue))


def _says_something(text: str, issue: Issue) -> bool:
    codes = [one.code for one in placed(text) if isinstance(one, Place) and one.code not in FACTS]
    return not codes or not all(issue.result(code).is_nothing for code in codes)


def codes_in(document: Any) -> Iterable[str]:
    """Yield the codes of the figures that stand in a document."""
    if isinstance(document, dict):
        if "figure" in document:
            yield document["figure"]
        for one in document.values():
            yield from codes_in(one)
    elif isinstance(document, list):
        for one in document:
            yield from codes_in(one)
