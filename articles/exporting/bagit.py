"""BagIt bags (RFC 8493): a folder of files with their checksums. Pure; nothing here knows what is in them.

A bag is written file by file; ``bagit.txt``, which makes a folder a bag, comes last, so that what was broken
off is none.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

DECLARATION = "bagit.txt"
INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
PAYLOAD = "data"
_BIT = 1 << 20

OnBytes = Callable[[int, int], None]  # bytes looked at, of all


class BagError(Exception):
    """A folder is no whole bag; the message names the file and what is wrong with it."""


def sha256_of(path: Path, on_bytes: Callable[[int], None] = lambda count: None) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_BIT):
            digest.update(part)
            on_bytes(len(part))
    return digest.hexdigest()


def write_file(path: Path, data: bytes) -> str:
    """Whole or not at all, also where the power fails; returns its sha256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    return hashlib.sha256(data).hexdigest()


def finish(bag: Path, checksums: Mapping[str, str], info: Mapping[str, str], today: dt.date) -> None:
    """Write what makes the folder a bag. ``checksums``: sha256 of each file below ``data/``, by its path."""
    sizes = [(bag / path).stat().st_size for path in checksums]
    told = {**info, "Bagging-Date": today.isoformat(), "Payload-Oxum": f"{sum(sizes)}.{len(sizes)}"}
    tags = {
        MANIFEST: "".join(f"{digest}  {_encoded(path)}\n" for path, digest in sorted(checksums.items())),
        INFO: "".join(f"{name}: {value}\n" for name, value in told.items()),
    }
    declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    digests = {name: write_file(bag / name, text.encode()) for name, text in tags.items()}
    digests[DECLARATION] = hashlib.sha256(declaration.encode()).hexdigest()
    listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
    write_file(bag / TAG_MANIFEST, listed.encode())
    write_file(bag / DECLARATION, declaration.encode())


def is_bag(folder: Path) -> bool:
    return (folder / DECLARATION).is_file()


def identity_of(bag: Path) -> str:
    """What tells this bag from any other: the sha256 of its list of checksums."""
    return sha256_of(bag / MANIFEST)


def check(bag: Path, on_bytes: OnBytes = lambda done, of: None) -> frozenset[str]:
    """Read every file of the bag and compare its checksum; gives the paths of those below ``data/``.

    Raises BagError naming the first that is wrong.
    """
    if not is_bag(bag):
        raise BagError(f"{bag} is no whole bag: it has no {DECLARATION}, which an export writes last")
    tags = dict(_listed(bag, TAG_MANIFEST)) if (bag / TAG_MANIFEST).is_file() else {}
    for path, digest in tags.items():
        if path != TAG_MANIFEST:
            _compare(bag, path, digest)
    payload = dict(_listed(bag, MANIFEST))
    for path in payload:
        if not path.startswith(f"{PAYLOAD}/"):
            raise BagError(f"{MANIFEST} names {path!r}, which is not below {PAYLOAD}/")
    _compare_lists(bag, set(payload))
    total = sum((bag / path).stat().st_size for path in payload)
    done = 0

    def count(size: int) -> None:
        nonlocal done
        done += size
        on_bytes(done, total)

    for path, digest in sorted(payload.items()):
        _compare(bag, path, digest, count)
    return frozenset(payload)


def _compare_lists(bag: Path, named: set[str]) -> None:
    there = {found.relative_to(bag).as_posix() for found in (bag / PAYLOAD).rglob("*") if not found.is_dir()}
    if missing := sorted(named - there):
        raise BagError(f"{missing[0]} is missing")
    if unnamed := sorted(there - named):
        raise BagError(f"{unnamed[0]} is not named in {MANIFEST}")


def _compare(bag: Path, path: str, digest: str, count: Callable[[int], None] = lambda size: None) -> None:
    file = bag / path
    if ".." in Path(path).parts or Path(path).is_absolute() or file.is_symlink():
        raise BagError(f"{path} leads out of the bag")
    if not file.is_file():
        raise BagError(f"{path} is missing")
    if sha256_of(file, count) != digest.lower():
        raise BagError(f"{path} is damaged: its checksum is not the one in the bag's list")


def _listed(bag: Path, manifest: str) -> Iterator[tuple[str, str]]:
    """(path, sha256) of each line."""
    try:
        lines = (bag / manifest).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BagError(f"{manifest} cannot be read: {error}") from error
    for n, line in enumerate(lines, 1):
        if not line.strip():
            continue
        digest, _, path = line.partition(" ")
        if len(digest) != 64 or not path.strip():
            raise BagError(f"{manifest}, line {n}: not a checksum and a path")
        yield _decoded(path.lstrip(" *").removeprefix("./")), digest


def _encoded(path: str) -> str:
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _decoded(path: str) -> str:
    for sign, letter in (("%0A", "\n"), ("%0a", "\n"), ("%0D", "\r"), ("%0d", "\r"), ("%25", "%")):
        path = path.replace(sign, letter)
    return path
