"""What a client of reconciliation asks, checked. Pure.

The specification: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST = 50  # queries, or people to be told more of, in one request
LONGEST_NAME = 200
LONGEST = 200_000  # characters of a request
TYPE = "person"
PROPERTIES = ("wikidata", "years", "sources", "names", "articles")
_ID = re.compile(r"[0-9]{1,18}")
_YEARS = re.compile(r"([12][0-9]{3})(?:\s*[-–/]\s*([12][0-9]{3}))?")


class NotAsked(ValueError):
    """What is wrong with the request, in a sentence for its programmer."""


@dataclass(frozen=True)
class Query:
    name: str
    limit: int
    is_of_people: bool  # whether it asks for no other type
    told: Mapping[str, tuple[str, ...]]  # what is known besides, by the property


@dataclass(frozen=True)
class Extension:
    ids: tuple[str, ...]
    properties: tuple[str, ...]


def queries_of(text: str, most: int) -> dict[str, Query]:
    """By the names that the client gave them. Raises NotAsked."""
    given = _object(text, "queries")
    if len(given) > MOST:
        raise NotAsked(f"At most {MOST} queries are answered at once.")
    return {key: _query(value, most) for key, value in given.items()}


def _query(given: Any, most: int) -> Query:
    if not isinstance(given, dict) or not isinstance(given.get("query"), str):
        raise NotAsked('A query is an object with "query", a text.')
    limit = given.get("limit", most)
    if type(limit) is not int or limit < 1:
        raise NotAsked('"limit" is a number from 1 on.')
    kinds = given.get("type") or [TYPE]
    return Query(
        " ".join(given["query"].replace("\0", " ").split())[:LONGEST_NAME],
        min(limit, most),
        TYPE in (kinds if isinstance(kinds, list) else [kinds]),
        _told(given.get("properties") or []),
    )


def _told(given: Any) -> dict[str, tuple[str, ...]]:
    """Properties that the archive does not know say nothing, as the specification has it."""
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise NotAsked('"properties" is a list of objects with "pid" and "v".')
    found: dict[str, tuple[str, ...]] = {}
    for one in given:
        if one.get("pid") in PROPERTIES:
            values = one.get("v")
            texts = (_text(value) for value in (values if isinstance(values, list) else [values]))
            found[one["pid"]] = tuple(text for text in texts if text)
    return {name: values for name, values in found.items() if values}


def _text(value: Any) -> str:
    """Of a value as clients write it: a text, a number, an entity with its id."""
    if isinstance(value, dict):
        value = value.get("id") or value.get("name")
    return str(value).strip()[:LONGEST_NAME] if isinstance(value, str | int | float) else ""


def years_of(text: str) -> range | None:
    """Of "1998" or "1998-2003"; None of anything else."""
    found = _YEARS.fullmatch(text)
    return range(int(found[1]), int(found[2] or found[1]) + 1) if found else None


def extension_of(text: str) -> Extension:
    """Raises NotAsked."""
    given = _object(text, "extend")
    ids, properties = given.get("ids"), given.get("properties")
    if not isinstance(ids, list) or not isinstance(properties, list):
        raise NotAsked('"extend" is an object with the lists "ids" and "properties".')
    if len(ids) > MOST:
        raise NotAsked(f"At most {MOST} people are told more of at once.")
    names = [one.get("id") if isinstance(one, dict) else None for one in properties]
    if unknown := [name for name in names if name not in PROPERTIES]:
        raise NotAsked(f"There is no property {str(unknown[0])[:100]}; there are {', '.join(PROPERTIES)}.")
    return Extension(tuple(str(id) for id in ids), tuple(dict.fromkeys(map(str, names))))


def number_of(id: str) -> int:
    """The number of a person; 0 of what is none."""
    return int(id) if _ID.fullmatch(id) else 0


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        given = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError) as error:
        raise NotAsked(f'"{name}" is not JSON.') from error
    if not isinstance(given, dict):
        raise NotAsked(f'"{name}" is an object of JSON, of at most {LONGEST:,} characters.')
    return given
