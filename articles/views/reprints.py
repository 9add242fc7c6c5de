"""Who else has published an article, the earliest first."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.core.cache import cache
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from articles.likeness.groups import members
from articles.likeness.origins import Origin, Shares, likely_origin, shares_of
from articles.models import Article, Fingerprint, Source

SHOWN = 30
MOST = 10  # outlets named on a source's page
KEPT = 600  # seconds


@dataclass(frozen=True)
class Published:
    """Another article with much the same text; ``after`` the first, in words, "" where that is unknown."""

    article: Article
    is_first: bool
    after: str
    is_agency: bool = False  # the outlet is the agency that the others credit


@dataclass(frozen=True)
class AlsoPublished:
    """The others of an article's group, and the agency that the story likely comes from."""

    others: list[Published]
    origin: Origin | None


def also_published_with_origin(article: Article) -> AlsoPublished:
    """Nothing is asked of the texts where an article stands alone."""
    others = also_published(article)
    origin = likely_origin([article, *(one.article for one in others)]) if others else None
    if origin is not None:
        others = [
            replace(one, is_agency=one.article.source.domain == origin.agency.domain)
            if one.article.source
            else one
            for one in others
        ]
    return AlsoPublished(others, origin)


def also_published(article: Article) -> list[Published]:
    """The others of its group; none where it has no reprints. Its fingerprint may be there already."""
    fingerprint: Fingerprint | None = getattr(article, "fingerprint", None)
    if fingerprint is None or fingerprint.group is None:
        return []
    group = members(fingerprint.group)[:SHOWN]
    return [
        Published(other, is_first=other == group[0], after=time_between(group[0], other))
        for other in group
        if other != article
    ]


def time_between(first: Article, other: Article) -> str:
    """In words; by days where one of the two tells no time, "" where one tells no day."""
    days = (Article.Precision.DAY, Article.Precision.MINUTE)
    if first == other or first.published_precision not in days or other.published_precision not in days:
        return ""
    by_minute = first.published_precision == other.published_precision == Article.Precision.MINUTE
    if by_minute and first.published_at and other.published_at:
        return timesince(first.published_at, other.published_at, depth=1)
    if first.published_from == other.published_from:
        return _("the same day")
    if first.published_from is None or other.published_from is None:
        return ""
    return timesince(first.published_from, other.published_from, depth=1)


@dataclass(frozen=True)
class SharesShown:
    """How much of an outlet stands in others, too; sources with the number of articles."""

    shares: Shares
    from_whom: list[tuple[Source, int]]
    by_whom: list[tuple[Source, int]]


def source_shares(source: Source) -> SharesShown:
    """Counted now and then: of a large outlet thousands of articles are looked at."""
    key = f"reprints:shares:{source.pk}"
    shares: Shares | None = cache.get(key)
    if shares is None:
        shares = shares_of(source.pk)
        cache.set(key, shares, KEPT)
    from_whom, by_whom = shares.from_whom[:MOST], shares.by_whom[:MOST]
    rows = Source.objects.public().in_bulk([pk for pk, _ in (*from_whom, *by_whom)])
    return SharesShown(
        shares,
        [(rows[pk], count) for pk, count in from_whom if pk in rows],
        [(rows[pk], count) for pk, count in by_whom if pk in rows],
    )
