"""Thousands of names held in memory; which one does a name in any script mean?"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, partial
from heapq import nlargest

from articles.names.keys import skeletons
from articles.names.match import MERGE, compare_parts, forms
from articles.names.parts import Part, joined, parts
from articles.names.romanise import language_of
from articles.names.sounds import Sounds, likeness
from articles.text.codes import Code

_ALIKE = 0.66  # with a word less alike, two names never reach PROPOSE
_COMPARED = 24  # names compared in full for one question
_CLEAR = 0.01  # by so much the best must lead the next other name


@dataclass(frozen=True, slots=True)
class Match:
    """A name of the index that a question may mean."""

    id: str
    score: float
    reason: Code


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    language: str
    words: tuple[Part, ...]
    sounds: tuple[Sounds, ...]


def _shortened(skeleton: str) -> set[str]:
    """The skeleton and, if it is long enough, itself without any one consonant."""
    if len(skeleton) < 4:
        return {skeleton}
    return {skeleton, *(skeleton[:i] + skeleton[i + 1 :] for i in range(len(skeleton)))}


def _most_alike(said: tuple[Sounds, ...], word: Sounds) -> float:
    return max(likeness(sounds, word) for sounds in said)


def _said(words: tuple[Part, ...]) -> set[tuple[Sounds, ...]]:
    """The ways each word of a name is said, and each two neighbouring words as one."""
    found = {word.sayings for word in words if not word.initial}
    if len(words) > 2:
        found.update(word.sayings for row in joined(words) for word in row)
    return found


class NameIndex:
    """Names by id, found by sound. One id may have many names, one name many ids.

    About 2 kB of memory per name. Words are compared once each, then only the names that share two of
    the question's words are compared in full.
    """

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._spellings_of: defaultdict[str, set[str]] = defaultdict(set)
        self._entries_of: defaultdict[Sounds, list[int]] = defaultdict(list)
        self._words_of: defaultdict[str, list[Sounds]] = defaultdict(list)
        self._shortened_words_of: defaultdict[str, list[Sounds]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, id: str, name: str, language: str = "") -> None:
        """Hold `name`, written in `language` (ISO 639-1, `""` if unknown), as a name of `id`."""
        language = language_of(name, language)
        words = parts(name, language)
        place = len(self._entries)
        rows = {sounds for said in _said(words) for sounds in said}
        self._entries.append(_Entry(id, language, words, tuple(rows)))
        self._spellings_of[id].add(name)
        for sounds in rows:
            if sounds not in self._entries_of:
                for skeleton in skeletons(sounds):
                    self._words_of[skeleton].append(sounds)
                for skeleton in {short for full in skeletons(sounds) for short in _shortened(full)}:
                    self._shortened_words_of[skeleton].append(sounds)
            self._entries_of[sounds].append(place)

    def _near(self, sounds: Sounds, widely: bool) -> set[Sounds]:
        """The words of the index with the consonants of `sounds`; `widely`, all but one of them suffice."""
        near: set[Sounds] = set()
        for skeleton in skeletons(sounds):
            near.update(self._words_of.get(skeleton, ()))
            if widely:
                near.update(self._shortened_words_of.get(skeleton, ()))
                for short in _shortened(skeleton):
                    near.update(self._words_of.get(short, ()))
        return near

    def _likeliest(self, words: tuple[Part, ...], widely: bool) -> list[int]:
        """The places of names in which two words sound like words of the question, most alike first.

        Beside an initial, one word is enough; the initial is compared later.
        """
        if len(words) < 2:
            return []
        needed = min(2, sum(not word.initial for word in words))
        near_each, shared = [], Counter[int]()
        for said in _said(words):
            near = set[Sounds]().union(*(self._near(sounds, widely) for sounds in said))
            near_each.append((said, near))
            shared.update({place for word in near for place in self._entries_of[word]})
        alike: dict[int, list[float]] = {place: [] for place, count in shared.items() if count >= needed}
        # The word with the fewest like it first: most names drop out before the dear comparisons.
        near_each.sort(key=lambda pair: len(pair[1]))
        for left, (said, near) in zip(range(len(near_each) - 1, -1, -1), near_each, strict=True):
            likes = cache(partial(_most_alike, said))
            for place, found in list(alike.items()):
                like = max((likes(word) for word in self._entries[place].sounds if word in near), default=0.0)
                if like >= _ALIKE:
                    found.append(like)
                elif len(found) + left < needed:
                    del alike[place]
        return nlargest(_COMPARED, alike, key=lambda place: sum(alike[place]))

    def candidates(self, name: str, language: str = "", limit: int = 10) -> list[Match]:
        """The names most like `name`, best first, at most one per id, whatever their score."""
        language = language_of(name, language)
        best: list[Match] = []
        for widely in (False, True):
            compared: dict[str, Match] = {}
            for words in forms(name, language)[: 2 if widely else None]:
                for place in self._likeliest(words, widely):
                    entry = self._entries[place]
                    found = compare_parts(words, entry.words, language, entry.language)
                    if entry.id not in compared or found.score > compared[entry.id].score:
                        compared[entry.id] = Match(entry.id, found.score, found.reason)
            best = sorted(compared.values(), key=lambda match: -match.score)
            if best and best[0].score >= MERGE:
                break
        return best[:limit]

    def find(self, name: str, language: str = "") -> Match | None:
        """The name meant, `None` where none reaches `MERGE` or two different names are equally like it."""
        found = self.candidates(name, language)
        if not found or found[0].score < MERGE:
            return None
        best = found[0]
        rivals = (other for other in found[1:] if other.score > best.score - _CLEAR)
        spellings = self._spellings_of[best.id]
        return None if any(spellings.isdisjoint(self._spellings_of[rival.id]) for rival in rivals) else best
