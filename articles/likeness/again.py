"""Equal texts under other bytes: line ends, blanks, encodings, a counter of views beside the text."""

from __future__ import annotations

from collections.abc import Collection

from articles.likeness.versions import is_of_another_day
from articles.models import Article, Reading
from articles.reading.model import Item
from articles.text.sameness import TEXT, text_key


def key_of_item(item: Item) -> int | None:
    """As the column ``text`` of its reading will be."""
    return text_key([getattr(item, name) for name in TEXT])


def known_texts(items: Collection[Item]) -> set[int]:
    """The keys of those texts that some article says, or has said in an earlier version."""
    keys = {key_of_item(item) for item in items} - {None}
    if not keys:
        return set()
    found = Reading.objects.filter(text__in=keys).order_by().values_list("text", flat=True)
    return {key for key in found if key is not None}


def of_equal_text(item: Item) -> list[Article]:
    """The public articles that say, or have said, this text and are of no other day, the oldest first.

    Also those whose raw page is closed: where a name was taken out, it does not come back by other bytes.
    Locked until the transaction ends.
    """
    key = key_of_item(item)
    if key is None:
        return []
    said = Reading.objects.filter(text=key).order_by().values("article")
    found = Article.objects.public().filter(pk__in=said).order_by("pk")
    locked = found.select_related("source", "original").select_for_update(of=("self",), no_key=True)
    return [
        article
        for article in locked.defer("original__compressed")
        if not is_of_another_day(article, item.published)
    ]
