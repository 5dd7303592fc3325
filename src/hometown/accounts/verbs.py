"""What the verbs of the book are called. The rooms above add theirs when they start."""

from typing import Any

from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Any] = {
    "account.opened": _("opened an account"),
    "account.password_set": _("set a password"),
    "account.preferences_set": _("chose language and theme"),
    "account.locked": _("closed an account"),
    "account.unlocked": _("reopened an account"),
    "grant.given": _("gave a role"),
    "grant.revoked": _("took a role back"),
    "personal.erased": _("erased personal data"),
}


def name_verbs(verbs: dict[str, Any]) -> None:
    """Add names of verbs."""
    VERBS.update(verbs)


def verb_name(verb: str) -> str:
    """Return what a verb is called; an unnamed one as it is written."""
    return str(VERBS.get(verb, verb))
