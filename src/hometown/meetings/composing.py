"""The numbers of a pack: figures of its week, asked while it is open, kept as they were once it is closed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from hometown.companies import figures as companies
from hometown.exchange import figures as exchange
from hometown.face import formats
from hometown.face.printing import Printed, in_style, printed
from hometown.fieldwork import figures as fieldwork
from hometown.kernel.bounds import Bound
from hometown.kernel.dates import DatedTo, Period
from hometown.kernel.figures import Result, Scope, catalogue
from hometown.kernel.sentences import Place, Words, parts, pieces
from hometown.programme import figures as programme
from hometown.programme.models import Batch, City
from hometown.projects import figures as projects

from . import sentences
from .models import Exchange
from .rules import Week

CATALOGUE = catalogue(programme.FIGURES, companies.FIGURES, fieldwork.FIGURES, projects.FIGURES, exchange.FIGURES)


@dataclass(frozen=True)
class Said:
    """A piece of the text: plain words, or a figure with its code."""

    text: str
    code: str = ""
    shown: Printed | None = None


def scope_of(batch: Batch, week: Week) -> Scope:
    """Return the scope of a batch's figures in one week."""
    home = City.objects.filter(is_home=True).first()
    return Scope(
        period=Period(week.first, week.last),
        batch=batch.pk,
        host_prefix=batch.host_city.prefix,
        home_prefix=home.prefix if home else "",
    )


def places_in(words: Iterable[str]) -> set[str]:
    """Return the codes of the places that sentences hold."""
    return {piece.code for one in words for piece in parts(one) if isinstance(piece, Place)}


def unknown_places(words: str) -> list[str]:
    """Return the places in somebody's words that name no figure."""
    return sorted(places_in([words]) - CATALOGUE.keys())


class Numbers:
    """The figures of one pack, each asked once; those of a closed one are read from it."""

    def __init__(self, batch: Batch, week: Week, kept: dict[str, Any] | None = None) -> None:
        self.batch, self.week, self.kept = batch, week, kept or {}
        self._scope: Scope | None = None
        self._asked: dict[str, Result] = {}

    @classmethod
    def of(cls, exchange: Exchange) -> "Numbers":
        """Return the numbers of an exchange."""
        return cls(exchange.batch, exchange.of_week, exchange.figures if exchange.closed_on else None)

    def printed(self, code: str) -> Printed:
        """Return a figure as it is printed."""
        if code in self.kept:
            kept = self.kept[code]
            return in_style(CATALOGUE[code], Decimal(kept["value"]), Bound(kept["bound"]))
        return printed(self._result(code))

    def to_keep(self, codes: Iterable[str]) -> dict[str, dict[str, str]]:
        """Return figures as a closed exchange keeps them."""
        found = {code: self._result(code) for code in sorted(set(codes))}
        return {code: {"value": str(one.value), "bound": one.bound.value} for code, one in found.items()}

    def head(self) -> list[Said]:
        """Return the sentences at the head of the pack."""
        said: list[Said] = []
        for place, line in enumerate(sentences.HEAD):
            if place and not formats.is_chinese(get_language()):
                said.append(Said(" "))
            said.extend(self._said(pieces(str(line))))
        return said

    def words(self, text: str) -> list[Said]:
        """Return what an editor wrote, with figures in its places."""
        return list(self._said(parts(text)))

    def _said(self, found: Iterable[Words | Place]) -> Iterator[Said]:
        for piece in found:
            if isinstance(piece, Words):
                yield Said(piece.text)
            elif piece.code in sentences.FACTS:
                yield Said(formats.day(DatedTo(getattr(self.week, piece.code.removesuffix("_on"))), _language()))
            elif piece.code in CATALOGUE:
                shown = self.printed(piece.code)
                yield Said(str(shown), piece.code, shown)
            else:  # a figure that is published no more
                yield Said("—")

    def _result(self, code: str) -> Result:
        if code not in self._asked:
            self._scope = self._scope or replace(scope_of(self.batch, self.week), kept={})
            self._asked[code] = CATALOGUE[code].of(self._scope)
        return self._asked[code]


def _language() -> str:
    return get_language() or "zh-hans"
