"""/healthz and /readyz, robots.txt, and the header that every page carries."""

import re

import pytest
from django.db import OperationalError, connection
from django.test import Client

from articles import health
from articles.models.triggers import WATCHED
from articles.search.indexing import rebuild


def test_healthz_asks_no_database(client: Client) -> None:
    answer = client.get("/healthz")  # without the mark django_db, a query would fail the test
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


@pytest.mark.django_db
def test_readyz_names_a_missing_migration(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "not ready",
        "checks": {
            "database": "ok",
            "migrations": "Not applied: sessions.0001_initial. Run: manage.py migrate",
        },
    }


@pytest.mark.django_db
def test_readyz_names_a_missing_trigger(client: Client) -> None:
    trigger = f"{WATCHED[0].table}_queue_update"
    table = f" ON {WATCHED[0].table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {trigger}{table}")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {
        "database": "ok",
        "migrations": "ok",
        "triggers": f"Not in place: {trigger}. Run: manage.py migrate",
    }


@pytest.mark.django_db
def test_readyz_names_a_missing_index_and_is_content_once_it_is_there(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {
        "database": "ok",
        "migrations": "ok",
        "triggers": "ok",
        "index": "There is no search index. Run: manage.py index rebuild",
    }
    rebuild()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ready"
    assert set(answer.json()["checks"].values()) == {"ok"}


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OperationalError("connection refused\nIs the server running?"), "connection refused"),
        (OperationalError(), "OperationalError"),
    ],
)
def test_readyz_gives_the_reason_when_the_database_is_away(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    def away() -> None:
        raise error

    monkeypatch.setitem(health.QUESTIONS, "database", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        503,
        {"status": "not ready", "checks": {"database": reason}},
    )


def allowed(path: str, robots: str) -> bool:
    """Whether a crawler may fetch the path: the longest rule that matches decides (RFC 9309, 2.2.2)."""
    rules = re.findall(r"^(Allow|Disallow): (\S+)$", robots, re.MULTILINE)
    matching = [
        (len(rule), kind) for kind, rule in rules if re.match(re.escape(rule).replace(r"\*", ".*"), path)
    ]
    return not matching or max(matching)[1] == "Allow"


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/", True),
        ("/articles/", True),
        ("/articles/?page=2", True),
        ("/articles/abc123/a-headline/", True),
        ("/articles/?q=baku", False),
        ("/articles/?source=1&page=2", False),
        ("/articles/?page=2&source=1", False),
        ("/articles/abc123/original/", False),
        ("/suggest/?q=ba", False),
        ("/articles/feed/?q=baku", False),
        ("/articles/table/", False),
        ("/admin/", False),
    ],
)
def test_robots_txt_keeps_crawlers_out_of_combinations_of_filters(
    client: Client, path: str, may: bool
) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain"
    assert allowed(path, answer.content.decode()) is may


def test_no_page_may_run_a_script_written_into_it(client: Client) -> None:
    policy = dict(
        part.split(" ", 1) for part in client.get("/healthz")["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == "'self'"
    assert "script-src" not in policy
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
