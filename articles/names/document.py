"""Who is named in one article: the mentions of all its fields, gathered into persons.

1. Names are found in the fields read together, so that a name in full in the body explains the headline.
   A field in another script than the article's language is read alone, as its script's language.
2. Full names that are one name inflected, abbreviated or lengthened are one person, and so are full names
   in two scripts that `match.compare` would merge.
3. A single word joins the one person whose name holds it; where it could be two people, it joins neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from articles.names.features import shape
from articles.names.find import FoundName, find_names, language_for
from articles.names.gazetteer import base_forms, lower
from articles.names.known import KnownNames
from articles.names.match import MERGE, compare
from articles.names.nominative import nominative
from articles.names.persons import PersonFound, PersonMention
from articles.names.tokens import tokenise
from articles.text.scripts import script_of

FIELDS = ("headline", "caption", "body")


@dataclass(frozen=True, slots=True)
class _Named:
    """A found name with what the gathering compares."""

    mention: PersonMention
    language: str
    words: tuple[str, ...]  # in lower case, initials among them
    extractor: str
    version: str

    @property
    def full(self) -> bool:
        return len(self.words) > 1 and len(self.words[-1]) > 2


@dataclass(slots=True)
class _Person:
    named: list[_Named] = field(default_factory=list)


def find_persons(
    fields: Mapping[str, str], language: str, known: KnownNames | None = None
) -> tuple[PersonFound, ...]:
    """The persons named in `fields` ("headline", "caption", "body"), in the order of their first mention.

    `language` is the article's (ISO 639-1, or "und"); `known` are names that are found whatever the
    extractor says.
    """
    named = _named(fields, language, known)
    persons: list[_Person] = []
    for one in named:
        if one.full:
            _join_full(one, persons)
    for one in named:
        if not one.full:
            _join_single(one, persons)
    order = {id(one): position for position, one in enumerate(named)}
    for person in persons:
        person.named.sort(key=lambda one: order[id(one)])
    persons.sort(key=lambda person: order[id(person.named[0])])
    return tuple(_result(person, language_for("", language)) for person in persons)


def _named(fields: Mapping[str, str], language: str, known: KnownNames | None) -> list[_Named]:
    """The names of all fields, in the order of the fields."""
    together: dict[str, list[str]] = {}
    for name in FIELDS:
        if fields.get(name):
            together.setdefault(language_for(fields[name], language), []).append(name)
    named = []
    for spoken, names in together.items():
        text = "\n".join(fields[name] for name in names)
        found = find_names(text, spoken)
        if known is not None:
            found = _with_known(found, known.find(text, spoken))
        begin = 0
        for name in names:
            end = begin + len(fields[name])
            for one in found:
                if begin <= one.start and one.end <= end:
                    mention = PersonMention(name, one.start - begin, one.end - begin, one.surface)
                    named.append(
                        _Named(mention, spoken, _words(one.surface, spoken), one.extractor, one.version)
                    )
            begin = end + 1
    named.sort(key=lambda one: (FIELDS.index(one.mention.field), one.mention.start))
    return named


def _with_known(found: Sequence[FoundName], known: Sequence[FoundName]) -> list[FoundName]:
    """Both, a known name replacing what overlaps it unless that is longer."""
    kept = [
        one
        for one in found
        if not any(
            one.start < other.end and other.start < one.end and len(one.surface) <= len(other.surface)
            for other in known
        )
    ]
    added = [
        other for other in known if not any(one.start < other.end and other.start < one.end for one in kept)
    ]
    return sorted([*kept, *added])


def _words(surface: str, language: str) -> tuple[str, ...]:
    tokens, _ = tokenise(surface, language)
    return tuple(lower(token) for token in tokens if token[0].isalpha())


def _same_word(a: str, b: str, language: str) -> bool:
    """One word perhaps in two cases, or the initial of the other."""
    if a == b:
        return True
    if a.endswith((".", "․")) or b.endswith((".", "․")):
        return a[0] == b[0] and (len(a) == 2 or len(b) == 2)
    return not base_forms(a, language).isdisjoint(base_forms(b, language))


def _same_name(a: _Named, b: _Named) -> bool:
    """Two full names of one language: the same words, or the last and the first of the longer one."""
    short, long = sorted((a.words, b.words), key=len)
    language = a.language
    if not _same_word(short[-1], long[-1], language):
        return False
    if len(short) == len(long):
        return all(_same_word(x, y, language) for x, y in zip(short, long, strict=True))
    rest = iter(long[:-1])
    return all(any(_same_word(word, other, language) for other in rest) for word in short[:-1])


def _same_person(a: _Named, b: _Named) -> bool:
    if a.language == b.language and _same_name(a, b):
        return True
    return compare(a.mention.surface, b.mention.surface, a.language, b.language).score >= MERGE


def _join_full(one: _Named, persons: list[_Person]) -> None:
    for person in persons:
        seen = set()
        for other in person.named:
            if other.mention.surface in seen:
                continue
            seen.add(other.mention.surface)
            if _same_person(one, other):
                person.named.append(one)
                return
    persons.append(_Person([one]))


def _join_single(one: _Named, persons: list[_Person]) -> None:
    if not one.words:
        return
    word = one.words[-1]

    def holds(person: _Person, only_last: bool) -> bool:
        return any(
            _same_word(word, part, one.language)
            for other in person.named
            if other.language == one.language
            for part in (other.words[-1:] if only_last else other.words)
            if len(part) > 2
        )

    for only_last in (True, False):
        fitting = [person for person in persons if holds(person, only_last)]
        if len(fitting) == 1:
            fitting[0].named.append(one)
            return
        if fitting:
            break
    alone = next((p for p in persons if len(p.named[0].words) == 1 and p.named[0].words == one.words), None)
    if alone is not None:
        alone.named.append(one)
    else:
        persons.append(_Person([one]))


def _result(person: _Person, language: str) -> PersonFound:
    full = [one for one in person.named if one.full] or person.named
    spellings: Counter[str] = Counter(nominative(one.mention.surface, one.language) for one in full)
    script = script_of(next((one for one in full if one.language == language), full[0]).mention.surface)

    def rank(spelling: str) -> tuple[bool, int, int, int]:
        words = [word for word in spelling.split() if not shape(word).startswith("X.")]
        return (script_of(spelling) == script, len(words), spellings[spelling], -len(spelling))

    names = sorted(spellings, key=rank, reverse=True)
    return PersonFound(
        name=names[0],
        names=tuple(names),
        mentions=tuple(one.mention for one in person.named),
        extractor=person.named[0].extractor,
        version=person.named[0].version,
    )
