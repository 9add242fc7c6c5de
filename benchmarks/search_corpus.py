"""Articles for the search benchmark: sentences of real texts shuffled anew, or of made-up words."""

from __future__ import annotations

import datetime as dt
import gzip
import itertools
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

# Shares of the languages, about those of an archive of the region that holds much English.
SHARES = {"en": 50, "ru": 15, "hy": 12, "tr": 12, "az": 6, "ka": 5}
SOURCES, SECTIONS, PLACES = 60, 24, 40
LENGTH = 1400  # characters of a body, on average
FIRST_DAY, DAYS = dt.date(2000, 1, 1), 9000
_SENTENCE = re.compile(r"[^.!?։\n]+[.!?։]*")


@dataclass(frozen=True, slots=True)
class Made:
    """One article; ids count from 1, None is unknown."""

    id: int
    language: str
    source: int
    section: int | None
    place: int | None
    headline: str
    body: str
    date: dt.date
    people: tuple[tuple[int, int, int], ...]  # (person, start, end) in the body


class Corpus:
    """An endless supply of articles, the same for the same seed."""

    def __init__(self, sentences: dict[str, list[str]], people: int, seed: int = 1) -> None:
        self._dice = random.Random(seed)
        self.sentences = sentences
        self.languages = [language for language in SHARES if self.sentences.get(language)]
        self._shares = list(itertools.accumulate(SHARES[language] for language in self.languages))
        given, family = (
            ["".join(p) for p in _syllables("AEIO")],
            ["".join(p) for p in _syllables("BDGKLMNRST")],
        )
        endings = ("ov", "yan", "shvili", "oglu", "son")
        middles = [""]
        if people > len(given) * len(family) * len(endings):
            middles += [middle.lower() for middle in family]  # or most would share their names
        names = random.Random(0)  # the same people whatever the seed
        self.people = [
            f"{names.choice(given)} {names.choice(family)}{names.choice(middles)}{names.choice(endings)}"
            for _ in range(people)
        ]

    def article(self, number: int) -> Made:
        dice = self._dice
        (language,) = dice.choices(self.languages, cum_weights=self._shares)
        sentences = self.sentences[language]
        body: list[str] = []
        people: list[tuple[int, int, int]] = []
        length = 0
        goal = dice.lognormvariate(0, 0.5) * LENGTH * 0.88
        while length < goal:
            sentence = sentences[int(dice.random() * len(sentences))]
            if dice.random() < 0.15:
                # Few people are mentioned often, most hardly ever.
                person = int(len(self.people) * dice.random() ** 3)
                name = self.people[person]
                people.append((person + 1, length, length + len(name)))
                sentence = f"{name} {sentence}"
            body.append(sentence)
            length += len(sentence) + 1
        headline = sentences[int(dice.random() * len(sentences))][:90]
        return Made(
            number,
            language,
            1 + int(SOURCES * dice.random() ** 2),
            1 + int(SECTIONS * dice.random() ** 2) if dice.random() < 0.8 else None,
            1 + int(PLACES * dice.random() ** 2) if dice.random() < 0.7 else None,
            headline,
            " ".join(body),
            FIRST_DAY + dt.timedelta(days=int(dice.random() * DAYS)),
            tuple(people),
        )

    def articles(self, count: int) -> Iterator[Made]:
        return (self.article(number) for number in range(1, count + 1))


def sentences_of(files: Sequence[Path]) -> dict[str, list[str]]:
    """By language: of the files (.jsonl.gz with lang and text), or made up where none are given."""
    return _read(files) if files else _made_up(random.Random(0))


def _read(files: Sequence[Path]) -> dict[str, list[str]]:
    sentences: dict[str, list[str]] = defaultdict(list)
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line)
                found = (match[0].strip() for match in _SENTENCE.finditer(text.get("text", "")))
                sentences[text["lang"]] += [one for one in found if 20 < len(one) < 400]
    return sentences


def _syllables(starts: str) -> Iterator[tuple[str, str]]:
    return itertools.product(
        starts, ("rta", "lino", "vge", "mira", "zhan", "shot", "gur", "ndre", "kse", "bel")
    )


def _made_up(dice: random.Random) -> dict[str, list[str]]:
    """Words of syllables, as frequent as Zipf's law says, 40,000 to a language."""
    alphabets = {
        "en": ("bcdfghklmnprstw", "aeiou"),
        "tr": ("bcçdfgğhklmnprsştz", "aeıioöuü"),
        "az": ("bcçdfgğhkqlmnprsştz", "aeəıioöuü"),
        "ru": ("бвгджзклмнпрстфхцчш", "аеиоуыэюя"),
        "hy": ("բգդզթժլխծկհձղճմյնշպջռսվտրցփք", "աեէըիո"),
        "ka": ("ბგდვზთკლმნპჟრსტფქღყშჩცძწჭხჯჰ", "აეიოუ"),
    }
    made = {}
    for language, (consonants, vowels) in alphabets.items():
        words = [
            "".join(dice.choice(consonants) + dice.choice(vowels) for _ in range(dice.randint(1, 5)))
            for _ in range(40_000)
        ]
        weights = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
        made[language] = [
            " ".join(dice.choices(words, cum_weights=weights, k=dice.randint(6, 24))).capitalize() + "."
            for _ in range(40_000)
        ]
    return made
