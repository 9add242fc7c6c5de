"""Golden files: what must be read from a page, one file per page, for every page of ``samples/``.

    python -m tests.reading.golden samples/turan.az/001.txt   write what is read from these pages now
    python -m tests.reading.golden                            the same for all that have a golden file

Look at what is written before it is committed: it is what must be read from now on.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import django

from articles.reading.model import Hints
from articles.reading.reader import read

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).with_name("golden")
# What says how, not what, and what other rooms find.
LEFT_OUT = frozenset({"file", "sha256", "persons", "evidence", "lines", "reader_version", "doubt_codes"})


def what_is_read(page: str) -> list[dict[str, Any]]:
    """The items of a page, its path given from the project's folder; of the lines only their roles."""
    from articles.exporting.record import READ, records_of, values  # needs Django set up

    read_now = read((ROOT / page).read_bytes(), Hints(path=page), find_people=False)
    items = [values(record, READ) for record in records_of(read_now)]
    return [
        {name: value for name, value in item.items() if name not in LEFT_OUT}
        | {"roles": [f"{line['n']} {line['role']}" for line in item["lines"] if line["role"] != "blank"]}
        for item in items
    ]


def golden_file(page: str) -> Path:
    """``samples/turan.az/001.txt`` → ``golden/turan.az/001.json``."""
    return GOLDEN.joinpath(*Path(page).parts[1:]).with_suffix(".json")


def pages() -> list[str]:
    """The pages that have a golden file."""
    found = (file.relative_to(GOLDEN).with_suffix(".txt") for file in sorted(GOLDEN.rglob("*.json")))
    return [f"samples/{page.as_posix()}" for page in found]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    django.setup()
    for page in sys.argv[1:] or pages():
        name = Path(page).resolve().relative_to(ROOT).as_posix()
        file = golden_file(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(what_is_read(name), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
