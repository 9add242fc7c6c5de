"""Files that nobody should hand an archive, made on the spot: no binary rubbish in the repository.

Each sound page among them has a headline of its own, so that no two are taken for the same article again.
Everything is deterministic; the whole folder takes about a second and, some being sparse, 20 MB of disk.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import random
import stat
import tarfile
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

# rejected: at least one entry with its reason, no article; article: an article, nothing rejected;
# review: an article that waits for an editor; ignored: no entry and no article.
Fate = Literal["rejected", "article", "review", "ignored"]

LIMIT = 5_000_000  # bytes an importer reads of one file
BOMB_BYTES = 300_000_000  # enough to show who unpacks it; a tar has to be unpacked to be walked through


def page(headline: str, more: str = "", date: str = "31.10.20") -> str:
    """A page every reader must understand: headline, dateline, two paragraphs, and what is put into it."""
    return (
        f"{headline}\n"
        f"Baku/{date}/Kura Feed: The reading room of the town library will stay open until midnight, "
        "its director told reporters on the first evening of the new season.\n"
        "The lamps were given by the pupils of the technical school, who made them over the summer.\n"
        f"{more}"
    )


_RUSSIAN = (
    "Лампы снова зажгли\n"
    "Баку/31.10.20/Кура: Читальный зал городской библиотеки открыт до полуночи, рассказал его директор.\n"
    "Лампы для него за лето сделали ученики технического училища.\n"
).encode()

REJECTED: dict[str, bytes] = {
    # Nothing, or nothing that is text.
    "empty.txt": b"",
    "whitespace.txt": " \n\t\r\n\u00a0\u2003\n".encode() * 50,
    "bom-only.txt": b"\xef\xbb\xbf",
    "nul-bytes.txt": page("A page with holes").replace("\n", "\x00\n").encode(),
    "png.txt": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + random.Random(1).randbytes(4_000),
    "elf.txt": b"\x7fELF\x02\x01\x01" + bytes(9) + random.Random(2).randbytes(4_000),
    "random-bytes.txt": random.Random(3).randbytes(20_000),
    "million-short-lines.txt": page("A page as thin as a thread", "a\n" * 1_000_000).encode(),
    # Encodings that are none.
    "utf8-broken.txt": _RUSSIAN.replace("зал".encode(), b"\xd0\xff\xfe\xd0", 1),
    "cesu-lone-surrogates.txt": _RUSSIAN.replace(b"\n", b" \xed\xa0\xbd\n"),
    "utf16-no-mark-odd-length.txt": page("A page cut inside a letter").encode("utf-16-le")[:-1],
    "six-megabytes.txt": page("A page without an end", "The lamps are lit again.\n" * 240_000).encode(),
}

ARTICLES: dict[str, str] = {
    # The worst that is still within the limit.
    "line-of-four-megabytes.txt": page("A paragraph without an end", "The lamps are lit again. " * 160_000),
    "nested-brackets.txt": page("Brackets in brackets", "([{«„" * 100_000 + "“»}])" * 100_000),
    "combining-marks.txt": page("A letter with a high hat", "e" + "\u0301\u0316" * 5_000 + "\n"),
    "slashes-and-digits.txt": page("Dates without an end", "31/10/" * 100_000 + "\n" + "1.1." * 100_000),
    # Text that means something to a browser, a template, a database or a terminal.
    "script.txt": page(
        "Lamps <script>alert(1)</script> are lit",
        "</p><script>alert(2)</script><img src=x onerror=alert(3)>\n",
    ),
    "template.txt": page(
        "Lamps {{ settings.SECRET_KEY }}", "{% load log %}{{ 7|add:7 }} {% include '/' %} ${7*7}\n"
    ),
    "sql.txt": page("Lamps'); DROP TABLE articles_article;--", "' OR '1'='1' -- \\' \"; % _ \\\n"),
    "escapes.txt": page(
        "Lamps in colour", "The \x1b[31mred\x1b[0m lamp \x1b]0;title\x1b\\ and the green one.\n"
    ),
    "right-to-left-override.txt": page(
        "Lamps \u202egnp.txt\u202c turned", "Isolated \u2067marks\u2069 and \u200bnothing\u200d between.\n"
    ),
    "url.txt": page(
        "Lamps on a link", "See javascript:alert(1) and data:text/html,<script>alert(2)</script>\n"
    ),
    # Names that are none of the importer's business.
    "deep/" + "d/" * 100 + "page.txt": page("Lamps deep down"),
    "n" * 251 + ".txt": page("Lamps of a long name"),
    "two\nlines.txt": page("Lamps on two lines"),
    "\x1b[31mred.txt": page("Lamps of a red name"),
    "<script>alert(1)<script>.txt": page("Lamps of a name with a script"),
    "<img src=x onerror=alert(1)>.txt": page("Lamps of a name with a picture"),
    "'; DROP TABLE articles_article; --.txt": page("Lamps of a name with quotes"),
    "-rf --dry-run.txt": page("Lamps of a name like an option"),
}

CONTENTS: dict[Fate, dict[str, bytes]] = {
    "rejected": REJECTED,
    "article": {
        **{name: text.encode() for name, text in ARTICLES.items()},
        "utf8-cut-inside-a-letter.txt": _RUSSIAN.rstrip(b".\n")[:-1],
        "html.txt": (
            b"<!DOCTYPE html>\n<html><head><title>Lamps</title><script>alert(1)</script></head>\n"
            b"<body onload='alert(2)'><p>The lamps are lit.</p><img src=x onerror=alert(3)></body></html>\n"
        ),
    },
    "review": {  # dates that cannot be
        "year-2999.txt": page("Lamps of a later age", date="31.10.2999").encode(),
        "31-february.txt": page("Lamps of no day", date="31.02.2020").encode(),
    },
    "ignored": {".hidden.txt": page("A page nobody should see").encode()},
}


def _zip(members: list[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _zip_of_one(change: Callable[[zipfile.ZipInfo], None], headline: str) -> bytes:
    """A zip whose central directory says of its one member what ``change`` made of it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        member = zipfile.ZipInfo("page.txt")
        archive.writestr(member, page(headline))
        change(member)
    return stream.getvalue()


def encrypted_zip() -> bytes:
    def encrypt(member: zipfile.ZipInfo) -> None:
        member.flag_bits |= 1

    return _zip_of_one(encrypt, "Lamps behind a password")


def zip_of_false_size() -> bytes:
    def shrink(member: zipfile.ZipInfo) -> None:
        member.file_size = member.compress_size = 10

    return _zip_of_one(shrink, "Lamps longer than promised")


def zip_with_symlink() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.create_system = 3  # Unix, or its file modes are not believed
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return stream.getvalue()


def zip_bomb() -> bytes:
    """One member of :data:`BOMB_BYTES` zeros."""
    stream = io.BytesIO()
    member = zipfile.ZipInfo("zeros.txt")
    member.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(stream, "w") as archive, archive.open(member, "w") as file:
        chunk = bytes(10_000_000)
        for _ in range(BOMB_BYTES // len(chunk)):
            file.write(chunk)
    return stream.getvalue()


def zip_bomb_of_many() -> bytes:
    """1.1 GB in 220 members, each within the limit for a file. Compressed once, written 220 times."""
    zeros = bytes(LIMIT)
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed, checksum = packer.compress(zeros) + packer.flush(), zlib.crc32(zeros)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(220):
            member = zipfile.ZipInfo(f"{number}.txt")
            archive.writestr(member, packed)
            # The central directory, written on closing, says how to read it.
            member.compress_type, member.file_size, member.CRC = zipfile.ZIP_DEFLATED, LIMIT, checksum
    return stream.getvalue()


def tar_bomb() -> bytes:
    """One member of :data:`BOMB_BYTES` zeros; a gzip file may be many, one after another."""
    chunk = bytes(10_000_000)
    head = tarfile.TarInfo("zeros.txt")
    head.size = BOMB_BYTES
    end = bytes(2 * tarfile.BLOCKSIZE)
    zeros = gzip.compress(chunk, 1, mtime=0) * (BOMB_BYTES // len(chunk))
    return gzip.compress(head.tobuf(), mtime=0) + zeros + gzip.compress(end, mtime=0)


def tar_of_links_and_devices() -> bytes:
    """Members that are no files, and files that lead out of the archive."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, kind, target in (
            ("symlink.txt", tarfile.SYMTYPE, "/etc/passwd"),
            ("hardlink.txt", tarfile.LNKTYPE, "../../etc/passwd"),
            ("hardlink-to-itself.txt", tarfile.LNKTYPE, "hardlink-to-itself.txt"),
            ("device.txt", tarfile.CHRTYPE, ""),
            ("pipe.txt", tarfile.FIFOTYPE, ""),
        ):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, target
            if kind == tarfile.CHRTYPE:
                member.devmajor, member.devminor = 1, 5  # /dev/zero, which never ends
            archive.addfile(member)
        for name in ("../escape.txt", "a/../../escape.txt", "/tmp/escape.txt"):
            data = page(f"Lamps outside, {name}").encode()
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return gzip.compress(stream.getvalue(), mtime=0)


def _tar_of_one(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return gzip.compress(stream.getvalue(), mtime=0)


def same_name_twice() -> bytes:
    """Two pages under one name, which is legal; neither may hide the other."""
    pages = [("page.txt", page(f"Lamps under one name, {word}").encode()) for word in ("first", "second")]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # zipfile's own, about the duplicate name
        return _zip(pages)


_LEADING_OUT = ("../escape.txt", "a/../../escape.txt", "/escape.txt", "..\\escape.txt", "C:\\escape.txt")
# Text that does not compress, so that half of the archive is half of the page.
_INCOMPRESSIBLE = page("Half a page", random.Random(4).randbytes(50_000).hex()).encode()

ARCHIVES: dict[Fate, dict[str, Callable[[], bytes]]] = {
    "rejected": {
        "bomb.zip": zip_bomb,
        "bomb-of-many.zip": zip_bomb_of_many,
        "bomb.tar.gz": tar_bomb,
        "leading-out.zip": lambda: _zip([(name, page(f"Out, {name}").encode()) for name in _LEADING_OUT]),
        "links-and-devices.tar.gz": tar_of_links_and_devices,
        "symlink.zip": zip_with_symlink,
        "encrypted.zip": encrypted_zip,
        "false-size.zip": zip_of_false_size,
        "cut.zip": lambda: _zip([("page.txt", _INCOMPRESSIBLE)])[:-40],
        "cut.tar.gz": lambda: _tar_of_one("page.txt", _INCOMPRESSIBLE)[:20_000],
        "not-an-archive.zip": lambda: page("Lamps, not a zip").encode(),
        "not-an-archive.tar.gz": lambda: page("Lamps, not a tar").encode(),
        "empties.zip": lambda: _zip([(f"{number}.txt", b"") for number in range(1_000)]),
        "zip-in-zip.zip": lambda: _zip(
            [("inner.zip", _zip([("page.txt", page("Lamps in a box").encode())]))]
        ),
    },
    "article": {"same-name-twice.zip": same_name_twice},
    "ignored": {
        "leftovers.zip": lambda: _zip([("__MACOSX/._page.txt", b"\x00\x05"), ("a/.DS_Store", b"Bud1")])
    },
}


def make_hostile_files(folder: Path) -> dict[str, Fate]:
    """Write all of them below ``folder`` (made if missing); {path below it: what must become of it}.

    The name that is not UTF-8 is given as :func:`os.fsdecode` has it, and left out where the file system
    refuses it. ``no-permission.txt`` is rejected, except for a user who may read everything.
    """
    folder.mkdir(parents=True, exist_ok=True)
    fates: dict[str, Fate] = {}
    for fate, files in CONTENTS.items():
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            fates[name] = fate
    for fate, archives in ARCHIVES.items():
        for name, make in archives.items():
            (folder / name).write_bytes(make())
            fates[name] = fate
    return fates | _special_files(folder)


def _special_files(folder: Path) -> dict[str, Fate]:
    """What is special about these is not the content but the directory entry."""
    with (folder / "line-of-100-megabytes.txt").open("wb") as file:
        file.write(page("A line without an end").encode())
        file.truncate(100_000_000)  # sparse: takes no room
    os.mkfifo(folder / "pipe.txt")  # whoever opens it for reading waits for ever
    (folder / "dangling-link.txt").symlink_to("nowhere.txt")
    (folder / "link-to-itself.txt").symlink_to("link-to-itself.txt")
    (folder / "loop").mkdir()
    (folder / "loop" / "again").symlink_to("..", target_is_directory=True)
    (folder / "empty-folder.txt").mkdir()
    fates: dict[str, Fate] = {
        "line-of-100-megabytes.txt": "rejected",
        "pipe.txt": "rejected",
        "dangling-link.txt": "rejected",
        "link-to-itself.txt": "rejected",
        "loop/again": "rejected",
        "empty-folder.txt": "ignored",
    }
    locked = folder / "no-permission.txt"
    locked.write_text(page("Lamps behind a locked door"))
    locked.chmod(0)
    fates[locked.name] = "article" if os.access(locked, os.R_OK) else "rejected"
    old_name = os.fsdecode("Новости.txt".encode("cp1251"))
    with contextlib.suppress(OSError):
        (folder / old_name).write_text(page("Lamps of an old name"))
        fates[old_name] = "article"
    return fates
