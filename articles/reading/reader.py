"""Bytes of a news page → a Page of Items.

The cascade; each stage takes lines or characters that the later ones then leave alone:

1. decode (decoding.py), split into lines (lines.py);
2. the collector's prefix `` date 2018-12-18 `` in the first line;
3. datelines (datelines.py) and end marks (marks.py), which bound the body where a page has them;
4. lines that are something by themselves: stamps, sections, furniture phrases, photo credits, bylines;
5. the body (body.py);
6. headline and caption above it (headline.py);
7. the fields that come from lines found: date, place, agency, section, source, language;
8. persons in headline, caption and body.
"""

from __future__ import annotations

import datetime as dt
import hashlib

from articles.reading.decoding import MAX_BYTES, decode
from articles.reading.model import Hints, Page, Rejected
from articles.reading.item import read_item
from articles.reading.lines import PageLines

READER_VERSION = "1"

__all__ = ["MAX_BYTES", "READER_VERSION", "read"]


def read(
    data: bytes, hints: Hints = Hints(), *, today: dt.date | None = None, find_people: bool = True  # noqa: B008 - frozen
) -> Page:
    """What one file says. Raises :class:`Rejected` where it can become no article.

    ``today`` is the day after which dates are refused as future ones (by default the day of the call in the
    easternmost time zone).
    """
    text, codec = decode(data)
    latest = today or (dt.datetime.now(dt.UTC) + dt.timedelta(hours=14)).date()
    page = PageLines.of(text)
    if not page.nonblank():
        raise Rejected("the file holds no text")
    item = read_item(page, hints, latest, find_people)
    return Page(hashlib.sha256(data).hexdigest(), len(data), codec, (item,), READER_VERSION)
