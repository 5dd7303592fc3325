"""Investors a city has already 以商招商: how often they are called on."""

from .parts import Cited, Term, Unit


class ExistingInvestors(Cited):
    """The firms that have invested at home. A city whose rules say nothing keeps to 90 days, to be confirmed."""

    visit_every: Term = Term(count=90, unit=Unit.DAY)
    unverified: bool = True
