"""A page seen as a whole: the form of each line, the run richest in prose, the title, what stands twice.

Cost is linear in the length of the text.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache

from articles.reading.signs.marks import is_counter, is_listed, is_photo_credit, opens_tail
from articles.reading.signs.phrases import fold_case, load
from articles.reading.signs.stamps import stamps_of
from articles.reading.signs.title import title_above, title_lines
from articles.text import language

SENTENCE_ENDS = '.!?…։»”"’)՜՞。！？」။।؟۔'
LONG, MEDIUM = 80, 30  # characters
_WORD = re.compile(r"\w+")
_AGO = re.compile(r"\b(?:ago|vor \d+|il y a|hace \d+|назад|əvvəl|önce|temu)\b")
_LONGEST_CAPTION, _CREDIT = 500, 40  # characters of a caption and of the end that names its owner
_STEM = 6  # letters of a word that inflection mostly leaves alone
_LISTED_LENGTH = 60  # a longer line is no menu entry


@cache
def common_words() -> frozenset[str]:
    """The frequent short words of all languages known to the language detector."""
    path = language.WORDS
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(
        word for script in tables.values() for each in script.values() for word in each["words"].split()
    )


@cache
def _credits() -> tuple[re.Pattern[str], frozenset[str]]:
    """What names a picture's owner, and the words of which a line has one if it does."""
    found = sorted(map(fold_case, load("furniture")["credits"]))
    words = frozenset(word for each in found for word in _WORD.findall(each)[:1])
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, found))})(?!\w)"), words


def credit_of(folded: str, words: list[str]) -> int:
    """Where a line of these words names the owner of a picture: 0 nowhere, 1 at its start, 2 at its end."""
    length = len(folded)
    pattern, first_words = _credits()
    if length > _LONGEST_CAPTION or (first_words.isdisjoint(words) and "©" not in folded):
        return 0
    if pattern.search(folded, max(0, length - _CREDIT)):
        return 2
    return 1 if pattern.search(folded, 0, min(length, _CREDIT)) else 0


def kind_of(line: str) -> str:
    """One letter for a line's form: Long, Medium, short prose; l, m, w without a sentence's end."""
    length = len(line) if line.isascii() or line[0] < "\u2e80" else 2 * len(line)  # one ideograph says more
    closed = line[-1] in SENTENCE_ENDS
    if length >= LONG:
        return "L" if closed or ". " in line else "l"
    if length <= _LISTED_LENGTH:
        if is_counter(line):
            return "x"
        if opens_tail(line):
            return "t"
        if is_listed(line):
            return "f"
    if is_photo_credit(line):
        return "c"
    if length >= MEDIUM:
        return "M" if closed else "m"
    return "s" if closed else "w"


@dataclass(frozen=True, slots=True)
class Survey:
    """What is seen of a page as a whole; the lists have one entry per nonblank line."""

    lines: list[str]
    kinds: list[str]
    folded: list[str]
    words: list[list[str]]
    stems: list[set[str]]  # how the longer words begin
    frequent: list[float]  # share of the words that are frequent in some language; -1 where there are none
    known: list[float]  # share of the long words that the richest run of prose has too; -1 likewise
    listed: list[
        bool
    ]  # whether it is or begins with a furniture phrase, also where it is too long for a menu
    credits: list[int]  # see credit_of
    ago: list[bool]  # whether the line says how long ago something was
    prose: list[int]  # characters of prose: the line's length or 0
    begin: int  # of the run of lines richest in prose
    end: int
    title_at: int | None  # the line that repeats the page's title
    title_words: frozenset[str]
    times: Counter[str]  # how often each folded line stands on the page
    starts: Counter[str]  # the same for the first 40 letters of longer lines

    def again(self, index: int) -> bool:
        """Whether the line, or its beginning, stands on the page more than once."""
        line = self.folded[index]
        return self.times[line] > 1 or (len(line) > 40 and self.starts[line[:40]] > 1)


def survey(lines: list[str]) -> Survey:
    """Looks at a page's nonblank lines."""
    kinds = [kind_of(line) for line in lines]
    for i, line in enumerate(lines):
        if kinds[i] in "mwlsM" and stamps_of(i, line):
            kinds[i] = "d"
    folded = [fold_case(line) for line in lines]
    words = [_WORD.findall(line) for line in folded]
    begin, end = best_run(kinds, lines)
    title_at = title_above(title_lines(lines), begin)
    common = common_words()
    vocabulary = Counter(
        word for i in range(begin, end) if kinds[i] in "LM" for word in set(words[i]) if len(word) > 5
    )
    known = []
    for i, terms in enumerate(words):
        long_words = [word for word in terms if len(word) > 5]
        inside = begin <= i < end and kinds[i] in "LM"
        hits = len([word for word in long_words if vocabulary.get(word, 0) > inside])
        known.append(hits / len(long_words) if long_words else -1.0)
    titles = [words[i] for i in {0, title_at or 0} if i < len(words)]
    return Survey(
        lines=lines,
        kinds=kinds,
        folded=folded,
        words=words,
        stems=[{word[:_STEM] for word in each if len(word) > 4} for each in words],
        frequent=[sum(map(common.__contains__, each)) / len(each) if each else -1.0 for each in words],
        known=known,
        listed=[is_listed(line) for line in lines],
        credits=list(map(credit_of, folded, words)),
        ago=[len(line) < 120 and _AGO.search(line) is not None for line in folded],
        prose=[len(line) if kind in "LM" else 0 for line, kind in zip(lines, kinds, strict=True)],
        begin=begin,
        end=end,
        title_at=title_at,
        title_words=frozenset(word for each in titles for word in each if len(word) > 3),
        times=Counter(folded),
        starts=Counter(line[:40] for line in folded if len(line) > 40),
    )


def best_run(kinds: list[str], lines: list[str]) -> tuple[int, int]:
    """The run of lines richest in prose (largest sum of line values), as (begin, end)."""
    best, best_sum, begin, running = (0, len(lines)), 0.0, 0, 0.0
    for i, kind in enumerate(kinds):
        if kind == "L":
            value = 0.5 + min(len(lines[i]), 300) / 100
        elif kind == "M":
            value = 0.4
        elif kind in "ls":
            value = -0.2
        else:
            value = -0.7 if kind in "mw" else -1.0
        if running <= 0:
            running, begin = 0.0, i
        running += value
        if running > best_sum:
            best, best_sum = (begin, i + 1), running
    return best
