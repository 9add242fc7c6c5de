"""An HTML page for the reader: its visible text, and what stands beside."""

from __future__ import annotations

from typing import NamedTuple

from articles.reading.draft import Beside
from articles.reading.markup.beside import beside_of
from articles.reading.markup.parsing import markup_of, tree_of
from articles.reading.markup.told import told_by
from articles.reading.markup.visible import visible_lines
from articles.reading.model import Rejected
from articles.reading.stages.decoding import Decoded
from articles.reading.stages.mending import mended
from articles.text.codes import coded

# What would end a line within one for the reader, which counts lines.
_ENDS = str.maketrans(dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029\n", " "))


class Html(NamedTuple):
    decoded: Decoded  # the visible text
    beside: Beside
    markup: str


def html_of(data: bytes, declared: str = "") -> Html:
    """``declared``: the encoding by the server's word. Raises Rejected."""
    markup, codec = markup_of(data, declared)
    tree = tree_of(markup)
    lines = visible_lines(tree)
    if not any(line.text for line in lines):
        raise Rejected(coded("html.no_text"))
    text, doubts = mended(_text_of([line.text for line in lines]))
    return Html(Decoded(text, codec, doubts), beside_of(lines, told_by(tree)), markup)


def visible_text(data: bytes, codec: str) -> str:
    """The text that ``html_of`` gave of bytes that it read by this codec."""
    lines = visible_lines(tree_of(data.decode(codec, errors="replace")))
    return mended(_text_of([line.text for line in lines]))[0]


def _text_of(lines: list[str]) -> str:
    return "\n".join(line.translate(_ENDS) for line in lines)
