"""What all tests share: isolation from the developer's archive, the data beside the project, and a browser.

The database is of DATABASE_URL's kind, SQLite if there is none; `python -m tests.postgres` gives PostgreSQL.
Tests that use it get the marker `database`, those that drive a browser `browser`, by themselves.
"""

import os
import shutil
import threading
from collections.abc import Generator, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.template.engine import Engine
from django.test import TransactionTestCase
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from pytest_django import Settings

from tests.emptying import empty_tables
from tests.unresolved import Unresolved

ROOT = Path(__file__).resolve().parent.parent

# Where everything must be there (CI), a test that is skipped has failed.
REQUIRE_ALL = os.environ.get("NEWSARCHIVE_REQUIRE_ALL") == "1"

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "admin_client", "admin_user"}

CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


# The machine's speed must not decide whether a property holds.
hypothesis.settings.register_profile("archive", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("archive")


# Files that take a minute or longer begin first, in this order: one that begins last is waited for alone.
_LONGEST = {
    f"tests/{name}": place
    for place, name in enumerate(
        (
            "trust/test_withdrawn",
            "working/test_killed",
            "importing/test_kill",
            "test_setup",
            "trust/test_closed_in_admin",
            "browser/test_pages",
            "trust/test_headers",
            "search/test_precision",
            "search/test_search_quality",
            "reading/test_quality",
            "desk/test_browser",
            "desk/test_browser_work",
            "admin/test_article",
            "importing/test_arriving",
            "importing/test_arriving_killed",
            "api/test_problems",
            "api/test_schema",
            "trust/test_private",
            "test_deployment",
            "models/test_migrating",
            "trust/test_slow_clients",
        )
    )
}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "database: uses the database")
    config.addinivalue_line("markers", "browser: drives Chromium")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Long tests run only when asked for by name: `pytest tests/soak`."""
    if collection_path.name == "soak" and not any("soak" in argument for argument in config.args):
        return True
    return None


@pytest.hookimpl(tryfirst=True)  # before `-m` selects by these markers
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _LONGEST.get(item.nodeid.partition(".py")[0], len(_LONGEST)))
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        test_class = getattr(item, "cls", None)
        of_django = isinstance(test_class, type) and issubclass(test_class, TransactionTestCase)
        if of_django or fixtures & DATABASE_FIXTURES or item.get_closest_marker("django_db"):
            item.add_marker("database")
        if "browser" in fixtures:
            item.add_marker("browser")


def fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped here, but this was: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    fail_if_skipped(report)
    return report


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """SQLite in a file, not in memory: locks, threads and other processes behave as in real life."""
    database = django_settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def _quick_emptying() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TransactionTestCase, "_fixture_teardown", lambda _: empty_tables())
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_unresolved_variables() -> None:
    Engine.get_default().string_if_invalid = Unresolved()


@pytest.fixture(autouse=True)
def _isolation(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Each test has its own index and an empty cache, never the developer's; passwords are hashed fast."""
    cache.clear()
    from articles import identity

    identity.KEPT = 3600  # seconds: as a process that was asked just before; what is saved makes it forget
    identity.remember(identity.Known())
    settings.DATA_DIR = tmp_path / "data"
    settings.INDEX_DIR = tmp_path / "index"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield
    for thread in threading.enumerate():  # they would go on with the next test's settings
        if thread.name == "draining":
            thread.join()


@pytest.fixture(autouse=True)
def _empty_queue(request: pytest.FixtureRequest, _django_db_marker: None) -> None:
    """What an earlier test left in the queue: emptying its tables fired the triggers."""
    if "_django_db_helper" in request.fixturenames:
        request.getfixturevalue("_django_db_helper")
        from articles.models import PendingChange

        PendingChange.objects.all().delete()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data beside the project."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the data folder ../shared is not here")
    return folder


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """An empty PostgreSQL database, apart from the one the tests run on."""
    from tests.postgres import NoPostgresError, temporary_postgres

    try:
        with temporary_postgres() as url:
            yield url
    except NoPostgresError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, one per test process."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        pytest.skip("no Chromium here: install the package chromium")
    flags = [*CHROMIUM_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which is no reason for Django to refuse the database.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = playwright.chromium.launch(executable_path=program, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page without cookies. The test fails where a script of it does, or the browser refuses one."""
    problems: list[str] = []

    def note_refusal(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            problems.append(message.text)

    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", note_refusal)
    yield page
    context.close()
    assert problems == []
