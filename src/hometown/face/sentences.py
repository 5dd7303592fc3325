"""What a refusal says to a person.

A refusal carries `app.reason` and facts. The words stand in `hometown.<app>.words.SENTENCES` under `reason`: a text with
`%(fact)s` in it, or a `Sentence` when it can also say what to do and who can.
"""

from collections.abc import Mapping
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
    match fact:
        case Amount():
            return str(formats.money(fact, language))
        case DatedTo():
            return formats.day(fact, language)
        case datetime():
            return formats.moment(fact, language)
        case date():
            return formats.day(DatedTo(fact), language)
        case bool():
            return _("yes") if fact else _("no")
        case int() if not isinstance(fact, Enum):
            return formats.grouped(fact)
        case list() | tuple():
            return formats.listed([written(one) for one in fact], language)
        case set() | frozenset():
            return formats.listed(sorted(written(one) for one in fact), language)
        case Enum() if hasattr(fact, "label"):
            return str(fact.label)
        case None:
            return ""
    return str(fact)


def _general(status: int) -> str:
    return {
        403: _("You may not do this."),
        404: _("There is nothing here, or it is not for you."),
        409: _("The record or the rules do not allow it now."),
    }.get(status, _("This could not be read. Look over what you entered."))
