"""Finds names that the archive knows already: one automaton over all spellings and their inflected forms.

Russian names are declined beforehand (`declension`). Armenian, Georgian, Azerbaijani and Turkish ones take
their ending on the last word, so what follows a match there only has to be one of the language's endings.
"""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

from articles.names.declension import russian_forms
from articles.names.find import FoundName
from articles.names.gazetteer import endings
from articles.text import languages
from articles.text.scripts import script_of

EXTRACTOR = "known"
VERSION = "1"
_JOINS_WORDS = frozenset("-‑’'ʼ")
_LONGEST_ENDING = 6
_ENDED_LANGUAGES = languages.by_script(lambda language: language.name_ending == "last")


class KnownNames:
    """Names with the ids of their persons, in any script. Names of one word are never looked for alone."""

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        persons: dict[str, int] = {}
        for name, person in names:
            base = " ".join(name.split())
            if " " in base:
                for form in _forms(base):
                    persons.setdefault(form, person)
        self._persons = list(persons.values())
        self._automaton = AhoCorasick(list(persons), matchkind=MatchKind.LeftmostLongest)

    def matches(self, text: str, language: str) -> list[tuple[int, int, int]]:
        """(start, end, id of the person) of every known name that stands in `text` as whole words."""
        found = []
        for number, start, end in self._automaton.find_matches_as_indexes(text):
            if start and (text[start - 1].isalnum() or text[start - 1] in _JOINS_WORDS):
                continue
            end = _end_of_word(text, end, language)
            if end:
                found.append((start, end, self._persons[number]))
        return found

    def find(self, text: str, language: str) -> list[FoundName]:
        """The known names in `text`, in order; a name of any language is found in a text of any other."""
        return [
            FoundName(start, end, text[start:end], EXTRACTOR, VERSION)
            for start, end, _ in self.matches(text, language)
        ]


def _forms(name: str) -> list[str]:
    script = script_of(name)
    if script == "Cyrl":
        return [name, *russian_forms(name)]
    if script == "Geor" and name.endswith("ი"):  # the ending of the nominative gives way to others
        return [name, name[:-1]]
    return [name]


def _end_of_word(text: str, end: int, language: str) -> int:
    """Where the word ends that the match ends in, if what follows is nothing or an ending; else 0."""
    after = end
    while after < len(text) and after - end <= _LONGEST_ENDING and text[after].isalpha():
        after += 1
    if after == end:
        return end if after == len(text) or not text[after].isalnum() else 0
    ended = _ENDED_LANGUAGES.get(script_of(text[end - 1]), ())
    if language in ended:
        ended = (language,)
    elif len(ended) > 1:  # nothing says whose ending it would be
        ended = ()
    return after if any(text[end:after] in endings(one) for one in ended) else 0
