"""Are two spellings, perhaps in two scripts, one person's name? A score, and the reason in words.

Both names are taken apart (`parts`), each word of the shorter one is paired with the word of the longer
one it sounds most like (`sounds`), in any order. Half the score is the mean of the pairs, half the worst
pair, so that one strange word spoils a match; words left over cost a little, a patronymic nothing. Names of
opposite gender, names that share one word only, and initials can never reach `MERGE`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations

from articles.names.parts import Part, parts
from articles.names.romanise import language_of
from articles.names.sounds import likeness

MERGE = 0.85
"""From this score on, two names are one person's, in every language."""
PROPOSE = 0.75
"""From this score on, an editor is asked."""

_EXTRA_WORD = 0.04
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
    pairs: tuple[tuple[Part, Part, float], ...]
    extra: tuple[Part, ...]

    @property
    def value(self) -> float:
        likenesses = [like for _, _, like in self.pairs]
        left_over = sum(not part.patronymic for part in self.extra)
        return (sum(likenesses) / len(likenesses) + min(likenesses)) / 2 - _EXTRA_WORD * left_over


def _like(a: Part, b: Part) -> float:
    if a.initial or b.initial:
        shorter, longer = (a, b) if a.initial else (b, a)
        if not shorter.sounds or not longer.sounds:
            return 0.0
        return likeness(shorter.sounds[:1], longer.sounds[:1])
    return likeness(a.sounds, b.sounds)


def _pairings(short: tuple[Part, ...], long: tuple[Part, ...]) -> Iterable[_Pairing]:
    likes = [[_like(a, b) for b in long] for a in short]
    for order in permutations(range(len(long)), len(short)):
        yield _Pairing(
            tuple((short[i], long[j], likes[i][j]) for i, j in enumerate(order)),
            tuple(part for j, part in enumerate(long) if j not in order),
        )


def _joined(words: tuple[Part, ...]) -> Iterable[tuple[Part, ...]]:
    """The name with two neighbouring words written as one: Abdul Kadir, Abdulkadir."""
    for i, (a, b) in enumerate(zip(words, words[1:], strict=False)):
        if not (a.initial or b.initial):
            one = Part(a.text + b.text, a.latin + b.latin, a.sounds + b.sounds)
            yield (*words[:i], one, *words[i + 2 :])


def _best(a: tuple[Part, ...], b: tuple[Part, ...]) -> _Pairing:
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    best = max(_pairings(short, long), key=lambda pairing: pairing.value)
    if len(short) < len(long):
        for joined in _joined(long):
            if len(joined) >= len(short):
                best = max(best, *_pairings(short, joined), key=lambda pairing: pairing.value)
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
