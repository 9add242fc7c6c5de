"""The costliest addresses of an archive: a fuzz of what readers may ask, timed to the first byte, one worker.

    DATA_DIR=… python -m benchmarks.costliest [--count 500] [--seed 1] [--cpu]

Made of what the archive itself holds most: beginnings of names that many share, frequent words, its filters
and their combinations, deep pages. An archive to ask is kept by `python -m benchmarks.search --folder`.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")

LIMIT = 0.3  # seconds, at the 95th percentile
_LETTERS = "aeiost"
_NAMES_READ = 50_000
_MOST_SHARED = 200
_SHOWN = 12
Timed = tuple[float, int, str]


@dataclass(frozen=True)
class Vocabulary:
    """What the archive holds most of, the most frequent first."""

    beginnings: list[str]  # three letters, or whole words, that many names share
    words: list[str]
    people: list[int]
    articles: list[str]  # addresses


def vocabulary() -> Vocabulary:
    from articles.models import Article, Name
    from articles.search.find import reader

    shared: Counter[str] = Counter()
    for name in Name.objects.values_list("folded", flat=True)[:_NAMES_READ].iterator():
        for word in name.split():
            shared.update({word, word[:3]})
    words = [word for letter in _LETTERS for word, _ in reader().completions(letter, 40)]
    people = Name.objects.order_by("pk").values_list("person", flat=True)[:_MOST_SHARED]
    articles = [article.get_absolute_url() for article in Article.objects.order_by("pk")[:50]]
    return Vocabulary([word for word, _ in shared.most_common(_MOST_SHARED)], words, list(people), articles)


def addresses(known: Vocabulary, count: int, seed: int) -> Iterator[str]:
    """Made by the seed: each of a kind drawn at random, hostile more often than kind."""
    draw = random.Random(seed)

    def names(most: int) -> str:
        some = (draw.choice(known.beginnings) for _ in range(draw.randint(1, most)))
        joint = draw.choice([" OR ", " ", " -"])
        return joint.join(f"person:{name}" for name in some)

    def words(most: int) -> str:
        def one(word: str) -> str:
            return draw.choice([word, f"{word[:2]}*", f"{word}~", f'"{word} {word}"~5', f"-{word}"])

        some = (one(draw.choice(known.words)) for _ in range(draw.randint(1, most)))
        return draw.choice([" ", " OR "]).join(some)

    def listed(**given: str) -> str:
        filters = [
            ("sort", draw.choice(["", "oldest", "relevance"])),
            ("page", draw.choice(["", "2", "50", "999999"])),
            ("more", draw.choice(["", "person", "source"])),
            ("from", draw.choice(["", "1998", "2010-05"])),
            ("person", str(draw.choice(known.people)) if draw.random() < 0.3 else ""),
        ]
        return "/articles/?" + urlencode([*given.items(), *(pair for pair in filters if pair[1])])

    kinds: list[Callable[[], str]] = [
        lambda: listed(q=names(64)),
        lambda: listed(q=names(4)),
        lambda: listed(q=words(30)),
        lambda: listed(q=f"{words(6)} {names(8)}"),
        lambda: listed(),
        lambda: "/suggest/?" + urlencode({"q": draw.choice(known.beginnings)[: draw.randint(2, 6)]}),
        lambda: "/people/?" + urlencode({"name": draw.choice(known.beginnings)}),
        lambda: "/people/?" + urlencode({"script": "Latn", "letter": draw.choice("ABKMS"), "page": "300"}),
        lambda: "/articles/table/?" + urlencode({"q": names(16)}),
        lambda: "/articles/feed/?" + urlencode({"q": words(10)}),
        lambda: draw.choice(known.articles) + "?" + urlencode({"q": words(10), "at": draw.randint(1, 3000)}),
        lambda: draw.choice(
            ["/", "/dates/", "/people/", "/sources/", "/places/", "/sections/", "/help/search/"]
        ),
    ]
    for _ in range(count):
        yield draw.choice(kinds)()


def timed(asked: Iterable[str], clock: Callable[[], float] = time.perf_counter) -> list[Timed]:
    """(seconds to the first byte, status, address) of each."""
    from django.test import Client

    client = Client()
    found = []
    for address in asked:
        began = clock()
        response = client.get(address, HTTP_HOST="localhost")
        next(iter(response), b"")
        found.append((clock() - began, response.status_code, address))
        response.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--cpu", action="store_true", help="the seconds of the processor, where others are at work on it"
    )
    options = parser.parse_args()
    django.setup()
    from articles.search.find import IndexMissing

    try:
        known = vocabulary()
    except IndexMissing as error:
        print(f"There is no archive to ask in DATA_DIR. {error}")
        return
    timed(["/", "/articles/?q=person:x", "/people/"])  # what is opened and kept on first use
    clock = time.process_time if options.cpu else time.perf_counter
    found = timed(addresses(known, options.count, options.seed), clock)
    seconds = sorted(one[0] for one in found)
    p95 = statistics.quantiles(seconds, n=20)[-1]
    print(f"{len(found)} addresses: p50 {statistics.median(seconds) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms")
    print("statuses:", dict(Counter(status for _, status, _ in found)))
    for took, status, address in sorted(found, reverse=True)[:_SHOWN]:
        print(f"{took * 1000:6.0f} ms  {status}  {address[:150]}")
    if p95 > LIMIT:
        raise SystemExit(f"The 95th percentile is above {LIMIT * 1000:.0f} ms.")


if __name__ == "__main__":
    main()
