"""Whom a name may mean: the people of the archive whose names are spelled or sound like it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from articles.models import Name, Person
from articles.models.people import Standing, keys_of
from articles.names.genitive import mans_name
from articles.names.match import PROPOSE, Comparison, compare, may_be_alike
from articles.names.parts import parts
from articles.names.romanise import language_of
from articles.people.remembering import KnownName, NameMemory
from articles.text.codes import coded
from articles.text.languages import UNDETERMINED

_MOST_WORDS = 8
_COMPARED = 12  # names compared in full for one question: those that share most keys


class Spelling(NamedTuple):
    """A name as it stands in a text, and the language (ISO 639-1, or "") whose letters it is read by."""

    text: str
    language: str


def spelling_of(text: str, language: str) -> Spelling:
    """`text` met in an article in `language`: a name in another script is not in that language."""
    return Spelling(text, language_of(text, "" if language == UNDETERMINED else language))


@lru_cache(maxsize=100_000)
def is_full(spelling: Spelling) -> bool:
    """Whether two words are written out: less links nobody across articles; nor does an endless "name"."""
    words = parts(spelling.text, spelling.language)
    return len(words) <= _MOST_WORDS and sum(not word.initial for word in words) > 1


def readings(spelling: Spelling) -> list[Spelling]:
    """The name as it stands, and the man's whose genitive it may be."""
    man = mans_name(*spelling)
    return [spelling, Spelling(man, spelling.language)] if man else [spelling]


@dataclass(slots=True)
class Candidate:
    """A person who is not merged into another. The rejected ones are known, so as not to be made again."""

    id: int
    name: str
    standing: str = Standing.SUGGESTED
    identity: str = ""  # the id in an authority, by which two namesakes are known to be two
    spellings: dict[Spelling, int | None] = field(default_factory=dict)  # and from whom they were merged
    not_theirs: set[str] = field(default_factory=set)  # spellings that an editor has rejected


class Likeness(NamedTuple):
    """Who may be meant, how likely, and through which of their spellings."""

    person: Candidate
    comparison: Comparison
    spelling: Spelling


_COLUMNS = (
    "text",
    "language",
    "standing",
    "merged_from_id",
    "person_id",
    "person__merged_into_id",
    "person__name",
    "person__standing",
    "person__wikidata_id",
    "person__authority_id",
)
SAME_SPELLING = Comparison(1.0, coded("match.same_spelling"))


class Candidates:
    """The people whom the names of some articles may mean, looked up in a few queries.

    People made meanwhile are added, so that the next article finds them. ``memory`` is that of a run that
    links one batch after the other.
    """

    def __init__(self, memory: NameMemory | None = None) -> None:
        self._memory = memory or NameMemory()
        self._people: dict[int, Candidate] = {}
        self._exact: defaultdict[str, set[int]] = defaultdict(set)
        self._by_key: defaultdict[str, set[tuple[int, Spelling]]] = defaultdict(set)
        self._stored: dict[str, list[KnownName]] = {}  # by key

    def look_up(self, spellings: Iterable[Spelling]) -> None:
        """Load whoever bears one of these names exactly; for the other names, whoever shares a key."""
        wanted = {reading for spelling in spellings if is_full(spelling) for reading in readings(spelling)}
        if not wanted:
            return
        names = Name.objects.filter(text__in={spelling.text for spelling in wanted})
        for row in names.values_list(*_COLUMNS):
            self._note(*row)
        unknown = [spelling for spelling in wanted if not self._exact[spelling.text]]
        keys = {key for spelling in unknown for key in keys_of(*spelling)}
        if not keys:
            return
        self._stored |= self._memory.sharing(keys)
        nearest = {
            name
            for spelling in unknown
            for name in _first(self._sharing(keys_of(*spelling)), _COMPARED)
            if isinstance(name, KnownName)
        }
        people = Person.objects.in_bulk({name.person for name in nearest} - self._people.keys())
        for person in people.values():
            identity = person.wikidata_id or person.authority_id or ""
            self._people[person.pk] = Candidate(person.pk, person.name, person.standing, identity)
        for name in nearest:
            spelling = Spelling(name.text, name.language)
            self._people[name.person].spellings[spelling] = name.merged_from
            self._exact[name.text].add(name.person)

    def _sharing(self, keys: Iterable[str]) -> dict[KnownName | tuple[int, Spelling], int]:
        """How many of the keys each name has; those made meanwhile stand with their people's numbers."""
        shared: Counter[KnownName | tuple[int, Spelling]] = Counter()
        for key in keys:
            shared.update(name for name in self._stored.get(key, ()) if not name.is_rejected)
            shared.update(self._by_key.get(key, ()))
        return shared

    def add(self, candidate: Candidate, spelling: Spelling, merged_from: int | None = None) -> None:
        """Note that this person bears this name, perhaps through another who was merged into them."""
        self._people[candidate.id] = candidate
        candidate.spellings[spelling] = merged_from
        self._exact[spelling.text].add(candidate.id)
        for key in keys_of(*spelling):
            self._by_key[key].add((candidate.id, spelling))

    def get(self, id: int) -> Candidate | None:
        return self._people.get(id)

    def nobody(self, text: str) -> Candidate | None:
        """The rejected person for whom these words stand, where nobody else is called so."""
        bearers = [self._people[id] for id in sorted(self._exact.get(text, ()))]
        return bearers[0] if bearers and all(one.standing == Standing.REJECTED for one in bearers) else None

    def bearing(self, spellings: Sequence[Spelling]) -> list[Likeness]:
        """The people who may be named by any of `spellings`, which name one person; the likeliest first.

        Who bears one of them exactly is alone in question: another's similar name says nothing then.
        """
        texts = {spelling.text for spelling in spellings}
        read = [reading for spelling in spellings for reading in readings(spelling)]
        found = self._same(spellings) or self._alike(read) | self._same(read)
        return sorted(
            (likeness for likeness in found.values() if not texts & likeness.person.not_theirs),
            key=lambda likeness: (-likeness.comparison.score, likeness.person.id),
        )

    def _same(self, spellings: Sequence[Spelling]) -> dict[int, Likeness]:
        found: dict[int, Likeness] = {}
        for spelling in spellings:
            for id in self._exact[spelling.text]:
                person = self._people[id]
                borne = (other for other in person.spellings if other.text == spelling.text)
                found.setdefault(id, Likeness(person, SAME_SPELLING, next(borne)))
        return found

    def _alike(self, spellings: Sequence[Spelling]) -> dict[int, Likeness]:
        best: dict[int, Likeness] = {}
        for spelling in spellings:
            for name in _first(self._sharing(keys_of(*spelling)), _COMPARED):
                id, other = _place(name)
                if not any(
                    may_be_alike(spelling.text, o.text, spelling.language, o.language)
                    for o in readings(other)
                ):
                    continue
                likeness = Likeness(self._people[id], self._compare(spelling, other, self._people[id]), other)
                score = likeness.comparison.score
                if score >= PROPOSE and (id not in best or score > best[id].comparison.score):
                    best[id] = likeness
        return best

    def _compare(self, spelling: Spelling, other: Spelling, person: Candidate) -> Comparison:
        """A chain of small differences must not lead to somebody else: the name shown has a say, too."""
        comparison = _likeness(spelling, other)
        if other.text == person.name or comparison.score < PROPOSE:
            return comparison
        shown = _likeness(spelling, Spelling(person.name, ""))
        return comparison if shown.score >= PROPOSE else shown

    def _note(
        self,
        text: str,
        language: str,
        standing: str,
        merged_from: int | None,
        id: int,
        merged_into: int | None,
        shown: str,
        person_standing: str,
        wikidata_id: str | None,
        authority_id: str | None,
    ) -> None:
        # The live person bears the names of those merged into it, too. (A database asked for the live ones
        # only might start with all of them.)
        if merged_into is not None:
            return
        person = self._people.setdefault(
            id, Candidate(id, shown, person_standing, wikidata_id or authority_id or "")
        )
        if standing == Standing.REJECTED:
            person.not_theirs.add(text)
            return
        spelling = Spelling(text, language)
        person.spellings[spelling] = merged_from
        self._exact[text].add(id)


def _place(name: KnownName | tuple[int, Spelling]) -> tuple[int, Spelling]:
    return (name.person, Spelling(name.text, name.language)) if isinstance(name, KnownName) else name


def _first(
    shared: dict[KnownName | tuple[int, Spelling], int], count: int
) -> list[KnownName | tuple[int, Spelling]]:
    """The names that share most; of those that share as much, those of the people known longest."""
    return nsmallest(count, shared, key=lambda name: (-shared[name], _place(name)))


def _likeness(a: Spelling, b: Spelling) -> Comparison:
    """How alike two names are, read as they are most alike."""
    compared = (compare(x.text, y.text, x.language, y.language) for x in readings(a) for y in readings(b))
    return max(compared, key=lambda comparison: comparison.score)
