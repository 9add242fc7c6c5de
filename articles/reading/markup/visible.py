"""What a browser shows of an HTML page, as it would be copied: line by line, and what each line stands in.

Blocks begin and end a line, ``br`` ends one, cells are apart by a tab; blanks run together except in ``pre``;
what is hidden or no text is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from articles.reading.signs.phrases import load

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_FEWEST_IN_LINKS = 0.8  # share of a line's letters that are links


@dataclass(frozen=True, slots=True)
class Around:
    """What an element and those around it say of the text in them."""

    boilerplate: bool = False
    text: bool = False  # the element that holds the article's text
    heading: int = 0  # 1 to 6
    title: bool = False  # named as titles are
    link: bool = False
    pre: bool = False
    group: int = 0  # the element that holds its paragraph
    time: str = ""  # ``datetime`` of a <time>

    def in_group(self, group: int) -> Around:
        """Not by ``replace``, which takes several times as long: every block of a page asks for it."""
        return Around(
            self.boilerplate, self.text, self.heading, self.title, self.link, self.pre, group, self.time
        )


@dataclass(slots=True)
class VisibleLine:
    text: str
    around: Around
    linked: int = 0  # letters that are links
    time: str = ""


@dataclass(slots=True)
class _Writer:
    lines: list[VisibleLine] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    around: Around = Around()
    linked: int = 0
    time: str = ""
    blank: bool = True
    lines_before: int = 0  # when the present cell began

    def write(self, text: str, around: Around) -> None:
        if around.pre:
            first, *following = text.replace("\r\n", "\n").split("\n")
            self._put(first, around)
            for line in following:
                self.end_line()
                self._put(line, around)
        else:
            self._put(_BLANKS.sub(" ", text), around)

    def _put(self, text: str, around: Around) -> None:
        if not self.parts:
            text = text if around.pre else text.lstrip(" ")
            if not text:
                return
            self.around = around
        elif text.startswith(" ") and self.parts[-1].endswith((" ", "\t")):
            text = text[1:]
        if text:
            self.parts.append(text)
            self.time = self.time or around.time
            if around.link:
                self.linked += len(text.strip())

    def end_line(self) -> None:
        line = "".join(self.parts).rstrip(" \t")
        if line.strip():
            self.lines.append(VisibleLine(line, self.around, self.linked, self.time))
            self.blank = False
        self.parts, self.linked, self.time = [], 0, ""

    def end_paragraph(self) -> None:
        self.end_line()
        if not self.blank:
            self.lines.append(VisibleLine("", Around()))
            self.blank = True

    def cell(self) -> None:
        """Cells of one line each are apart by a tab; those of several, as in layouts, stand alone."""
        if len(self.lines) > self.lines_before:
            self.end_line()
        elif self.parts:
            self.parts.append("\t")
        self.lines_before = len(self.lines)


@cache
def _names(kind: str) -> frozenset[str]:
    return frozenset(load("markup")[kind])


def visible_lines(tree: LexborHTMLParser) -> list[VisibleLine]:
    """Blank lines between paragraphs among them, none at the ends."""
    writer = _Writer()
    body = tree.body
    if body is None:
        return []
    unseen, blocks, apart = _names("unseen"), _names("blocks"), _names("apart")
    # Not by recursion: pages nest deeper than Python's calls may.
    within: list[tuple[Any, str, Around]] = []
    node: Any = body
    around = Around()
    groups = 0
    while True:
        tag = node.tag
        if tag == "-text":
            writer.write(node.text_content or "", around)
        elif tag == "br":
            writer.end_line()
        elif tag[0] != "-" and tag not in unseen:
            inner = _around(node, tag, around)
            if inner is not None:
                if tag in blocks:
                    (writer.end_paragraph if tag in apart else writer.end_line)()
                elif tag in ("td", "th"):
                    writer.cell()
                child = node.child
                if child is not None:
                    if (tag in blocks and tag not in apart) or tag == "td":
                        groups += 1
                        inner = inner.in_group(groups)
                    within.append((node, tag, around))
                    node, around = child, inner
                    continue
                if tag in blocks:
                    writer.end_line()
        while (following := node.next) is None or not within:
            if not within:
                writer.end_line()
                return _trimmed(writer.lines)
            node, tag, around = within.pop()
            if tag in blocks:
                (writer.end_paragraph if tag in apart else writer.end_line)()
        node = following


def _trimmed(lines: list[VisibleLine]) -> list[VisibleLine]:
    while lines and not lines[-1].text:
        lines.pop()
    return lines


def _around(node: Any, tag: str, outer: Around) -> Around | None:
    """What holds inside this element; None where nobody sees it."""
    attributes = node.attributes
    if not attributes:
        if tag in _PLAIN:
            return outer
        attributes = {}
    if "hidden" in attributes or ("style" in attributes and _HIDDEN.search(attributes["style"] or "")):
        return None
    names = _names_of(attributes)
    boilerplate, text = outer.boilerplate, outer.text
    if names & _names("text_names"):
        boilerplate, text = False, True
    elif tag in _names("around") or names & _names("around_names") or _has_role(attributes):
        boilerplate, text = tag != "body", False
    heading = int(tag[1]) if tag in _HEADINGS else outer.heading
    return Around(
        boilerplate,
        text,
        heading,
        outer.title or bool(names & _names("title_names")),
        outer.link or tag == "a",
        outer.pre or tag in ("pre", "listing"),
        outer.group,
        (attributes.get("datetime") or "") if tag == "time" else outer.time,
    )


_PLAIN = frozenset(
    {"p", "div", "b", "i", "em", "strong", "span", "ul", "li", "td", "tr", "table", "tbody", "u", "font"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def _names_of(attributes: dict[str, str | None]) -> set[str]:
    found: set[str] = set()
    for name in ("class", "id", "itemprop"):
        value = attributes.get(name)
        if value:
            found.update(value[:1000].lower().replace("_", "-").split())
    return found


def _has_role(attributes: dict[str, str | None]) -> bool:
    return (attributes.get("role") or "") in _names("around_roles")


def is_links(line: VisibleLine) -> bool:
    return line.linked >= _FEWEST_IN_LINKS * len(line.text.strip())
