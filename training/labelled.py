"""Real pages with what is known of them, and the forms in which people produce them.

``../shared/pages/web_text_dev.jsonl.gz`` holds visible texts that mostly begin with the browser's title;
``web_copies_dev.jsonl.gz`` the same kind of text in four forms. Both are one collection here: a page, its
forms, what is right, and the key by which hosts are kept apart.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

from articles.reading.signs.title import alike, title_lines

SHARED = Path(__file__).resolve().parents[2] / "shared"
WEB_TEXT = SHARED / "pages" / "web_text_dev.jsonl.gz"
WEB_COPIES = SHARED / "pages" / "web_copies_dev.jsonl.gz"
FOLDS = 5
FORMS = ("bare", "cropped", "clean", "titled")
_BELOW = 12  # nonblank lines below the text in cropped and clean copies
_SCORE_ONLY = "score only"


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def squeezed(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True)
class LabelledPage:
    id: str
    file: str  # "text" or "copies"
    apart: str  # pages of one key are in one fold: the host, or the set of pages without address
    forms: dict[str, str]
    title: str  # "" where it is unknown or no line of the page
    text: str  # of the article, "" where unknown
    day: str  # ISO date of publication, "" where unknown
    must_have: tuple[str, ...]
    must_not: tuple[str, ...]
    teaches: bool  # else it is only scored
    language: str

    @cached_property
    def whole(self) -> str:
        """The whole page, with the browser's title where that is known."""
        return self.forms["titled"]

    def fold(self, split: str = "") -> int:
        return crc32((self.apart + split).encode()) % FOLDS


def host_of(row: dict[str, Any]) -> str:
    """The last two names of the page's host; its set where it has no address."""
    url = row.get("url") or ""
    if "web.archive.org" in url:
        url = "http://" + url.rsplit("/http", 1)[-1].lstrip("s:/")
    host = urlsplit(url).hostname or ""
    return ".".join(host.split(".")[-2:]) if "." in host else f"set {row['set']}"


def labelled_pages() -> list[LabelledPage]:
    return [*map(_of_text, rows(WEB_TEXT)), *map(_of_copy, rows(WEB_COPIES))]


def _of_text(row: dict[str, Any]) -> LabelledPage:
    title = row.get("gold_title") or ""
    forms = {"titled": row["raw_text"]}
    first, _, below = row["raw_text"].partition("\n")
    lines = [line.strip() for line in row["raw_text"].split("\n") if line.strip()]
    begins = bool(title) and alike(title) in alike(first) and squeezed(title) != squeezed(first)
    if begins or title_lines(lines):
        forms["bare"] = below
    return _labelled(row, "text", forms, title if row.get("title_is_a_line") else "")


def _of_copy(row: dict[str, Any]) -> LabelledPage:
    title = row.get("gold_title") if row.get("title_is_a_line") else ""
    return _labelled(row, "copies", row["forms"], title or "")


def _labelled(row: dict[str, Any], file: str, forms: dict[str, str], title: str) -> LabelledPage:
    return LabelledPage(
        id=f"{row['set']} {row['id']}",
        file=file,
        apart=host_of(row),
        forms=forms,
        title=title,
        text=row.get("gold_text") or "",
        day=(row.get("gold_date") or "")[:10],
        must_have=tuple(row.get("must_have") or ()),
        must_not=tuple(row.get("must_not") or ()),
        teaches=_SCORE_ONLY not in (row.get("licence") or ""),
        language=(row.get("lang") or "")[:2],
    )


def headline_lines(title: str, lines: list[str]) -> list[int]:
    """Indexes of the lines that are the title and nothing else."""
    wanted = squeezed(title).casefold()
    return [i for i, line in enumerate(lines) if wanted and squeezed(line).casefold() == wanted]


def text_end(page: LabelledPage, lines: list[str]) -> int | None:
    """Index after the last line of the article among the page's nonblank lines, as its clean copy tells."""
    clean = [line.strip() for line in page.forms.get("clean", "").split("\n") if line.strip()]
    if len(clean) <= _BELOW:
        return None
    last = clean[: len(clean) - _BELOW][-3:]
    for i in range(len(lines) - len(last) + 1):
        if lines[i : i + len(last)] == last:
            return i + len(last)
    return None
