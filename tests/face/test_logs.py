"""What is logged names no secret of a link."""

import logging
from typing import Any

from hometown.face.logs import NoSecrets, cut

SECRET = "hQ3v9_Zt-2mWkX8pLr4sYb7N"


def test_a_secret_is_cut_out_of_an_address_and_the_rest_stays() -> None:
    assert cut(f"Bad Request: /f/{SECRET}/?said=asked") == "Bad Request: /f/…/?said=asked"
    assert cut(f"/i/{SECRET}/decline/") == "/i/…/decline/"
    assert cut(f"/calendar/{SECRET}.ics") == "/calendar/….ics"
    assert (
        cut("/activities/01a21b93-759c-7273-84f1-836394b13f20/") == "/activities/01a21b93-759c-7273-84f1-836394b13f20/"
    )


def test_a_line_of_the_log_is_written_without_it() -> None:
    line = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", f"/f/{SECRET}/"), None)
    assert NoSecrets().filter(line)
    assert line.getMessage() == "Not Found: /f/…/"


def test_the_house_logs_through_the_filter() -> None:
    from django.conf import settings

    handlers: Any = settings.LOGGING["handlers"]
    assert handlers["console"]["filters"] == ["no_secrets"]
