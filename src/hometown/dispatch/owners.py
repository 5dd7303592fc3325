"""Who has a project: the one person a row of the board names."""

import uuid
from collections.abc import Iterable
from datetime import date

from hometown.accounts.models import User
from hometown.programme.models import Posting
from hometown.projects.models import Filing, Project


class Owners:
    """Looks up who has projects; each set of keys is asked once."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._known: dict[uuid.UUID, User | None] = {}
        self._accounts: dict[uuid.UUID, User] = {}

    def learn(self, projects: Iterable[uuid.UUID]) -> None:
        """Find out who has these projects: who looks after it since a handover, else the officer of the first filing
        that counts, else who filed it.
        """
        unknown = {key for key in projects if key not in self._known}
        if not unknown:
            return
        kept = Project.objects.filter(pk__in=unknown, keeper__isnull=False).values_list("pk", "keeper__user")
        counted = Filing.objects.counted().filter(project__in=unknown).order_by("effective_at", "filed_at", "pk")
        named: dict[uuid.UUID, list[uuid.UUID | None]] = {project: [] for project in unknown}
        for project, user in kept:
            named[project].append(user)
        for project, user, filed_by in counted.values_list("project", "officer__user", "filed_by"):
            named[project].append(user or filed_by)
        self.learn_accounts(user for users in named.values() for user in users)
        for project, users in named.items():
            people = (self.account(user) for user in users if user in self._accounts)
            self._known[project] = next(people, None)

    def of(self, project: uuid.UUID) -> User | None:
        """Return who has a project, None for nobody."""
        if project not in self._known:
            self.learn([project])
        return self._known[project]

    def account(self, pk: uuid.UUID | None) -> User | None:
        """Return an account by its key."""
        if pk is None:
            return None
        if pk not in self._accounts:
            found = User.objects.filter(pk=pk).first()
            if found is None:
                return None
            self._accounts[pk] = found
        return self._accounts[pk]

    def learn_accounts(self, keys: Iterable[uuid.UUID | None]) -> None:
        """Read several accounts at once."""
        wanted = {key for key in keys if key and key not in self._accounts}
        if wanted:
            self._accounts.update(User.objects.in_bulk(wanted))

    def gone(self, people: Iterable[User]) -> set[uuid.UUID]:
        """Return those of some officers who serve no more: a closed account, or every posting over."""
        few = {one.pk: one for one in people}
        if not few:
            return set()
        posted = Posting.objects.filter(officer__user__in=few)
        ended = set(posted.values_list("officer__user", flat=True))
        ended -= set(posted.filter(last_on__gte=self.day).values_list("officer__user", flat=True))
        return {key for key, one in few.items() if not one.is_active or key in ended}
