"""Who is meant: the mentions of an article become rows, each with its person.

Within an article the names were gathered into persons when they were found. Here each of these meets the
people of the archive:

1. A person whom an earlier extraction knew in this article stays the same person (`repeating`).
2. A full name goes to whoever bears it, or whose name `names.match.compare` holds for the same
   (`candidates`).
3. Of several namesakes, to the one seen with the article's other people. Where that does not tell, to nobody
   if an editor or an authority says that they are several people; otherwise they may be one person twice,
   which an editor is asked (`choosing`).
4. A full name of nobody becomes a new person; near ones are proposed to editors.
5. A surname that stands alone goes to whom the article's other people tell (`surnames`), else to nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction

from articles.models import Article, Extraction, Mention
from articles.models.turns import take_turn
from articles.names.find import EXTRACTOR, VERSION
from articles.names.persons import PersonFound
from articles.people.choosing import Choice
from articles.people.orphans import forget_orphans
from articles.people.remembering import NameMemory
from articles.people.repeating import Repeated, repeat

PRESENT_VERSION = f"{EXTRACTOR} {VERSION}"


def link_article(article: Article, found: Sequence[PersonFound], version: str = PRESENT_VERSION) -> None:
    """Write the mentions of a new or re-read article, each with its person; see ``link_articles``."""
    link_articles([(article, found)], version)


@transaction.atomic(savepoint=False)
def link_articles(
    batch: Iterable[tuple[Article, Sequence[PersonFound]]],
    version: str = PRESENT_VERSION,
    memory: NameMemory | None = None,
) -> None:
    """Write the mentions of some articles in a dozen queries, however many names they hold.

    What editors decided stands: their mentions are repeated, spellings they rejected join nobody, and nobody
    is merged. Mentions that are not in the article's present texts are left out. ``version`` says by which
    extractor the articles were read, so that nobody looks again with the same one. ``memory`` is a run's.
    """
    take_turn()
    batch = list(batch)
    articles = repeat(batch)
    choice = Choice(articles, memory)
    for article in articles:
        choice.choose(article)
    choice.choose_surnames()
    choice.save()
    _write(articles)
    Extraction.objects.bulk_create(
        (
            Extraction(article=article.article, version=version, surnames_due=article.is_open)
            for article in articles
        ),
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["version", "surnames_due"],
    )


def _write(articles: Sequence[Repeated]) -> None:
    """Store the mentions as they shall be; a row that changes is replaced under its id.

    Replaced, since mentions that change places would meet on the way.
    """
    before = {pk: mention for article in articles for pk, mention in article.before.items()}
    fresh: list[Mention] = []
    kept: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for article in articles:
        for mention in article.mentions:
            old = before.get(mention.pk)
            if old is None or _content(old) != _content(mention):
                fresh.append(mention)
                continue
            if (old.extractor, old.version) != (mention.extractor, mention.version):
                kept[mention.extractor, mention.version].append(mention.pk)
            del before[mention.pk]
    if before:
        Mention.objects.filter(pk__in=before).delete()
    Mention.objects.bulk_create(fresh)
    for (extractor, version), ids in kept.items():
        Mention.objects.filter(pk__in=ids).update(extractor=extractor, version=version)
    forget_orphans({mention.person_id for mention in before.values() if mention.person_id})


def _content(mention: Mention) -> tuple[object, ...]:
    return (
        mention.article_id,
        mention.person_id,
        mention.merged_from_id,
        mention.field,
        mention.start,
        mention.end,
        mention.surface,
        mention.status,
        mention.reason,
        mention.inferred,
    )
