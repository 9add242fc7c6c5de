"""The editors' desk on a large archive: python -m benchmarks.desk --articles 100000 [--folder FOLDER]

A fifth of the articles is in review. Every page of the desk is asked for in one process, as one worker would
answer it; then a tenth of the articles is changed in bulk, found by search, and taken back.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from pathlib import Path

PAGE_FLOOR, BULK_FLOOR, FOUND_FLOOR = 150, 60, 5  # ms of p95; seconds


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--articles", type=int, default=100_000, metavar="N")
    arguments.add_argument("--folder", type=Path, help="where the archive is made once and kept")
    arguments.add_argument("--cpu", action="store_true", help="pages by the processor's time")
    arguments.add_argument("--pages", action="store_true", help="nothing is changed in bulk")
    options = arguments.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="benchmark-desk-"))
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
        run(folder, options.articles, cpu=options.cpu, pages_only=options.pages)
    finally:
        if not options.folder:
            shutil.rmtree(folder)


def run(folder: Path, count: int, *, cpu: bool, pages_only: bool) -> None:
    from benchmarks.desk_archive import desk_archive
    from benchmarks.desk_measures import bulk_change, pages

    desk_archive(folder, count)
    for name, milliseconds in pages(cpu=cpu):
        print(f"{name:60} {milliseconds:>8.1f} ms (p95; floor {PAGE_FLOOR})", flush=True)
    if pages_only:
        return
    told = bulk_change(count // 10)
    print(f"what {told.articles:,} would become is told in {told.preview:.1f} s")
    print(
        f"{told.articles:,} articles changed in bulk in {told.seconds:.1f} s (floor {BULK_FLOOR} for 10,000)"
    )
    print(f"found by search {told.found:.1f} s after (floor {FOUND_FLOOR})")
    print(
        f"taken back in {told.undone:.1f} s; articles that differ from before: {told.differing}", flush=True
    )


if __name__ == "__main__":
    main()
