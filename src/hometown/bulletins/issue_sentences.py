"""The sentences a monthly bulletin begins with, by section. A person goes on from there; places are figures and facts.

Lines of a section are joined to a paragraph; a tuple of a tuple makes a further one.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

TITLE = _("Bulletin on the work of the officers in %(host)s and on attracting investment, %(month)s")
HEAD = _("Bulletin of the secondments to %(host)s")

MONTH = (
    (
        _("In {month}, {officials} were at work in {host}."),
        _("They visited {visited}, {visits_total} in all: {visited_host} of {host} and {visited_elsewhere} elsewhere."),
        _("They gathered {leads} in the month."),
    ),
    (
        _("Signed in the month: {signed}, with an agreed investment of {signed_amount};"),
        _("verified by somebody who did not report them: {signed_verified}."),
    ),
)
SAMPLED = (
    _("Looked at again in the month: {sampled} drawn by the head of a sealed bulletin, so that nobody chose them;"),
    _("{sampled_checked} checked by somebody who had no hand in them, of which {sampled_hold} held."),
)
PROGRESS = (
    (
        _(
            "From {began_on} to {last_on}, {since_visited} were visited, {since_leads} gathered, "
            "and {since_signed} signed"
        ),
        _("with an agreed investment of {since_signed_amount}."),
        _("On {last_on}, {at_intent} stood at intent, worth {at_intent_amount}; {live_projects} were alive."),
        _("In the month, {stopped_projects} were paused or lost."),
    ),
    (
        _("Since {began_on}, {since_paid_in} have arrived by verified vouchers;"),
        _("{since_paid_in_unverified} are reported and not verified, and not added."),
    ),
)
LEARNING = (
    (
        _("In the month the branch led collective study {collective_trips} and thematic study {thematic_studies};"),
        _("officers took part in regional meetings {regional_meetings}."),
    ),
)
OVERDUE = ((_("On {last_on}, {overdue_projects} had stood in their stage longer than the city's rules allow."),),)
FORMER = (
    (
        _(
            "Of the activities of its month, {former_activities_total} in all, {former_late_activities} were recorded "
            "after it;"
        ),
        _("of its {former_leads}, {former_late_leads}."),
    ),
)
NOTES = (
    (
        _("Amounts signed are agreed amounts, not money paid in."),
        _("Firms are counted once however often they were visited; times count events."),
        _("Origin and stage are counted independently of each other."),
    ),
)

SECTIONS: dict[str, tuple[Any, tuple[tuple[Any, ...], ...]]] = {
    "month": (_("The month"), MONTH),
    "progress": (_("Since the beginning"), PROGRESS),
    "places": (_("By district, chain and batch"), ()),
    "learning": (_("Learning"), LEARNING),
    "overdue": (_("Over their term"), OVERDUE),
    "former": (_("Corrections of the last bulletin"), FORMER),
    "notes": (_("What to know about these numbers"), NOTES),
}
# What may stand in a text besides figures: facts of records, never numbers that count.
FACTS = ("month", "host", "first_on", "last_on", "began_on", "number")

REASONS = {
    "late": _("recorded after the last bulletin"),
    "merged": _("records turned out to be of one firm"),
    "withdrawn": _("withdrawn since"),
    "corrected": _("corrected since"),
    "beside": _("papers, verification or dates of the record changed"),
    "definition": _("counted by another definition now"),
}
NO_CORRECTIONS = _("Asked again today, every figure of the last bulletin is what was printed.")
