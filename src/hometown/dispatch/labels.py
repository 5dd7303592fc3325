"""What the groups, answers and lamps of the dispatch are called."""

from typing import Any

from django.utils.translation import gettext_lazy as _

GROUPS: dict[str, Any] = {
    "signals": _("Clients who can talk"),
    "supervision": _("Supervised, and late or soon due"),
    "gates": _("Stages past their term"),
    "claims": _("First claims about to lapse"),
    "majors": _("Major projects without an owner or a task force"),
    "blockers": _("Stands in the way"),
    "help": _("Assigned: help wanted, or past its day"),
    "unanswered": _("Waiting for an answer"),
    "questions": _("Questions without an answer"),
    "service": _("Requests of firms and promises to them"),
    "appointments": _("Appointments"),
    "invitations": _("Invited, no answer yet"),
}
ACTIONS: dict[str, Any] = {
    "signals": _("See which train still reaches it"),
    "supervision": _("Follow the supervision up"),
    "gates": _("See what is missing"),
    "claims": _("Keep the claim up"),
    "majors": _("Set up the task force"),
    "majors_owner": _("Say who has it"),
    "blockers": _("Clear it"),
    "help": _("Help"),
    "unanswered": _("Ask for the answer"),
    "questions": _("Answer it"),
    "questions_free": _("Find somebody who looks for the answer"),
    "service": _("Deal with the request"),
    "service_raised": _("Say what the city does"),
    "promises": _("Keep the promise"),
    "appointments": _("Prepare it"),
    "appointments_past": _("Say whether it took place"),
    "invitations": _("Ask again"),
}
ANSWERS: dict[str, Any] = {
    "done": _("done"),
    "help": _("help wanted"),
    "later": _("not before"),
}
TONES = {"done": "green", "help": "red", "later": "amber"}
LIGHTS: dict[str, Any] = {"red": _("late"), "amber": _("due soon"), "green": _("on course")}
