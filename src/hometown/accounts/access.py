"""Who may see accounts, and whose names stand for ids in histories."""

import uuid
from collections.abc import Callable, Iterable

from django.http import HttpRequest

from hometown.face.parts import Row
from hometown.kernel.errors import NotFound
from hometown.ledger.models import LedgeredQuerySet

from .models import User

# A floor above puts here the ways it gives a person from the page of their own settings.
also_mine: list[Callable[[User], list[Row]]] = []


def person(request: HttpRequest) -> User:
    """Return who is asking. For guarded views only."""
    # A lazy stand-in is of another type, and the book asks for the type of a row.
    user = getattr(request.user, "_wrapped", request.user) if request.user.is_authenticated else request.user
    assert isinstance(user, User), "the view is not guarded"
    return user


def account(pk: uuid.UUID) -> User:
    """Return an account. Raises NotFound."""
    found: User | None = User.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound("accounts.gone")
    return found


def accounts() -> LedgeredQuerySet:
    """Every account, by login; for the security administrator."""
    return User.objects.order_by("login")


def names_of(ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """Return the names behind account ids, in one query."""
    few = {i for i in ids if i}
    return dict(User.objects.filter(pk__in=few).values_list("pk", "name")) if few else {}
