"""Playbooks are written, given a new version, withdrawn: by the home bureau."""

from hometown.accounts.models import User
from hometown.exchange import access
from hometown.exchange.models import Playbook, PlaybookVersion
from hometown.exchange.rules import Moment
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book

from .checking import LONG, reason_of, require_said


def write_playbook(actor: User, *, moment: str, title: str, steps: str, text: str = "") -> Playbook:
    """Write how something is done, with its steps a line each."""
    access.require_playbook_keeper(actor)
    fault = {} if moment in set(Moment) else {"moment": BadInput("exchange.no_such_moment")}
    require_said({"title": title, "steps": steps}, fault)
    playbook = Playbook(moment=moment, title=title.strip()[:120], written_on=clock.today(), written_by=actor)
    with book.entry("playbook.written", actor=actor.pk) as entry:
        entry.put(playbook)
        entry.put(_version(actor, playbook, 1, steps, text, ""))
    return playbook


def revise_playbook(
    actor: User, *, playbook: Playbook, title: str, steps: str, text: str = "", changed: str
) -> PlaybookVersion:
    """Give a playbook another text, and say what changed; the earlier ones stay."""
    access.require_playbook_keeper(actor)
    require_said({"title": title, "steps": steps, "changed": changed})
    with book.turn(), book.entry("playbook.revised", actor=actor.pk) as entry:
        _require_standing(playbook)
        last = playbook.versions.first()
        version = _version(actor, playbook, (last.number if last else 0) + 1, steps, text, changed)
        playbook.title = title.strip()[:120]
        entry.put(playbook, moved=True)
        entry.put(version)
    return version


def withdraw_playbook(actor: User, *, playbook: Playbook, reason: str) -> Playbook:
    """Take a playbook back: it is shown nowhere any more, and stays on record."""
    access.require_playbook_keeper(actor)
    why = reason_of(reason)
    with book.entry("playbook.withdrawn", actor=actor.pk) as entry:
        _require_standing(playbook)
        playbook.withdrawn_on, playbook.withdrawn_because = clock.today(), why
        entry.put(playbook)
    return playbook


def _version(actor: User, playbook: Playbook, number: int, steps: str, text: str, changed: str) -> PlaybookVersion:
    lines = [line.strip() for line in steps.splitlines() if line.strip()]
    return PlaybookVersion(
        playbook=playbook, number=number, steps="\n".join(lines)[:LONG], text=text.strip()[:LONG],
        changed=changed.strip()[:300], on=clock.today(), by=actor,
    )  # fmt: skip


def _require_standing(playbook: Playbook) -> None:
    if playbook.withdrawn_on is not None:
        raise RuleBroken("exchange.withdrawn_already", day=playbook.withdrawn_on)
