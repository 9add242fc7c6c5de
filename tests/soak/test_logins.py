"""16 clients that post wrong logins without end, while readers read."""

import contextlib
import http.cookiejar
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from tests.trust.served import Served, manage, served

CLIENTS = 16
SECONDS = 30
SLOWEST = 1.5  # seconds that a page may take beside them; it was 4 and more


def post_wrong_logins(archive: Served, stop: threading.Event, answers: list[int]) -> None:
    address = f"http://127.0.0.1:{archive.port}/admin/login/"
    cookies = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
    while not stop.is_set():
        with contextlib.suppress(OSError):
            opener.open(address, timeout=30).read()
            token = next(cookie.value for cookie in cookies if cookie.name == "csrftoken")
            form = {"username": "editor", "password": "wrong", "csrfmiddlewaretoken": token}
            try:
                answers.append(opener.open(address, urllib.parse.urlencode(form).encode(), 30).status)
            except urllib.error.HTTPError as refused:
                answers.append(refused.code)


def test_log_ins_posted_beside_readers(tmp_path: Path, record_property) -> None:
    folder = tmp_path / "data"
    assert manage(folder, "migrate", "--verbosity=0").returncode == 0
    assert manage(folder, "import_articles", "samples/turan.az").returncode in (0, 1)
    stop = threading.Event()
    answers: list[int] = []
    took: list[float] = []
    # As many failures as they like: hashing goes on all the time.
    with served(folder, WEB_CONCURRENCY="1", WEB_THREADS="4", LOGIN_FAILURES="1000000") as archive:
        archive.ask("/dates/")
        clients = [
            threading.Thread(target=post_wrong_logins, args=(archive, stop, answers)) for _ in range(CLIENTS)
        ]
        for client in clients:
            client.start()
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            begun = time.monotonic()
            assert archive.ask("/dates/")[0] == 200
            took.append(time.monotonic() - begun)
        stop.set()
        for client in clients:
            client.join()
    record_property("tried", len(answers))
    assert set(answers) <= {200, 503}
    assert sorted(took)[int(len(took) * 0.95)] < SLOWEST
