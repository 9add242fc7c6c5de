"""A record in each format: Dublin Core, which every library reads, and the archive's own, which has the text.

docs/standards.md describes the second; its schema stands at ``/oai/article.xsd``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from articles.exporting.citations import Cited
from articles.exporting.metadata import described
from articles.exporting.xml import add
from articles.models import Article

XSI = "http://www.w3.org/2001/XMLSchema-instance"
ARTICLE_SPACE = "urn:newsarchive:article:1"


@dataclass(frozen=True)
class Format:
    space: str
    schema: str  # "" for the archive's own, which it serves itself
    write: Callable[[Element, Article, Cited], None]


def dublin_core(parent: Element, article: Article, cited: Cited) -> None:
    """What is not known is left out."""
    facts = cited.facts
    root = add(
        parent,
        "oai_dc:dc",
        **{
            "xmlns:oai_dc": FORMATS["oai_dc"].space,
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:xsi": XSI,
            "xsi:schemaLocation": f"{FORMATS['oai_dc'].space} {FORMATS['oai_dc'].schema}",
        },
    )
    told = [
        ("title", cited.title),
        ("creator", facts.byline),
        ("subject", facts.section),
        ("description", described(article.body)),
        ("publisher", facts.source),
        ("date", facts.published.date if facts.published else ""),
        ("type", "NewsItem"),
        ("identifier", cited.address),
        ("source", facts.url),
        ("language", cited.language),
        ("coverage", facts.place),
    ]
    for name, value in told:
        if value:
            add(root, f"dc:{name}", value)


def whole_article(parent: Element, article: Article, cited: Cited) -> None:
    """All fields of the article as they stand in the archive; empty ones are left out."""
    facts = cited.facts
    root = add(parent, "article", xmlns=ARTICLE_SPACE)
    when = facts.published
    told = [
        ("identifier", facts.public_id),
        ("address", cited.address),
        ("status", facts.status),
        ("source", facts.source),
        ("url", facts.url),
        ("section", facts.section),
        ("place", facts.place),
        ("language", cited.language),
        ("agency", facts.agency),
    ]
    for name, value in told:
        if value:
            add(root, name, value)
    if when:
        known = {"precision": when.precision, "time": when.time, "timezone": when.timezone}
        add(root, "published", when.date, **{name: value for name, value in known.items() if value})
    for name, value in (("headline", facts.headline), ("caption", article.caption), ("byline", facts.byline)):
        if value:
            add(root, name, value)
    body = add(root, "body")
    for paragraph in article.paragraphs:
        add(body, "p", paragraph)


FORMATS: Mapping[str, Format] = {
    "oai_dc": Format(
        "http://www.openarchives.org/OAI/2.0/oai_dc/",
        "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
        dublin_core,
    ),
    "article": Format(ARTICLE_SPACE, "", whole_article),
}
