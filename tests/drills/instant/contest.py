"""Forty connections wait for one another, then all file a lead at once; prints in JSON how each contest ended.

    python -m tests.drills.instant.contest ROUNDS [careless]

In a round twenty firms are claimed, each by two officers of different units in the same instant. `careless` looks for
what is on record before it is its turn to write, as the verb must not.
"""

import json
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from decimal import Decimal
from typing import Any

from tests.drills.instant import stage

stage.enter()

from django.db import connections  # noqa: E402

from hometown.accounts.models import User  # noqa: E402
from hometown.companies import actions as companies  # noqa: E402
from hometown.companies.models import Company  # noqa: E402
from hometown.kernel.errors import Refusal  # noqa: E402
from hometown.kernel.money import Amount  # noqa: E402
from hometown.ledger import book  # noqa: E402
from hometown.programme.models import Posting  # noqa: E402
from hometown.projects import actions as projects  # noqa: E402
from hometown.projects.models import Claim, Filing, Project  # noqa: E402

CONNECTIONS, A_FIRM = 40, 2


class Contest:
    """Who files, and how it went."""

    def __init__(self) -> None:
        postings = Posting.objects.select_related("officer__user", "group").order_by("pk")
        by_group: dict[Any, list[Posting]] = {}
        for one in postings:
            by_group.setdefault(one.group_id, []).append(one)
        first, second, *_rest = by_group.values()
        # Two units stand against each other; their officers take turns to file.
        self.sides = [[(one.officer, one.group) for one in side] for side in (first, second)]
        self.barrier = threading.Barrier(CONNECTIONS)
        self.ends: Counter[str] = Counter()
        self.lock = threading.Lock()

    def firms(self, number: int) -> list[Company]:
        actor = User.objects.get(login="wang")
        return [
            companies.add_company(
                actor, name=f"上海竞逐{number:03d}{place:02d}材料有限公司", region_code="310107", source="名片"
            )
            for place in range(CONNECTIONS // A_FIRM)
        ]

    def compete(self, place: int, rounds: list[list[Company]]) -> None:
        """File, round after round, when all the others do."""
        try:
            for number, firms in enumerate(rounds):
                side = self.sides[place % A_FIRM]
                officer, unit = side[(number + place) % len(side)]
                self.barrier.wait(timeout=60)
                end = self.file(firms[place // A_FIRM], officer, unit)
                with self.lock:
                    self.ends[end] += 1
        finally:
            connections.close_all()

    def file(self, firm: Company, officer: Any, unit: Any) -> str:
        try:
            filing = projects.file_lead(
                officer.user, company=firm, unit=unit, officer=officer, occurred_on=stage.TODAY, name="电池铝箔项目",
                summary="扩产", amount=Amount(Decimal(90_000_000)), site_need="厂房", source="visit",
                contact_evidence="面谈",
            )  # fmt: skip
        except Refusal as refusal:
            return refusal.code
        except Exception as error:  # noqa: BLE001 - told to whoever asked for the contest
            return repr(error)
        return "supports" if filing.is_supporting else "opens"


@contextmanager
def careless() -> Iterator[None]:
    """Let the verb look before it is its turn."""
    turn = book.turn
    vars(book)["turn"] = nullcontext
    try:
        yield
    finally:
        vars(book)["turn"] = turn


def main(rounds: int, carelessly: bool) -> None:
    contest = Contest()
    firms = [contest.firms(number) for number in range(rounds)]
    connections.close_all()
    threads = [threading.Thread(target=contest.compete, args=(n, firms)) for n in range(CONNECTIONS)]
    with careless() if carelessly else nullcontext():
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    wrong = []
    for firm in (one for part in firms for one in part):
        held = Claim.objects.filter(project__company=firm, released_on__isnull=True).count()
        opened, filed = (
            Project.objects.filter(company=firm).count(),
            Filing.objects.filter(project__company=firm).count(),
        )
        if (held, opened, filed) != (1, 1, A_FIRM):
            wrong.append([firm.name, held, opened, filed])
    print(json.dumps({"contests": rounds * CONNECTIONS // A_FIRM, "ends": contest.ends, "wrong": wrong}))


if __name__ == "__main__":
    main(int(sys.argv[1]), "careless" in sys.argv[2:])
