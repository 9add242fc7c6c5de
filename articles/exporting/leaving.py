"""The whole archive as a bag: every table as lines of JSON, every Original bit for bit.

The Originals leave first, in packs that stay where an export was broken off: an Original never changes. The
tables leave after them, all of one moment, so that they fit each other whatever is done meanwhile; after an
export was broken off, they leave anew. The format: docs/export-format.md.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection, transaction

from articles.exporting import bagit
from articles.exporting.packs import names_in, pack, unpack
from articles.exporting.tables import FORMAT, ORIGINALS, Table, line_of, tables
from articles.models import Archive, Original

ARCHIVE_FILE = "data/archive.json"
BEGUN = "export-begun.json"  # while it is no bag yet: whose it is
ROWS, BYTES = 20_000, 8_000_000  # of one file of a table, before it is compressed
PACK_COUNT, PACK_BYTES = 2_000, 16_000_000  # Originals of one pack, and their size
WAITING = 2  # files that are being compressed
LEVEL = 3
AT_ONCE = 100  # rows fetched at a time: an Original or a body may have megabytes

Report = Callable[[int, int], None]  # rows and Originals written, of all


class ExportError(Exception):
    """There can be no export here, or not now; the message says why."""


@dataclass
class Summary:
    articles: int = 0
    originals: int = 0
    rows: int = 0
    kept: int = 0  # Originals in packs of an export that was broken off
    files: int = 0
    bytes: int = 0


@dataclass
class _Bag:
    folder: Path
    report: Report
    total: int
    done: int = 0
    checksums: dict[str, str] = field(default_factory=dict)
    summary: Summary = field(default_factory=Summary)

    def advance(self, count: int) -> None:
        self.done += count
        self.report(self.done, max(self.total, self.done))


def export_archive(folder: Path, report: Report = lambda done, of: None) -> Summary:
    """Write the bag. Raises ExportError, also where the folder holds something else, or a whole bag."""
    archive = Archive.this()
    if archive.arriving:
        raise ExportError("this archive is itself not whole: finish its import_archive first")
    _begin(folder, str(archive.uuid))
    wanted = tables()
    bag = _Bag(folder, report, Original.objects.count() + sum(_count(table) for table in wanted))
    _write_originals(bag)
    with one_moment():
        bag.total = bag.done + sum(_count(table) for table in wanted)
        told = [_write_table(bag, table) for table in wanted]
    about = {"format": FORMAT, "archive": str(archive.uuid), "tables": told}
    bag.checksums[ARCHIVE_FILE] = bagit.write_file(
        folder / ARCHIVE_FILE, (json.dumps(about, indent=1) + "\n").encode()
    )
    _remove_leftovers(bag)
    info = {
        "External-Identifier": f"urn:uuid:{archive.uuid}",
        "Bag-Software-Agent": "newsarchive, manage.py export_archive",
        "Newsarchive-Format": str(FORMAT),
    }
    bagit.finish(folder, bag.checksums, info, dt.datetime.now(dt.UTC).date())
    (folder / BEGUN).unlink()
    bag.summary.files = len(bag.checksums)
    bag.summary.bytes = sum((folder / path).stat().st_size for path in bag.checksums)
    return bag.summary


def _begin(folder: Path, archive: str) -> None:
    if bagit.is_bag(folder):
        raise ExportError(f"{folder} holds a whole export already; give another folder")
    begun = folder / BEGUN
    if begun.is_file():
        if json.loads(begun.read_text()).get("archive") != archive:
            raise ExportError(
                f"{folder} holds the beginning of another archive's export; give another folder"
            )
        return
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExportError(f"{folder} is not empty; give a folder that is, or a new one")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # what is withdrawn is in it, too
    bagit.write_file(begun, json.dumps({"archive": archive}).encode())


@contextmanager
def one_moment() -> Iterator[None]:
    """Whatever is read in the block is of one moment; others write on meanwhile."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # not by atomic(): that would keep all others from writing
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _count(table: Table) -> int:
    return table.model._default_manager.count()


# Originals


def pack_path(n: int) -> str:
    return f"data/originals/{n:06}.zip"


def parted(sizes: Iterable[tuple[Any, int]]) -> Iterator[list[Any]]:
    """The Originals of each pack, from (anything, size in bytes) of all in the order of their ids."""
    part: list[Any] = []
    size = 0
    for one, bytes_ in sizes:
        if part and (len(part) == PACK_COUNT or size + bytes_ > PACK_BYTES):
            yield part
            part, size = [], 0
        part.append(one)
        size += bytes_
    if part:
        yield part


def _write_originals(bag: _Bag) -> None:
    everyone = Original.objects.order_by("pk").values_list("pk", "sha256", "size").iterator(PACK_COUNT)
    packs = parted(((pk, sha256), size) for pk, sha256, size in everyone)
    with _Behind() as behind:
        for n, originals in enumerate(packs, 1):
            _write_pack(bag, behind, n, originals)


def _write_pack(bag: _Bag, behind: _Behind, n: int, originals: list[tuple[int, str]]) -> None:
    path = pack_path(n)
    names = [sha256 for _, sha256 in originals]
    if kept := _kept(bag.folder / path, names):
        bag.checksums[path] = kept
        bag.summary.kept += len(names)
    else:
        rows = Original.objects.filter(pk__gte=originals[0][0], pk__lte=originals[-1][0]).order_by("pk")
        found = dict(rows.values_list("sha256", "compressed"))
        behind.write(bag, path, lambda: pack(_inflated(found, names)))
    bag.advance(len(names))


def _kept(path: Path, names: list[str]) -> str:
    """The sha256 of a pack that an earlier export wrote; "" where it is not what this one would write.

    A pack of the same Originals is the same to the bit: one that was half written, or that somebody edited
    since, is none, whatever it names.
    """
    if not path.is_file():
        return ""
    whole = path.read_bytes()
    try:
        packed = list(unpack(whole))
        is_right = [each.name for each in packed] == names and all(
            hashlib.sha256(each.data).hexdigest() == each.name for each in packed
        )
        if not is_right or pack((each.name, each.compressed, each.data) for each in packed) != whole:
            return ""
    except Exception:  # bytes that are no pack can fail in more ways than its modules foresee
        return ""
    return hashlib.sha256(whole).hexdigest()


def _inflated(found: dict[str, Any], names: list[str]) -> Iterator[tuple[str, bytes, bytes]]:
    for sha256 in names:
        compressed = bytes(found[sha256])
        data = zlib.decompress(compressed)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ExportError(f"the original {sha256} is damaged in the database: its bytes have another sum")
        yield sha256, compressed, data


# Tables


def _write_table(bag: _Bag, table: Table) -> dict[str, Any]:
    """What ``archive.json`` says of it."""
    files: list[dict[str, Any]] = []
    with _Behind() as behind:
        for n, piece in enumerate(_pieces(table), 1):
            path = f"data/tables/{table.label}/{n:06}.jsonl.gz"
            behind.write(bag, path, piece.zipped)
            told: dict[str, Any] = {"path": path, "rows": piece.rows, "last": piece.last}
            if table.label == ORIGINALS:
                told["pack"] = _pack_of(bag, behind, n, piece.originals)
            if piece.names_its_own:
                told["names_rows_of_its_own"] = True
            files.append(told)
            bag.advance(piece.rows)
    count = sum(each["rows"] for each in files)
    bag.summary.rows += count
    if table.label == "articles.Article":
        bag.summary.articles = count
    if table.label == ORIGINALS:
        bag.summary.originals = count
    return {"name": table.label, "columns": table.columns, "rows": count, "files": files}


def _pack_of(bag: _Bag, behind: _Behind, n: int, originals: list[tuple[int, str]]) -> str:
    """The pack with the bytes of these; some may have come, or gone, since the packs were written."""
    path = pack_path(n)
    names = [sha256 for _, sha256 in originals]
    if path not in bag.checksums or names_in((bag.folder / path).read_bytes()) != names:
        _write_pack(bag, behind, n, originals)
    return path


class _Row(NamedTuple):
    """As a line, and what is told of it."""

    line: bytes
    key: Any
    names_its_own: bool  # another row of its table
    sha256: str = ""  # of an Original
    size: int = 0  # of its bytes


@dataclass
class _Piece:
    """What one file of a table takes. Its lines are one text: each by itself they leave memory in tatters."""

    text: BytesIO = field(default_factory=BytesIO)
    rows: int = 0
    last: Any = None  # key
    names_its_own: bool = False
    originals: list[tuple[int, str]] = field(default_factory=list)  # key, sha256

    @classmethod
    def of(cls, rows: Iterable[_Row]) -> _Piece:
        piece = cls()
        for row in rows:
            piece.add(row)
        return piece

    def add(self, row: _Row) -> None:
        self.text.write(row.line)
        self.rows += 1
        self.last = row.key
        self.names_its_own = self.names_its_own or row.names_its_own
        if row.sha256:
            self.originals.append((row.key, row.sha256))

    def zipped(self) -> bytes:
        return gzip.compress(self.text.getbuffer(), LEVEL, mtime=0)


def _pieces(table: Table) -> Iterator[_Piece]:
    """The rows by their key, as many as one file takes; Originals as the packs take them."""
    found = table.model._default_manager.order_by(table.key).values_list(*table.columns).iterator(AT_ONCE)
    to_itself = [table.columns.index(column) for column in table.to_itself]
    told = [table.columns.index(name) for name in ("sha256", "size")] if table.label == ORIGINALS else []
    key = table.key_at
    rows = (
        _Row(
            line_of(table.columns, row),
            row[key],
            any(row[column] is not None for column in to_itself),
            *[row[column] for column in told],
        )
        for row in found
    )
    if table.label == ORIGINALS:
        yield from map(_Piece.of, parted((each, each.size) for each in rows))
        return
    piece = _Piece()
    for each in rows:
        piece.add(each)
        if piece.rows == ROWS or piece.text.tell() > BYTES:
            yield piece
            piece = _Piece()
    if piece.rows:
        yield piece


def _remove_leftovers(bag: _Bag) -> None:
    """What an export that was broken off has left and this one has not written."""
    for path in (bag.folder / bagit.PAYLOAD).rglob("*"):
        if path.is_file() and path.relative_to(bag.folder).as_posix() not in bag.checksums:
            path.unlink()


class _Behind:
    """Compresses and writes files in a thread of its own, a few at a time."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(1)
        self.waiting: list[Future[None]] = []

    def __enter__(self) -> _Behind:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self.pool.shutdown(cancel_futures=kind is not None)
        if kind is None:
            self._settle(0)

    def write(self, bag: _Bag, path: str, make: Callable[[], bytes]) -> None:
        self._settle(WAITING - 1)
        self.waiting.append(self.pool.submit(_write, bag, path, make))

    def _settle(self, most: int) -> None:
        while len(self.waiting) > most:
            self.waiting.pop(0).result()


def _write(bag: _Bag, path: str, make: Callable[[], bytes]) -> None:
    bag.checksums[path] = bagit.write_file(bag.folder / path, make())
