"""Whom a workbook means by a name that is not on record: the registry is asked, then the companies on record.

The same firm joins its registered name, and the row says so. What may be a firm stays as it is written: its row says
so, and the name waits in the pile of doubtful names until somebody decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hometown import names
from hometown.companies import matching, registry, spoken
from hometown.companies.models import Company

from .models import DoubtfulName
from .people import parts
from .plans import Meant, RowPlan

if TYPE_CHECKING:
    from hometown.names import Resolution
    from hometown.names.reasons import Reason

MOST_ASKED = 2_000  # names of one workbook compared with the companies on record; more are a list, not a ledger
SHOWN = 5


@dataclass
class Meanings:
    """What the names of one workbook mean."""

    registered: dict[str, str] = field(default_factory=dict)  # what a row calls a firm → its registered name
    codes: dict[str, str] = field(default_factory=dict)  # registered name → code
    may_mean: dict[str, tuple[Meant, ...]] = field(default_factory=dict)  # what a row calls a firm → whom it may mean

    def ask(self, rows: list[RowPlan], found: dict[str, Company]) -> None:
        """Ask what the names mean that are not among those `found` on record, and add there what is."""
        unknown = list(dict.fromkeys(one.row.company for one in rows if one.row.company not in found))
        answers = registry.meant(unknown)
        known = _said_to_be_new(unknown)
        for text in unknown:
            self._take(text, answers.get(text), is_new=text in known)
        self._ask_records([text for text in unknown if text not in self.registered and text not in known], answers)
        for one in rows:
            self._say(one)
        found.update(matching.find_many(set(self.registered.values())))

    def _take(self, text: str, answer: "Resolution | None", *, is_new: bool) -> None:
        if answer is None or not answer.candidates or is_new:
            return
        first = answer.candidates[0]
        if answer.outcome == "same" and not answer.branch:
            self.codes[first.name] = registry.checked_code(first.uscc)
        if names.normal(first.name) == names.normal(text):
            return
        if answer.outcome == "same":
            self.registered[text] = first.name
        elif answer.outcome == "ask":
            self.may_mean[text] = tuple(
                Meant(one.name, registry.checked_code(one.uscc), round(one.score, 4), told(one.reasons))
                for one in answer.candidates[:SHOWN]
            )

    def _ask_records(self, texts: list[str], answers: "dict[str, Resolution]") -> None:
        """Put the companies on record that a name may mean before those of the registry; not where that is sure."""
        asked = [text for text in texts if not _is_exact(answers.get(text))][:MOST_ASKED]
        for text, near in spoken.near(asked).items():
            own = tuple(Meant(one.name, "", round(one.score, 4), told(one.reasons)) for one in near)
            called = {names.normal(one.name) for one in own}
            rest = [one for one in self.may_mean.get(text, ()) if names.normal(one.name) not in called]
            if own:
                self.may_mean[text] = (*own, *rest)[:SHOWN]

    def _say(self, one: RowPlan) -> None:
        text = one.row.company
        if text in self.registered:
            one.doubt("registered_as", "company", assumed=self.registered[text])
        elif text in self.may_mean:
            one.doubt("registered_maybe", "company", assumed=self.may_mean[text][0].name)


def _said_to_be_new(texts: list[str]) -> set[str]:
    """Return the names of which somebody said before that they are firms of their own."""
    normal = {text: names.normal(text) for text in texts}
    said = {
        name
        for part in parts(normal.values())
        for name in DoubtfulName.objects.decided_new().filter(normal__in=part).values_list("normal", flat=True)
    }
    return {text for text, name in normal.items() if name in said}


def _is_exact(answer: "Resolution | None") -> bool:
    return answer is not None and any(one.is_exact for one in answer.candidates[:1])


def told(reasons: "Iterable[Reason]") -> tuple[tuple[str, str, str], ...]:
    """Return reasons as `DoubtfulName` keeps them."""
    return tuple((one.code, one.one, one.other) for one in reasons)
