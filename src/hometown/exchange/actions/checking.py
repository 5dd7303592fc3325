"""What several verbs of learning ask of what was said: that it is said, its theme, its day."""

from collections.abc import Mapping
from datetime import date

from hometown.exchange.models import Question
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.policy.rules import offered
from hometown.policy.standing import in_force

WORDS, LINE, LONG = 300, 200, 4000


def require_said(said: Mapping[str, str], more: Mapping[str, BadInput] | None = None) -> None:
    """Raise BadInput for every text that is empty; `more` are faults found elsewhere."""
    fields: dict[str, BadInput] = dict(more or {})
    fields |= {name: BadInput("exchange.say_it") for name, text in said.items() if not text.strip()}
    if fields:
        raise BadInput("exchange.look_over", fields=fields)


def theme_fault(theme: str, kept: str = "") -> dict[str, BadInput]:
    """Return the fault of a theme that the rules of today do not offer; one a record carries already may stay."""
    known = {one.code for one in offered(in_force(clock.today()).learning.themes)}
    return {} if theme in known or (kept and theme == kept) else {"theme": BadInput("exchange.no_such_theme")}


def due_fault(due_on: date | None) -> dict[str, BadInput]:
    """Return the fault of a day by which something is wanted and that has been."""
    has_passed = due_on is not None and due_on < clock.today()
    return {"due_on": BadInput("exchange.day_has_passed")} if has_passed else {}


def reason_of(text: str) -> str:
    """Return a reason as it is kept. Raises BadInput for none."""
    require_said({"reason": text})
    return text.strip()[:WORDS]


def require_live(question: Question) -> None:
    """Raise RuleBroken for a question that is settled."""
    if question.withdrawn_on is not None:
        raise RuleBroken("exchange.withdrawn_already", day=question.withdrawn_on)
    if question.accepted_on is not None:
        raise RuleBroken("exchange.accepted_already", day=question.accepted_on)
