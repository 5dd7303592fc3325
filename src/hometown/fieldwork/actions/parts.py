"""The rows that belong to an activity: officers, companies, counterparts, papers, and the task of its next step; and
what several verbs ask: the batch of a day, a reason.

Each helper joins the entry its verb has opened.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.companies import actions as companies
from hometown.companies import matching
from hometown.companies.models import Company
from hometown.fieldwork.models import (
    Activity,
    ActivityCompany,
    ActivityFile,
    ActivityOfficer,
    Appointment,
    Counterpart,
    Trip,
    TripActivity,
)
from hometown.fieldwork.told import Met, Paper, Person
from hometown.files import actions as files
from hometown.files import receiving
from hometown.files.kinds import safe_name
from hometown.kernel import clock
from hometown.kernel.errors import BadInput
from hometown.ledger.book import OpenEntry
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, Officer, Posting
from hometown.tasks import actions as tasks
from hometown.tasks.models import Task

NEXT_STEP = "next_step"
NAME_LENGTH, WORDS_LENGTH, CAPTION_LENGTH = 60, 500, 200


def new_rows(activity: Activity, officers: Sequence[Officer], met: Sequence[Met]) -> list[LedgeredModel]:
    """Return the rows of a new activity, parents before children."""
    rows: list[LedgeredModel] = [ActivityOfficer(activity=activity, officer=one) for one in dict.fromkeys(officers)]
    companies = [(_link(activity, one), one) for one in met]
    rows += [link for link, _ in companies]
    for link, one in companies:
        rows += [_counterpart(link, place, person) for place, person in enumerate(_named(one.people))]
    return rows


def with_companies(actor: User, met: Sequence[Met], on: date) -> list[Met]:
    """Return what was told with every company a record: one that is not known yet is added, with this as its source."""
    return [one if one.company else replace(one, company=_added(actor, one.name, on)) for one in met]


def _added(actor: User, name: str, on: date) -> Company:
    known = matching.find(name)
    return known or companies.add_company(actor, name=name, source=visit_source(actor), as_of=on)


def visit_source(actor: User) -> str:
    """Return what stands as the source of what was learned on an activity, in the language of who records it."""
    with translation.override(actor.language):
        return _("Learned on a visit or another activity")


def _link(activity: Activity, met: Met) -> ActivityCompany:
    return ActivityCompany(
        activity=activity,
        company=met.company,
        in_person=met.in_person,
        interest=str(met.interest),
        their_words=met.their_words.strip()[:WORDS_LENGTH],
    )


def _counterpart(link: ActivityCompany, place: int, person: Person) -> Counterpart:
    name, title, contact = as_kept(person)
    return Counterpart(link=link, place=place, name=name, title=title, contact_id=contact)


def as_kept(person: Person) -> tuple[str, str, Any]:
    """Return the name, position and contact of a person: a contact keeps its own name, so that it is stored once."""
    contact = person.contact
    name = "" if contact else person.name.strip()[:NAME_LENGTH]
    title = person.title.strip() or (contact.title if contact else "")
    return name, title[:NAME_LENGTH], contact.pk if contact else None


def _named(people: Iterable[Person]) -> list[Person]:
    return [person for person in people if person.is_named]


def officer_links(activity: Activity) -> list[ActivityOfficer]:
    """Return who took part, as the database has it now."""
    return list(ActivityOfficer.objects.filter(activity=activity).select_related("officer").order_by("pk"))


def replace_officers(entry: OpenEntry, activity: Activity, officers: Sequence[Officer]) -> bool:
    """Make these the officers of an activity. Returns whether anything changed."""
    held = {link.officer_id: link for link in officer_links(activity)}
    wanted = {one.pk: one for one in officers}
    gone = [link for pk, link in held.items() if pk not in wanted]
    for link in gone:
        entry.remove(link)
    added = [ActivityOfficer(activity=activity, officer=one) for pk, one in wanted.items() if pk not in held]
    entry.put_many(added)
    return bool(gone or added)


def replace_meetings(entry: OpenEntry, activity: Activity, met: Sequence[Met]) -> bool:
    """Make these the companies of an activity, with whom one met there. Returns whether anything changed."""
    held = {link.company_id: link for link in ActivityCompany.objects.filter(activity=activity)}
    touched = False
    for one in met:
        company = one.company
        assert company is not None, "with_companies comes first"
        link = held.pop(company.pk, None) or _link(activity, one)
        link.in_person, link.interest = one.in_person, str(one.interest)
        link.their_words = one.their_words.strip()[:WORDS_LENGTH]
        touched |= entry.put(link)
        touched |= _replace_people(entry, link, _named(one.people))
    for link in held.values():
        _replace_people(entry, link, [])
        entry.remove(link)
    return touched or bool(held)


def _replace_people(entry: OpenEntry, link: ActivityCompany, people: Sequence[Person]) -> bool:
    held = list(Counterpart.objects.filter(link=link))
    touched = False
    for place, person in enumerate(people):
        told = as_kept(person)
        same = next((row for row in held if (row.name, row.title, row.contact_id) == told), None)
        row = same or _counterpart(link, place, person)
        if same is not None:
            held.remove(same)
        row.place = place
        touched |= entry.put(row)
    for row in held:
        entry.remove(row)
    return touched or bool(held)


def taken(papers: Sequence[Paper]) -> list[Paper]:
    """Take files in and look at them, before the book is opened: other writers do not wait for that."""
    return [replace(one, content=receiving.take(one.content, file_name=one.file_name)) for one in papers]


def keep_papers(entry: OpenEntry, actor: User, activity: Activity, papers: Sequence[Paper]) -> bool:
    """Keep files that were taken in with an activity; one that is there already stays once."""
    if not papers:
        return False
    kept = set(ActivityFile.objects.filter(activity=activity).values_list("blob", flat=True))
    added = False
    for paper in papers:
        blob = files.receive(actor, stream_or_bytes=paper.content, file_name=paper.file_name)
        if blob.pk in kept:
            continue
        kept.add(blob.pk)
        name, caption = safe_name(paper.file_name, blob.media_type), paper.caption[:CAPTION_LENGTH]
        added |= entry.put(ActivityFile(activity=activity, blob=blob, file_name=name, caption=caption))
    return added


def set_next_step(actor: User, activity: Activity, officers: Sequence[Officer]) -> None:
    """Make a task of a next step that has a date. Whoever took part and records it does it; else the first officer."""
    if not (activity.next_step and activity.next_step_due):
        return
    accounts = [one.user for one in officers if one.user_id]
    owner = actor if actor in accounts or not accounts else accounts[0]
    tasks.set_task(
        actor, what=activity.next_step, owner=owner, due_on=activity.next_step_due, kind=NEXT_STEP, about=activity
    )


def drop_next_step(actor: User, activity: Activity) -> None:
    """Close the tasks a changed or withdrawn next step has left open."""
    for task in Task.objects.open().about(activity).filter(kind=NEXT_STEP):
        tasks.close_task(actor, task=task, vouched=True)


def batch_of(officer: Officer | None, on: date) -> Batch | None:
    """Return the batch an officer was sent with on a day; after the return, the last one before it."""
    posting = posting_of([officer], on) if officer else None
    return posting.batch if posting else None


def posting_of(officers: Sequence[Officer], on: date) -> Posting | None:
    """Return the officers' posting of that day; after their return, the last before it."""
    if not officers:
        return None
    begun = Posting.objects.filter(officer__in=[one.pk for one in officers], first_on__lte=on)
    found: Posting | None = begun.select_related("batch", "host_unit").order_by("-last_on", "-pk").first()
    return found


def make_journey(entry: OpenEntry, appointment: Appointment, visit: Activity) -> None:
    """Make the journey planned to a meeting a fact, with the visit on it. One that was taken back stays so."""
    for trip in Trip.objects.standing().filter(appointment=appointment, is_planned=True):
        trip.is_planned = False
        entry.put(trip)
        if trip.first_on <= visit.on <= trip.last_on:
            entry.put(TripActivity(trip=trip, activity=visit))


def drop_journey(entry: OpenEntry, appointment: Appointment, reason: str) -> None:
    """Take back the journey planned to a meeting that is off, or at another time."""
    for trip in Trip.objects.standing().filter(appointment=appointment, is_planned=True):
        trip.withdrawn_on, trip.withdrawn_because = clock.today(), reason[:300]
        entry.put(trip)


def reason_of(text: str) -> str:
    """Return a reason as it is kept. Raises BadInput for none."""
    if not text.strip():
        raise BadInput("fieldwork.reason_needed", fields={"reason": BadInput("fieldwork.reason_needed")})
    return text.strip()[:300]
