"""Sentences for the refusals of duty and care."""

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

SENTENCES = {
    "gone": _("There is no such record, or it is not yours to see."),
    "say_it": _("Say it in words."),
    "fewer_words": _("At most %(most)s characters."),
    "host_only": Sentence(_("%(unit)s gives duty and feedback here."), who=_("Ask the people of the host unit.")),
    "officer_only": _("Only %(officer)s says this."),
    "not_posted_now": _("The posting runs from %(first)s to %(last)s."),
    "no_account": Sentence(
        _("%(officer)s has no account yet."), who=_("The organisation department links officers with accounts.")
    ),
    "read_already": Sentence(_("The officer read it on %(day)s."), do=_("Write another one.")),
    "taken_back_already": _("This was taken back on %(day)s."),
    "no_posting": _("You are not posted today."),
    "no_readers": Sentence(
        _("Nobody is named yet to read needs of this batch."), who=_("The organisation department names them.")
    ),
    "readers_only": _("Only a named reader of the batch notes a need for an officer who has agreed."),
    "consent_first": _("Nothing is noted without consent: say that it is given, on which day and how."),
    "no_such_kind": _("Choose a kind of the city's rules."),
    "until_when": _("Give a day from today to %(day)s."),
    "own_only": _("Only the officer takes consent back."),
    "no_candidate": _("%(person)s cannot be named: no role allows it, or they are named already."),
    "few_readers": Sentence(
        _("At most %(most)s readers at once, by the city's rules."), do=_("End another one first.")
    ),
}
