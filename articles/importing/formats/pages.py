"""HTML pages: which address one says is its own."""

from __future__ import annotations

import html
import re

from articles.importing.hints import checked_hint
from articles.text.addresses import as_address

_HEAD = 200_000  # bytes in which the address is looked for
_LINK = re.compile(rb"<(?:link|meta)\b[^<>]{0,2000}>", re.I)
_CANONICAL = re.compile(rb"""\brel\s*=\s*["']?canonical\b""", re.I)
_OG_URL = re.compile(rb"""\bproperty\s*=\s*["']?og:url\b""", re.I)
_VALUE = re.compile(rb"""\b(?:href|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.I)


def canonical_in(data: bytes) -> str:
    """The canonical address, or OpenGraph's; "" where it names none, or the front page of its site.

    Asked of the bytes, before the page is read: whether it is new depends on it.
    """
    tags = [tag.group() for tag in _LINK.finditer(data[:_HEAD])]
    for wanted in (_CANONICAL, _OG_URL):
        for tag in tags:
            if wanted.search(tag) and (value := _VALUE.search(tag)):
                url = html.unescape(
                    next(part for part in value.groups() if part is not None).decode("utf-8", "replace")
                )
                address = as_address(url)
                if url.lower().startswith("http") and address and (address.path.strip("/") or address.query):
                    try:
                        return checked_hint("url", url)
                    except ValueError:
                        continue
    return ""
