"""The headline and the caption among the lines above the body."""

from __future__ import annotations

import itertools
import re

from articles.reading.draft import SMALL_PAGE, Draft
from articles.reading.learned.judges import SHIPPED, Judges
from articles.reading.model import Role
from articles.reading.signs.marks import is_photo_credit
from articles.reading.signs.phrases import fold_case, says, terms_of
from articles.reading.signs.prose import closes_sentence, is_sentence
from articles.reading.signs.title import title_above, title_lines
from articles.text.codes import Code, coded

_WORDS = re.compile(r"\w+")
_ASKS = "?;՞؟？"
_AFTER_HEADLINE = (Role.TIME_STAMP, Role.BYLINE, Role.CAPTION)
OF_BODY, OF_TITLE = 2.0, 1.5  # weight of sharing all words with the text, with the page's title
BASE, STAMPED, STEP = 0.5, 0.4, 0.04
_JUDGED, _JUDGED_LENGTH = 8, 150  # lines of the text whose words are compared, and their characters
_LIKE_NEAR = 6  # lines; the page's own title counts as if it stood no farther from the text
REACH = 16  # nonblank lines above the body in which the headline is sought
LONGEST = 220
LEAST, SURE = 0.2, 0.75  # probabilities: below them no headline is given, or one that a person must look at
SURE_OF_FIRST = 0.85  # of the page's first line
AGREED = 0.5  # where the rules find the same line, on a small page


def find_headline(draft: Draft, body_start: int, plain: bool, judges: Judges = SHIPPED) -> int | None:
    """Index of the headline, with its evidence noted; None where the page has none."""
    page = draft.page
    if plain:
        first = page.nonblank()[0]
        if first == body_start:
            return None
        draft.note("headline", coded("headline.plain"), first)
        return first
    if len(page.nonblank()) <= SMALL_PAGE:
        _claim_name_below_headline(draft, body_start)
        # An agency's text has its headline right above, and so has each of several items.
        if draft.bounded or draft.first or draft.stop < len(page.rest):
            return _by_rules(draft, body_start)
    if len(page.nonblank()) > judges.headline_above:
        return _sure_enough(draft, body_start, judges)
    return _by_rules(draft, body_start)


def _by_rules(draft: Draft, body_start: int) -> int | None:
    repeated = _repeated_title(draft, body_start)
    if repeated is not None:
        draft.note("headline", coded("headline.title"), repeated)
        return repeated
    best, score = _best_candidate(draft, body_start)
    if best is None or score <= 0:
        return _question_above(draft, body_start)
    draft.note("headline", coded("headline.most_like"), best)
    return best


def _sure_enough(draft: Draft, body_start: int, judges: Judges) -> int | None:
    likely = judges.headline(draft, body_start)
    index, probability = likely or (body_start, 0.0)
    if probability < LEAST:
        if len(draft.page.nonblank()) <= SMALL_PAGE:
            return _question_above(draft, body_start)
        draft.doubts.append(coded("headline.none"))
        return None
    page = draft.page
    small = len(page.nonblank()) <= SMALL_PAGE
    if small and page.rest[index][-1] in _ASKS and index == page.nonblank()[0]:
        return _question_above(draft, body_start)
    # The outlet's name at the top of a page is easily taken for a headline.
    if small and probability < (SURE_OF_FIRST if index == page.nonblank()[0] else SURE):
        other, score = _best_candidate(draft, body_start)
        if other is not None and score > 0 and page.rest[other] != page.rest[index]:
            is_lead = page.next_nonblank(index + 1) == other
            if not is_lead and _shared(draft, other, body_start) > _shared(draft, index, body_start) + 1:
                # The outlet's name at the page's top is no headline, and no reason to doubt the one below it.
                probability = SURE if index == page.nonblank()[0] else probability
                index = other
        elif other is not None and score > 0 and probability >= AGREED:
            probability = max(probability, SURE)  # the rules found the same
    if probability < SURE:
        draft.doubts.append(coded("headline.guess", percent=round(100 * probability)))
    draft.note("headline", coded("headline.likeliest"), index)
    return index


def _repeated_title(draft: Draft, body_start: int) -> int | None:
    page = draft.page
    indexes = [i for i in page.nonblank(draft.first, draft.stop) if page.rest[i]]
    repeats = [indexes[n] for n in title_lines([page.rest[i] for i in indexes])]
    repeats = [i for i in repeats if page.roles[i] is not Role.FURNITURE]
    return title_above(repeats, body_start)


def _question_above(draft: Draft, body_start: int) -> int | None:
    """The first line of a page if it asks and a text answers that asks nothing more, as interviews do."""
    page = draft.page
    first, *following = page.nonblank(draft.first, draft.stop)
    text = [page.rest[i] for i in following if page.roles[i] is Role.BODY]
    if (
        page.roles[first] not in (None, Role.BODY)
        or not text
        or not _is_candidate(page.rest[first])
        or page.rest[first][-1] not in _ASKS
        or page.rest[following[0]] != text[0]
        or text[0][0] in "-–—"
        or not closes_sentence(text[0])
        or any(line[-1] in _ASKS for line in text)
    ):
        return None
    draft.note("headline", coded("headline.question"), first)
    return first


def _best_candidate(draft: Draft, body_start: int) -> tuple[int | None, float]:
    page = draft.page
    free = [i for i in page.nonblank(draft.first, body_start) if page.free(i) and page.rest[i]]
    text = _text(draft, body_start)
    first = page.nonblank()[0]
    title = set(terms_of(page.rest[first]))
    near = free[-REACH:]
    if first in free and first not in near:
        near.insert(0, first)
    seen: set[str] = set()
    best, highest = None, -9.0
    for i in near:
        line = page.rest[i]
        if line in seen or not _is_candidate(line):
            continue
        seen.add(line)
        score = _score(draft, i, body_start, first)
        terms = terms_of(line)
        if terms:
            score += OF_BODY * sum(1 for term in terms if says(text, term)) / len(terms)
            if i != first:
                score += OF_TITLE * sum(1 for word in terms if word in title) / len(terms)
        if score > highest:
            best, highest = i, score
    return best, highest


def _claim_name_below_headline(draft: Draft, body_start: int) -> None:
    """A bare name between a longer line and the text, of somebody in the text: whom the picture shows."""
    page = draft.page
    above = page.nonblank(draft.first, body_start)[-2:]
    if len(above) < 2 or not all(map(page.free, above)):
        return
    heading, line = (page.rest[i] for i in above)
    words = line.split()
    if (
        2 <= len(words) <= 3
        and all(word.isalpha() and word[0] == word[0].title() for word in words)
        and len(heading.split()) > 3
        and _is_candidate(heading)
        and all(says(_text(draft, body_start), term) for term in terms_of(line))
    ):
        page.roles[above[1]] = Role.CAPTION


def _text(draft: Draft, body_start: int) -> str:
    """The first lines of the text, folded."""
    page = draft.page
    body = [i for i in page.nonblank(body_start, draft.stop) if page.roles[i] is Role.BODY][:_JUDGED]
    return fold_case(" ".join([page.rest[i][:_JUDGED_LENGTH] for i in body]))


def _shared(draft: Draft, index: int, body_start: int) -> int:
    """How many of a line's terms the text has."""
    text = _text(draft, body_start)
    return sum(says(text, term) for term in terms_of(draft.page.rest[index]))


def _is_candidate(line: str) -> bool:
    return (
        8 <= len(line) <= LONGEST
        and not is_photo_credit(line)
        and any(map(str.isalpha, line))
        and line[0] != "("
    )


def _score(draft: Draft, index: int, body_start: int, first: int) -> float:
    page = draft.page
    line = page.rest[index]
    words = len(_WORDS.findall(line))
    score = BASE
    if words < 3:
        score -= 1.2
    elif words < 5:
        score -= 0.3
    if len(line) > 140:
        score -= 1.0
    if line[-1] == "." or line[-1] in ":;,։":
        score -= 1.5 if is_sentence(line) else 0.7
    following = page.nonblank(index + 1, body_start)
    if following and page.rest[following[0]] == line:
        score -= 1.0
    if any(page.roles[i] in _AFTER_HEADLINE for i in following[:3]):
        score += STAMPED
    return score - STEP * (min(len(following), _LIKE_NEAR) if index == first else len(following))


def find_caption(draft: Draft, headline_at: int | None, body_start: int) -> str:
    """The picture's caption above the body, with its evidence noted, or ""."""
    page = draft.page
    lines = page.nonblank(draft.first, body_start)[-REACH:]
    chosen = _caption_line(draft, headline_at, lines)
    if chosen is None:
        return ""
    index, rule = chosen
    caption = page.written(index)
    for i in lines:
        if page.rest[i] == page.rest[index] and page.roles[i] is not Role.HEADLINE:
            page.roles[i] = Role.CAPTION
    draft.note("caption", rule, index)
    return caption


def _caption_line(draft: Draft, headline_at: int | None, lines: list[int]) -> tuple[int, Code] | None:
    page = draft.page
    small = len(page.nonblank()) <= SMALL_PAGE
    for i in lines:
        if page.roles[i] is Role.CAPTION:
            return i, coded("caption.credit")
    if not small:
        return None
    free = [i for i in lines if page.free(i)]
    for i, following in itertools.pairwise(lines):
        twice = i in free and page.rest[i] == page.rest[following]
        if twice and following != headline_at and not closes_sentence(page.rest[i]):
            return i, coded("caption.twice")
    if headline_at is None:
        return None
    headline = page.rest[headline_at]
    for i in free:
        if (
            i > headline_at
            and page.rest[i] == headline
            and i + 1 < len(page.rest)
            and page.roles[i + 1] is Role.BLANK
        ):
            return i, coded("caption.headline_again")
    above = [i for i in lines if i < headline_at]
    if (
        len(above) == 1
        and page.free(above[0])
        and above[0] == headline_at - 1
        and len(page.rest[above[0]].split()) <= 4
        and not page.rest[above[0]].isupper()  # ``EXCLUSIVE``, a rubric
    ):
        return above[0], coded("caption.short")
    return None
