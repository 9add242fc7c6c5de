"""What can be seen of each line of a page, for telling the article's lines from the page's (body.py).

Every line gets a short list of feature names; their weights were learned (training/reading_lines.py). Cost is
linear in the length of the text.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache

from articles.reading.marks import is_counter, is_listed, is_photo_credit, opens_tail
from articles.reading.phrases import fold
from articles.reading.stamps import stamps_of
from articles.reading.title import title_above, title_lines
from articles.text import language

SENTENCE_ENDS = '.!?…։»”"’)՜՞。！？」။।؟۔'
LONG, MEDIUM = 80, 30  # characters
_WORD = re.compile(r"\w+")
_ANSWERS = re.compile(
    r"(?:\d+\s+)?(?:comments?|responses?|replies|thoughts|kommentare?|leserkommentare|antworten|commentaires?|réactions?"
    r"|comentarios?|respuestas|комментари\w+|отзыв\w*|yorumlar|yorum|rəylər|şərhlər|komentarze|reacties|commenti|comentários)\b"
)
_AGO = re.compile(r"\b(?:ago|vor \d+|il y a|hace \d+|назад|əvvəl|önce|temu)\b")
_LISTED_LENGTH = 60  # a longer line is no menu entry
_VOCABULARY_LINE = 90  # words of lines up to this length are features by themselves
_EDGES = (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233)


@cache
def common_words() -> frozenset[str]:
    """The frequent short words of all languages known to the language detector."""
    path = language.WORDS
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(
        word for script in tables.values() for each in script.values() for word in each["words"].split()
    )


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


def bucket(value: int) -> int:
    for edge in _EDGES:
        if value <= edge:
            return edge
    return 999


def share(part: float, whole: float) -> int:
    """A share in eight unequal steps."""
    if not whole or part <= 0:
        return 0
    ratio = part / whole
    for step, edge in enumerate((0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98), 1):
        if ratio <= edge:
            return step
    return 8


def features_of(lines: list[str]) -> list[list[str]]:
    """Feature names of each of a page's nonblank lines."""
    count = len(lines)
    kinds = [kind_of(line) for line in lines]
    for i, line in enumerate(lines):
        if kinds[i] in "mwlsM" and stamps_of(i, line):
            kinds[i] = "d"
    folded = [fold(line) for line in lines]
    words = [_WORD.findall(line) for line in folded]
    prose = [len(line) if kind in "LM" else 0 for line, kind in zip(lines, kinds, strict=True)]
    begin, end = best_run(kinds, lines)
    title_at = title_above(title_lines(lines), begin)
    total = sum(prose) or 1
    times = Counter(folded)
    common = common_words()
    vocabulary = Counter(
        word for i in range(begin, end) if kinds[i] in "LM" for word in set(words[i]) if len(word) > 5
    )
    title_words = {word for word in words[0] if len(word) > 3} if count else set()
    if title_at is not None:
        title_words |= {word for word in words[title_at] if len(word) > 3}
    starts = Counter(line[:40] for line in folded if len(line) > 40)
    before = 0
    padded = ["^", "^", *kinds, "$", "$"]
    result = []
    tail_seen = 0
    answers = False
    for i, line in enumerate(lines):
        kind = kinds[i]
        k = i + 2
        length = len(line)
        found = [
            "b",
            "k" + kind,
            "n" + str(bucket(length // 8)),
            "p" + padded[k - 1] + kind,
            "q" + kind + padded[k + 1],
            "r" + padded[k - 1] + kind + padded[k + 1],
            "P" + padded[k - 2] + padded[k - 1] + kind,
            "Q" + kind + padded[k + 1] + padded[k + 2],
            "u" + str(share(before, total)),
            "U" + kind + str(share(before, total)),
            "v" + str(bucket(i)),
            "w" + str(bucket(count - 1 - i)),
        ]
        before += prose[i]
        if i < begin:
            found.append("<" + str(bucket(begin - i)))
            found.append("<" + kind)
        elif i >= end:
            found.append(">" + str(bucket(i - end)))
            found.append(">" + kind)
        else:
            found.append("=")
            found.append("=" + kind)
            if i == begin:
                found.append("=first" + kind)
            if i == end - 1:
                found.append("=last" + kind)
        window = sum(prose[max(0, i - 3) : i + 4]) - prose[i]
        found.append("W" + str(bucket(window // 40)))
        found.append("Y" + kind + str(bucket(window // 160)))
        if title_at is not None:
            distance = i - title_at
            found.append("T0" if not distance else f"T{'+' if distance > 0 else '-'}{bucket(abs(distance))}")
            found.append(f"t{kind}{(distance > 0) - (distance < 0)}")
        else:
            found.append("T?")
        terms = words[i]
        if terms:
            frequent = sum(1 for word in terms if word in common)
            found.append("c" + str(share(frequent, len(terms))))
            found.append("C" + kind + str(share(frequent, len(terms))))
            long_words = [word for word in terms if len(word) > 5]
            if long_words:
                inside = begin <= i < end and kind in "LM"
                known = sum(1 for word in long_words if vocabulary.get(word, 0) > inside)
                found.append("o" + str(share(known, len(long_words))))
                found.append("O" + kind + str(share(known, len(long_words))))
            if len(title_words) > 2:
                found.append("h" + str(min(3, len(title_words.intersection(terms)))))
            if length <= _VOCABULARY_LINE:
                found += ["=" + word for word in set(terms) if len(word) > 2 or length < 20]
                if length <= 40:
                    found.append("_" + folded[i])
            else:
                found += ["~" + word for word in set(terms) if len(word) > 4]
            found.append("a" + terms[0])
        if times[folded[i]] > 1:
            found.append("D" + kind)
        elif length > 40 and starts[folded[i][:40]] > 1:
            found.append("E" + kind)
        last, first = line[-1], line[0]
        found.append("." + last if not last.isalnum() else ".A" if last.isalpha() else ".9")
        if first.islower():
            found.append("fl")
        elif not first.isalnum():
            found.append("f" + first)
        elif first.isdigit():
            found.append("f9")
        if line.endswith(("...", "…")):
            found.append("e" + kind)
        if "|" in line:
            found.append("g|")
        if "@" in line or "http" in line or "www." in line:
            found.append("g@")
        if "©" in line:
            found.append("g©")
        if length < 120 and _AGO.search(folded[i]):
            found.append("gago")
        if length > 3 and line.isupper():
            found.append("gU" + kind)
        if kind in "Ll":
            stops = line.count(". ") + line.count("? ") + line.count("! ")
            found.append("S" + str(min(stops, 4)))
            found.append("," + str(min(line.count(","), 4)))
        elif kind in "mwM" and len(terms) > 2:
            capitals = sum(1 for word in line.split() if word[0].isupper())
            found.append("K" + str(share(capitals, len(terms))))
        near = range(max(0, i - 4), min(count, i + 5))
        found.append("J" + str(min(4, sum(1 for j in near if kinds[j] == "d"))))
        found.append("R" + str(min(5, sum(1 for j in near if times[folded[j]] > 2))))
        if length < 60 and before > total * 0.1 and _ANSWERS.match(folded[i]):
            answers = True
            found.append("Zh")
        elif answers:
            found.append("Z" + kind)
            found.append("Z")
        if kind == "t" and before > total * 0.2:
            tail_seen += 1
        if tail_seen:
            found.append("X" + str(min(tail_seen, 3)))
            found.append("X" + kind)
        result.append(found)
    return result


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
