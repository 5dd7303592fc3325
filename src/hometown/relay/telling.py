"""What the verbs of the relay are called, for the history pages of the floors below."""

from django.utils.translation import gettext_lazy as _

from hometown.accounts.verbs import name_verbs

VERBS = {
    "company.merged": _("merged two records of one firm"),
    "company.unmerged": _("undid a merge of two records"),
    "person.forgotten": _("erased a person who asked for it"),
    "person.restricted": _("kept a person by law, out of use"),
}


def register() -> None:
    """Make the verbs known."""
    name_verbs(VERBS)
