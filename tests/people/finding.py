"""Persons as an extractor would report them, for articles of tests."""

from collections.abc import Sequence

from articles.models import Article, Mention
from articles.names.persons import PersonFound, PersonMention
from articles.people.linking import link_article
from tests.factories import make_article


def found(article: Article, *names: str, short: Sequence[str] = ()) -> PersonFound:
    """One person, mentioned wherever one of the names, or else of the `short` ones, stands in the article."""
    mentions: list[PersonMention] = []
    for surface in (*names, *short):
        for field in Mention.Field.values:
            text = getattr(article, field)
            at = text.find(surface)
            while at >= 0:
                if not any(m.field == field and m.start <= at < m.end for m in mentions):
                    mentions.append(PersonMention(field, at, at + len(surface), surface))
                at = text.find(surface, at + len(surface))
    return PersonFound(names[0], names, tuple(mentions), "test", "1")


def link(body: str, *people: str | tuple[str, ...], language: str = "en") -> Article:
    """An article with that body; each of `people` is one person, given by one or several full names."""
    article = make_article(body=body, language=language)
    names = [(person,) if isinstance(person, str) else person for person in people]
    link_article(article, [found(article, *some) for some in names])
    return article


def who(article: Article) -> list[tuple[str, str]]:
    """(words, name of the person or "") of the mentions that stand, in order."""
    rows = article.mentions.exclude(status="rejected").select_related("person").order_by("field", "start")
    return [(mention.surface, mention.person.name if mention.person else "") for mention in rows]
