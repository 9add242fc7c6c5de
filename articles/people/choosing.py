"""Whom the persons found in articles are: people of the archive, or new ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from django.db.models import Count

from articles.models import Article, Mention, Name, NameKey, Person, Proposal
from articles.models.people import Standing
from articles.names.keys import alone_keys
from articles.names.match import MERGE, Comparison
from articles.people.apart import kept_apart, pair_of
from articles.people.candidates import (
    SAME_SPELLING,
    Candidate,
    Candidates,
    Likeness,
    Spelling,
    is_full,
    spelling_of,
)
from articles.people.remembering import NameMemory
from articles.people.repeating import Group, Repeated
from articles.people.surnames import AS_DECIDED, Alone, Decided, tell
from articles.text.codes import coded

_CLEAR = 0.02  # by so much the likeliest person must lead the next
_TOLD = 2  # so many times as often one namesake must be seen with the article's other people as the next
_PROPOSED = 3  # pairs proposed for one new person
_LONGEST = 200  # code points of a name


class Choice:
    """Chooses a person for every group of some articles, and writes what is new about people.

    A new person's id is negative until ``save``.
    """

    def __init__(self, articles: Sequence[Repeated], memory: NameMemory | None = None) -> None:
        self._memory = memory or NameMemory()
        self._candidates = Candidates(self._memory)
        self._candidates.look_up(
            name for article in articles for group in article.groups for name in _names(group, article)
        )
        self._chosen: list[tuple[Group, Candidate | None]] = []
        self._people: list[Candidate] = []
        self._names: list[tuple[Candidate, Spelling, int | None]] = []
        self._proposals: list[tuple[Candidate, Candidate, Comparison]] = []
        self._alone: list[tuple[Repeated, list[Group], set[int]]] = []

    def choose(self, article: Repeated) -> None:
        """Choose a person for each group of the article; none where nothing tells."""
        first = len(self._chosen)
        unclear: list[tuple[Group, list[Spelling], list[Likeness]]] = []
        alone: list[Group] = []
        for group in list(article.groups):
            names = self._somebodys(group, _names(group, article), article)
            if group.person_id is not None:
                if group.by_editor and not names:
                    group.reason = AS_DECIDED
                known = self._candidates.get(group.person_id)
                self._take(group, known or Candidate(group.person_id, group.found.name), names)
            elif names:
                likely, doubtful = self._likely(names)
                if len(likely) > 1:
                    unclear.append((group, names, likely))
                elif likely:
                    self._take_likely(group, likely[0], names)
                else:
                    self._take(group, self._make(names[0], doubtful), names)
            elif group.mentions and not any(one.person_id and not one.inferred for one in group.mentions):
                alone.append(group)
        present = {person.id for _, person in self._chosen[first:] if person}
        confirmed = (one.person_id for one in article.decided if one.status == Standing.CONFIRMED)
        present.update(person for person in confirmed if person)
        for group, names, likely in unclear:
            named = [person for person in present if person > 0]
            meant = self._among(likely, named, article.article.pk)
            if meant is not None:
                self._take_likely(group, meant, names)
                present.add(meant.person.id)
        if alone:
            self._alone.append((article, alone, {person for person in present if person > 0}))

    def choose_surnames(self) -> None:
        """Choose whom the surnames mean that stand alone in the articles, by those chosen already."""
        asked = []
        for article, groups, present in self._alone:
            surnames = [spelling_of(group.mentions[0].surface, article.article.language) for group in groups]
            rejected = [one for one in article.decided if one.status == Standing.REJECTED]
            refused = {one.person_id for one in rejected if one.person_id}
            linked = [one for group in groups for one in group.mentions]
            before = {(one.person_id, one.merged_from_id) for one in linked if one.person_id}
            decided = [
                Decided(spelling, one.person_id, one.merged_from_id)
                for one in article.decided
                for spelling in [spelling_of(one.surface, article.article.language)]
                if one.status == Standing.CONFIRMED and one.person_id and alone_keys(*spelling)
            ]
            asked.append(Alone(article.article.pk, surnames, present, refused, before, decided))
        for (_, groups, _), answers in zip(self._alone, tell(asked, self._memory), strict=True):
            for group, told in zip(groups, answers, strict=True):
                group.reason = told.reason
                group.merged_from_id = told.merged_from
                self._chosen.append((group, Candidate(told.person, "") if told.person else None))

    def save(self) -> None:
        """Write new people, names and proposals, and note in the groups' mentions whose they are."""
        made = Person.objects.bulk_create(Person(name=person.name) for person in self._people)
        for candidate, stored in zip(self._people, made, strict=True):
            candidate.id = stored.pk
        names = [
            Name(person_id=person.id, text=text, language=language, merged_from_id=merged_from)
            for person, (text, language), merged_from in self._names
        ]
        for name in names:
            name.file()
        Name.objects.bulk_create(names)
        NameKey.objects.put(names)
        propose((a.id, b.id, comparison) for a, b, comparison in self._proposals)
        for group, person in self._chosen:
            rejected = person is not None and person.standing == Standing.REJECTED
            for mention in group.mentions:
                mention.person_id = person.id if person else None
                mention.merged_from_id = group.merged_from_id
                mention.reason = group.reason.as_json() if group.reason else None
                mention.inferred = group.reason is not None and person is not None
                mention.status = Standing.REJECTED if rejected else Standing.SUGGESTED

    def _somebodys(self, group: Group, names: list[Spelling], article: Repeated) -> list[Spelling]:
        """The names without those that stand for nobody; their mentions become a group of their own."""
        rejected = {name.text: nobody for name in names if (nobody := self._candidates.nobody(name.text))}
        if not rejected or len(rejected) == len({name.text for name in names}):
            return names
        apart = [one for one in group.mentions if one.surface in rejected]
        group.mentions = [one for one in group.mentions if one.surface not in rejected]
        for mention in apart:
            alone = Group(group.found, [mention])
            article.groups.append(alone)
            self._chosen.append((alone, rejected[mention.surface]))
        return [name for name in names if name.text not in rejected]

    def _take(self, group: Group, person: Candidate, names: Iterable[Spelling]) -> None:
        self._chosen.append((group, person))
        if group.by_editor:
            return  # that these words mean this person here does not make them a name of theirs elsewhere
        for name in names:
            if name not in person.spellings and name.text not in person.not_theirs:
                self._candidates.add(person, name, group.merged_from_id)
                self._names.append((person, name, group.merged_from_id))

    def _take_likely(self, group: Group, likeness: Likeness, names: Iterable[Spelling]) -> None:
        group.merged_from_id = likeness.person.spellings[likeness.spelling]
        self._take(group, likeness.person, names)

    def _make(self, name: Spelling, doubtful: Sequence[Likeness]) -> Candidate:
        person = Candidate(-1 - len(self._people), name.text)
        self._people.append(person)
        self._proposals += [(other, person, comparison) for other, comparison, _ in doubtful[:_PROPOSED]]
        return person

    def _likely(self, names: Sequence[Spelling]) -> tuple[list[Likeness], list[Likeness]]:
        """Those who may be meant: one, none, or several as likely; and if none, those who are doubtful."""
        found = self._candidates.bearing(names)
        live = [one for one in found if one.person.standing != Standing.REJECTED]
        likely = [one for one in live if one.comparison.score >= MERGE]
        if likely:
            enough = likely[0].comparison.score - _CLEAR
            return [one for one in likely if one.comparison.score > enough], []
        rejected = [one for one in found if one not in live and one.comparison == SAME_SPELLING]
        return rejected[:1], live

    def _among(self, likely: Sequence[Likeness], present: Sequence[int], article: int) -> Likeness | None:
        """The one of several who is meant."""
        together = _seen_with([one.person.id for one in likely], present, article)
        by_company = sorted(likely, key=lambda one: (-together.get(one.person.id, 0), one.person.id))
        most, next_most = (together.get(one.person.id, 0) for one in by_company[:2])
        if most > _TOLD * next_most:
            return by_company[0]
        apart = kept_apart([one.person.id for one in likely])
        pairs = list(combinations([one.person for one in likely], 2))
        if any(pair_of(a.id, b.id) in apart or (a.identity and b.identity) for a, b in pairs):
            return None
        score = min(one.comparison.score for one in likely)
        asked = Comparison(score, coded("match.two_near"))
        self._proposals += [(a, b, asked) for a, b in pairs[:_PROPOSED]]
        return min(likely, key=lambda one: (one.person.standing != Standing.CONFIRMED, one.person.id))


def _names(group: Group, article: Repeated) -> list[Spelling]:
    """The full names of the group, the chosen one first."""
    spellings = dict.fromkeys(
        spelling_of(name, article.article.language) for name in (group.found.name, *group.found.names)
    )
    return [one for one in spellings if len(one.text) <= _LONGEST and is_full(one)]


def _seen_with(people: Sequence[int], present: Sequence[int], article: int) -> dict[int, int]:
    """In how many articles but one each of `people` is mentioned with anybody of `present`.

    What was inferred from company is no evidence of it, nor is what was withdrawn.
    """
    if not present:
        return {}
    standing = Mention.objects.standing().filter(person__in=people, article__mentions__person__in=present)
    standing = standing.exclude(article=article).exclude(inferred=True, status=Standing.SUGGESTED)
    standing = standing.exclude(article__status=Article.Status.WITHDRAWN)
    return dict(standing.values_list("person").annotate(Count("article", distinct=True)).order_by())


def propose(pairs: Iterable[tuple[int, int, Comparison]]) -> None:
    """Ask editors about pairs of people; who was asked about or decided before is not asked about again."""
    Proposal.objects.bulk_create(
        (
            Proposal(first_id=min(a, b), second_id=max(a, b), score=how.score, reason=how.reason.as_json())
            for a, b, how in pairs
        ),
        ignore_conflicts=True,
    )
