"""Sentences for the face's own refusals."""

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

SENTENCES = {
    "bad_request": Sentence(
        _("The address or the form is not whole."), do=_("Go back, load the page again and retry.")
    ),
    "form_expired": Sentence(
        _("The page stood open too long, so nothing was saved."),
        do=_("Go back, load the page again and save once more."),
    ),
    "not_allowed": Sentence(
        _("It belongs to duties that you do not hold."),
        do=_("Ask for it in your unit."),
        who=_("The security administrator hands out access."),
    ),
    "not_found": Sentence(
        _("No page has this address, or it is not for you."), do=_("Check the address, or search for it.")
    ),
    "broken": Sentence(
        _("The system could not finish what you asked."),
        do=_("Nothing half-done was kept. Try again, or tell the system administrator."),
    ),
}
