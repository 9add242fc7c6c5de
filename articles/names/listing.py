"""Names in lists as files have them, surname first: "Aliyev, Ilham; Pashinyan, Nikol"."""

from __future__ import annotations

import re

from articles.names import gazetteer

_ENTRY = re.compile(r"[^;\n.:]+(?:(?<=\b\w)[.․][^;\n.:]*)*")
_NAME = re.compile(
    r"\s*([^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*)?, ?[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,2})\s*"
)
_FEWEST = 2  # entries one after the other


def listed_names(text: str, language: str) -> list[tuple[int, int]]:
    """Where names stand surname first in `text`, two or more in a row; half-open, in order."""
    if ", " not in text or (";" not in text and "\n" not in text):
        return []
    found: list[tuple[int, int]] = []
    row: list[tuple[int, int]] = []
    last = -1
    for entry in _ENTRY.finditer(text):
        name = _NAME.fullmatch(entry[0])
        apart = text[last : entry.start()] if row else ""
        if name is None or (row and not (apart.strip() in (";", "") and len(apart) <= _FEWEST)):
            found += _if_people(row, text, language)
            row = []
        if name is not None and _capital(name[1]):
            row.append((entry.start() + name.start(1), entry.start() + name.end(1)))
        last = entry.end()
    return found + _if_people(row, text, language)


def _capital(name: str) -> bool:
    return all(word[0].isupper() for word in re.split(r"[ ,]+", name) if word)


def _if_people(row: list[tuple[int, int]], text: str, language: str) -> list[tuple[int, int]]:
    """The row if it is long enough and half of what should be given names are: "Paris, France" are none."""
    if len(row) < _FEWEST:
        return []
    given = 0
    for start, end in row:
        family, _, own = text[start:end].partition(",")
        first = own.split()[0].rstrip(".")
        kinds, of_family = (gazetteer.classes(word, language) for word in (first, family.split()[0]))
        given += len(first) == 1 or ("g" in kinds and not ("p" in kinds and "p" in of_family))
    return row if 2 * given >= len(row) else []
