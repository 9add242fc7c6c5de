"""What a list costs in each language: python -m benchmarks.languages [--articles N] [--folder FOLDER]

The same pages, asked in turns, each the quickest of several times, over English.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path
from statistics import median

TIMES = 5
WORDS = 12
MOST = 1.1  # of English


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--articles", type=int, default=5_000, metavar="N")
    arguments.add_argument("--folder", type=Path, help="where the archive is made once and kept")
    options = arguments.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="benchmark-languages-"))
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
        run(folder, options.articles)
    finally:
        if not options.folder:
            shutil.rmtree(folder)


def run(folder: Path, count: int) -> None:
    from django.conf import settings

    from benchmarks.search_archive import Built
    from benchmarks.search_corpus import Corpus, sentences_of

    sentences = sentences_of([])
    Built.in_folder(folder, Corpus(sentences, max(100, count // 3)), count)
    words = {sentence.split()[0].strip('",.') for sentence in list(sentences["en"])[: 5 * WORDS]}
    pages = ["/articles/", *(f"/articles/?q={word}" for word in sorted(words) if word.isalpha())][:WORDS]
    codes = [code for code, _name in settings.LANGUAGES]
    seconds = measured(codes, pages)
    print(f"{len(pages)} lists of {count} articles; English {seconds['en'] * 1000:.1f} ms")
    for code in codes[1:]:
        ratio = seconds[code] / seconds["en"]
        print(f"{code} over English: {ratio:.3f}{'' if ratio <= MOST else f'  (more than {MOST})'}")


def measured(codes: list[str], pages: list[str]) -> dict[str, float]:
    """Of each language the median of its pages, in seconds of this processor."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    best: dict[tuple[str, str], float] = {}
    for turn in range(TIMES + 1):
        for page in pages:
            for code in codes:
                begun = time.process_time()
                answer = client.get(f"/{code}{page}")
                took = time.process_time() - begun
                assert answer.status_code == 200
                if turn:  # the first opens what is kept
                    best[code, page] = min(took, best.get((code, page), took))
    return {code: median(best[code, page] for page in pages) for code in codes}


if __name__ == "__main__":
    main()
