"""Lists of given names, surnames and places, and what a word of the text is according to them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from articles.names.word_list import WordList, read_words
from articles.text import languages
from articles.text.scripts import script_of

DATA = files("articles.names") / "data"
_SCRIPTS = frozenset({"Latn", "Cyrl", "Armn", "Geor"})
_MOST_ENDINGS = 2  # of an ordinary word, one after the other: in a house of mine
_SHORTEST_STEM = 3  # letters
_LISTS_OF_THEIR_OWN = languages.codes(lambda language: language.by_sound)


@cache
def words(kind: str, script: str) -> WordList:
    """The list `kind` ("given", "surname", "place" …) in `script`, in lower case; empty where none is.

    Instead of a script, a language with a list of its own.
    """
    is_one = script in _SCRIPTS or script in _LISTS_OF_THEIR_OWN
    return WordList(read_words(DATA / f"{kind}.{script}.txt.gz") if is_one else ())


@cache
def phrases(language: str) -> dict[str, frozenset[str]]:
    """The words of `words.<language>.toml` (roles, relatives, particles …) by kind; English where none."""
    path = DATA / f"words.{language}.toml"
    if not path.is_file():
        path = DATA / "words.en.toml"
    return {kind: frozenset(text.split()) for kind, text in tomllib.loads(path.read_text("utf-8")).items()}


@cache
def _case_endings() -> dict[str, tuple[tuple[str, str], ...]]:
    """Per language pairs (ending of an inflected name, what stands there in the base form)."""
    table = tomllib.loads((DATA / "case_endings.toml").read_text("utf-8"))
    return {
        language: tuple(
            (ending, base) for base, endings in sorted(rules.items()) for ending in endings.split()
        )
        for language, rules in table.items()
    }


def is_place(name: Sequence[str], language: str) -> bool:
    """Whether the words `name` are together the name of a place ("Saudi Arabia"), perhaps inflected."""
    if len(name) < 2:
        return False
    script = script_of(name[-1][0])
    known = words("place_phrase", script)
    start = " ".join(lower(word) for word in name[:-1])
    return any(
        listed_form(f"{start} {last}", script) in known for last in base_forms(lower(name[-1]), language)
    )


@cache
def endings(language: str) -> frozenset[str]:
    """The endings that a name of `language` may take."""
    return frozenset(ending for ending, _ in _case_endings().get(language, ()))


def base_forms(word: str, language: str) -> set[str]:
    """`word` (lower case) and what it may be the inflected form of; most of the guesses are no words."""
    forms = {word}
    for ending, base in _case_endings().get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            forms.add(word[: len(word) - len(ending)] + base)
    return forms


def lower(word: str) -> str:
    """Lower case without the dot that Python leaves above a Turkish İ."""
    return word.replace("İ", "i").lower()


# Letters that spellings of foreign names disagree about; the lists are folded the same way.
_FOLDS = {
    "Geor": str.maketrans("ფთქყწჭჰღ", "პტკკცჩხგ"),
    "Armn": str.maketrans("փթքծճձհռօէղ", "պտկցչցխրոել"),
    "Cyrl": str.maketrans("ё", "е"),
}


def listed_form(word: str, script: str) -> str:
    """`word` (lower case) as it stands in the lists of `script`."""
    return word.translate(_FOLDS[script]) if script in _FOLDS else word


def is_bare_name(word: str, language: str) -> bool:
    """Whether `word` is in a list of given names or surnames as it stands, without an ending."""
    script = script_of(word[0])
    form = listed_form(lower(word), script)
    return any(form in words(kind, one) for one in (script, language) for kind in ("given", "surname"))


@cache
def _ordinary_endings(language: str) -> tuple[str, ...]:
    return tuple(sorted(phrases(language).get("endings", ())))


def is_ordinary(word: str, language: str) -> bool:
    """Whether `word` is in the language's list of ordinary words, perhaps with one or two endings."""
    known = words("word", language)
    forms = {lower(word)}
    for _ in range(1 + _MOST_ENDINGS):
        if known.has_any(forms):
            return True
        forms = {
            form[: -len(ending)]
            for form in forms
            for ending in _ordinary_endings(language)
            if form.endswith(ending) and len(form) - len(ending) >= _SHORTEST_STEM
        }
    return False


def classes(word: str, language: str) -> str:
    """The lists that hold `word` or a form it may be inflected from: "g" given, "s" surname, "p" place."""
    script = script_of(word[0])
    if script not in _SCRIPTS:
        return ""
    forms = {listed_form(form, script) for form in base_forms(lower(word), language)}
    return "".join(
        letter
        for letter, kind in (("g", "given"), ("s", "surname"), ("p", "place"))
        if words(kind, script).has_any(forms)
        or (language in _LISTS_OF_THEIR_OWN and words(kind, language).has_any(forms))
    )
