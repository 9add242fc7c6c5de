"""Bags for tests: the stored one, what is in one, and one with something changed."""

import datetime as dt
import gzip
import json
import tarfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from articles.exporting import bagit
from articles.exporting.tables import TABLES, Table

STORED = Path(__file__).parent.parent / "archives" / "bag-1.tar"


def stored_bag(folder: Path) -> Path:
    """`archives/bag-1.tar`: 24 invented articles, people, revisions and decisions, in format 1."""
    with tarfile.open(STORED) as tar:
        tar.extractall(folder, filter="data")
    return folder / "bag-1"


def rows_of(bag: Path, table: str) -> list[dict[str, Any]]:
    files = sorted((bag / "data/tables" / table).glob("*"))
    return [json.loads(line) for file in files for line in gzip.open(file, "rt", encoding="utf-8")]


def contents(bag: Path) -> dict[str, list[dict[str, Any]]]:
    return {table: rows_of(bag, table) for table in TABLES}


def change(bag: Path, path: str, what: Callable[[bytes], bytes]) -> None:
    """With checksums that are right again."""
    whole = (bag / path).read_bytes()
    if path.endswith(".gz"):
        (bag / path).write_bytes(gzip.compress(what(gzip.decompress(whole))))
    else:
        (bag / path).write_bytes(what(whole))
    files = [found.relative_to(bag).as_posix() for found in (bag / "data").rglob("*") if found.is_file()]
    bagit.finish(bag, {file: bagit.sha256_of(bag / file) for file in files}, {}, dt.date(2026, 11, 28))


def all_rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every row and column of the archive's tables, and the bytes of its Originals."""
    found = {}
    for label in TABLES:
        table = Table(label)
        columns = [*table.columns, *(["compressed"] if label == "articles.Original" else [])]
        rows = table.model._default_manager.order_by(table.key).values_list(*columns)
        found[label] = [
            (*row[:-1], zlib.decompress(row[-1]), bytes(row[-1])) if label == "articles.Original" else row
            for row in rows
        ]
    return found
