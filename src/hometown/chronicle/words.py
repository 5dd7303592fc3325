"""Sentences for the refusals of fact sheets and monthly reports."""

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

SENTENCES = {
    "gone": _("There is no such record, or it is not yours to see."),
    "say_it": _("Say it in words."),
    "fewer_words": _("At most %(most)s characters."),
    "no_marks": Sentence(
        _("“%(found)s” marks or compares. A fact sheet says what was done, in words."), do=_("Say it without.")
    ),
    "typed_number": Sentence(
        _("“%(found)s” is typed. A number comes from records."),
        do=_("Put the place of a figure there, or leave it out."),
    ),
    "no_figure": _("No figure is called “%(name)s”."),
    "keeper_only": Sentence(
        _("The coordinator of the batch or the organisation department does this, and nobody their own."),
        who=_("The organisation department."),
    ),
    "officer_only": _("Only %(officer)s says this."),
    "open_it_first": _("Open and read it first; the reading is logged."),
    "no_account": Sentence(
        _("%(officer)s has no account yet."), who=_("The organisation department links officers with accounts.")
    ),
    "not_begun": _("The posting begins on %(day)s."),
    "drawn_already": _("It is drawn already."),
    "no_line": _("Choose a line of the sheet."),
    "passed_on_already": _("It was passed on on %(day)s."),
    "answered_already": _("It was answered on %(day)s."),
    "accepted_or_left": _("Say whether it is accepted or the line is left as it is."),
    "reason_needed": _("Give the reason."),
    "officer_first": _("The officer has it alone until %(day)s, or passes it on earlier."),
    "answer_first": _("Answer every remark of the officer first."),
    "close_first": _("It is closed first; the conclusion comes after."),
    "closed_already": _("It was closed on %(day)s and stays as it is."),
    "no_such_month": _("Choose a month you were posted in."),
    "sent_already": Sentence(_("It was sent on %(day)s."), do=_("Take it back first.")),
    "not_sent": _("It was not sent."),
    "nobody_reads": Sentence(
        _("Nobody of %(unit)s may read monthly reports yet."),
        do=_("Take it along as a Word file."), who=_("The organisation department gives that duty."),
    ),
}  # fmt: skip
