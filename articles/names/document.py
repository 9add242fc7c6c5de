"""Who is named in one article: the mentions of all its fields, gathered into persons.

1. Names are found in the fields read together, so that a name in full in the body explains the headline.
   A field in another script than the article's language is read alone, as its script's language.
2. Full names that are one name inflected, abbreviated or lengthened are one person, and so are full names
   in two scripts that `match.compare` would merge.
3. A single word joins the one person whose name holds it; where it could be two people, it joins neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import factorial

from articles.names.features import shape
from articles.names.find import FoundName, find_names, in_place, language_for
from articles.names.gazetteer import base_forms, lower
from articles.names.keys import blocking_keys
from articles.names.known import KnownNames
from articles.names.match import MERGE, compare, told_apart
from articles.names.nominative import nominative
from articles.names.parts import given_first, in_order
from articles.names.persons import PersonFound, PersonMention
from articles.names.plain import plain
from articles.names.tokens import tokenise
from articles.text import languages
from articles.text.scripts import script_of

_MOST_NAMESAKES = 50  # that one name is compared with; longer lists of one surname are not articles
_STEPS = 10  # what a comparison costs beside the orders in which its words are paired
_MOST_PAIRED = 6  # words
_MOST_STEPS = 400_000  # for one article, many times the usual; then only one spelling is one name
_SHORTEST_CAPITALS = 4  # letters of a word in capitals that is no acronym
FIELDS = ("headline", "caption", "body")


@dataclass(frozen=True, slots=True)
class _Named:
    """A found name with what the gathering compares."""

    mention: PersonMention
    spelling: str  # of the mention, with its letters in one piece and the given name first
    language: str
    words: tuple[str, ...]  # in lower case, initials among them
    extractor: str
    version: str

    @property
    def full(self) -> bool:
        return len(self.words) > 1 and len(self.words[-1]) > 2


@dataclass(slots=True, eq=False)
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
    persons = _Persons()
    for one in named:
        if one.full:
            persons.add_full(one)
    for one in named:
        if not one.full:
            persons.add_single(one)
    order = {id(one): position for position, one in enumerate(named)}
    for person in persons.all:
        person.named.sort(key=lambda one: order[id(one)])
    persons.all.sort(key=lambda person: order[id(person.named[0])])
    return tuple(_result(person, language_for("", language)) for person in persons.all)


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
            clear = plain(text)
            met = [in_place(name, clear, text) for name in known.find(clear.text, spoken)]
            found = _with_known(found, met)
        begin = 0
        for name in names:
            end = begin + len(fields[name])
            for one in found:
                if begin <= one.start and one.end <= end:
                    mention = PersonMention(name, one.start - begin, one.end - begin, one.surface)
                    spelt = _spelling(one.surface)
                    named.append(
                        _Named(mention, spelt, spoken, _words(spelt, spoken), one.extractor, one.version)
                    )
            begin = end + 1
    named.sort(key=lambda one: (FIELDS.index(one.mention.field), one.mention.start))
    return named


def _with_known(found: Sequence[FoundName], known: Sequence[FoundName]) -> list[FoundName]:
    """Both, in order; where two overlap the longer one stays, the known one if they are equally long."""
    kept: list[FoundName] = []
    for one in sorted([*known, *found], key=lambda one: (one.start, -one.end)):
        if kept and one.start < kept[-1].end:
            if one.end - one.start > kept[-1].end - kept[-1].start:
                kept[-1] = one
        else:
            kept.append(one)
    return kept


def _spelling(surface: str) -> str:
    clear = plain(surface).text
    return given_first(clear) if "," in clear else clear


def _words(name: str, language: str) -> tuple[str, ...]:
    tokens, _ = tokenise(name, language)
    return in_order(tuple(lower(token) for token in tokens if token[0].isalpha()), language)


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
    if told_apart(a.spelling, b.spelling, a.language, b.language):
        return False
    if a.language == b.language and _same_name(a, b):
        return True
    return compare(a.spelling, b.spelling, a.language, b.language).score >= MERGE


class _Persons:
    """The persons met so far, with the indexes that keep an article of a thousand names linear."""

    def __init__(self) -> None:
        self.all: list[_Person] = []
        self._budget = _MOST_STEPS
        self._by_surface: dict[tuple[str, str], _Person] = {}
        self._by_key: dict[str, list[tuple[_Named, _Person]]] = {}
        self._by_last: dict[tuple[str, str], list[_Person]] = {}
        self._by_part: dict[tuple[str, str], list[_Person]] = {}

    def add_full(self, one: _Named) -> None:
        """A full name: to the person that bears it, else to a new one."""
        surface = (one.spelling, one.language)
        person = self._by_surface.get(surface)
        if person is None:
            last = {f"{one.language} {form}" for form in base_forms(one.words[-1], one.language)}
            keys = last | blocking_keys(*surface)
            person = next(
                (person for other, person in self._candidates(keys) if _same_person(one, other)), None
            )
            if person is None:
                person = self._new()
            self._by_surface[surface] = person
            for key in keys:
                self._by_key.setdefault(key, []).append((one, person))
            for number, word in enumerate(reversed(one.words)):
                if len(word) > 2:
                    self._index(word, one.language, person, last=number == 0)
        person.named.append(one)

    def add_single(self, one: _Named) -> None:
        """A single word: to the only person whose surname, or else any name, it is."""
        word = one.words[-1] if one.words else one.spelling
        forms = [(one.language, form) for form in base_forms(word, one.language)]
        for index in (self._by_last, self._by_part):
            fitting = {id(person): person for form in forms for person in index.get(form, ())}
            if len(fitting) == 1:
                next(iter(fitting.values())).named.append(one)
                return
            if fitting:
                break
        surface = (word, one.language)
        if surface not in self._by_surface:
            self._by_surface[surface] = self._new()
        self._by_surface[surface].named.append(one)

    def _new(self) -> _Person:
        self.all.append(_Person())
        return self.all[-1]

    def _candidates(self, keys: set[str]) -> Iterator[tuple[_Named, _Person]]:
        """Those to compare with, each once, while the article's budget lasts."""
        seen: set[int] = set()
        for key in sorted(keys):
            for named, person in self._by_key.get(key, ())[-_MOST_NAMESAKES:]:
                if self._budget <= 0:
                    return
                if id(named) not in seen:
                    seen.add(id(named))
                    self._budget -= _STEPS + factorial(min(len(named.words), _MOST_PAIRED))
                    yield named, person

    def _index(self, word: str, language: str, person: _Person, last: bool) -> None:
        for form in base_forms(word, language):
            for index in (self._by_last, self._by_part) if last else (self._by_part,):
                bearers = index.setdefault((language, form), [])
                if person not in bearers[-2:] and len(bearers) < 2:  # two are enough to tell nobody
                    bearers.append(person)


def _one_capital(name: str, language: str) -> str:
    """A name in running capitals as names are written: ПЕТРОВ is Петров."""
    return " ".join(
        word[0] + languages.lower(word[1:], language)
        if len(word) >= _SHORTEST_CAPITALS and word.isalpha() and word.isupper()
        else word
        for word in name.split()
    )


def _result(person: _Person, language: str) -> PersonFound:
    full = [one for one in person.named if one.full] or person.named
    spellings: Counter[str] = Counter(
        nominative(_one_capital(one.spelling, one.language), one.language) for one in full
    )
    script = script_of(next((one for one in full if one.language == language), full[0]).spelling)

    def rank(spelling: str) -> tuple[bool, bool, int, int, int]:
        words = [word for word in spelling.split() if not shape(word).startswith("X.")]
        return (
            script_of(spelling) == script,
            len(words) > 1,
            spellings[spelling],
            len(words),
            -len(spelling),
        )

    names = sorted(spellings, key=rank, reverse=True)
    return PersonFound(
        name=names[0],
        names=tuple(names),
        mentions=tuple(one.mention for one in person.named),
        extractor=person.named[0].extractor,
        version=person.named[0].version,
    )
