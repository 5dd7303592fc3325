"""Sentences for the refusals of bulletins."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "no_batch": _("There is no such batch. Batches that exist: %(numbers)s."),
    "no_figure": _("There is no figure called %(name)s."),
    "bad_moment": _("Write the day as 2019-12-31."),
    "case_not_yours": _("The branch secretary or the bureau chooses the case of a review."),
    "case_projects": _("Choose at least one project of this officer for the case."),
    "no_key": _("No key that seals can be read here. Run `hometown seal` where one lies, or `hometown key new`."),
    "key_stands": _("A key stands already. Put another in its place with `hometown key rotate`."),
    "no_such_key": _("There is no key %(key)s."),
    "revoked_why": _("Say why the key is no longer to be believed."),
    "no_head": _("Type the head as it was printed: the number of lines, then the root."),
    "head_to_come": _("This book has %(size)s lines; the head is of a longer one."),
    "no_such_code": _("There is no sealed figure under this code."),
    "not_sealed_here": _("This book knows no such bundle."),
}
