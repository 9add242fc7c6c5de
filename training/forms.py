"""Pages in the forms that people produce: whole, cropped, headless, wrapped, glued, cut at sentences.

A form is the lines of a page (not blank) with what each of them is; all randomness comes from a generator
that the caller seeds, so that a page has the same forms every time.
"""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from articles.reading.signs.title import alike

Label = str | None  # "B" the article's text, "P" probably, "N" not, None unknown
CROPS = 2  # of each page
MOST_ABOVE, MOST_BELOW = 10, 25  # nonblank lines that a crop keeps around the article
_AT_HEADLINE = 0.5  # of the crops begin exactly at the headline
_SENTENCE_END = re.compile(r"(?<=[.!?։…])\s+(?=[^\W\d_a-zа-яёəğışçöüա-ֆ])")


@dataclass(frozen=True, slots=True)
class Form:
    lines: tuple[str, ...]
    labels: tuple[Label, ...]  # of the same length
    title: str  # "" where no line is the headline

    def part(self, start: int, stop: int) -> Form:
        return Form(self.lines[start:stop], self.labels[start:stop], self.title)

    def without(self, dropped: set[int]) -> Form:
        kept = [i for i in range(len(self.lines)) if i not in dropped]
        return Form(tuple(self.lines[i] for i in kept), tuple(self.labels[i] for i in kept), self.title)


def random_crop(form: Form, headline: int, end: int, chance: random.Random) -> Form:
    """From some lines above the headline, often none, to some below the end of the text."""
    above = 0 if chance.random() < _AT_HEADLINE else chance.randint(0, MOST_ABOVE)
    below = chance.choice((0, chance.randint(0, 4), chance.randint(0, MOST_BELOW)))
    return form.part(max(0, headline - above), min(len(form.lines), end + below))


def headless(form: Form) -> Form:
    """Without any line that holds the headline."""
    title = alike(form.title)
    dropped = {i for i, line in enumerate(form.lines) if title in alike(line)}
    rest = form.without(dropped)
    return Form(rest.lines, rest.labels, "")


def cut_at_sentences(form: Form) -> Form:
    """Each sentence of the text on a line of its own."""
    lines: list[str] = []
    labels: list[Label] = []
    for line, label in zip(form.lines, form.labels, strict=True):
        parts = _SENTENCE_END.split(line) if label == "B" else [line]
        lines += parts
        labels += [label] * len(parts)
    return Form(tuple(lines), tuple(labels), form.title)


def glued(form: Form, chance: random.Random) -> Form:
    """Some adjoining paragraphs of the text in one line, as where breaks were lost."""
    lines: list[str] = []
    labels: list[Label] = []
    for label, group in groupby(zip(form.lines, form.labels, strict=True), key=lambda pair: pair[1]):
        for line, _ in group:
            if label == "B" and lines and labels[-1] == "B" and chance.random() < 0.6:
                lines[-1] += " " + line
            else:
                lines.append(line)
                labels.append(label)
    return Form(tuple(lines), tuple(labels), form.title)


def wrapped(paragraphs: Sequence[str], width: int, *, blank: bool, indent: int) -> str:
    """Paragraphs filled to a width, as mail programs and old editors do."""
    parts = [
        textwrap.fill(
            paragraph, width, initial_indent=" " * indent, break_long_words=False, break_on_hyphens=False
        )
        for paragraph in paragraphs
    ]
    return ("\n\n" if blank else "\n").join(parts)


def forms_for_learning(
    form: Form, headline: int | None, end: int | None, titled: bool, chance: random.Random
) -> Iterator[tuple[str, Form]]:
    """(kind, form) of the forms of a page from which is learned; the first is the whole page.

    ``headline`` is the headline's line, ``end`` the one after the text's last, where they are known;
    ``titled`` says that the first line is the browser's title.
    """
    bare = form.part(1, len(form.lines)) if titled else form
    yield "whole", form
    if titled:
        yield "bare", bare
    if headline is None or end is None or end <= headline:
        return
    for number in range(CROPS):
        crop = random_crop(form, headline, end, chance)
        odd = chance.random()
        if number and odd < 0.25:
            crop = cut_at_sentences(crop)
        elif number and odd < 0.5:
            crop = glued(crop, chance)
        yield f"crop {number}", crop
    if form.title:
        yield "headless", headless(bare)
        yield "headless crop", headless(random_crop(form, headline, end, chance))
