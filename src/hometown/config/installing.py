"""Commands that make, upgrade and fill an installation."""

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from hometown.accounts import actions as accounts
from hometown.companies import registry
from hometown.config import tables, versions
from hometown.files import storing
from hometown.kernel import clock
from hometown.kernel.errors import RuleBroken
from hometown.ledger import book, pairs, triggers
from hometown.policy import actions as policy
from hometown.programme import actions as programme

ADMINISTRATORS = (
    ("system", "系统管理员", "system_admin"),
    ("security", "安全管理员", "security_admin"),
    ("audit", "审计管理员", "audit_admin"),
)


def migrate() -> None:
    """Bring the database to this version. Refuses one written by a newer version."""
    settings.HOMETOWN_HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
    if said := versions.newer():
        raise click.ClickException(said)
    tables.bring_up()
    tell_the_planner()
    missing = triggers.missing()
    if missing:
        raise click.ClickException(f"The book is not protected: {', '.join(missing)} could not be installed.")


def tell_the_planner() -> None:
    """Let SQLite see how much each index tells apart: seconds at a million. PostgreSQL looks by itself.

    No sample: from one, a column that is the same in every row seems to tell a thousand apart. And no skipping over
    the first columns of an index, which reads all of a table where the newest rows were asked for.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            cursor.execute("UPDATE sqlite_stat1 SET stat = stat || ' noskipscan' WHERE idx IS NOT NULL")
            cursor.execute("ANALYZE sqlite_schema")  # read again


def prepare_static() -> None:
    """Gather the static files under hashed names; quick when nothing changed."""
    call_command("collectstatic", verbosity=0, interactive=False)


@click.command()
@click.option("--home-city", default="340600", show_default=True, help="GB/T 2260 code of the home city.")
@click.option("--host-city", default="310000", show_default=True, help="GB/T 2260 code of the host city.")
@click.password_option(
    "--password", envvar="HOMETOWN_INIT_PASSWORD", help="First password of the three administrators."
)
def init(home_city: str, host_city: str, password: str) -> None:
    """Make an empty home: the cities, the city's rules, the three administrators."""
    migrate()
    programme.load_divisions()
    if programme.has_home_city():
        raise click.ClickException("This home is initialised already. To bring it up to date: hometown upgrade")
    with book.batch():  # a password that is refused leaves the home as empty as it was
        programme.begin(home_code=home_city, host_code=host_city)
        policy.install_default(None)
        for login, name, role in ADMINISTRATORS:
            user = accounts.add_user(None, login=login, name=name, password=password)
            accounts.grant(None, user=user, role=role, first_on=clock.today(), source="init")
    prepare_static()
    click.echo("The home is ready. Sign in as `security` to open accounts; each administrator changes the password.")


@click.command()
def upgrade() -> None:
    """Bring the database and the shipped tables up to this version."""
    migrate()
    programme.load_divisions()
    for model in pairs.searched_models():
        pairs.make(model)
    prepare_static()
    storing.clear_leftovers()
    fault = registry.fault()
    if fault:
        click.echo(
            f"The registry of companies is not used until you load it again: hometown registry load FILE. {fault}"
        )
    click.echo("Up to date.")


@click.command()
@click.option("--if-empty", is_flag=True, help="Leave a home alone that holds something else, instead of refusing.")
def demo(if_empty: bool) -> None:
    """Load the first batch: invented records that carry the article's facts."""
    from hometown.intake.demo import calendar, loading
    from hometown.intake.demo.loaded import is_loaded

    migrate()
    programme.load_divisions()
    prepare_static()
    if is_loaded():
        click.echo("The demo is loaded already.")
        return
    try:
        loading.require_empty()
    except RuleBroken as refusal:
        if if_empty and refusal.code == "intake.home_not_empty":
            return
        raise
    with click.progressbar(length=100, label="Loading the first batch", file=None) as bar:
        count = loading.load(lambda done: bar.update(done - bar.pos))
    clock.pin(calendar.LAST)
    click.echo(f"Loaded: {count} entries in the book. People and firms are invented; the totals are the article's.")


@click.command()
@click.argument("role")
def provision(role: str) -> None:
    """Print the SQL that lets a PostgreSQL ROLE run the application without owning its tables."""
    if not role.replace("_", "").isalnum():
        raise click.UsageError("a role is letters, digits and underscores")
    book = ("ledger_entry", "ledger_rowimage", "ledger_erasure", "ledger_personalread")
    click.echo(f"GRANT USAGE ON SCHEMA public TO {role};")
    click.echo(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};")
    click.echo(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};")
    for table in book:
        click.echo(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role};")
    click.echo(f"REVOKE UPDATE, TRUNCATE ON ledger_personalbody FROM {role};")
