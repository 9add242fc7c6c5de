"""Whom a name may mean: the people of the archive whose names are spelled or sound like it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.models import Name, NameKey
from articles.models.people import Standing, keys_of
from articles.names.match import PROPOSE, Comparison, compare
from articles.names.parts import parts
from articles.names.romanise import language_of

_MOST_WORDS = 8
_COMPARED = 40  # names compared in full for one question: those that share most keys


class Spelling(NamedTuple):
    """A name as it stands in a text, and the language (ISO 639-1, or "") whose letters it is read by."""

    text: str
    language: str


def spelling_of(text: str, language: str) -> Spelling:
    """`text` met in an article in `language`: a name in another script is not in that language."""
    return Spelling(text, language_of(text, "" if language == "und" else language))


def is_full(spelling: Spelling) -> bool:
    """Whether two words are written out: less links nobody across articles; nor does an endless "name"."""
    words = parts(spelling.text, spelling.language)
    return len(words) <= _MOST_WORDS and sum(not word.initial for word in words) > 1


@dataclass(slots=True)
class Candidate:
    """A person who is not merged into another. The rejected ones are known, so as not to be made again."""

    id: int
    name: str
    standing: str = Standing.SUGGESTED
    identity: str = ""  # the id in an authority, by which two namesakes are known to be two
    spellings: set[Spelling] = field(default_factory=set)
    not_theirs: set[str] = field(default_factory=set)  # spellings that an editor has rejected


_OF_PERSON = (
    "person_id",
    "person__name",
    "person__standing",
    "person__wikidata_id",
    "person__authority_id",
)
SAME_SPELLING = Comparison(1.0, "same spelling")


class Candidates:
    """The people whom the names of some articles may mean, looked up in two queries.

    People made meanwhile are added, so that the next article finds them.
    """

    def __init__(self) -> None:
        self._people: dict[int, Candidate] = {}
        self._exact: defaultdict[str, set[int]] = defaultdict(set)
        self._by_key: defaultdict[str, set[tuple[int, Spelling]]] = defaultdict(set)

    def look_up(self, spellings: Iterable[Spelling]) -> None:
        """Load whoever bears one of these names exactly; for the other names, whoever shares a key."""
        wanted = {spelling for spelling in spellings if is_full(spelling)}
        if not wanted:
            return
        # A live person bears the names of those merged into it as well.
        names = Name.objects.filter(text__in={spelling.text for spelling in wanted}, person__merged_into=None)
        for name in names.values_list("text", "language", "standing", *_OF_PERSON):
            self._note(*name)
        keys = {key for spelling in wanted if not self._exact[spelling.text] for key in keys_of(*spelling)}
        if not keys:
            return
        columns = ("text", "language", "standing", *_OF_PERSON)
        sharing = NameKey.objects.filter(key__in=keys, name__person__merged_into=None)
        for key, *name in sharing.values_list("key", *(f"name__{column}" for column in columns)):
            self._note(*name, key=key)

    def add(self, candidate: Candidate, spelling: Spelling) -> None:
        """Note that this person bears this name."""
        self._people[candidate.id] = candidate
        candidate.spellings.add(spelling)
        self._exact[spelling.text].add(candidate.id)
        for key in keys_of(*spelling):
            self._by_key[key].add((candidate.id, spelling))

    def get(self, id: int) -> Candidate | None:
        return self._people.get(id)

    def bearing(self, spellings: Sequence[Spelling]) -> list[tuple[Candidate, Comparison]]:
        """The people who may be named by any of `spellings`, which name one person; the likeliest first.

        Who bears one of them exactly is alone in question: another's similar name says nothing then.
        """
        exact = {id for spelling in spellings if is_full(spelling) for id in self._exact[spelling.text]}
        found = dict.fromkeys(exact, SAME_SPELLING) or self._alike(spellings)
        texts = {spelling.text for spelling in spellings}
        people = [(self._people[id], comparison) for id, comparison in found.items()]
        return sorted(
            ((person, comparison) for person, comparison in people if not texts & person.not_theirs),
            key=lambda item: (-item[1].score, item[0].id),
        )

    def _alike(self, spellings: Sequence[Spelling]) -> dict[int, Comparison]:
        best: dict[int, Comparison] = {}
        for spelling in spellings:
            shared = Counter(one for key in keys_of(*spelling) for one in self._by_key[key])
            for id, other in sorted(shared, key=lambda one: (-shared[one], one))[:_COMPARED]:
                comparison = self._compare(spelling, other, self._people[id])
                if comparison.score >= PROPOSE and (id not in best or comparison.score > best[id].score):
                    best[id] = comparison
        return best

    def _compare(self, spelling: Spelling, other: Spelling, person: Candidate) -> Comparison:
        """A chain of small differences must not lead to somebody else: the name shown has a say, too."""
        comparison = compare(spelling.text, other.text, spelling.language, other.language)
        if other.text == person.name or comparison.score < PROPOSE:
            return comparison
        shown = compare(spelling.text, person.name, spelling.language)
        return comparison if shown.score >= PROPOSE else shown

    def _note(
        self,
        text: str,
        language: str,
        standing: str,
        id: int,
        shown: str,
        person_standing: str,
        wikidata_id: str | None,
        authority_id: str | None,
        key: str = "",
    ) -> None:
        person = self._people.setdefault(
            id, Candidate(id, shown, person_standing, wikidata_id or authority_id or "")
        )
        if standing == Standing.REJECTED:
            person.not_theirs.add(text)
            return
        spelling = Spelling(text, language)
        person.spellings.add(spelling)
        self._exact[text].add(id)
        if key:
            self._by_key[key].add((id, spelling))
