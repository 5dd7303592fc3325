"""Which known project a lead means. The seam that first claims deepen: candidates come from here, rules decide."""

from django.db.models import Q

from hometown.companies.models import Company

from .models import Project
from .rules import Candidate, Match, Status, Submission, identify

_OPEN = (Status.ACTIVE, Status.PAUSED)


def match_of(company: Company, project_name: str) -> Match:
    """Return the project that a lead of this company and name means, or that it is new.

    Another record of the same firm counts too: the same unified code, or the same normalised name.
    """
    same = Q(company=company)
    if company.uscc:
        same |= Q(company__uscc=company.uscc)
    if company.normal_name:
        same |= Q(company__normal_name=company.normal_name)
    known = Project.objects.filter(same).select_related("company").order_by("id")
    candidates = [
        Candidate(one.company.uscc, one.company.normal_name, one.name, one.status in _OPEN, one) for one in known
    ]
    said = Submission(company.uscc, company.normal_name, project_name, frozenset(), has_contact_evidence=False)
    return identify(said, candidates)
