"""`{% load face_guide %}`: the words of the style guide."""

from django.template import Library

from hometown.face.sample_words import word

register = Library()


@register.filter
def sample(text: str) -> str:
    """Return a sample text in the reader's language."""
    return word(text)
