"""What was changed: between two versions of an article, or between two articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import Field

from articles.api import shapes
from articles.api.answering import answer
from articles.api.articles import VERSION, public_article
from articles.api.parameters import only_known
from articles.api.problems import Problem
from articles.editing.delisting import is_delisted
from articles.likeness.differing import Version, between_articles, between_versions, told_apart, versions_of
from articles.likeness.differing import before as before_it
from articles.text.difference import Difference, Stretch, is_change

router = Router(tags=["articles"])


class DifferenceParameters(Schema):
    from_: str = Field("", alias="from", pattern=VERSION, description="the earlier version; else that before")
    to: str = Field("", pattern=VERSION, description="the later version; else the last that came")
    with_: str = Field(
        "",
        alias="with",
        pattern=r"^([a-z2-7]{12})?$",
        description="another article instead: its public id",
    )


@router.get(
    "/articles/{public_id}/difference",
    response=shapes.told(shapes.Difference, 404, 410, 422),
    operation_id="getDifference",
    url_name="difference",
)
def get_difference(
    request: HttpRequest, public_id: str, given: Query[DifferenceParameters]
) -> HttpResponseBase:
    """What was changed, word by word: between two versions, or between two articles"""
    only_known(request, DifferenceParameters)
    article = public_article(public_id)
    if given.with_:
        if given.from_ or given.to:
            told = [{"in": "query.with", "detail": "Versions are compared, or articles; not both at once."}]
            raise Problem(422, "It is not clear what is to be compared.", errors=told)
        other = public_article(given.with_)
        if is_delisted(article) or is_delisted(other):
            raise Problem(410, "A name is taken out of one of these articles; the difference would tell it.")
        return answer(
            request, told_of_difference(article.public_id, other.public_id, between_articles(article, other))
        )
    versions = versions_of(article)
    apart = told_apart(versions)
    after = version_of(versions, given.to) if given.to else apart[-1] if apart else None
    if after is None:
        raise Problem(404, "There is no version of this article.")
    before = version_of(versions, given.from_) if given.from_ else before_it(after, versions)
    if any(one.closed for one in (article.original, before.original, after.original)):
        raise Problem(410, "The original of this article is closed.")
    shas = before.original.sha256, after.original.sha256
    return answer(request, told_of_difference(*shas, between_versions(before, after)))


def version_of(versions: Sequence[Version], sha256: str) -> Version:
    """By the beginning of its SHA-256. Raises Problem."""
    for version in versions:
        if version.original.sha256.startswith(sha256):
            return version
    raise Problem(404, "There is no such version of this article.")


def told_of_difference(before: str, after: str, difference: Difference) -> dict[str, Any]:
    return {
        "before": before,
        "after": after,
        "parts": [
            {"name": name, "changed": is_change(part), "stretches": told_of_stretches(part)}
            for name, part in difference.parts.items()
        ],
        "told": told_of_stretches(difference.told),
    }


def told_of_stretches(stretches: Iterable[Stretch]) -> list[dict[str, Any]]:
    return [
        {"change": one.change.value, "kind": one.kind.value if one.kind else None, "text": one.text}
        for one in stretches
    ]
