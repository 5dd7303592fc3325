"""`{% load policy %}`: words of the city's rules in the reader's language."""

from typing import Any

from django.template import Library
from django.utils.translation import get_language

from hometown.policy.shape import Term
from hometown.policy.words import code_words
from hometown.policy.words import term as term_in_words

register = Library()


@register.filter
def in_words(named: Any) -> str:
    """Write a named thing of the rules: a stage, a role, a kind of evidence."""
    return "" if named is None else str(named.text(get_language() or "zh-hans"))


@register.filter
def term(length: Term | None) -> str:
    """Write a term: 3 workdays, 3个工作日."""
    return term_in_words(length)


@register.filter
def code(value: object) -> str:
    """Write a code of a closed list: a field of a project, a capability, a medium."""
    return code_words(str(value or ""))
