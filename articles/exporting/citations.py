"""One article for a list of references: BibTeX, RIS, CSL-JSON. What is not known is left out. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from articles.exporting.record import Facts
from articles.text.languages import UNDETERMINED

_ON_THE_WEB = ("http://", "https://")
_CONTROL = dict.fromkeys([*range(32), 127, 0x85, 0x2028, 0x2029], " ")
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{mark: f"\\{mark}" for mark in "%#&_$"},
    }
)


@dataclass(frozen=True)
class Cited:
    facts: Facts
    title: str  # the headline; where there is none, the first words in brackets, as libraries write it
    archive: str  # the archive's name
    address: str  # of the article here, for ever

    @property
    def url(self) -> str:
        """Where it was published; where that is no web address, here; "" where nobody says where here is."""
        return next((url for url in (self.facts.url, self.address) if url.startswith(_ON_THE_WEB)), "")

    @property
    def date(self) -> tuple[int, ...]:
        """Year, month and day as far as they are known."""
        when = self.facts.published
        return tuple(map(int, when.date.split("-"))) if when else ()

    @property
    def language(self) -> str:
        return "" if self.facts.language == UNDETERMINED else self.facts.language


def title_cited(headline: str, shown: str) -> str:
    return headline or f"[{shown}]"


def bibtex(one: Cited) -> str:
    """An `@article` of biblatex's kind `newspaper`; classic styles read it, too."""
    facts, date = one.facts, one.date
    fields = {
        "title": _tex(one.title),
        # In one more pair of braces a name is taken as it stands: who can say what is a surname in it?
        "author": f"{{{_tex(facts.byline)}}}" if facts.byline else "",
        "journal": _tex(facts.source),
        "entrysubtype": "newspaper",
        "chapter": _tex(facts.section),  # as Zotero reads and writes it; styles of articles pass it over
        "date": "-".join((f"{date[0]:04}", *(f"{part:02}" for part in date[1:]))) if date else "",
        "year": str(date[0]) if date else "",
        "month": str(date[1]) if len(date) > 1 else "",
        "day": str(date[2]) if len(date) > 2 else "",
        "location": _tex(facts.place),
        "language": one.language,
        "url": _plain(one.url).translate(
            {ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C", ord(" "): "%20"}
        ),
        "note": _tex(f"{one.archive}, {one.address}"),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@article{{{facts.public_id},\n{lines}}}\n"


def ris(one: Cited) -> str:
    """A reference of type NEWS."""
    facts, date = one.facts, one.date
    parts = [f"{date[0]:04}", *(f"{part:02}" for part in date[1:])] if date else []
    tags = [
        ("TY", "NEWS"),
        ("ID", facts.public_id),
        ("TI", one.title),
        ("AU", facts.byline),
        ("T2", facts.source),
        ("SE", facts.section),
        ("PY", parts[0] if parts else ""),
        ("DA", "/".join([*parts, "", ""][:3]) + "/" if parts else ""),
        ("CY", facts.place),
        ("LA", one.language),
        ("UR", one.url),
        ("AN", facts.public_id),
        ("DB", one.archive),
        ("N1", f"{one.archive}, {one.address}"),
    ]
    return "".join(f"{tag}  - {_plain(value)}\r\n" for tag, value in tags if value) + "ER  - \r\n\r\n"


def csl(one: Cited) -> dict[str, Any]:
    """An item of CSL-JSON."""
    facts = one.facts
    item = {
        "id": facts.public_id,
        "type": "article-newspaper",
        "title": _plain(one.title),
        "author": [{"literal": _plain(facts.byline)}] if facts.byline else [],
        "container-title": _plain(facts.source),
        "issued": {"date-parts": [list(one.date)]} if one.date else {},
        "publisher-place": _plain(facts.place),
        "section": _plain(facts.section),
        "language": one.language,
        "URL": _plain(one.url),
        "archive": one.archive,
        "archive_location": one.address,
    }
    return {name: value for name, value in item.items() if value}


def csl_text(items: Iterator[Cited]) -> Iterator[str]:
    """A whole document of CSL-JSON, item by item."""
    before = "["
    for one in items:
        yield f"{before}\n{json.dumps(csl(one), ensure_ascii=False)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _plain(text: str) -> str:
    """In one line: a line of its own would be another field."""
    return " ".join(text.translate(_CONTROL).split())


def _tex(text: str) -> str:
    return _plain(text).translate(_TEX)
