"""No page shows a door that stays shut: every link of a page opens for the person it is shown to."""

import html
import re
from collections import Counter, deque
from datetime import datetime, time
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.test import Client

from hometown.kernel import clock

LINK = re.compile(r'\s(?:href|hx-get|src)="([^"#]+)')
RECORD = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
ELSEWHERE = ("/static/", "/parts/")  # files; the style guide, whose samples lead nowhere
OF_A_SHAPE = 1  # pages of one address that are opened; more of them say the same
PAGES_MOST = 90


def shape(address: str) -> str:
    """The address without its records and without what stands behind the question mark."""
    return RECORD.sub("…", address.split("?", maxsplit=1)[0])


def shut_doors(client: Client, begin: str = "/") -> list[str]:
    """Links that answer with a refusal, with the page that shows them."""
    waiting, opened, found = deque([(begin, "")]), Counter[str](), []
    seen = {begin}
    while waiting and opened.total() < PAGES_MOST:
        address, shown_on = waiting.popleft()
        if opened[shape(address)] >= OF_A_SHAPE:
            continue
        opened[shape(address)] += 1
        answer = client.get(address)
        if answer.status_code >= 400:
            found.append(f"{shape(shown_on)} shows {shape(address)}: {answer.status_code}")
        links = [answer["Location"]] if answer.has_header("Location") else []
        if answer["Content-Type"].startswith("text/html") and not answer.streaming:
            links += [html.unescape(link) for link in LINK.findall(answer.content.decode())]
        for link in links:
            whole = urlsplit(urljoin(f"http://testserver{address}", link))
            target = whole.path + (f"?{whole.query}" if whole.query else "")
            if whole.netloc == "testserver" and target not in seen and not target.startswith(ELSEWHERE):
                seen.add(target)
                waiting.append((target, address))
    return found


@pytest.mark.django_db
def test_every_link_opens_for_whom_it_is_shown_to(demo: None) -> None:
    last_day = apps.get_model("programme", "Batch").objects.order_by("pk").values_list("last_on", flat=True).first()
    users, met, found = apps.get_model("accounts", "User"), set(), []
    with clock.simulated(datetime.combine(last_day, time(10), clock.CITY_TIME)):
        for person in users.objects.active().order_by("login"):
            if person.holding.roles in met:  # somebody of the same trade has walked already
                continue
            met.add(person.holding.roles)
            client = Client()
            client.force_login(person)
            found += [f"{person.login}: {door}" for door in shut_doors(client)]
    assert len(met) > 10
    assert found == []


@pytest.mark.django_db
def test_a_shut_door_is_seen() -> None:
    assert shut_doors(Client(), "/nowhere/") == [" shows /nowhere/: 404"]
