"""Two texts with their differences marked: two versions of one article, or two articles that are reprints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.editing.delisting import is_delisted
from articles.likeness.differing import (
    LETTERS,
    Version,
    between_articles,
    between_versions,
    told_apart,
    versions_of,
)
from articles.likeness.differing import before as before_it
from articles.models import Article
from articles.text.difference import Change, Difference, Stretch, is_change
from articles.views.article import tombstone
from articles.views.caching import until_edited
from articles.views.errors import reads_only

FROM, TO = "from", "to"  # the parameters that name versions, by the beginnings of their SHA-256
_BREAK = re.compile(r"\n\s*\n")
_TITLES = {
    "headline": gettext_lazy("Headline"),
    "caption": gettext_lazy("Picture caption"),
    "body": gettext_lazy("Text"),
}


@dataclass(frozen=True)
class Piece:
    """Part of a paragraph; ``blank`` stands before it, unmarked."""

    blank: str
    text: str
    stretch: Stretch

    @property
    def is_out(self) -> bool:
        return self.stretch.change is Change.OUT

    @property
    def is_in(self) -> bool:
        return self.stretch.change is Change.IN

    @property
    def kind(self) -> str:
        return self.stretch.kind.value if self.stretch.kind else ""


@dataclass(frozen=True)
class PartShown:
    """A part of the text that says something, the headline first."""

    name: str
    is_changed: bool
    paragraphs: list[list[Piece]]

    @property
    def title(self) -> str:
        return str(_TITLES[self.name])


@reads_only
@until_edited
def versions_difference(request: HttpRequest, public_id: str) -> HttpResponse:
    """``from`` and ``to`` name two versions; without them the last change is shown."""
    found = article_asked(public_id)
    versions = versions_of(found)
    told = told_apart(versions)
    after = version_named(request.GET.get(TO, ""), versions, default=told[-1] if told else None)
    if after is None:
        raise Http404(_("There is no such version."))
    before = version_named(request.GET.get(FROM, ""), versions, default=before_it(after, versions))
    if before is None:
        raise Http404(_("There is no such version."))
    if not found.is_public or any(one.closed for one in (found.original, before.original, after.original)):
        return tombstone(request, found)
    context: dict[str, Any] = {
        "article": found,
        "versions": [one for one in told if not one.original.closed],
        "before": before,
        "after": after,
    }
    return render(request, "article/difference.html", context | shown(between_versions(before, after)))


@reads_only
@until_edited
def reprint_difference(request: HttpRequest, public_id: str, other_id: str) -> HttpResponse:
    """What the other has that this one has not, and the other way round; any two articles can be compared."""
    found, other = article_asked(public_id), article_asked(other_id)
    for one in (found, other):
        # Where a name is taken out of one, the other may hold it, and the difference would be just that.
        if not one.is_public or is_delisted(one):
            return tombstone(request, one)
    context: dict[str, Any] = {"article": found, "other": other}
    return render(request, "article/difference.html", context | shown(between_articles(found, other)))


def article_asked(public_id: str) -> Article:
    rows = Article.objects.with_names().select_related("original").defer("original__compressed")
    return get_object_or_404(rows, public_id=public_id)


def version_named(key: str, versions: Sequence[Version], default: Version | None) -> Version | None:
    """None for one that never was."""
    if not key:
        return default
    return next((one for one in versions if one.key == key[:LETTERS]), None)


def shown(difference: Difference) -> dict[str, Any]:
    """What a page shows of a difference."""
    parts = [
        PartShown(name, is_change(part), paragraphs_of(part))
        for name, part in difference.parts.items()
        if any(one.text.strip() for one in part)
    ]
    return {
        "parts": parts,
        "is_same": not difference.changed,
        "gone": [one for one in difference.told if one.change is Change.OUT],
        "new": [one for one in difference.told if one.change is Change.IN],
    }


def paragraphs_of(stretches: Iterable[Stretch]) -> list[list[Piece]]:
    """The stretches cut where a blank line stands."""
    found: list[list[Piece]] = [[]]
    for stretch in stretches:
        for n, text in enumerate(_BREAK.split(stretch.text)):
            if n:
                found.append([])
            bare = text.lstrip()
            if bare:
                found[-1].append(Piece(text[: len(text) - len(bare)], bare, stretch))
    return [paragraph for paragraph in found if paragraph]
