"""How a result is printed: the face says it, for every room that publishes figures."""

from hometown.face.printing import Printed, printed, unit_words

__all__ = ["Printed", "printed", "unit_words"]
