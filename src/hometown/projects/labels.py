"""What stages, fields, papers and states of projects are called. The city's own words come from its rules."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hometown.face.formats import is_chinese
from hometown.policy.rules import evidence_kind
from hometown.policy.shape import Named, Policy, ProjectField

from .rules import Kind, Missing

FIELDS: dict[str, Any] = {
    "company": lazy("Company"),
    "uscc": lazy("The company's unified social credit code"),
    "name": lazy("Project"),
    "summary": lazy("What they want to build"),
    "amount": lazy("Investment"),
    "industry": lazy("Industry"),
    "industry_code": lazy("Industry"),
    "site_need": lazy("Site they need"),
    "energy_need": lazy("Energy they need"),
    "environment_note": lazy("Environment"),
    "output_note": lazy("Expected output and tax"),
    "source": lazy("Where the lead came from"),
    "first_contact_on": lazy("First contact"),
    "counterpart": lazy("Whom we talk to"),
    "next_step": lazy("Next step"),
    "next_step_due": lazy("Next step by"),
    "chain": lazy("Chain"),
    "landing_unit": lazy("Where it lands"),
    "contract_on": lazy("Day of the contract"),
    "contract_parties": lazy("Parties to the contract"),
    "contract_amount": lazy("Amount in the contract"),
    "registered_name": lazy("Name of the project company"),
    "registered_uscc": lazy("Code of the project company"),
    "registered_region": lazy("Where the project company is registered"),
    "registered_on": lazy("Day of registration"),
    "started_on": lazy("Day construction started"),
    "produced_on": lazy("Day production started"),
    "performed_on": lazy("Day of acceptance against the contract"),
    "batch": lazy("Batch"),
    "stage": lazy("Stage"),
    "stage_on": lazy("In this stage since"),
    "reported_stage": lazy("Reported stage"),
    "status": lazy("Status"),
    "status_reason": lazy("Reason"),
    "label": lazy("Marking"),
    "grade": lazy("Grade"),
    "event": lazy("Event"),
    "introducer": lazy("Introduced by"),
    "steward": lazy("Steward"),
    "keeper": lazy("Looked after by"),
    "amount_yuan": lazy("Investment in yuan"),
    "amount_bound": lazy("How sure the amount is"),
    "currency": lazy("Currency"),
    "merged_into": lazy("The same project as"),
}
SAME_PROJECT = lazy("it is the same project as another")  # why a merged project ends; no reason of the rules
VISIT = lazy("A visit in person with a named counterpart")
VOUCHERS: dict[str, Any] = {
    "paid_in": lazy("Paid-in capital"),
    "statistics": lazy("Entry into statistics"),
    "increase": lazy("Increase"),
}
BOUNDS: dict[str, Any] = {
    "exact": pgettext_lazy("amount", "exact"),
    "at_least": lazy("at least"),
    "about": lazy("about"),
}
MARKINGS: dict[str, Any] = {
    "public": lazy("Public"),
    "internal": lazy("Internal"),
    "sensitive": lazy("Commercially sensitive"),
}
HINTS: dict[str, Any] = {
    "stages_out_of_order": lazy("A later stage carries an earlier day than the one before it."),
    "days_out_of_order": lazy("Contract, registration, construction and production are not in order of time."),
    "contract_far_above_plan": lazy("The contract is more than twice what was planned."),
    "far_above_capital": lazy("The investment is more than %(multiple)s times the company's registered capital."),
    "paper_used_elsewhere": lazy("The same file also carries another project: %(files)s."),
    "paper_used_twice": lazy("One receipt stands for two things: %(files)s."),
    "signed_again": lazy("The same firm signed a project of this name already, on %(day)s."),
    "signed_quickly": lazy("A large contract, signed %(count)s days after first contact."),
}
GROUNDS: dict[str, Any] = {
    "uscc": lazy("the same unified code"),
    "name": lazy("the same registered name"),
    "group": lazy("a firm of the same group"),
    "alike": lazy("a firm that is called alike"),
    "project_name": lazy("the same name of the project"),
    "line": lazy("the same line of business"),
    "product": lazy("the same product"),
    "amount": lazy("an amount of the same size"),
    "site": lazy("the same need of a site"),
}
RELEASES: dict[str, Any] = {
    "expired": lazy("its protection ended"),
    "no_evidence": lazy("no evidence came in time"),
    "given_up": lazy("its unit gave it up"),
    "transferred": lazy("it passed to another unit"),
    "investor": lazy("the firm chose otherwise, in writing"),
    "objection": lazy("an objection was upheld"),
    "same_project": lazy("it was the same project as another"),
    "lost": lazy("the project was lost"),
    "withdrawn": lazy("the project was withdrawn"),
}
STATES: dict[str, Any] = {
    "kept": lazy("kept by the contract"),
    "fresh": lazy("in good standing"),
    "warned": lazy("evidence is due soon"),
    "amber": lazy("evidence was missed"),
    "red": lazy("about to go back to the pool"),
    "lapsed": lazy("back in the pool"),
}
SIDES: dict[str, Any] = {
    "giver": lazy("Giver"),
    "receiver": lazy("Receiver"),
    "coordinator": lazy("Coordinator"),
}


def language() -> str:
    """Return the language of the reader."""
    return get_language() or "zh-hans"


def named(items: Iterable[Named], code: str) -> str:
    """Return what a code of the rules is called, retired or not; the code itself when nobody knows it."""
    return next((one.text(language()) for one in items if one.code == code), code)


def stage(policy: Policy, code: str) -> str:
    return named(policy.stages, code) if code else ""


def status(policy: Policy, code: str) -> str:
    return named(policy.statuses, code)


def reason(policy: Policy, status_code: str, code: str) -> str:
    """Return what the reason of a status is called."""
    if code == "same_project":
        return str(SAME_PROJECT)
    reasons = (r for one in policy.statuses if one.code == status_code for r in one.reasons)
    return named(reasons, code) if code else ""


def chain(policy: Policy, code: str) -> str:
    return named(policy.chain_scheme.chains, code) if code else ""


def source(policy: Policy, code: str) -> str:
    return named(policy.lead_sources, code) if code else ""


def paper(policy: Policy, stage_code: str, kind: str) -> str:
    """Return what a kind of evidence is called."""
    found = evidence_kind(policy, stage_code, kind)
    return found.text(language()) if found else kind


def paper_note(policy: Policy, stage_code: str, kind: str) -> str:
    """Return the city's remark on a kind of evidence."""
    found = evidence_kind(policy, stage_code, kind)
    if found is None:
        return ""
    return (found.note if is_chinese(language()) else found.note_en) or ""


def roles(policy: Policy, codes: Iterable[str]) -> list[str]:
    """Return the names of roles, in the order of the rules."""
    wanted = set(codes)
    return [role.text(language()) for role in policy.roles if role.code in wanted]


def missing_words(policy: Policy, one: Missing) -> str:
    """Return what is missing, in words."""
    if one.kind is Kind.VISIT:
        return str(VISIT)
    if one.kind is Kind.FIELD:
        return str(FIELDS.get(one.codes[0], one.codes[0]))
    papers = [paper(policy, one.stage, code) for code in one.codes]
    joined = _(" or ").join(papers)
    return _("Verification: %(paper)s") % {"paper": joined} if one.kind is Kind.VERIFICATION else joined


assert {field.value for field in ProjectField} <= FIELDS.keys(), "a field a gate may ask for has no name"
