"""The fields of the index, and a document in them."""

from __future__ import annotations

import hashlib

import tantivy

from articles.search.documents import ANALYSIS_VERSION, Document, moment

# (name, kind). Ids are signed: Tantivy's delete by an unsigned term deletes nothing, without a word. Persons
# are never deleted by, and there are so many that counting them takes half as long where they are unsigned.
_FIELDS = (
    ("words", "positions"),  # folded, unstemmed
    ("headline", "positions"),
    ("stems", "frequencies"),
    ("names", "presence"),
    ("language", "label"),
    ("id", "key"),
    *((name, "key") for name in ("source", "section", "place")),
    ("person", "unsigned key"),
    *((name, "key") for name in ("year", "month", "day")),
    *((name, "column") for name in ("start", "end", "newest", "digest")),
)
SCHEMA = hashlib.sha256(repr((2, _FIELDS, ANALYSIS_VERSION)).encode()).hexdigest()[:12]


def build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    text = {"positions": "position", "frequencies": "freq", "presence": "basic"}
    for name, kind in _FIELDS:
        if kind in text:
            builder.add_text_field(name, tokenizer_name="whitespace", index_option=text[kind])
        elif kind == "label":
            builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
        elif kind == "unsigned key":
            builder.add_unsigned_field(name, indexed=True, fast=True)
        else:
            builder.add_integer_field(name, indexed=kind == "key", fast=True)
    return builder.build()


def to_tantivy(document: Document) -> tantivy.Document:
    made = tantivy.Document()
    for text in document.texts:
        made.add_text("words", " ".join(text))
    made.add_text("headline", " ".join(document.headline))
    made.add_text("stems", " ".join(document.stems))
    made.add_text("names", " ".join(document.names))
    made.add_text("language", document.language)
    for name in ("id", "source", "section", "place", "year", "month", "day", "start", "end", "digest"):
        made.add_integer(name, getattr(document, name))
    for person in document.persons:
        made.add_unsigned("person", person)
    if (newest := moment(document)) is not None:
        made.add_integer("newest", newest)
    return made
