"""Whom the persons found in articles are: people of the archive, or new ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from django.db.models import Count

from articles.models import Mention, Name, NameKey, Person, Proposal
from articles.models.people import Standing
from articles.names.match import MERGE, Comparison
from articles.people.apart import kept_apart, pair_of
from articles.people.candidates import Candidate, Candidates, Spelling, is_full, spelling_of
from articles.people.repeating import Group, Repeated

_CLEAR = 0.02  # by so much the likeliest person must lead the next
_TOLD = 2  # so many times as often one namesake must be seen with the article's other people as the next
_PROPOSED = 3  # pairs proposed for one new person
_LONGEST = 200  # code points of a name

Likely = list[tuple[Candidate, Comparison]]


class Choice:
    """Chooses a person for every group of some articles, and writes what is new about people.

    A new person's id is negative until ``save``.
    """

    def __init__(self, articles: Sequence[Repeated]) -> None:
        self._candidates = Candidates()
        self._candidates.look_up(
            spelling
            for article in articles
            for group in article.groups
            for spelling in _names(group, article)
        )
        self._chosen: list[tuple[Group, Candidate]] = []
        self._people: list[Candidate] = []
        self._names: list[tuple[Candidate, Spelling]] = []
        self._proposals: list[tuple[Candidate, Candidate, Comparison]] = []

    def choose(self, article: Repeated) -> None:
        """Choose a person for each group of the article; none where nothing tells."""
        unclear: list[tuple[Group, list[Spelling], Likely]] = []
        present = {mention.person_id for mention in article.decided if mention.status == Standing.CONFIRMED}
        for group in article.groups:
            names = _names(group, article)
            if group.person_id is not None:
                known = self._candidates.get(group.person_id)
                self._take(group, known or Candidate(group.person_id, group.found.name), names)
            elif names:
                likely, doubtful = self._likely(names)
                if len(likely) > 1:
                    unclear.append((group, names, likely))
                    continue
                self._take(group, likely[0][0] if likely else self._make(names[0], doubtful), names)
            present.update(candidate.id for chosen, candidate in self._chosen[-1:] if chosen is group)
        for group, names, likely in unclear:
            person = self._among(likely, [id for id in present if id is not None and id > 0])
            if person is not None:
                self._take(group, person, names)

    def save(self) -> None:
        """Write new people, names and proposals, and note in the groups' mentions whose they are."""
        made = Person.objects.bulk_create(Person(name=person.name) for person in self._people)
        for candidate, stored in zip(self._people, made, strict=True):
            candidate.id = stored.pk
        names = [Name(person_id=person.id, text=text, language=lang) for person, (text, lang) in self._names]
        for name in names:
            name.file()
        Name.objects.bulk_create(names)
        NameKey.objects.bulk_create(key for name in names for key in name.make_keys())
        propose((a.id, b.id, comparison) for a, b, comparison in self._proposals)
        for group, person in self._chosen:
            for mention in group.mentions:
                mention.person_id = person.id
                rejected = person.standing == Standing.REJECTED
                mention.status = Standing.REJECTED if rejected else Standing.SUGGESTED

    def _take(self, group: Group, person: Candidate, names: Iterable[Spelling]) -> None:
        self._chosen.append((group, person))
        if group.by_editor:
            return  # that these words mean this person here does not make them a name of theirs elsewhere
        for spelling in names:
            if spelling not in person.spellings and spelling.text not in person.not_theirs:
                self._candidates.add(person, spelling)
                self._names.append((person, spelling))

    def _make(self, name: Spelling, doubtful: Likely) -> Candidate:
        person = Candidate(-1 - len(self._people), name.text)
        self._people.append(person)
        self._proposals += [(other, person, comparison) for other, comparison in doubtful[:_PROPOSED]]
        return person

    def _likely(self, names: Sequence[Spelling]) -> tuple[Likely, Likely]:
        """Those who may be meant: one, none, or several as likely; and if none, those who are doubtful."""
        found = self._candidates.bearing(names)
        live = [(one, how) for one, how in found if one.standing != Standing.REJECTED]
        likely = [(one, how) for one, how in live if how.score >= MERGE]
        if likely:
            return [(one, how) for one, how in likely if how.score > likely[0][1].score - _CLEAR], []
        rejected = [(one, how) for one, how in found if one not in live and how.score == 1]
        return rejected[:1], live

    def _among(self, likely: Likely, present: Sequence[int]) -> Candidate | None:
        """The one of several who is meant."""
        together = _seen_with([one.id for one, _ in likely], present)
        by_company = sorted((one for one, _ in likely), key=lambda one: (-together.get(one.id, 0), one.id))
        first, second = (together.get(one.id, 0) for one in by_company[:2])
        if first > _TOLD * second:
            return by_company[0]
        apart = kept_apart([one.id for one, _ in likely if one.id > 0])
        pairs = list(combinations([one for one, _ in likely], 2))
        if any(pair_of(a.id, b.id) in apart or (a.identity and b.identity) for a, b in pairs):
            return None
        self._proposals += [(a, b, _same(likely)) for a, b in pairs[:_PROPOSED]]
        return min((one for one, _ in likely), key=lambda one: (one.standing != Standing.CONFIRMED, one.id))


def _same(likely: Likely) -> Comparison:
    score = min(how.score for _, how in likely)
    return Comparison(score, "one name is nearest to both")


def _names(group: Group, article: Repeated) -> list[Spelling]:
    """The full names of the group, the chosen one first."""
    spellings = dict.fromkeys(
        spelling_of(name, article.article.language) for name in (group.found.name, *group.found.names)
    )
    return [one for one in spellings if len(one.text) <= _LONGEST and is_full(one)]


def _seen_with(people: Sequence[int], present: Sequence[int]) -> dict[int, int]:
    """In how many articles each of `people` is mentioned with anybody of `present`."""
    if not present:
        return {}
    standing = Mention.objects.standing().filter(person__in=people, article__mentions__person__in=present)
    return dict(standing.values_list("person").annotate(Count("article", distinct=True)).order_by())


def propose(pairs: Iterable[tuple[int, int, Comparison]]) -> None:
    """Ask editors about pairs of people; who was asked about or decided before is not asked about again."""
    Proposal.objects.bulk_create(
        (
            Proposal(first_id=min(a, b), second_id=max(a, b), score=how.score, reason=how.reason)
            for a, b, how in pairs
        ),
        ignore_conflicts=True,
    )
