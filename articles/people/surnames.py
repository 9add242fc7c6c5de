"""Whom a surname means that stands alone in an article: somebody who bears it, told by the company they keep.

The recipe is ``names.company``. What counts are articles that name somebody in full, or where an editor said
who it is; never what this recipe found itself, so that the order in which articles came changes nothing in
the end (``revisiting``), nor what was withdrawn. Only articles stored at about the same time count: whom the
archive spoke of then.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import NamedTuple

from django.db.models import Count, QuerySet

from articles.models import Article, Extraction, Mention, Name, Person
from articles.models.people import Standing, keys_of_alone
from articles.names.cluster import cluster_article
from articles.names.company import PROPOSED, Identity, Meant, expected, meant
from articles.names.match import SURNAME, compare_surname
from articles.people.candidates import Spelling
from articles.people.remembering import NameMemory
from articles.text.codes import Code, coded

AROUND = 20_000  # articles before and after one that count for it; their number bounds the cost
_AS_LIKE = 0.05  # surnames this much less alike than the best are as good
_SHOWN = 3  # people in common who are named in a reason


class Decided(NamedTuple):
    """A mention that an editor confirmed: the words, whose they are and through whose name."""

    surname: Spelling
    person: int
    merged_from: int | None


@dataclass(frozen=True, slots=True)
class Alone:
    """An article with names of one word that its full names do not explain."""

    article: int
    surnames: Sequence[Spelling]
    present: Collection[int]  # the people named in full
    refused: Collection[int] = ()  # people whom an editor rejected here
    before: Collection[tuple[int, int | None]] = ()  # to whom surnames are linked now, and merged from whom
    decided: Sequence[Decided] = ()  # names of one word of which an editor said whose they are


class Told(NamedTuple):
    """Who is meant and through whose name; nobody (None) where that is not sure. And why it is, or may be."""

    person: int | None
    merged_from: int | None
    reason: Code | None

    @property
    def inferred(self) -> bool:
        return self.person is not None


NOBODY = Told(None, None, None)
AS_DECIDED = coded("surname.decided")


class _Named(NamedTuple):
    person: int
    name: Spelling
    merged_from: int | None


class _Bearer(NamedTuple):
    likeness: float
    merged_from: Sequence[int | None]  # of the names that do, the best first


@dataclass(slots=True)
class _Archive:
    """In which of the articles that count somebody is named in full."""

    articles: int
    named_in: Mapping[int, set[int]] = field(default_factory=dict)
    _people_in: defaultdict[int, list[int]] = field(init=False, default_factory=lambda: defaultdict(list))
    _together: dict[int, Counter[int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for person, articles in self.named_in.items():
            for article in articles:
                self._people_in[article].append(person)

    def named(self, person: int, without: int) -> int:
        """How many articles name the person, not counting one."""
        found = self.named_in.get(person, set())
        return len(found) - (without in found)

    def together(self, one: int) -> Counter[int]:
        """In how many articles each of the others is named beside the one."""
        if one not in self._together:
            articles = self.named_in.get(one, ())
            self._together[one] = Counter(chain.from_iterable(self._people_in[at] for at in articles))
        return self._together[one]


def tell(asked: Sequence[Alone], memory: NameMemory | None = None) -> list[list[Told]]:
    """For each surname of each article, who is meant; half a dozen queries for all."""
    surnames = {spelling for alone in asked for spelling in alone.surnames}
    bearing = _bearing(surnames, memory or NameMemory())
    questions = [_Question(alone, bearing) for alone in asked]
    open_ones = [question for question in questions if question.is_open]
    archive = _archive(open_ones)
    answers: list[list[Meant[int] | None]] = [
        question.answers(archive) if question.is_open else [] for question in questions
    ]
    names = _names(answers)
    return [
        [question.told(group, found, names) for group, found in zip(question.groups, some, strict=True)]
        if some
        else [question.decided.get(group, NOBODY) for group in question.groups]
        for question, some in zip(questions, answers, strict=True)
    ]


class _Question:
    """One article: its surnames by person, and who may be meant by each."""

    def __init__(self, alone: Alone, bearing: Callable[[Spelling], dict[int, _Bearer]]) -> None:
        self.alone = alone
        decided = [one.surname for one in alone.decided]
        groups = cluster_article([*alone.surnames, *decided])
        self.groups = groups[: len(alone.surnames)]
        self.decided = _most_decided(alone.decided, groups[len(alone.surnames) :])
        self.bearers: dict[int, dict[int, _Bearer]] = {}
        open_groups = [group for group in dict.fromkeys(self.groups) if group not in self.decided]
        if len(open_groups) == 1 and not alone.present:
            return  # nobody could tell
        for group in open_groups:
            found: dict[int, _Bearer] = {}
            for spelling, number in zip(alone.surnames, self.groups, strict=True):
                if number == group:
                    for person, bearer in bearing(spelling).items():
                        found[person] = max(found.get(person, bearer), bearer, key=lambda one: one.likeness)
            least = max((one.likeness for one in found.values()), default=0.0) - _AS_LIKE
            self.bearers[group] = {
                person: bearer
                for person, bearer in found.items()
                if bearer.likeness >= least and person not in alone.refused
            }

    @property
    def is_open(self) -> bool:
        """Whether anybody may be meant, and there is company that could tell."""
        known = sum(bool(bearers) for bearers in self.bearers.values())
        return known > 1 or (known == 1 and bool(self.alone.present))

    @property
    def people(self) -> set[int]:
        return {person for bearers in self.bearers.values() for person in bearers} | set(self.alone.present)

    def answers(self, archive: _Archive) -> list[Meant[int] | None]:
        """Who is meant by each surname, in their order."""

        def named(person: int) -> int:
            return archive.named(person, without=self.alone.article)

        counts = {
            group: {person: number for person in bearers if (number := named(person))}
            for group, bearers in self.bearers.items()
        }
        present: list[Identity[int]] = [{person: 1.0} for person in sorted(self.alone.present)]
        found = {
            group: meant(
                some,
                [*present, *(expected(others) for other, others in counts.items() if other != group)],
                archive.together,
                named,
                archive.articles,
            )
            for group, some in counts.items()
        }
        return [found.get(group) for group in self.groups]

    def told(self, group: int, found: Meant[int] | None, names: Mapping[int, str]) -> Told:
        if group in self.decided:
            return self.decided[group]
        if found is None or found.probability < PROPOSED:
            return NOBODY
        reason = _company([names[person] for person in found.company])
        if found.sure:
            ways = self.bearers[group][found.person].merged_from
            # What was linked stays linked as it was, so that undoing a merger gives it to whose it was.
            merged_from = next((way for way in ways if (found.person, way) in self.alone.before), ways[0])
            return Told(found.person, merged_from, reason)
        return Told(None, None, coded("surname.perhaps", person=names[found.person], why=reason))


def _company(names: Sequence[str]) -> Code:
    """That a surname and so many people in common tell."""
    count, shown = len(names), tuple(names[:_SHOWN])
    if count > _SHOWN:
        return coded("surname.company_more", count=count, people=shown, more=count - _SHOWN)
    return coded("surname.company", count=count, people=shown)


def _most_decided(decided: Sequence[Decided], groups: Sequence[int]) -> dict[int, Told]:
    """For each group of surnames, whose an editor said most of them are."""
    votes: defaultdict[int, Counter[Told]] = defaultdict(Counter)
    for one, group in zip(decided, groups, strict=True):
        votes[group][Told(one.person, one.merged_from, AS_DECIDED)] += 1
    return {group: counted.most_common(1)[0][0] for group, counted in votes.items()}


def _bearing(surnames: Collection[Spelling], memory: NameMemory) -> Callable[[Spelling], dict[int, _Bearer]]:
    """Who bears each of the surnames, looked up at once."""
    keys = {spelling: keys_of_alone(*spelling) for spelling in surnames}
    by_key = {
        key: [
            _Named(name.person, Spelling(name.text, name.language), name.merged_from)
            for name in names
            if not (name.is_rejected or name.is_of_rejected)
        ]
        for key, names in memory.sharing(set().union(*keys.values())).items()
    }
    people = {one.person for found in by_key.values() for one in found}
    rejected = set(
        Name.objects.filter(
            person__in=people, text__in={text for text, _ in surnames}, standing=Standing.REJECTED
        ).values_list("person", "text")
    )

    @cache
    def bearing(surname: Spelling) -> dict[int, _Bearer]:
        found: defaultdict[int, list[tuple[float, int | None]]] = defaultdict(list)
        # A name shares several keys.
        for person, name, merged_from in dict.fromkeys(
            named for key in sorted(keys[surname]) for named in by_key.get(key, ())
        ):
            likeness = compare_surname(surname.text, name.text, surname.language, name.language)
            if likeness >= SURNAME:
                found[person].append((likeness, merged_from))
        return {
            person: _bearer(names)
            for person, names in found.items()
            if (person, surname.text) not in rejected
        }

    return bearing


def _bearer(names: Sequence[tuple[float, int | None]]) -> _Bearer:
    """By the names as like as the best: the person's own before those of people merged into them."""
    best = max(likeness for likeness, _ in names)
    ways = dict.fromkeys(merged_from for likeness, merged_from in names if likeness >= best - _AS_LIKE)
    return _Bearer(best, sorted(ways, key=lambda merged_from: merged_from is not None))


def _archive(questions: Sequence[_Question]) -> _Archive:
    """What the articles around those of the questions say about the people in question."""
    if not questions:
        return _Archive(0)
    at = [question.alone.article for question in questions]
    first, last = min(at) - AROUND, max(at) + AROUND
    window = {"article__gt": first, "article__lt": last}
    people = set().union(*(question.people for question in questions))
    around = Mention.objects.filter(person__in=people, **window).order_by()
    # Two questions, since each is answered by an index alone.
    mentions = _counted(around.exclude(status=Standing.REJECTED))
    inferred = _counted(around.filter(status=Standing.SUGGESTED, inferred=True))
    # Withdrawn articles are few: asked for apart, they cost the questions about mentions no join.
    withdrawn = set(
        Article.objects.filter(status=Article.Status.WITHDRAWN, pk__gt=first, pk__lt=last).values_list(
            "pk", flat=True
        )
    )
    named_in: defaultdict[int, set[int]] = defaultdict(set)
    for (person, article), number in mentions.items():
        if number > inferred.get((person, article), 0) and article not in withdrawn:
            named_in[person].add(article)
    return _Archive(Extraction.objects.filter(**window).count() - len(withdrawn), named_in)


def _counted(mentions: QuerySet[Mention]) -> dict[tuple[int, int], int]:
    """How many of the mentions are of which person in which article."""
    counted = mentions.values_list("person", "article").annotate(Count("pk"))
    return {(person, article): number for person, article, number in counted}


def _names(answers: Iterable[Sequence[Meant[int] | None]]) -> dict[int, str]:
    """The names of those told and of those who tell."""
    people = {
        person
        for some in answers
        for found in some
        if found is not None and found.probability >= PROPOSED
        for person in (found.person, *found.company)
    }
    return dict(Person.objects.filter(pk__in=people).values_list("pk", "name")) if people else {}
