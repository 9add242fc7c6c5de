"""The inflected forms of a name that is known in its base form, so that they can be looked for in texts."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

_CASES = 5
# Men's names in -а and -я, which elsewhere are women's endings.
_MEN = frozenset(
    [
        "никита",
        "илья",
        "фома",
        "лука",
        "савва",
        "кузьма",
        "мустафа",
        "муса",
        "иса",
        "абдулла",
        "данила",
        "гаврила",
        "миша",
        "саша",
        "паша",
        "ваня",
    ]
)
_WOMANS_SURNAME = ("ова", "ева", "ёва", "ина", "ына", "ская", "цкая", "ая")
_PATRONYMICS = {"вич": "m", "ьич": "m", "мич": "m", "вна": "f", "чна": "f"}


@cache
def _tables() -> dict[str, dict[str, dict[str, list[str]]]]:
    path = files("articles.names") / "data" / "declension.ru.toml"
    loaded = tomllib.loads(path.read_text("utf-8"))
    return {
        kind: {
            gender: {ending: cases.split() for ending, cases in rules.items()}
            for gender, rules in by_gender.items()
        }
        for kind, by_gender in loaded.items()
    }


def _cases(word: str, kind: str, gender: str) -> list[str]:
    rules = _tables()[kind][gender]
    ending = next(word[cut:] for cut in range(max(0, len(word) - 4), len(word) + 1) if word[cut:] in rules)
    stem = word[: len(word) - len(ending)]
    return [word if new == "=" else stem + new for new in rules[ending]]


def _gender(words: list[str]) -> str:
    for word in words[1:]:
        patronymic = _PATRONYMICS.get(word[-3:])
        if patronymic and len(word) > 5:
            return patronymic
    if words[-1].endswith(_WOMANS_SURNAME):
        return "f"
    given = words[0].lower()
    return "f" if given.endswith(("а", "я")) and given not in _MEN else "m"


def russian_forms(name: str) -> list[str]:
    """The oblique cases of a Russian "Given [Patronymic] Surname", each word declined as its gender asks."""
    words = name.split(" ")
    gender = _gender(words)
    declined = []
    for position, word in enumerate(words):
        surname = position == len(words) - 1
        if word.endswith(".") or not word[-1].isalpha():
            declined.append([word] * _CASES)
        else:
            declined.append(_cases(word, "surname" if surname else "given", gender))
    return [" ".join(word[case] for word in declined) for case in range(_CASES)]
