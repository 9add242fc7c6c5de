"""Larger extractors that may be installed beside ours: `slovnet` for Russian, `spacy` for English.

One is asked for with :func:`use` or the environment variable NEWSARCHIVE_EXTRACTOR, which worker processes
inherit. Where it is not installed, or has no model of the language, ours does the work; the first time that
happens a warning says so.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

VARIABLE = "NEWSARCHIVE_EXTRACTOR"
NAMES = ("crf", "slovnet", "spacy")
_SPACY_MODELS = ("en_core_web_md", "en_core_web_sm")  # installed by `python -m spacy download`; not on PyPI


@dataclass(frozen=True, slots=True)
class Extra:
    """An installed extractor: `spans` gives the half-open ranges of code points that are names of persons."""

    name: str
    version: str
    spans: Callable[[str], list[tuple[int, int]]]


def use(name: str) -> None:
    """Asks for the extractor `name`, one of NAMES, in this process and those it starts."""
    if name not in NAMES:
        raise ValueError(f"no extractor {name!r}; there are {', '.join(NAMES)}")
    os.environ[VARIABLE] = name


def marks(language: str) -> Extra | None:
    """The extra extractor that reads `language`, if one is asked for and installed."""
    name = os.environ.get(VARIABLE, "crf")
    if (name, language) == ("slovnet", "ru"):
        return _loaded(name, _slovnet)
    if (name, language) == ("spacy", "en"):
        return _loaded(name, _spacy)
    return None


@cache
def _loaded(name: str, load: Callable[[], Extra]) -> Extra | None:
    try:
        return load()
    except (ImportError, OSError) as missing:  # OSError: spaCy has no model
        warnings.warn(f"extractor {name} is not to be had ({missing}); using our own", stacklevel=2)
        return None


def _slovnet() -> Extra:
    natasha = importlib.import_module("natasha")
    segmenter = natasha.Segmenter()
    tagger = natasha.NewsNERTagger(natasha.NewsEmbedding())

    def spans(text: str) -> list[tuple[int, int]]:
        doc = natasha.Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        return [(span.start, span.stop) for span in doc.spans if span.type == "PER"]

    return Extra("slovnet", importlib.metadata.version("slovnet"), spans)


def _spacy() -> Extra:
    spacy = importlib.import_module("spacy")
    model = next((one for one in _SPACY_MODELS if spacy.util.is_package(one)), _SPACY_MODELS[-1])
    pipeline = spacy.load(model, exclude=["parser", "lemmatizer", "attribute_ruler"])

    def spans(text: str) -> list[tuple[int, int]]:
        return [
            (found.start_char, found.end_char) for found in pipeline(text).ents if found.label_ == "PERSON"
        ]

    return Extra("spacy", f"{model} {pipeline.meta['version']}", spans)
