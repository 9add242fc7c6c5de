"""One record of the `find_people --jsonl` stream: {id, text, lang} → {id, persons: [[start, end, name]]}."""

from __future__ import annotations

from typing import Any

from articles.names.document import find_persons


def persons_of_record(record: dict[str, Any]) -> dict[str, Any]:
    """The persons of `record["text"]`: per mention [start, end, chosen name], offsets in code points.

    Raises `KeyError` where the record has no text.
    """
    found = find_persons({"body": record["text"]}, record.get("lang") or "und")
    rows = [[m.start, m.end, person.name] for person in found for m in person.mentions]
    return {"id": record.get("id"), "persons": sorted(rows)}
