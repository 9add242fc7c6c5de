"""What was changed between two versions of an article, or between it and a reprint of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from articles.models import Article, Original, Reading
from articles.text.difference import Difference, difference_of
from articles.text.sameness import TEXT, key_of_fields

LETTERS = 12  # of a SHA-256, by which an address names a version


@dataclass(frozen=True)
class Version:
    """One of the originals that an article was read from, with the newest reading of it."""

    original: Original
    reading: Reading
    is_shown: bool

    @property
    def key(self) -> str:
        return self.original.sha256[:LETTERS]

    @property
    def text(self) -> int | None:
        """The same for versions that say the same."""
        return key_of_fields(self.said)

    @property
    def said(self) -> Mapping[str, Any]:
        return self.reading.fields


def versions_of(article: Article) -> list[Version]:
    """In the order in which they came to be kept, closed ones among them. Without their bytes."""
    newest: dict[int, Reading] = {}
    rows = article.readings.select_related("original").defer("original__compressed", "evidence", "roles")
    for reading in rows.order_by("-pk"):
        newest.setdefault(reading.original_id, reading)
    return [
        Version(reading.original, reading, original == article.original_id)
        for original, reading in sorted(newest.items())
    ]


def told_apart(versions: Sequence[Version]) -> list[Version]:
    """Without those that say what the one before them says."""
    runs = (list(run) for _, run in groupby(versions, key=lambda version: version.text))
    return [replace(run[0], is_shown=any(one.is_shown for one in run)) for run in runs]


def before(after: Version, versions: Sequence[Version]) -> Version:
    """The last that came before it and says something else; itself where there is none."""
    earlier = versions[: [one.key for one in versions].index(after.key)]
    return next((one for one in reversed(earlier) if one.text != after.text), after)


def said_by(article: Article) -> dict[str, str]:
    """What readers see of it, whoever wrote it last."""
    return {name: getattr(article, name) for name in TEXT}


def between_versions(before: Version, after: Version) -> Difference:
    """As the pages said it, not as editors corrected it."""
    return difference_of(before.said, after.said)


def between_articles(article: Article, other: Article) -> Difference:
    return difference_of(said_by(article), said_by(other))
