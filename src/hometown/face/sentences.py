"""What a refusal says to a person.

A refusal carries `app.reason` and facts. The words stand in `hometown.<app>.words.SENTENCES` under `reason`: a text
with `%(fact)s` in it, or a `Sentence` when it can also say what to do and who can.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hometown.face import formats
from hometown.kernel.dates import DatedTo
from hometown.kernel.errors import BadInput, Refusal
from hometown.kernel.money import Amount


@dataclass(frozen=True)
class Sentence:
    """What is wrong, what to do about it, and who can. Each a text, usually a lazy translation."""

    what: Any
    do: Any = ""
    who: Any = ""

    def __str__(self) -> str:
        joint = "" if formats.is_chinese(get_language()) else " "
        return joint.join(str(part) for part in (self.what, self.do, self.who) if part)


def say(refusal: Refusal) -> str:
    """Return the refusal in the reader's language: what is wrong, what to do, who can."""
    return str(sentence_of(refusal))


def sentence_of(refusal: Refusal) -> Sentence:
    """Return the refusal's sentence with its facts filled in."""
    found = _written(refusal.code)
    if found is None:
        if getattr(settings, "SENTENCES_MUST_EXIST", settings.DEBUG):
            raise LookupError(f"no sentence for the refusal {refusal.code!r}: write it in the app's words.py")
        return Sentence(_general(refusal.status))
    template = found if isinstance(found, Sentence) else Sentence(found)
    facts = {name: written(fact) for name, fact in refusal.facts.items()}
    return Sentence(*(_filled(part, facts) for part in (template.what, template.do, template.who)))


def field_sentences(refusal: Refusal) -> list[str]:
    """Return what a refusal says of single fields."""
    return [say(nested) for nested in refusal.fields.values()] if isinstance(refusal, BadInput) else []


def _written(code: str) -> Any:
    app, _dot, reason = code.partition(".")
    if not apps.is_installed(f"hometown.{app}") or find_spec(f"hometown.{app}.words") is None:
        return None
    sentences: Mapping[str, Any] = getattr(import_module(f"hometown.{app}.words"), "SENTENCES", {})
    return sentences.get(reason)


def _filled(part: Any, facts: Mapping[str, str]) -> str:
    """Fill a text; a fact that was not given leaves a gap mark instead of an error page."""
    text = str(part)
    return text % _Facts(facts) if "%(" in text else text


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        if getattr(settings, "SENTENCES_MUST_EXIST", settings.DEBUG):
            raise KeyError(f"the sentence names a fact that the refusal does not carry: {name}")
        return "…"


def written(fact: object) -> str:
    """Write a fact: amounts, dates and lists as people write them, anything else as its text."""
    language = get_language() or ""
    if fact is None:
        return ""
    if isinstance(fact, Enum | bool):
        return _named(fact)
    if isinstance(fact, list | tuple | set | frozenset):
        words = [written(one) for one in fact]
        return formats.listed(sorted(words) if isinstance(fact, set | frozenset) else words, language)
    return next((write(fact, language) for kind, write in WRITERS if isinstance(fact, kind)), str(fact))


# In order: a datetime is a date, too.
WRITERS: tuple[tuple[type, Callable[[Any, str], str]], ...] = (
    (Amount, lambda fact, language: str(formats.money(fact, language))),
    (DatedTo, formats.day),
    (datetime, formats.moment),
    (date, lambda fact, language: formats.day(DatedTo(fact), language)),
    (int, lambda fact, _language: formats.grouped(fact)),
)


def _named(fact: Enum | bool) -> str:
    if isinstance(fact, Enum):
        return str(getattr(fact, "label", fact.value))
    return _("yes") if fact else _("no")


def _general(status: int) -> str:
    return {
        403: _("You may not do this."),
        404: _("There is nothing here, or it is not for you."),
        409: _("The record or the rules do not allow it now."),
    }.get(status, _("This could not be read. Look over what you entered."))
