"""Sentences for the refusals of the book."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "changed_meanwhile": _(
        "Somebody changed “%(record)s” while you had it open. Nothing was overwritten, and what you typed is kept."
    ),
    "written_meanwhile": _(
        "Somebody wrote the same at the same moment. Look whether it is there before you save again."
    ),
}
