"""Which texts teach the model of which language. Only texts whose licence allows it (LICENCES.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from training.gold import Marked, read

ENDING = re.compile(r"(?<=\w)['’](?=[a-zçğıöşü])")
GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "persons"

# language of the model: (file, language of the file)
RECIPES: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (("en_ewt_dev", "en"), ("en_ewt_test", "en"), ("en_pud", "en"), ("en_wikigold", "en")),
    "ru": (("ru_factrueval_dev", "ru"), ("ru_pud", "ru")),
    "hy": (("hy_armtdp_train", "hy"),),
    "tr": (("tr_wiki_train", "tr"),),
    "az": (("tr_wiki_train", "tr"),),
}


def texts(language: str) -> Iterator[tuple[Marked, str]]:
    """The (text, language) pairs that teach the model of `language`."""
    for name, of in RECIPES[language]:
        for marked in read(GOLD / f"{name}.jsonl.gz"):
            yield (without_apostrophes(marked) if language == "az" else marked), of


def without_apostrophes(marked: Marked) -> Marked:
    """The text as Azerbaijani would write it: endings follow a name without an apostrophe."""
    text, moved = [], [0]
    for position, letter in enumerate(marked.text):
        text.append("" if ENDING.match(marked.text, position) else letter)
        moved.append(moved[-1] + len(text[-1]))
    return Marked("".join(text), tuple((moved[start], moved[end]) for start, end in marked.spans))
