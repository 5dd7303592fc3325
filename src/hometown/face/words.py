"""Sentences for the face's own refusals."""

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

SENTENCES = {
    "bad_request": Sentence(
        _("The address or the form is not whole."), do=_("Go back, load the page again and retry.")
    ),
    "form_expired": Sentence(
        _("The page stood open too long, or somebody signed in meanwhile, so nothing was saved."),
        do=_("Copy what you typed, load the page again and save once more."),
    ),
    "only_sent": Sentence(
        _("This address takes what a form sends, and shows no page."),
        do=_("Go back to the page with the form, or start from Today."),
    ),
    "not_allowed": Sentence(
        _("It belongs to duties that you do not hold."),
        do=_("Ask for it in your unit."),
        who=_("The security administrator hands out access."),
    ),
    "not_found": Sentence(
        _("No page has this address, or it is not for you."), do=_("Check the address, or search for it.")
    ),
    "disk_full": Sentence(
        _("There is no room left on the disk, so this was not saved, not even in part."),
        do=_("Copy what you typed, or send it again once there is room."),
        who=_("The system administrator makes room."),
    ),
    "database_busy": Sentence(
        _("Somebody else's work is being written just now, so this was not saved."),
        do=_("Try again in a moment."),
    ),
    "database_away": Sentence(
        _("The database does not answer, so nothing was read or saved."),
        do=_("Try again in a few minutes."),
        who=_("The system administrator sees to the database."),
    ),
    "database_of_another_version": Sentence(
        _("The database is of another version than this programme."),
        do=_("Bring both to one version: hometown upgrade, or install the newer programme."),
        who=_("The system administrator does this."),
    ),
    "not_writable": Sentence(
        _("The programme may not read or write its own files, so nothing was saved."),
        do=_("Give the account it runs under the home folder and everything in it."),
        who=_("The system administrator does this."),
    ),
    "database_damaged": Sentence(
        _("The file of the database cannot be read as one."),
        do=_("Stop the programme and restore a backup: hometown restore."),
        who=_("The system administrator does this."),
    ),
    "broken": Sentence(
        _("The system could not finish what you asked."),
        do=_("Nothing half-done was kept. Try again, or tell the system administrator."),
    ),
}
