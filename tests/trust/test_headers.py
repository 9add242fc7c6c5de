"""What a request says of itself is believed only where a proxy of ours says it."""

from __future__ import annotations

import datetime as dt
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import RequestFactory

from newsarchive.clients import address_of
from tests.trust.served import SECRET_KEY, Served, manage, served

# No request is slow here: what the log of a public archive says of others is asked.
PUBLIC = {
    "HTTPS": "1",
    "SECRET_KEY": SECRET_KEY,
    "ALLOWED_HOSTS": "archive.example.org",
    "SLOW_SECONDS": "600",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("headers") / "data"
    done = manage(folder, "migrate", "--verbosity=0")
    assert done.returncode == 0, done.stderr
    done = manage(folder, "index", "rebuild")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def local(folder: Path) -> Iterator[Served]:
    with served(folder, ACCESS_LOG="1", SLOW_SECONDS="0") as archive:
        yield archive


@pytest.fixture(scope="module")
def public(folder: Path) -> Iterator[Served]:
    with served(folder, **PUBLIC) as archive:
        yield archive


def addresses_in(page: str) -> set[str]:
    return set(re.findall(r'(?:href|src|action)="(/[^"]*|https?://[^"]*)"', page))


@pytest.mark.parametrize(
    "header", ["SCRIPT_NAME", "PATH_INFO", "REMOTE_USER", "X_FORWARDED_PROTO", "Any_Thing"]
)
def test_headers_that_could_be_taken_for_others_are_refused(local: Served, header: str) -> None:
    status, page = local.ask("/x/admin/login/", {header: "/x"})
    assert status == 400
    assert "csrfmiddlewaretoken" not in page


@pytest.mark.parametrize(
    "headers",
    [
        {"Script-Name": "/x"},
        {"X-Script-Name": "/x"},
        {"X-Forwarded-Prefix": "/x"},
        {"X-Forwarded-Host": "evil.example"},
        {"Forwarded": "host=evil.example;proto=https"},
        {"X-Forwarded-Proto": "https"},
        {"X-Forwarded-Protocol": "ssl"},
        {"X-Forwarded-Ssl": "on"},
        {"X-Original-Url": "/admin/"},
        {"X-Rewrite-Url": "/admin/"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_headers_that_the_archive_does_not_use_change_nothing(local: Served, headers: dict[str, str]) -> None:
    for path in ("/", "/articles/feed/", "/admin/login/"):
        status, plain = local.ask(path)
        assert status == 200
        assert addresses_in(local.ask(path, headers)[1]) == addresses_in(plain)
    assert local.ask("/x/admin/login/", headers)[0] == 404


def answered(archive: Served, request: bytes) -> tuple[int, str]:
    """(status, everything that came) for exactly these bytes."""
    with socket.create_connection(("127.0.0.1", archive.port), timeout=30) as line:
        line.sendall(request)
        came = b""
        while part := line.recv(65536):
            came += part
    return int(came.split(b" ", 2)[1]), came.decode("utf-8", "replace")


@pytest.mark.parametrize(
    "path", ["/", "/articles/feed/", "/api/v1/articles", "/static/archive.css", "/healthz"]
)
def test_a_request_that_names_no_host_is_refused(local: Served, path: str) -> None:
    for host in (b"", b"Host:\r\n", b"Host: \r\n"):
        said = f"GET {path} HTTP/1.1\r\n".encode() + host + b"Connection: close\r\n\r\n"
        status, came = answered(local, said)
        assert status == 400
        assert ("application/problem+json" in came) == path.startswith("/api/")
    old = f"GET {path} HTTP/1.0\r\n\r\n".encode()  # which had no such header
    assert answered(local, old)[0] == 200


def posted(path: str, body: bytes, *headers: bytes) -> bytes:
    told = [f"POST {path} HTTP/1.1".encode(), b"Host: 127.0.0.1", b"Connection: close", *headers]
    return b"\r\n".join(told) + b"\r\n\r\n" + body


JSON, CHUNKED = b"Content-Type: application/json", b"Transfer-Encoding: chunked"
TEXT = b'{"text": "Bridge opens\\nAda Bell opened the bridge in Baku."}'


def in_chunks(body: bytes, size: int) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def test_a_body_that_comes_in_chunks_is_read_whole(local: Served) -> None:
    plain = posted("/api/v1/parse", TEXT, JSON, b"Content-Length: %d" % len(TEXT))
    status, wanted = answered(local, plain)
    assert status == 200
    for size in (1, 7, 1000):
        status, came = answered(local, posted("/api/v1/parse", in_chunks(TEXT, size), JSON, CHUNKED))
        assert (status, came.rpartition("\r\n")[2]) == (200, wanted.rpartition("\r\n")[2])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (in_chunks(b"{", 1), 400),
        (b"zz\r\n{}\r\n0\r\n\r\n", 400),
        (in_chunks(b'{"text": "' + b"a" * 1_100_000 + b'"}', 60_000), 413),
        (in_chunks(b"a" * 7_000_000, 500_000), 413),
    ],
    ids=["no JSON", "no chunks", "too large for the API", "too large"],
)
def test_a_body_in_chunks_that_is_none_or_too_large_is_refused(
    local: Served, body: bytes, status: int
) -> None:
    found, came = answered(local, posted("/api/v1/parse", body, JSON, CHUNKED))
    assert found == status
    assert "application/problem+json" in came


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "localhost.", "evil.example"])
def test_names_of_this_computer_are_none_of_a_public_archive(public: Served, host: str) -> None:
    headers = {"Host": host, "X-Forwarded-Proto": "https"}
    assert public.ask("/", headers)[0] == 400
    assert public.ask("/admin/login/", headers)[0] == 400
    assert public.ask("/", headers | {"Host": "archive.example.org"})[0] == 200


def test_this_computer_may_ask_a_local_archive_by_its_names(local: Served) -> None:
    for host in ("localhost", "127.0.0.1", "[::1]", f"localhost:{local.port}"):
        assert local.ask("/", {"Host": host})[0] == 200
    assert local.ask("/", {"Host": "evil.example"})[0] == 400


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_checks_ask_by_the_loopback_address(local: Served, public: Served, path: str) -> None:
    for archive in (local, public):
        status, answer = archive.ask(path)
        assert status == 200
        assert "X-Frame-Options: DENY" in answer


def test_with_json_every_line_is_an_object_whatever_requests_say(folder: Path) -> None:
    with served(folder, ACCESS_LOG="1", LOG_FORMAT="json", WEB_CONCURRENCY="1") as archive:
        assert archive.ask('/healthz?q=\\x"y', {"User-Agent": 'a\\q"b'})[0] == 200
        assert archive.ask("/healthz", {"SCRIPT_NAME": "/x"})[0] == 400
    told = [json.loads(line) for line in archive.log.read_text().splitlines()]
    [line] = [line for line in told if line["logger"] == "access"]
    assert (line["request"], line["agent"]) == ('GET /healthz?q=\\x"y HTTP/1.1', 'a\\q"b')
    dt.datetime.fromisoformat(line["time"])
    assert [line["message"] for line in told if line.get("level") == "WARNING"] == [
        "Invalid request from ip=127.0.0.1: Invalid HTTP header name: 'SCRIPT_NAME'"
    ]


def test_each_request_has_a_line_where_that_is_wished_and_slow_ones_are_named(
    local: Served, public: Served
) -> None:
    local.ask("/dates/?a=1", method="HEAD")
    log = local.log.read_text()
    assert '"HEAD /dates/?a=1 HTTP/1.1" 200' in log
    assert re.search(r"newsarchive\.requests: slow: \d+\.\d s for HEAD /dates/\?a=1 \(127\.0\.0\.1\)", log)
    public.ask("/dates/", {"Host": "archive.example.org", "X-Forwarded-Proto": "https"}, method="HEAD")
    assert "/dates/" not in public.log.read_text()
    for path in (
        "/",
        "/articles/table/",
        "/articles/feed/",
        "/static/archive.css",
        "/healthz",
        "/readyz",
        "/no/",
    ):
        public.ask(path, {"Host": "archive.example.org", "X-Forwarded-Proto": "https"}, method="HEAD")
        public.ask(path, {"Host": "archive.example.org", "X-Forwarded-Proto": "https"})
    assert "WARNING" not in public.log.read_text()


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),  # the first entry is the reader's own word
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "'; DROP TABLE", "192.0.2.1"),
        (1, "2001:DB8::1", "2001:db8::1"),
    ],
)
def test_the_address_of_a_reader(settings, proxies: int, told: str, address: str) -> None:
    settings.PROXIES = proxies
    headers = {"X-Forwarded-For": told} if told else {}
    assert address_of(RequestFactory().get("/", headers=headers, REMOTE_ADDR="192.0.2.1")) == address
