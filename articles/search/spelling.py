"""Did you mean: another spelling of a query's words that the archive holds far more often.

Candidates are one letter away (left out, put in, exchanged, swapped with its neighbour), or the word parted
in two, after P. Norvig, "How to Write a Spelling Corrector" (2007); the index's own frequencies decide.
"""

from __future__ import annotations

from collections.abc import Callable

from articles.search.tree import Node, Word, texts
from articles.text.fold import fold
from articles.text.scripts import script_of
from articles.text.tokens import words

SHORTEST = 4  # letters: shorter words have too many neighbours
SHORTEST_HALF = 3
MORE_FREQUENT = 10  # times as many articles

_LETTERS = {
    script: "".join(sorted(set(fold(letters)) - {" "}))
    for script, letters in {
        "Latn": "abcdefghijklmnopqrstuvwxyz",
        "Cyrl": "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ",
        "Armn": "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
        "Geor": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    }.items()
}

Frequency = Callable[[str], int]  # folded word → number of articles


def neighbours(word: str) -> set[str]:
    """Folded words that are one letter away from this folded word."""
    letters = _LETTERS.get(script_of(word), "")
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {head + tail[1:] for head, tail in parts if tail}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in parts if len(tail) > 1}
    found |= {head + letter + tail[1:] for head, tail in parts if tail for letter in letters}
    found |= {head + letter + tail for head, tail in parts for letter in letters}
    return found - {word}


def _halves(word: str) -> list[tuple[str, str]]:
    return [(word[:at], word[at:]) for at in range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)]


def better_spelling(word: str, frequency: Frequency) -> tuple[str, ...]:
    """One folded word, or two, to put in place of this one; () where nothing is more likely."""
    enough = MORE_FREQUENT * frequency(word) + 1
    likely: list[tuple[int, tuple[str, ...]]] = [
        (frequency(other), (other,)) for other in sorted(neighbours(word))
    ]
    likely += [(min(map(frequency, halves)), halves) for halves in _halves(word)]
    count, best = max(likely, key=lambda one: one[0], default=(0, ()))
    return best if count >= enough else ()


def corrected(text: str, tree: Node | None, frequency: Frequency, as_written: Callable[[str], str]) -> str:
    """The text with better spellings in it, "" where there are none.

    ``as_written`` gives a folded word back as it stands in an article: й and ğ are not for readers to guess.
    """
    result, at = "", 0
    for term in texts(tree):
        folded = words(term.text)
        if not isinstance(term, Word) or len(folded) != 1 or len(folded[0]) < SHORTEST:
            continue
        if better := better_spelling(folded[0], frequency):
            result += text[at : term.start] + " ".join(map(as_written, better))
            at = term.start + len(term.text)
    return result + text[at:] if at else ""
