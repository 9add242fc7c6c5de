"""Bytes of a news page → a Page of Items.

The cascade; each stage takes lines or characters that the later ones then leave alone:

1. decode (decoding.py) and split into lines (lines.py); what is HTML or binary is rejected;
2. bounds (bounds.py): the collector's prefix `` date 2018-12-18 ``, datelines (datelines.py), end marks
   (marks.py), lists of other items; a page with several datelines or end marks has several items;
3. lines that are something by themselves (claims.py): stamps, sections, bylines, credits, furniture, teasers;
4. the body (body.py): a plain file, what stands between the bounds, the likely lines of all
   others (line_scores.py);
5. headline and caption above it (headline.py; of long pages headline_rank.py);
6. section, place, agency, source (item.py, outlets.py);
7. the date (publication.py; which of several stamps: date_rank.py);
8. language, persons;
9. doubts (review.py).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace

from articles.names.known import KnownNames
from articles.reading.draft import NOTHING_BESIDE, Beside
from articles.reading.enclosed import charset, enclosed, essence, title_enclosed
from articles.reading.item import read_item
from articles.reading.learned.judges import SHIPPED, Judges
from articles.reading.lines import PageLines
from articles.reading.markup.page import html_of
from articles.reading.markup.second import is_doubted, second_opinion
from articles.reading.model import HTML, PLAIN_TEXT, Hints, Item, Page, Rejected
from articles.reading.signs.vocabulary import NOTHING_ADDED, Vocabulary
from articles.reading.stages.bounds import drafts_of
from articles.reading.stages.decoding import MAX_BYTES, examine
from articles.text.codes import coded

READER_VERSION = "7"
MAX_LINES = 20_000  # lines with text; the longest pages seen have 3,000

__all__ = ["MAX_BYTES", "READER_VERSION", "read"]


def read(
    data: bytes,
    hints: Hints = Hints(),  # noqa: B008 - frozen
    *,
    today: dt.date | None = None,
    find_people: bool = True,
    known: KnownNames | None = None,
    added: Vocabulary = NOTHING_ADDED,
    judges: Judges = SHIPPED,
    media_type: str = PLAIN_TEXT,
) -> Page:
    """What one file says. Raises :class:`Rejected` where it can become no article.

    ``today`` is the day after which dates are refused as future ones (by default the day of the call in the
    easternmost time zone). ``known`` are names that are found whatever the extractor says; ``added``
    the names of sections, places and sources that editors added to those of the data files. ``judges``
    are the learned models that are asked. Of HTML (``media_type``), lines are those that a browser shows.
    """
    inner, kind = enclosed(data, media_type)
    html = html_of(inner, charset(kind)) if essence(kind) == HTML else None
    text, codec, doubts = html.decoded if html else examine(inner)
    latest = today or (dt.datetime.now(dt.UTC) + dt.timedelta(hours=14)).date()
    page = PageLines.of(text)
    count = len(page.nonblank())
    if not count:
        raise Rejected(coded("page.no_text"))
    if count > MAX_LINES:
        raise Rejected(coded("page.too_long", lines=count))

    def items_of(lines: PageLines, beside: Beside) -> list[Item]:
        items: list[Item] = []
        for draft in drafts_of(lines, hints, added):
            draft.doubts += doubts
            draft.beside = beside
            item = read_item(draft, len(items) + 1, latest, find_people, known, judges)
            if item:
                items.append(item)
        return items

    beside = html.beside if html else NOTHING_BESIDE
    if title := title_enclosed(data, media_type):
        beside = replace(beside, titles=((coded("headline.json"), title), *beside.titles))
    items = items_of(page, beside)
    if html and is_doubted(items) and (again := second_opinion(html.markup, PageLines.of(text))):
        items = items_of(PageLines.of(text), replace(beside, again=again)) or items
    if not items:
        raise Rejected(coded("page.no_prose"))
    return Page(hashlib.sha256(data).hexdigest(), len(data), codec, tuple(items), READER_VERSION)
