"""What an article's page tells programs of it: schema.org, Open Graph, Dublin Core. Pure.

The publication is the outlet, never the archive: who saves the page for a list of references cites the
newspaper. What is not known is left out.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from articles.exporting.citations import Cited

_IN_SCRIPT = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
DESCRIPTION = 160  # characters


class Meta(NamedTuple):
    """A `<meta>` of the page: `attribute` is name or property."""

    attribute: str
    name: str
    content: str


def metas(one: Cited, body: str) -> list[Meta]:
    facts = one.facts
    iso = facts.published.iso if facts.published else ""
    told = [
        Meta("property", "og:type", "article"),
        Meta("property", "og:title", one.title),
        Meta("property", "og:description", described(body)),
        Meta("property", "og:site_name", facts.source),
        Meta("property", "article:published_time", iso),
        Meta("property", "article:section", facts.section),
        Meta("property", "article:author", facts.byline),
        Meta("name", "DC.type", "NewsItem"),
        Meta("name", "DC.title", one.title),
        Meta("name", "DC.creator", facts.byline),
        Meta("name", "DC.source", facts.source),
        Meta("name", "DC.date", iso),
        Meta("name", "DC.language", one.language),
        Meta("name", "DC.identifier", one.address),
    ]
    return [meta for meta in told if meta.content]


def described(body: str) -> str:
    """The beginning of the text, in one line."""
    text = " ".join(body[: 3 * DESCRIPTION].split())
    return text if len(text) <= DESCRIPTION else text[: DESCRIPTION - 1].rsplit(" ", 1)[0] + "…"


def linked_data(one: Cited) -> str:
    """A NewsArticle as JSON-LD that can stand in a page: nothing in it ends the script."""
    facts = one.facts
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": facts.headline,
        "datePublished": facts.published.iso if facts.published else "",
        "inLanguage": one.language,
        "creditText": facts.byline,
        "articleSection": facts.section,
        "locationCreated": {"@type": "Place", "name": facts.place} if facts.place else None,
        "publisher": {"@type": "NewsMediaOrganization", "name": facts.source} if facts.source else None,
        "url": one.url,
        "identifier": facts.public_id,
        "archivedAt": one.address,
        "holdingArchive": {"@type": "ArchiveOrganization", "name": one.archive},
    }
    text = json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False)
    return text.translate(_IN_SCRIPT)
