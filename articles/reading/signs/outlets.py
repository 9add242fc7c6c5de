"""What is known of outlets, and which outlet a page is from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from articles.reading.model import Hints
from articles.reading.signs.phrases import fold_case, load
from articles.reading.signs.vocabulary import NOTHING_ADDED, Vocabulary
from articles.text.codes import Code, coded

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}\Z")
_FILE_ENDINGS = frozenset(
    {
        *("txt", "text", "html", "htm", "json", "jsonl", "ndjson", "xml", "csv", "md", "warc", "wacz"),
        *("zip", "gz", "gzip", "tar", "tgz", "zst", "zstd", "bin", "bak", "old", "tmp", "dat", "d"),
    }
)


@dataclass(frozen=True, slots=True)
class Outlet:
    domain: str
    timezone: str | None
    month_first: bool | None  # 05/08 on its pages is the eighth of May; None: not known


@cache
def _outlets() -> tuple[dict[str, Outlet], dict[str, str]]:
    outlets: dict[str, Outlet] = {}
    credits: dict[str, str] = {}
    for domain, table in load("outlets").items():
        outlets[domain] = Outlet(domain, table.get("timezone"), table.get("month_first"))
        for name in table.get("credits", ()):
            credits.setdefault(fold_case(name), domain)
    return outlets, credits


def outlet(domain: str) -> Outlet | None:
    """The known outlet of a domain or of one of the domains above it."""
    outlets, _ = _outlets()
    name = domain.lower().removeprefix("www.")
    while name:
        if name in outlets:
            return outlets[name]
        name = name.partition(".")[2]
    return None


def domain_of_credit(agency: str) -> str | None:
    """The outlet a dateline's credit stands for."""
    return _outlets()[1].get(fold_case(agency.strip()))


def source_of(hints: Hints, agency: str, added: Vocabulary = NOTHING_ADDED) -> tuple[str, Code | None]:
    """(source, rule): the hint, the URL's host, a folder named as a domain, or the dateline's credit."""
    if hints.source:
        return hints.source, coded("hint.given")
    if host := _host_of(hints.url):
        return host, coded("source.host")
    for folder in reversed(hints.path.replace("\\", "/").split("/")[:-1]):
        name = folder.lower().removeprefix("www.")
        if _DOMAIN.match(name) and name.rpartition(".")[2] not in _FILE_ENDINGS:
            return name, coded("source.folder")
    if not agency:
        return "", None
    known = added.sources.get(fold_case(agency.strip()))
    domain = domain_of_credit(agency) or (known.domain if known else None)
    return (domain, coded("source.credit")) if domain else ("", None)


def timezone_of(source: str, added: Vocabulary) -> str | None:
    """The outlet's time zone (IANA name); an editor's word goes before the data file's."""
    if not source:
        return None
    known = added.sources.get(fold_case(source))
    if known and known.timezone:
        return known.timezone
    listed = outlet(source)
    return listed.timezone if listed else None


def is_month_first(source: str) -> bool | None:
    """Whether the outlet writes 05/08 for the eighth of May; None where that is not known."""
    listed = outlet(source) if source else None
    return listed.month_first if listed else None


def _host_of(url: str) -> str:
    """Without www.; "" where there is none: pages give as their address whatever was typed."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
