"""`{% load programme %}`: names of batches, units and cities in the reader's language."""

from django.template import Library

from hometown.programme import words

register = Library()


@register.filter
def named(thing: words.Nameable | None) -> str:
    """Write the name of a batch, unit or city; the Chinese one where there is no other."""
    return words.named(thing)
