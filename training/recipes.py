"""Which texts teach the model of which language. Only texts whose licence allows it (LICENCES.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.composed import compose
from training.gold import Marked, read

_PROJECT = Path(__file__).resolve().parents[1]
GOLD = _PROJECT.parent / "shared" / "gold" / "persons"
SILVER = _PROJECT / "build" / "silver"  # marked by other models: training/teach_russian.py, teach_english.py
_ACRONYM = re.compile(r"[A-ZÇĞİÖŞÜ]{2}$")
_ENDING = re.compile(r"(?<=\w)['’](?=[a-zçğıöşü])")


@dataclass(frozen=True)
class Recipe:
    """The texts of one model, by name and language, and how hard it is kept from learning them by heart."""

    texts: tuple[tuple[str, str], ...]
    l1: float = 0.1
    l2: float = 0.3


ENGLISH = (("en_ewt_dev", "en"), ("en_ewt_test", "en"), ("en_pud", "en"), ("en_wikigold", "en"))
RECIPES: dict[str, Recipe] = {
    # Teaches "en" through silver texts only: Turkish texts show it how names look, not the words around them.
    "en_teacher": Recipe((*ENGLISH, ("tr_wiki_train", "tr")), l1=0.2, l2=0.1),
    "en": Recipe((*ENGLISH, ("silver_en_spacy", "en"), ("silver_en", "en")), l1=0.2, l2=0.1),
    "ru": Recipe((("silver_ru", "ru"), ("ru_pud", "ru"), ("ru_factrueval_dev", "ru"))),
    "hy": Recipe((("hy_armtdp_train", "hy"),)),
    "tr": Recipe((("tr_wiki_train", "tr"), ("composed", "tr")), l1=0.4, l2=0.02),
    # No open gold is Azerbaijani. Turkish is close: endings without their apostrophe, letters read alike.
    # English texts show how names look in news, not the words around them.
    "az": Recipe(
        (("tr_wiki_train", "tr"), ("en_pud", "en"), ("en_ewt_dev", "en"), ("composed", "az")), l1=0.4, l2=0.02
    ),
}

OWN = {("en_teacher", "en"), ("az", "tr")}  # (recipe, language) whose words around names count as its own


def texts(language: str, without: str = "") -> Iterator[tuple[Marked, str]]:
    """The (text, language) pairs that teach the model of `language`, but for the set `without`."""
    for name, of in RECIPES[language].texts:
        if name == "composed":
            yield from ((marked, of) for marked in compose(of))
        elif name != without:
            folder = SILVER if name.startswith("silver") else GOLD
            for marked in read(folder / f"{name}.jsonl.gz"):
                yield (without_apostrophes(marked) if (language, of) == ("az", "tr") else marked), of


def without_apostrophes(marked: Marked) -> Marked:
    """The text as Azerbaijani would write it: endings follow a name at once, an acronym after a hyphen."""
    text, moved = [], [0]
    for position, letter in enumerate(marked.text):
        if _ENDING.match(marked.text, position):
            letter = "-" if _ACRONYM.search(marked.text, max(0, position - 3), position) else ""
        text.append(letter)
        moved.append(moved[-1] + len(text[-1]))
    return Marked("".join(text), tuple((moved[start], moved[end]) for start, end in marked.spans))
