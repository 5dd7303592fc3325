"""Sentences for the refusals of landing."""

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

SENTENCES = {
    "gone": Sentence(
        _("There is no such record, or it is not yours to see."), who=_("The home bureau can say who holds it.")
    ),
    "not_yours": Sentence(_("Your duties do not include this."), who=_("Ask the home bureau who may do it.")),
    "coordinator_only": _("The home bureau or the branch secretary decides this."),
    "receiver_only": _("%(unit)s answers this. Whoever has the duty there can."),
    "manager_only": _("Whoever leads the task force, the home bureau or the branch secretary decides this."),
    "member_only": _("Only units of the task force report back."),
    "look_over": _("Some entries cannot stand. Look at the marked fields."),
    "cannot_land_there": _("%(unit)s is no county or park. Choose where the project may land."),
    "not_live": _("“%(project)s” is paused, lost or withdrawn. Revive it first."),
    "sent_already": Sentence(
        _("The project is with %(unit)s since %(day)s."), do=_("Wait for the answer, or recall it first.")
    ),
    "answered_already": _("This has been answered."),
    "over_already": _("This ended on %(day)s."),
    "reason_needed": _("Give the reason."),
    "words_needed": _("Say it in words."),
    "not_registered": _("The project company is not registered yet. It has landed when it is."),
    "in_review_already": _("A joint review of this project is open since %(day)s. Close it first."),
    "nobody_asked": _("Choose whom to ask."),
    "nobody_there": Sentence(
        _("Nobody at %(unit)s may mark a project yet."), do=_("Give somebody there the duty first.")
    ),
    "day_has_passed": _("Give today or a day to come."),
    "in_the_future": _("This day is still to come. Give a day that has been."),
    "no_such_line": _("The sheet has no such line."),
    "mark_out_of_range": _("Give a mark from 0 to %(full)s, with at most two places."),
    "no_such_veto": _("The rules know no such veto."),
    "nothing_said": _("Mark a line, say what is pending, or write a word. An empty sheet says nothing."),
    "undecided": Sentence(
        _("Still open: at least %(least)s, at most %(most)s, and %(pass_at)s is needed."),
        do=_("What is pending decides. Ask the departments, or call the review off."),
    ),
    "not_all_answered": Sentence(
        _("%(units)s have not answered, and could still veto."),
        do=_("Wait for them, excuse who let its day go by, or call the review off."),
    ),
    "review_said_no": Sentence(
        _("The joint review of %(day)s said no: %(reasons)s."), do=_("A new review must pass first.")
    ),
    "grade_does_not_escalate": _("The grade of this project calls no task force."),
    "escalated_already": _("The project has a task force since %(day)s."),
    "unit_left": _("%(unit)s has left the task force already."),
    "still_has_time": _("%(unit)s has time until %(day)s."),
    "unit_twice": _("%(unit)s stands there twice."),
    "commitments_open": _("Not done yet: %(commitments)s. Close them or hand them on first."),
    "another_commitment": _("This to-do belongs to something else."),
    "about_one_thing": _("An instruction is about one project or one escalation."),
    "instructed_twice": _("%(person)s stands there twice."),
    "answers_open": _("No answer yet from: %(names)s. Say why you close it without."),
}
