"""The base form of a Russian full name, whose words must all stand in one case and one gender.

Each word is read in every case its ending allows (the tables of `data/declension.ru.toml` turned round),
each reading weighed by how much it says: a listed given name a lot, an ending only an oblique case has (-ом,
-ского) as much, an -а little, since Лаврова is a woman or a man in the genitive. The heaviest reading that
fits all words wins; where none outweighs the base form, the name is left as it is.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from articles.names.gazetteer import listed_form, words

_TABLES = tomllib.loads((Path(__file__).parent / "data" / "declension.ru.toml").read_text(encoding="utf-8"))
_NOMINATIVE, _CASES = 0, 5
_VOWELS = tuple("аеёиоуыэюя")
_WOMANS_SURNAME = ("ова", "ева", "ёва", "ина", "ына", "ая")
_KEEPING_VOWEL = ("о", "и", "э", "е", "ия", "иа", "ая", "ава", "уа", "ба")
# Azerbaijani -lı, -li, -lu, -lü after a consonant, "son of", and what else never declines. A surname may come
# first; but a given name in -лу is a dative: Карлу.
_UNDECLINED = {
    "surname": re.compile(r"(?:[бвгджзкмнпрстфхчш]л[ыиую]|[оу]гл[ыуи]|кызы|гызы|заде|швили|дзе)$"),
    "given": re.compile(r"(?:[бвгджзкмнпрстфхчш]л[ыи]|[гк]ул[ыи]|оглы|оглу|кызы|гызы|заде|швили|дзе)$"),
}
# What no base form ends in; surnames in -ия are Georgian, and not the genitive of -ий.
_IMPOSSIBLE = {
    "given": re.compile(r"(?:[^аеёиоуыэюя]й|[аеёиоуыэюяйьъгкхц]ь|аа)$"),
    "surname": re.compile(r"(?:[^аеёоуыэюя]й|[аеёиоуыэюяйьъгкхц]ь|аа)$"),
}
_RARE_BASES = ("ел", "ев", "я", "ь", "ец")  # taken as the base of a given name that is listed only

_PATRONYMIC = re.compile(r"(вич|вич(?:а|у|ем|е)|вн(?:а|ы|е|у|ой|ою))$")

# How much an ending speaks for an oblique case, the longest that fits.
_TELLING = {
    "ского": 2.0, "скому": 2.0, "ским": 2.0, "цкого": 2.0, "цкому": 2.0, "цким": 2.0,
    "овым": 2.0, "евым": 2.0, "иным": 2.0, "ыным": 2.0, "ом": 2.0, "ем": 1.5,
    "ской": 1.5, "скую": 2.0, "овой": 1.5, "евой": 1.5, "иной": 1.0, "ову": 1.5, "еву": 1.5, "ину": 1.0,
    "у": 1.0, "ю": 1.0, "ы": 1.0, "ой": 0.7, "ей": 0.5, "а": 0.8, "я": 0.8, "е": 0.5, "и": 0.3,
    "вича": 4.0, "вичу": 4.0, "вичем": 4.0, "виче": 4.0, "вны": 4.0, "вне": 4.0, "вну": 4.0, "вной": 4.0,
    "ова": 0.2, "ева": 0.2, "ёва": 0.2, "ина": 0.2, "ына": 0.2,
}  # fmt: skip


@cache
def _origins(kind: str, gender: str) -> dict[str, tuple[tuple[int, str], ...]]:
    """Ending of a word → the (case, ending of the base form) it may come from."""
    found: dict[str, list[tuple[int, str]]] = {}
    for base, endings in _TABLES[kind][gender].items():
        for case, ending in enumerate(endings.split(), 1):
            found.setdefault(base if ending == "=" else ending, []).append((case, base))
    return {ending: tuple(origins) for ending, origins in found.items()}


def _declines_by(base: str, rules: dict[str, str]) -> str:
    """The ending in the table that governs `base`: the longest that fits."""
    return next(base[cut:] for cut in range(max(0, len(base) - 4), len(base) + 1) if base[cut:] in rules)


def _listed(word: str, kind: str = "given") -> bool:
    return listed_form(word.lower(), "Cyrl") in words(kind, "Cyrl")


def _tells(word: str) -> float:
    return next((_TELLING[word[cut:]] for cut in range(len(word)) if word[cut:] in _TELLING), 0.0)


def _in_base_form(word: str, kind: str, gender: str) -> float | None:
    """The weight of `word` as a base form; None where the gender forbids it."""
    if _UNDECLINED[kind].search(word):
        return 1.0
    patronymic = _PATRONYMIC.search(word)
    if kind == "given" and patronymic:
        return 2.0 if patronymic.group(1) == ("вна" if gender == "f" else "вич") else None
    if kind == "given":
        if _listed(word):
            return 2.0
        if word.endswith(("а", "я")):
            return 0.3
        return -0.5 if _tells(word) >= 1 and not word.endswith("ью") else 0.5
    if word.endswith(_WOMANS_SURNAME):
        return 1.0 if gender == "f" else None
    if gender == "f" and word.endswith(("ов", "ев", "ёв", "ский", "цкий")):
        return None
    if not word.endswith(_VOWELS):
        return -0.5 if _tells(word) > 1 else 1.0
    # Most men's surnames end in a consonant, so that an -а is likelier a case; not in Georgia and Abkhazia.
    if word.endswith(_KEEPING_VOWEL) or _listed(word, "surname"):
        return 0.5
    return -0.5 if word.endswith(("а", "я")) else 0.0


def _oblique(word: str, kind: str, gender: str) -> Iterator[tuple[int, float, str]]:
    """(case, weight, base form) of each reading of `word` in an oblique case."""
    if _UNDECLINED[kind].search(word):
        for case in range(1, _CASES + 1):
            yield case, 0.5, word
        return
    rules, origins = _TABLES[kind][gender], _origins(kind, gender)
    for cut in range(max(2, len(word) - 5), len(word) + 1):
        for case, ending in origins.get(word[cut:], ()):
            base = word[:cut] + ending
            undeclined = not ending and base.endswith(_VOWELS) and base != word
            if undeclined or _declines_by(base, rules) != ending:
                continue
            if ending in ("й", "ь", "а") and _IMPOSSIBLE[kind].search(base):
                continue
            listed = kind == "given" and _listed(base)
            if base == word:
                yield case, 2.0 if listed and word.endswith(_VOWELS) else 0.5, base
            elif listed:
                yield case, 1.0 if _listed(word) else 2.0, base
            elif kind == "surname" or ending not in _RARE_BASES:
                yield case, _tells(word) * (1.0 if kind == "surname" else 0.5), base
    if kind == "given" and gender == "m" and _is_syllable(word):
        for case in range(1, _CASES + 1):  # Korean and Chinese names: the last word alone is declined
            yield case, -0.5, word
    if word.endswith("ю") or (gender == "f" and word.endswith(("и", "о", "у", "э", "е"))):
        for case in range(1, _CASES + 1):
            yield case, 1.0 if kind == "given" and _listed(word) else 0.5, word


def _is_syllable(word: str) -> bool:
    return not word.endswith(_VOWELS) and sum(letter in _VOWELS for letter in word.lower()) == 1


def _readings(word: str, kind: str, gender: str) -> dict[int, tuple[float, str]]:
    readings: dict[int, tuple[float, str]] = {}
    plain = _in_base_form(word, kind, gender)
    if plain is not None:
        readings[_NOMINATIVE] = plain, word
    for case, weight, base in _oblique(word, kind, gender):
        if case not in readings or (weight, base == word) > (readings[case][0], readings[case][1] == word):
            readings[case] = weight, base
    return readings


def russian_nominative(names: list[str]) -> list[str]:
    """The words of a name, given name first, in the base form; unchanged where that is not the likeliest."""
    best, found = float("-inf"), names
    for gender in "mf":
        by_word = [_readings(word, "given", gender) for word in names[:-1]]
        by_word.append(_readings(names[-1], "surname", gender))
        for case in range(_CASES + 1):
            if all(case in readings for readings in by_word):
                weight = sum(readings[case][0] for readings in by_word)
                # A tie leaves the name as it is.
                if weight > best or (weight == best and case == _NOMINATIVE):
                    best, found = weight, [readings[case][1] for readings in by_word]
    return found
