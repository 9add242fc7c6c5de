"""Which lines are the article's text.

1. A plain file: everything below its headline.
2. Between a dateline and an end mark: every line that nothing else has claimed.
3. Otherwise the lines likely to be the text (line_scores.py), held to the bound there is, if any; what other
   rules have claimed is less likely. Another text far from the richest one is another text.

Then leads set twice, notices and cut teasers are taken off its ends.
"""

from __future__ import annotations

import itertools
import re

from articles.reading.draft import SMALL_PAGE, Draft
from articles.reading.learned.judges import SHIPPED, Judges
from articles.reading.lines import PageLines
from articles.reading.model import Role
from articles.reading.signs.marks import is_label
from articles.reading.signs.prose import closes_sentence, is_sentence
from articles.reading.stages.blocks import main_block, without_thin_blocks
from articles.text.codes import coded

_ENDS = ".!?…։:՞՜。！？」။।؟۔"
_QUOTES = "»”\"'’)]›“"
_SURE, _NEVER = 20.0, -20.0
# Of a long page, what a line gets: so that about as many sentences are lost as lines kept that do not belong.
_LIKELY = -0.2
_LIKELY_CLAIMED = -1.5  # claimed by another rule, which the scores know better
_CLAIMED_SMALL = -4.0  # where little else is seen of the page
_CUT_LENGTHS = frozenset({128, 160, 255, 256, *range(100, 320, 10)})
_MOST_BELOW = 0.7  # share of the characters of a text that stand below its headline
_FILLED = 0.8  # share of sentences in hard-wrapped text under a dateline: all of it is the article
_WORDS = re.compile(r"\w+")


def is_plain_text(page: PageLines) -> bool:
    """A file that is an article and nothing else: headline, blank line, paragraphs."""
    nonblank = page.nonblank()
    if len(nonblank) < 2 or nonblank[0] + 1 == nonblank[1] or len(page.rest[nonblank[0]]) > 200:
        return False
    rest = [page.rest[i] for i in nonblank[1:]]
    prose = sum(len(line) for line in rest if is_sentence(line))
    apart = all(following > i + 1 for i, following in itertools.pairwise(nonblank))
    # Blocks set apart throughout, the first of them prose, may hold lists: line-ups, draws, results.
    needed = 0.4 if apart and is_sentence(rest[0]) else 0.8
    return prose >= needed * sum(map(len, rest))


def find_body(draft: Draft, plain: bool, judges: Judges = SHIPPED) -> list[int]:
    """Indexes of the lines of the text, in order."""
    page = draft.page
    if plain:
        indexes = page.nonblank()
        first = page.rest[indexes[0]]
        return indexes if first[-1] in ".:։" and is_sentence(first) else indexes[1:]
    if draft.dateline_line is not None and draft.end_line is not None:
        return [i for i in range(draft.dateline_line, draft.end_line + 1) if page.free(i)]
    if draft.dateline_line is not None and page.joined:
        below = [i for i in page.nonblank(draft.dateline_line, draft.stop) if page.free(i)]
        if sum(len(page.rest[i]) for i in below if is_sentence(page.rest[i])) > _FILLED * sum(
            len(page.rest[i]) for i in below
        ):
            return below
    body = _probable(draft, judges) or _all_prose(draft)
    if draft.end_line is None:
        body = _with_last_sentences(draft, body)
    if draft.dateline_line is None:
        body = _without_heading(draft, body)
        body = _without_cut_leads(draft, body)
        body = _with_remark(draft, body)
    body = _with_lists(draft, body)
    if draft.dateline_line is None:
        body = _without_other_items(draft, body)
    if not draft.bounded:
        body = _without_labels(draft, body)
    _drop_summaries(draft, body)
    return _without_notices(draft, body)


def _probable(draft: Draft, judges: Judges) -> list[int]:
    page = draft.page
    indexes = [i for i in page.nonblank(draft.first, draft.stop) if page.rest[i]]
    lines = [page.rest[i] for i in indexes]
    if len(lines) == 1:
        return [i for i in indexes if page.free(i) and closes_sentence(page.rest[i])]
    scores = judges.lines(lines)
    draft.scores = dict(zip(indexes, scores, strict=True))
    _forget_bounds(
        draft, {i: len(page.rest[i]) for i, score in zip(indexes, scores, strict=True) if score > 0}
    )
    leans = _leans(draft, indexes)
    positions = [n for n, (score, lean) in enumerate(zip(scores, leans, strict=True)) if score + lean > 0]
    return [indexes[n] for n in main_block(positions, list(map(len, lines)))]


def _leans(draft: Draft, indexes: list[int]) -> list[float]:
    """What each line gets for being the text, from the bounds and from the roles that lines have."""
    start, end = draft.dateline_line, draft.end_line
    claimed = _LIKELY_CLAIMED if len(indexes) > SMALL_PAGE else _CLAIMED_SMALL
    leans = []
    for i in indexes:
        if start is not None and i <= start:
            leans.append(_SURE if i == start else _NEVER)
        elif end is not None and i >= end:
            leans.append(_SURE if i == end else _NEVER)
        elif i in draft.entries:
            leans.append(_NEVER)
        else:
            leans.append(_LIKELY if draft.page.free(i) else claimed)
        leans[-1] += draft.beside.leans.get(i, 0.0)
    return leans


def _forget_bounds(draft: Draft, likely: dict[int, int]) -> None:
    """A dateline or an end mark with most of the text on its far side stands in the text and bounds nothing.

    ``likely`` holds the index and the length of each line that is probably the text.
    """
    page, most = draft.page, sum(likely.values()) / 2
    start, end = draft.dateline_line, draft.end_line
    if start is not None and sum(size for i, size in likely.items() if i < start) > most:
        draft.dateline = draft.dateline_line = None
        draft.stamps = [stamp for stamp in draft.stamps if stamp.line != start]
        page.rest[start], page.roles[start] = page.stripped(start), None
    if end is not None and sum(size for i, size in likely.items() if i > end) > most:
        draft.end_line = None
        del draft.evidence["end mark"]
        page.rest[end], page.roles[end] = page.stripped(end), None


def _all_prose(draft: Draft) -> list[int]:
    """On a small page, everything from the first to the last free sentence."""
    page = draft.page
    free = [i for i in page.nonblank(draft.first, draft.stop) if page.free(i) and page.rest[i]]
    prose = [i for i in free if is_sentence(page.rest[i])]
    return [i for i in free if prose and prose[0] <= i <= prose[-1]] if len(free) <= SMALL_PAGE else []


def _with_last_sentences(draft: Draft, body: list[int]) -> list[int]:
    """Short last sentences pass for furniture: whole sentences right below the text belong to it."""
    page = draft.page
    if len(page.nonblank()) > SMALL_PAGE:
        return body
    texts = [page.rest[i] for i in page.nonblank()]
    plain = 2 * sum(len(line) for line in texts if is_sentence(line)) > sum(map(len, texts))
    while body:
        following = page.next_nonblank(body[-1] + 1)
        if plain and following is not None and page.free(following) and page.rest[following][:2] == "- ":
            body = [*body, following]  # a list within a file that is nearly all prose
            continue
        if following is None or following >= draft.stop or not page.free(following):
            break
        line = page.rest[following]
        shortest = 12 if page.next_nonblank(following + 1) is not None else 2
        if len(line) < shortest or not closes_sentence(line) or line.isupper():
            break
        body = [*body, following]
    return body


def _without_heading(draft: Draft, body: list[int]) -> list[int]:
    """A first line that is no sentence, with nothing above it that could be the headline, is the headline."""
    page = draft.page
    if len(body) < 2:
        return body
    first = page.rest[body[0]]
    if len(first) <= 110 and not closes_sentence(first) and len(page.nonblank()) <= SMALL_PAGE:
        above = [i for i in page.nonblank(draft.first, body[0]) if page.free(i) and len(page.rest[i]) > 20]
        if not above and len(page.rest[body[1]]) >= 0.5 * len(first):
            return body[1:]
    return body


def _without_cut_leads(draft: Draft, body: list[int]) -> list[int]:
    """Leads set above the text a second time, whole or cut: the first lines repeated by the following one."""
    page = draft.page
    while len(body) > 1:
        first, second = page.rest[body[0]], page.rest[body[1]]
        if first == second:
            if len(body) == 2 or page.rest[body[2]] == first:
                break  # no lead: a text that says the same again and again
            if closes_sentence(first):  # and is no headline set twice
                page.roles[body[0]] = page.roles[body[1]] = Role.FURNITURE
            body = body[2:]
        elif second.startswith(first.rstrip(" .…")):
            page.roles[body[0]] = Role.FURNITURE
            body = body[1:]
        elif is_cut(first) and len(body) > 2:
            _drop_cut(draft, body[0])
            body = body[1:]
        else:
            break
    return body


def is_cut(line: str) -> bool:
    """A lead that some program cut at a round number of characters."""
    return len(line) in _CUT_LENGTHS and line[-1].isalnum()


def _drop_cut(draft: Draft, index: int) -> None:
    draft.page.roles[index] = Role.TEASER
    draft.teasers.append(index)
    draft.doubts.append(coded("lead.cut"))


def _with_remark(draft: Draft, body: list[int]) -> list[int]:
    """A remark in brackets right above the text belongs to it: "(Interview with the historian …)"."""
    above = body[0] - 1 if body else -1
    if above >= draft.first and draft.page.free(above):
        line = draft.page.rest[above]
        if line[:1] == "(" and line[-1] == ")" and len(line) > 20:
            return [above, *body]
    return body


def _drop_summaries(draft: Draft, body: list[int]) -> None:
    """Lines above the text that repeat its beginning or were cut off are no headline."""
    if not body:
        return
    page = draft.page
    lead = page.rest[body[0]]
    words = set(_WORDS.findall(lead.lower()))
    others = 0  # lines above that could be the headline instead
    for i in page.nonblank(draft.first, body[0]):
        if page.free(i) and page.rest[i]:
            own = _WORDS.findall(page.rest[i].lower())
            if others and len(own) >= 8 and sum(1 for word in own if word in words) >= 0.9 * len(own):
                page.roles[i] = Role.FURNITURE
            elif is_cut(page.rest[i]):
                _drop_cut(draft, i)
            else:
                others += len(page.rest[i]) > 15


def _with_lists(draft: Draft, body: list[int]) -> list[int]:
    """A list whose items all begin with a dash, with the text right above it and below, is text."""
    page = draft.page
    found = list(body)
    for above, below in itertools.pairwise(body):
        between = [i for i in page.nonblank(above + 1, below) if page.rest[i]]
        if len(between) > 1 and all(page.free(i) and page.rest[i][0] in "-–—" for i in between):
            found += between
    return sorted(found)


def _without_other_items(draft: Draft, body: list[int]) -> list[int]:
    """Without lists of other items above and below the text, as they stand apart from it."""
    page = draft.page
    lines = page.nonblank(draft.first, draft.stop)
    taken = set(body)
    kept = without_thin_blocks(
        [n for n, i in enumerate(lines) if i in taken],
        [len(page.rest[i]) for i in lines],
        lambda n: closes_sentence(page.rest[lines[n]]),
    )
    return [lines[n] for n in kept]


def below_headline(draft: Draft, body: list[int], headline_at: int) -> list[int]:
    """The text without its headline, and without what stands above that if it is little: other items."""
    page = draft.page
    rest = [i for i in body if i != headline_at]
    below = [i for i in rest if i > headline_at]
    if sum(len(page.rest[i]) for i in below) < _MOST_BELOW * sum(len(page.rest[i]) for i in rest):
        return rest
    for i in rest[: len(rest) - len(below)]:
        page.roles[i] = Role.FURNITURE
    return below or body


def _without_labels(draft: Draft, body: list[int]) -> list[int]:
    """``Views: 1204`` and ``Tags:`` at the ends of a text are the page's; within it they may be subheads."""
    page = draft.page
    while len(body) > 1 and is_label(page.rest[body[-1]]):
        page.roles[body[-1]] = Role.FURNITURE
        body = body[:-1]
    while len(body) > 1 and is_label(page.rest[body[0]]):
        page.roles[body[0]] = Role.FURNITURE
        body = body[1:]
    return body


def _without_notices(draft: Draft, body: list[int]) -> list[int]:
    """Lines in capitals at the ends of a text that is not: credits and what a law makes outlets print."""
    page = draft.page
    while len(body) > 2 and _in_capitals(page.rest[body[-1]]) and len(page.rest[body[-1]]) > 20:
        page.roles[body[-1]] = Role.FURNITURE
        body = body[:-1]
    while len(body) > 2 and _in_capitals(page.rest[body[0]]) and len(page.rest[body[0]]) > 40:
        page.roles[body[0]] = Role.FURNITURE
        body = body[1:]
    return body


def _in_capitals(line: str) -> bool:
    """Whether a line's letters are capitals; one ``DNA`` among letters without case makes none."""
    return line.isupper() and 2 * sum(map(str.isupper, line)) > sum(map(str.isalpha, line))
