"""How versions are told to programs: links (RFC 8288), TimeMaps (RFC 7089) in both forms. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.utils.http import http_date

from articles.exporting.captures import Capture

_ESCAPED = re.compile("%(?=3f|23|25)", re.IGNORECASE)  # ?, # and %
LINK_FORMAT = "application/link-format"


@dataclass(frozen=True)
class Addresses:
    """Of everything there is about one address; ``whole`` makes a path of this archive an address."""

    url: str
    whole: Callable[[str], str]

    @property
    def original(self) -> str:
        return escaped(self.url)

    def at(self, start: str) -> str:
        return self.whole(f"/{start}/{as_path(self.original)}")

    @property
    def timegate(self) -> str:
        return self.at("timegate")

    def timemap(self, form: str = "link") -> str:
        return self.at(f"timemap/{form}")

    def memento(self, capture: Capture) -> str:
        return self.at(f"web/{capture.key}")


def escaped(url: str) -> str:
    """As an address may stand in a header and between angle brackets."""
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]")


def as_path(url: str) -> str:
    """As an address may stand behind a path of this archive, which servers unescape once: what would begin a
    query or a place on the page there is escaped once more.
    """
    path, mark, query = url.partition("?")
    return (_ESCAPED.sub("%25", path) + mark + query).replace("#", "%23")


def link(address: str, rel: str, **told: str) -> str:
    more = "".join(f'; {name}="{value}"' for name, value in told.items())
    return f'<{address}>; rel="{rel}"{more}'


def common(to: Addresses, found: Sequence[Capture], timegate: bool = True) -> Iterator[str]:
    """What every answer names: the original, the TimeGate, the TimeMap."""
    yield link(to.original, "original")
    if timegate:
        yield link(to.timegate, "timegate")
    span = {"from": moment(found[0].at), "until": moment(found[-1].at)} if found else {}
    yield link(to.timemap(), "timemap", type=LINK_FORMAT, **span)


def around(to: Addresses, found: Sequence[Capture], shown: Capture | None = None) -> Iterator[str]:
    """The first and the last version, and those beside the one that is shown."""
    place = found.index(shown) if shown else -1
    told: dict[int, list[str]] = {}
    for n, name in ((0, "first"), (len(found) - 1, "last")):
        told.setdefault(n, []).append(name)
    if shown:
        told.setdefault(place, [])
        for n, name in ((place - 1, "prev"), (place + 1, "next")):
            if 0 <= n < len(found):
                told.setdefault(n, []).append(name)
    for n, names in sorted(told.items()):
        yield link(to.memento(found[n]), " ".join([*names, "memento"]), datetime=moment(found[n].at))


def timemap_links(to: Addresses, found: Sequence[Capture]) -> str:
    """A TimeMap as application/link-format."""
    span = {"from": moment(found[0].at), "until": moment(found[-1].at)}
    lines = [
        link(to.original, "original"),
        link(to.timegate, "timegate"),
        link(to.timemap(), "self", type=LINK_FORMAT, **span),
    ]
    for n, capture in enumerate(found):
        names = [name for name, at in (("first", 0), ("last", len(found) - 1)) if n == at]
        rel = " ".join([*names, "memento"])
        lines.append(link(to.memento(capture), rel, datetime=moment(capture.at)))
    return ",\n".join(lines) + "\n"


def timemap_values(to: Addresses, found: Sequence[Capture]) -> dict[str, Any]:
    """The same for JSON, as the Memento tools of the field write it."""
    told = [{"datetime": iso(capture.at), "uri": to.memento(capture)} for capture in found]
    return {
        "original_uri": to.url,
        "timegate_uri": to.timegate,
        "timemap_uri": {"link_format": to.timemap(), "json_format": to.timemap("json")},
        "mementos": {"first": told[0], "last": told[-1], "list": told},
    }


def moment(at: dt.datetime) -> str:
    return http_date(at.timestamp())


def iso(at: dt.datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
