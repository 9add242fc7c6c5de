"""What the index holds of one article, whichever engine keeps it. Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain

from articles.names.georgian import beside_names
from articles.names.keys import forget_words, search_keys
from articles.names.romanise import language_of
from articles.search.query import UNKNOWN
from articles.search.terms import joined_term, may_be_name, name_term
from articles.text.stems import stem_terms
from articles.text.tokens import (
    Remembered,
    fold_word,
    folded_words,
    joined_words,
    raw_words,
    without_joints,
)

# Part of the index's schema: another number means that every document must be made anew.
ANALYSIS_VERSION = 6

UNDATED = 0

# A moment orders by instant, then by id: seconds shifted by this many bits hold the years 1426 to 2514.
_ID_BITS = 29
_LARGEST_INSTANT = 2**34 - 1


@dataclass(frozen=True, slots=True)
class IndexedMention:
    field: str  # headline, caption or body
    start: int
    end: int
    surface: str
    person: int | None


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """The columns that an index document is made of."""

    id: int
    language: str
    source: int | None
    section: int | None
    place: int | None
    headline: str
    caption: str
    byline: str
    body: str
    published_from: dt.date | None
    published_until: dt.date | None
    precision: str
    published_at: dt.datetime | None
    mentions: tuple[IndexedMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """Ids are the database's, ``UNKNOWN`` (0) where there is none; days are proleptic Gregorian ordinals."""

    id: int
    source: int
    section: int
    place: int
    persons: tuple[int, ...]
    language: str
    start: int  # the first day, UNDATED (0) if not known
    end: int  # the first day after
    year: int  # yyyy, yyyymm, yyyymmdd; UNDATED as far as not known
    month: int
    day: int
    instant: int | None  # seconds since 1970 UTC
    headline: tuple[str, ...]  # folded words
    texts: tuple[tuple[str, ...], ...]  # folded words of each text; a phrase does not reach across two
    stems: tuple[str, ...]  # ``language:stem|form`` of inflected words, ``:joined`` of words written in parts
    names: tuple[str, ...]  # ``key|language|form`` of words that may be names
    digest: int  # signed 64 bits


def digest_of(article: IndexedArticle) -> int:
    """A fingerprint of all that the document is made of, as a signed 64-bit integer."""
    hasher = hashlib.blake2b(digest_size=8)
    hasher.update(repr((ANALYSIS_VERSION, article)).encode("utf-8", "surrogatepass"))
    return int.from_bytes(hasher.digest(), "big", signed=True)


def _calendar(article: IndexedArticle) -> tuple[int, int, int]:
    date = article.published_from
    if date is None:
        return UNDATED, UNDATED, UNDATED
    year = date.year
    month = year * 100 + date.month if article.precision != "year" else UNDATED
    day = month * 100 + date.day if article.precision in ("day", "minute") else UNDATED
    return year, month, day


def _terms_if_name(language: str, word: str) -> str:
    """In one line, which takes a third of the memory of a set; hundreds of thousands are remembered."""
    return " ".join(_name_terms(language, word)) if may_be_name(word) else ""


def _name_terms(language: str, word: str) -> frozenset[str]:
    read_as = language_of(word, language)
    return frozenset(name_term(key, read_as, fold_word[word]) for key in search_keys(word, language))


@cache
def _remembered_terms(language: str) -> Remembered[str]:
    return Remembered(partial(_terms_if_name, language))


def _names(article: IndexedArticle, parts: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Terms of the words of mentions, and of capitalised words, which may be names that nobody found.

    A word that the text also has in small letters has its capital from the beginning of a sentence. Georgian
    has no capitals: there a word may be a name by its letters, or because it stands after a given name.
    """
    words_of_article = {word for part in parts for word in part}
    remembered = _remembered_terms(article.language)
    may_be = {
        word for word in words_of_article if not word[0].isupper() or word.lower() not in words_of_article
    }
    terms = set(" ".join(map(remembered.__getitem__, may_be)).split())
    for mention in article.mentions:
        for word in raw_words(mention.surface):
            if word not in may_be or not may_be_name(word):
                terms |= _name_terms(article.language, word)
    for word in chain.from_iterable(map(beside_names, parts)):
        terms |= _name_terms(article.language, word)
    return tuple(sorted(terms))


def _joined(parts: list[str]) -> set[str]:
    return {joined_term(without_joints(match[0])) for part in parts for match in joined_words(part)}


def make_document(article: IndexedArticle) -> Document:
    year, month, day = _calendar(article)
    parts = [text for text in (article.headline, article.caption, article.byline, article.body) if text]
    raw_parts = [raw_words(part) for part in parts]
    raw = [word for part in raw_parts for word in part]
    headline_raw = raw_words(article.headline)
    start, end, instant = article.published_from, article.published_until, article.published_at
    return Document(
        id=article.id,
        source=article.source or UNKNOWN,
        section=article.section or UNKNOWN,
        place=article.place or UNKNOWN,
        persons=tuple(sorted({m.person for m in article.mentions if m.person is not None})),
        language=article.language,
        start=start.toordinal() if start else UNDATED,
        end=end.toordinal() if end else UNDATED,
        year=year,
        month=month,
        day=day,
        instant=int(instant.timestamp()) if instant else None,
        headline=tuple(folded_words(headline_raw)),
        texts=tuple(tuple(folded_words(part)) for part in raw_parts),
        stems=(*stem_terms(raw, article.language), *sorted(_joined(parts))),
        names=_names(article, raw_parts),
        digest=digest_of(article),
    )


def moment(document: Document) -> int | None:
    """Its place in the order of time, which is total: the instant and the id in one signed 64-bit integer."""
    if document.instant is None:
        return None
    instant = max(-_LARGEST_INSTANT, min(document.instant, _LARGEST_INSTANT))
    return (instant << _ID_BITS) + document.id % (1 << _ID_BITS)


def make_documents(articles: Sequence[IndexedArticle]) -> list[Document]:
    """For a worker process: a name that it can import without the database."""
    return [make_document(article) for article in articles]


def make_documents_and_forget(articles: Sequence[IndexedArticle]) -> list[Document]:
    """As ``make_documents``, for a process that does nothing else.

    What it makes of a word it remembers here. What lies below is not asked for again, and was half its
    memory.
    """
    documents = make_documents(articles)
    forget_words()
    return documents
