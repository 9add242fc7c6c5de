"""The costliest addresses of an archive: a fuzz of what readers may ask, timed to the first byte, one worker.

    DATA_DIR=… python -m benchmarks.costliest [--count 5000] [--seed 1] [--cpu] [--each FILE]

An archive to ask is kept by `python -m benchmarks.search --folder`. Exit status 1: the 95th percentile is
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

LIMIT = 0.3  # seconds, at the 95th percentile
_SHOWN = 10
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
    with (options.each or Path(os.devnull)).open("w", encoding="utf-8") as each:
        for one in timed(
            hostile.addresses(options.count), time.process_time if options.cpu else time.perf_counter
        ):
            found.append(one)
            print(f"{one[0] * 1000:.0f}\t{one[1]}\t{one[2]}", file=each, flush=True)
    tell(found)


def tell(found: list[Timed]) -> None:
    """Raises SystemExit where the 95th percentile is above the limit."""
    seconds = sorted(one[0] for one in found)
    p95 = statistics.quantiles(seconds, n=20)[-1]
    print(
        f"{len(found)} addresses: p50 {statistics.median(seconds) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, "
        f"most {seconds[-1] * 1000:.0f} ms"
    )
    print("statuses:", dict(Counter(status for _, status, _ in found)))
    for took, status, address in sorted(found, reverse=True)[:_SHOWN]:
        print(f"{took * 1000:6.0f} ms  {status}  {address[:180]}")
    if p95 > LIMIT:
        raise SystemExit(f"The 95th percentile is above {LIMIT * 1000:.0f} ms.")


if __name__ == "__main__":
    main()
