"""Bytes of an HTML page → its text with tags → its tree."""

from __future__ import annotations

import codecs
import re

from selectolax.lexbor import LexborHTMLParser

from articles.reading.model import Rejected
from articles.reading.stages.decoding import decode_bytes
from articles.text.codes import coded

DEEPEST = 2_000  # elements within each other; the parser's time grows with the square of it
_FEW = 5_000  # tags: no page of so few takes long
MOST_ATTRIBUTES = 3_000  # of one element; its time grows with the square of them, too
_SHORT = 50_000  # characters: no page of so few takes long
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
_ELEMENT = re.compile(rf"<[a-zA-Z][^\s/>]*+(?:{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES}}}+({_ATTRIBUTE})?+")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CLOSE_THEMSELVES = frozenset(
    {
        *(
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "param",
            "source",
            "wbr",
        ),
        *("track", "p", "li", "td", "tr", "th", "dt", "dd", "option"),
    }
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_XML_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""", re.I)
_HEAD = 4_000  # bytes in which a page says its encoding


def markup_of(data: bytes, declared: str = "") -> tuple[str, str]:
    """(the page with its tags, name of the codec). What the bytes are goes before what the page says.

    ``declared`` is what the server said. Raises Rejected.
    """
    try:
        return decode_bytes(data)
    except Rejected:
        if not data or b"\x00" in data:
            raise
        for name in (declared, *_said(data)):
            try:
                codec = codecs.lookup(name).name
                return data.decode(codec), codec
            except (LookupError, UnicodeError, ValueError):
                continue
        raise


def _said(data: bytes) -> list[str]:
    return [
        found[1].decode("ascii")
        for pattern in (_XML_DECLARED, _DECLARED)
        if (found := pattern.search(data[:_HEAD]))
    ]


def tree_of(markup: str) -> LexborHTMLParser:
    """The page as browsers take it. Raises Rejected where its elements stand too deep within each other,
    or one has far too many attributes.
    """
    if markup.count("<") > _FEW and _depth(markup) > DEEPEST:
        raise Rejected(coded("html.too_deep", depth=DEEPEST))
    if len(markup) > _SHORT and any(element[1] for element in _ELEMENT.finditer(markup)):
        raise Rejected(coded("html.too_crowded", count=MOST_ATTRIBUTES))
    return LexborHTMLParser(markup)


def _depth(markup: str) -> int:
    deepest = depth = 0
    for closing, name in _TAG.findall(markup):
        if name.lower() in _CLOSE_THEMSELVES:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest
