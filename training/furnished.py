"""Pages composed of furniture, layouts and texts, whose every line is known, in six languages.

The words of ``furniture/learned.toml`` make pages to learn from, those of ``furniture/tried.toml`` pages to
try the reader on; the texts are those of different documents of ntrex, too. So that furniture is learned as
a kind: where it stands and how it is made, not by its words.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from training.pages import SHARED, rows

LANGUAGES = ("en", "ru", "az", "tr", "hy", "ka")
LEARNED, TRIED = "learned", "tried"
_NTREX = SHARED / "corpora" / "ntrex_parallel.jsonl.gz"
_FURNITURE = Path(__file__).parent / "furniture"
_TRIED_OF = 3  # one document in so many is for trying
_MOST_PARAGRAPHS = 14
_INSERTED = 0.02  # of the paragraphs have furniture above them; more is not told from subheads

Words = dict[str, Any]  # lists of words by kind; ``tags`` is one


@dataclass(frozen=True, slots=True)
class Composed:
    name: str
    language: str
    lines: tuple[str, ...]
    headline: int  # the headline's line
    body: tuple[int, ...]  # the text's lines
    day: str  # ISO date of the stamp under the headline

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def words_of(which: str) -> dict[str, Words]:
    return tomllib.loads((_FURNITURE / f"{which}.toml").read_text(encoding="utf-8"))


@cache
def _articles(which: str) -> dict[str, list[tuple[str, list[str]]]]:
    """(headline, sentences) by language."""
    found: dict[str, list[tuple[str, list[str]]]] = {language: [] for language in LANGUAGES}
    for row in rows(_NTREX):
        tried = crc32(row["doc"].encode()) % _TRIED_OF == 0
        if row["lang"] in found and tried == (which == TRIED):
            found[row["lang"]].append((row["title"], row["text"].split("\n")))
    return found


def composed(which: str, of_each: int) -> Iterator[Composed]:
    """So many pages of each language, always the same ones."""
    for language, words in words_of(which).items():
        articles = _articles(which)[language]
        for number in range(of_each):
            name = f"{which} {language} {number}"
            yield _page(name, language, words, articles, random.Random(name))


class _Sheet:
    """Lines as they are put on a page."""

    def __init__(self, draw: random.Random, words: Words, titles: list[str]) -> None:
        self.draw, self.words, self.titles = draw, words, titles
        self.lines: list[str] = []
        self.year, self.month, self.day = draw.randint(2003, 2025), draw.randint(1, 12), draw.randint(1, 28)

    def maybe(self, chance: float) -> bool:
        return self.draw.random() < chance

    def put(self, *lines: str) -> None:
        self.lines += lines

    def some(self, kind: str, least: int, most: int) -> list[str]:
        """So many words of a kind, their gaps filled."""
        each = self.words[kind]
        number = min(len(each), self.draw.randint(least, most))
        return [self.filled(word) for word in self.draw.sample(each, number)]

    def filled(self, word: str) -> str:
        pick = self.draw.choice
        return word.format(
            menu=pick(self.words["menu"]),
            place=pick(self.words["places"]),
            name=pick(self.words["names"]),
            title=pick(self.titles),
            n=self.draw.randint(2, 9999),
            year=self.year,
        )

    def clock(self) -> str:
        return f"{self.draw.randint(0, 23):02}:{self.draw.randint(0, 59):02}"

    def stamp(self, form: int, day: int | None = None) -> str:
        day, month = day or self.day, self.words["months"][self.month - 1]
        return (
            f"{day} {month} {self.year}, {self.clock()}",
            f"{day:02}.{self.month:02}.{self.year}",
            f"{self.clock()} {day:02}.{self.month:02}.{self.year}",
            f"{day} {month} {self.year}",
            f"{day:02}.{self.month:02}.{self.year} {self.clock()}",
        )[form]

    def items(self, most: int, form: int) -> None:
        """Other items: their titles, with a time, a date, a rubric or nothing beside them."""
        for _ in range(self.draw.randint(min(3, most), most)):
            title = self.draw.choice(self.titles)
            if form == 1:
                self.put(f"{self.clock()} {title}")
            elif form == 2:
                self.put(self.stamp(1, self.draw.randint(1, 28)), title)
            elif form == 3:
                self.put(title, self.filled("{menu}"))
            else:
                self.put(title)


def _page(
    name: str, language: str, words: Words, articles: list[tuple[str, list[str]]], draw: random.Random
) -> Composed:
    headline, sentences = draw.choice(articles)
    titles = [title for title, _ in articles if title != headline]
    sheet = _Sheet(draw, words, titles)
    if sheet.maybe(0.2):
        sheet.put(f"{headline} {draw.choice('|-–')} {sheet.filled('{place} {menu}')}")
    _head(sheet)
    if sheet.maybe(0.3):
        sheet.put(draw.choice(words["menu"]))
    at = len(sheet.lines)
    sheet.put(headline)
    _under_headline(sheet)
    body = _body(sheet, sentences)
    _foot(sheet)
    day = f"{sheet.year}-{sheet.month:02}-{sheet.day:02}"
    return Composed(name, language, tuple(sheet.lines), at, tuple(body), day)


def _head(sheet: _Sheet) -> None:
    if sheet.maybe(0.25):
        return  # copied from the headline on
    if sheet.maybe(0.4):
        sheet.put(f"{sheet.draw.choice(sheet.words['places'])} {sheet.draw.choice(sheet.words['menu'])}")
    if sheet.maybe(0.25):
        sheet.put(f"{sheet.clock()} {sheet.draw.choice('|¤-')} {sheet.stamp(3, sheet.draw.randint(1, 28))}")
    parts = [sheet.some("menu", 4, 15), sheet.some("service", 2, 8)]
    sheet.draw.shuffle(parts)
    for part in parts:
        if sheet.maybe(0.7):
            sheet.put(*part)
        elif sheet.maybe(0.5):
            sheet.put(sheet.draw.choice((" | ", " ", " • ")).join(part))
    if sheet.maybe(0.5):
        if sheet.maybe(0.5):
            sheet.put(*sheet.some("popular", 1, 1))
        sheet.items(40 if sheet.maybe(0.3) else 10, sheet.draw.randrange(4))
    if sheet.maybe(0.3):
        sheet.put(f"{sheet.words['menu'][0]} / {sheet.draw.choice(sheet.words['menu'][1:])}")


def _under_headline(sheet: _Sheet) -> None:
    parts = [[sheet.stamp(sheet.draw.randrange(5))]]
    for kind, chance, most in (("values", 0.5, 3), ("share", 0.4, 6), ("byline", 0.3, 1), ("credit", 0.3, 1)):
        if sheet.maybe(chance):
            parts.append(sheet.some(kind, 1, most))
    if sheet.maybe(0.6):
        sheet.draw.shuffle(parts)
    for part in parts:
        sheet.put(*part)


def _body(sheet: _Sheet, sentences: list[str]) -> list[int]:
    """Paragraphs of one to three sentences; now and then furniture between two of them."""
    found: list[int] = []
    at = 0
    most = sheet.draw.randint(3, _MOST_PARAGRAPHS)
    while at < len(sentences) and len(found) < most:
        size = sheet.draw.choice((1, 1, 2, 3))
        if found and sheet.maybe(_INSERTED):
            sheet.put(*sheet.some("inserted", 1, 1))
        found.append(len(sheet.lines))
        sheet.put(" ".join(sentences[at : at + size]))
        at += size
    return found


def _foot(sheet: _Sheet) -> None:
    if sheet.maybe(0.15):
        return  # copied to the end of the text
    parts: list[list[str]] = []
    if sheet.maybe(0.5):
        tags = sheet.some("menu", 2, 5)
        label = sheet.words["tags"]
        parts.append([label, *tags] if sheet.maybe(0.4) else [f"{label} {', '.join(tags)}"])
    for kind, chance, most in (("share", 0.5, 9), ("values", 0.3, 3), ("byline", 0.2, 1), ("notice", 0.3, 2)):
        if sheet.maybe(chance):
            parts.append(sheet.some(kind, 1, most))
    sheet.draw.shuffle(parts)
    for part in parts:
        sheet.put(*part)
    for kind, chance in (("related", 0.6), ("comments", 0.4), ("popular", 0.5)):
        if sheet.maybe(chance):
            if kind == "comments":
                sheet.put(*sheet.words[kind][: sheet.draw.randint(1, 7)])
            else:
                sheet.put(*sheet.some(kind, 1, 1))
                sheet.items(12, sheet.draw.randrange(4))
    if sheet.maybe(0.6):
        sheet.put(*sheet.some("service", 2, 9))
    sheet.put(*sheet.some("foot", 1, 4))
