"""What is common to the verbs: that something is said."""

from hometown.kernel.errors import BadInput


def said(field: str, words: str, most: int) -> str:
    """Return words without blanks around them. Raises BadInput beside the field when nothing or too much is said."""
    text = words.strip()
    if not text:
        raise BadInput("care.say_it", fields={field: BadInput("care.say_it")})
    if len(text) > most:
        raise BadInput("care.fewer_words", most=most, fields={field: BadInput("care.fewer_words", most=most)})
    return text
