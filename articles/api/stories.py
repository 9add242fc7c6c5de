"""Who else has published an article: a few in its own answer, all of them in parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from django.urls import reverse

from articles.editing.delisting import delisted_among
from articles.exporting.record import facts_of, values
from articles.likeness.earliest import surely_first
from articles.likeness.groups import group_of, in_order, members
from articles.likeness.origins import likely_origin
from articles.models import Article

Whole = Callable[[str], str]

OF_STORY = ("reprints", "reprints_total", "reprints_rest", "origin")
LISTED = 20  # reprints, in the answer of one article


class Story:
    """An article with the others of its group; each thing is looked for once."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def group(self) -> int | None:
        return group_of(self.article)

    @cached_property
    def earliest(self) -> list[Article]:
        """The article itself may be among them."""
        return members(self.group, LISTED + 1) if self.group is not None else []

    @cached_property
    def total(self) -> int:
        """Of the others."""
        if self.group is None or len(self.earliest) <= LISTED:
            return max(0, len(self.earliest) - 1)
        return in_order(self.group).count() - 1

    @property
    def origin(self) -> dict[str, Any] | None:
        found = likely_origin([self.article, *(one for one in self.earliest if one != self.article)])
        if found is None:
            return None
        return {"agency": found.agency.name, "domain": found.agency.domain, "said_by": found.said_by}

    def others(self, begin: int, most: int, whole: Whole) -> list[dict[str, Any]]:
        """From a place on, the earliest first."""
        if len(self.earliest) < 2 or self.group is None:
            return []
        rows = in_order(self.group).exclude(pk=self.article.pk).with_names().defer("body")
        others = list(rows[begin : begin + most])
        first = surely_first(self.earliest)
        delisted = delisted_among([self.article.pk, *(other.pk for other in others)])
        compared = reverse("api:difference", args=[self.article.public_id])
        return [
            {
                "public_id": other.public_id,
                "source": other.source.name if other.source else None,
                "published": values(facts_of(other), ["published"])["published"],
                "first": other == first,
                "address": whole(other.get_absolute_url()),
                "difference": whole(f"{compared}?with={other.public_id}")
                if delisted.isdisjoint({self.article.pk, other.pk})
                else None,
            }
            for other in others
        ]

    def rest(self, after: int, whole: Whole, limit: int | None = None) -> str | None:
        """Where those are told that come after so many; ``limit``: how many at a time."""
        if after >= self.total:
            return None
        address = reverse("api:reprints", args=[self.article.public_id])
        return whole(f"{address}?after={after}" + (f"&limit={limit}" if limit else ""))


def told_of_story(article: Article, whole: Whole) -> Mapping[str, Callable[[], Any]]:
    story = Story(article)
    return {
        "reprints": lambda: story.others(0, LISTED, whole),
        "reprints_total": lambda: story.total,
        "reprints_rest": lambda: story.rest(LISTED, whole),
        "origin": lambda: story.origin,
    }
