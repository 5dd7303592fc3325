"""Sentences for the refusals of learning."""

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

SENTENCES = {
    "gone": Sentence(
        _("There is no such record, or it is not yours to see."), who=_("The home bureau can say who holds it.")
    ),
    "look_over": _("Some entries cannot stand. Look at the marked fields."),
    "say_it": _("Say it in words."),
    "no_such_theme": _("Choose a theme of the city's rules."),
    "day_has_passed": _("Give today or a day to come."),
    "not_your_unit": Sentence(_("You do not speak for %(unit)s."), who=_("Whoever has the duty there can.")),
    "asker_decides": _("%(unit)s asked this, and decides on its answers."),
    "officers_answer": _("Officers in the host city answer questions."),
    "claimed_already": Sentence(_("%(person)s has this question."), do=_("Say that you help.")),
    "yours_already": _("You have this question yourself."),
    "helps_already": _("You help with this question already."),
    "yours_to_look_at": _("You look at the answers to this question already."),
    "holder_passes": _("Who has the question, the home bureau or the branch passes it on."),
    "answer_waits": _("You have answered. The asker is to look first."),
    "cannot_answer": _("%(person)s has no duty to answer questions."),
    "withdrawn_already": _("This was taken back on %(day)s."),
    "accepted_already": _("An answer was accepted on %(day)s."),
    "not_your_answer": _("An answer is changed by who gave it, until the asker has looked."),
    "your_own_answer": _("Nobody accepts their own answer. A colleague of the unit that asked can."),
    "asked_further_already": _("It was asked further on %(day)s. Wait for the next answer."),
    "nobody_has_it": _("Nobody has this question any more."),
    "not_your_activity": _("Choose an activity in which you took part."),
    "not_your_contact": _("Choose from the contacts that you know."),
    "too_many_files": _("At most %(most)s files at once."),
    "may_not_write": _("Your duties do not include writing practices and comparisons."),
    "writer_only": _("Who wrote it, or the home bureau, changes it."),
    "not_accepted": _("A practice is made of an accepted answer."),
    "told_already": _("A practice was made of this already."),
    "in_use": _("%(units)s try it or have adopted it. They drop it first."),
    "adopted_already": _("%(unit)s takes this practice over already."),
    "no_such_step": _("This step does not follow. An idea is tried first, then adopted; anything may be dropped."),
    "result_needed": _("Write what came of it."),
    "day_of_step": _("Give a day from %(day)s to today."),
    "officers_reflect": _("Officers in the host city write reflections."),
    "not_your_words": _("Only its writer changes it or takes it back."),
    "another_reads_it": _("The branch or the home bureau reads it before it is published, never its writer."),
    "reflection_moved_on": _("It has moved on meanwhile. Look at it again."),
    "not_yet": _("This day is still to come. Give a day that has been."),
    "say_there": _("Choose a practice, or say what they do there."),
}
