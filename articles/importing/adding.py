"""New files, many at once: neither their bytes nor their texts are known, nor the address they came from.

Most files of a run are such. Their rows go into each table in one statement; what needs a look at the rows of
one file after the other is the affair of ``storing``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.editing.applying import apply_reading, reading_of
from articles.editing.vocabulary import Rows
from articles.importing.readers import Done
from articles.likeness.again import key_of_item, known_texts
from articles.likeness.versions import known_addresses
from articles.likeness.withdrawn import Withdrawn, is_anything_withdrawn, withdrawn_like
from articles.models import Article, Original, Reading
from articles.models.archive import make_public_id
from articles.text.addresses import address_key
from articles.text.codes import coded


def in_turn(batch: Sequence[Done]) -> Iterator[tuple[bool, list[Done]]]:
    """The batch in its order, in pieces: whether all in a piece are new, and them; others come one by one.

    New means: neither the archive nor an earlier file of the batch has these bytes, one of these texts or
    this address. To be asked for the next piece when the one before is stored.
    """
    shas = {done.page.sha256 for done in batch}
    met = set(Original.objects.filter(sha256__in=shas).values_list("sha256", flat=True))
    addresses = known_addresses({done.job.hints.url for done in batch} - {""})
    texts = known_texts([item for done in batch for item in done.page.items])
    new: list[Done] = []
    for done in batch:
        address = address_key(done.job.hints.url)
        said = {key for item in done.page.items if (key := key_of_item(item)) is not None}
        is_met = done.page.sha256 in met or not texts.isdisjoint(said)
        if is_met or (address is not None and address in addresses):
            if new:
                yield True, new
                new = []
            yield False, [done]
        else:
            new.append(done)
        met.add(done.page.sha256)
        addresses.add(address)
        texts |= said
    if new:
        yield True, new


def add_new(files: Sequence[Done], rows: Rows) -> list[list[Reading]]:
    """An article for each item of each file, with its Original; the readings that they came of, by file."""
    taken_down = is_anything_withdrawn()
    originals: list[Original] = []
    found: list[list[Reading]] = []
    for done in files:
        page, hints = done.page, done.job.hints
        original = Original.objects.of_bytes(
            done.job.data, page.encoding, page.sha256, done.job.media_type, done.compressed
        )
        readings: list[Reading] = []
        for item in page.items:
            article = Article(
                public_id=make_public_id(page.sha256, item.number),
                original=original,
                item=item.number,
                original_url=hints.url,
            )
            reading = reading_of(article, item, page.reader_version, hints)
            apply_reading(article, reading, rows=rows)
            if taken_down and not any(other.article.is_public for other in readings):
                hold_if_like(article, reading, taken_down)
            article.status = Article.Status.IN_REVIEW if reading.needs_review else Article.Status.PUBLISHED
            readings.append(reading)
        originals.append(original)
        found.append(readings)
    every = [reading for readings in found for reading in readings]
    Original.objects.bulk_create(originals)
    Article.objects.bulk_create(reading.article for reading in every)
    Reading.objects.bulk_create(every)
    return found


def hold_if_like(article: Article, reading: Reading, taken_down: Withdrawn) -> bool:
    """A text much like a withdrawn one's is closed, with its unsaved Original, and goes to review."""
    like = withdrawn_like((article.headline, article.body), taken_down)
    if like is None:
        return False
    code = coded("withdrawn.like", article=like.public_id).as_json()
    article.held_for, article.status_code = like, code
    reading.doubts.append(code)
    reading.needs_review = True
    article.original.closed = True
    return True
