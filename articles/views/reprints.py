"""Who else has published an article, the earliest first."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from articles.likeness.groups import members
from articles.models import Article, Fingerprint

SHOWN = 30


@dataclass(frozen=True)
class Published:
    """Another article with much the same text; ``after`` the first, in words, "" where that is unknown."""

    article: Article
    is_first: bool
    after: str


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
