"""A firm on record twice becomes one: what it asked, what it was promised and its link go along."""

from datetime import date

from hometown.accounts.models import User
from hometown.aftercare import actions, links
from hometown.aftercare.actions.promising import Ground
from hometown.aftercare.models import ServiceRequest
from hometown.ledger import replay
from hometown.relay.actions import merge_companies

from .conftest import a_firm


def test_requests_promises_and_the_link_go_along_when_two_records_become_one(asked: ServiceRequest, wang: User) -> None:
    twin = a_firm("澄湖新材料")
    _link, token = actions.make_link(wang, company=twin)
    other = actions.file_request(wang, company=twin, kind="people", title="招三十名操作工")
    made = actions.promise(
        wang, company=twin, kind="service", words="代办环评送件", ground=Ground("投资合同第五条"),
        due_on=date(2020, 1, 20), unit=asked.unit,
    )  # fmt: skip
    merge_companies(wang, source=twin, target=asked.company, reason="同一家")
    for row in (other, made):
        row.refresh_from_db()
        assert row.company_id == asked.company_id
    opened = links.link_of(token)
    assert opened is not None
    assert {one.title for one in links.requests_of(opened)} == {asked.title, other.title}
    assert list(replay.differences()) == []
