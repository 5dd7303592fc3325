"""Words of to-dos: sentences for refusals, kinds, and the verbs of the book."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

SENTENCES = {
    "gone": _("There is no such to-do, or it is not yours to see."),
    "not_yours": Sentence(_("This to-do is another's."), who=_("Whoever has it or set it can change it.")),
    "say_what": _("Say what is to be done."),
    "closed_already": _("It was closed on %(on)s."),
    "owner_gone": Sentence(_("The account of %(owner)s is closed."), do=_("Choose somebody else.")),
}

KINDS: dict[str, Any] = {
    "next_step": _("Next step"),
    "promise": _("Promise"),
    "key_task": _("Work priority"),
    "fact_sheet": _("Fact sheet"),
    "evidence": _("Evidence"),
    "dispatch": _("From the dispatch"),
    "instruction": _("Instruction"),
    "joint_review": _("Joint review"),
    "escalation": _("Commitment of a task force"),
    "exchange": _("Agreed at the weekly exchange"),
    "host_duty": _("Duty at the host"),
    "enclave": _("Share of an enclave to pay over"),
    "pursuit": _("One way to a firm"),
    "mentoring": _("Mentors"),
    "hot_signal": _("A client can talk"),
    "shortlist": _("From the shortlist"),
}

VERBS = {
    "task.set": _("set a to-do"),
    "task.closed": _("closed a to-do"),
    "task.reassigned": _("handed on a to-do"),
    "task.due_moved": _("moved the day of a to-do"),
}

FIELDS = {
    "what": _("Matter"),
    "owner": _("Who"),
    "due_on": _("By when"),
    "kind": _("Kind"),
    "about_name": _("About"),
    "set_on": _("Set on"),
    "closed_on": _("Closed on"),
    "closing_note": _("How it ended"),
}


def kind_name(kind: str) -> str:
    """Return what a kind of to-do is called; an unnamed one as it is written."""
    return str(KINDS.get(kind, kind))
