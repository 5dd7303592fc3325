"""The command line explains itself: every command and option has help, and `--help` works."""

import re
from collections.abc import Iterator

import click
from click.testing import CliRunner

from hometown.config.cli import hometown
from tests.house.tree import ROOT

Named = tuple[list[str], click.Command]
# Scripts of offices rely on these.
PROMISED = {
    "init", "upgrade", "demo", "serve", "user", "import", "review", "backup", "restore", "check", "replay",
    "seal", "verify", "head", "key", "dispatch", "send", "handover",
}  # fmt: skip


def commands(command: click.Command, path: list[str] | None = None) -> Iterator[Named]:
    """A command and all below it, each with its words."""
    path = path or []
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None, name
            yield from commands(below, [*path, name])


def silent(found: Iterator[Named]) -> list[str]:
    """Commands and options that do not say what they do."""
    wrong = []
    for path, command in found:
        name = " ".join(path) or "hometown"
        if not (command.help or "").strip():
            wrong.append(name)
        wrong += [
            f"{name} {option.opts[0]}"
            for option in command.params
            if isinstance(option, click.Option) and not (option.help or "").strip()
        ]
    return wrong


def test_every_command_and_option_has_help() -> None:
    assert silent(commands(hometown)) == []


def test_help_of_every_command_works() -> None:
    for path, _ in commands(hometown):
        answer = CliRunner().invoke(hometown, [*path, "--help"])
        assert answer.exit_code == 0, (path, answer.output)
        assert "Usage:" in answer.output


def test_wrong_usage_is_two() -> None:
    assert CliRunner().invoke(hometown, ["no-such-command"]).exit_code == 2


def test_the_promised_commands_are_there() -> None:
    assert {path[0] for path, _ in commands(hometown) if path} >= PROMISED


def test_the_documents_name_only_commands_that_exist() -> None:
    known = {path[0] for path, _ in commands(hometown) if path}
    for page in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "SECURITY.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert set(re.findall(r"`hometown ([a-z]+)", text)) <= known, page


def test_a_silent_command_is_seen() -> None:
    group = click.Group("g", help="A group.", commands=[click.Command("c", params=[click.Option(["--x"])])])
    assert silent(commands(group)) == ["c", "c --x"]
