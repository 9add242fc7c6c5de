"""How right the reader is on labelled pages: what benchmarks/reading.py prints and the tests pin."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable
from typing import Any

from articles.reading.model import Hints
from articles.reading.reader import read
from articles.reading.signs.marks import end_mark
from articles.text.language import detect_language
from training.furnished import Composed
from training.pages import LAYOUTS, SHARED, item_of, rows, squeezed

NTREX = SHARED / "corpora" / "ntrex_parallel.jsonl.gz"
BBC = SHARED / "corpora" / "bbc2225_en.jsonl.gz"


def _without_mark(line: str) -> str:
    """The gold keeps the end mark in a few last lines; it is no part of the body."""
    mark = end_mark(line.strip())
    return squeezed(line.strip()[: mark.start] if mark else line)


def score_layouts() -> tuple[Counter[str], list[str]]:
    """Counts of what is wrong or missed per field over the 41 layout pages, and the cases in words."""
    wrong: Counter[str] = Counter()
    cases: list[str] = []

    def check(gold: dict[str, Any], field: str, expected: str | None, got: str | None) -> None:
        if squeezed(expected or "") != squeezed(got or ""):
            wrong[f"{field} invented" if not expected else field] += 1
            cases.append(f"{gold['file']} {field}: {expected!r}, read {got!r}")

    for gold in rows(LAYOUTS / "gold.jsonl"):
        wrong["pages"] += 1
        item = read((LAYOUTS / gold["file"]).read_bytes(), Hints(path=gold["file"]), find_people=False).items[
            0
        ]
        date = item.published.date.isoformat() if item.published else None
        time = item.published.time.strftime("%H:%M") if item.published and item.published.time else None
        for field, got in (
            ("headline", item.headline),
            ("date", date),
            ("time", time),
            ("section", item.section),
            ("place", item.place),
            ("agency", item.agency),
            ("caption", item.caption),
            ("source", item.source),
        ):
            check(gold, field, gold[field], got)
        check(gold, "language", gold["lang"], item.language)
        paragraphs = item.body.split("\n\n")
        first, last = squeezed(gold["body_first"]), _without_mark(gold["body_last"] or "")
        if not squeezed(paragraphs[0]).startswith(first) or not _without_mark(paragraphs[-1]).endswith(last):
            wrong["body"] += 1
            cases.append(f"{gold['file']} body: …{paragraphs[0][:70]!r} to {paragraphs[-1][-70:]!r}")
        body_lines = {squeezed(line) for line in paragraphs}
        for furniture in gold["boilerplate"]:
            if squeezed(furniture) in body_lines or squeezed(furniture)[:60] in (
                line[:60] for line in body_lines
            ):
                wrong["furniture in the body"] += 1
                cases.append(f"{gold['file']} furniture: {furniture!r}")
    return wrong, cases


def score_bbc() -> list[tuple[str, str]]:
    """(id, what) of the plain texts whose headline or body is not exactly as written (blanks squeezed)."""
    wrong = []
    for row in rows(BBC):
        item = item_of(f"{row['title']}\n\n{row['text']}")
        title, text = html.unescape(row["title"]), html.unescape(row["text"])  # 25 have entities
        if item is None or item.headline != title:
            wrong.append((row["id"], f"headline {item.headline if item else None!r}"))
        elif squeezed(item.body) != squeezed(text):
            wrong.append((row["id"], "body"))
    return wrong


def score_languages(every: int = 1) -> tuple[float, float]:
    """Share of ntrex documents, and of their single lines of over 40 letters, whose language is right."""
    right = [0, 0]
    seen = [0, 0]
    for number, row in enumerate(rows(NTREX)):
        if number % every:
            continue
        texts = [(0, row["text"]), *((1, line) for line in row["text"].split("\n"))]
        for kind, text in texts:
            if kind == 0 or sum(map(str.isalpha, text)) > 40:
                seen[kind] += 1
                right[kind] += detect_language(text) == row["lang"]
    return right[0] / seen[0], right[1] / seen[1]


def score_composed(pages: Iterable[Composed]) -> dict[str, float]:
    """Shares of exact bodies, headlines and days, and of wrong days; lines leaked, of a page."""
    sums: Counter[str] = Counter()
    for page in pages:
        item = item_of(page.text)
        wanted = [page.lines[i] for i in page.body]
        found = item.body.split("\n\n") if item else []
        day = str(item.published.date) if item and item.published else None
        sums["pages"] += 1
        sums["body exact"] += found == wanted
        sums["lines leaked"] += len(set(found) - set(wanted))
        sums["headline exact"] += item is not None and item.headline == page.lines[page.headline]
        sums["right day"] += day == page.day
        sums["wrong day"] += day not in (None, page.day)
    return {name: count / sums["pages"] for name, count in sums.items() if name != "pages"}
