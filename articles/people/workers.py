"""Finding names in worker processes. Imports no Django."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from articles.names.document import find_persons
from articles.names.jsonl import persons_of_record
from articles.names.known import KnownNames
from articles.names.persons import PersonFound
from articles.parallel import in_order

Job = TypeVar("Job")
Result = TypeVar("Result")


class Text(NamedTuple):
    """An article as names are found in it."""

    id: int
    fields: dict[str, str]  # headline, caption, body
    language: str


_known: KnownNames | None = None


def in_workers(
    work: Callable[[Job], Result],
    jobs: Iterable[Job],
    workers: int = 0,
    known: Sequence[tuple[str, int]] = (),
) -> Iterator[tuple[Job, Result]]:
    """As ``parallel.in_order``; ``known`` names are found whatever the extractor says."""
    return in_order(work, jobs, workers, _remember, (known,))


def _remember(known: Sequence[tuple[str, int]]) -> None:
    global _known
    _known = KnownNames(known) if known else None


def persons_of_texts(texts: Sequence[Text]) -> list[tuple[PersonFound, ...]]:
    """The persons named in each of the texts."""
    return [find_persons(text.fields, text.language, _known) for text in texts]


def answers(lines: Sequence[str]) -> list[str]:
    """For each JSON line {id, text, lang} one line {id, persons}, or {id, error} where it cannot be read."""
    return [json.dumps(_answer(line), ensure_ascii=False) for line in lines]


def _answer(line: str) -> dict[str, Any]:
    id = None
    try:
        record = json.loads(line)
        if not isinstance(record, dict):
            return {"id": None, "error": "not an object"}
        id = record.get("id")
        if not isinstance(record.get("text"), str) or not isinstance(record.get("lang") or "", str):
            return {"id": id, "error": "text must be a string, and lang, too, if there is one"}
        return persons_of_record(record)
    except Exception as error:  # one bad line never stops a run; the reason is kept
        return {"id": id, "error": f"{type(error).__name__}: {error}"}
