"""Lockout and the separation of administrators."""

from datetime import UTC, datetime, timedelta

from hometown.accounts.rules import Attempt, clash, locked_until

NOW = datetime(2019, 9, 17, 9, 0, tzinfo=UTC)


def failed(*minutes_ago: int) -> list[Attempt]:
    return [Attempt(NOW - timedelta(minutes=m), succeeded=False) for m in minutes_ago]


def test_five_failures_lock_a_login_for_fifteen_minutes_after_the_last() -> None:
    assert locked_until(failed(1, 2, 3, 4, 5), NOW) == NOW + timedelta(minutes=14)


def test_four_failures_do_not_lock() -> None:
    assert locked_until(failed(1, 2, 3, 4), NOW) is None


def test_a_success_in_between_forgives_what_came_before() -> None:
    attempts = [*failed(1, 2), Attempt(NOW - timedelta(minutes=3), succeeded=True), *failed(4, 5, 6)]
    assert locked_until(attempts, NOW) is None


def test_old_failures_are_forgotten() -> None:
    assert locked_until(failed(1, 2, 3, 4, 16), NOW) is None


def test_an_administrator_holds_nothing_else() -> None:
    assert clash(["bureau"], "security_admin") == "bureau"
    assert clash(["security_admin"], "audit_admin") == "security_admin"
    assert clash(["system_admin"], "verifier") == "system_admin"
    assert clash(["secondee", "branch_secretary"], "verifier") is None
    assert clash(["system_admin"], "system_admin") is None
