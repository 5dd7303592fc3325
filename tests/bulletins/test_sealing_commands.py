"""`hometown key`, `seal`, `verify`, `head`: from an unsealed review to a proof on another machine."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings

from hometown.config.cli import hometown
from hometown.kernel import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(settings, "SEAL_KEYS", tmp_path / "keys")
    with clock.simulated(datetime(2020, 1, 17, 9, 0, tzinfo=clock.CITY_TIME)):
        yield


def run(*words: str) -> Result:
    return CliRunner().invoke(hometown, list(words))


def test_a_review_is_sealed_and_proved(tmp_path: Path) -> None:
    out = str(tmp_path / "bundle.json")
    refused = run("seal", "-o", out, "--as", "wang")
    assert refused.exit_code == 1
    assert "hometown key new" in refused.output
    assert run("key", "new", "--as", "wang").exit_code == 0
    sealed = run("seal", "-o", out, "--as", "wang")
    assert sealed.exit_code == 0, sealed.output
    public = run("key", "list").output.split("\t")[0]
    assert run("verify", out, "--key", public, "--home").exit_code == 0
    assert run("verify", out, "--key", "0" * 64).exit_code == 1
    size = json.loads(Path(out).read_bytes())["payload"]["tree"]["size"]
    assert run("head", "--since", str(size), "-o", str(tmp_path / "head.json")).exit_code == 0
    assert run("verify", out, "--head", str(tmp_path / "head.json")).exit_code == 0
    beside = subprocess.run([sys.executable, tmp_path / "verify_bulletin.py", out], check=False, capture_output=True)
    assert beside.returncode == 0
    assert run("key", "revoke", public[:16], "--because", "lost", "--as", "wang").exit_code == 0
    told = run("verify", out, "--home")
    assert told.exit_code == 1
    assert "lost" in told.output
    assert run("key", "rotate", "--as", "wang").exit_code == 0
