"""The second look at each line: numbers, with those of the lines around it and what the first look gave them.

Columns of equal length, one number per line; their names stand in ``data/line_trees.json`` beside the trees
that compare them (line_scores.py). Windows are differences of running sums, so that cost is linear.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import accumulate, chain
from math import exp
from operator import truediv
from typing import Any

from articles.reading.learned.forest import Column, Columns
from articles.reading.learned.line_features import opens_answers
from articles.reading.learned.line_survey import SENTENCE_ENDS, Survey

_KINDS = "LdlMmswxftc"  # the trees compare positions in this order
_OUTSIDE = -9.0  # a value of a line above the first or below the last
_FAR = 99.0
_UNTITLED = 999.0
_NEXT = (
    "length",
    "frequent",
    "known",
    "capitals",
    "digits",
    "closed",
    "kind",
    "title",
    "first",
    "ago",
    "credit",
)
_NEAR = ("length", "frequent", "closed", "kind")
_WINDOWS = {"prose": (2, 5, 10, 25), "menu": (3, 8, 20), "stamp": (2, 6, 20), "again": (3, 6)}
_STRONGEST = 3.0  # one line's say in which run of lines is the best
_LONGEST = 400  # characters of one line that count in sums
_CERTAIN = 2.0  # a score of the first look
_NONE = -1.0  # where there is nothing to count
_ENDLESS = 9999.0
_SAMPLE = 300  # characters of one line among which digits are counted
_DIGIT = re.compile(r"\d")


def numbers_seen(seen: Survey) -> Columns:
    """Named columns from the page."""
    own = _own(seen)
    columns = dict(own)
    for offset in (-3, -2, -1, 1, 2, 3):
        for name in _NEXT if abs(offset) == 1 else _NEAR:
            columns[f"{name}{offset:+d}"] = _shifted(own[name], offset, _OUTSIDE)
    counted: Columns = {
        "prose": [float(each) for each in seen.prose],
        "menu": [float(kind in "wxfmt") for kind in seen.kinds],
        "stamp": [float(kind == "d") for kind in seen.kinds],
        "again": [float(seen.again(i)) for i in range(len(seen.lines))],
    }
    for name, reaches in _WINDOWS.items():
        columns |= _windows(name, counted[name], reaches)
    return columns | _place(seen)


def numbers_scored(seen: Survey, scores: Column) -> Columns:
    """What the first look gave the line, the lines around it and the whole page."""
    count = len(scores)
    columns = {f"score{offset:+d}": _shifted(scores, offset, -6.0) for offset in range(-5, 6)}
    sure = [1 / (1 + exp(-max(-30.0, min(30.0, score)))) for score in scores]
    weighed = [each * min(len(line), _LONGEST) for each, line in zip(sure, seen.lines, strict=True)]
    sums = list(accumulate(weighed, initial=0.0))
    total = sums[-1] + 1
    begin, end = _best_run(scores)
    return {
        **columns,
        **_windows("sure", sure, (3, 10)),
        "text above": sums[:-1],
        "text below": [total - each for each in sums[1:]],
        "text share": [each / total for each in sums[:-1]],
        "text": [total] * count,
        "from best": [float(i - begin) for i in range(count)],
        "to best end": [float(end - i) for i in range(count)],
        "best lines": [float(end - begin)] * count,
        **_company(seen, sure),
        **_likely(seen, scores),
    }


def _company(seen: Survey, sure: Column) -> Columns:
    """Whether each line's longer words stand in other lines that are likely the text, or in unlikely ones.

    Of the words: the share that likely lines have; the mean chance of the other lines that have one; the
    same with one unlikely line more for each, so that a word of a single other line says little.
    """
    chances: defaultdict[str, float] = defaultdict(float)
    for stems, chance in zip(seen.stems, sure, strict=True):
        for stem in stems:
            chances[stem] += chance
    holding = Counter(chain.from_iterable(seen.stems))
    shared, mean, wary = [], [], []
    for stems, chance in zip(seen.stems, sure, strict=True):
        if not stems:
            shared.append(_NONE)
            mean.append(_NONE)
            wary.append(_NONE)
            continue
        likely = [chances[stem] - chance for stem in stems]
        lines = [holding[stem] for stem in stems]
        found = [each / (held - 1) for each, held in zip(likely, lines, strict=True) if held > 1]
        shared.append(len([each for each in likely if each > 0.5]) / len(stems))
        mean.append(sum(found) / len(found) if found else _NONE)
        wary.append(sum(map(truediv, likely, lines)) / len(stems))
    return {"words of likely": shared, "chance of words": mean, "wary chance of words": wary}


def _likely(seen: Survey, scores: Column) -> Columns:
    """Where each line stands to the lines that the first look takes for the text."""
    count = len(scores)
    likely, certain = [score > 0 for score in scores], [score > _CERTAIN for score in scores]
    lengths = [min(len(line), _LONGEST) for line in seen.lines]
    taken = [length for length, is_likely in zip(lengths, likely, strict=True) if is_likely]
    mean = sum(taken) / len(taken) if taken else 0.0
    first = certain.index(True) if any(certain) else -1
    last = count - 1 - certain[::-1].index(True) if any(certain) else -1
    return {
        "from likely": _since(likely),
        "to likely": _since(likely[::-1])[::-1],
        "from certain": _since(certain),
        "to certain": _since(certain[::-1])[::-1],
        "from first certain": [float(i - first) for i in range(count)],
        "to last certain": [float(last - i) for i in range(count)],
        "likely run above": _run(likely),
        "likely run below": _run(likely[::-1])[::-1],
        "gap above": _gap(likely, lengths),
        "length to likely": [length / (mean + 1) for length in lengths],
        "likely length": [mean] * count,
        "likely lines": [float(len(taken))] * count,
    }


def _own(seen: Survey) -> Columns:
    """What each line is by itself."""
    lines, words = seen.lines, seen.words
    parts = [line.split() for line in lines]
    lengths = [len(line) for line in lines]
    starts = [line[0] for line in lines]
    titled = len(seen.title_words) > 2
    columns: dict[str, list[Any]] = {
        "length": lengths,
        "words": [len(each) for each in words],
        "frequent": seen.frequent,
        "known": seen.known,
        "title": [len(seen.title_words.intersection(each)) if titled else -1 for each in words],
        "capitals": [sum([part[0].isupper() for part in each]) / len(each) if each else 0 for each in parts],
        "digits": [
            len(_DIGIT.findall(line, 0, _SAMPLE)) / min(length, _SAMPLE)
            for line, length in zip(lines, lengths, strict=True)
        ],
        "stops": [
            line.count(". ") + line.count("? ") + line.count("! ") + line.count("。") for line in lines
        ],
        "commas": [line.count(",") for line in lines],
        "closed": [line[-1] in SENTENCE_ENDS for line in lines],
        "colon": [line[-1] == ":" for line in lines],
        "cut": [line.endswith(("...", "…")) for line in lines],
        "first": [
            0 if first.islower() else 1 if first.isupper() else 2 if first.isdigit() else 3
            for first in starts
        ],
        "kind": [_KINDS.index(kind) for kind in seen.kinds],
        "word length": [sum(map(len, each)) / len(each) if each else 0 for each in words],
        "address": ["@" in line or "http" in line or "www." in line for line in lines],
        "bar": ["|" in line for line in lines],
        "copyright": ["©" in line for line in lines],
        "ago": seen.ago,
        "listed": seen.listed,
        "credit": seen.credits,
        "bracket": [line[-1] == ")" for line in lines],
        "upper": [length > 3 and line.isupper() for line, length in zip(lines, lengths, strict=True)],
        "times": [min(seen.times[line], 9) for line in seen.folded],
        "starts": [
            seen.starts[line[:40]] if length > 40 else 0
            for line, length in zip(seen.folded, lengths, strict=True)
        ],
    }
    return {name: list(map(float, column)) for name, column in columns.items()}


def _place(seen: Survey) -> Columns:
    """Where each line stands: on the page, to the richest run, the title, stamps, lists and comments."""
    count, kinds, title = len(seen.lines), seen.kinds, seen.title_at
    sums = list(accumulate(seen.prose, initial=0))
    total = float(sums[-1] or 1)
    run = float(sums[seen.end] - sums[seen.begin])
    long = [kind == "L" for kind in kinds]
    tails, answers = [], []
    tail, tails_seen, answer = -1, 0, -1
    for i, kind in enumerate(kinds):
        tails.append((float(i - tail) if tail >= 0 else -1.0, float(tails_seen)))
        answers.append(float(i - answer) if answer >= 0 else -1.0)
        if kind == "t" and sums[i] > total * 0.2:
            tail, tails_seen = i, tails_seen + 1
        if answer < 0 and sums[i] > total * 0.1 and opens_answers(seen.folded[i]):
            answer = i
    everywhere = {
        "page prose": total,
        "page lines": count,
        "page long": sum(long),
        "page stamps": kinds.count("d"),
        "run lines": seen.end - seen.begin,
        "run prose": run,
        "run share": run / total,
        "title to run": title - seen.begin if title is not None else _UNTITLED,
    }
    return {
        **{name: [float(value)] * count for name, value in everywhere.items()},
        "prose above": [float(each) for each in sums[:-1]],
        "prose below": [total - each for each in sums[:-1]],
        "share above": [each / total for each in sums[:-1]],
        "line": [float(i) for i in range(count)],
        "line from end": [float(count - 1 - i) for i in range(count)],
        "line share": [i / count for i in range(count)],
        "from run": [float(i - seen.begin) for i in range(count)],
        "to run end": [float(seen.end - i) for i in range(count)],
        "in run": [float(seen.begin <= i < seen.end) for i in range(count)],
        "from title": [float(i - title) if title is not None else _UNTITLED for i in range(count)],
        "from long": _since(long),
        "to long": _since(long[::-1])[::-1],
        "from stamp": _since([kind == "d" for kind in kinds]),
        "from tail": [each[0] for each in tails],
        "tails": [each[1] for each in tails],
        "from answers": answers,
    }


def _best_run(scores: Column) -> tuple[int, int]:
    """The run of lines with the largest sum of scores, as (begin, end)."""
    best, found, begin, running = 0.0, (0, 0), 0, 0.0
    for i, score in enumerate(scores):
        if running <= 0:
            running, begin = 0.0, i
        running += max(-_STRONGEST, min(_STRONGEST, score))
        if running > best:
            best, found = running, (begin, i + 1)
    return found


def _shifted(column: Column, offset: int, outside: float) -> Column:
    """Each line's value of the line ``offset`` below it."""
    count = len(column)
    if offset < 0:
        return ([outside] * -offset + column)[:count]
    return (column + [outside] * offset)[offset:]


def _windows(name: str, column: Column, reaches: tuple[int, ...]) -> Columns:
    """Sums over the lines right above and right below each line."""
    sums = list(accumulate(column, initial=0.0))
    count = len(column)
    found = {}
    for reach in reaches:
        found[f"{name} above {reach}"] = [sums[i] - sums[max(0, i - reach)] for i in range(count)]
        found[f"{name} below {reach}"] = [sums[min(count, i + 1 + reach)] - sums[i + 1] for i in range(count)]
    return found


def _since(marks: list[bool]) -> Column:
    """Lines since the last marked one above; far where there is none."""
    last, found = None, []
    for i, marked in enumerate(marks):
        found.append(min(_FAR, float(i - last)) if last is not None else _FAR)
        if marked:
            last = i
    return found


def _run(marks: list[bool]) -> Column:
    """How many lines right above are marked without a gap."""
    run, found = 0, []
    for marked in marks:
        found.append(float(run))
        run = run + 1 if marked else 0
    return found


def _gap(marks: list[bool], lengths: list[int]) -> Column:
    """Characters between each line and the last marked one above."""
    gap, found = _ENDLESS, []
    for marked, length in zip(marks, lengths, strict=True):
        found.append(gap)
        gap = 0.0 if marked else min(_ENDLESS, gap + length)
    return found
