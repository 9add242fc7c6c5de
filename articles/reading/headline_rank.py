"""The headline of a long page, whose menus and teasers look like headlines: the likeliest of its candidates.

Each candidate gets feature names (what it shares with the page's title and with the text, where it stands,
what stands around it); their weights were learned by training/reading_headlines.py and stand in
``data/headline_weights.json``. The model is a conditional logit: the probability of a candidate is the
exponential of its sum of weights, over the page's total, in which "there is none" is a candidate, too.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from articles.reading.body import is_sentence
from articles.reading.draft import Draft
from articles.reading.line_features import bucket, share
from articles.reading.model import Role
from articles.reading.phrases import DATA, terms_of
from articles.reading.title import alike, title_above, title_lines, title_parts

_WORDS = re.compile(r"\w+")
_ABOVE, _INTO = 60, 2  # nonblank lines above the first of the text and of the text itself that are candidates
_MOST_REPEATS = 20  # of the title, the last above the text; repeated more often it is a menu entry
_SHORTEST, _LONGEST = 4, 260  # characters
_JUDGED, _JUDGED_LENGTH = 12, 300  # lines of the text whose words are compared, and their characters
NONE = ["none"]  # the features of a page's having no headline
_SIGNS = ("|", "»", " - ", "@", "©", ". ", " / ")


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads((DATA / "headline_weights.json").read_text(encoding="utf-8"))
    return weights


def likeliest(draft: Draft, body_start: int) -> tuple[int, float] | None:
    """(index, probability) of the line most like the page's headline; None where there most likely is none.

    The probability is that of its words: of all the candidates that say the same.
    """
    candidates = candidates_of(draft, body_start)
    chances = chances_of([*(names for _, names in candidates), NONE], _weights())
    choice = chances.index(max(chances))
    if choice == len(candidates):
        return None
    best = candidates[choice][0]
    rest = draft.page.rest
    same = (chance for chance, (i, _) in zip(chances, candidates, strict=False) if rest[i] == rest[best])
    return best, sum(same)


def chances_of(candidates: Sequence[list[str]], weights: Mapping[str, float]) -> list[float]:
    """The probability of each candidate, which are given as feature names; at least one."""
    scores = [sum(weights.get(name, 0.0) for name in names) for names in candidates]
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def candidates_of(draft: Draft, body_start: int) -> list[tuple[int, list[str]]]:
    """(index, feature names) of each line that could be the headline, in the order of the page."""
    page = draft.page
    lines = [i for i in page.nonblank(draft.first, draft.stop) if page.rest[i]]
    start = next((n for n, i in enumerate(lines) if i >= body_start), len(lines))
    rest = [page.rest[i] for i in lines]
    forms = [alike(line) if len(line) <= _LONGEST else "" for line in rest]
    repeats = title_lines(rest)
    chosen = title_above(repeats, start)
    near = set(range(max(0, start - _ABOVE), min(len(lines), start + _INTO + 1)))
    near |= {0, *[n for n in repeats if n < start + _INTO][-_MOST_REPEATS:]}
    if chosen is not None:
        near.add(chosen)
    text = [page.rest[i][:_JUDGED_LENGTH] for i in lines[start:] if page.roles[i] is Role.BODY][:_JUDGED]
    known = set(terms_of(" ".join(text)))
    repeating = set(repeats)
    longest_below = _longest_below(rest, start)
    title_words = set(terms_of(rest[0])) if rest else set()
    parts = title_parts(rest[0]) if rest else {}
    times = Counter(forms)
    last_of = {forms[n]: n for n in sorted(near) if n <= start}
    result = []
    for n in sorted(near):
        line = rest[n]
        if not _SHORTEST <= len(line) <= _LONGEST or not any(map(str.isalpha, line)):
            continue
        role = page.roles[lines[n]]
        if role not in (None, Role.BODY, Role.FURNITURE, Role.TEASER, Role.BYLINE):
            continue
        found = _form(line)
        distance = start - n
        found.append(f"d{'-' if distance < 0 else ''}{bucket(abs(distance))}")
        found.append("r" + (str(role) if role else ""))
        if n == 0:
            found.append("first")
            found.append(f"first{len(parts) > 1}{chosen is not None}")
        else:
            found += _shared_with_title(line, forms[n], forms[0], parts, title_words)
            if n in repeating:
                found.append("repeat")
                found.append("repeat, " + ("chosen" if n == chosen else "another"))
                found.append(f"repeats{min(len(repeats), 4)}")
        terms = terms_of(line)
        in_text = share(sum(1 for word in terms if word in known), len(terms))
        found.append(f"b{in_text}")
        found.append(f"b{min(len(terms), 8)},{in_text // 3}")
        found.append(f"x{min(times[forms[n]], 4)}")
        if last_of.get(forms[n], n) != n:
            found.append("again below")
        if n < start:
            found.append("l" + str(share(len(line), max(longest_below[n], len(line)))))
        found += _around(page.roles, lines, rest, n, start)
        result.append((lines[n], found))
    return result


def _longest_below(rest: list[str], start: int) -> list[int]:
    """For each line above the text, the length of the longest line between it and the text."""
    longest = [0] * start
    for n in range(start - 2, -1, -1):
        longest[n] = max(longest[n + 1], len(rest[n + 1]))
    return longest


def _form(line: str) -> list[str]:
    words = _WORDS.findall(line)
    last = line[-1]
    found = ["w" + str(bucket(len(words))), "n" + str(bucket(len(line) // 8))]
    found.append("." + (last if last in ".:;,!?…)" else "a" if last.isalnum() else "-"))
    if is_sentence(line):
        found.append("sentence" + ("." if last == "." else ""))
    if line.isupper():
        found.append("capitals")
    if not line[0].isupper():
        found.append("small" if line[0].islower() else "digit" if line[0].isdigit() else "sign")
    found += ["has" + sign for sign in _SIGNS if sign in line]
    if any(map(str.isdigit, line)):
        found.append("digits")
    return found


def _shared_with_title(
    line: str, form: str, title: str, parts: dict[str, float], title_words: set[str]
) -> list[str]:
    found = []
    weight = parts.get(form)
    if weight:
        found.append("part" + str(share(len(form), len(title))))
        found.append("part, " + ("first" if title.startswith(form) else "later"))
    elif title.startswith(form) and len(form) > 8:
        found.append("begins title" + str(share(len(form), len(title))))
    elif len(title) > 12 and form.startswith(title):
        found.append("goes on from title")
    elif len(form) > 12 and form in title:
        found.append("in title" + str(share(len(form), len(title))))
    terms = set(terms_of(line))
    common = len(terms & title_words)
    found.append(f"T{share(common, len(terms))}")
    found.append(f"U{share(common, len(title_words))}")
    found.append(f"V{share(common, len(title_words | terms))}")
    return found


def _around(roles: list[Role | None], lines: list[int], rest: list[str], n: int, start: int) -> list[str]:
    found = []
    for step in (1, 2, 3):
        if n + step < len(lines):
            following = n + step
            role = roles[lines[following]]
            what = str(role) if role else "prose" if is_sentence(rest[following]) else "line"
            found.append(f"+{step}{what}")
    for step in (1, 2):
        if n >= step:
            role = roles[lines[n - step]]
            what = str(role) if role else "prose" if is_sentence(rest[n - step]) else "line"
            found.append(f"-{step}{what}")
    between = range(n + 1, min(start, n + 8))
    found.append(f"s{any(roles[lines[k]] is Role.TIME_STAMP for k in between)}")
    found.append(f"y{any(roles[lines[k]] is Role.BYLINE for k in between)}")
    if n:
        found.append("p" + str(bucket(len(rest[n - 1]) // 8)))
    return found
