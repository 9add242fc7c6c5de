"""Finds the names of persons in a text: `find_names` is the one way in, whichever extractor is in use.

1. The text is cut into tokens (`tokens`) and the stretches that can hold a name (`runs`).
2. The language's tagger marks names (`tagger`).
3. It looks again, knowing the names of the whole document (`repeats`).

Where an extra extractor is asked for and installed, the tagger weighs its opinion too (`extras`).
Georgian, without capital letters and without texts to learn from, has rules of its own (`georgian`).
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from articles.names import extras, gazetteer
from articles.names.capitals import recased
from articles.names.features import TokenType
from articles.names.georgian import find_georgian
from articles.names.headings import heading_end, within_headings
from articles.names.listing import listed_names
from articles.names.plain import Plain, plain
from articles.names.repeats import Repeats
from articles.names.tagger import Tagger, tagger_for
from articles.names.tokens import tokenise
from articles.text import languages
from articles.text.scripts import script_of

EXTRACTOR = "crf"
GEORGIAN = "rules"
VERSION = "5"

MOST_CHARACTERS = 200_000
"""Of a text, in code points, that names are looked for in; the longest news page seen has half as many."""
_MOST_WORDS = 8  # six and two particles; a longer chain of capitals is no person's name
_LONGEST = 120  # code points of a name; a longer one is a hyphened chain or no words at all

_SCRIPT_OF = {language.code: language.script for language in languages.LANGUAGES if language.names}
_READ_AS = {script: spoken[0] for script, spoken in languages.by_script(lambda each: each.names).items()}
_BY_RULES = languages.codes(lambda language: language.names == "rules")
_QUOTES = frozenset({("«", "»"), ("“", "”"), ("„", "“"), ('"', '"')})
_STEM = 4  # letters that an inflected surname shares with its full name
_PEOPLE = 2  # named in full, from which on single words are judged by them
_ALONE_IF_KNOWN = languages.codes(lambda language: language.alone_if_known)
_UNINFLECTED = languages.codes(  # names keep their form, or an apostrophe sets the ending off
    lambda language: language.name_ending == "none" or language.apostrophe == "always"
)


class FoundName(NamedTuple):
    """One name in a text; offsets in Unicode code points, half-open."""

    start: int
    end: int
    surface: str
    extractor: str
    version: str


def language_for(text: str, language: str) -> str:
    """`language` if the script of `text` can be its own; else the language we read that script as."""
    script = script_of(text[:2000])
    if language not in ("", languages.UNDETERMINED) and script == _SCRIPT_OF.get(language, "Latn"):
        return language
    return _READ_AS.get(script, language)


def find_names(text: str, language: str) -> list[FoundName]:
    """The names of persons in `text`, in order, without overlaps; `language` is ISO 639-1, or "und".

    Only the first MOST_CHARACTERS are read, up to the last whole word.
    """
    clear = plain(_beginning(text))
    found = _with_listed(_marked(clear.text, language), clear.text, language)
    return [in_place(name, clear, text) for name in found if _may_be_name(name.surface)]


def in_place(name: FoundName, clear: Plain, text: str) -> FoundName:
    """A name found in the plain form of `text` as it stands in `text` itself."""
    start, end = clear.place(name.start, name.end)
    return name._replace(start=start, end=end, surface=text[start:end])


def _with_listed(found: list[FoundName], text: str, language: str) -> list[FoundName]:
    """With the names of lists that give the surname first in one piece."""
    listed = listed_names(text, language)
    if not listed:
        return found
    kept = [name for name in found if not any(start < name.end and name.start < end for start, end in listed)]
    kept += [FoundName(start, end, text[start:end], EXTRACTOR, VERSION) for start, end in listed]
    return sorted(kept)


def _beginning(text: str) -> str:
    if len(text) <= MOST_CHARACTERS:
        return text
    end = MOST_CHARACTERS
    while end > MOST_CHARACTERS - _LONGEST and not text[end].isspace():
        end -= 1
    return text[:end]


def _may_be_name(surface: str) -> bool:
    return len(surface) <= _LONGEST and len(surface.split()) <= _MOST_WORDS


def _marked(text: str, language: str) -> list[FoundName]:
    spoken = language_for(text, language)
    if spoken in _BY_RULES:
        tokens, starts = tokenise(text, spoken)
        return _as_found(text, tokens, starts, find_georgian(tokens), GEORGIAN, VERSION)
    tagger = tagger_for(spoken)
    return tagged(text, tagger, extras.extra_for(spoken)) if tagger is not None else []


def _as_found(
    text: str,
    tokens: list[str],
    starts: list[int],
    ranges: list[tuple[int, int]],
    extractor: str,
    version: str,
) -> list[FoundName]:
    found = []
    for first, last in ranges:
        start, end = starts[first], starts[last - 1] + len(tokens[last - 1])
        found.append(FoundName(start, end, text[start:end], extractor, version))
    return found


def tagged(text: str, tagger: Tagger, extra: extras.Extra | None = None) -> list[FoundName]:
    """The names in `text` that `tagger` sees in two readings; `find_names` with a tagger of one's own."""
    tokens, starts = tokenise(text, tagger.language)
    types = tagger.types(recased(tokens, tagger.language))
    opinion = extra.opinion(text, starts) if extra is not None else None
    inflected, heading = tagger.language not in _UNINFLECTED, heading_end(tokens)

    def read(repeats: Repeats | None = None) -> list[tuple[int, int]]:
        names = _names_only(tagger.tag(types, repeats, opinion), tokens, types, tagger.language)
        return within_headings(names, types, heading, inflected) if heading else names

    found = read()
    if found:
        found = read(Repeats(types, found, inflected))
    found = _without_places(found, types)
    if tagger.language in _ALONE_IF_KNOWN:
        found = _without_strangers(found, types)
    if extra is None:
        return _as_found(text, tokens, starts, found, EXTRACTOR, VERSION)
    version = f"{extra.version} + {EXTRACTOR} {VERSION}"
    return _as_found(text, tokens, starts, found, extra.name, version)


def _without_places(found: list[tuple[int, int]], types: list[TokenType]) -> list[tuple[int, int]]:
    """Without words that are places and surnames, Wales, but no given names, Jordan, and come again and again
    though nobody is named so in full."""
    full = {kind.lower for first, last in found if last - first > 1 for kind in types[first:last]}
    alone = Counter(types[first].lower for first, last in found if last - first == 1)

    def is_place(word: TokenType) -> bool:
        return (
            "p" in word.lists and "g" not in word.lists and word.lower not in full and alone[word.lower] > 1
        )

    return [(first, last) for first, last in found if last - first > 1 or not is_place(types[first])]


def _without_strangers(found: list[tuple[int, int]], types: list[TokenType]) -> list[tuple[int, int]]:
    """Without single words of no list that nothing before them and no full name says are names.

    Where people are named in full, a surname alone is theirs; a text that names nobody so tells none.
    """
    full = [kind.lower for first, last in found if last - first > 1 for kind in types[first:last]]
    stems = {word[: max(_STEM, len(word) - 2)] for word in full}

    def is_known(at: int) -> bool:
        word = types[at].lower
        if types[at].lists or word in full or any(word[:size] in stems for size in range(_STEM, len(word))):
            return True
        before = types[at - 1] if at else None
        return before is not None and (before.title or before.honorific)

    named = sum(last - first > 1 for first, last in found)
    if named < _PEOPLE:
        return found
    return [(first, last) for first, last in found if last - first > 1 or is_known(first)]


def _is_quoted(types: list[TokenType], first: int, last: int) -> bool:
    """Whether exactly these words stand in quotation marks: a film, a party, a ship."""
    return first > 0 and last < len(types) and (types[first - 1].lower, types[last].lower) in _QUOTES


def _names_only(
    found: list[tuple[int, int]], tokens: list[str], types: list[TokenType], language: str
) -> list[tuple[int, int]]:
    """Without the titles that a name may have drawn in, and without places of several words."""
    kept = []
    peoples = gazetteer.phrases(language).get("peoples", frozenset())
    for first, last in found:
        while first < last - 1 and types[first].title:
            first += 1
        organisation = last - first > 1 and (
            "o" in types[last - 1].roles.lower()
            or types[first].lower in peoples
            or _is_quoted(types, first, last)
        )
        if not organisation and not gazetteer.is_place(tokens[first:last], language):
            kept.append((first, last))
    return kept
