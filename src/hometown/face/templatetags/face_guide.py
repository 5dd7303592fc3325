"""`{% load face_guide %}`: the words of the style guide."""

from django.template import Library

from hometown.face import samples

register = Library()


@register.filter
def sample(text: str) -> str:
    """Return a sample text in the reader's language."""
    return samples.word(text)
