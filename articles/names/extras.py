"""Larger extractors that may be installed beside ours: `slovnet` for Russian, `spacy` for English.

One is asked for with :func:`use` or the environment variable NEWSARCHIVE_EXTRACTOR, which worker processes
inherit. What it marks is an opinion that our tagger weighs with its own: the two err on different words, and
together are better than either (docs/people.md). Where it is not installed, or has no model of the language,
ours does the work alone; the first time that happens a warning says so.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import os
import warnings
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from articles.text import languages

VARIABLE = "NEWSARCHIVE_EXTRACTOR"
NAMES = ("crf", "slovnet", "spacy")
SPACY_MODEL = "NEWSARCHIVE_SPACY_MODEL"  # a model's package, or its folder; else the first of these installed
_SPACY_MODELS = ("en_core_web_md", "en_core_web_sm")  # installed by `python -m spacy download`; not on PyPI

# What an opinion adds to the tagger's log scale: one choice for both, by trial on the measured texts.
_PERSON = 2.0
_OTHER = -2.0  # the name of something else
_NO_NAME = -1.0

_LONGEST_VERSION = 30  # ours stands beside it, in 40 characters of the database

Span = tuple[int, int, bool]  # half-open range of code points, and whether it is a person or something else


@dataclass(frozen=True, slots=True)
class Extra:
    """An installed extractor: `spans` gives the names in a text, in order, without overlaps."""

    name: str
    version: str
    spans: Callable[[str], list[Span]]

    def opinion(self, text: str, starts: Sequence[int]) -> list[float]:
        """How likely it thinks a name of each of the tokens that begin at `starts`, on the tagger's scale."""
        opinion = [_NO_NAME] * len(starts)
        for start, end, person in self.spans(text):
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            opinion[first:last] = [_PERSON if person else _OTHER] * (last - first)
        return opinion


def use(name: str) -> None:
    """Asks for the extractor `name`, one of NAMES, in this process and those it starts."""
    if name not in NAMES:
        raise ValueError(f"no extractor {name!r}; there are {', '.join(NAMES)}")
    os.environ[VARIABLE] = name


def extra_for(language: str) -> Extra | None:
    """The extra extractor that reads `language`, if one is asked for and installed."""
    name = os.environ.get(VARIABLE, "crf")
    if name not in NAMES:
        _unknown(name)
    if languages.of(language).extractor != name:
        return None
    return _loaded(name, _slovnet if name == "slovnet" else _spacy)


@cache
def _unknown(name: str) -> None:
    names = ", ".join(NAMES)
    warnings.warn(f"{VARIABLE}: there is no extractor {name!r}, only {names}; ours works alone", stacklevel=3)


@cache
def _loaded(name: str, load: Callable[[], Extra]) -> Extra | None:
    try:
        return load()
    except (ImportError, OSError) as missing:  # OSError: spaCy has no model
        warnings.warn(f"extractor {name} is not to be had ({missing}); ours works alone", stacklevel=2)
        return None


def _slovnet() -> Extra:
    natasha = importlib.import_module("natasha")
    segmenter = natasha.Segmenter()
    tagger = natasha.NewsNERTagger(natasha.NewsEmbedding())

    def spans(text: str) -> list[Span]:
        doc = natasha.Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        return [(span.start, span.stop, span.type == "PER") for span in doc.spans]

    return Extra("slovnet", importlib.metadata.version("slovnet"), spans)


def _spacy() -> Extra:
    spacy = importlib.import_module("spacy")
    installed = (one for one in _SPACY_MODELS if spacy.util.is_package(one))
    model = os.environ.get(SPACY_MODEL) or next(installed, _SPACY_MODELS[0])
    pipeline = spacy.load(model, exclude=["tagger", "parser", "lemmatizer", "attribute_ruler"])
    meta = pipeline.meta
    version = f"{meta['lang']}_{meta['name']} {meta['version']}"[:_LONGEST_VERSION]

    def spans(text: str) -> list[Span]:
        return [(one.start_char, one.end_char, one.label_ == "PERSON") for one in pipeline(text).ents]

    return Extra("spacy", version, spans)
