"""Sentences for the refusals of field work, and for what a visit lacks."""

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

from .rules import Lack

SENTENCES = {
    "no_activity": _("There is no such activity, or it is not yours to see."),
    "no_event": _("There is no such event, or it is not yours to see."),
    "no_note": _("There is no such note, or its writer keeps it private."),
    "no_file": _("There is no such paper, or it is not yours to see."),
    "may_not_record": Sentence(
        _("Your duties do not include recording visits and activities."),
        who=_("Officers, the branch and the bureau record them."),
    ),
    "not_among_them": Sentence(
        _("You were not among those who took part."),
        do=_("Add yourself, or let one of them record it."),
        who=_("The secretary of the branch and the bureau record for others."),
    ),
    "may_not_edit": Sentence(
        _("This activity is not yours to change, or it was withdrawn."),
        who=_("Whoever recorded it, took part, or answers for the batch may."),
    ),
    "not_your_note": _("Only its writer changes or shares a note."),
    "no_kind": _("Choose one of the kinds of activity in the city's rules."),
    "not_yet": _("%(on)s is still to come. Record what has happened; what is planned is a next step."),
    "company_twice": _("%(company)s is named twice. Keep it once, with everybody you met there."),
    "officer_needed": _("Name at least one officer who took part."),
    "intent_needs_words": _("Write what %(company)s said about investing, in their words, or add a paper."),
    "due_before": _("The next step is due before the day of the activity. Choose a later day."),
    "step_needed": _("Write what the next step is, or take out its date."),
    "reason_needed": _("Say why. The activity stays in the book with your reason."),
    "already_withdrawn": _("This activity was already withdrawn."),
    "name_needed": _("Give it a name."),
    "ends_before": _("It ends before it begins. Look at the two days."),
    "text_needed": _("Write something first."),
    "already_shared": _("This note is already shared."),
    "not_shared": _("This note is not shared."),
}

LACKS = {
    Lack.COMPANY: (_("Name the firm"), _("Without it no firm was visited.")),
    Lack.IN_PERSON: (_("Meet somebody in person"), _("A call or a letter is kept, and counts as no visit.")),
    Lack.COUNTERPART: (_("Name whom you met"), _("A firm counts as visited when a person there is named.")),
}
INTERESTS = {
    "not_raised": _("Not raised"),
    "curious": _("Wants to know more"),
    "intent": _("Intends to invest"),
}
INTEREST_TONES = {"not_raised": "", "curious": "blue", "intent": "green"}
EVENT_KINDS = {
    "forum": _("Forum"),
    "fair": _("Fair or expo"),
    "symposium": _("Symposium"),
    "other": _("Other event"),
}
VERBS = {
    "activity.recorded": _("recorded an activity"),
    "activity.edited": _("edited an activity"),
    "activity.withdrawn": _("withdrew an activity"),
    "activity.paper_taken_out": _("took a paper out of an activity"),
    "event.added": _("added an event"),
    "event.edited": _("edited an event"),
    "note.written": _("wrote a note"),
    "note.edited": _("edited a note"),
    "note.shared": _("shared a note"),
    "note.kept_private": _("made a note private again"),
}
ACTIVITY_FIELDS = {
    "kind": _("Kind"),
    "title": _("Title"),
    "on": _("Day"),
    "precision": _("How fine the day is"),
    "starts_at": _("Time"),
    "batch": _("Batch"),
    "event": _("Event"),
    "host_unit": _("Host unit"),
    "place": _("Place"),
    "division_code": _("Division"),
    "summary": _("What was said"),
    "next_step": _("Next step"),
    "next_step_due": _("Due"),
    "recorded_by": _("Recorded by"),
    "edited_at": _("Edited"),
    "withdrawn_on": _("Withdrawn"),
    "withdrawn_because": _("Reason"),
}
EVENT_FIELDS = {
    "name": _("Name"),
    "kind": _("Kind"),
    "first_on": _("First day"),
    "last_on": _("Last day"),
    "place": _("Place"),
    "organiser": _("Organiser"),
}
