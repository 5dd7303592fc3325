"""The sentences of a fact sheet and of the draft of a report. They hold places for figures and never a number.

`KIND` and `STAGE` stand for the code of a kind of activity and of a stage.
"""

from django.utils.translation import gettext_lazy as _

HEADINGS = {
    "postings": _("Posting and duties"),
    "activities": _("Activities"),
    "projects": _("Leads and projects"),
    "learning": _("Learning"),
    "branch": _("Key tasks of the branch"),
    "thanks": _("Thanks received"),
    "host": _("What the host unit said"),
}
ACTIVITY = _("%(kind)s: {activities_total__kind__KIND}, on {activity_days__kind__KIND}")
LINES = {
    "leads": _("leads filed: {filed_leads}"),
    "supporting": _("filed in support of a known project: {supporting_filings}"),
    "live": _("live projects of these: {filed_projects}, their stage verified: {filed_projects_verified}"),
    "stopped": _("paused or lost: {filed_stopped}"),
    "signed": _("signed, with credit of theirs: {signed}, contract verified: {signed_verified}"),
    "answered": _("questions answered: {own_questions_answered}, accepted by who asked: {own_answers_accepted}"),
    "practices": _("practices written down: {own_practices}, adopted at home: {own_practices_adopted}"),
    "key_tasks": _("in hand or finished: {own_key_tasks}, finished: {own_key_tasks_done}"),
    "thanks": _("letters of thanks to the whole batch: {batch_thanks}"),
}
STAGE = _(
    "at “%(stage)s”: {filed_projects__stage__STAGE}, that stage verified: {filed_projects_verified__stage__STAGE}"
)
SECTIONS = {
    "projects": ("leads", "supporting", "live", "stopped", "signed"),
    "learning": ("answered", "practices"),
    "branch": ("key_tasks",),
    "thanks": ("thanks",),
}
REPORT_HEADINGS = {
    "done": _("What was done"),
    "leads": _("Leads and projects"),
    "answers": _("Questions and practices"),
    "next_month": _("Next month"),
}
REPORT_LINES = {
    "leads": ("leads", "live", "signed"),
    "answers": ("answered", "practices"),
}
# Places an officer may put into the words of a report, beside those that were drawn.
OFFERED = (
    "filed_leads", "filed_projects", "signed", "signed_verified", "visited", "activity_days", "own_questions_answered",
    "own_answers_accepted", "own_practices", "own_key_tasks_done",
)  # fmt: skip
