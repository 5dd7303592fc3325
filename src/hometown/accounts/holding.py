"""What a person holds: the capabilities of the roles granted to them, and over what.

Which capabilities a role has is the city's policy, a floor above. Policy says so through `capabilities_of`.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

WHOLE_CITY = ""


class StandingGrant(Protocol):
    """What this module reads of a grant."""

    role: str
    scope_kind: str
    scope_id: uuid.UUID | None


RoleTable = Callable[[str, date], frozenset[str]]
role_table: list[RoleTable] = []  # policy puts the city's table here when it starts
role_words: list[Callable[[date], dict[str, str]]] = []  # and the roles' names in the present language


@dataclass(frozen=True)
class Holding:
    """Capabilities with the scopes they are held over, and the roles behind them."""

    roles: frozenset[str] = frozenset()
    capabilities: frozenset[str] = frozenset()
    over: dict[str, frozenset[tuple[str, uuid.UUID | None]]] = field(default_factory=dict)

    def scopes(self, capability: str, kind: str) -> frozenset[uuid.UUID]:
        """Return the ids of one kind over which a capability is held."""
        return frozenset(i for k, i in self.over.get(capability, ()) if k == kind and i is not None)

    def everywhere(self, capability: str) -> bool:
        """Tell whether a capability is held over the whole city."""
        return (WHOLE_CITY, None) in self.over.get(capability, ())


def capabilities_of(role: str, on: date) -> frozenset[str]:
    """Return what a role may do on a day, by the city's policy."""
    return role_table[0](role, on) if role_table else frozenset()


def holding_of(grants: Iterable[StandingGrant], on: date) -> Holding:
    """Return what these standing grants add up to."""
    over: dict[str, set[tuple[str, uuid.UUID | None]]] = {}
    roles = set()
    for grant in grants:
        roles.add(grant.role)
        for capability in capabilities_of(grant.role, on):
            over.setdefault(capability, set()).add((grant.scope_kind, grant.scope_id))
    return Holding(frozenset(roles), frozenset(over), {c: frozenset(s) for c, s in over.items()})


def role_names(on: date) -> dict[str, str]:
    """Return the names of the city's roles by code, in the present language."""
    return role_words[0](on) if role_words else {}
