"""All of a list, streamed: in a few formats, some hundreds of articles in memory at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from django.urls import reverse

from articles.exporting.batches import records_of_articles
from articles.exporting.cells import as_cell, row
from articles.exporting.citations import Cited, bibtex, csl_text, ris, title_cited
from articles.exporting.record import Facts, facts_of, values
from articles.exporting.rows import RECORD, values_of_articles
from articles.identity import archive_name
from articles.lists.asking import Asked
from articles.lists.cursors import Cursor
from articles.lists.folding import Folding
from articles.lists.walking import walk, walked_as
from articles.models import Article
from articles.search.engine import Hit
from articles.wording.languages import permanent

Whole = Callable[[str], str]  # an address of this archive with its scheme and host

TABLE = (
    *("public_id", "address", "published", "source", "section", "place", "language", "headline"),
    *("agency", "byline", "url", "status", "matched"),
)
TEXT = ("caption", "body")


@dataclass(frozen=True)
class Format:
    media_type: str
    ending: str  # of a file's name
    lines: Callable[[Asked, str, Whole], Iterator[str]]


def _hits(asked: Asked, cursor: str) -> Iterator[Sequence[Hit]]:
    """Some at once; of reprints only the first, where that is asked for."""
    folding = Folding() if asked.folds else None
    for hits in walk(asked, cursor):
        if folding:
            firsts = set(folding.firsts([hit.article_id for hit in hits]))
            hits = [hit for hit in hits if hit.article_id in firsts]
        yield hits


def found(asked: Asked, cursor: str, *left: str) -> Iterator[list[tuple[Article, Hit]]]:
    """Batches of articles that are still public, without the columns ``left``."""
    for hits in _hits(asked, cursor):
        rows = Article.objects.public().with_names().defer(*left).in_bulk([hit.article_id for hit in hits])
        yield [(rows[hit.article_id], hit) for hit in hits if hit.article_id in rows]


def as_records(asked: Asked, cursor: str, whole: Whole) -> Iterator[str]:
    """JSON Lines: a Record each, with its address, how it was found, and a cursor that goes on behind it."""
    question, address = walked_as(asked), _whole_address(whole)
    for hits in _hits(asked, cursor):
        told = values_of_articles([hit.article_id for hit in hits])
        for hit in hits:
            if one := told.get(hit.article_id):
                one["address"] = address.format(one["public_id"])
                one["matched"] = hit.matched
                one["cursor"] = str(Cursor(question, after=hit.position))
                yield _line(one)


def _line(told: dict[str, Any]) -> str:
    try:
        return orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE).decode()
    except TypeError:  # half a letter, which is replaced when it is sent
        return json.dumps(told, ensure_ascii=False) + "\n"


def as_table(asked: Asked, cursor: str, whole: Whole, text: Sequence[str] = ()) -> Iterator[str]:
    """CSV (RFC 4180). A resumed one has its header again."""
    left = [name for name in TEXT if name not in text]
    yield row((*TABLE, *text, "cursor"))
    question = walked_as(asked)
    for batch in found(asked, cursor, *left):
        for article, hit in batch:
            facts = facts_of(article)
            told = {
                "address": whole(address_of(article)),
                "published": facts.published.iso if facts.published else "",
                "matched": hit.matched,
            }
            cells = [str(told[name]) if name in told else getattr(facts, name) for name in TABLE]
            cells += [getattr(article, name) for name in text]
            yield row([*map(as_cell, cells), str(Cursor(question, after=hit.position))])


def as_table_with_text(asked: Asked, cursor: str, whole: Whole) -> Iterator[str]:
    return as_table(asked, cursor, whole, TEXT)


def cited(asked: Asked, cursor: str, whole: Whole) -> Iterator[Cited]:
    for batch in found(asked, cursor, "caption"):
        for article, _hit in batch:
            yield cited_as(article, whole)


def cited_as(article: Article, whole: Whole, facts: Facts | None = None) -> Cited:
    facts = facts or facts_of(article)
    title = title_cited(facts.headline, article.title)
    return Cited(facts, title, archive_name(), whole(address_of(article)))


def address_of(article: Article) -> str:
    """The one that lasts: without the headline's words."""
    return _address("article").format(article.public_id)


@cache
def _address(name: str) -> str:
    """Made once: of a hundred thousand articles each address would be looked up in all patterns."""
    return permanent(reverse(name, args=["0"])).replace("/0/", "/{}/")


def _whole_address(whole: Whole) -> str:
    """Of any article, with ``{}`` for its public id: asked once, not for each of a hundred thousand."""
    front, _, back = whole(_address("article").format(0)).rpartition("/0/")
    return f"{front}/{{}}/{back}"


def as_bibtex(asked: Asked, cursor: str, whole: Whole) -> Iterator[str]:
    return (bibtex(one) + "\n" for one in cited(asked, cursor, whole))


def as_ris(asked: Asked, cursor: str, whole: Whole) -> Iterator[str]:
    return (ris(one) for one in cited(asked, cursor, whole))


def as_csl(asked: Asked, cursor: str, whole: Whole) -> Iterator[str]:
    return csl_text(cited(asked, cursor, whole))


FORMATS: dict[str, Format] = {
    "jsonl": Format("application/x-ndjson", "jsonl", as_records),
    "csv": Format("text/csv", "csv", as_table),
    "csv-text": Format("text/csv", "csv", as_table_with_text),
    "bibtex": Format("application/x-bibtex", "bib", as_bibtex),
    "ris": Format("application/x-research-info-systems", "ris", as_ris),
    "csl": Format("application/vnd.citationstyles.csl+json", "json", as_csl),
}
CITATIONS = ("bibtex", "ris", "csl")


def written(articles: Sequence[Article], format: str, whole: Whole) -> str:
    """These articles in one of FORMATS, without what is said of a place in a list."""
    if format == "jsonl":
        encode = json.JSONEncoder(ensure_ascii=False).encode
        pairs = zip(articles, records_of_articles(articles), strict=True)
        told = (values(record, RECORD) | {"address": whole(address_of(one))} for one, record in pairs)
        return "".join(encode(one) + "\n" for one in told)
    if format in CITATIONS:
        each = [cited_as(article, whole) for article in articles]
        kinds: dict[str, Callable[[], str]] = {
            "bibtex": lambda: "".join(bibtex(one) + "\n" for one in each),
            "ris": lambda: "".join(map(ris, each)),
            "csl": lambda: "".join(csl_text(iter(each))),
        }
        return kinds[format]()
    columns = TABLE[:-1] + (TEXT if format == "csv-text" else ())
    return row(columns) + "".join(table_row(article, columns, whole) for article in articles)


def table_row(article: Article, columns: Sequence[str], whole: Whole) -> str:
    facts = facts_of(article)
    told = {
        "address": whole(address_of(article)),
        "published": facts.published.iso if facts.published else "",
    }
    told |= {name: getattr(article, name) for name in TEXT}
    return row([as_cell(str(told[name]) if name in told else getattr(facts, name)) for name in columns])


def one_cited(article: Article, format: str, whole: Whole) -> str:
    """A single article in one of CITATIONS."""
    one = cited_as(article, whole)
    written: dict[str, Callable[[], Any]] = {
        "bibtex": lambda: bibtex(one),
        "ris": lambda: ris(one),
        "csl": lambda: "".join(csl_text(iter([one]))),
    }
    return str(written[format]())
