"""The proxy of docker-compose.yml, as a real nginx: slow clients cost others nothing; pages are smaller."""

from __future__ import annotations

import contextlib
import gzip
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.trust.served import ROOT, SECRET_KEY, Served, free_port, manage, served, until_it_listens

SLOW = 200
HOST = {"Host": "archive.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.5"}
PAGE = "/articles/"


@contextlib.contextmanager
def nginx(folder: Path, web: int) -> Iterator[Served]:
    """Debian's nginx with the configuration of the compose file; only places and addresses are replaced."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("no nginx here: install the package nginx-light")
    folder.mkdir()
    port = free_port()
    written = (ROOT / "deploy" / "nginx.conf").read_text()
    for ours, here in (
        ("server web:8000;", f"server 127.0.0.1:{web};"),
        ("listen 8080;", f"listen 127.0.0.1:{port};"),
        ("/tmp/nginx.pid", f"{folder}/nginx.pid"),
        ("/var/cache/nginx", str(folder)),
        ("/dev/stderr", f"{folder}/error.log"),
    ):
        assert ours in written
        written = written.replace(ours, here)
    if os.geteuid() == 0:
        written = "user root;\n" + written
    configuration = folder / "nginx.conf"
    configuration.write_text(written)
    process = subprocess.Popen(
        [program, "-e", f"{folder}/error.log", "-c", configuration, "-g", "daemon off;"]
    )
    try:
        until_it_listens(port)
        yield Served(port, folder / "error.log")
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The archive with its samples, one process of four threads, behind the proxy."""
    folder = tmp_path_factory.mktemp("slow") / "data"
    for command in (["migrate", "--verbosity=0"], ["import_articles", "samples/turan.az"]):
        done = manage(folder, *command)
        assert done.returncode in (0, 1), done.stderr
    public = {"HTTPS": "1", "SECRET_KEY": SECRET_KEY, "ALLOWED_HOSTS": "archive.example.org", "PROXIES": "2"}
    with (
        served(folder, WEB_CONCURRENCY="1", WEB_THREADS="4", LOGIN_FAILURES="3", **public) as web,
        nginx(folder.parent / "nginx", web.port) as front,
    ):
        yield front


def seconds(proxy: Served) -> float:
    begun = time.monotonic()
    assert proxy.ask(PAGE, HOST)[0] == 200
    return time.monotonic() - begun


def slowest(proxy: Served) -> float:
    return max(seconds(proxy) for _ in range(10))


def opened(proxy: Served, begin: bytes) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", proxy.port), timeout=30)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    line.sendall(begin)
    return line


HEAD = f"GET {PAGE} HTTP/1.1\r\nHost: archive.example.org\r\nX-Forwarded-Proto: https\r\n"
SLOWLY = {
    "send a header": f"{HEAD}X-Slow: ".encode(),
    "send a form": (
        b"POST /admin/login/ HTTP/1.1\r\nHost: archive.example.org\r\nX-Forwarded-Proto: https\r\n"
        b"Content-Length: 5000\r\n\r\nusername="
    ),
    "read a page": f"{HEAD}\r\n".encode(),
    "keep a connection": f"{HEAD}\r\n".encode(),
    "send nothing": b"",
}


@pytest.mark.parametrize("what", SLOWLY)
def test_200_slow_clients_change_nothing_for_others(proxy: Served, what: str) -> None:
    alone = slowest(proxy)
    with contextlib.ExitStack() as lines:
        for _ in range(SLOW):
            lines.enter_context(opened(proxy, SLOWLY[what]))
        if what in ("read a page", "keep a connection"):  # the archive has 200 pages to make first
            deadline = time.monotonic() + 60
            while seconds(proxy) > max(1.0, 3 * alone):
                assert time.monotonic() < deadline
        assert slowest(proxy) < max(2.0, 5 * alone)


def test_pages_come_compressed(proxy: Served) -> None:
    line = HTTPConnection("127.0.0.1", proxy.port, timeout=30)
    line.request("GET", PAGE, headers=HOST | {"Accept-Encoding": "gzip"})
    answer = line.getresponse()
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"<h1" in gzip.decompress(answer.read())
    line.close()


def test_the_proxy_passes_on_who_asks_and_what_it_does_not_trust_is_dropped(proxy: Served) -> None:
    assert proxy.ask("/x/admin/login/", HOST | {"SCRIPT_NAME": "/x"})[0] == 404
    assert proxy.ask(PAGE, HOST | {"Host": "localhost"})[0] == 400
    assert proxy.ask("/healthz", {"Host": "127.0.0.1"})[0] == 200
    plain = proxy.ask(PAGE, {"Host": "archive.example.org"})
    assert plain[0] == 301
    assert "Location: https://archive.example.org/articles/" in plain[1]


def test_a_table_comes_whole_through_the_proxy(proxy: Served) -> None:
    status, table = proxy.ask("/articles/table/", HOST)
    assert status == 200
    assert table.count("turan.az") >= 10
