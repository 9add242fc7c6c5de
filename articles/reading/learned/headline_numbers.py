"""The lines of a page that could be its headline, and numbers of each for the trees of headline_rank.py.

What a line shares with the page's title and with the text, where it stands, what stands around it, and how it
compares with the other candidates. Cost is linear in the length of the page: about 200 lines at most are
candidates, and what is seen of each reaches no farther than some lines around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from math import log1p

from articles.reading.draft import Draft
from articles.reading.model import Role
from articles.reading.signs.phrases import terms_of
from articles.reading.signs.prose import is_sentence
from articles.reading.signs.title import alike, title_above, title_lines, title_parts

Row = dict[str, float]

_WORDS = re.compile(r"\w+")
_ROLES: dict[Role | None, float] = {
    None: 0.0,
    Role.BODY: 1.0,
    Role.FURNITURE: 2.0,
    Role.TEASER: 3.0,
    Role.BYLINE: 4.0,
    Role.TIME_STAMP: 5.0,
    Role.SECTION: 6.0,
    Role.CAPTION: 7.0,
}
_OTHER_ROLE = 9.0
_ENDS = {sign: float(kind) for kind, signs in enumerate((".", "!?", ":;,", "…"), 1) for sign in signs}
_ABOVE = 100  # nonblank lines above the text that are candidates
_INTO, _INTO_RICHEST = 15, 3  # and of the text, which often begins too early; of its richest block
_MOST_REPEATS = 20  # of the title, the last above the text; repeated more often it is a menu entry
_SHORTEST, _LONGEST = 4, 260  # characters
_GAP = 6  # lines that are not the text and still part no block of it
_ONE_LINE = 400  # characters of one line that count in sums
_OPENING, _OPENING_LENGTH, _LEAD = 12, 300, 2  # lines of the richest block whose words are compared
_TEXT_LINES, _OUTSIDE_LINES = 80, 150  # lines whose words are the text's, and the page's beside it
_MENU_ENTRY = 30  # a line below this length
_WINDOWS = (3, 8, 20)
_HOLDS_NEAR, _HOLDS_LEAST = 8, 8  # lines away, characters: the path Home/News/Headline holds the headline
_HELD = 200_000  # characters among which a line is sought again
_FIRST = 6  # lines of the text whose letters are compared
_FAR = 99
_MISSING = -9.0  # a number that a line does not have
_RELATIVE = (
    *("grams", "like", "score", "trigrams", "of line", "of title"),
    *("text words", "long", "in text", "special", "common", "part"),
)
_BETTER_BELOW = ("grams", "trigrams", "special", "long", "of title")


@dataclass(frozen=True, slots=True)
class _Title:
    """The page's first line."""

    form: str
    words: set[str]
    terms: set[str]
    trigrams: set[str]
    parts: dict[str, float]
    repeats: list[int]


@dataclass(frozen=True, slots=True)
class _Text:
    """What the page's text is about."""

    opening: set[str]
    lead: set[str]
    inside: Counter[str]  # of how many of its lines
    outside: Counter[str]  # of how many lines beside it


@dataclass(frozen=True, slots=True)
class _Page:
    """Nonblank lines, and running sums over them."""

    lines: list[str]
    forms: list[str]
    roles: list[Role | None]
    start: int  # where the text begins
    richest: int  # where its richest block begins
    blocks: list[tuple[int, int]]  # (begin, characters)
    short: list[int]
    prose: list[int]
    stamps: list[int]
    text: list[int]
    scores: list[float]  # how likely each line is the text
    like: list[float]  # whether each line has the form of a headline
    held: str  # the page's forms, one after the other
    cut: tuple[str, ...]  # forms of the lines that were cut off with dots
    grams: list[tuple[int, set[str]]]  # of the first lines of the text


def candidates_of(draft: Draft, body_start: int) -> tuple[list[tuple[int, Row]], Row]:
    """(index, numbers) of each line that could be the headline, in order; the numbers of there being none."""
    indexes = [i for i in draft.page.nonblank(draft.first, draft.stop) if draft.page.rest[i]]
    page = _surveyed(draft, indexes, body_start)
    title, text = _title_of(page), _text_of(page)
    forms: dict[str, list[int]] = {}
    for n in (candidates := _candidates(page, title)):
        forms.setdefault(page.forms[n], []).append(n)
    times = Counter(page.forms)
    rows = []
    for n in candidates:
        line = page.lines[n]
        terms = set(terms_of(line))
        own = page.roles[n] is Role.BODY
        row = _form(line, page.roles[n]) | _of_title(page, title, n, terms) | _of_text(text, terms, own)
        row |= _place(page, n) | _held(page, n) | _untitled(page, n) | {"times": times[page.forms[n]]}
        row["times before"] = bisect_left(forms[page.forms[n]], n)
        rows.append(row)
    most = _compare(rows, [n < page.richest for n in candidates], 0 in candidates)
    everywhere = _everywhere(page, title, text)
    for row in rows:
        row |= everywhere
    none = dict.fromkeys(rows[0], _MISSING) | most | everywhere if rows else {}
    return [(indexes[n], row) for n, row in zip(candidates, rows, strict=True)], none


def _surveyed(draft: Draft, indexes: list[int], body_start: int) -> _Page:
    lines = [draft.page.rest[i] for i in indexes]
    forms = [alike(line) if len(line) <= _LONGEST else "" for line in lines]
    roles = [draft.page.roles[i] for i in indexes]
    text = [n for n, role in enumerate(roles) if role is Role.BODY]
    blocks = _blocks(lines, text)
    return _Page(
        lines=lines,
        forms=forms,
        roles=roles,
        start=bisect_left(indexes, body_start),
        richest=max(blocks, key=lambda block: block[1])[0] if blocks else 0,
        blocks=blocks,
        short=list(accumulate((len(line) < _MENU_ENTRY for line in lines), initial=0)),
        prose=list(
            accumulate((min(len(line), _ONE_LINE) if is_sentence(line) else 0 for line in lines), initial=0)
        ),
        stamps=[n for n, role in enumerate(roles) if role is Role.TIME_STAMP],
        text=text,
        scores=[draft.scores.get(i, 0.0) for i in indexes],
        like=[_headline_like(line, role) for line, role in zip(lines, roles, strict=True)],
        held="\n".join(forms)[:_HELD],
        cut=tuple(
            form.rstrip(" .…") for form in forms if form.endswith(("…", "...")) and len(form) > _HOLDS_LEAST
        ),
        grams=[
            (n, _grams(forms[n] or lines[n][:_OPENING_LENGTH].lower())) for n in _first_lines(text, blocks)
        ],
    )


def _first_lines(text: list[int], blocks: list[tuple[int, int]]) -> list[int]:
    """The first lines of the text, and of its richest block."""
    richest = max(blocks, key=lambda block: block[1])[0] if blocks else 0
    at = bisect_left(text, richest)
    return sorted({*text[:_FIRST], *text[at : at + _FIRST]})


def _grams(form: str) -> set[str]:
    return {form[i : i + 4] for i in range(len(form) - 3)}


def _headline_like(line: str, role: Role | None) -> float:
    """1 for the form of a headline, less for each thing that headlines seldom have."""
    if role not in (None, Role.BODY) or not 15 <= len(line) <= 180:
        return 0.0
    words = line.count(" ") + 1
    return (words >= 4) * 0.4 + (line[-1] not in ".:;,…") * 0.3 + (not line[0].islower()) * 0.2 + 0.1


def _untitled(page: _Page, n: int) -> Row:
    """What tells a headline on a page without a title."""
    form, own = page.forms[n], page.lines[n]
    grams = _grams(form or own[:_OPENING_LENGTH].lower())
    others = [each for m, each in page.grams if m != n]
    found = {
        "grams": len([gram for gram in grams if any(gram in each for each in others)]) / max(1, len(grams)),
        "grams of first": len(grams & others[0]) / max(1, len(grams)) if others else _MISSING,
        "score": page.scores[n],
        "held anywhere": min(9, page.held.count(form) - 1) if len(form) >= _HOLDS_LEAST else _MISSING,
        "cut of it": sum(1 for each in page.cut if form.startswith(each) and form != each),
        "like": page.like[n],
    }
    count = len(page.lines)
    for step in (-3, -2, -1, 1, 2, 3):
        found[f"like{step:+d}"] = page.like[n + step] if 0 <= n + step < count else _MISSING
    for step in (-1, 1, 2):
        found[f"score{step:+d}"] = page.scores[n + step] if 0 <= n + step < count else _MISSING
    return found


def _blocks(lines: list[str], text: list[int]) -> list[tuple[int, int]]:
    """(begin, characters) of each run of lines of the text."""
    blocks: list[tuple[int, int]] = []
    last = 0
    for n in text:
        begin, length = blocks.pop() if blocks and n - last <= _GAP else (n, 0)
        blocks.append((begin, length + min(len(lines[n]), _ONE_LINE)))
        last = n
    return blocks


def _title_of(page: _Page) -> _Title:
    line, form = page.lines[0], page.forms[0]
    return _Title(
        form,
        set(_WORDS.findall(form)),
        set(terms_of(line)),
        _trigrams(form),
        title_parts(line),
        title_lines(page.lines),
    )


def _text_of(page: _Page) -> _Text:
    lines, roles = page.lines, page.roles
    opens_at = bisect_left(page.text, page.richest)
    opening = [lines[n][:_OPENING_LENGTH] for n in page.text[opens_at : opens_at + _OPENING]]
    around = range(
        max(0, min(page.start, page.richest) - _OUTSIDE_LINES), min(len(lines), page.richest + _OUTSIDE_LINES)
    )
    outside = (lines[n] for n in around if roles[n] is not Role.BODY and len(lines[n]) < _OUTSIDE_LINES)
    return _Text(
        set(terms_of(" ".join(opening))),
        set(terms_of(" ".join(opening[:_LEAD]))),
        _lines_by_term(lines[n][:_ONE_LINE] for n in page.text[:_TEXT_LINES]),
        _lines_by_term(outside),
    )


def _lines_by_term(lines: Iterable[str]) -> Counter[str]:
    return Counter(term for line in lines for term in set(terms_of(line)))


def _trigrams(form: str) -> set[str]:
    padded = f" {form} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


def _candidates(page: _Page, title: _Title) -> list[int]:
    count = len(page.lines)
    near = {0}
    for anchor, into in ((page.start, _INTO), (page.richest, _INTO_RICHEST)):
        near.update(range(max(0, anchor - _ABOVE), min(count, anchor + into + 1)))
        near.update([n for n in title.repeats if n < anchor + 2][-_MOST_REPEATS:])
        chosen = title_above(title.repeats, anchor)
        if chosen is not None:
            near.add(chosen)
    return [
        n
        for n in sorted(near)
        if _SHORTEST <= len(page.lines[n]) <= _LONGEST
        and page.roles[n] in _ROLES
        and any(map(str.isalpha, page.lines[n]))
    ]


def _form(line: str, role: Role | None) -> Row:
    words = line.split()
    return {
        "role": _ROLES[role],
        "long": len(line),
        "words": len(words),
        "end": 0.0 if line[-1].isalnum() else _ENDS.get(line[-1], 5.0),
        "capitals": sum(1 for word in words if word[0].isupper()) / len(words),
        "digits": sum(map(str.isdigit, line)) / len(line),
        "joints": any(sign in line for sign in ("|", "»", " > ", "/", "›")),
    }


def _of_title(page: _Page, title: _Title, n: int, terms: set[str]) -> Row:
    """What the line shares with the page's title, as shares of the line, of the title, of both."""
    if not n:
        return dict.fromkeys(
            (
                *("part", "share of title", "begins title", "of line", "of title", "of both", "common"),
                *("terms of line", "terms of title", "trigrams of line", "trigrams of title", "trigrams"),
            ),
            _MISSING,
        )
    form = page.forms[n]
    words, trigrams = set(_WORDS.findall(form)), _trigrams(form)
    common, shared = len(words & title.words), len(trigrams & title.trigrams)
    return {
        "part": title.parts.get(form, 0.0) / max(title.parts.values(), default=1.0),
        "share of title": len(form) / max(1, len(title.form)),
        "begins title": title.form.startswith(form),
        "of line": common / max(1, len(words)),
        "of title": common / max(1, len(title.words)),
        "of both": common / max(1, len(words | title.words)),
        "common": len(terms & title.terms),
        "terms of line": len(terms & title.terms) / max(1, len(terms)),
        "terms of title": len(terms & title.terms) / max(1, len(title.terms)),
        "trigrams of line": shared / len(trigrams),
        "trigrams of title": shared / max(1, len(title.trigrams)),
        "trigrams": 2 * shared / (len(trigrams) + len(title.trigrams)),
    }


def _of_text(text: _Text, terms: set[str], own: bool) -> Row:
    """What the line shares with the text; ``own``: the line is itself held for the text."""
    inside = {term: max(0, text.inside[term] - own) for term in terms}
    special = sum(
        held / (1 + text.outside[term] + text.inside[term]) for term, held in inside.items() if held
    )
    known = len(terms & text.opening)
    return {
        "terms": len(terms),
        "text words": known,
        "of text": known / max(1, len(terms)),
        "lead words": len(terms & text.lead),
        "in text": sum(map(log1p, inside.values())),
        "special": special,  # to the text, not to the page
        "special mean": special / max(1, len(terms)),
        "unknown": sum(1 for held in inside.values() if not held),
        "menu": sum(text.outside[term] - (not own) for term in terms) / max(1, len(terms)),
    }


def _place(page: _Page, n: int) -> Row:
    """Where the line stands, and what stands around it."""
    count = len(page.lines)
    found: Row = {
        "to text": page.start - n,
        "to richest": page.richest - n,
        "line": min(n, 300),
        "prose above": page.prose[n] / (page.prose[-1] or 1),
    }
    for name, positions in (("stamp", page.stamps), ("any text", page.text)):
        after = bisect_right(positions, n)
        before = bisect_left(positions, n)
        found["since " + name] = min(_FAR, n - positions[before - 1]) if before else _FAR
        found["to " + name] = min(_FAR, positions[after] - n) if after < len(positions) else _FAR
    whole = sum(length for _, length in page.blocks) or 1
    block = bisect_left(page.blocks, (n, 0))
    begin, length = page.blocks[block] if block < len(page.blocks) else (n + _MISSING, _MISSING)
    found |= {
        "to block": begin - n,
        "block": length,
        "block above": page.blocks[block - 1][1] / whole if block else 0.0,
    }
    for reach in _WINDOWS:
        below, above = min(count, n + 1 + reach), max(0, n - reach)
        found[f"short below {reach}"] = page.short[below] - page.short[n + 1]
        found[f"short above {reach}"] = page.short[n] - page.short[above]
        found[f"prose below {reach}"] = page.prose[below] - page.prose[n + 1]
        found[f"prose above {reach}"] = page.prose[n] - page.prose[above]
    for step in (1, 2, 3, -1, -2):
        there = 0 <= n + step < count
        found[f"long{step:+d}"] = len(page.lines[n + step]) if there else _MISSING
        found[f"role{step:+d}"] = _ROLES.get(page.roles[n + step], _OTHER_ROLE) if there else _MISSING
    return found


def _held(page: _Page, n: int) -> Row:
    """How many lines near it the line ends or begins with, as paths and kickers do, and how many with it."""
    form = page.forms[n]
    held = Counter[str]()
    if len(form) >= _HOLDS_LEAST:
        for m in range(max(0, n - _HOLDS_NEAR), min(len(page.lines), n + _HOLDS_NEAR + 1)):
            other = page.forms[m]
            if _HOLDS_LEAST <= len(other) < len(form):
                held["holds end"] += form.endswith(other)
                held["holds start"] += form.startswith(other)
            elif len(other) > len(form):
                held["held end"] += other.endswith(form)
                held["held start"] += other.startswith(form)
    return {name: held[name] for name in ("holds end", "holds start", "held end", "held start")}


def _compare(rows: list[Row], above: list[bool], with_title: bool) -> Row:
    """Adds to each row how it compares with the others, and returns the greatest values.

    The title itself, the page's first line, is no measure.
    """
    others = rows[1:] if with_title else rows
    most: Row = {}
    for name in _RELATIVE:
        values = sorted((row[name] for row in others), reverse=True)
        greatest = values[0] if values else 0.0
        falling = [-value for value in values]
        most["less " + name] = greatest
        for row in rows:
            row["less " + name] = row[name] - greatest
            row["rank " + name] = bisect_left(falling, -row[name])
    for name in _BETTER_BELOW:
        best = -1.0
        for row, is_above in zip(reversed(rows), reversed(above), strict=True):
            row["better below, " + name] = best - row[name] if is_above else -1.0
            if is_above:
                best = max(best, row[name])
    return most


def _everywhere(page: _Page, title: _Title, text: _Text) -> Row:
    """What is the same for all lines of the page."""
    return {
        "page lines": min(len(page.lines), 999),
        "page start": page.start,
        "page title": len(page.lines[0]),
        "page title parts": len(title.parts),
        "page title words": len(title.words),
        "page repeats": len(title.repeats),
        "page title in text": len(title.terms & text.opening) / max(1, len(title.terms)),
    }
