"""Homes to break: a copy of the demo for each drill, and a child that works in it as a person does."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

# What every child begins with: the house in HOMETOWN_HOME, a page opened and sent by somebody of the demo.
PRELUDE = """
import re, sys
from hometown.config import cli
cli._prepare()
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment
from hometown.accounts import middleware
from hometown.accounts.models import User
from hometown.projects.models import Project
setup_test_environment()
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
browser = Client(raise_request_exception=False)
browser.cookies["language"] = "en"
middleware._preferences = lambda request: ("en", "auto")  # whoever signs in reads what the drills look for


def said(answer):
    text = answer.content.decode()
    print("status", answer.status_code, "retry", answer.headers.get("Retry-After", "-"))
    print(" ".join(re.sub(r"<[^>]+>", " ", text).split()))
    assert "Traceback" not in text


def sign_in(login="lin"):
    who = User.objects.get(login=login)
    browser.force_login(who)


def edited(**changes):
    project = Project.objects.filter(filings__officer__user__login="lin", status="active").order_by("pk").first()
    address = f"/projects/{project.pk}/edit/"
    form = browser.get(address).context["form"]
    sent = {}
    for bound in form:
        value = bound.field.prepare_value(bound.value())
        if value not in (None, False):
            sent[bound.html_name] = str(getattr(value, "pk", value))
    return project, browser.post(address, sent | changes)
"""
Child = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def home(demo_home: Path, tmp_path: Path) -> Path:
    """A copy of the demo to break."""
    copy = tmp_path / "home"
    shutil.copytree(demo_home, copy, ignore=shutil.ignore_patterns("static", "scratch"))
    return copy


def environment(home: Path, **more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if name != "HOMETOWN_DATABASE_URL"}
    return clean | {"HOMETOWN_HOME": str(home), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"} | more


@pytest.fixture
def child(home: Path) -> Child:
    """Run Python in the home, after the prelude. Its output is what it printed; a crash fails the drill."""

    def run(code: str, where: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-c", PRELUDE + code], env=environment(where or home, **more), capture_output=True,
            text=True, timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done

    return run


@pytest.fixture
def command(home: Path) -> Child:
    """Run a command of `hometown` in the home; whatever becomes of it, there is no trace of Python."""

    def run(*words: str, where: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
        call = "from hometown.config.cli import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", call, *words], env=environment(where or home, **more), capture_output=True,
            text=True, timeout=300, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run
