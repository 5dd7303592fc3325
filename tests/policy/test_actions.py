"""Proposing, adopting and withdrawing rules; which version stands on a day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, Refusal, RuleBroken
from hometown.ledger.models import Entry
from hometown.policy import actions
from hometown.policy.models import PolicyVersion, State
from hometown.policy.reading import default_text, plain
from hometown.policy.standing import by_number, in_force, number_in_force, role_names, version_in_force

pytestmark = pytest.mark.django_db
TEXT = default_text()
DAY = date(2019, 10, 8)


@pytest.fixture(autouse=True)
def october() -> Iterator[None]:
    with clock.simulated(datetime(2019, 10, 8, 2, tzinfo=UTC)):
        yield


def text(*edits: tuple[str, str], label: str = "2019-11", day: str = "2019-11-01") -> str:
    made = TEXT.replace("version: 2019-09\n", f"version: {label}\n").replace(
        "effective_from: 2019-09-01", f"effective_from: {day}"
    )
    for before, after in edits:
        assert before in made
        made = made.replace(before, after, 1)
    return made


LONGER = ("protection: 90 days", "protection: 120 days")


def test_the_shipped_rules_stand_until_a_version_takes_effect(wang: User) -> None:
    assert version_in_force() is None
    assert number_in_force(DAY) is None
    assert str(in_force(DAY).claims.protection) == "90 days"


def test_a_proposal_changes_nothing_until_another_adopts_it(wang: User, leader: User) -> None:
    version = actions.propose(wang, text=text(LONGER), note="as the leading group decided")
    assert version.state == State.DRAFT
    assert str(in_force(date(2019, 12, 1)).claims.protection) == "90 days"
    actions.adopt(leader, version=version)
    assert str(in_force(date(2019, 10, 31)).claims.protection) == "90 days"
    assert str(in_force(date(2019, 11, 1)).claims.protection) == "120 days"
    assert number_in_force(date(2019, 11, 1)) == version.number


def test_nobody_adopts_what_they_proposed(wang: User) -> None:
    version = actions.propose(wang, text=text(LONGER))
    with pytest.raises(NotAllowed) as refused:
        actions.adopt(wang, version=version)
    assert refused.value.code == "policy.own_proposal"


def test_the_database_too_refuses_rules_adopted_by_their_proposer(wang: User) -> None:
    from django.db import IntegrityError

    from hometown.ledger import book

    version = actions.propose(wang, text=text(LONGER))
    version.state, version.adopted_by = State.ADOPTED, wang.pk
    with pytest.raises(IntegrityError), book.entry("test.forced", actor=None) as entry:
        entry.put(version)


@pytest.mark.parametrize("who", ["lin", "zhao", "guest", "sun", "operator", "stranger"])
def test_others_may_neither_propose_nor_adopt(who: str, wang: User, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(who)
    version = actions.propose(wang, text=text(LONGER))
    with pytest.raises(NotAllowed):
        actions.propose(person, text=text(LONGER, label="x"))
    with pytest.raises(NotAllowed):
        actions.adopt(person, version=version)
    with pytest.raises(NotAllowed):
        actions.withdraw(person, version=version, reason="no")


def test_each_verb_leaves_one_line_and_a_refusal_leaves_none(wang: User, leader: User) -> None:
    before = Entry.objects.count()
    version = actions.propose(wang, text=text(LONGER))
    actions.adopt(leader, version=version)
    with pytest.raises(RuleBroken):
        actions.adopt(leader, version=version)
    actions.withdraw(leader, version=version, reason="too soon")
    verbs = list(Entry.objects.order_by("seq").values_list("verb", flat=True))[before:]
    assert verbs == ["policy.proposed", "policy.adopted", "policy.withdrawn"]


def test_mistakes_are_refused_with_their_lines(wang: User) -> None:
    with pytest.raises(BadInput) as refused:
        actions.propose(wang, text=text(("needs_visit: true", "needs_vist: true")))
    problems: Any = refused.value.facts["problems"]
    assert [problem.code for problem in problems] == ["unknown_key"]
    assert not PolicyVersion.objects.exists()


FORGETFUL = text(("code: came_in", "code: came"))


@pytest.mark.parametrize(
    ("made", "code"), [(text(LONGER, day="2019-10-07"), "policy.in_the_past"), (FORGETFUL, "policy.invalid")]
)
def test_rules_that_cannot_begin_or_forget_a_code_are_refused(wang: User, made: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        actions.propose(wang, text=made)
    assert refused.value.code == code


def test_the_rules_that_stand_already_are_no_proposal(wang: User) -> None:
    actions.install_default()
    with clock.simulated(datetime(2019, 9, 1, 2, tzinfo=UTC)), pytest.raises(RuleBroken) as refused:
        actions.propose(wang, text=TEXT)
    assert refused.value.code == "policy.nothing_changes"


def test_a_label_is_given_once(wang: User, leader: User) -> None:
    actions.propose(wang, text=text(LONGER))
    with pytest.raises(RuleBroken) as refused:
        actions.propose(wang, text=text(LONGER, ("renewals: 1", "renewals: 2")))
    assert refused.value.code == "policy.label_taken"


def test_an_adopted_version_can_be_withdrawn_before_its_day_and_not_after(wang: User, leader: User) -> None:
    version = actions.adopt(leader, version=actions.propose(wang, text=text(LONGER)))
    with clock.simulated(datetime(2019, 11, 2, 2, tzinfo=UTC)), pytest.raises(RuleBroken) as refused:
        actions.withdraw(leader, version=version, reason="too late")
    assert refused.value.code == "policy.in_force_already"
    version.refresh_from_db()
    actions.withdraw(leader, version=version, reason="in time")
    assert number_in_force(date(2019, 11, 2)) is None


def test_a_withdrawal_needs_a_reason(wang: User) -> None:
    with pytest.raises(BadInput):
        actions.withdraw(wang, version=actions.propose(wang, text=text(LONGER)), reason=" ")


def test_a_proposal_that_waited_past_its_day_cannot_be_adopted(wang: User, leader: User) -> None:
    version = actions.propose(wang, text=text(LONGER))
    with clock.simulated(datetime(2019, 11, 2, 2, tzinfo=UTC)), pytest.raises(RuleBroken) as refused:
        actions.adopt(leader, version=version)
    assert refused.value.code == "policy.in_the_past"


def test_installing_the_shipped_rules_twice_makes_one_version() -> None:
    first, second = actions.install_default(), actions.install_default()
    assert first == second
    assert (first.number, first.state, first.proposed_by) == (1, State.ADOPTED, None)
    assert number_in_force(DAY) == 1
    assert in_force(DAY) == by_number(1)


def test_entries_keep_the_version_they_were_made_under(wang: User, leader: User) -> None:
    actions.install_default()
    version = actions.adopt(leader, version=actions.propose(wang, text=text(LONGER)))
    with clock.simulated(datetime(2019, 11, 2, 2, tzinfo=UTC)):
        actions.propose(wang, text=text(("renewals: 1", "renewals: 2"), label="2019-12", day="2019-12-01"))
    numbers = dict(Entry.objects.filter(verb__startswith="policy.").values_list("seq", "policy_version"))
    assert list(numbers.values())[-1] == version.number
    assert 1 in numbers.values()
    assert str(by_number(version.number).claims.protection) == "120 days"
    assert str(by_number(1).claims.protection) == "90 days"


def test_a_change_of_roles_changes_what_people_may_do_from_its_day(wang: User, leader: User, zhao: User) -> None:
    made = text(("may: [verify, see_companies,", "may: [verify,"))
    actions.adopt(leader, version=actions.propose(wang, text=made))
    assert zhao.may(Capability.SEE_COMPANIES)
    with clock.simulated(datetime(2019, 11, 1, 2, tzinfo=UTC)):
        assert not zhao.may(Capability.SEE_COMPANIES)
        assert zhao.may(Capability.VERIFY)


def test_roles_have_names_in_the_readers_language() -> None:
    from django.utils.translation import override

    with override("en"):
        assert role_names(DAY)["verifier"] == "Verifier"
    with override("zh-hans"):
        assert role_names(DAY)["verifier"] == "核验员"


def test_one_text_has_one_digest_whatever_its_line_ends() -> None:
    windows = "\ufeff" + text(LONGER).replace("\n", "\r\n")
    assert plain(windows) == plain(text(LONGER))
