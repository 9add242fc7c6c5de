"""What single lines say by themselves: end marks, stamps, section lines, furniture phrases, photo credits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from articles.reading.signs.phrases import fold_case, load, shared_parts
from articles.reading.signs.prose import closes_sentence

LONGEST_SHORT = 160  # a longer line is never furniture by its words alone
_FINAL = " \t\xa0.!:…»›>•|*"
_DOMAIN = re.compile(r"(?:www\.)?(?:[a-zа-яəöüğışç0-9-]+\.){1,3}(?:[a-z]{2,6}|рф|az|am|ge|tr|ru)\Z", re.I)
_COUNTER = re.compile(r"[\d\s.,:/+|•·\-–—↺−×x()%]{1,24}(?:px)?\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]\.\s?){1,3}(?:\S+\.\w{2,4})?\Z")
_RULE = re.compile(r"[\W_]+\Z")
_BYLINE = re.compile(
    r"(?:By|Von|Par|Por|Автор|Автор текста|Müəllif|Yazar|Հեղինակ|ავტორი)\s*(?P<colon>:?)\s+"
    r"(?P<name>[^\d.!?:]{2,70}?)(?:(?:\s+[-–]\s*|[-–]\s+)(?P<agency>[^\d\s:][^\d:]{1,30}))?\s*:?\Z"
)
_LONGEST_NAMES = 6  # words between the commas of a byline without a colon
_CLOSED = re.compile(r"[.!?…։][»”\"'’]*\Z")
_CREDIT_MARKS = ":©՝/"  # after a word for a picture: ``Լուսանկարը՝``
_CREDIT_ENDS = ".)] "
_MARK_ENDS = frozenset("-–—#)*/")
_LONGEST_MARK = 20  # characters of the words that close a text
_LABEL = re.compile(r"([^\W\d_][^:.!?…,;՝(]{1,30})(?::|՝\Z)")
_ARMENIAN = re.compile("[\u0531-\u0587]")
_LONGEST_LABEL, _MOST_LABEL_WORDS = 120, 3
_TIMED = re.compile(r"(?:[01]?\d|2[0-3])[:.][0-5]\d\s+[^\W\d_]")
_FRAMED = re.compile(r"[-–—]{2,}\s?[^\W\d_][\w .&’-]{0,30}\w\.?\s?[-–—]{2,}\Z")  # ``-- Rioni Times --``
_BARS = re.compile(r"\s*[|/•·]\s*")
_CRUMBS = re.compile(r"\s+[-–—/|]\s+|\s*[>»›→⟩]\s*|\s/\s?|(?<=\w),(?=\w)")


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], tuple[str, ...], tuple[str, ...]]:
    data = load("furniture")
    return (
        frozenset(map(fold_case, data["lines"])),
        frozenset(map(fold_case, data["tail"])),
        tuple(map(fold_case, data["captions"])),
        tuple(map(fold_case, data["caption_words"])),
    )


@cache
def _starts() -> dict[str, tuple[str, ...]]:
    """Beginnings of furniture lines by their first letter: most lines begin with none of so many."""
    found: dict[str, tuple[str, ...]] = {}
    for start in map(fold_case, load("furniture")["starts"]):
        found[start[0]] = (*found.get(start[0], ()), start)
    return found


@dataclass(frozen=True, slots=True)
class EndMark:
    start: int  # where the text before it ends


@cache
def _end_marks() -> tuple[list[re.Pattern[str]], re.Pattern[str], frozenset[str]]:
    data = load("endmarks")
    glued = [re.compile(each) for each in data["glued"]]
    return glued, re.compile("|".join(data["alone"])), frozenset(map(fold_case, data["words"]))


def end_mark(line: str) -> EndMark | None:
    """The end mark that closes a (stripped) line; ``start`` is 0 where the line is nothing else."""
    if len(line) <= _LONGEST_MARK and fold_case(line) in _end_marks()[2]:
        return EndMark(0)
    last = line[-1:]
    if last not in _MARK_ENDS and not last.isdigit() and not last.isupper():
        return None
    glued, alone, _ = _end_marks()
    if len(line) <= 12:
        return EndMark(0) if alone.match(line) else None
    tail = max(0, len(line) - 24)
    for pattern in glued:
        match = pattern.search(line, tail)
        if match and match.start() > 0:
            return EndMark(match.start())
    return None


def is_furniture(line: str) -> bool:
    """Whether a (stripped) line is furniture by its words or its form, wherever it stands."""
    return is_listed(line) or (len(line) <= LONGEST_SHORT and (is_counter(line) or bool(_FRAMED.match(line))))


def is_listed(line: str) -> bool:
    """Whether a line is, or begins with, one of the furniture phrases."""
    low = fold_case(line[:60] if len(line) > LONGEST_SHORT else line)
    if low.startswith(_starts().get(low[:1], ())):
        return True
    if len(line) > LONGEST_SHORT:
        return False
    bare = low.strip(_FINAL)
    lines, tail, *_ = _lists()
    return bare in lines or bare in tail or bool(_DOMAIN.match(bare))


def is_counter(line: str) -> bool:
    """Numbers or signs only: view counters, rules, letter-size buttons."""
    return bool(_RULE.match(line) or _COUNTER.match(line))


def opens_tail(line: str) -> bool:
    """Whether nothing of the article follows a line such as "Related news"."""
    return len(line) <= 60 and fold_case(line).strip(_FINAL) in _lists()[1]


@cache
def _photo_parts() -> list[str]:
    return shared_parts(_lists()[2] + _lists()[3])


def is_photo_credit(line: str) -> bool:
    """Whether a short line says who took or owns the picture, or what sort of picture it is."""
    if len(line) > LONGEST_SHORT:
        return False
    low = fold_case(line)
    if not any(map(low.__contains__, _photo_parts())):
        return False
    return any(_is_credit(low, phrase) for phrase in _photo_phrases().finditer(low))


@cache
def _photo_phrases() -> re.Pattern[str]:
    captions, words = (
        "|".join(map(re.escape, sorted(phrases, key=len, reverse=True))) for phrases in _lists()[2:]
    )
    return re.compile(rf"(?<!\w)(?P<word>{words})(?!\w)|(?:{captions})")


def _is_credit(low: str, phrase: re.Match[str]) -> bool:
    """Headlines and sentences speak of pictures, too: there the phrase stands among the other words."""
    before, after = low[: phrase.start()].rstrip(), low[phrase.end() :].strip()
    apart = not before or not before[-1].isalnum()
    closed = _CLOSED.search(low) is not None
    if not phrase["word"]:
        marked = not phrase[0][-1].isalnum()
        return (marked and apart) if closed else (marked or apart)
    if after.strip(_CREDIT_ENDS):
        return after[0] in _CREDIT_MARKS
    return not before or (not closed and (apart or " " in phrase[0]))


def byline_of(line: str) -> re.Match[str] | None:
    """``By Sabina Orujlu - Trend:`` as a match with the groups name and agency."""
    match = _BYLINE.match(line) if len(line) <= 110 else None
    return match if match and (match["colon"] or all(map(_is_name, match["name"].split(",")))) else None


def _is_name(text: str) -> bool:
    """Whether words have the capitals of names: ``By Anna Meier``, not ``By road to the sea``."""
    words, joints = text.split(), load("furniture")["joints"]
    return len(words) <= _LONGEST_NAMES and all(not word.islower() or word in joints for word in words)


def parts_of(line: str) -> list[str]:
    """What bars and bullets separate, where a line has any: ``Society / 14 March 2023 / 12:40``."""
    parts = [part.strip() for part in _BARS.split(line)]
    return parts if len(parts) > 1 else []


def breadcrumb_of(line: str) -> list[str]:
    """The parts of ``Home - Society - Title`` after the first, or nothing where the line is no breadcrumb."""
    homes = load("furniture")["home"]
    if len(line) > LONGEST_SHORT * 2 or not fold_case(line).startswith(tuple(homes)):
        return []
    parts = [part.strip() for part in _CRUMBS.split(line)]
    return parts[1:] if len(parts) > 1 and fold_case(parts[0]) in homes else []


def is_label(line: str) -> bool:
    """``Tags:`` or ``Views: 1204``: a word or three, a colon, and after it nothing that is a sentence."""
    match = _LABEL.match(line) if len(line) <= _LONGEST_LABEL else None
    if match is None or len(match[1].split()) > _MOST_LABEL_WORDS:
        return False
    # Armenian sentences are often closed with a colon.
    return (line[-1] == ":" and not _ARMENIAN.match(line)) or not closes_sentence(line)


def is_timed(line: str) -> bool:
    """``10:15 Bridge opens``: perhaps an entry of a list of items, each with its time."""
    return len(line) <= LONGEST_SHORT and _TIMED.match(line) is not None


@cache
def _relative_time() -> re.Pattern[str]:
    data = load("stamps")
    units, words = "|".join(data["units"]), "|".join(data["ago"])
    return re.compile(
        rf"\(?\s*(?:(?:{words})\s+)?(?:\d+|an?|one)\s+(?:{units})\w{{0,4}}(?:\s+(?:{words}))?\s*\)?\Z"
    )


def is_relative_time(line: str) -> bool:
    """``(39 минут назад)``, ``2 hours ago``."""
    return len(line) <= 40 and not line.isalpha() and bool(_relative_time().match(fold_case(line)))


def is_initials(line: str) -> bool:
    """``S.I. 1news.az``, ``A.M.``: who wrote it, in initials."""
    return len(line) <= 40 and bool(_INITIALS.match(line))


def is_paywall(line: str) -> bool:
    """Whether a short line says that the rest is for subscribers."""
    if len(line) > 200:
        return False
    low = fold_case(line)
    return any(words in low for words in load("furniture")["paywall"])
