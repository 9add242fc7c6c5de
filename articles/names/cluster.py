"""Many names at once: which of them name one person? The rule that linking in the database shares."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, chain, combinations

from articles.names.company import Identity, expected, meant
from articles.names.keys import alone_keys, blocking_keys, surname_keys
from articles.names.match import MERGE, SURNAME, compare, compare_surname, forms
from articles.names.nominative import base_forms
from articles.names.parts import Part, parts
from articles.names.sounds import likeness

Named = tuple[str, str]  # a name and the language (ISO 639-1, "" if unknown) it is written in

_APART = 0.7  # two groups of names less alike than this on the average are not joined by one likeness
_SAME_WORD = 0.8  # a surname, inflected or not, and the surname of the full name
_AS_LIKE = 0.05  # names this much less alike than the best are as good
_COMPARED = 12  # names of each group looked at before two groups are joined


class _Groups:
    """Disjoint groups of numbers."""

    def __init__(self, count: int) -> None:
        self._of = list(range(count))
        self._members = {number: [number] for number in range(count)}

    def of(self, number: int) -> int:
        return self._of[number]

    def members(self, group: int) -> list[int]:
        return self._members[group]

    def join(self, a: int, b: int) -> None:
        into, other = sorted((self._of[a], self._of[b]))
        if into != other:
            for number in self._members[other]:
                self._of[number] = into
            self._members[into] += self._members.pop(other)

    def numbered(self) -> list[int]:
        return list(self._of)


def cluster(names: Sequence[Named]) -> list[int]:
    """For each name the number of its person: the place in `names` of the first name of that person.

    Names that `compare` holds for the same (`MERGE`) join, the surest first, unless the groups they stand
    in hold names that differ. A name of one word joins nothing, not even itself elsewhere.
    """
    groups = _Groups(len(names))
    by_key: defaultdict[str, set[Named]] = defaultdict(set)
    places: defaultdict[Named, list[int]] = defaultdict(list)
    for place, named in enumerate(names):
        places[named].append(place)
    for named in places:
        for key in blocking_keys(*named):
            by_key[key].add(named)
    for named, at in places.items():
        if blocking_keys(*named):
            for other in at[1:]:
                groups.join(at[0], other)
    pairs = {pair for bucket in by_key.values() for pair in combinations(sorted(bucket), 2)}
    scored = ((compare(a[0], b[0], a[1], b[1]).score, a, b) for a, b in pairs)
    for _, a, b in sorted((found for found in scored if found[0] >= MERGE), reverse=True):
        ours, theirs = groups.of(places[a][0]), groups.of(places[b][0])
        if ours != theirs and _fit(names, groups.members(ours), groups.members(theirs)):
            groups.join(ours, theirs)
    return groups.numbered()


def _fit(names: Sequence[Named], ours: Sequence[int], theirs: Sequence[int]) -> bool:
    """Whether the names of two groups are alike on the average, so that no chain of likenesses runs away."""
    sides = [list(dict.fromkeys(names[place] for place in side))[:_COMPARED] for side in (ours, theirs)]
    scores = [compare(a[0], b[0], a[1], b[1]).score for a in sides[0] for b in sides[1]]
    return sum(scores) / len(scores) >= _APART


def cluster_article(names: Sequence[Named]) -> list[int]:
    """As `cluster`, for the mentions of one article, in which a word of a full name stands for the person.

    A single word joins the person whose name holds it; where two people's names do, the one named last
    before it; where none does, the same word elsewhere in the article.
    """
    groups = _Groups(len(names))
    for place, group in enumerate(cluster(names)):
        groups.join(place, group)
    single = [any(len(form) == 1 for form in forms(*named)) for named in names]
    words = [_words(*named, single=alone) for named, alone in zip(names, single, strict=True)]
    full = [place for place in range(len(names)) if not single[place]]
    for place in (place for place in range(len(names)) if single[place]):
        likes = {other: _like(words[place], words[other]) for other in full}
        best = max(_SAME_WORD, max(likes.values(), default=0.0) - _AS_LIKE)
        alike = [other for other, like in likes.items() if like >= best]
        before = [other for other in alike if other < place]
        if alike:
            groups.join(before[-1] if before else alike[0], place)
            continue
        for other in range(place):
            if single[other] and _like(words[place], words[other]) >= _SAME_WORD:
                groups.join(other, place)
                break
    return groups.numbered()


def _words(name: str, language: str, single: bool) -> list[Part]:
    words = [word for form in forms(name, language) for word in form]
    if single:
        words += [word for base in base_forms(name, language) for word in parts(base, language)]
    return words


def _like(ours: Sequence[Part], theirs: Sequence[Part]) -> float:
    """How alike the two most alike words are; initials are like nothing."""
    return max(
        (
            likeness(one, other)
            for a in ours
            for b in theirs
            if not (a.initial or b.initial)
            for one in a.sayings
            for other in b.sayings
        ),
        default=0.0,
    )


def link(articles: Sequence[Sequence[Named]]) -> list[list[int]]:
    """The persons of many articles: `cluster_article` in each, then the persons' full names across all.

    A surname alone in its article joins somebody of other articles where the company tells (`company.meant`).
    Numbers as in `cluster`, over the names of all articles in one row.
    """
    names = [named for article in articles for named in article]
    groups = _Groups(len(names))
    for place, group in enumerate(cluster(names)):
        groups.join(place, group)
    starts = list(accumulate((len(article) for article in articles), initial=0))
    for start, article in zip(starts, articles, strict=False):
        for place, group in enumerate(cluster_article(article)):
            groups.join(start + place, start + group)
    for surname, person in _told_by_company(articles, starts, groups.numbered()):
        groups.join(surname, person)
    numbers = groups.numbered()
    return [numbers[start : start + len(article)] for start, article in zip(starts, articles, strict=False)]


def _told_by_company(
    articles: Sequence[Sequence[Named]], starts: Sequence[int], numbers: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """(number of a surname that stands alone in its article, number of whom it means), where that is sure."""
    named_in: defaultdict[int, set[int]] = defaultdict(set)  # the articles that name a person in full
    by_key: defaultdict[str, set[tuple[Named, int]]] = defaultdict(set)
    people = [
        list(zip(article, numbers[start:], strict=False))
        for start, article in zip(starts, articles, strict=False)
    ]
    for at, mentions in enumerate(people):
        for named, number in mentions:
            for key in surname_keys(*named):
                named_in[number].add(at)
                by_key[key].add((named, number))

    def bearers(spellings: Iterable[Named]) -> dict[int, int]:
        likes: defaultdict[int, float] = defaultdict(float)
        for word, language in dict.fromkeys(spellings):
            for key in alone_keys(word, language):
                for (name, spoken), number in by_key[key]:
                    likes[number] = max(likes[number], compare_surname(word, name, language, spoken))
        least = max(SURNAME, max(likes.values(), default=0.0) - _AS_LIKE)
        return {number: len(named_in[number]) for number, like in likes.items() if like >= least}

    people_at: defaultdict[int, list[int]] = defaultdict(list)
    for number, at_all in named_in.items():
        for at in at_all:
            people_at[at].append(number)

    @cache
    def together(one: int) -> Counter[int]:
        return Counter(chain.from_iterable(people_at[at] for at in named_in[one]))

    for at, mentions in enumerate(people):
        alone: defaultdict[int, list[Named]] = defaultdict(list)
        full: dict[int, int] = {}
        for named, number in mentions:
            if at in named_in[number]:
                full[number] = len(named_in[number]) - 1  # this article does not count
            else:
                alone[number].append(named)
        likely = {number: bearers(spellings) for number, spellings in alone.items()}
        counts = {person: number for some in likely.values() for person, number in some.items()} | full
        known: list[Identity[int]] = [{number: 1.0} for number in full]
        for number, some in likely.items():
            others = [expected(bearing) for other, bearing in likely.items() if other != number]
            found = meant(some, [*known, *others], together, counts.__getitem__, len(articles) - 1)
            if found and found.sure:
                yield number, found.person
