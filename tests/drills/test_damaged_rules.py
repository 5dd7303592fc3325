"""The text of the rules is damaged: the line and field are named, and the last good version stands meanwhile."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test import Client
from django.urls import reverse

from hometown.accounts.actions import set_preferences
from hometown.accounts.models import User
from hometown.config.cli import hometown
from hometown.kernel import clock
from hometown.policy import actions, reading, standing
from hometown.policy.models import PolicyVersion
from tests.people import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(world: World, wang: User, leader: User) -> Iterator[PolicyVersion]:
    """A second version of the rules, adopted and in force today; afterwards nothing of it is remembered."""
    actions.install_default(None)
    fresh = {"version:": "version: drill-2", "effective_from:": f"effective_from: {clock.today().isoformat()}"}
    text = "\n".join(fresh.get(line.partition(" ")[0], line) for line in reading.default_text().splitlines())
    made = actions.propose(wang, text=text)
    yield actions.adopt(leader, version=made)
    standing._by_digest.clear()


def damage(version: PolicyVersion, old: str, new: str) -> None:
    """Change the kept text below the programme, as a failing disk or a hand in the database would."""
    assert old in version.text
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE policy_policyversion SET text = %s WHERE number = %s",
            [version.text.replace(old, new, 1), version.number],
        )
    standing._by_digest.clear()  # as in a process that starts


def test_the_last_good_version_stands_and_the_page_names_line_and_field(version: PolicyVersion, wang: User) -> None:
    good = standing.in_force()
    assert good.version == "drill-2"
    damage(version, "stages:", "stagse:")
    policy = standing.in_force()
    assert policy.version != "drill-2"
    set_preferences(wang, language="en", theme="auto")
    client = Client()
    client.force_login(wang)
    page = client.get(reverse("policy")).content.decode()
    assert "The rules of version drill-2 are damaged." in page
    assert "stagse" in page
    assert "stands meanwhile" in page
    assert client.get("/").status_code == 200


def test_a_text_that_reads_well_but_is_not_the_one_adopted_is_not_obeyed(version: PolicyVersion) -> None:
    damage(version, "effective_from:", "# a hand in the database\neffective_from:")
    assert standing.in_force().version != "drill-2"
    assert "not the text that was adopted" in " ".join(standing.troubles()) or "不是" in " ".join(standing.troubles())


def test_the_page_of_the_damaged_version_says_what_is_wrong(version: PolicyVersion, wang: User) -> None:
    damage(version, "stages:", "stagse:")
    set_preferences(wang, language="en", theme="auto")
    client = Client()
    client.force_login(wang)
    answer = client.get(reverse("policy-version", args=[version.pk]))
    assert answer.status_code == 200
    assert "damaged" in answer.content.decode()


def test_where_even_the_shipped_rules_are_damaged_a_command_names_each_line(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = reading.default_text().replace("stages:", "stagse:", 1)
    monkeypatch.setattr(standing, "default_text", lambda: broken)
    told = CliRunner().invoke(hometown, ["review", "--batch", "1"])
    assert told.exit_code == 1
    assert "stagse" in told.output
    assert "Traceback" not in told.output


def test_rules_in_order_have_no_troubles(version: PolicyVersion) -> None:
    """The control: what is whole is in force, and nothing is said."""
    assert standing.in_force().version == "drill-2"
    assert standing.troubles() == []
    assert date.today() >= version.effective_from - timedelta(days=1)
