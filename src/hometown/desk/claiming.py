"""What the day begins with about first claims: what is to be decided, and what has to be kept up."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts.capabilities import Capability
from hometown.face.parts import Row
from hometown.projects import access as projects
from hometown.projects import claimpage, disputing

from .reading import MOST, Panel, Reader


def disputed(reader: Reader) -> Panel:
    """What is disputed about first claims and waits for the reader's word: as the bureau, on appeal, on a side."""
    user, policy = reader.user, reader.policy
    title, url, words = _("First claims to decide"), reverse("claim-desk"), _("All of them")
    rows: list[Row] = []
    if projects.decides_claims(user, policy):
        rows = [*disputing.conflict_rows(user, policy, MOST), *disputing.objection_rows(user, policy, MOST)]
    elif projects.hears_appeals(user, policy):
        rows = disputing.appeal_rows(user, policy, MOST)
    if user.may(Capability.FILE_LEAD, Capability.DECIDE_CLAIMS):
        rows += [row for row in disputing.transfer_rows(user, policy, MOST) if row.tone]
    return Panel(title, rows[:MOST], url, words)


def in_danger(reader: Reader) -> Panel:
    """The reader's own first claims that need evidence or end soon."""
    title, url = _("First claims to keep up"), reverse("claim-list")
    if not reader.user.may(Capability.FILE_LEAD):
        return Panel(title)
    rows = [
        Row(
            claim.project.name,
            claimpage.due_words(life),
            reverse("claim", args=[claim.pk]),
            claimpage.state_words(life),
            life.lamp,
        )
        for claim, life in claimpage.in_danger(reader.user, reader.policy, reader.today)[:MOST]
    ]
    return Panel(title, rows, url, _("All claims"))
