"""Are two spellings, perhaps in two scripts, one person's name? A score, and the reason in words.

Both names are taken apart (`parts`), each word of the shorter one is paired with the word of the longer
one it sounds most like (`sounds`), in any order. Half the score is the mean of the pairs, half the worst
pair, so that one strange word spoils a match; words left over cost a little, a patronymic nothing. Names of
opposite gender, names that share one word only, and initials can never reach `MERGE`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, permutations

from rapidfuzz.distance import Indel

from articles.names.parts import Part, parts
from articles.names.romanise import language_of
from articles.names.sounds import likeness

MERGE = 0.85
"""From this score on, two names are one person's, in every language."""
PROPOSE = 0.75
"""From this score on, an editor is asked."""

_EXTRA_WORD = 0.04
_EXTRA_FAMILY_NAME = 0.16  # Ali Rıza is not every Ali Rıza; nor is Jean Michel a Jean-Michel
_OTHER_LETTERS = 0.25  # what other letters cost where both names follow one spelling
_LONGEST = 6  # more words than this are not a person's name; pairing stays cheap

_LANGUAGES = {
    "ru": "Russian", "uk": "Ukrainian", "be": "Belarusian", "bg": "Bulgarian", "sr": "Serbian",
    "mk": "Macedonian", "kk": "Kazakh", "hy": "Armenian", "ka": "Georgian", "az": "Azerbaijani",
    "tr": "Turkish", "fa": "Persian", "ar": "Arabic", "el": "Greek",
}  # fmt: skip

_FEMALE = re.compile(r"(?:ov|ev|yev|iyev|in|yn)a$|sk(?:a|aya|aia|aja)$|tsk(?:a|aya)$|ckа$|cka$")
_MALE = re.compile(r"(?:ov|ev|yev|iyev|in|yn|off|eff)$|(?:sk|tsk|ck)(?:y|i|iy|ii|ij|yi|yj)$")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How sure it is that two names are one person's (0 to 1), and why, in words."""

    score: float
    reason: str

    @property
    def same(self) -> bool:
        return self.score >= MERGE


def _gender(part: Part) -> str:
    if _FEMALE.search(part.latin):
        return "f"
    return "m" if _MALE.search(part.latin) else ""


def _opposite_gender(a: Part, b: Part) -> bool:
    """Əliyeva and Əliyev, Suchocka and Suchocki, Aleksandra and Aleksandr."""
    genders = {_gender(a), _gender(b)}
    if genders == {"f", "m"}:
        return True
    longer, shorter = (a.latin, b.latin) if len(a.latin) > len(b.latin) else (b.latin, a.latin)
    return longer.endswith("a") and shorter[-1:] not in "aeou" and longer[:-1] == shorter


@dataclass(frozen=True, slots=True)
class _Pairing:
    value: float
    pairs: tuple[tuple[Part, Part, float], ...]
    extra: tuple[Part, ...]


def _like(a: Part, b: Part) -> float:
    if a.initial or b.initial:
        return likeness(a.sounds[:1], b.sounds[:1])
    like = likeness(a.sounds, b.sounds)
    if a.spelling == b.spelling and like and a.plain != b.plain:
        alike = max(Indel.normalized_similarity(a.plain, b.plain), Indel.normalized_similarity(a.latin, b.latin))
        like -= _OTHER_LETTERS * (1 - alike)
    return like


def _left_over(part: Part, last: bool) -> float:
    """What it costs that `part` of the longer name has nothing beside it in the shorter."""
    if part.patronymic:
        return 0.0
    return _EXTRA_FAMILY_NAME if last or part.half else _EXTRA_WORD


@cache
def _orders(short: int, long: int) -> tuple[tuple[int, ...], ...]:
    return tuple(permutations(range(long), short))


def _pair(short: tuple[Part, ...], long: tuple[Part, ...]) -> _Pairing:
    likes = [[_like(a, b) for b in long] for a in short]
    costs = [_left_over(part, last=part is long[-1]) for part in long]
    best, best_order, every = float("-inf"), (), sum(costs)
    for order in _orders(len(short), len(long)):
        paired = [likes[i][j] for i, j in enumerate(order)]
        value = (sum(paired) / len(paired) + min(paired)) / 2 - every + sum(costs[j] for j in order)
        if value > best:
            best, best_order = value, order
    return _Pairing(
        best,
        tuple((short[i], long[j], likes[i][j]) for i, j in enumerate(best_order)),
        tuple(part for j, part in enumerate(long) if j not in best_order),
    )


def joined(words: tuple[Part, ...]) -> Iterable[tuple[Part, ...]]:
    """The name with two neighbouring words written as one: Abdul Kadir, Abdulkadir."""
    for i, (a, b) in enumerate(pairwise(words)):
        if not (a.initial or b.initial or a.patronymic or b.patronymic):
            one = Part(a.text + b.text, a.latin + b.latin, a.plain + b.plain, a.sounds + b.sounds, a.spelling)
            yield (*words[:i], one, *words[i + 2 :])


def _best(a: tuple[Part, ...], b: tuple[Part, ...]) -> _Pairing:
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    best = _pair(short, long)
    if len(short) < len(long):
        for fewer in joined(long):
            best = max(best, _pair(short, fewer), key=lambda pairing: pairing.value)
    return best


def _reason(pairing: _Pairing, lang_a: str, lang_b: str) -> str:
    spoken = [_LANGUAGES[lang] for lang in (lang_a, lang_b) if lang in _LANGUAGES and lang_a != lang_b]
    after = f" after romanising from {' and '.join(spoken)}" if spoken else ""
    worst = min(like for _, _, like in pairing.pairs)
    how = "same" if worst > 0.97 else "nearly the same" if worst > 0.85 else "similar"
    if pairing.extra:
        missing = ", ".join(part.text for part in pairing.extra)
        return f"{how}{after}, without {missing}"
    return f"{how}{after}"


def compare(a: str, b: str, lang_a: str = "", lang_b: str = "") -> Comparison:
    """How sure it is that `a`, written in `lang_a`, and `b`, written in `lang_b`, name one person.

    Languages are ISO 639-1, `""` where unknown (then the letters are asked). Same names in other order,
    with a patronymic or a second given name more, in another script or another country's spelling reach
    `MERGE`; a name of one word, an initial or opposite genders never do.
    """
    lang_a, lang_b = language_of(a, lang_a), language_of(b, lang_b)
    return compare_parts(parts(a, lang_a), parts(b, lang_b), lang_a, lang_b)


def compare_parts(
    a: tuple[Part, ...], b: tuple[Part, ...], lang_a: str = "", lang_b: str = ""
) -> Comparison:
    """`compare` for names already taken apart."""
    a, b = a[:_LONGEST], b[:_LONGEST]
    if not a or not b:
        return Comparison(0.0, "no name")
    if a == b and sum(not part.initial for part in a) > 1:
        return Comparison(1.0, "same spelling")
    pairing = _best(a, b)
    score = max(0.0, pairing.value)
    reason = _reason(pairing, lang_a, lang_b)
    full = [pair for pair in pairing.pairs if not (pair[0].initial or pair[1].initial)]
    if len(pairing.pairs) < 2 or not full:
        return Comparison(min(score, PROPOSE) * 0.9, f"one word in common only: {reason}")
    if any(_opposite_gender(x, y) for x, y, like in full if like > 0.7):
        return Comparison(min(score, PROPOSE) * 0.9, f"one is a woman's name, one a man's: {reason}")
    if len(full) < 2:
        return Comparison(min(score, MERGE - 0.01), f"an initial only: {reason}")
    return Comparison(round(score, 4), reason)
