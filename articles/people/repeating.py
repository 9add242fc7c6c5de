"""Re-extraction: what was known of an article's mentions is carried over to what is found now.

A mention that an editor confirmed, rejected or moved stays as it is, wherever its words stand now, whether
it is found again or not. One found again keeps its row, so that decisions that name the row stay exact.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.models import Article, Decision, Mention, Person
from articles.models.mentions import is_open
from articles.models.people import Standing
from articles.names.persons import PersonFound
from articles.people.candidates import is_full, spelling_of
from articles.text.codes import Code

_LONGEST = 200  # code points of a surface; what is longer is no name
_MOST_PLACES = 1000  # of one name in one text, looked at to find where a mention has moved


@dataclass(slots=True)
class Group:
    """One person found in an article: the mentions to write for it, and what was known of them before."""

    found: PersonFound
    mentions: list[Mention] = field(default_factory=list)
    decided: list[Mention] = field(default_factory=list)  # at the same places, by an editor
    person_id: int | None = None  # who it was before
    merged_from_id: int | None = None  # and through whom
    by_editor: bool = False  # it was an editor who said so
    reason: Code | None = None  # why, where only a surname stands in the article

    def recall(self, language: str) -> None:
        """Set who the group was: as an editor confirmed, else as most of its full names were linked."""
        confirmed = [one for one in self.decided if one.status == Standing.CONFIRMED]
        linked = [one for one in self.mentions if is_full(spelling_of(one.surface, language))]
        for mentions, by_editor in ((confirmed, True), (linked, False)):
            votes = Counter((one.person_id, one.merged_from_id) for one in mentions if one.person_id)
            if votes:
                self.person_id, self.merged_from_id = votes.most_common(1)[0][0]
                self.by_editor = by_editor
                return


@dataclass(slots=True)
class Repeated:
    """One article's mentions: by the persons found, and those that an editor decided about."""

    article: Article
    groups: list[Group]
    decided: list[Mention]
    before: dict[int, Mention]  # the stored rows by id, as they are

    @property
    def mentions(self) -> list[Mention]:
        """All mentions that the article shall have."""
        return [*self.decided, *(mention for group in self.groups for mention in group.mentions)]

    @property
    def is_open(self) -> bool:
        """Whether what comes later may tell more."""
        return any(is_open(one.status, one.person_id, one.inferred) for one in self.mentions)


def repeat(batch: Sequence[tuple[Article, Sequence[PersonFound]]]) -> list[Repeated]:
    """For each article, rows for what was found, with what is stored and decided carried over."""
    articles = [article for article, _ in batch]
    before: defaultdict[int, dict[int, Mention]] = defaultdict(dict)
    for mention in Mention.objects.filter(article__in=articles):
        before[mention.article_id][mention.pk] = mention
    lost = _lost(articles, before)
    return [_repeat(article, found, before[article.pk], lost[article.pk]) for article, found in batch]


def _lost(articles: Iterable[Article], before: dict[int, dict[int, Mention]]) -> dict[int, list[Mention]]:
    """Mentions that editors decided about and that went, since their words had gone for a while."""
    decisions = Decision.objects.filter(
        article__in=list(articles), undoes=None, undone_by=None, data__has_key="mention"
    )
    lost: defaultdict[int, dict[int, Mention]] = defaultdict(dict)
    for article, data in decisions.order_by("id").values_list("article", "data"):
        place, after = data["mention"], data["after"]
        if article and place["id"] not in before[article] and after["status"] != Standing.SUGGESTED:
            lost[article][place["id"]] = Mention(
                article_id=article, person_id=after["person"], status=after["status"], **place
            )
    mentions = [mention for rows in lost.values() for mention in rows.values()]
    if mentions:
        people = Person.objects.in_bulk({mention.person_id for mention in mentions if mention.person_id})
        for mention in mentions:
            person = people.get(mention.person_id or 0)
            if person is None or person.merged_into_id is None:
                mention.person = person
            else:
                mention.person_id, mention.merged_from_id = person.merged_into_id, person.pk
    return defaultdict(list, {article: list(rows.values()) for article, rows in lost.items()})


def _repeat(
    article: Article, found: Sequence[PersonFound], before: dict[int, Mention], lost: list[Mention]
) -> Repeated:
    places = _Places(article)
    decided, undecided = [], []
    for stored in [*before.values(), *lost]:
        mention = _copy(stored)
        if mention.status == Standing.SUGGESTED:
            undecided.append(mention)
        elif places.put(mention):
            decided.append(mention)
    pool = _Pool(undecided)
    groups = []
    for person in found:
        group = Group(person)
        for one in person.mentions:
            mention = Mention(
                article=article,
                field=one.field,
                start=one.start,
                end=one.end,
                surface=one.surface,
                extractor=person.extractor,
                version=person.version,
            )
            there = places.at(mention)
            if there is not None and there.status != Standing.SUGGESTED:
                group.decided.append(there)
            elif there is None and places.put(mention):
                group.mentions.append(mention)
        groups.append(group)
    mentions = [mention for group in groups for mention in group.mentions]
    pool.recognise_places(mentions)
    pool.recognise_words(sorted(mentions, key=lambda mention: mention.start))
    for group in groups:
        group.recall(article.language)
    return Repeated(article, groups, decided, before)


def _copy(mention: Mention) -> Mention:
    values = {column.attname: getattr(mention, column.attname) for column in Mention._meta.concrete_fields}
    return Mention(**values)


class _Places:
    """Where in the article's texts mentions stand already; two never overlap."""

    def __init__(self, article: Article) -> None:
        self._texts = {name: getattr(article, name) for name in Mention.Field.values}
        self._taken: defaultdict[str, list[Mention]] = defaultdict(list)  # in order

    def at(self, mention: Mention) -> Mention | None:
        """The mention that overlaps this one, if any."""
        taken = self._taken[mention.field]
        following = bisect_left(taken, mention.end, key=lambda other: other.start)
        before = taken[following - 1] if following else None
        return before if before is not None and before.end > mention.start else None

    def put(self, mention: Mention) -> bool:
        """Place it where its words stand, nearest to where they stood; False where they are gone."""
        text = self._texts.get(mention.field, "")
        if not mention.surface or len(mention.surface) > _LONGEST:
            return False
        if text[mention.start : mention.end] != mention.surface or self.at(mention):
            for start in sorted(_occurrences(text, mention.surface), key=lambda at: abs(at - mention.start)):
                mention.start, mention.end = start, start + len(mention.surface)
                if not self.at(mention):
                    break
            else:
                return False
        insort(self._taken[mention.field], mention, key=lambda other: other.start)
        return True


def _occurrences(text: str, words: str) -> list[int]:
    found: list[int] = []
    at = text.find(words)
    while at >= 0 and len(found) < _MOST_PLACES:
        found.append(at)
        at = text.find(words, at + len(words))
    return found


class _Pool:
    """Stored mentions that nobody decided about, to be recognised among those found now."""

    def __init__(self, stored: Iterable[Mention]) -> None:
        self._left = {(one.field, one.start, one.surface): one for one in stored}

    def recognise_places(self, mentions: Iterable[Mention]) -> None:
        """The same words at the same place are the same mention."""
        for mention in mentions:
            stored = self._left.pop((mention.field, mention.start, mention.surface), None)
            if stored is not None:
                _take_over(mention, stored)

    def recognise_words(self, mentions: Iterable[Mention]) -> None:
        """What is left: the same words in the same order, where the text around them has changed."""
        left: defaultdict[tuple[str, str], list[Mention]] = defaultdict(list)
        for place in sorted(self._left, reverse=True):
            left[place[0], place[2]].append(self._left[place])
        for mention in mentions:
            alike = left[mention.field, mention.surface]
            if mention.pk is None and alike:
                _take_over(mention, alike.pop())


def _take_over(mention: Mention, stored: Mention) -> None:
    mention.pk, mention.person_id, mention.merged_from_id = stored.pk, stored.person_id, stored.merged_from_id
    mention.reason, mention.inferred = stored.reason, stored.inferred
