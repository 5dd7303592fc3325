"""Every figure that may be published, from all rooms below, and those that only a review or a bulletin knows."""

from hometown.aftercare import figures as aftercare
from hometown.bulletins.rules import asked
from hometown.companies import figures as companies
from hometown.enclave import figures as enclave
from hometown.exchange import figures as exchange
from hometown.fieldwork import figures as fieldwork
from hometown.kernel.dates import Period
from hometown.kernel.figures import Figure, Result, Scope, catalogue
from hometown.programme import figures as programme
from hometown.programme.models import Batch, City
from hometown.projects import figures as projects

from . import months, samples
from .cases import case_signed
from .narrowing import narrowed

FIGURES: tuple[Figure, ...] = (case_signed, *months.FIGURES, *samples.FIGURES)
CATALOGUE = catalogue(
    programme.FIGURES,
    companies.FIGURES,
    fieldwork.FIGURES,
    projects.FIGURES,
    aftercare.FIGURES,
    enclave.FIGURES,
    exchange.FIGURES,
    FIGURES,
)

__all__ = ["CATALOGUE", "FIGURES", "ask", "find", "scope_of"]


def find(code: str) -> Figure | None:
    """Return a figure of the catalogue, whole or narrowed to a part (`signed__chain__silicon`); None for no such."""
    wanted = asked(code)
    whole = CATALOGUE.get(wanted.base)
    if whole is None or wanted.former or wanted.since:
        return None
    return narrowed(whole, wanted.by, wanted.part) if wanted.by else whole


def scope_of(batch: Batch) -> Scope:
    """Return the scope of a batch's figures: its days, its people, its host city against the home city."""
    home = City.objects.filter(is_home=True).first()
    return Scope(
        period=Period(batch.first_on, batch.last_on),
        batch=batch.pk,
        host_prefix=batch.host_city.prefix,
        home_prefix=home.prefix if home else "",
    )


def ask(code: str, scope: Scope) -> Result:
    """Ask a figure of the catalogue. Raises KeyError for an unknown code: a bug, not a refusal."""
    return CATALOGUE[code].of(scope)
