"""Sentences for the refusals of the weekly exchange."""

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

SENTENCES = {
    "gone": _("There is no such record, or it is not yours to see."),
    "not_yours": _("Only whoever asked, or the committee, takes this back."),
    "committee_only": Sentence(
        _("The secretary and the committee of the branch prepare and hold the exchange."),
        who=_("Ask one of them."),
    ),
    "not_of_the_batch": _("Only those who serve in the batch take part in its exchange."),
    "look_over": _("Some entries cannot stand. Look at the marked fields."),
    "not_in_the_week": _("Give a day of the week %(week)s."),
    "week_taken": Sentence(_("The week %(week)s has an exchange."), do=_("Open it, or cancel it first.")),
    "no_section": _("Choose a section of the pack."),
    "words_needed": _("Say it in words."),
    "reason_needed": _("Give the reason."),
    "typed_count": Sentence(
        _("“%(count)s” is typed. A count comes from a figure."),
        do=_("Leave it out, or put the figure in its place: {visited}, {leads}, {signed}."),
    ),
    "no_figure": _("No figure is called %(names)s."),
    "left_out": _("This item is left out. Take it in first."),
    "one_person": _("Choose one person of the batch or the bureau."),
    "day_to_come": _("Give today or a day to come."),
    "attendance_not_asked": _("No rulebook of the batch asks who was there, so it is not written down."),
    "not_held_yet": _("It is held on %(day)s. Close it then."),
    "closed": _("This exchange was closed on %(day)s. It stays as it is."),
    "cancelled": _("This exchange was cancelled on %(day)s."),
    "answered_already": _("Somebody answered on %(day)s."),
    "taken_back": _("It was taken back on %(day)s."),
}
