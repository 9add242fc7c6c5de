"""The TimeGate asked by Memento's own client: `python -m benchmarks.remembering`.

The package is `memento-client`, of 2017 and kept by nobody since, hence none of the project's: install it
first. An address has versions of twenty days; for moments before, between, at and after them the client must
find the version that stood there then, with its neighbours, the first and the last; and every version that
the TimeMap names must say its own time.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import re
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import django

from benchmarks.standards import served

VERSIONS, MOMENTS = 20, 200
_MEMENTO = re.compile(r'<([^>]+)>; rel="[^"]*\bmemento\b[^"]*"; datetime="([^"]+)"')


@contextmanager
def outlet() -> Iterator[str]:
    """An address of the web, which the client asks first: a page that knows nothing of Memento."""

    class Page(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/news/1?id=5"
    finally:
        server.shutdown()
        server.server_close()


def fill(url: str, rng: random.Random) -> list[dt.datetime]:
    """When each version came, the earliest first."""
    from articles.models import Article, Original, Reading, Sighting
    from articles.models.archive import make_public_id

    start = dt.datetime(2019, 1, 1, tzinfo=dt.UTC)
    came = sorted(start + dt.timedelta(seconds=rng.randrange(10**8)) for _ in range(VERSIONS))
    article = None
    for n, at in enumerate(came):
        original = Original.objects.of_bytes(f"Bridge opens\nVersion {n}.".encode(), "utf-8")
        original.save()
        if article is None:
            public_id = make_public_id(original.sha256, 1)
            article = Article(
                public_id=public_id, status="published", headline="Bridge opens", original_url=url
            )
        article.original = original
        article.save()
        fields = {"headline": "Bridge opens", "body": f"Version {n}.", "language": "en"}
        Reading.objects.create(article=article, original=original, reader_version="1", fields=fields)
        seen = Sighting.objects.create(original=original, url=url)
        Sighting.objects.filter(pk=seen.pk).update(seen_at=at)
    return came


def moments(came: list[dt.datetime], rng: random.Random) -> list[dt.datetime]:
    spread = [came[0] - dt.timedelta(days=400), came[-1] + dt.timedelta(days=400)]
    span = int((spread[1] - spread[0]).total_seconds())
    return [
        *came,
        *(spread[0] + dt.timedelta(seconds=rng.randrange(span)) for _ in range(MOMENTS - len(came))),
    ]


def measure(seed: int) -> dict[str, Any]:
    """Needs an empty archive."""
    from memento_client import MementoClient  # type: ignore[import-not-found]

    rng = random.Random(seed)
    wrong: list[str] = []
    with outlet() as url, served([], "/") as home:
        came = fill(url, rng)
        client = MementoClient(timegate_uri=f"{home}timegate/", check_native_timegate=False)
        asked = moments(came, rng)
        for at in asked:
            found = client.get_memento_info(url, at.replace(tzinfo=None))["mementos"]
            n = max((n for n, one in enumerate(came) if one <= at), default=0)
            meant = {"closest": n, "first": 0, "last": len(came) - 1, "prev": n - 1, "next": n + 1}
            told = {name: one["datetime"] for name, one in found.items()}
            expected = {
                name: came[place].replace(tzinfo=None)
                for name, place in meant.items()
                if 0 <= place < len(came) and name in told
            }
            if told != expected or not {"closest", "first", "last"} <= told.keys():
                wrong.append(f"{at}: {told}")
        with urllib.request.urlopen(f"{home}timemap/link/{url}") as answer:
            listed = _MEMENTO.findall(answer.read().decode())
        for address, moment in listed:
            with urllib.request.urlopen(address) as answer:
                if answer.headers["Memento-Datetime"] != moment:
                    wrong.append(address)
    days = [parsedate_to_datetime(moment) for _address, moment in listed]
    return {
        "moments asked": len(asked),
        "versions in the TimeMap": len(listed),
        "TimeMap as the archive": days == came,
        "wrong": len(wrong),
        "of them": wrong[:3],
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATA_DIR": folder,
            "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "newsarchive.settings",
        }
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        print(json.dumps(measure(21), indent=1))


if __name__ == "__main__":
    main()
