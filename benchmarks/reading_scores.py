"""How right the reader is on labelled pages: what benchmarks/reading.py prints and the tests pin."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from articles.reading.model import Hints, Item, Rejected
from articles.reading.reader import read
from articles.reading.signs.marks import end_mark
from articles.text.language import detect_language

SHARED = Path(__file__).resolve().parents[2] / "shared"
LAYOUTS = SHARED / "pages" / "layouts"
WEB_PAGES = SHARED / "pages" / "web_text_dev.jsonl.gz"
NTREX = SHARED / "corpora" / "ntrex_parallel.jsonl.gz"
BBC = SHARED / "corpora" / "bbc2225_en.jsonl.gz"

_WORD = re.compile(r"\w+")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def item_of(text: str, hints: Hints = Hints()) -> Item | None:  # noqa: B008 - frozen
    try:
        return read(text.encode(), hints, find_people=False).items[0]
    except Rejected:
        return None


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


def word_f1(got: str, gold: str) -> float:
    """F1 of two bags of words."""
    a, b = Counter(_WORD.findall(got.lower())), Counter(_WORD.findall(gold.lower()))
    common = sum((a & b).values())
    return 2 * common / (sum(a.values()) + sum(b.values())) if common else 0.0


def score_web_pages(
    pages: Iterable[dict[str, Any]], read_text: Callable[[str], Item | None] = item_of
) -> tuple[dict[str, float], list[tuple[str, str, object]]]:
    """The figures on real web pages, and for every page what fell short as (id, field, detail)."""
    sums: defaultdict[str, float] = defaultdict(float)
    short: list[tuple[str, str, object]] = []
    for page in pages:
        item = read_text(page["raw_text"])
        headline = item.headline if item else ""
        body = item.body if item else ""
        if page.get("gold_text"):
            f1 = word_f1(body, page["gold_text"])
            sums["texts"] += 1
            sums["f1"] += f1
            if f1 < 0.9:
                short.append((page["id"], "body", round(f1, 2)))
        flat = squeezed(f"{headline}\n{body}")
        for snippet in page.get("must_have") or ():
            kept = squeezed(snippet) in flat
            sums["must_have"] += 1
            sums["kept"] += kept
            if not kept:
                short.append((page["id"], "kept", snippet))
        for snippet in page.get("must_not") or ():
            leaked = squeezed(snippet) in squeezed(body)
            sums["must_not"] += 1
            sums["leaked"] += leaked
            if leaked:
                short.append((page["id"], "leaked", snippet))
        if page.get("title_is_a_line") and page.get("gold_title"):
            right = squeezed(headline).casefold() == squeezed(page["gold_title"]).casefold()
            sums["titles"] += 1
            sums["titles right"] += right
            if not right:
                short.append((page["id"], "headline", (page["gold_title"], headline)))
        if page.get("date_is_in_text") and page.get("gold_date"):
            day = item.published.date.isoformat() if item and item.published else None
            sums["dates"] += 1
            sums["dates right"] += day == page["gold_date"][:10]
            sums["dates wrong"] += day is not None and day != page["gold_date"][:10]
            if day != page["gold_date"][:10]:
                short.append((page["id"], "date", (page["gold_date"], day)))
    return {
        "body F1": sums["f1"] / max(1, sums["texts"]),
        "kept": sums["kept"] / max(1, sums["must_have"]),
        "leaked": sums["leaked"] / max(1, sums["must_not"]),
        "headline exact": sums["titles right"] / max(1, sums["titles"]),
        "right day": sums["dates right"] / max(1, sums["dates"]),
        "wrong day": sums["dates wrong"] / max(1, sums["dates"]),
    }, short


def score_bbc() -> list[tuple[str, str]]:
    """(id, what) of the plain texts whose headline or body is not exactly as written (blanks squeezed)."""
    wrong = []
    for row in rows(BBC):
        item = item_of(f"{row['title']}\n\n{row['text']}")
        if item is None or item.headline != row["title"]:
            wrong.append((row["id"], f"headline {item.headline if item else None!r}"))
        elif squeezed(item.body) != squeezed(row["text"]):
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
