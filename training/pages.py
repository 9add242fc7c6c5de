"""Labelled pages: where they lie, and how right a reading of real web pages is.

Training learns from them and prints these figures; benchmarks prints them too, and the tests pin them.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from articles.reading.learned.judges import SHIPPED, Judges
from articles.reading.model import Hints, Item, Rejected
from articles.reading.reader import read

SHARED = Path(__file__).resolve().parents[2] / "shared"
LAYOUTS = SHARED / "pages" / "layouts"
WEB_PAGES = SHARED / "pages" / "web_text_dev.jsonl.gz"

_WORD = re.compile(r"\w+")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def item_of(text: str, hints: Hints = Hints(), judges: Judges = SHIPPED) -> Item | None:  # noqa: B008 - frozen
    try:
        return read(text.encode(), hints, find_people=False, judges=judges).items[0]
    except Rejected:
        return None


def word_f1(got: str, gold: str) -> float:
    """F1 of two bags of words."""
    a, b = Counter(_WORD.findall(got.lower())), Counter(_WORD.findall(gold.lower()))
    common = sum((a & b).values())
    return 2 * common / (sum(a.values()) + sum(b.values())) if common else 0.0


def score_web_pages(
    pages: Iterable[dict[str, Any]], judges_of: Callable[[dict[str, Any]], Judges] = lambda _: SHIPPED
) -> tuple[dict[str, float], list[tuple[str, str, object]]]:
    """The figures on real web pages, and for every page what fell short as (id, field, detail).

    ``judges_of`` gives the learned models that a page is read with.
    """
    sums: defaultdict[str, float] = defaultdict(float)
    short: list[tuple[str, str, object]] = []
    for page in pages:
        item = item_of(page["raw_text"], judges=judges_of(page))
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
