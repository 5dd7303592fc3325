"""Words of the programme: sentences for refusals, names of codes, verbs of the book, columns."""

from datetime import date
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from hometown.face import formats
from hometown.face.sentences import Sentence
from hometown.kernel.dates import DatedTo
from hometown.policy.shape import Named

from .models import Batch, City, Unit

SENTENCES = {
    # Who may
    "may_not_run": Sentence(_("You do not run this programme."), who=_("The organisation department can.")),
    "may_not_lead": Sentence(
        _("The branch's committee keeps its work."), who=_("The secretary and the committee of the batch can.")
    ),
    "gone": _("There is no such record, or it is not yours to see."),
    "not_oneself": Sentence(_("Nobody gives a duty to themselves."), do=_("Ask somebody else who runs the programme.")),
    # Action plans
    "may_not_keep_plans": Sentence(
        _("You do not keep the city's action plans."), who=_("The bureau and the organisation department do.")
    ),
    "plan_known": _("There is a plan of this title for %(year)s already."),
    "clause_known": _("The plan has a clause %(number)s already."),
    # Places
    "no_home": Sentence(_("This home is not initialised."), do=_("Run: hometown init")),
    "no_city": _("No city %(code)s is part of the programme."),
    "begun_already": _("The home city is written already."),
    "no_such_division": _("The table of divisions has no such place: %(code)s."),
    "city_known": _("%(name)s is a city of the programme already."),
    "name_needed": _("Give a name."),
    "unit_known": Sentence(_("%(name)s stands here already."), do=_("Use it, or say what tells the two apart.")),
    "unit_below_itself": _("%(name)s cannot stand below itself."),
    "district_elsewhere": _("%(code)s is no district of %(city)s."),
    # Batches
    "number_taken": _("There is a batch number %(number)s already."),
    "ends_first": _("The last day comes before the first."),
    "batch_state": _("A batch goes from planned to open to closed, never back."),
    "batch_closed": Sentence(_("%(batch)s is closed."), do=_("Its records stay as they are.")),
    "posting_outside": Sentence(
        _("Postings reach from %(first)s to %(last)s and would lie outside."), do=_("End or move them first.")
    ),
    "no_such_milestone": _("There is no such milestone: %(kind)s."),
    # Officers and postings
    "officer_known": Sentence(
        _("There is a %(name)s of %(unit)s already."), do=_("If this is another person, say that they are a namesake.")
    ),
    "account_linked": _("%(name)s has another account already."),
    "account_taken": _("The account of %(name)s belongs to another officer."),
    "posted_already": Sentence(
        _("The officer is at %(host)s from %(first)s to %(last)s."), do=_("End that posting first, or change its host.")
    ),
    "outside_batch": _("The batch lasts from %(first)s to %(last)s."),
    "change_outside": _("The posting lasts from %(first)s to %(last)s; choose a day in it."),
    "same_host": _("The officer is at %(host)s already."),
    "not_a_host": Sentence(_("%(unit)s receives no officers."), do=_("Choose a host unit.")),
    "not_a_group": _("%(unit)s is no group of officers."),
    # Duties
    "no_such_role": _("The rules have no role %(role)s."),
    "administrators_apart": Sentence(
        _("Administrators have no business duty."), who=_("The security administrator grants it.")
    ),
    "role_needs_batch": _("This role is held over a batch. Choose one."),
    "role_needs_unit": _("This role is held over a unit. Choose one."),
    "duty_ended": _("This duty ended on %(on)s."),
    # The branch
    "branch_exists": _("%(batch)s has a branch already."),
    "no_such_post": _("There is no such post: %(post)s."),
    "branch_dissolved": _("The branch dissolved on %(on)s."),
    "not_of_the_batch": _("%(name)s is not posted in this batch."),
    "has_a_post": Sentence(_("%(name)s has a post already."), do=_("End it first.")),
    "secretary_held": Sentence(_("The branch has a secretary."), do=_("End that appointment first.")),
    "post_ended": _("The post cannot end that day; see %(on)s."),
    "before_founding": _("The branch was founded on %(on)s."),
    # Work
    "say_it": _("Write something here."),
    "done_already": _("It was done on %(on)s."),
    "not_done": _("It is not done yet."),
    "say_why": _("Say what you need it for."),
    "same_text": _("Version %(number)s says the same."),
    "not_yours_to_read": _("Only the officers of the batch acknowledge its rulebooks."),
    # Leave
    "no_such_leave": _("The rules know no leave of the kind %(kind)s."),
    "leave_outside": _("The posting lasts from %(first)s to %(last)s."),
    "leave_overlaps": Sentence(
        _("There is leave from %(first)s to %(last)s already."), do=_("Withdraw it first, or choose other days.")
    ),
    "back_outside": _("The leave lasts from %(first)s to %(last)s."),
    "decided_already": _("This leave is decided already."),
    "own_leave": _("Nobody decides their own leave."),
    "not_the_office": Sentence(_("Another office decides this leave."), do=_("The page of leave says which.")),
    "refusal_needs_reason": _("Say why, so that the officer can plan anew."),
    "not_withdrawable": Sentence(_("The leave has begun or is decided."), do=_("If somebody is back early, say so.")),
    "not_on_leave": _("This leave is not approved."),
}

PLAN, PLAN_CLAUSE = _("Action plan"), _("Clause of the action plan")
BATCH, OFFICER, UNIT, KEY_TASK, RULEBOOK = (
    _("A batch"), _("An officer"), _("A unit"), _("A work priority"), _("A rulebook"),
)  # fmt: skip

UNIT_KINDS: dict[str, Any] = {
    "bureau": _("Investment promotion bureau"),
    "department": _("Department of the city"),
    "county": _("County"),
    "park": _("Park"),
    "host": _("Host unit"),
    "district": _("Host district"),
    "enterprise": _("State-owned enterprise"),
    "group": _("Group of officers"),
}
BATCH_STATES: dict[str, tuple[Any, str]] = {
    "planned": (_("planned"), "blue"),
    "open": (_("at work"), "green"),
    "closed": (_("ended"), ""),
}
MILESTONES: dict[str, Any] = {
    "kick_off": _("Kick-off"),
    "mid_term": _("Mid-term"),
    "appraisal": _("Appraisal"),
    "closing": _("Closing"),
}
POSTS: dict[str, Any] = {
    "secretary": _("Secretary"),
    "deputy_secretary": _("Deputy secretary"),
    "organisation": _("Committee member for organisation"),
    "publicity": _("Committee member for publicity"),
    "discipline": _("Committee member for discipline"),
}
LEAVE_STATES: dict[str, tuple[Any, str]] = {
    "asked": (_("to be decided"), "amber"),
    "approved": (_("approved"), "green"),
    "refused": (_("not approved"), "red"),
    "withdrawn": (_("withdrawn"), ""),
}
LEVELS: dict[str, Any] = {"district": _("in a district"), "city": _("with the host city")}
OFFICES: dict[str, Any] = {
    "host_unit": _("the host unit"),
    "host_district": _("the host district"),
    "home_city": _("the organisation department at home"),
}
MAY_NOT: dict[str, Any] = {
    "admit_members": _("admit members"),
    "discipline": _("discipline members"),
    "collect_dues": _("collect dues"),
    "hold_elections": _("hold elections"),
}
FINDINGS: dict[str, Any] = {
    "formal_branch": _("The batch lasts longer than %(term)s: where it qualifies, a formal branch should be set up."),
    "no_branch": _("The batch is at work and has no branch. The approving organisation sets one up."),
    "dissolves": _("The batch ended on %(on)s. A temporary branch dissolves with it."),
    "no_secretary": _("The branch has no secretary. The approving organisation appoints one."),
    "secretaries": _("%(count)s persons are secretary at once."),
    "few_members": _("%(members)s members are fewer than the %(least)s a branch needs. Join another branch."),
    "committee_unneeded": _("With %(members)s members a secretary is enough; a committee begins at %(from)s."),
    "committee_small": _("With %(members)s members the committee has %(size)s; it needs at least %(least)s."),
    "committee_large": _("The committee has %(size)s; at most %(most)s."),
    "committee_unusual": _("The committee has %(size)s; usual are up to %(usual)s, at most %(most)s."),
}

VERBS = {
    "programme.begun": _("wrote the home city"),
    "city.added": _("added a city"),
    "unit.added": _("added a unit"),
    "unit.edited": _("changed a unit"),
    "batch.planned": _("planned a batch"),
    "batch.opened": _("opened a batch"),
    "batch.edited": _("changed a batch"),
    "batch.closed": _("closed a batch"),
    "batch.districts_set": _("set the districts of a batch"),
    "milestone.added": _("added a milestone"),
    "milestone.removed": _("took a milestone back"),
    "officer.added": _("added an officer"),
    "officer.edited": _("corrected an officer's record"),
    "officer.linked": _("linked an officer's account"),
    "officer.posted": _("posted an officer"),
    "officer.moved": _("moved an officer to another host unit"),
    "posting.ended": _("ended a posting"),
    "duty.given": _("gave a duty"),
    "duty.ended": _("ended a duty"),
    "branch.founded": _("wrote the branch"),
    "branch.edited": _("changed the branch"),
    "branch.appointed": _("appointed to a post in the branch"),
    "branch.post_ended": _("ended a post in the branch"),
    "branch.dissolved": _("wrote that the branch dissolved"),
    "plan.added": _("wrote an action plan"),
    "plan.clause_added": _("wrote a clause of an action plan"),
    "plan.clause_edited": _("corrected a clause of an action plan"),
    "plan.task_tied": _("tied a to-do to a clause of an action plan"),
    "plan.task_untied": _("took a to-do from a clause of an action plan"),
    "key_task.added": _("added a work priority"),
    "key_task.edited": _("changed a work priority"),
    "key_task.finished": _("finished a work priority"),
    "key_task.reopened": _("reopened a work priority"),
    "rulebook.issued": _("issued a rulebook"),
    "rulebook.acknowledged": _("acknowledged a rulebook"),
    "leave.asked": _("asked for leave"),
    "leave.approved": _("approved leave"),
    "leave.refused": _("refused leave"),
    "leave.withdrawn": _("withdrew leave"),
    "leave.ended": _("came back from leave early"),
}

FIELDS: dict[str, Any] = {
    "name": _("What it is called"),
    "name_en": _("Name in English"),
    "number": _("Number"),
    "host_city": _("Host city"),
    "first_on": _("First day"),
    "last_on": _("Last day"),
    "state": _("State"),
    "cloned_from": _("Copied from"),
    "home_unit": _("Sending unit"),
    "home_title": _("Post at home"),
    "phone": _("Phone"),
    "user": _("Account"),
    "kind": _("Kind"),
    "parent": _("Stands under"),
    "division_code": _("Division"),
    "is_active": _("In use"),
    "text": _("Text"),
    "plan_clause": _("Clause of the action plan"),
    "clause": _("Clause of the action plan"),
    "plan": _("Action plan"),
    "year": _("Year"),
    "issued_on": _("Issued on"),
    "lead_unit": _("Lead unit"),
    "task": _("To-do"),
    "owner": _("Who"),
    "due_on": _("By when"),
    "done_on": _("Done on"),
    "result": _("Result"),
    "title": _("Title of the rulebook"),
}


def language() -> str:
    """Return the reader's language."""
    return get_language() or "zh-hans"


def is_chinese() -> bool:
    """Tell whether the reader's language is Chinese."""
    return language().startswith("zh")


def named(thing: Batch | Unit | City | None) -> str:
    """Return the name of a batch, unit or city in the reader's language, the Chinese one where there is no other."""
    if thing is None:
        return ""
    return thing.name if is_chinese() or not thing.name_en else thing.name_en


def word(items: tuple[Named, ...], code: str) -> str:
    """Return what a code of the policy is called; the code itself when the policy does not know it."""
    return next((item.text(language()) for item in items if item.code == code), code)


def day(on: date) -> str:
    """Return a day as people write it, with its year."""
    return formats.day(DatedTo(on), language())


def due_words(due_on: date, today: date) -> str:
    """Return how far a day is off: 3 days left, today, 2 days over."""
    left = (due_on - today).days
    if left == 0:
        return str(_("today"))
    if left > 0:
        return ngettext("%(count)d day left", "%(count)d days left", left) % {"count": left}
    return ngettext("%(count)d day over", "%(count)d days over", -left) % {"count": -left}
