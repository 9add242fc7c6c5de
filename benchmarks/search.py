"""How fast the search is: python -m benchmarks.search --articles 100000 [--corpus FILE …] [--no-peers]

Makes an archive of N articles in a temporary folder (SQLite and its index), serves it with one gunicorn
worker, and asks 200 mixed queries once each. Peers answer the broad ones of the same words, from the same
texts: the best twenty, the count, five facets, the months. Everything is warm; times are milliseconds.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

from benchmarks.search_corpus import Corpus, Made, sentences_of

QUERIES = 200
BROAD = 0.1  # of all articles: over 100,000 of a million
EDITS = 40


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--articles", type=int, default=20_000, metavar="N")
    arguments.add_argument("--people", type=int, metavar="N", help="else a third as many as articles")
    arguments.add_argument("--corpus", type=Path, nargs="*", default=[], help=".jsonl.gz with lang and text")
    arguments.add_argument("--no-peers", action="store_true")
    arguments.add_argument(
        "--folder", type=Path, help="where the archive is made once and kept, to be measured again"
    )
    options = arguments.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="benchmark-search-"))
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "newsarchive.settings",
        "DATA_DIR": str(folder),
        "INDEX_DIR": str(folder / "index"),
        "DATABASE_URL": "",
        "LOG_LEVEL": "ERROR",
    }
    import django

    django.setup()
    try:
        people = options.people or max(100, min(300_000, options.articles // 3))
        run(folder, options.articles, people, options.corpus, not options.no_peers)
    finally:
        if not options.folder:
            shutil.rmtree(folder)


def run(folder: Path, count: int, people: int, files: list[Path], peers: bool) -> None:
    from benchmarks.search_archive import Built, edit_seen, measure_overhead

    sentences = sentences_of(files)
    corpus = Corpus(sentences, people)
    built = Built.in_folder(folder, corpus, count)
    row("articles", f"{count:,}")
    row("text, MB", f"{built.text_size / 1e6:,.0f}")
    row("rebuild, articles/s", f"{built.rate:,.0f}")
    row("index size over text size", f"{built.index_size / built.text_size:.2f}")

    sample = list(Corpus(sentences, people, seed=2).articles(2000))
    broad = words_of(sample, BROAD, 1.0)
    addresses = mixed(sample, corpus.people)
    with served() as (base, process):
        for address in mixed(sample, corpus.people, seed=9)[:50]:
            fetch(base + address)
        times = [fetch(base + address) for address in addresses]
        row("list page, p50", f"{statistics.median(times):.1f}")
        row("list page, p95", f"{percentile(times, 95):.1f}")
        slowest = sorted(zip(times, addresses, strict=True), reverse=True)[:3]
        row("private memory of the web worker, MB", f"{private_memory(process) / 1e6:.0f}")
    found, waited = zip(*(edit_seen(number) for number in range(1, EDITS + 1)), strict=True)
    row("an edit is found, p50", f"{statistics.median(found):.0f}")
    row("an edit is found, p95", f"{percentile(list(found), 95):.0f}")
    row("its editor waits, p95", f"{percentile(list(waited), 95):.0f}")
    row("overhead over Tantivy alone, median", f"{measure_overhead(broad):.2f}×")

    for time_taken, address in slowest:
        print(f"  slowest: {time_taken:.0f} ms {address}")
    if peers:
        against_peers(folder, broad[:10], lambda: Corpus(sentences, people).articles(count))


def against_peers(folder: Path, words: list[str], articles: Callable[[], Iterator[Made]]) -> None:
    """Each word is asked of a peer and of us in turn, so that a busy machine hinders both alike."""
    from benchmarks.search_archive import measure_engine
    from benchmarks.search_peers import Fts5, Peer, Postgres
    from tests.postgres import temporary_postgres

    with temporary_postgres() as url:
        made: list[Peer] = [Fts5(folder), Postgres(url)]
        for peer in made:
            began = time.perf_counter()
            peer.fill(articles())
            row(f"{peer.name}: built in, s", f"{time.perf_counter() - began:.0f}")
            ours, times, matches = [], [], []
            for word in words:
                peer.list_page(word)
                began = time.perf_counter()
                peer.list_page(word)
                times.append((time.perf_counter() - began) * 1000)
                took, total = measure_engine(word)
                ours.append(took)
                matches.append(total)
            ratios = [theirs / our for theirs, our in zip(times, ours, strict=True)]
            row(f"{len(words)} broad words, matches", f"{min(matches):,}–{max(matches):,}")
            row("our engine, median", f"{statistics.median(ours):.1f}")
            row(f"{peer.name}: median", f"{statistics.median(times):.0f}")
            row(f"{peer.name}: times slower, median", f"{statistics.median(ratios):.0f}×")


def row(what: str, value: str) -> None:
    print(f"{what:<48}{value:>14}", flush=True)


def percentile(values: list[float], which: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[which - 1]


def words_of(sample: list[Made], least: float, most: float) -> list[str]:
    """Words of between these shares of all articles, most frequent first."""
    held = Counter(word for made in sample for word in set(made.body.lower().split()) if word.isalpha())
    shares = {word: count / len(sample) for word, count in held.items() if len(word) > 3}
    found = [word for word, share in shares.items() if least <= share < most]
    return sorted(found, key=lambda word: (-shares[word], word))


def mixed(sample: list[Made], people: list[str], seed: int = 3) -> list[str]:
    """Addresses of list pages: words of every frequency, phrases, names, filters, dates, other pages."""
    dice = random.Random(seed)
    common, middle = words_of(sample, 0.05, 1.0), words_of(sample, 0.005, 0.05)
    rare = words_of(sample, 0, 0.001)

    def phrase() -> str:
        words = [word for word in dice.choice(sample).body.split() if word.isalpha()]
        at = dice.randrange(max(1, len(words) - 2))
        return f'"{" ".join(words[at : at + 2])}"'

    def year() -> dict[str, str]:
        begin = dice.randint(2000, 2022)
        return {"from": f"{begin}-01", "to": f"{begin + 2}-12"}

    kinds: list[Callable[[], dict[str, str]]] = [
        lambda: {"q": dice.choice(common)},
        lambda: {"q": dice.choice(middle)},
        lambda: {"q": dice.choice(rare)},
        lambda: {"q": f"{dice.choice(common)} {dice.choice(middle)}"},
        lambda: {"q": f"{dice.choice(middle)} OR {dice.choice(middle)}"},
        lambda: {"q": f"{dice.choice(common)} -{dice.choice(common)}"},
        phrase_of(phrase),
        lambda: {"q": dice.choice(people)},
        lambda: {"q": dice.choice(middle)[:4] + "*"},
        lambda: {"q": dice.choice(common), "sort": "newest", **year()},
        lambda: {"q": dice.choice(middle), "source": str(dice.randint(1, 20))},
        lambda: {"source": str(dice.randint(1, 20)), "section": str(dice.randint(1, 10))},
        lambda: {"language": dice.choice(("en", "ru", "tr")), **year()},
        lambda: {"q": dice.choice(common), "page": str(dice.randint(2, 40))},
    ]
    return ["/articles/?" + urlencode(dice.choice(kinds)()) for _ in range(QUERIES)]


def phrase_of(phrase: Callable[[], str]) -> Callable[[], dict[str, str]]:
    return lambda: {"q": phrase()}


def fetch(address: str) -> float:
    began = time.perf_counter()
    with urlopen(address, timeout=60) as answer:
        answer.read()
    return (time.perf_counter() - began) * 1000


@contextlib.contextmanager
def served() -> Iterator[tuple[str, int]]:
    """One gunicorn worker: its address, and the process id of the worker."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "newsarchive.wsgi", "--workers=1", "--timeout=120"]
    server = subprocess.Popen([*command, f"--bind=127.0.0.1:{port}", "--log-level=error"])
    try:
        base = f"http://127.0.0.1:{port}"
        for _ in range(200):
            time.sleep(0.1)
            with contextlib.suppress(OSError):
                fetch(f"{base}/healthz")
                break
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        yield base, int(children[0])
    finally:
        server.terminate()
        server.wait()


def private_memory(process: int) -> int:
    """Bytes that belong to this process alone: not the pages of mapped files, which the system may drop."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("Private_Dirty", "Swap:")))


if __name__ == "__main__":
    main()
