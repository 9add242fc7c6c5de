"""Composes texts with marked persons from sentences of `training/frames/<language>.toml`.

For languages of which no open gold shows how news speaks of people. Names are made from the lists and,
half of them, from pieces of listed names that no list holds: a model shall learn the words around a name.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from articles.names.gazetteer import DATA
from articles.names.word_list import read_words
from training.gold import Marked

_FRAMES = Path(__file__).with_name("frames")
_SLOT = re.compile(r"\{(s\.)?([PQRCDOTW])(?:\.(\w+))?\}")
_BACK, _ROUNDED = "aıouAIOU", "oöuüOÖUÜ"
_INVENTED = 0.5  # of the words of names are in no list
_STRANGE = 0.5  # of what is named and is no person has a name that might be a surname
SEED = 12
TEXTS = {"az": 700, "tr": 150}  # Turkish has gold of its own, whose share of names more would drown


@cache
def _listed(kind: str, script: str, letters: str = "") -> list[str]:
    words = read_words(DATA / f"{kind}.{script}.txt.gz")
    return [word for word in words if 3 < len(word) < 11 and re.search(letters, word)]


def _spliced(draw: random.Random, words: list[str]) -> str:
    """The beginning of one word and the end of another: a word that sounds like a name and is in no list."""
    one, other = draw.choice(words), draw.choice(words)
    return one[: draw.randint(2, 4)] + other[-draw.randint(2, 4) :]


def _word(draw: random.Random, words: list[str]) -> str:
    return _spliced(draw, words) if draw.random() < _INVENTED else draw.choice(words)


def capital(word: str, dotted: bool = True) -> str:
    """`word` with a capital letter, of a Turkish i with its dot."""
    first = "İ" if dotted and word[0] == "i" else word[0].upper()
    return first + word[1:]


def turkic(stem: str, case: str, between: str, open_vowels: str) -> str:
    """`stem` in a case, by the harmony of its last vowel; `between` is an apostrophe or nothing.

    `open_vowels`: what stands in the dative after back and front vowels ("aə", "ae").
    """
    vowels = [letter for letter in stem if letter in "aıoueəiöüAIOUEƏİÖÜ"] or ["e"]
    back, rounded = vowels[-1] in _BACK, vowels[-1] in _ROUNDED
    close = ("u" if rounded else "ı") if back else ("ü" if rounded else "i")
    wide = open_vowels[not back]
    after_vowel = stem[-1] in "aıoueəiöü"
    ends = {
        "gen": ("n" if after_vowel else "") + close + "n",
        "dat": ("y" if after_vowel else "") + wide,
        "acc": (("n" if open_vowels == "aə" else "y") if after_vowel else "") + close,
        "loc": "d" + wide,
        "abl": "d" + wide + "n",
        "ins": ("y" if after_vowel and open_vowels == "ae" else "") + "l" + wide,
        "dir": "d" + close + "r",
    }
    return stem + between + ends[case]


@dataclass(frozen=True)
class Name:
    """A person's name in full, and the surname."""

    full: str
    surname: str


def azerbaijani(draw: random.Random) -> Name:
    """Three in five names as of the country, the others of foreigners, by their sound or as they are."""
    if draw.random() < 0.4:
        script = "Latn" if draw.random() < 0.3 else "az"
        given, surname = _word(draw, _listed("given", script)), _word(draw, _listed("surname", script))
        given, surname = capital(given, script == "az"), capital(surname, script == "az")
    else:
        native = _listed("given", "Latn", "ə")
        given, stem = capital(_word(draw, native)), capital(_word(draw, native)).rstrip("aəiıuü")
        ending = draw.choice(
            ("ov", "ova", "yev", "yeva", "ov", "ova", "zadə", "li", "lı", "oğlu", "bəyli", "soy")
        )
        surname = stem + ending.removeprefix("y" if stem[-1] not in "aəiıuüoö" and ending[0] == "y" else "")
        way = draw.random()
        father = capital(_word(draw, native))
        if way < 0.05:
            return Name(f"{surname} {given} {father} {draw.choice(('oğlu', 'qızı'))}", surname)
        if way < 0.08:
            return Name(f"{given} {father} {draw.choice(('oğlu', 'qızı'))} {surname}", surname)
        if way < 0.11:
            return Name(f"{given} {draw.choice(('bəy', 'xanım'))} {surname}", surname)
    if draw.random() < 0.05:
        return Name(f"{given[0]}.{draw.choice((' ', ''))}{surname}", surname)
    return Name(f"{given} {surname}", surname)


def turkish(draw: random.Random) -> Name:
    """Names as of the country, from its letters, and names of foreigners."""
    foreign = draw.random() < 0.3
    letters = "" if foreign else "[ığüşçö]|(?:an|ay|al|ar|et|it)$"
    given = capital(_word(draw, _listed("given", "Latn", letters)), not foreign)
    surname = capital(_word(draw, _listed("surname", "Latn", letters)), not foreign)
    if draw.random() < 0.15:
        given += " " + capital(_word(draw, _listed("given", "Latn", letters)), not foreign)
    return Name(f"{given} {surname}", surname)


def _strange(draw: random.Random) -> str:
    """The name of a club, a paper, a company: one or two words that look like surnames."""
    script = draw.choice(("az", "Latn"))
    words = [_word(draw, _listed("surname", script)) for _ in range(draw.choice((1, 1, 2)))]
    return " ".join(capital(word, script == "az") for word in words)


@dataclass(frozen=True)
class _Way:
    name: Callable[[random.Random], Name]
    case: Callable[[str, str], str]


WAYS = {
    "az": _Way(azerbaijani, lambda stem, case: turkic(stem, case, "", "aə")),
    "tr": _Way(turkish, lambda stem, case: turkic(stem, case, "'", "ae")),
}
_ENDINGS_AFTER_APOSTROPHE = {"tr"}


def frames(language: str) -> dict[str, list[str]]:
    """The sentences and words of a language by kind."""
    table = tomllib.loads((_FRAMES / f"{language}.toml").read_text("utf-8"))
    lists = {kind: [line for line in text.split("\n") if line] for kind, text in table.items()}
    for kind in lists.keys() - {"named", "alone", "nobody"}:
        lists[kind] = "|".join(lists[kind]).split("|")
    return lists


def compose(language: str) -> Iterator[Marked]:
    """Invented texts of six to twelve sentences, always the same ones."""
    texts = TEXTS[language]
    draw, lists, way = random.Random(SEED), frames(language), WAYS[language]
    for _ in range(texts):
        yield _text(draw, lists, way, language)


def _text(draw: random.Random, lists: dict[str, list[str]], way: _Way, language: str) -> Marked:
    people = {slot: way.name(draw) for slot in "PQR"}
    text, spans = "", []
    for number in range(draw.randint(6, 12)):
        kind = draw.choices(("named", "alone", "nobody"), (5, 3 if number else 0, 3))[0]
        if kind == "named":
            people = {slot: way.name(draw) for slot in "PQR"}
        filled, found = fill(draw.choice(lists[kind]), people, lists, draw, way.case, language)
        if text:
            text += draw.choice((" ", " ", "\n"))
        spans += [(start + len(text), end + len(text)) for start, end in found]
        text += filled
    return Marked(text, tuple(spans))


def fill(
    frame: str,
    people: dict[str, Name],
    lists: dict[str, list[str]],
    draw: random.Random,
    case: Callable[[str, str], str],
    language: str,
) -> tuple[str, list[tuple[int, int]]]:
    """The sentence with its slots filled, and where the persons stand in it."""
    kinds = {"C": "places", "D": "countries", "O": "organisations", "T": "titles", "W": "openers"}
    text, spans, at = "", [], 0
    for slot in _SLOT.finditer(frame):
        text += frame[at : slot.start()]
        at = slot.end()
        alone, what, ending = slot.groups()
        if what in people:
            bare = people[what].surname if alone else people[what].full
            word = case(bare, ending) if ending else bare
            kept = len(bare) if language in _ENDINGS_AFTER_APOSTROPHE else len(word)
            spans.append((len(text), len(text) + kept))
        else:
            bare = (
                _strange(draw)
                if what == "O" and draw.random() < _STRANGE
                else draw.choice(lists[kinds[what]])
            )
            word = case(bare, ending) if ending else bare
        if not text and what == "T":
            word = capital(word)
        text += word
    return text + frame[at:], spans
