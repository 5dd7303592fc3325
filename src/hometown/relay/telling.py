"""What the verbs of the relay are called, for the history pages of the floors below."""

from django.utils.translation import gettext_lazy as _

from hometown.accounts.verbs import name_verbs

VERBS = {
    "company.merged": _("merged two records of one firm"),
    "company.unmerged": _("undid a merge of two records"),
    "person.forgotten": _("erased a person who asked for it"),
    "person.restricted": _("kept a person by law, out of use"),
    "handover.planned": _("planned a handover"),
    "handover.replanned": _("changed the plan of a handover"),
    "handover.successor_named": _("named who takes over"),
    "handover.dropped": _("dropped the plan of a handover"),
    "handover.done": _("handed over"),
    "handover.accepted": _("accepted what was handed over"),
    "handover.returned": _("gave back what was handed over"),
    "handover.given_anew": _("handed over to somebody else"),
}


def register() -> None:
    """Make the verbs known."""
    name_verbs(VERBS)
