"""Whether a project is ready for its next stage: what the rules ask, what is there, what is missing."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hometown.companies.models import Company
from hometown.fieldwork.selections import visits_of_company
from hometown.policy.rules import Gate, gate, missing_evidence, next_stage
from hometown.policy.shape import Policy, ProjectField

from .models import Evidence, Project
from .rules import Missing, Paper, due_by, missing_to_advance

# What a gate may ask for that does not stand in the project's own column of that name.
_READ = {
    ProjectField.COMPANY: lambda project: project.company_id,
    ProjectField.USCC: lambda project: project.company.uscc,
    ProjectField.INDUSTRY: lambda project: project.industry_code or project.company.industry_code,
    ProjectField.CHAIN: lambda project: project.chain or project.company.chain,
    ProjectField.COUNTERPART: lambda project: project.counterpart_id,
    ProjectField.LANDING_UNIT: lambda project: project.landing_unit_id,
}


@dataclass(frozen=True)
class Readiness:
    """A project before its next gate. `ahead` is None at the end of the road; `due` is the last day of its term."""

    project: uuid.UUID
    company: uuid.UUID
    here: Gate
    ahead: Gate | None
    missing: tuple[Missing, ...]
    papers: tuple[Evidence, ...]
    due: date | None

    @property
    def is_ready(self) -> bool:
        """Whether the next stage may be entered."""
        return self.ahead is not None and not self.missing


def filled(project: Project) -> frozenset[str]:
    """Return the fields of the policy for which a project has a value."""
    values = {name: _READ.get(name, lambda p, n=name: getattr(p, n.value))(project) for name in ProjectField}
    return frozenset(name.value for name, value in values.items() if value not in (None, ""))


def told(company: Company, amount: Any = None, **facts: Any) -> frozenset[str]:
    """Return the fields of the policy for which somebody who reports a company's project with these facts has a value.
    What they are not asked, the company and the day of the first contact, counts as told.
    """
    known = {name: value for name, value in facts.items() if value}
    return filled(Project(company=company, amount=amount, **known)) | {"company", "first_contact_on"}


def was_visited(company: Company, on: date) -> bool:
    """Tell whether somebody met a named person of the company face to face, up to a day."""
    return visits_of_company(company.pk).filter(activity__on__lte=on).exists()


def papers_of(project: Project) -> tuple[Evidence, ...]:
    """Return the evidence that stands, newest first, with its verdict and its file."""
    found = Evidence.objects.standing().with_verdict().filter(project=project)
    return tuple(found.select_related("blob").order_by("-reported_on", "-id"))


def of(project: Project, policy: Policy, on: date) -> Readiness:
    """Return how ready a project is to enter its next stage on a day, by these rules."""
    here, following = gate(policy, project.stage), next_stage(policy, project.stage)
    papers = papers_of(project)
    if following is None:
        return Readiness(project.pk, project.company_id, here, None, (), papers, None)
    ahead = gate(policy, following.code)
    due = due_by(policy, ahead.due, project.stage_on)
    missing = missing_to_advance(
        filled(project),
        ahead,
        (Paper(one.stage, one.kind, one.verdict) for one in papers),
        was_visited=not ahead.needs_visit or was_visited(project.company, on),
        standing=here,
        by=due,
    )
    return Readiness(project.pk, project.company_id, here, ahead, missing, papers, due)


def held_by_papers(policy: Policy, stage: str, evidence: Iterable[Evidence]) -> bool:
    """Tell whether every paper that this stage demands is on file, neither withdrawn nor refuted."""
    held = {
        one.kind for one in evidence if one.stage == stage and one.withdrawn_on is None and one.verdict is not False
    }
    return not missing_evidence(gate(policy, stage), held)
