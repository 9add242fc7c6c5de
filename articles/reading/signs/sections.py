"""Sections (rubrics): which line names one, and one section's names in several languages."""

from __future__ import annotations

import re
from functools import cache

from articles.reading.signs.phrases import fold_case, load
from articles.reading.signs.vocabulary import Vocabulary, bare

_LABELLED = re.compile(r"([^\W\d_][^:՝|/]{1,30})[:՝]\s*([^|/,;:]{3,40})\Z")


def known_sections() -> dict[str, dict[str, list[str]]]:
    """{key: {language: [names]}}; the first name of a language is the one to show."""
    return {
        key: {lang: list(names) for lang, names in table.items()} for key, table in load("sections").items()
    }


@cache
def _keys() -> dict[str, str]:
    """Folded name → key. Where two sections share a name ("Region"), the first in the file has it."""
    keys: dict[str, str] = {}
    for key, table in load("sections").items():
        for names in table.values():
            for name in names:
                keys.setdefault(fold_case(name), key)
    return keys


def section_key(name: str, added: Vocabulary) -> str | None:
    """The key of the section so called in any language, or None."""
    folded = bare(name)
    return _keys().get(folded) or added.sections.get(folded)


def is_general(name: str, added: Vocabulary) -> bool:
    """Whether a section's name says only that there is news, as menus do everywhere."""
    return section_key(name, added) == "news"


@cache
def _labels() -> frozenset[str]:
    return frozenset(map(fold_case, load("furniture")["section_labels"]))


def labelled_section(line: str) -> str:
    """What a line such as ``Category: Politics`` names, or ""."""
    match = _LABELLED.match(line) if len(line) < 80 else None
    return match[2].strip() if match and fold_case(match[1].strip()) in _labels() else ""
