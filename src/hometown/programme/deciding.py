"""Who decides on which leave: the office that the policy's matrix names, never the asker.

Where nobody of that office has an account, the organisation department writes down what the office answered on paper.
"""

import uuid
from datetime import date
from functools import cached_property

from hometown.accounts.models import Grant, User
from hometown.kernel import clock
from hometown.policy.shape import ApprovalPlace

from .access import APPROVE, visible_leaves
from .models import Leave, LeaveState, Unit, UnitKind
from .rules.leave import Place, offices

Key = tuple[str, str, uuid.UUID | None]  # a role, over what kind of scope, over which


class Deciding:
    """Which leave a person may decide. The tree of units and the grants are read once for all leave asked about."""

    def __init__(self, user: User, today: date | None = None) -> None:
        self.user, self.today = user, today or clock.today()

    @cached_property
    def _tree(self) -> dict[uuid.UUID, Unit]:
        return {unit.pk: unit for unit in Unit.objects.all()}

    @cached_property
    def _mine(self) -> set[Key]:
        return set(self.user.grants.standing(self.today).values_list("role", "scope_kind", "scope_id"))

    @cached_property
    def _holders(self) -> dict[Key, set[uuid.UUID]]:
        standing = Grant.objects.standing(self.today).filter(user__is_active=True)
        found: dict[Key, set[uuid.UUID]] = {}
        for role, kind, scope, user in standing.values_list("role", "scope_kind", "scope_id", "user"):
            found.setdefault((role, kind, scope), set()).add(user)
        return found

    def _way_up(self, leave: Leave) -> list[Unit]:
        steps, here = [], self._tree.get(leave.posting.host_unit_id)
        while here is not None and here not in steps:
            steps.append(here)
            here = self._tree.get(here.parent_id) if here.parent_id else None
        return steps

    def units(self, leave: Leave) -> list[Unit]:
        """Return the units whose approver decides a leave; none where the home city does."""
        way = self._way_up(leave)
        named = offices(
            ApprovalPlace(leave.approver_place), [Place(str(u.pk), u.kind == UnitKind.DISTRICT) for u in way]
        )
        return [unit for unit in way if str(unit.pk) in named]

    def _keys(self, leave: Leave) -> set[Key]:
        if leave.approver_place == ApprovalPlace.HOME_CITY:
            return {(leave.approver_role, "", None)}
        return {(leave.approver_role, kind, unit.pk) for unit in self.units(leave) for kind in ("unit", "district")}

    def has_office(self, leave: Leave) -> bool:
        """Tell whether anybody but the asker holds the role that decides a leave."""
        asker = leave.posting.officer.user_id
        return any(self._holders.get(key, set()) - {asker} for key in self._keys(leave))

    def may(self, leave: Leave) -> bool:
        """Tell whether the person decides a leave."""
        if leave.state != LeaveState.ASKED or leave.posting.officer.user_id == self.user.pk:
            return False
        if not self.user.may(APPROVE):
            return False
        if self._mine & self._keys(leave):
            return True
        return self.user.holding.everywhere(APPROVE) and not self.has_office(leave)


def leaves_to_decide(user: User) -> list[Leave]:
    """Return the leave that waits for this person's decision, the nearest first."""
    if not user.may(APPROVE):
        return []
    asked = visible_leaves(user).filter(state=LeaveState.ASKED).order_by("first_on", "pk")
    deciding = Deciding(user)
    return [
        leave
        for leave in asked.select_related("posting__officer", "posting__host_unit", "posting__batch")
        if deciding.may(leave)
    ]
