"""`hometown user`: accounts from the command line. Every command that writes takes --as LOGIN."""

import click

from hometown.kernel import clock

from . import actions
from .models import User


def acting(login: str | None) -> User:
    """Return the account on whose behalf a command writes. Raises a clear line for an unknown one."""
    user: User | None = User.objects.filter(login=(login or "").lower(), is_active=True).first()
    if user is None:
        raise click.ClickException(f"There is no open account {login!r}. Name who does this with --as LOGIN.")
    return user


def account(login: str) -> User:
    user: User | None = User.objects.filter(login=login.lower()).first()
    if user is None:
        raise click.ClickException(f"There is no account {login!r}.")
    return user


AS = click.option("--as", "as_login", required=True, metavar="LOGIN", help="Who does this.")


@click.group()
def user() -> None:
    """List, open, lock and unlock accounts."""


@user.command("list")
def list_users() -> None:
    """List every account with its roles of today."""
    for one in User.objects.order_by("login"):
        roles = ", ".join(sorted(one.holding.roles)) or "-"
        click.echo(f"{one.login}\t{one.name}\t{'open' if one.is_active else 'locked'}\t{roles}")


@user.command()
@click.argument("login")
@click.argument("name")
@click.password_option("--password", help="First password; the person changes it.")
@AS
def add(login: str, name: str, password: str, as_login: str) -> None:
    """Open an account LOGIN for NAME."""
    new = actions.add_user(acting(as_login), login=login, name=name, password=password)
    click.echo(f"Opened {new.login} ({new.pk}).")


@user.command("grant")
@click.argument("login")
@click.argument("role")
@AS
def grant_role(login: str, role: str, as_login: str) -> None:
    """Give LOGIN a city-wide ROLE from today on."""
    actions.grant(acting(as_login), user=account(login), role=role, first_on=clock.today())
    click.echo(f"{login} is {role} from today.")


@user.command()
@click.argument("login")
@AS
def lock(login: str, as_login: str) -> None:
    """Close LOGIN for signing in."""
    actions.lock(acting(as_login), user=account(login))
    click.echo(f"{login} is locked.")


@user.command()
@click.argument("login")
@AS
def unlock(login: str, as_login: str) -> None:
    """Open LOGIN for signing in again."""
    actions.unlock(acting(as_login), user=account(login))
    click.echo(f"{login} is open.")


@user.command()
@click.argument("login")
@click.password_option("--password", help="The new password.")
@AS
def password(login: str, password: str, as_login: str) -> None:
    """Give LOGIN a new password."""
    actions.set_password(acting(as_login), user=account(login), password=password)
    click.echo(f"{login} has a new password and changes it at the next sign-in.")
