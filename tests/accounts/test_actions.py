"""The verbs of accounts."""

from datetime import date, timedelta

import pytest

from hometown.accounts import actions, sessions
from hometown.accounts.models import Grant, User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger.models import Entry, PersonalBody, RowImage

pytestmark = pytest.mark.django_db
STRONG = "a-long-enough-word-7"


def test_only_the_security_administrator_opens_accounts(sun: User, wang: User) -> None:
    user = actions.add_user(sun, login="New", name="新人", password=STRONG)
    assert (user.login, user.must_change_password) == ("new", True)
    with pytest.raises(NotAllowed):
        actions.add_user(wang, login="other", name="别人", password=STRONG)


def test_opening_an_account_leaves_one_line_without_the_password(sun: User, lines_written) -> None:
    with lines_written() as lines:
        actions.add_user(sun, login="new", name="新人", password=STRONG)
    assert [line.verb for line in lines] == ["account.opened"]
    assert "argon2" not in str(list(RowImage.objects.values_list("image", flat=True)))
    assert not any("argon2" in str(value) for value in PersonalBody.objects.values_list("value", flat=True))


def test_a_login_is_taken_once(sun: User) -> None:
    actions.add_user(sun, login="new", name="新人", password=STRONG)
    with pytest.raises(BadInput, match="login_taken"):
        actions.add_user(sun, login="NEW ", name="另一人", password=STRONG)


@pytest.mark.parametrize("weak", ["short", "1234567890123", "password123"])
def test_a_weak_password_is_refused_and_leaves_no_line(sun: User, weak: str, lines_written) -> None:
    with lines_written() as lines, pytest.raises(BadInput, match="weak_password"):
        actions.add_user(sun, login="new", name="新人", password=weak)
    assert lines == []


def test_administrators_are_three_persons_without_business_roles(sun: User, wang: User, auditor: User) -> None:
    with pytest.raises(RuleBroken, match="roles_clash"):
        actions.grant(sun, user=wang, role="audit_admin", first_on=clock.today())
    with pytest.raises(RuleBroken, match="roles_clash"):
        actions.grant(sun, user=auditor, role="bureau", first_on=clock.today())
    with pytest.raises(RuleBroken, match="not_oneself"):
        actions.grant(sun, user=sun, role="security_admin", first_on=clock.today())


def test_administrators_see_no_business_data(sun: User, auditor: User, operator: User) -> None:
    for admin in (sun, auditor, operator):
        business = {c for c in admin.holding.capabilities if c.startswith(("see_", "record_", "file_", "read_figures"))}
        assert business == set(), admin.login


def test_a_grant_holds_from_its_first_day_to_its_last(stranger: User) -> None:
    first = clock.today() + timedelta(days=2)
    actions.grant(None, user=stranger, role="bureau", first_on=first, last_on=first, source="duty:x")
    assert not stranger.grants.standing(first - timedelta(days=1)).exists()
    assert stranger.grants.standing(first).exists()
    assert not stranger.grants.standing(first + timedelta(days=1)).exists()


def test_giving_the_same_grant_twice_gives_it_once(stranger: User) -> None:
    for _ in range(2):
        actions.grant(None, user=stranger, role="bureau", first_on=date(2019, 9, 1), source="duty:x")
    assert Grant.objects.filter(user=stranger).count() == 1


def test_a_grant_taken_back_is_gone_at_once(sun: User, wang: User) -> None:
    assert wang.may("see_projects_all")
    actions.revoke(sun, wang.grants.get())
    assert not User.objects.get(pk=wang.pk).may("see_projects_all")


def test_a_locked_person_may_nothing(sun: User, wang: User) -> None:
    actions.lock(sun, user=wang, reason="left")
    assert not wang.may("see_projects_all")
    assert Entry.objects.latest("seq").note == "left"


def test_the_sixth_session_ends_the_first(wang: User) -> None:
    for number in range(7):
        sessions.begin_session(wang, f"session-{number}")
    assert wang.sessions.count() == 5
    assert not wang.sessions.filter(session_key="session-0").exists()
