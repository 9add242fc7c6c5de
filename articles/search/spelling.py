"""Did you mean: another spelling of a query's words that the archive holds far more often.

Candidates are one letter away (left out, put in, exchanged, swapped with its neighbour), or the word parted
in two, after P. Norvig, "How to Write a Spelling Corrector" (2007); the index's own frequencies decide. Where
none of these is better, words of the archive two letters away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from rapidfuzz.distance import OSA

from articles.names.keys import search_keys
from articles.search.analysis import Variants
from articles.search.tree import Node, Word, texts
from articles.text.fold import fold
from articles.text.scripts import script_of
from articles.text.tokens import words

SHORTEST = 4  # letters: shorter words have too many neighbours
SHORTEST_HALF = 3
SHORTEST_TWICE = 7  # letters of a word that may have two wrong
MORE_FREQUENT = 10  # times as many articles
MOST_WORDS = 5  # of a query that are looked at

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
Near = Callable[[str], Iterable[str]]  # folded word → folded words of the archive that may be meant
Fits = Callable[[str], bool]  # whether a folded word may be proposed


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


def better_spelling(
    word: str, frequency: Frequency, near: Near = lambda word: (), fits: Fits = lambda other: True
) -> tuple[str, ...]:
    """One folded word, or two, to put in place of this one; () where nothing is more likely."""
    enough = MORE_FREQUENT * frequency(word) + 1
    likely: list[tuple[int, tuple[str, ...]]] = [
        (frequency(other), (other,)) for other in sorted(neighbours(word)) if fits(other)
    ]
    likely += [(min(map(frequency, halves)), halves) for halves in _halves(word)]
    count, best = max(likely, key=lambda one: one[0], default=(0, ()))
    if count >= enough:
        return best
    return _two_away(word, enough, frequency, near, fits) if len(word) >= SHORTEST_TWICE else ()


def _two_away(word: str, enough: int, frequency: Frequency, near: Near, fits: Fits) -> tuple[str, ...]:
    """The nearest word of the archive that is frequent enough, of several the most frequent."""
    found = [
        (distance, -count, other)
        for other in set(near(word)) - {word}
        if (distance := OSA.distance(word, other, score_cutoff=2)) <= 2 and fits(other)
        if (count := frequency(other)) >= enough
    ]
    return (min(found)[2],) if found else ()


def fitting(word: str, variants: Variants) -> Fits:
    """What may be proposed for a folded word that was looked for by these variants.

    No other case of a name, which was looked for as well (Բաքուն for Բաքու); and where texts spell the name
    in another way, only what sounds like it: of Bakı, found as Baku, nobody meant bazı.
    """
    looked_for = {spelling.word for part in variants.names for spelling in part}
    if looked_for:
        looked_for |= {form.word for form in variants.forms}
    keys = search_keys(word) if variants.names else frozenset()

    def fits(other: str) -> bool:
        if other in looked_for and (other.startswith(word) or word.startswith(other)):
            return False
        return not keys or not keys.isdisjoint(search_keys(other))

    return fits


def plain_words(tree: Node | None) -> list[Word]:
    """The words of a query that may be spelled wrong, the first few."""
    found = [
        term
        for term in texts(tree)
        if isinstance(term, Word) and len(folded := words(term.text)) == 1 and len(folded[0]) >= SHORTEST
    ]
    return found[:MOST_WORDS]


def is_unknown(tree: Node | None, frequency: Frequency) -> bool:
    """Whether no article has one of these words as typed, however many were found by its sound."""
    return any(not frequency(words(term.text)[0]) for term in plain_words(tree))


def corrected(
    text: str,
    tree: Node | None,
    frequency: Frequency,
    as_written: Callable[[str], str],
    near: Near = lambda word: (),
    variants: Mapping[str, Variants] = MappingProxyType({}),
) -> str:
    """The text with better spellings in it, "" where there are none.

    ``as_written`` gives a folded word back as it stands in an article: й and ğ are not for readers to guess.
    ``variants``: by what each word of the text was looked for.
    """
    result, at = "", 0
    for term in plain_words(tree):
        folded = words(term.text)[0]
        fits = fitting(folded, variants.get(term.text) or Variants((folded,)))
        if better := better_spelling(folded, frequency, near, fits):
            result += text[at : term.start] + " ".join(map(as_written, better))
            at = term.start + len(term.text)
    return result + text[at:] if at else ""
