"""What somebody may mean who has typed or pasted something: articles, people, sources, frequent words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from articles.lists.links import articles_with
from articles.models import Article, Name, NameKey, Source
from articles.models.beginning import begins_with
from articles.models.people import keys_of, keys_of_alone
from articles.names.match import MERGE, SURNAME, compare, compare_surname
from articles.search.engine import Request
from articles.search.find import IndexMissing, reader
from articles.search.query import Query
from articles.search.tree import Choice
from articles.text.addresses import as_address
from articles.text.fold import fold

LONGEST = 100  # characters; nobody types the beginning of a longer name
MOST_WORDS = 5
MOST_CANDIDATES = 200  # names read for one typed word
MOST_BEGUN = 1000  # names that begin with it, from the first of which they are
MOST_COUNTED = 1000  # people, those who are named beside the candidates among them
ARTICLES_SHOWN = 5
PEOPLE_SHOWN = 6
SOURCES_SHOWN = 3
WORDS_SHOWN = 5


@dataclass(frozen=True)
class Suggestion:
    kind: str  # article, person, source or word
    label: str
    address: str
    note: str = ""


def suggested(text: str) -> list[Suggestion]:
    """Everything that somebody may mean who has typed this."""
    typed = text[:LONGEST]
    return [
        *articles_suggested(text),
        *people_suggested(typed),
        *sources_suggested(typed),
        *words_suggested(typed),
    ]


def articles_suggested(text: str) -> list[Suggestion]:
    """What came from the address that was pasted, if it is one."""
    if as_address(text) is None:
        return []
    found = Article.objects.public().at_address(text).order_by("pk")[:ARTICLES_SHOWN]
    return [Suggestion("article", article.title, article.get_absolute_url()) for article in found]


def looked_up(text: str) -> list[Suggestion]:
    """What a search's words are the name or the address of."""
    if len(text.split()) > MOST_WORDS:  # nobody is called so; and an address has no blanks
        return sources_suggested(text)
    return [*articles_suggested(text), *people_suggested(text), *sources_suggested(text)]


def people_suggested(text: str, limit: int = PEOPLE_SHOWN, few: bool = False) -> list[Suggestion]:
    """People with a spelling in which every typed word begins a word, those in most articles first.

    Names seen once or twice are left out where there are others, unless `few` asks for them: then also, where
    nobody's name begins so, those of whose name or surname it is another spelling, in any script. Two queries
    for each word at most, and two for other spellings.
    """
    return [
        Suggestion(
            kind="person",
            label=name.person.name,
            address=name.person.get_absolute_url(),
            note=name.text if name.text != name.person.name else "",
        )
        for name in names_beginning(text, limit, few)
    ]


def names_beginning(text: str, limit: int, few: bool = False) -> list[Name]:
    """One name for each person found, by the number of articles and then the alphabet."""
    typed = text.split()[:MOST_WORDS]
    prefixes = [fold(word) for word in typed if fold(word)]
    if not prefixes or len("".join(prefixes)) < 2:
        return []
    standing = Name.objects.public()
    surnames = list(dict.fromkeys((typed[-1], typed[0])))
    found = {} if few else names_filed(standing.sure(), surnames, prefixes)
    found = found or names_filed(standing, surnames, prefixes)
    if few and not found:
        found = names_alike(standing, " ".join(typed))
    numbers = numbers_of_articles(found) if len(found) > 1 else {}
    by_number = sorted(
        found.values(), key=lambda name: (-numbers.get(name.person_id, 0), name.filed, name.pk)
    )
    return by_number[:limit]


def names_filed(names: QuerySet[Name], surnames: Iterable[str], prefixes: Iterable[str]) -> dict[int, Name]:
    """Of the first names whose surname begins so, those in which all prefixes begin a word, by person."""
    found: dict[int, Name] = {}
    for surname in surnames:
        # First by the index alone: asked for more of a name at once, SQLite begins elsewhere and reads all.
        begun = Name.objects.filter(begins_with("filed", fold(surname))).order_by("filed", "pk")
        first = [
            pk
            for pk, folded in begun.values_list("pk", "folded")[:MOST_BEGUN]
            if begin_all(prefixes, folded.split())
        ]
        for name in names.filter(pk__in=first).order_by("filed", "pk")[:MOST_CANDIDATES] if first else ():
            found.setdefault(name.person_id, name)
    return found


def names_alike(names: QuerySet[Name], typed: str) -> dict[int, Name]:
    """Names that are the `typed` name, or have the `typed` surname, spelled in another way; by person."""
    is_alone = " " not in typed
    keys = keys_of_alone(typed, "") if is_alone else keys_of(typed, "")
    sharing = NameKey.objects.filter(key__in=keys).order_by().values_list("name", flat=True)
    alike = set(sharing[:MOST_CANDIDATES])
    found: dict[int, Name] = {}
    for name in names.filter(pk__in=alike).order_by("filed", "pk") if alike else ():
        if is_alone:
            is_same = compare_surname(typed, name.text, "", name.language) >= SURNAME
        else:
            is_same = compare(typed, name.text, "", name.language).score >= MERGE
        if is_same:
            found.setdefault(name.person_id, name)
    return found


def numbers_of_articles(people: Iterable[int]) -> dict[int, int]:
    """How many articles mention each of these people; nobody's number without an index.

    Whoever has too few to be counted beside those named with them has none: enough to tell who comes first.
    """
    choice = Choice("person", tuple(sorted(people)))
    request = Request(Query(), choice, limit=0, facets=("person",), facet_limit=MOST_COUNTED)
    try:
        counts = reader().search(request).facets["person"]
    except IndexMissing:
        return {}
    return {int(found.value): found.count for found in counts}


def begin_all(prefixes: Iterable[str], words: list[str]) -> bool:
    return all(any(word.startswith(prefix) for word in words) for prefix in prefixes)


def sources_suggested(text: str) -> list[Suggestion]:
    typed = text.strip()
    if len(typed) < 2 or "\0" in typed:
        return []
    wanted = Q(name__icontains=typed) | Q(domain__icontains=typed)
    return [
        Suggestion("source", source.name, source.get_absolute_url())
        for source in Source.objects.public().filter(wanted)[:SOURCES_SHOWN]
    ]


def words_suggested(text: str) -> list[Suggestion]:
    """The most frequent words of the archive that the last typed one may become; none without an index."""
    *before, last = text.split() or [""]
    prefix = fold(last)
    if len(prefix) < 3 or not prefix.isalnum():
        return []
    try:
        found = reader().completions(prefix, WORDS_SHOWN)
    except IndexMissing:
        return []
    texts = [" ".join((*before, word)) for word, _ in found]
    return [Suggestion("word", typed, articles_with(q=typed)) for typed in texts]
