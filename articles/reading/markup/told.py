"""What the markup of a page says beside its text: JSON-LD, OpenGraph, elements made for it.

Nothing is believed yet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from articles.text.addresses import as_address, is_same_address
from articles.text.codes import Code, coded

_ARTICLES = frozenset(
    {
        *("article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle"),
        *("backgroundnewsarticle", "reviewnewsarticle", "blogposting", "liveblogposting", "report"),
    }
)
_DATES = (
    *("pubdate", "publishdate", "publish-date", "date", "dc.date", "dc.date.issued"),
    *("dcterms.created", "sailthru.date"),
)
_LONGEST_DATA = 300_000  # characters of JSON-LD
_MOST = 200  # elements of one kind that are looked at
_LONGEST = 1_000  # characters of one value
_SPACES = re.compile(r"\s+")
# The marks of XHTML and of old browsers around a script: ``//<![CDATA[``, ``<!--``, and all of them together,
# as Drupal writes them: ``<!--//--><![CDATA[//><!--``.
_OPENING = re.compile(r"(?>(?:<!\[CDATA\[|<!--|-->|//>?|/\*|\*/|\s)*)")
_CLOSING = re.compile(r"(?>(?:<!\]\]>|\]\]>|-->|//|/\*|\*/|;|\s)*)")
_DECODER = json.JSONDecoder(strict=False)

Said = list[tuple[Code, str]]  # (rule, value), the likeliest first


@dataclass(slots=True)
class Told:
    titles: Said = field(default_factory=list)
    published: Said = field(default_factory=list)
    sections: Said = field(default_factory=list)
    bylines: Said = field(default_factory=list)
    site: str = ""
    languages: Said = field(default_factory=list)  # ISO 639-1
    canonical: str = ""
    kind: str = ""  # og:type


def told_by(tree: LexborHTMLParser) -> Told:
    told = Told()
    meta = _meta(tree)
    for thing in _linked_data(tree):
        _add(told.titles, coded("headline.jsonld"), thing.get("headline"))
        _add(told.published, coded("date.jsonld"), thing.get("datePublished"))
        for section in _several(thing.get("articleSection")):
            _add(told.sections, coded("section.jsonld"), section)
        for author in _several(thing.get("author")):
            name = author.get("name") if isinstance(author, dict) else author
            _add(told.bylines, coded("byline.jsonld"), name)
    _add(told.titles, coded("headline.opengraph"), meta.get("og:title"))
    for name in ("article:published_time", "og:article:published_time", "og:published_time"):
        _add(told.published, coded("date.opengraph"), meta.get(name))
    for node in tree.css('[itemprop="datePublished"]')[:_MOST]:
        attributes = node.attributes
        _add(told.published, coded("date.microdata"), attributes.get("content") or attributes.get("datetime"))
    for name in _DATES:
        _add(told.published, coded("date.meta"), meta.get(name))
    _add(told.sections, coded("section.opengraph"), meta.get("article:section"))
    _add(told.bylines, coded("byline.meta"), meta.get("author"))
    title = tree.css_first("title")
    _add(told.titles, coded("headline.title_element"), title.text() if title is not None else "")
    told.site = _clean(meta.get("og:site_name", ""))
    told.kind = meta.get("og:type", "").lower()
    told.canonical = canonical_of(tree, meta)
    # A page that has its like in other languages names itself among them; templates often forget ``lang``.
    for node in tree.css('link[rel="alternate"][hreflang]')[:_MOST] if told.canonical else ():
        if is_same_address(node.attributes.get("href") or "", told.canonical):
            _add(told.languages, coded("language.hreflang"), _code_of(node.attributes.get("hreflang")))
    html = tree.root
    said = (html.attributes.get("lang") if html is not None else "") or meta.get("og:locale")
    _add(told.languages, coded("language.declared"), _code_of(said))
    return told


def canonical_of(tree: LexborHTMLParser, meta: dict[str, str]) -> str:
    """The page's own address; "" where it names none, or the front page of its site."""
    link = tree.css_first('link[rel="canonical"]')
    for value in (link.attributes.get("href") if link is not None else "", meta.get("og:url")):
        address = as_address(value or "")
        if (
            address is not None
            and (value or "").lower().startswith("http")
            and (address.path.strip("/") or address.query)
        ):
            return (value or "").strip()
    return ""


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    """The first value of each name."""
    found: dict[str, str] = {}
    for node in tree.css("meta")[:_MOST]:
        attributes = node.attributes
        name = (attributes.get("property") or attributes.get("name") or "").lower()
        if name and (content := attributes.get("content")):
            found.setdefault(name, content[:_LONGEST])
    return found


def _linked_data(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """The articles that JSON-LD describes; of several, such as teasers, none can be said to be the page's."""
    found: list[dict[str, Any]] = []
    for node in tree.css('script[type="application/ld+json"]')[:20]:
        text = node.text()
        if len(text) > _LONGEST_DATA:
            continue
        try:
            data = _decoded(text)
        except (ValueError, RecursionError):
            continue
        found += _articles(data)
    if len({str(each.get("headline")) for each in found}) == 1:
        yield from found


def _decoded(script: str) -> Any:
    """The JSON of a script. Raises ValueError where there is anything else but the marks around it."""
    opening = _OPENING.match(script)
    data, end = _DECODER.raw_decode(script, opening.end() if opening else 0)
    if not _CLOSING.fullmatch(script, end):
        raise ValueError("more than JSON")
    return data


def _articles(data: Any) -> Iterator[dict[str, Any]]:
    for thing in _several(data):
        if not isinstance(thing, dict):
            continue
        kinds = {str(kind).lower().rpartition("/")[2] for kind in _several(thing.get("@type"))}
        if kinds & _ARTICLES:
            yield thing
        elif "@graph" in thing or "mainEntity" in thing:
            for part in (*_several(thing.get("@graph")), *_several(thing.get("mainEntity"))):
                if isinstance(part, dict):
                    inner = {str(kind).lower().rpartition("/")[2] for kind in _several(part.get("@type"))}
                    if inner & _ARTICLES:
                        yield part


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _code_of(said: str | None) -> str:
    """``az`` of ``az-AZ``; "" of what is no language, such as ``x-default``."""
    code = re.split(r"[-_]", (said or "").strip().lower())[0]
    return code if re.fullmatch(r"[a-z]{2}", code) else ""


def _add(said: Said, rule: Code, value: Any) -> None:
    if isinstance(value, str) and (clean := _clean(value)) and (rule, clean) not in said:
        said.append((rule, clean))


def _clean(value: str | None) -> str:
    text = _SPACES.sub(" ", (value or "")[:_LONGEST]).strip()
    return "".join(letter for letter in text if letter.isprintable())
