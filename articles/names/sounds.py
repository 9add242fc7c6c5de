"""How a name sounds, and how far two sounds are apart.

A word becomes a row of sounds, each of which may be several things (an English-language "c" is a k, a
Turkish j or a Polish ts). Two words are aligned like an edit distance whose costs are phonetic:
"Buş" costs nothing against "Bush" and little against "Буш", whatever letters are used. Letters and
costs are data (`sounds.toml`).
"""

import re
import tomllib
from functools import lru_cache
from itertools import product
from pathlib import Path

from anyascii import anyascii

from articles.names.romanise import language_of, romanise
from articles.text import languages
from articles.text.scripts import script_of

_DATA = tomllib.loads(Path(__file__).with_name("sounds.toml").read_text(encoding="utf-8"))
_COSTS = _DATA["costs"]
VOWELS = frozenset(_DATA["vowels"].split())
SILENT = "-"
_BY_SOUND = languages.codes(lambda language: language.by_sound)

Sounds = tuple[int, ...]  # each number stands for one set of alternatives, see `alternatives`

_alternatives: list[tuple[str, ...]] = []
_numbers: dict[tuple[str, ...], int] = {}


def _number(options: tuple[str, ...]) -> int:
    if options not in _numbers:
        _numbers[options] = len(_alternatives)
        _alternatives.append(options)
    return _numbers[options]


def _readings(name: str) -> dict[str, Sounds]:
    under = "romanised" if name == "romanised" or languages.of(name).script not in ("", "Latn") else "latin"
    merged = {**_DATA["read"][under], **_DATA["read"][name]}
    return {
        group: tuple(_number(tuple(sound.split("|"))) for sound in reading.split())
        for group, reading in merged.items()
    }


_READINGS = {name: _readings(name) for name in _DATA["read"]}
_GROUPS = {
    name: re.compile(
        "|".join(
            f"{'^' if group[0] == '^' else ''}{re.escape(group.strip('^$'))}{'$' if group[-1] == '$' else ''}"
            for group in sorted(readings, key=lambda group: (-len(group.strip("^$")), -len(group)))
        )
    )
    for name, readings in _READINGS.items()
}


def _close() -> dict[tuple[str, str], float]:
    table = {}
    for pair, cost in _DATA["close"].items():
        a, b = pair.split()
        table[a, b] = table[b, a] = cost
    return table


_CLOSE = _close()


def _between(a: str, b: str) -> float:
    if a == b:
        return 0.0
    if (a, b) in _CLOSE:
        return _CLOSE[a, b]
    if a in VOWELS and b in VOWELS:
        return float(_COSTS["vowel"])
    return float(_COSTS["vowel_for_consonant" if a in VOWELS or b in VOWELS else "lost_consonant"])


def _lost(options: tuple[str, ...]) -> float:
    if SILENT in options:
        return float(_COSTS["silent"])
    return min(
        _DATA["lost"].get(sound, _COSTS["lost_vowel" if sound in VOWELS else "lost_consonant"])
        for sound in options
    )


def _unlikely(reading: int) -> float:
    return float(min(reading * _COSTS["next_reading"], _COSTS["rare_reading"]))


def _substitution(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    if a == b:
        return 0.0
    return min(
        _between(x, y) + _unlikely(i) + _unlikely(j)
        for (i, x), (j, y) in product(enumerate(a), enumerate(b))
        if x != SILENT and y != SILENT
    )


def _weight(options: tuple[str, ...]) -> float:
    """What a sound counts in the length of a word: consonants carry a name."""
    if SILENT in options:
        return 0.25
    return 0.5 if options[0] in VOWELS or options[0] == "y" else 1.0


LOST = [_lost(options) for options in _alternatives]
WEIGHT = [_weight(options) for options in _alternatives]
SUBSTITUTION = [[_substitution(a, b) for b in _alternatives] for a in _alternatives]


def alternatives(sound: int) -> tuple[str, ...]:
    """What the sound of this number may be, the likeliest first; `"-"` is silence."""
    return _alternatives[sound]


_IRREGULAR: dict[str, tuple[str, ...]] = {}
_TABLE = tomllib.loads(Path(__file__).with_name("irregular.toml").read_text(encoding="utf-8"))
_ONLY = _TABLE.pop("only")
for _names in _TABLE.values():
    for _name, _spoken in _names.items():
        _IRREGULAR[_name] = (*_IRREGULAR.get(_name, ()), *_spoken.split())


@lru_cache(maxsize=200_000)
def sounds(word: str, language: str = "") -> Sounds:
    """The row of sounds of one word written in `language`; doubled sounds count once."""
    language = language_of(word, language)
    word = languages.lower(word, language)
    reading = language if language in _READINGS else "latin"
    if script_of(word) != "Latn":
        word = romanise(word, language).lower()
        reading = language if language in _READINGS else "romanised"
    return _read(word, reading)


@lru_cache(maxsize=100_000)
def sayings(word: str, language: str = "") -> tuple[Sounds, ...]:
    """The ways one word may be said: by its letters, and as names like Michael, Sean, Jacques really are."""
    by_letters = sounds(word, language)
    if language in _BY_SOUND or script_of(word) != "Latn":
        return (by_letters,)
    plain = anyascii(word).lower()
    if plain in _ONLY:
        return (_read(_ONLY[plain], "romanised"),)
    known = _IRREGULAR.get(plain, ())
    return tuple(dict.fromkeys((by_letters, *(_read(spoken, "romanised") for spoken in known))))


def _read(word: str, reading: str) -> Sounds:
    readings = _READINGS[reading]
    out: list[int] = []
    for match in _GROUPS[reading].finditer(word):
        start, end = match.span()
        group = match.group()
        for key in (f"{group}$" if end == len(word) else group, f"^{group}" if start == 0 else group, group):
            if key in readings:
                break
        for sound in readings[key]:
            if not out or out[-1] != sound:
                out.append(sound)
    return tuple(out)


@lru_cache(maxsize=200_000)
def length(word: Sounds) -> float:
    """How long a word is, in consonants."""
    return sum(WEIGHT[sound] for sound in word)


@lru_cache(maxsize=200_000)
def likeness(a: Sounds, b: Sounds) -> float:
    """How alike two words sound, 1 (the same) to 0 (nothing in common; whatever is under a half)."""
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    mean_length = (length(a) + length(b)) / 2
    most = mean_length / 2
    lost_in_b = [LOST[y] for y in b]
    previous = [0.0]
    for lost in lost_in_b:
        previous.append(previous[-1] + lost)
    for x in a:
        costs, lost = SUBSTITUTION[x], LOST[x]
        diagonal = previous[0]
        left = diagonal + lost
        row = [left]
        # The innermost loop of every comparison: plain ifs are twice as fast as min().
        for y, lost_y, above in zip(b, lost_in_b, previous[1:], strict=True):
            best = diagonal + costs[y]
            diagonal = above
            if above + lost < best:
                best = above + lost
            if left + lost_y < best:
                best = left + lost_y
            row.append(best)
            left = best
        if min(row) > most:
            return 0.0
        previous = row
    return 1.0 - previous[-1] / mean_length if previous[-1] <= most else 0.0
