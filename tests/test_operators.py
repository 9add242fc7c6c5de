"""What whoever runs the archive is told: metrics, logs, timings."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from articles.search import indexing
from newsarchive.logs import JsonFormatter, id_of, request_id
from newsarchive.measuring import Measured, kind_of
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


def values(text: str) -> dict[str, float]:
    """By name with labels; every line must be what Prometheus reads."""
    found = {}
    for line in text.splitlines():
        if line.startswith("#"):
            assert re.fullmatch(r"# (HELP|TYPE) archive_\w+ .+", line), line
            continue
        match = re.fullmatch(r'(archive_\w+(?:\{\w+="[^"]*"(?:,\w+="[^"]*")*\})?) ([\d.e+-]+)', line)
        assert match, line
        found[match[1]] = float(match[2])
    return found


@pytest.fixture
def measured(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "measured"


def test_metrics_tell_requests_queue_and_index(client: Client, measured: None) -> None:
    make_article("Bridge", "A bridge.")
    indexing.rebuild()
    for _ in range(3):
        client.get("/articles/")
    client.get("/articles/nothing/")
    client.get("/api/v1/articles")
    make_article("New", "Waits.")
    response = client.get("/metrics")
    assert response["Content-Type"].startswith("text/plain; version=0.0.4")
    told = values(response.content.decode())
    assert told['archive_requests_total{kind="list",status="2xx"}'] == 3
    assert told['archive_requests_total{kind="article",status="4xx"}'] == 1
    assert told['archive_requests_total{kind="api",status="2xx"}'] == 1
    assert told['archive_request_seconds_bucket{kind="list",le="+Inf"}'] == 3
    assert told['archive_request_seconds_count{kind="list"}'] == 3
    assert told['archive_request_seconds_sum{kind="list"}'] > 0
    assert told["archive_queue_changes"] >= 1
    assert told["archive_index_ready"] == 1
    assert told["archive_index_articles"] == 1


def test_metrics_without_an_index(client: Client, measured: None) -> None:
    assert values(client.get("/metrics").content.decode())["archive_index_ready"] == 0


def test_metrics_are_not_for_everybody(client: Client, settings: Settings, measured: None) -> None:
    elsewhere: Any = {"REMOTE_ADDR": "192.0.2.7"}
    refused = client.get("/metrics", **elsewhere)
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/problem+json")
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 403
    bearer = {"Authorization": "Bearer a-token"}
    assert client.get("/metrics", headers=bearer, **elsewhere).status_code == 403
    settings.METRICS_TOKEN = "a-token"
    assert client.get("/metrics", headers=bearer, **elsewhere).status_code == 200
    wrong = {"Authorization": "Bearer another"}
    assert client.get("/metrics", headers=wrong, **elsewhere).status_code == 403


def test_processes_count_together(tmp_path: Path) -> None:
    one, other = Measured(tmp_path / "counts"), Measured(tmp_path / "counts")
    one.add("list", 200, 0.02)
    other.add("list", 503, 20.0)
    rows = {kind: (classes, times, seconds) for kind, classes, times, seconds in one.rows()}
    assert rows["list"] == ((0, 1, 0, 0, 1), (0, 0, 1, *[0] * 8, 1), 20.02)


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/articles/", "list"), ("/articles/x/", "article"), ("/api/v1/export", "export"), ("/api/v1/x", "api"),
     ("/", "other"), ("/admin/", "admin"), ("/static/archive.css", "static"), ("/people/", "people")],
)  # fmt: skip
def test_kinds(path: str, kind: str) -> None:
    assert kind_of(RequestFactory().get(path)) == kind


def test_each_request_has_an_id(client: Client, settings: Settings) -> None:
    first, second = client.get("/healthz")["X-Request-ID"], client.get("/healthz")["X-Request-ID"]
    assert re.fullmatch("[0-9a-f]{16}", first)
    assert first != second
    told = {"X-Request-ID": "abcdefgh-1234"}
    assert client.get("/healthz", headers=told)["X-Request-ID"] != "abcdefgh-1234"
    settings.PROXIES = 1
    assert client.get("/healthz", headers=told)["X-Request-ID"] == "abcdefgh-1234"
    forged = RequestFactory().get("/", headers={"X-Request-ID": 'x" injected\n'})
    assert re.fullmatch("[0-9a-f]{16}", id_of(forged))


def test_records_are_json_with_the_request() -> None:
    token = request_id.set("abcdefgh")
    try:
        try:
            raise ValueError("wrong\nhere")
        except ValueError as error:
            exc = (ValueError, error, error.__traceback__)
        record = logging.LogRecord("a.b", logging.ERROR, "x.py", 1, "said %s\n", ("this",), exc)
        line = JsonFormatter().format(record)
    finally:
        request_id.reset(token)
    told = json.loads(line)
    assert "\n" not in line
    assert told.pop("time").endswith("+00:00")
    assert told.pop("error").endswith("ValueError: wrong\nhere")
    assert told == {"level": "ERROR", "logger": "a.b", "message": "said this\n", "request_id": "abcdefgh"}


def test_staff_are_told_how_long_it_took(client: Client, admin_client: Client) -> None:
    make_article("Bridge", "A bridge.")
    indexing.rebuild()
    assert "Server-Timing" not in client.get("/articles/")
    told = admin_client.get("/articles/")["Server-Timing"]
    assert re.fullmatch(r'total;dur=[\d.]+, db;dur=[\d.]+;desc="\d+ queries"', told)
    assert int(told.rpartition('desc="')[2].split()[0]) > 0


@pytest.mark.parametrize(
    "page", ["/", "/articles/", "/articles/feed/", "/articles/feed.json", "/dates/", "/sources/"]
)
def test_lists_that_have_not_changed_are_not_sent_again(client: Client, page: str) -> None:
    make_article("Bridge", "A bridge.")
    indexing.rebuild()
    first = client.get(page)
    again = client.get(page, headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    make_article("Another bridge", "A bridge.", source="news.am")
    indexing.drain()
    assert client.get(page, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_make_run_gathers_what_browsers_keep(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scripts import run

    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert run.static_folder() == tmp_path / "static"
    settings.STATIC_ROOT = str(tmp_path / "static")
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    run.gather_static()
    gathered = {path.name for path in (tmp_path / "static").iterdir()}
    named = [name for name in gathered if re.fullmatch(r"archive\.[0-9a-f]{12}\.css", name)]
    assert len(named) == 1
    assert f"{named[0]}.gz" in gathered
    (tmp_path / "static" / "kept.txt").touch()
    run.gather_static()  # nothing differs
    assert (tmp_path / "static" / "kept.txt").exists()
