"""Pages of proof: what a witness compares; a sealed figure, as a stranger and a reader see it."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from hometown.accounts.models import User
from hometown.bulletins import heads, keys, sealing
from hometown.bulletins import verify_bulletin as verifier
from hometown.bulletins.figures import ask, scope_of
from hometown.kernel import clock
from hometown.ledger import tree
from hometown.programme.models import Batch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture(autouse=True)
def _on_the_last_day() -> Iterator[None]:
    with clock.simulated(datetime(2020, 1, 17, 9, 0, tzinfo=clock.CITY_TIME)):
        yield


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> sealing.Bundle:
    monkeypatch.setattr(settings, "SEAL_KEYS", tmp_path / "keys")
    wang = User.objects.get(login="wang")
    keys.make(wang)
    scope = scope_of(Batch.objects.get(number=1))
    return sealing.seal({"visited": ask("visited", scope)}, document={}, actor=wang, title="2019-11")


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(User.objects.get(login="wang"))
    return client


def test_a_witness_compares_a_kept_head(client: Client, bundle: sealing.Bundle) -> None:
    page = client.get("/proofs/")
    assert page.status_code == 200
    assert tree.head().root.hex() in page.content.decode()
    assert "<svg" in page.content.decode()
    kept = heads.text_of(**bundle.payload["tree"])
    assert client.get("/proofs/", {"head": kept}).context["continues"] is True
    assert client.get("/proofs/", {"head": kept.replace("a", "b")}).context["continues"] is False
    for text in ("", "x", "9" * 300, f"{tree.size() + 1} {'0' * 64}"):
        assert client.get("/proofs/", {"head": text}).status_code == 422


def test_a_later_head_comes_with_its_proof(client: Client, bundle: sealing.Bundle) -> None:
    head = json.loads(client.get("/proofs/head.json", {"since": bundle.payload["tree"]["size"]}).content)
    assert head["size"] == bundle.payload["tree"]["size"] + 1
    assert verifier.check(bundle.data, head=head)
    assert client.get("/proofs/head.json", {"since": "-1"}).status_code == 400
    assert client.get("/proofs/head.json", {"since": "99999999"}).status_code == 400


def test_a_stranger_reads_value_definition_and_proof_and_no_record(client: Client, bundle: sealing.Bundle) -> None:
    figure = bundle.payload["figures"][0]
    page = client.get(f"/p/{figure['short']}/").content.decode()
    for shown in ("172家", figure["definition"]["zh"][:12], bundle.payload["tree"]["root"], bundle.data["signature"]):
        assert shown in page
    assert "/review/" not in page
    assert "/bundle/" not in page
    assert client.get(f"/p/{figure['short']}/bundle/").status_code == 302
    assert client.get("/p/nothing-here/").status_code == 404


def test_a_reader_opens_the_records_and_takes_the_bundle_with_the_names_they_may_see(
    reader: Client, bundle: sealing.Bundle
) -> None:
    short = bundle.payload["figures"][0]["short"]
    assert "/review/1/figures/visited/" in reader.get(f"/p/{short}/").content.decode()
    taken = verifier.read(reader.get(f"/p/{short}/bundle/").content)
    assert verifier.check(taken) == bundle.payload
    assert len(taken["opened"]) == 172
