"""Accounts, grants, and what is kept of signing in."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from hometown.kernel import clock
from hometown.kernel.ids import uuid7
from hometown.ledger import door, moments
from hometown.ledger.models import LedgeredModel, LedgeredQuerySet

from .holding import Holding, holding_of

Kept = TypeVar("Kept")


class UserQuerySet(LedgeredQuerySet):
    def get_by_natural_key(self, login: str) -> "User":
        user: User = self.get(login=login)
        return user

    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)


class User(LedgeredModel, AbstractBaseUser):
    """An account. What it may do is in its grants, never in the account itself."""

    personal_fields = frozenset({"name"})
    unledgered_fields = frozenset({"password", "last_login"})

    login = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    language = models.CharField(max_length=10, default="zh-hans")
    theme = models.CharField(max_length=10, default="auto", choices=[(t, t) for t in ("auto", "light", "dark")])
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(null=True, blank=True)

    objects = UserQuerySet.as_manager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def holding(self) -> Holding:
        """What this person holds today; read once per request."""
        cached: tuple[date, Holding] | None = self.__dict__.get("_holding")
        today = clock.today()
        if cached is None or cached[0] != today:
            cached = (today, holding_of(self.grants.standing(today), today))
            self.__dict__["_holding"] = cached
        return cached[1]

    def kept(self, name: str, make: Callable[[], Kept]) -> Kept:
        """Return what `make` works out of this person's duties; a page that asks many times works it out once.

        Kept with this object, so for one request, and no longer than until this process writes anything or reads the
        tables of another moment.
        """
        kept: dict[str, tuple[Any, Any]] = self.__dict__.setdefault("_kept", {})
        now = door.times_opened(), moments.present()
        if name not in kept or kept[name][0] != now:
            kept[name] = (now, make())
        return kept[name][1]  # type: ignore[no-any-return]

    def may(self, *capabilities: str) -> bool:
        """Tell whether this person holds any of these capabilities, in whatever scope."""
        return self.is_active and not self.holding.capabilities.isdisjoint(capabilities)

    def scopes(self, capability: str, kind: str) -> frozenset[uuid.UUID]:
        """Return the ids of the batches, units … over which this person holds a capability."""
        return self.holding.scopes(capability, kind)


class GrantQuerySet(LedgeredQuerySet):
    def standing(self, on: date) -> "GrantQuerySet":
        """Grants in force on a day."""
        return self.filter(first_on__lte=on).exclude(last_on__lt=on).exclude(revoked_on__lte=on)


class Grant(LedgeredModel):
    """A role, given to a person over something, from one day to another.

    Opaque: this floor does not know what a role or a scope is. `programme` hands grants down from duties;
    `source` names the duty, so that it can take them back.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40)
    scope_kind = models.CharField(max_length=20, blank=True)  # "" is the whole city
    scope_id = models.UUIDField(null=True, blank=True)
    first_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)
    revoked_on = models.DateField(null=True, blank=True)
    granted_by = models.UUIDField(null=True, blank=True)
    source = models.CharField(max_length=60, blank=True)

    objects = GrantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.role} → {self.user_id}"


class SignInAttempt(models.Model):
    """One try to sign in, for the lockout and the audit. Kept half a year (Cybersecurity Law art. 21)."""

    ledger_kind = "local"

    login = models.CharField(max_length=60, db_index=True)
    at = models.DateTimeField(db_index=True)
    succeeded = models.BooleanField()
    address = models.GenericIPAddressField(null=True)

    def __str__(self) -> str:
        return f"{self.login} {self.at:%F %T} {self.succeeded}"


class SentForm(models.Model):
    """A form that was sent, and where it led: the same one sent again goes there too. Kept a day."""

    ledger_kind = "local"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_index=True)
    location = models.CharField(max_length=2000, blank=True)

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.location}"


class UserSession(models.Model):
    """A signed-in session, so that one person holds few at once and sees where."""

    ledger_kind = "local"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} {self.at:%F %T}"


def person(pk: uuid.UUID | None) -> Any:
    """Return the account of this id or None."""
    return User.objects.filter(pk=pk).first() if pk else None
