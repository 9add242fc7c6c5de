"""Read pages into the database: each file whole or not at all.

What other bytes of a known address mean:

- much the same text → a later version of the article, which shows it from now on, except what an editor has
  set; the earlier Original and its Reading stay. An article that an editor worked on goes to review, and a
  withdrawn one stays withdrawn;
- another text → another article, to be reviewed.

The same text of the same source under other bytes is the same article: it has another Original, with a
Sighting and a Reading, and is changed only where it was empty.

What the same bytes mean when they come again:

- nothing new to say → unchanged; a row is written only for an address that was written otherwise before;
- new hints for the same source → the article's empty fields are filled;
- those of a version that a later one has replaced → unchanged;
- another source or another URL → a reprint: a second article of the same Original;
- closed or withdrawn → unchanged: a re-import never brings an article back, nor a name that was taken out of
  it, nor the same bytes under another name.

Bytes whose text is much the same as a withdrawn article's, or as that of one in which a name was taken out,
from wherever they come, are closed and go to review; once an editor has decided, the same bytes are not asked
about again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db import transaction

from articles.editing.applying import apply_reading, hints_as_json, reading_of
from articles.editing.delisting import is_delisted
from articles.editing.vocabulary import Rows
from articles.importing.adding import add_new, hold_if_like, in_turn
from articles.importing.changes import note_changes
from articles.importing.known import (
    adds_something,
    articles_of,
    is_another_way_to_write,
    is_nothing_new,
    is_same_origin,
    is_taken_down,
)
from articles.importing.readers import Done
from articles.likeness.again import key_of_item, of_equal_text
from articles.likeness.reprints import find_reprints
from articles.likeness.versions import at_address, earlier_versions, is_cut_short
from articles.likeness.withdrawn import is_anything_withdrawn
from articles.models import Article, ImportEntry, ImportRun, Original, Reading, Sighting
from articles.models.archive import make_public_id
from articles.models.revisions import save_unrevised
from articles.models.turns import take_turn
from articles.people.finding import find_again
from articles.people.linking import PRESENT_VERSION, link_articles
from articles.people.remembering import NameMemory
from articles.reading.model import Hints, Item, Page
from articles.text.codes import coded
from articles.text.languages import UNDETERMINED

ANOTHER = coded("version.another").as_json()
CUT_SHORT = coded("version.cut_short").as_json()


__all__ = ["Fate", "Stored", "is_nothing_new", "store"]


class Fate(StrEnum):
    IMPORTED = "imported"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Stored:
    fate: Fate
    articles: tuple[Article, ...] = ()
    is_new_text: bool = False  # of articles made new or in a later version
    doubts: tuple[str, ...] = ()  # the codes of what was doubted in reading them
    original: Original | None = None  # what was met, where that is to be kept
    kept: frozenset[int] = frozenset()  # numbers of items that say what their article has said before

    @property
    def needs_review(self) -> bool:
        return any(article.status == Article.Status.IN_REVIEW for article in self.articles)

    @property
    def undated(self) -> int:
        """How many of the articles are published without a date."""
        return sum(
            article.published_from is None and article.status == Article.Status.PUBLISHED
            for article in self.articles
        )


def store(
    batch: Sequence[Done],
    run: ImportRun | None,
    *,
    people: bool = True,
    memory: NameMemory | None = None,
) -> list[Stored]:
    """Write read pages, each with its sighting and import entry, in one transaction: all of them or none.

    Several in one transaction, since storing and linking take as many queries for one article as for many.
    They take turns from the start: whoever links has the turn before it locks an article, lest two wait
    for each other; and of two versions of a new address, the second finds the first.
    """
    with transaction.atomic():
        take_turn()
        rows = Rows()
        stored = [of_page for is_new, files in in_turn(batch) for of_page in _store_some(is_new, files, rows)]
        find_reprints({one.pk for of_page in stored if of_page.is_new_text for one in of_page.articles})
        if not people:
            _look_again(stored)
            _note(batch, stored, run)
            return stored
        # By article, since one batch may hold two versions of it.
        linked = {
            article.pk: (article, item.persons)
            for done, of_page in zip(batch, stored, strict=True)
            if of_page.is_new_text
            for article, item in zip(of_page.articles, done.page.items, strict=True)
            if item.number not in of_page.kept
        }
        link_articles(linked.values(), PRESENT_VERSION, memory)
        _note(batch, stored, run)
    return stored


def _look_again(stored: Sequence[Stored]) -> None:
    """Where a run looks for nobody, later versions are excepted: mentions stand at places of the text."""
    for of_page in stored:
        if of_page.fate is Fate.UPDATED and of_page.is_new_text:
            for article in of_page.articles:
                find_again(article)


def _store_some(is_new: bool, files: Sequence[Done], rows: Rows) -> list[Stored]:
    if not is_new:
        return [_store_one(done, rows) for done in files]
    return [
        Stored(
            Fate.IMPORTED,
            tuple(reading.article for reading in readings),
            is_new_text=True,
            doubts=_doubts_of(readings),
            original=readings[0].original,
        )
        for readings in add_new(files, rows)
    ]


def _doubts_of(readings: Sequence[Reading]) -> tuple[str, ...]:
    return tuple(doubt["code"] for reading in readings for doubt in reading.doubts)


def _store_one(done: Done, rows: Rows) -> Stored:
    page, hints = done.page, done.job.hints
    known = articles_of(page.sha256)
    if known and is_taken_down(page.sha256, known):
        return Stored(Fate.UNCHANGED)
    same = [article for article in known if is_same_origin(article, hints, page)]
    if same:
        own = [article for article in same if article.original.sha256 == page.sha256]
        filled = _fill(page, own, hints, rows)
        is_sighted = filled.original is not None or not is_another_way_to_write(page.sha256, hints.url, same)
        return filled if is_sighted else replace(filled, original=Original.objects.get(sha256=page.sha256))
    there = at_address(hints.url)
    equal = _without_undone(_of_equal_text(page, hints), page, there)
    earlier = earlier_versions(
        [article for article in there if article not in equal.values()],
        (item for item in page.items if item.number not in equal),
    )
    # A page that has grown goes on with what it had; what it has more is no other page's text.
    is_another = bool(there) and not earlier and not any(one in equal.values() for one in there)
    return _add(done, earlier, equal, rows, is_reprint=bool(known), is_another=is_another)


def _of_equal_text(page: Page, hints: Hints) -> dict[int, Article]:
    """By the number of an item: the article of the same source that says the same, each once."""
    found: dict[int, Article] = {}
    for item in page.items:
        for article in of_equal_text(item):
            if article not in found.values() and is_same_origin(article, hints, page):
                found[item.number] = article
                break
    return found


def _without_undone(equal: dict[int, Article], page: Page, there: list[Article]) -> dict[int, Article]:
    """Without articles of this address that show another text by now: the page has gone back to this one.

    A text that comes without its address may be any copy of long ago.
    """
    items = {item.number: item for item in page.items}
    return {
        number: article
        for number, article in equal.items()
        if article not in there
        or (shown := article.newest_reading()) is None
        or shown.text == key_of_item(items[number])
    }


def _fill(page: Page, articles: list[Article], hints: Hints, rows: Rows) -> Stored:
    by_number = {article.item: article for article in articles if not article.is_withdrawn}
    updated: list[Reading] = []
    for item in page.items:
        article = by_number.get(item.number)
        if article is None or not adds_something(article, hints):
            continue
        reading = reading_of(article, item, page.reader_version, hints)
        if _fill_one(article, reading, item, hints, rows):
            reading.save()
            updated.append(reading)
    if not updated:
        return Stored(Fate.UNCHANGED)
    return Stored(
        Fate.UPDATED,
        tuple(reading.article for reading in updated),
        doubts=_doubts_of(updated),
        original=updated[0].original,
    )


def _fill_one(article: Article, reading: Reading, item: Item, hints: Hints, rows: Rows) -> bool:
    """Set what is empty; whether that changed the article."""
    changed = apply_reading(article, reading, only_empty=True, rows=rows)
    if hints.url and not article.original_url and not article.original.closed:  # it may tell a name
        article.original_url = hints.url
        changed.append("original_url")
    if (before := article.readings.first()) is not None:
        reading.hints = before.hints | reading.hints
    if not changed:
        return False
    if article.status == Article.Status.IN_REVIEW and not item.needs_review:
        article.status = Article.Status.PUBLISHED
    save_unrevised(article)
    return True


def _add(
    done: Done,
    earlier: dict[int, Article],
    equal: dict[int, Article],
    rows: Rows,
    *,
    is_reprint: bool,
    is_another: bool,
) -> Stored:
    """An article for each item: one that says the same, one that it is a later version of, or a new one."""
    page, hints = done.page, done.job.hints
    original = Original.objects.filter(sha256=page.sha256).first()
    if original is None:
        original = Original.objects.of_bytes(
            done.job.data, page.encoding, page.sha256, done.job.media_type, done.compressed
        )
        original.closed = any(one.original.closed for one in (*earlier.values(), *equal.values()))
        original.save()
    readings: list[Reading] = []
    for item in page.items:
        if (article := equal.get(item.number)) is not None:
            reading = reading_of(article, item, page.reader_version, hints)
            reading.original = original
            _fill_one(article, reading, item, hints, rows)
            reading.save()
            readings.append(reading)
            continue
        article = earlier.get(item.number)
        if article is None:
            reprint = f"{item.source}|{hints.url}" if is_reprint else ""
            article = Article(
                public_id=make_public_id(page.sha256, item.number, reprint),
                item=item.number,
                original_url=hints.url,
            )
        article.original, article.item = original, item.number
        reading = reading_of(article, item, page.reader_version, hints)
        if is_another and item.number not in earlier:
            reading.doubts.append(ANOTHER)
            reading.needs_review = True
        if item.number in earlier and is_cut_short(article, item):
            reading.doubts.append(CUT_SHORT)
            reading.needs_review = True
        apply_reading(article, reading, names=_names_known(article, reading), rows=rows)
        _hold_if_taken_down(article, reading)
        article.status = _status_of_version(article, reading)
        save_unrevised(article)
        reading.article = article  # now that it has an id
        reading.save()
        readings.append(reading)
    return Stored(
        Fate.UPDATED if earlier or equal else Fate.IMPORTED,
        tuple(reading.article for reading in readings),
        is_new_text=True,
        doubts=_doubts_of(readings),
        original=original,
        kept=frozenset(equal),
    )


def _hold_if_taken_down(article: Article, reading: Reading) -> None:
    """A text much like a withdrawn one's is closed, and goes to whoever may withdraw.

    Not where an editor has opened it: other articles of the same bytes, or the article itself, show it. A
    later version of an article that has lost a name changes none of its texts.
    """
    original = article.original
    if article.is_withdrawn or original.articles.public().exclude(pk=article.pk).exists():
        return
    taken_down = is_anything_withdrawn()
    if taken_down and not is_delisted(article) and hold_if_like(article, reading, taken_down):
        original.save(update_fields=["closed"])


def _names_known(article: Article, reading: Reading) -> list[str]:
    """The fields to apply: what was told of an earlier version, and this one does not say, still holds."""
    before = article.readings.first() if article.pk else None
    if before is None:
        return list(Article.READ_FIELDS)
    unsaid = (None, "", UNDETERMINED)
    told = {name: hint for name, hint in before.hints.items() if reading.fields.get(name) in unsaid}
    reading.hints = told | reading.hints
    return [name for name in Article.READ_FIELDS if name not in told]


def _status_of_version(article: Article, reading: Reading) -> str:
    """An editor who has checked an earlier version has not seen this one."""
    if article.is_withdrawn:
        return article.status
    return Article.Status.IN_REVIEW if reading.needs_review or article.is_edited else Article.Status.PUBLISHED


def _note(batch: Sequence[Done], stored: Sequence[Stored], run: ImportRun | None) -> None:
    Sighting.objects.bulk_create(
        Sighting(
            original=of_page.original,
            run=run,
            path=hints.path,
            url=hints.url,
            hints={name: value for name, value in hints_as_json(hints).items() if name != "path"},
        )
        for hints, of_page in ((done.job.hints, one) for done, one in zip(batch, stored, strict=True))
        if of_page.original is not None
    )
    if run is not None:
        ImportEntry.objects.bulk_create(
            ImportEntry(run=run, path=done.job.hints.path, outcome=of_page.fate.value, article=article)
            for done, of_page in zip(batch, stored, strict=True)
            if of_page.fate is not Fate.UNCHANGED
            for article in of_page.articles
        )
    # When all is written by which the order of versions is told.
    came_again = {one.pk for of_page in stored if of_page.fate is Fate.UPDATED for one in of_page.articles}
    if came_again:
        note_changes(came_again)
