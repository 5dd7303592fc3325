"""Time stands still in October of the first batch."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from hometown.kernel import clock


@pytest.fixture(autouse=True)
def _in_october() -> Iterator[None]:
    with clock.simulated(datetime(2019, 10, 16, 9, tzinfo=clock.CITY_TIME)):
        yield
