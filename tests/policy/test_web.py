"""The pages of the rules."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.policy import actions
from hometown.policy.labels import CODES, FIELDS
from hometown.policy.models import PolicyVersion, State
from hometown.policy.reading import default_text
from hometown.policy.words import PROBLEMS
from tests.policy.test_actions import LONGER, text

pytestmark = pytest.mark.django_db
POLICY = Path(actions.__file__).parent


@pytest.fixture(autouse=True)
def october() -> Iterator[None]:
    with clock.simulated(datetime(2019, 10, 8, 2, tzinfo=UTC)):
        yield


def as_user(client: Client, user: User, language: str = "zh-hans") -> Client:
    user.language = language
    client.force_login(user, backend="hometown.accounts.signing.PasswordBackend")
    client.cookies["hometown_language"] = language
    return client


def test_readers_see_the_rules_and_others_do_not(client: Client, lin: User, guest: User, sun: User) -> None:
    page = as_user(client, lin).get(reverse("policy")).content.decode()
    assert "签字合同扫描件" in page
    assert "只有签约仪式照片不算" in page
    assert "核验员" in page
    assert reverse("policy-propose") not in page
    for stranger in (guest, sun):
        assert as_user(client, stranger).get(reverse("policy")).status_code == 403


def test_the_page_says_what_is_not_confirmed_and_which_years_have_no_calendar(client: Client, lin: User) -> None:
    page = as_user(client, lin).get(reverse("policy")).content.decode()
    assert "待确认。报道写作「四基一高」" in page
    assert re.search(r'tag--amber"[^>]*>(<svg.*?</svg>)?(To be confirmed|待确认)', page)


def test_the_text_can_be_downloaded_and_proposed_again(client: Client, wang: User) -> None:
    answer = as_user(client, wang).get(reverse("policy-text"))
    assert answer.content.decode() == default_text()
    assert "attachment" in answer["Content-Disposition"]


def test_mistakes_are_shown_beside_the_text_with_line_and_place(client: Client, wang: User) -> None:
    made = text(("needs_visit: true", "need_visit: true"), ("advance: [bureau]\n", "advance: [burau]\n"))
    answer = as_user(client, wang).post(reverse("policy-propose"), {"text": made, "look": "1"})
    page = answer.content.decode()
    line = next(n for n, row in enumerate(made.split("\n"), 1) if "need_visit" in row)
    assert answer.status_code == 422
    assert f'href="#line-{line}"' in page
    assert f'id="line-{line}" class="is-wrong"' in page
    assert "stages.talking.need_visit" in page
    assert "needs_visit" in page
    assert "stages.reviewed.advance.1" in page
    assert made.split("\n")[20] in page.replace("&quot;", '"').replace("&#x27;", "'")
    assert not PolicyVersion.objects.exists()


def test_the_difference_is_shown_before_anything_is_proposed(client: Client, wang: User) -> None:
    answer = as_user(client, wang).post(reverse("policy-propose"), {"text": text(LONGER), "look": "1"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "claims.protection" in page
    assert 'name="propose"' in page
    assert not PolicyVersion.objects.exists()


def test_a_proposal_goes_its_way_through_the_pages(client: Client, wang: User, leader: User) -> None:
    answer = as_user(client, wang).post(
        reverse("policy-propose"), {"text": text(LONGER), "note": "领导小组会议", "propose": "1"}
    )
    version = PolicyVersion.objects.get()
    own = reverse("policy-version", args=[version.pk])
    assert answer["Location"] == own
    page = client.get(own).content.decode()
    assert reverse("policy-adopt", args=[version.pk]) not in page
    assert client.post(reverse("policy-adopt", args=[version.pk])).status_code == 403
    page = as_user(client, leader).get(own).content.decode()
    assert reverse("policy-adopt", args=[version.pk]) in page
    assert "claims.protection" in page
    client.post(reverse("policy-adopt", args=[version.pk]))
    version.refresh_from_db()
    assert version.state == State.ADOPTED
    assert own in client.get(reverse("policy")).content.decode()


def test_a_file_takes_the_place_of_the_text(client: Client, wang: User) -> None:
    file = SimpleUploadedFile("rules.yaml", text(LONGER, label="2020-01").encode())
    as_user(client, wang).post(reverse("policy-propose"), {"text": "nonsense", "file": file, "propose": "1"})
    assert PolicyVersion.objects.get().label == "2020-01"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\x01", b"\x89PNG\r\n\x1a\n" + bytes(200)])
def test_a_file_that_is_no_text_is_refused(client: Client, wang: User, content: bytes) -> None:
    file = SimpleUploadedFile("rules.yaml", content)
    answer = as_user(client, wang).post(reverse("policy-propose"), {"file": file, "look": "1"})
    assert answer.status_code == 422


def test_an_empty_proposal_is_refused(client: Client, wang: User) -> None:
    assert as_user(client, wang).post(reverse("policy-propose"), {"text": " ", "look": "1"}).status_code == 422


def test_a_proposal_that_is_refused_keeps_what_was_typed(client: Client, wang: User) -> None:
    actions.propose(wang, text=text(LONGER))
    made = text(LONGER, ("renewals: 1", "renewals: 2"))
    answer = as_user(client, wang).post(reverse("policy-propose"), {"text": made, "propose": "1"})
    assert answer.status_code == 422
    assert "renewals: 2" in answer.content.decode()


def test_a_draft_is_hidden_from_those_who_only_read(client: Client, wang: User, lin: User) -> None:
    version = actions.propose(wang, text=text(LONGER))
    as_user(client, lin)
    assert client.get(reverse("policy-version", args=[version.pk])).status_code == 404
    assert client.get(reverse("policy-version-text", args=[version.pk])).status_code == 404
    assert version.label not in client.get(reverse("policy-versions")).content.decode()
    assert client.get(reverse("policy-propose")).status_code == 403


def test_a_version_is_withdrawn_with_a_reason(client: Client, wang: User) -> None:
    version = actions.propose(wang, text=text(LONGER))
    url = reverse("policy-withdraw", args=[version.pk])
    assert as_user(client, wang).post(url, {"reason": ""}).status_code == 422
    client.post(url, {"reason": "写错了"})
    version.refresh_from_db()
    assert (version.state, version.withdrawn_because) == (State.WITHDRAWN, "写错了")


def test_the_page_of_the_rules_asks_the_database_little(
    client: Client, lin: User, django_assert_max_num_queries
) -> None:
    actions.install_default()
    as_user(client, lin).get(reverse("policy"))
    with django_assert_max_num_queries(12):
        client.get(reverse("policy"))


def test_every_sentence_for_a_problem_has_its_problem() -> None:
    """The other way round is asked of each problem in `test_reading`."""
    code = "".join(path.read_text("utf-8") for path in POLICY.rglob("*.py") if path.name != "words.py")
    made = {"unknown_role", "unknown_stage", "unknown_source", "not_a_day_off", "not_a_day_worked"}  # by f-string
    assert set(PROBLEMS) - made - set(re.findall(r'"([a-z0-9_]+)"', code)) == set()


def test_every_field_of_the_shape_has_words() -> None:
    from pydantic import BaseModel

    from hometown.policy.shape import Policy, Term

    def fields(model: type[BaseModel]) -> set[str]:
        found: set[str] = set()
        for name, field in model.model_fields.items():
            found.add(name)
            for part in _parts(field.annotation):
                if part is not Term:
                    found |= fields(part)
        return found

    def _parts(kind) -> list[type[BaseModel]]:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return [kind]
        return [part for inner in getattr(kind, "__args__", ()) for part in _parts(inner)]

    assert fields(Policy) - set(FIELDS) == set()


def test_every_closed_code_has_words() -> None:
    from hometown.accounts.capabilities import Capability
    from hometown.policy.shape import (
        ApprovalPlace,
        ClaimOrder,
        Counts,
        Medium,
        NotForTemporaryBranch,
        PeersSee,
        ProjectField,
        Purpose,
        ScopeKind,
        Style,
    )

    closed = [Capability, ScopeKind, ProjectField, Medium, ApprovalPlace, NotForTemporaryBranch]
    closed += [ClaimOrder, PeersSee, Counts, Purpose, Style]
    assert {member.value for kind in closed for member in kind} - set(CODES) == set()
