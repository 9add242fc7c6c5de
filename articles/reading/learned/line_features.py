"""The first look at each line: names for what can be seen of it, each with a learned weight (line_scores.py).

Cost is linear in the length of the text.
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

from articles.reading.learned.buckets import bucket, share
from articles.reading.learned.line_survey import LONG, Survey

_ANSWERS = re.compile(
    r"(?:\d+\s+)?(?:comments?|responses?|replies|thoughts|kommentare?|leserkommentare|antworten|commentaires?|réactions?"
    r"|comentarios?|respuestas|комментари\w+|отзыв\w*|yorumlar|yorum|rəylər|şərhlər|komentarze|reacties|commenti|comentários)\b"
)
_VOCABULARY_LINE = 90  # words of lines up to this length are features by themselves
_BRACKETED = 8  # words of a closing bracket, where captions name the picture's owner
_WORD = re.compile(r"\w+")


def opens_answers(line: str) -> bool:
    """Whether a short (folded) line opens the readers' comments."""
    return len(line) < 60 and _ANSWERS.match(line) is not None


def features_of(seen: Survey) -> list[list[str]]:
    """Feature names of each line, none twice."""
    total = sum(seen.prose) or 1
    prose = list(accumulate(seen.prose, initial=0))
    stamps = list(accumulate([kind == "d" for kind in seen.kinds], initial=0))
    repeats = list(accumulate([seen.times[line] > 2 for line in seen.folded], initial=0))
    before = tail_seen = 0
    answers = False
    result = []
    for i, (line, kind) in enumerate(zip(seen.lines, seen.kinds, strict=True)):
        found = [
            *_place(seen, i, before, total),
            *_neighbours(seen, i, prose, stamps, repeats),
            *_vocabulary(seen, i),
            *_form(seen, i),
        ]
        before += seen.prose[i]
        if before > total * 0.1 and opens_answers(seen.folded[i]):
            answers = True
            found.append("Zh")
        elif answers:
            found += ["Z" + kind, "Z"]
        if kind == "t" and before > total * 0.2:
            tail_seen += 1
        if tail_seen:
            found += ["X" + str(min(tail_seen, 3)), "X" + kind]
        if len(line) >= LONG or kind in "mwM":
            found += _style(seen, i)
        result.append(list(dict.fromkeys(found)))
    return result


def _place(seen: Survey, i: int, before: int, total: int) -> list[str]:
    """Where the line stands: on the page, to the prose, to the title."""
    kind = seen.kinds[i]
    found = [
        "u" + str(share(before, total)),
        "U" + kind + str(share(before, total)),
        "v" + str(bucket(i)),
        "w" + str(bucket(len(seen.lines) - 1 - i)),
    ]
    if i < seen.begin:
        found += ["<" + str(bucket(seen.begin - i)), "<" + kind]
    elif i >= seen.end:
        found += [">" + str(bucket(i - seen.end)), ">" + kind]
    else:
        found += ["=", "=" + kind]
        if i == seen.begin:
            found.append("=first" + kind)
        if i == seen.end - 1:
            found.append("=last" + kind)
    if seen.title_at is None:
        return [*found, "T?"]
    distance = i - seen.title_at
    found.append("T0" if not distance else f"T{'+' if distance > 0 else '-'}{bucket(abs(distance))}")
    found.append(f"t{kind}{(distance > 0) - (distance < 0)}")
    return found


def _neighbours(seen: Survey, i: int, prose: list[int], stamps: list[int], repeats: list[int]) -> list[str]:
    """The forms of the lines around it; the last three are running sums over the page."""
    kinds, count = seen.kinds, len(seen.kinds)
    kind = kinds[i]
    above = kinds[i - 1] if i else "^"
    above2 = kinds[i - 2] if i > 1 else "^"
    below = kinds[i + 1] if i + 1 < count else "$"
    below2 = kinds[i + 2] if i + 2 < count else "$"
    window = prose[min(count, i + 4)] - prose[max(0, i - 3)] - seen.prose[i]
    near, far = max(0, i - 4), min(count, i + 5)
    return [
        "b",
        "k" + kind,
        "p" + above + kind,
        "q" + kind + below,
        "r" + above + kind + below,
        "P" + above2 + above + kind,
        "Q" + kind + below + below2,
        "W" + str(bucket(window // 40)),
        "Y" + kind + str(bucket(window // 160)),
        "J" + str(min(4, stamps[far] - stamps[near])),
        "R" + str(min(5, repeats[far] - repeats[near])),
    ]


def _vocabulary(seen: Survey, i: int) -> list[str]:
    """Its words: which, how frequent in the language, how much of the title's and the text's."""
    terms, kind, length = seen.words[i], seen.kinds[i], len(seen.lines[i])
    if not terms:
        return []
    frequent = str(share(seen.frequent[i], 1))
    found = ["c" + frequent, "C" + kind + frequent, "a" + terms[0]]
    if seen.known[i] >= 0:
        known = str(share(seen.known[i], 1))
        found += ["o" + known, "O" + kind + known]
    if len(seen.title_words) > 2:
        found.append("h" + str(min(3, len(seen.title_words.intersection(terms)))))
    if length <= _VOCABULARY_LINE:
        found += ["=" + word for word in terms if len(word) > 2 or length < 20]
        found += [f"2{one} {next_one}" for one, next_one in pairwise(terms)]
        if length <= 40:
            found.append("_" + seen.folded[i])
    else:
        found += ["~" + word for word in terms if len(word) > 4]
        found.append("3" + " ".join(terms[:2]))
    if len(terms) > 2:
        found += ["4" + terms[-1], "4" + " ".join(terms[-2:])]
    if seen.lines[i][-1] == ")":
        found += ["(" + word for word in _WORD.findall(seen.folded[i].rpartition("(")[2])[:_BRACKETED]]
    label, colon, _ = seen.folded[i][:60].partition(":")
    if colon and len(label) < 30:
        found.append("2:" + label)
    return found


def _form(seen: Survey, i: int) -> list[str]:
    """Its length, its signs, and whether it stands there twice."""
    line, kind = seen.lines[i], seen.kinds[i]
    length, first, last = len(line), line[0], line[-1]
    found = [
        "n" + str(bucket(length // 8)),
        "." + last if not last.isalnum() else ".A" if last.isalpha() else ".9",
    ]
    if first.islower():
        found.append("fl")
    elif not first.isalnum():
        found.append("f" + first)
    elif first.isdigit():
        found.append("f9")
    if seen.times[seen.folded[i]] > 1:
        found.append("D" + kind)
    elif seen.again(i):
        found.append("E" + kind)
    if line.endswith(("...", "…")):
        found.append("e" + kind)
    found += ["g" + sign for sign in "|©" if sign in line]
    if "@" in line or "http" in line or "www." in line:
        found.append("g@")
    if seen.listed[i]:
        found.append("gf" + kind)
    if seen.credits[i]:
        found.append(f"gc{seen.credits[i]}{kind}")
    if seen.ago[i]:
        found.append("gago")
    if length > 3 and line.isupper():
        found.append("gU" + kind)
    return found


def _style(seen: Survey, i: int) -> list[str]:
    """Sentences and commas of a long line, capitals of a shorter one."""
    line, kind = seen.lines[i], seen.kinds[i]
    if kind in "Ll":
        stops = line.count(". ") + line.count("? ") + line.count("! ")
        return ["S" + str(min(stops, 4)), "," + str(min(line.count(","), 4))]
    if kind in "mwM" and len(seen.words[i]) > 2:
        capitals = sum(1 for word in line.split() if word[0].isupper())
        return ["K" + str(share(capitals, len(seen.words[i])))]
    return []
