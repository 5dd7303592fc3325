"""What every test stands on: a home of its own, plain static files, and no silent skip in CI."""

import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from hometown.ledger.models import Entry

pytest_plugins = ["tests.people", "tests.demo"]

# Node ids that may skip in CI. Empty, and meant to stay so.
MAY_SKIP_IN_CI: frozenset[str] = frozenset()
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a throw-away home; serve static files without the manifest that set-up builds."""
    from django.conf import settings

    config._hometown_home = tempfile.mkdtemp(prefix="hometown-test-")  # type: ignore[attr-defined]
    settings.HOMETOWN_HOME = Path(config._hometown_home)  # type: ignore[attr-defined]
    settings.STATIC_ROOT = settings.HOMETOWN_HOME / "static"
    settings.SENTENCES_MUST_EXIST = True  # a refusal without words fails the test that meets it
    settings.STATIC_ROOT.mkdir()
    settings.PASSWORD_HASHERS = ["tests.hashing.CheapArgon2"]  # what is checked, not what it costs
    settings.DATABASES["default"].setdefault("TEST", {})["MIGRATE"] = False  # made at once, as a new home is
    if not hasattr(config, "workerinput"):  # once, not in each worker
        from hometown.face import catalogues

        catalogues.compile_all()
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(getattr(config, "_hometown_home", ""), ignore_errors=True)


def skip_is_failure(nodeid: str) -> bool:
    """Tell whether a skip of this test counts as a failure: in CI every one does that is not allowed by name."""
    return os.environ.get("CI") == "true" and nodeid not in MAY_SKIP_IN_CI


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Let the test database say, as a home does, which migrations it holds."""
    from hometown.config import tables

    with django_db_blocker.unblock():
        tables.note_migrations("default")


@pytest.fixture(autouse=True, scope="session")
def _book_emptied_between_tests() -> Iterator[None]:
    """A test with real commits is followed by a flush, which the book's triggers rightly refuse: lift them for it.

    And tests may open further databases (a moment of the past, a PostgreSQL of their own), which Django would forbid;
    pytest-django still keeps tests without the `django_db` mark from any.
    """
    from django import test
    from django.db import connection

    simple: Any = test.SimpleTestCase
    committing: Any = test.TransactionTestCase
    simple._add_databases_failures = classmethod(lambda _: None)
    simple._remove_databases_failures = classmethod(lambda _: None)

    from hometown.ledger import triggers

    flush = committing._fixture_teardown

    def emptied(self: Any) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("SELECT name, '' FROM sqlite_master WHERE type = 'trigger'")
            else:
                cursor.execute("SELECT tgname, ' ON ' || tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal")
            for name, table in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}{table}")
        flush(self)
        triggers.install()

    committing._fixture_teardown = emptied
    yield
    committing._fixture_teardown = flush


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, Any]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and skip_is_failure(item.nodeid):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, pytest.CollectReport, Any]:
    report = yield
    if report.outcome == "skipped" and skip_is_failure(collector.nodeid):
        report.outcome = "failed"
        report.longrepr = f"a whole file is skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def postgresql_url() -> str:
    """The address of a PostgreSQL server on which a test may make databases and roles."""
    url = os.environ.get("HOMETOWN_TEST_POSTGRES", "")
    if not url:
        pytest.skip("no PostgreSQL: name one in HOMETOWN_TEST_POSTGRES, or run .ci/run")
    return url


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The Chromium that drives the journeys."""
    given = os.environ.get("HOMETOWN_TEST_CHROMIUM", "")
    named = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the first is the quickest
    found = given or next(filter(None, map(shutil.which, named)), None)
    if not found:
        pytest.skip("no Chromium: install it, name it in HOMETOWN_TEST_CHROMIUM, or run .ci/run")
    return found


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Any]:
    """One Chromium for every test of a process that needs one: Playwright allows no second loop beside the first."""
    from playwright.sync_api import sync_playwright

    # Playwright's loop makes Django believe that database calls come from async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def office_path() -> str:
    """The LibreOffice that lays out official documents."""
    given = os.environ.get("HOMETOWN_TEST_OFFICE", "")
    found = given or shutil.which("soffice") or shutil.which("libreoffice")
    if not found:
        pytest.skip("no LibreOffice: install it with Writer, name it in HOMETOWN_TEST_OFFICE, or run .ci/run")
    return found


@pytest.fixture
def lines_written(db: None) -> Callable[[], AbstractContextManager["list[Entry]"]]:
    """Collect the lines of the book that a block writes.

    with lines_written() as lines:
        actions.record_visit(...)
    assert [line.verb for line in lines] == ["visit.recorded"]
    """
    from django.db.models import Max

    from hometown.ledger.models import Entry

    @contextmanager
    def watch() -> "Iterator[list[Entry]]":
        before = Entry.objects.aggregate(last=Max("seq"))["last"] or 0
        lines: list[Entry] = []
        yield lines
        lines.extend(Entry.objects.filter(seq__gt=before).order_by("seq"))

    return watch
