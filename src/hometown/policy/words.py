"""Words of the rules: sentences for refusals, for problems in a text, and names for what the shape calls its fields."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence, written

from .labels import CODES, FIELDS
from .problems import Problem
from .shape import Term, Unit

SENTENCES = {
    "invalid": Sentence(_("These rules have %(count)s problems."), do=_("Each is named with its line.")),
    "may_not_propose": Sentence(_("You may not propose rules."), who=_("The bureau can.")),
    "may_not_adopt": Sentence(_("You may not adopt rules."), who=_("A city leader or the bureau can.")),
    "own_proposal": Sentence(_("You proposed these rules."), do=_("Somebody else adopts them.")),
    "not_a_draft": _("Version %(label)s is no longer a proposal."),
    "already_withdrawn": _("Version %(label)s is withdrawn already."),
    "in_force_already": Sentence(_("Version %(label)s is in force."), do=_("Propose a new one to replace it.")),
    "reason_needed": _("Say why it is withdrawn."),
    "label_taken": Sentence(_("There is a version %(label)s already."), do=_("Give `version` another value.")),
    "nothing_changes": _("These are the rules that stand already."),
    "in_the_past": Sentence(
        _("These rules would begin on %(day)s, in the past."), do=_("Set `effective_from` to today or later.")
    ),
    "no_such_version": _("There is no such version, or it is not for you."),
    "no_such_stage": _("The rules know no stage “%(stage)s”."),
    "no_leave_step": _("The rules do not say who approves leave of %(days)s days."),
}

PROBLEMS: Mapping[str, Any] = {
    # The text
    "syntax": _("YAML cannot read this: %(what)s."),
    "odd_character": _("A character that no YAML may hold."),
    "too_long": _("The text is longer than any set of rules (at most %(most)s)."),
    "too_deep": _("Blocks within blocks, more than %(most)s deep."),
    "two_documents": _("A second document begins here. One file holds one set of rules."),
    "alias": _("A reference (*) to another place. Write the value out."),
    "anchor": _("An anchor (&). Write each value out where it stands."),
    "tag": _("A tag (%(tag)s). Rules need none."),
    "key_not_text": _("A key must be a word."),
    "key_twice": _("This key stands on line %(first)s already."),
    "not_rules": _("This is no set of rules."),
    "not_as_adopted": _("This is not the text that was adopted."),
    # One value
    "missing": _("“%(name)s” is missing."),
    "unknown_key": _("The rules have no place for “%(name)s”."),
    "forbidden_by_law": _(
        "“%(name)s” has no place here. The rules against formalism allow no presence lists, no movement records, "
        "no marks or contests for persons, no compulsory pictures."
    ),
    "not_one_of": _("“%(given)s” is none of: %(known)s."),
    "not_text": _("A word or a sentence stands here, not a block."),
    "bad_code": _("Not a valid code."),
    "empty": _("Nothing stands here."),
    "text_too_long": _("Longer than %(max_length)s characters."),
    "not_a_number": _("A number stands here."),
    "not_yes_or_no": _("true or false stands here."),
    "not_a_day": _("A day is written like 2019-09-01."),
    "not_a_list": _("A list stands here, such as [one, two]."),
    "not_a_block": _("A block of keys stands here."),
    "too_few": _("The list is too short."),
    "too_many": _("The list is too long."),
    "out_of_range": _("The number is out of range."),
    "not_a_term": _("A term is written like 3 workdays, 14 days or 2 months."),
    "split_not_100": _("The two parts add up to 100."),
    "not_right": _("This cannot stand here: %(what)s."),
    # Blocks that do not fit each other
    "code_twice": _("The code “%(code)s” stands twice in this list."),
    "unknown_role": _("There is no role “%(name)s”."),
    "unknown_stage": _("There is no stage “%(name)s”."),
    "unknown_source": _("There is no source “%(name)s”."),
    "role_may_not": _("The role “%(role)s” may not do this: it lacks %(capability)s."),
    "administrator_with_business": _("“%(role)s” is an administrator and may have no business data."),
    "administrator_of_two": _("“%(role)s” unites two administrators. They are three persons."),
    "administrator_code": _("Only these roles may administer: %(others)s."),
    "administrators_together": _("“%(role)s” must exclude %(others)s."),
    "nobody_may": _("No role holds %(capability)s; nobody could do it."),
    "verifier_reports": _("“%(role)s” verifies, so it may neither report evidence nor move projects."),
    "due_without_stage": _("A due term needs the stage it counts from, and the stage needs the term."),
    "stage_missing": _("The stage “%(stage)s” is missing. Mark it retired if it is not used."),
    "stage_out_of_order": _("“%(stage)s” comes before “%(before)s”. Figures count in that order."),
    "stage_needed": _("“%(stage)s” cannot be retired: figures count by it."),
    "compulsory_photo": _("“%(evidence)s” could only be shown by a photograph. Offer another kind beside it."),
    "status_missing": _("The status “%(status)s” is missing."),
    "status_without_reasons": _("“%(status)s” needs reasons to choose from."),
    "sheet_not_100": _("The full marks add up to %(total)s, not 100."),
    "appeal_to_nobody": _("An appeal needs somebody to decide it."),
    "appeal_to_decider": _("Who decided cannot decide the appeal."),
    "leave_gap": _("Leave at the level “%(level)s” must start at 0 days and rise."),
    "branch_may_not": _("A temporary branch may not do this: %(thing)s. Say so here."),
    "committee_sizes": _("The least is more than the most."),
    "rates_twice": _("“%(code)s” has two rates from one day, or is the yuan itself."),
    "no_yuan": _("The yuan (CNY) is missing."),
    "not_a_day_off": _("%(day)s is no weekday of this year."),
    "not_a_day_worked": _("%(day)s is no weekend day of this year."),
    "code_vanished": _("“%(name)s” is gone, but records may carry it. Keep it, with retired: true."),
}

VERBS = {
    "policy.proposed": _("proposed rules"),
    "policy.adopted": _("adopted rules"),
    "policy.withdrawn": _("withdrew rules"),
    "policy.installed": _("installed the rules of the house"),
}
VERSION_FIELDS = {
    "number": _("Number of the version"),
    "label": _("Version"),
    "text": _("The rules"),
    "digest": _("Fingerprint"),
    "effective_from": _("In force from"),
    "note": _("Why it changes"),
    "state": _("State"),
    "proposed_by": _("Proposed by"),
    "proposed_at": _("Proposed at"),
    "adopted_by": _("Adopted by"),
    "adopted_at": _("Adopted at"),
    "withdrawn_by": _("Withdrawn by"),
    "withdrawn_at": _("Withdrawn at"),
    "withdrawn_because": _("Why it is withdrawn"),
}


def say_problem(problem: Problem) -> str:
    """Return what is wrong, in the reader's language, with the word that was probably meant."""
    facts = {name: written(fact) for name, fact in problem.facts.items()}
    sentence = str(PROBLEMS[problem.code])
    said = sentence % facts if "%(" in sentence else sentence
    meant = problem.facts.get("nearest")
    hint = _("Did you mean “%(word)s”?") % {"word": meant} if meant else ""
    return f"{said} {hint}".strip() if not chinese() else f"{said}{hint}"


def chinese() -> bool:
    """Tell whether the reader's language is Chinese."""
    return (get_language() or "zh").startswith("zh")


def term(length: Term | None) -> str:
    """Return a term as people say it: 3 workdays, 3个工作日."""
    if length is None:
        return ""
    count = {"count": length.count}
    if length.unit is Unit.WORKDAY:
        return ngettext("%(count)d workday", "%(count)d workdays", length.count) % count
    if length.unit is Unit.MONTH:
        return ngettext("%(count)d month", "%(count)d months", length.count) % count
    return ngettext("%(count)d day", "%(count)d days", length.count) % count


def field_words(code: str) -> str:
    """Return the name of a field of the shape."""
    return str(FIELDS.get(code, code))


def code_words(code: str) -> str:
    """Return the words of a code from a closed list (a capability, a medium …); the code itself if it is none."""
    return str(CODES.get(code, code))
