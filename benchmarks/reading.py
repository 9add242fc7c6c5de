"""How right and how fast the reader is.

python -m benchmarks.reading            the table of docs/reading.md
python -m benchmarks.reading --cases    also every page that fell short
"""

from __future__ import annotations

import argparse
import random
import time

from articles.reading.model import Hints, Rejected
from articles.reading.reader import READER_VERSION, read
from benchmarks.reading_scores import NTREX, score_bbc, score_composed, score_languages, score_layouts
from training.furnished import TRIED, composed
from training.pages import SHARED, WEB_PAGES, rows, score_web_pages

SEED = SHARED / "seed" / "000_e795cfd64af5c7bd.txt"
FIELDS = ("headline", "date", "time", "section", "place", "agency", "caption", "source", "language", "body")


def speed(find_people: bool, seconds: float = 3.0) -> float:
    """Articles a second of processor time, for the seed page."""
    data = SEED.read_bytes()
    read(data, find_people=find_people)
    count, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        read(data, Hints(path="seed.txt"), find_people=find_people)
        count += 1
    return count / (time.process_time() - start)


def russian_prose(lines: int = 19_900) -> bytes:
    """As many lines of a sentence or two of ntrex, cut at 95 letters so that all are below 5 MB together."""
    order = random.Random(1)
    sentences = [line for row in rows(NTREX) if row["lang"] == "ru" for line in row["text"].split("\n")]
    pairs = (" ".join(order.sample(sentences, 2))[:95] for _ in range(lines))
    return "\n".join(f"{pair}." for pair in pairs).encode()


def hostile() -> list[tuple[str, float]]:
    """Seconds for pages made to be slow."""
    sentence = b"The road to the north is closed, the police said on Monday, and opens again in May.\n"
    pages = {
        "one line of 5 MB": b"word " * 999_999,
        "one word of 5 MB": b"a" * 4_999_999,
        "a million short lines": b"ab.\n" * 1_000_000,
        "nested brackets": b"(" * 2_400_000 + b")" * 2_400_000,
        "5 MB of datelines": b"Baku/31.10.20/Turan: a\n" * 200_000,
        "5 MB of dates": b"1.1.2020 " * 500_000,
        "5 MB of dashes": b"-" * 4_900_000,
        "20,000 lines of prose": sentence * 19_999,
        "19,900 lines of Russian prose": russian_prose(),
        "a title set 19,000 times": b"The road to the north - is closed\n" * 19_000 + sentence * 900,
        "stamps on every line": b"31 October 2020 19:19\n" * 200_000,
    }
    took = []
    for name, data in pages.items():
        start = time.perf_counter()
        try:
            read(data, find_people=False)
        except Rejected:
            name += " (rejected)"
        took.append((name, time.perf_counter() - start))
    return took


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", action="store_true")
    options = parser.parse_args()
    print(f"reader {READER_VERSION}")
    wrong, cases = score_layouts()
    print(f"layouts, {wrong['pages']} pages; wrong or missed / given where none is stated")
    for field in FIELDS:
        print(f"  {field:<22}{wrong[field]:>3} / {wrong[field + ' invented']}")
    print(f"  {'furniture in the body':<22}{wrong['furniture in the body']:>3}")
    plain = score_bbc()
    print(f"plain texts (2,225): {len(plain)} not exact")
    figures, short = score_web_pages(rows(WEB_PAGES))
    print("web pages (the body's weights were learned on them; cross-validated figures: docs/reading.md)")
    for name, value in figures.items():
        print(f"  {name:<22}{value:.3f}")
    print("composed pages, 20 of each of six languages, none of whose words were learned from")
    for name, value in score_composed(composed(TRIED, 20)).items():
        print(f"  {name:<22}{value:.3f}")
    documents, lines = score_languages()
    print(f"language: documents {documents:.4f}, lines {lines:.4f}")
    print(f"speed: {speed(False):,.0f} articles/s, with persons {speed(True):,.0f}")
    for name, seconds in hostile():
        print(f"  {name:<34}{seconds:6.2f} s")
    if options.cases:
        print(*cases, *(f"{page} {field}: {detail}" for page, field, detail in [*short]), *plain, sep="\n")


if __name__ == "__main__":
    main()
