"""The costliest addresses of an archive: a fuzz of what readers may ask, timed to the first byte, one worker.

    DATA_DIR=… python -m benchmarks.costliest [--count 5000] [--seed 1] [--cpu] [--each FILE]

The costliest are asked again, five times, each time of an index that was just opened; the median counts: what
others do on the same processor, or a file that is read for the first time, is no cost of an address.

An archive to ask is kept by `python -m benchmarks.search --folder`. Exit status 1: one is
above the limit.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import django

from benchmarks.costly_addresses import Hostile, vocabulary

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
os.environ.setdefault("API_REQUESTS", "0")

LIMIT = 0.3  # seconds
_SHOWN = 10
_AGAIN, _TIMES = 60, 5
_OPENED = ("/", "/articles/?q=person:x", "/people/", "/api/v1/")  # what is made and kept on first use
Timed = tuple[float, int, str]


def timed(asked: Iterable[str], clock: Callable[[], float] = time.perf_counter) -> Iterator[Timed]:
    """(seconds to the first byte, status, address) of each."""
    from django.test import Client

    client = Client(raise_request_exception=False)
    for address in asked:
        began = clock()
        response = client.get(address, HTTP_HOST="localhost")
        next(iter(response), b"")
        yield clock() - began, response.status_code, address
        response.close()


def again(found: list[Timed], clock: Callable[[], float], forget: Callable[[], None]) -> list[Timed]:
    """The same, with the median of several times for each of the costliest."""
    ordered = sorted(found, reverse=True)
    asked_again = []
    for _, status, address in ordered[:_AGAIN]:
        seconds = []
        for _ in range(_TIMES):
            forget()
            seconds += [took for took, *_ in timed([address], clock)]
        asked_again.append((statistics.median(seconds), status, address))
    return asked_again + ordered[_AGAIN:]


def forget() -> None:
    """What the index remembers of earlier questions."""
    from articles.search.tantivy_engine import engine

    engine._in.cache_clear()
    engine.configured().reader()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--cpu", action="store_true", help="the seconds of the processor, where others are at work on it"
    )
    parser.add_argument("--each", type=Path, help="a file for what each took, as it is asked")
    options = parser.parse_args()
    django.setup()
    from articles.search.find import IndexMissing

    try:
        hostile = Hostile(vocabulary(), options.seed)
    except IndexMissing as error:
        print(f"There is no archive to ask in DATA_DIR. {error}")
        return
    list(timed(_OPENED))
    found: list[Timed] = []
    clock = time.process_time if options.cpu else time.perf_counter
    with (options.each or Path(os.devnull)).open("w", encoding="utf-8") as each:
        for one in timed(hostile.addresses(options.count), clock):
            found.append(one)
            print(f"{one[0] * 1000:.0f}\t{one[1]}\t{one[2]}", file=each, flush=True)
    tell(again(found, clock, forget))


def tell(found: list[Timed]) -> None:
    """Raises SystemExit where one is above the limit."""
    seconds = sorted(one[0] for one in found)
    p95 = statistics.quantiles(seconds, n=20)[-1]
    print(
        f"{len(found)} addresses: p50 {statistics.median(seconds) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, "
        f"most {seconds[-1] * 1000:.0f} ms"
    )
    print("statuses:", dict(Counter(status for _, status, _ in found)))
    for took, status, address in sorted(found, reverse=True)[:_SHOWN]:
        print(f"{took * 1000:6.0f} ms  {status}  {address[:180]}")
    if above := sum(took > LIMIT for took in seconds):
        raise SystemExit(f"{above} are above {LIMIT * 1000:.0f} ms.")


if __name__ == "__main__":
    main()
