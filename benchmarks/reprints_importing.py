"""What finding reprints costs an import, and how soon a known address or text is told.

`python -m benchmarks.reprints_importing [--texts 400] [--rounds 3] [--known 100000]`: the same texts into
archives of their own, with and without finding reprints in turn, in seconds of CPU of the process that stores
them; then an archive of many articles is asked for some of its addresses and texts.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

from benchmarks.importing import ROOT, write

if TYPE_CHECKING:
    from articles.reading.model import Item

ASKED = 200  # of what is known, and as many of what is not
AT_ONCE = 5_000


def begin(folder: str) -> None:
    os.environ |= {
        "DATA_DIR": folder,
        "DATABASE_URL": "",
        "INDEX_DIR": f"{folder}/index",
        "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "newsarchive.settings",
    }
    django.setup()


def store_all(files: Path, finding: bool) -> float:
    """Seconds of CPU of this process; reading is done by others."""
    from django.core.management import call_command

    from articles.importing import storing

    if not finding:
        storing.find_reprints = lambda articles: None
    begun = time.process_time()
    call_command("import_articles", str(files), verbosity=0)
    return time.process_time() - begun


def in_turn(count: int, rounds: int, folder: Path) -> dict[str, Any]:
    files, empty = folder / "files", folder / "empty"
    write(files, count)
    empty.mkdir()
    environment = os.environ | {"DATA_DIR": str(empty), "DATABASE_URL": ""}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    seconds: dict[bool, list[float]] = {True: [], False: []}
    for number in range(rounds):
        for finding in (True, False) if number % 2 else (False, True):
            own = folder / f"{number}-{finding}"
            shutil.copytree(empty, own)
            command = [sys.executable, "-m", str(__spec__.name), "--store", str(own), str(files)]
            command += ["--finding"] * finding
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
            seconds[finding].append(float(done.stdout.split()[-1]))
    with_it, without = statistics.median(seconds[True]), statistics.median(seconds[False])
    return {
        "with": seconds[True],
        "without": seconds[False],
        "median_with_over_without": round(with_it / without, 3),
    }


def known(count: int) -> dict[str, float]:
    """Milliseconds to say whether an address or a text is known: median, and of one in 100.

    Fills the archive.
    """
    from articles.likeness.again import known_texts, of_equal_text
    from articles.likeness.versions import at_address, known_addresses
    from articles.models import Article, Original, Reading

    original = Original.objects.of_bytes(b"of all", "utf-8")
    original.save()
    for first in range(0, count, AT_ONCE):
        some = range(first, min(first + AT_ONCE, count))
        rows = Article.objects.bulk_create(
            Article(
                public_id=f"{n:012}",
                original=original,
                item=n,
                headline=f"Headline {n}",
                body=_body(n),
                original_url=_url(n),
                status="published",
            )
            for n in some
        )
        Reading.objects.bulk_create(
            Reading(
                article=row,
                original=original,
                reader_version="1",
                fields={"headline": row.headline, "body": row.body},
                evidence={},
                roles=[],
            )
            for row in rows
        )
    step = max(1, count // ASKED)
    items = [_item(n) for n in range(0, 2 * count, step)]
    found: dict[str, float] = {}
    asked: Sequence[tuple[str, Callable[[Any], Any], Sequence[Any]]] = (
        ("known_addresses", lambda url: known_addresses([url]), [_url(n) for n in range(0, 2 * count, step)]),
        (
            "at_address",
            at_address,
            [f"http://www.{_url(n)[8:]}?utm_source=x" for n in range(0, 2 * count, step)],
        ),
        ("known_texts", lambda item: known_texts([item]), items),
        ("of_equal_text", of_equal_text, items),
    )
    from django.db import transaction

    for name, ask, of in asked:
        times, hits = [], 0
        with transaction.atomic():
            for one in of:
                begun = time.perf_counter()
                hits += bool(ask(one))
                times.append((time.perf_counter() - begun) * 1000)
        found |= {
            f"{name}_found": hits,
            f"{name}_ms": round(statistics.median(times), 2),
            f"{name}_ms_p99": round(sorted(times)[int(len(times) * 0.99)], 2),
        }
    return found


def _url(number: int) -> str:
    return f"https://example.az/news/{number}"


def _item(number: int) -> Item:
    from articles.reading.model import Item

    said = dict.fromkeys(("source", "caption", "byline", "place", "agency", "section"), "")
    more = {"published": None, "teasers": (), "persons": (), "lines": ()}
    return Item(number=1, language="en", headline=f"Headline {number}", body=_body(number), **said, **more)  # type: ignore[arg-type]


def _body(number: int) -> str:
    return f"The text of number {number}."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--known", type=int, default=100_000)
    parser.add_argument("--store", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--finding", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.store:
        begin(options.store[0])
        print(store_all(Path(options.store[1]), options.finding))
        return
    with tempfile.TemporaryDirectory() as folder:
        figures: dict[str, Any] = {}
        if options.rounds:
            figures["import"] = in_turn(options.texts, options.rounds, Path(folder))
        if options.known:
            begin(folder)
            from django.core.management import call_command

            call_command("migrate", verbosity=0)
            figures["known"] = known(options.known)
        print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
