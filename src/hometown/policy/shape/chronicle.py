"""Fact sheets 考核纪实: for how long the officer alone reads what the records say of their posting."""

from .parts import Cited, Term, Unit


class Chronicle(Cited):
    """A city whose rules say nothing keeps to this, to be confirmed."""

    first_look: Term = Term(
        count=5, unit=Unit.WORKDAY
    )  # from the day a sheet is drawn; ends when the officer passes it on
    unverified: bool = True
