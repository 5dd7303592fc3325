"""Two processes make the day's digests at once: one each, and neither fails.

That the second would fail without looking again, `tests/notices` shows.
"""

import json
import subprocess
import sys
from pathlib import Path

from .conftest import PRELUDE, Child, environment

MORNING = """
from datetime import datetime, time
from hometown.kernel import clock
from hometown.notices import digests
moment = datetime.combine(clock.today(), time(8), clock.CITY_TIME)
"""
MAKE = MORNING + "with clock.simulated(moment):\n    print(digests.make_all(clock.today()))\n"
COUNT = """
import json
from hometown.notices.models import Digest
print(json.dumps([Digest.objects.count(), Digest.objects.values("user", "day").distinct().count()]))
"""


def test_two_processes_make_one_digest_a_person(home: Path, child: Child) -> None:
    both = [
        subprocess.Popen(
            [sys.executable, "-c", PRELUDE + MAKE], env=environment(home), stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    for one in both:
        _out, wrong = one.communicate(timeout=300)
        assert one.returncode == 0, wrong
    made, distinct = json.loads(child(COUNT).stdout)
    assert made == distinct
    assert made > 10
