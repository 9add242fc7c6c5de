"""An authority list: people with their names in many languages, known before any article names them.

JSON lines, one person each: ``{"id": …, "names": [{"name": …, "lang": …}, …], "wikidata": "Q…",
"description": …}``; ``names`` may hold plain strings, and all but ``id`` and ``names`` may be missing.
CSV with a header, one name a row: ``id, name, language, wikidata, description``; rows of one id stand
together. An id of the form Q123 is the Wikidata id. The first name is the one shown. Languages are ISO 639;
of az-Cyrl the first part counts, and a tag like "simple" says nothing.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _

from articles.people.candidates import Spelling, spelling_of

_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")
_LONGEST_NAME = 200
_LONGEST_ID = 100


class Malformed(ValueError):
    """A line that says no person; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One person of the list."""

    authority_id: str
    wikidata_id: str | None
    names: tuple[Spelling, ...]
    description: str


def people_in(path: Path) -> Iterator[tuple[int, Listed | Malformed]]:
    """(number of the line, the person it says, or why it says none) for every person of the file.

    Raises OSError where the file cannot be read, Malformed where a CSV has no header.
    """
    for number, value in _values(path):
        try:
            yield number, listed(value)
        except Malformed as malformed:
            yield number, malformed


def _values(path: Path) -> Iterator[tuple[int, Any]]:
    """(number of the line, the value as read, or Malformed)."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        if path.suffix.lower() == ".csv":
            yield from _rows(file)
            return
        for number, line in enumerate(file, start=1):
            if line.strip():
                try:
                    yield number, json.loads(line)
                except json.JSONDecodeError as error:
                    yield number, Malformed(_("no JSON: %(error)s") % {"error": error.msg})


def _rows(file: TextIO) -> Iterator[tuple[int, Any]]:
    reader = csv.DictReader(file)
    if not {"id", "name"} <= set(reader.fieldnames or ()):
        raise Malformed(_("the first line must name the columns; id and name are needed"))
    numbered = ((reader.line_num, row) for row in reader)
    for id, rows in groupby(numbered, key=lambda item: item[1]["id"]):
        group = list(rows)
        first = group[0][1]
        names = [{"name": row["name"], "lang": row.get("language") or ""} for _number, row in group]
        yield group[0][0], {**first, "id": id, "names": names}


def listed(value: Any) -> Listed:
    """The person that a line says. Raises Malformed."""
    if isinstance(value, Malformed):
        raise value
    if not isinstance(value, dict):
        raise Malformed(_("not an object"))
    id = str(value.get("id") or "").strip()
    if not id or len(id) > _LONGEST_ID:
        raise Malformed(_("no id, or a very long one"))
    wikidata = str(value.get("wikidata") or value.get("wikidata_id") or "").strip() or None
    if wikidata is None and _WIKIDATA.fullmatch(id):
        wikidata = id
    if wikidata is not None and not _WIKIDATA.fullmatch(wikidata):
        raise Malformed(_("%(value)r is no Wikidata id such as Q42") % {"value": wikidata})
    names = value.get("names")
    if not isinstance(names, list) or not names:
        raise Malformed(_("no names"))
    spellings = dict.fromkeys(_spelling(name) for name in names)
    return Listed(id, wikidata, tuple(spellings), str(value.get("description") or ""))


def _spelling(name: Any) -> Spelling:
    text, language = (name, "") if isinstance(name, str) else (None, "")
    if isinstance(name, dict):
        text, language = name.get("name"), name.get("lang") or name.get("language") or ""
    text = " ".join(text.split()) if isinstance(text, str) else ""
    if not text or len(text) > _LONGEST_NAME or "\0" in text:
        raise Malformed(_("a name is empty, too long or no text"))
    if not isinstance(language, str):
        raise Malformed(_("%(value)r is no language code such as az") % {"value": language})
    tag = _LANGUAGE.fullmatch(language)
    return spelling_of(text, tag[1].lower() if tag else "")
