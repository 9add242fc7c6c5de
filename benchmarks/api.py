"""The API on a large archive: python -m benchmarks.api --articles 100000 [--corpus FILE …] [--folder FOLDER]

Pages through it while articles are added and withdrawn, exports all of it, asks lists as values and as pages.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from pathlib import Path

from benchmarks.search_corpus import Corpus, sentences_of

LISTS = 200


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--articles", type=int, default=100_000, metavar="N")
    arguments.add_argument("--corpus", type=Path, nargs="*", default=[], help=".jsonl.gz with lang and text")
    arguments.add_argument("--folder", type=Path, help="where the archive is made once and kept")
    options = arguments.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="benchmark-api-"))
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
        run(folder, options.articles, options.corpus)
    finally:
        if not options.folder:
            shutil.rmtree(folder)


def run(folder: Path, count: int, files: list[Path]) -> None:
    from django.test import Client

    from articles.models import Reading
    from benchmarks.api_measures import exported, give_readings, list_ratio, paged_while_changing
    from benchmarks.search_archive import Built

    sentences = sentences_of(files)
    corpus = Corpus(sentences, max(100, count // 3))
    Built.in_folder(folder, corpus, count)
    if not Reading.objects.exists():
        give_readings()
    client = Client()
    words = [sentence.split()[0].strip('",.') for sentence in list(sentences["en"])[: 5 * LISTS]]
    words = [word for word in dict.fromkeys(words) if word.isalpha()][:LISTS]
    api, page = list_ratio(client, words)
    row("list of 20 by the API, p95 ms", f"{api:.1f}")
    row("the same as a page, p95 ms", f"{page:.1f}")
    row("API over page", f"{api / page:.2f}")
    for format in ("jsonl", "csv-text"):
        rate, grown, articles = exported(client, format)
        row(f"export {format}, articles", f"{articles:,}")
        row(f"export {format}, articles/s", f"{rate:,.0f}")
        row(f"export {format}, memory over before, MB", f"{grown:.1f}")
    throughout, wrong, requests = paged_while_changing(client, 100, 50)
    row("paged, requests", f"{requests:,}")
    row("paged, there throughout", f"{throughout:,}")
    row("paged, not seen exactly once", f"{wrong:,}")


def row(name: str, value: str) -> None:
    print(f"{name:45} {value:>12}", flush=True)


if __name__ == "__main__":
    main()
