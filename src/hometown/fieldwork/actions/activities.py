"""Record, edit and withdraw an activity.

record_activity(actor, kind="visit", on=day, officers=[lin], met=[Met(company, people=[Person("…", "…")])])
"""

import uuid
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from hometown.accounts.models import User
from hometown.fieldwork import access, kinds, rules
from hometown.fieldwork.models import Activity, ActivityFile, Event
from hometown.fieldwork.told import Met, Paper
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, ChangedMeanwhile, RuleBroken
from hometown.ledger import book
from hometown.policy.shape import ActivityKind, Purpose
from hometown.programme.models import Batch, Officer, Unit

from . import parts

EDITABLE = frozenset(
    {
        "title", "on", "precision", "starts_at", "batch", "event", "host_unit", "place", "division_code", "summary",
        "next_step", "next_step_due",
    }
)  # fmt: skip


def record_activity(
    actor: User,
    *,
    kind: str,
    on: date,
    officers: Sequence[Officer],
    title: str = "",
    precision: str = "day",
    starts_at: time | None = None,
    met: Sequence[Met] = (),
    batch: Batch | None = None,
    event: Event | None = None,
    host_unit: Unit | None = None,
    place: str = "",
    division_code: str = "",
    summary: str = "",
    next_step: str = "",
    next_step_due: date | None = None,
    files: Sequence[Paper] = (),
) -> Activity:
    """Record what officers did on a day, and with whom. A next step with a date becomes a task.

    The batch is the officers' own on that day unless said; so is the host unit of a duty. A visit may be kept without
    a counterpart: `rules.lacks` says what it lacks to count.
    Raises BadInput for an unknown kind, a day to come, a company named twice, an intent without words or paper, a next
    step due too early; NotAllowed for whoever may not record it.
    """
    access.require_may_record(actor)
    _require_officers(actor, officers)
    known = _known(kind)
    posting = parts.posting_of(officers, on)
    activity = Activity(
        kind=known.code, on=on, precision=precision, starts_at=starts_at, event=event, place=place.strip(),
        division_code=division_code, summary=summary.strip(), next_step=next_step.strip(), next_step_due=next_step_due,
        batch=batch or (posting.batch if posting else None), recorded_by=actor.pk,
        host_unit=host_unit or (posting.host_unit if posting and known.purpose is Purpose.DUTY else None),
        title=rules.title_of(title, [one.name for one in met], known.zh),
    )  # fmt: skip
    _require_sound(activity)
    _require_sound_meetings(met, len(files))
    papers = parts.taken(files)
    with book.entry("activity.recorded", actor=actor.pk, on_behalf_of=_on_behalf(actor, officers), occurred_on=on) as e:
        e.put(activity)
        e.put_many(parts.new_rows(activity, officers, parts.with_companies(actor, met, on)))
        parts.keep_papers(e, actor, activity, papers)
        parts.set_next_step(actor, activity, officers)
    return activity


def edit_activity(
    actor: User,
    activity: Activity,
    *,
    revision: int | None = None,
    officers: Sequence[Officer] | None = None,
    met: Sequence[Met] | None = None,
    files: Sequence[Paper] = (),
    **changes: Any,
) -> Activity:
    """Change an activity: any of `EDITABLE`, who took part, whom they met; papers are added.

    `revision` is the one the editor saw. Raises ChangedMeanwhile when somebody was faster.
    """
    access.require_may_edit(actor, activity)
    _require_seen(activity, revision)
    if officers is not None:
        _require_officers(actor, officers)
    before, named = (activity.next_step, activity.next_step_due), activity.title
    for name in changes.keys() & EDITABLE:
        value = changes[name]
        setattr(activity, name, value.strip() if isinstance(value, str) else value)
    companies = [named] if met is None else [one.name for one in met]
    activity.title = rules.title_of(activity.title, companies, _known(activity.kind).zh)
    _require_sound(activity)
    if met is not None:
        _require_sound_meetings(met, len(files) + ActivityFile.objects.filter(activity=activity).count())
    papers = parts.taken(files)
    with book.entry("activity.edited", actor=actor.pk, occurred_on=activity.on) as entry:
        touched = officers is not None and parts.replace_officers(entry, activity, officers)
        if met is not None:
            touched |= parts.replace_meetings(entry, activity, parts.with_companies(actor, met, activity.on))
        touched |= parts.keep_papers(entry, actor, activity, papers)
        if touched:
            activity.edited_at = clock.now()
        entry.put(activity)
        if before != (activity.next_step, activity.next_step_due):
            parts.drop_next_step(actor, activity)
            parts.set_next_step(actor, activity, [link.officer for link in parts.officer_links(activity)])
    return activity


def withdraw_activity(actor: User, activity: Activity, *, reason: str) -> Activity:
    """Take an activity out of every count. It stays in the book, with the reason. Raises BadInput without one."""
    if activity.withdrawn_on is not None:
        raise RuleBroken("fieldwork.already_withdrawn")
    access.require_may_edit(actor, activity)
    activity.withdrawn_on, activity.withdrawn_because = clock.today(), parts.reason_of(reason)
    with book.entry("activity.withdrawn", actor=actor.pk) as entry:
        entry.put(activity)
        parts.drop_next_step(actor, activity)
    return activity


def take_out_paper(actor: User, paper: ActivityFile) -> None:
    """Take a paper out of its activity; its bytes and its past stay in the book."""
    access.require_may_edit(actor, paper.activity)
    with book.entry("activity.paper_taken_out", actor=actor.pk) as entry:
        entry.remove(paper)


# --- what must hold ----------------------------------------------------------------------------------------------


def _known(code: str) -> ActivityKind:
    found = kinds.kind_of(code)
    if found is None:
        raise BadInput("fieldwork.no_kind", fields={"kind": BadInput("fieldwork.no_kind")})
    return found


def _require_sound(activity: Activity) -> None:
    if rules.is_to_come(activity.on, activity.precision, clock.today()):
        raise BadInput(
            "fieldwork.not_yet", fields={"on": BadInput("fieldwork.not_yet", on=activity.on)}, on=activity.on
        )
    if activity.next_step_due and not activity.next_step:
        refusal = BadInput("fieldwork.step_needed")
        raise BadInput("fieldwork.step_needed", fields={"next_step": refusal})
    if not rules.next_step_is_in_time(activity.on, activity.next_step_due):
        refusal = BadInput("fieldwork.due_before")
        raise BadInput("fieldwork.due_before", fields={"next_step_due": refusal})


def _require_sound_meetings(met: Sequence[Met], files: int) -> None:
    """Refuse a company named twice, and an intent that nothing bears out. `fields` name the company's place."""
    seen: set[str] = set()
    for place, one in enumerate(met):
        if one.name in seen:
            twice = BadInput("fieldwork.company_twice", company=one.name)
            raise BadInput("fieldwork.company_twice", fields={f"met-{place}-company": twice}, company=one.name)
        seen.add(one.name)
        if not rules.intent_is_borne_out(one.as_meeting(), files):
            words = BadInput("fieldwork.intent_needs_words", company=one.name)
            raise BadInput("fieldwork.intent_needs_words", fields={f"met-{place}-their_words": words}, company=one.name)


def _require_seen(activity: Activity, revision: int | None) -> None:
    """Refuse an edit of something that somebody else has changed since the editor saw it."""
    if revision is not None and revision != activity.revision:
        raise ChangedMeanwhile("ledger.changed_meanwhile", record=activity.title)


def _require_officers(actor: User, officers: Sequence[Officer]) -> None:
    """Refuse an activity of a batch in which no officer took part, and one that the actor had no part in."""
    if not officers and access.records_for_a_batch(actor):
        raise BadInput("fieldwork.officer_needed", fields={"officers": BadInput("fieldwork.officer_needed")})
    access.require_own_officers(actor, officers)


def _on_behalf(actor: User, officers: Sequence[Officer]) -> uuid.UUID | None:
    """Return for whom somebody records who did not take part: the first officer's account."""
    if not officers or any(one.user_id == actor.pk for one in officers):
        return None
    return officers[0].user_id
