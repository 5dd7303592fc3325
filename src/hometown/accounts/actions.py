"""The verbs of accounts. `actor` is None only where the installation itself acts (init, demo, a duty that begins)."""

import uuid
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import book

from .capabilities import Capability
from .holding import role_names
from .models import Grant, User
from .rules import clash
from .sessions import end_sessions

LANGUAGES = ("zh-hans", "en")
THEMES = ("auto", "light", "dark")


def _pk(actor: User | None) -> uuid.UUID | None:
    return actor.pk if actor else None


def _require_manager(actor: User | None) -> None:
    if actor is not None and not actor.may(Capability.MANAGE_ACCOUNTS):
        raise NotAllowed("accounts.security_only")


def add_user(
    actor: User | None, *, login: str, name: str, password: str | None = None, language: str = "zh-hans"
) -> User:
    """Open an account. Without a password nobody can sign in to it.

    Raises BadInput when the login is taken or the password is too weak.
    """
    _require_manager(actor)
    login = login.strip().lower()
    if not login or not name.strip():
        raise BadInput("accounts.name_and_login")
    if User.objects.filter(login=login).exists():
        raise BadInput("accounts.login_taken", login=login)
    user = User(login=login, name=name.strip(), language=language)
    _choose_password(user, password)
    user.must_change_password = actor is not None and password is not None
    with book.entry("account.opened", actor=_pk(actor)) as entry:
        entry.put(user)
    return user


def set_password(actor: User, *, user: User, password: str) -> None:
    """Give an account a new password: its owner, or the security administrator, after whom it must be changed.

    Every session of the account ends. Raises BadInput when the password is too weak or the present one.
    """
    if actor.pk != user.pk:
        _require_manager(actor)
    if user.has_usable_password() and user.check_password(password):
        raise BadInput("accounts.same_password")
    _choose_password(user, password)
    user.must_change_password = actor.pk != user.pk
    with book.entry("account.password_set", actor=actor.pk) as entry:
        user.save(update_fields=["password"])
        entry.put(user)
    end_sessions(user)


def _choose_password(user: User, password: str | None) -> None:
    if password is None:
        user.set_unusable_password()
        return
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadInput("accounts.weak_password", why=" ".join(error.messages)) from error
    user.set_password(password)
    user.password_changed_at = clock.now()


def set_preferences(actor: User, *, language: str, theme: str) -> User:
    """Keep the language and the theme a person wants. Raises BadInput for others than there are."""
    if language not in LANGUAGES or theme not in THEMES:
        raise BadInput("accounts.no_such_choice")
    actor.language, actor.theme = language, theme
    with book.entry("account.preferences_set", actor=actor.pk) as entry:
        entry.put(actor)
    return actor


def lock(actor: User, *, user: User, reason: str = "") -> User:
    """Close an account for signing in; its records stay. Raises RuleBroken for one's own account."""
    _require_manager(actor)
    if actor.pk == user.pk:
        raise RuleBroken("accounts.not_oneself")
    user.is_active = False
    with book.entry("account.locked", actor=actor.pk, note=reason) as entry:
        entry.put(user)
    end_sessions(user)
    return user


def unlock(actor: User, *, user: User) -> User:
    """Open an account for signing in again."""
    _require_manager(actor)
    user.is_active = True
    with book.entry("account.unlocked", actor=actor.pk) as entry:
        entry.put(user)
    return user


def grant(
    actor: User | None,
    *,
    user: User,
    role: str,
    scope_kind: str = "",
    scope_id: uuid.UUID | None = None,
    first_on: date,
    last_on: date | None = None,
    source: str = "",
) -> Grant:
    """Give a role over something. A grant with a source was handed down by a duty; by hand only security grants.

    Returns the standing grant if the same one stands. Raises BadInput by hand for a role or days there are not,
    RuleBroken when roles exclude each other or one grants to oneself.
    """
    if not source:
        _require_manager(actor)
        known = role_names(clock.today())
        if role not in known:
            raise BadInput("accounts.no_such_role", role=role, roles=", ".join(sorted(known)))
        if last_on is not None and last_on < first_on:
            raise BadInput("accounts.ends_before_it_begins")
        if actor is not None and actor.pk == user.pk:
            raise RuleBroken("accounts.not_oneself")
    same = {"role": role, "scope_kind": scope_kind, "scope_id": scope_id, "source": source}
    given = user.grants.filter(**same, first_on=first_on, last_on=last_on, revoked_on=None).first()
    if given is not None:
        return given  # type: ignore[no-any-return]
    held = user.grants.exclude(last_on__lt=clock.today()).filter(revoked_on=None).values_list("role", flat=True)
    against = clash(held, role)
    if against:
        raise RuleBroken("accounts.roles_clash", role=role, other=against)
    new = Grant(user=user, **same, first_on=first_on, last_on=last_on, granted_by=_pk(actor))
    with book.entry("grant.given", actor=_pk(actor)) as entry:
        entry.put(new)
    user.__dict__.pop("_holding", None)
    return new


def revoke(actor: User | None, standing: Grant, *, on: date | None = None) -> Grant:
    """Take a grant back from a day on (today if not said)."""
    if not standing.source:
        _require_manager(actor)
    standing.revoked_on = on or clock.today()
    with book.entry("grant.revoked", actor=_pk(actor)) as entry:
        entry.put(standing)
    standing.user.__dict__.pop("_holding", None)
    return standing
