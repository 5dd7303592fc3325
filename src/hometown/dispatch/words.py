"""Sentences for the refusals of the dispatch."""

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

SENTENCES = {
    "gone": Sentence(
        _("There is no such record, or it is not yours to see."), who=_("The branch secretary can say who has it.")
    ),
    "no_batch": _("There is no batch %(number)s that you dispatch."),
    "no_day": _("“%(day)s” is no day. Write it as 2019-11-05."),
    "day_to_come": _("That day is still to come. A board shows today, or a day that has been."),
    "dispatcher_only": _("The branch secretary or the home bureau assigns and issues."),
    "not_yours_to_answer": Sentence(
        _("This was assigned to somebody else."), who=_("Whoever has it answers; who gave it can hand it on.")
    ),
    "workers_only": _("Whoever works on projects says what stands in their way."),
    "say_what": _("Say what is to be done."),
    "say_it": _("Say it in words."),
    "say_what_changed": _("It was given back: say what has changed since, or give another proof."),
    "look_over": _("Some entries cannot stand. Look at the marked fields."),
    "not_serving": _("%(person)s does not serve in this batch on that day. Choose somebody who does."),
    "day_has_passed": _("Give today or a day to come."),
    "say_when": _("Say before which day it cannot be done."),
    "no_such_answer": _("Answer: done, help wanted, or not before a day."),
    "closed_already": _("This was closed on %(day)s."),
    "cleared_already": _("This was cleared on %(day)s."),
    "issued_already": _("The sheet of %(day)s was issued already. One is issued a day."),
    "nothing_to_issue": _("The board is empty and no line is written: there is nothing to issue."),
    "supervisor_only": _("A leader, the home bureau or the branch secretary has something supervised."),
    "about_one_thing": _("What is supervised stands on one instruction, or on one activity or trip."),
    "supervised_already": _("This is supervised already."),
    "due_needed": _("Say by which day it is to be done."),
    "owner_reports": _("%(unit)s reports this done."),
    "setter_decides": Sentence(
        _("%(person)s set this and confirms it. Whoever owes it never does."), who=_("The home bureau also can.")
    ),
    "you_reported_it": Sentence(_("You reported this done."), who=_("Somebody else of the home bureau confirms it.")),
    "proof_needed": Sentence(
        _("Nothing proves it yet."), do=_("Add a file, or the address of a page here that shows it.")
    ),
    "one_proof": _("Give a file or the address of a page, not both."),
    "no_such_page": _("No record of this house stands at that address, or you may not see it."),
    "not_reported": _("It has not been reported done yet."),
    "call_ends": _("It ends after it begins, within a day. Look at the two times."),
    "call_passed": Sentence(_("This time has passed."), do=_("Record what took place as a visit.")),
    "call_over": _("Somebody goes already, or it has ended."),
    "other_project": _("This project is of another firm."),
    "too_late": _("This train arrives after the meeting begins."),
    "too_early": _("This train leaves before the meeting ends."),
    "later_day_needed": _("An extension ends later than %(day)s."),
}
