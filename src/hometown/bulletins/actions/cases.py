"""Choosing the case that a review tells of."""

from collections.abc import Sequence

from hometown.accounts.models import User
from hometown.bulletins import access
from hometown.bulletins.models import CaseProject, ReviewCase
from hometown.kernel import clock
from hometown.kernel.errors import RuleBroken
from hometown.ledger import book
from hometown.programme.models import Batch, Officer
from hometown.projects.models import Credit, Project


def choose_case(
    actor: User, *, batch: Batch, officer: Officer, projects: Sequence[Project], text: str = ""
) -> ReviewCase:
    """Choose what the review tells of one officer. Another case of the batch steps back.

    Raises RuleBroken without a project to the officer's credit.
    """
    access.require_case_chooser(actor, batch.pk)
    credited = set(Credit.objects.filter(officer=officer, project__in=projects).values_list("project_id", flat=True))
    if not projects or credited != {project.pk for project in projects}:
        raise RuleBroken("bulletins.case_projects")
    case = ReviewCase(batch=batch, officer=officer, text=text, chosen_by=actor.pk, chosen_on=clock.today())
    with book.entry("review.case_chosen", actor=actor.pk) as entry:
        for former in ReviewCase.objects.filter(batch=batch, dropped_on__isnull=True):
            former.dropped_on = clock.today()
            entry.put(former)
        entry.put(case)
        entry.put_many([CaseProject(case=case, project=project) for project in projects])
    return case
