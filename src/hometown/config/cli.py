"""The command line `hometown`. Each command is a thin translator in the room it speaks for; this file gathers them.

Exit codes: 0 done, 1 refused or failed with one clear line on stderr, 2 wrong usage.
"""

import os
from typing import Any

import click

# command → (module, its click command). Loaded when asked for, so that `--help` is quick.
COMMANDS = {
    "init": ("hometown.config.installing", "init"),
    "upgrade": ("hometown.config.installing", "upgrade"),
    "demo": ("hometown.config.installing", "demo"),
    "serve": ("hometown.config.serving", "serve"),
    "user": ("hometown.accounts.commands", "user"),
    "import": ("hometown.intake.commands", "import_workbook"),
    "doubtful": ("hometown.intake.commands", "doubtful"),
    "handover": ("hometown.relay.commands", "handover"),
    "claims": ("hometown.projects.commands", "claims"),
    "doubts": ("hometown.projects.commands", "doubts"),
    "care": ("hometown.care.commands", "care"),
    "digest": ("hometown.notices.commands", "digest"),
    "exchange": ("hometown.meetings.commands", "exchange"),
    "send": ("hometown.notices.commands", "send"),
    "dispatch": ("hometown.dispatch.commands", "dispatch"),
    "review": ("hometown.bulletins.commands", "review"),
    "bulletin": ("hometown.bulletins.issue_commands", "bulletin"),
    "sample": ("hometown.bulletins.sample_commands", "sample"),
    "seal": ("hometown.bulletins.sealing_commands", "seal"),
    "verify": ("hometown.bulletins.sealing_commands", "verify"),
    "head": ("hometown.bulletins.sealing_commands", "head"),
    "key": ("hometown.bulletins.sealing_commands", "key"),
    "names": ("hometown.names.commands", "names"),
    "screen": ("hometown.screening.commands", "screen"),
    "check": ("hometown.config.keeping", "check"),
    "replay": ("hometown.config.keeping", "replay"),
    "backup": ("hometown.config.keeping", "backup"),
    "restore": ("hometown.config.keeping", "restore"),
    "provision": ("hometown.config.installing", "provision"),
    "registry": ("hometown.companies.commands", "registry"),
    "shortlist": ("hometown.chains.commands", "shortlist"),
    "chain-map": ("hometown.chains.map_commands", "chain_map"),
}


# These work on a database of another version, or on none.
READERS = {"import"}  # with --dry-run they need no home
FREE = {"init", "upgrade", "demo", "serve", "backup", "restore", "provision", "names", "registry", "screen"}
PURE = {"names", "screen"}  # these need neither Django nor a home


class Gathered(click.Group):
    """A group that loads a command's module, and Django with it, only when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        if cmd_name not in PURE:
            _prepare()
        if cmd_name == "screen":
            from hometown.screening import commands

            commands.map_in_force[:] = [_map_in_force]
        module, name = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None and name not in FREE and not {"-h", "--help"} & set(rest):
            from hometown.config.versions import is_empty, mismatch

            if name in READERS and "--dry-run" in rest and is_empty():  # it asks no home, and makes none
                return name, command, rest
            if said := mismatch():
                raise click.ClickException(said)
        return name, command, rest

    def invoke(self, ctx: click.Context) -> Any:
        from django.core.exceptions import ImproperlyConfigured
        from django.db import DatabaseError

        from hometown.kernel.errors import Refusal

        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise click.ClickException(_refused(refusal)) from refusal
        except ImproperlyConfigured as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:  # `hometown review | head`: click ends quietly
            raise
        except (OSError, DatabaseError) as error:
            raise click.ClickException(_in_one_line(error)) from error


def _refused(refusal: Any) -> str:
    """Say a refusal; rules that cannot be read are named line by line."""
    from hometown.face.sentences import say

    lines = refusal.facts.get("problems", ()) if refusal.code == "policy.invalid" else ()
    return "\n".join([say(refusal), *(f"  {line}" for line in map(_problem, lines))])


def _problem(problem: Any) -> str:
    from hometown.policy.words import say_problem

    return f"{problem.line}: {problem.place} {say_problem(problem)}".replace(":  ", ": ")


def _in_one_line(error: Exception) -> str:
    """Say what is the matter with the machine: which file the system did not give, or what the database said."""
    from hometown.face.outages import outage_of

    outage = outage_of(error)
    named = isinstance(error, OSError) and error.filename
    what = f"{error.filename}: {error.strerror}" if named else str(error).strip()  # type: ignore[attr-defined]
    if outage is not None:
        return f"{outage.sentence} ({what})"
    return f"{what}." if isinstance(error, OSError) else f"The database cannot be used: {what}."


@click.group(cls=Gathered, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="second-hometown", prog_name="hometown")
def hometown() -> None:
    """Second Hometown 第二故乡: the working system of a city that sends officials to learn and attract investment.

    HOMETOWN_HOME names the folder that holds everything an installation writes (default: var).
    """


def _map_in_force() -> Any:
    """Return the chain map in force in this home, for a command that needs none otherwise."""
    _prepare()
    from hometown.chains import standing
    from hometown.config.versions import mismatch

    if said := mismatch():
        raise click.ClickException(said)
    return standing.in_force().chains


def _prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hometown.config.settings")
    from django.core.exceptions import ImproperlyConfigured

    try:
        import django
        from django.apps import apps

        if not apps.ready:
            django.setup()
            _speak()
            from hometown.config.demo_day import keep

            keep()
    except ImproperlyConfigured as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(
            f"The home folder cannot be used: {error}. Name another in HOMETOWN_HOME."
        ) from error


def _speak() -> None:
    """Speak Chinese to a Chinese terminal and English to others."""
    from django.utils import translation

    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    translation.activate("zh-hans" if spoken.startswith("zh") else "en")


def main() -> None:
    """Run the command line."""
    hometown.main(standalone_mode=True)
