"""Are two spellings, perhaps in two scripts, one person's name? A score, and the reason.

Both names are taken apart (`parts`), each word of the shorter one is paired with the word of the longer
one it sounds most like (`sounds`), in any order. Half the score is the mean of the pairs, half the worst
pair, so that one strange word spoils a match; words left over cost a little, a patronymic nothing. Names of
opposite gender, names that share one word only, and initials can never reach `MERGE`.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise, permutations

from rapidfuzz.distance import Indel

from articles.names.nominative import base_forms, nominative
from articles.names.parts import Part, family_names, joined, parts
from articles.names.romanise import language_of
from articles.names.sounds import likeness
from articles.text import languages
from articles.text.codes import Code, coded

MERGE = 0.85
"""From this score on, two names are one person's, in every language."""
PROPOSE = 0.75
"""From this score on, an editor is asked."""
SURNAME = 0.85
"""From this likeness on, a word alone may be the surname of a full name."""

SAME_SPELLING = coded("match.same_spelling")

_EXTRA_WORD = 0.04
_EXTRA_FAMILY_NAME = 0.16  # Ali Rıza is not every Ali Rıza; nor is Jean Michel a Jean-Michel
_OTHER_LETTERS = 0.25  # what other letters cost where both names follow one spelling
_SAME_INITIAL = 0.7
_OTHER_ORDER = 0.2  # John Stevens is not Stephen Jones: who turns a name round keeps its spelling
_SURELY_SAME = 0.95
_SAME_FATHER = 0.7
_VOWELS, _GLIDES = frozenset("aeiou"), frozenset("wyjh")
_LONGEST = 6  # more words than this are not a person's name; pairing stays cheap

# Where an apostrophe sets the ending off, it is gone already.
_LAST_WORD_INFLECTED = languages.codes(
    lambda language: language.name_ending == "last" and language.apostrophe != "always"
)
_ROMANISED_FROM = languages.codes(lambda language: language.script != "Latn" or language.telling)

_FEMALE = re.compile(r"(?:ov|ev|yev|iyev|in|yn)a$|sk(?:a|aya|aia|aja)$|tsk(?:a|aya)$|cka$")
_MALE = re.compile(r"(?:ov|ev|yev|iyev|in|yn|off|eff)$|(?:sk|tsk|ck)(?:y|i|iy|ii|ij|yi|yj)$")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How sure it is that two names are one person's (0 to 1), and why."""

    score: float
    reason: Code


def gender_of(part: Part) -> str:
    """ "f", "m" or "" by a surname's ending."""
    if _FEMALE.search(part.latin):
        return "f"
    return "m" if _MALE.search(part.latin) else ""


def _opposite_gender(a: Part, b: Part) -> bool:
    """Əliyeva and Əliyev, Suchocka and Suchocki, Aleksandra and Aleksandr."""
    genders = {gender_of(a), gender_of(b)}
    if genders == {"f", "m"}:
        return True
    longer, shorter = (a.latin, b.latin) if len(a.latin) > len(b.latin) else (b.latin, a.latin)
    return longer.endswith("a") and shorter[-1:] not in "aeou" and longer[:-1] == shorter


@dataclass(frozen=True, slots=True)
class _Pairing:
    value: float
    pairs: tuple[tuple[Part, Part, float], ...]
    extra: tuple[Part, ...]


def part_likeness(a: Part, b: Part) -> float:
    """How alike two words of names sound, 0 to 1; an initial is compared with the first sound."""
    if a.initial or b.initial:
        return likeness(a.sounds[:1], b.sounds[:1])
    if a.spelling != b.spelling:
        return max(likeness(one, other) for one in a.sayings for other in b.sayings)
    like = likeness(a.sounds, b.sounds)
    if like and a.plain != b.plain:
        letters = Indel.normalized_similarity
        like -= _OTHER_LETTERS * (1 - max(letters(a.plain, b.plain), letters(a.latin, b.latin)))
    return like


def _fathers_apart(short: tuple[Part, ...], long: tuple[Part, ...], likes: list[list[float]]) -> None:
    """A father's name is nobody's own: Vaqif Qəhrəmanov is not Elçin Vaqif oğlu Qəhrəmanov.

    A name of three words may hold it without the "oğlu".
    """
    own = [sum(not word.father for word in words) == len(words) < 3 for words in (short, long)]
    for i, a in enumerate(short):
        for j, b in enumerate(long):
            if a.father != b.father and own[a.father]:
                likes[i][j] = 0.0


def _left_over(part: Part, last: bool) -> float:
    """What it costs that `part` of the longer name has nothing beside it in the shorter."""
    if part.patronymic:
        return 0.0
    return _EXTRA_FAMILY_NAME if last or part.half else _EXTRA_WORD


@cache
def _orders(short: int, long: int) -> tuple[tuple[int, ...], ...]:
    return tuple(permutations(range(long), short))


def _pair(short: tuple[Part, ...], long: tuple[Part, ...]) -> _Pairing:
    likes = [[part_likeness(a, b) for b in long] for a in short]
    if any(word.father for word in (*short, *long)):
        _fathers_apart(short, long, likes)
    # Bokova Irina Georgieva: the family name may come first, the father's last.
    fathers = len(long) > 2 and bool(gender_of(long[-1]))
    costs = [_left_over(part, last=part is long[-1] and not fathers) for part in long]
    every = sum(costs)
    one_spelling = short[0].spelling == long[0].spelling

    def value(order: tuple[int, ...]) -> float:
        paired = [likes[i][j] for i, j in enumerate(order)]
        worst = min(paired)
        if one_spelling and worst < _SURELY_SAME and any(a > b for a, b in pairwise(order)):
            worst -= _OTHER_ORDER
        return (sum(paired) / len(paired) + worst) / 2 - every + sum(costs[j] for j in order)

    order = max(_orders(len(short), len(long)), key=value)
    return _Pairing(
        value(order),
        tuple((short[i], long[j], likes[i][j]) for i, j in enumerate(order)),
        tuple(part for j, part in enumerate(long) if j not in order),
    )


def _best(a: tuple[Part, ...], b: tuple[Part, ...]) -> _Pairing:
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    best = _pair(short, long)
    if len(short) < len(long):
        for fewer in joined(long):
            best = max(best, _pair(short, fewer), key=lambda pairing: pairing.value)
    return best


def _reason(pairing: _Pairing, lang_a: str, lang_b: str) -> Code:
    spoken = tuple(lang for lang in (lang_a, lang_b) if lang in _ROMANISED_FROM and lang_a != lang_b)
    worst = min(like for _, _, like in pairing.pairs)
    if worst > 0.985:
        how = coded("match.same")
    else:
        how = coded("match.nearly") if worst > 0.85 else coded("match.similar")
    if spoken:
        how = coded("match.romanised", like=how, languages=spoken)
    if pairing.extra:
        how = coded("match.without", like=how, words=tuple(part.text for part in pairing.extra))
    return how


def compare(a: str, b: str, lang_a: str = "", lang_b: str = "") -> Comparison:
    """How sure it is that `a`, written in `lang_a`, and `b`, written in `lang_b`, name one person.

    Languages are ISO 639-1, `""` where unknown (then the letters are asked). Same names in other order,
    with a patronymic or a second given name more, in another script or another country's spelling reach
    `MERGE`; a name of one word, an initial or opposite genders never do.
    """
    lang_a, lang_b = language_of(a, lang_a), language_of(b, lang_b)
    return max(
        (
            compare_parts(words_a, words_b, lang_a, lang_b)
            for words_a in forms(a, lang_a)
            for words_b in forms(b, lang_b)
        ),
        key=lambda comparison: comparison.score,
    )


def may_be_alike(a: str, b: str, lang_a: str = "", lang_b: str = "") -> bool:
    """Whether `compare` could reach `PROPOSE`: False where a word of one sounds like none of the other's.

    The quick answer for the many names that share a surname; of names of unequal length nothing is said.
    """
    lang_a, lang_b = language_of(a, lang_a), language_of(b, lang_b)
    return any(
        len(words_a) != len(words_b)
        or all(any(part_likeness(one, other) > 0 for other in words_b) for one in words_a)
        for words_a in forms(a, lang_a)
        for words_b in forms(b, lang_b)
    )


@lru_cache(maxsize=100_000)
def forms(name: str, language: str = "") -> tuple[tuple[Part, ...], ...]:
    """The words of a name as it stands, and of the base forms it may have if it is inflected."""
    found = {name: None, nominative(name, language): None}
    before, space, last = name.rpartition(" ")
    if language in _LAST_WORD_INFLECTED:
        found.update((before + space + base, None) for base in sorted(base_forms(last, language)))
    return tuple(dict.fromkeys(parts(form, language) for form in found))


def compare_parts(a: tuple[Part, ...], b: tuple[Part, ...], lang_a: str = "", lang_b: str = "") -> Comparison:
    """`compare` for names already taken apart."""
    a, b = a[:_LONGEST], b[:_LONGEST]
    if not a or not b:
        return Comparison(0.0, coded("match.no_name"))
    if a == b and sum(not part.initial for part in a) > 1:
        return Comparison(1.0, SAME_SPELLING)
    pairing = _best(a, b)
    score = max(0.0, pairing.value)
    reason = _reason(pairing, lang_a, lang_b)
    full = [pair for pair in pairing.pairs if not (pair[0].initial or pair[1].initial)]
    if len(pairing.pairs) < 2 or not full:
        return Comparison(min(score, PROPOSE) * 0.9, coded("match.one_word", like=reason))
    if any(_opposite_gender(x, y) for x, y, like in full if like > 0.7):
        return Comparison(min(score, PROPOSE) * 0.9, coded("match.genders", like=reason))
    if len(full) < 2:
        return Comparison(min(score, MERGE - 0.01), coded("match.initial", like=reason))
    if _told_apart(a, b):
        return Comparison(min(score, PROPOSE) * 0.9, coded("match.told_apart", like=reason))
    return Comparison(round(score, 4), reason)


def told_apart(a: str, b: str, lang_a: str = "", lang_b: str = "") -> bool:
    """Whether what is there to tell namesakes apart does: Jr. and Sr., other middle initials or fathers."""
    return _told_apart(parts(a, language_of(a, lang_a)), parts(b, language_of(b, lang_b)))


def _told_apart(a: tuple[Part, ...], b: tuple[Part, ...]) -> bool:
    if not a or not b:
        return False
    if a[-1].generation and b[-1].generation and a[-1].generation != b[-1].generation:
        return True
    fathers = [[word for word in words if word.father] for words in (a, b)]
    if fathers[0] and fathers[1]:
        return part_likeness(fathers[0][0], fathers[1][0]) < _SAME_FATHER
    ours, theirs = _middle(a), _middle(b)
    if fathers[0] or fathers[1] or not any(word.initial for word in (*ours, *theirs)):
        return False
    if not ours or not theirs:
        return False
    return len(ours) != len(theirs) or not all(
        _begin_alike(one, other) for one, other in zip(ours, theirs, strict=True)
    )


def _begin_alike(a: Part, b: Part) -> bool:
    """Whether one may be the initial of the other; a vowel, which weighs little, is that of no consonant."""
    if a.spelling == b.spelling:
        return a.plain[:1] == b.plain[:1]
    begins = {word.latin[:1] for word in (a, b)}
    if begins & _GLIDES:
        return bool(likeness(a.sounds[:1], b.sounds[:1]))
    vowels = [word.latin[:1] in _VOWELS for word in (a, b)]
    return vowels[0] == vowels[1] and bool(likeness(a.sounds[:1], b.sounds[:1]))


def _middle(words: tuple[Part, ...]) -> tuple[Part, ...]:
    """The words between the first and the surname."""
    return words[1:-1]


@lru_cache(maxsize=100_000)
def compare_surname(word: str, name: str, lang_word: str = "", lang_name: str = "") -> float:
    """How alike `word`, alone or after an initial, and the family name of the full name `name` are, 0 to 1.

    What looks like a woman's surname is no man's, though it may be a Russian genitive.
    """
    initials, genders, read = _surname_read(word, language_of(word, lang_word))
    return max(
        (
            part_likeness(one, family)
            for form, family, gender in _surnames_of(name, language_of(name, lang_name))
            if not any({one, gender} == {"f", "m"} for one in genders)
            if all(
                any(part_likeness(initial, given) > _SAME_INITIAL for given in form if given != family)
                for initial in initials
            )
            for one in read
        ),
        default=0.0,
    )


@lru_cache(maxsize=20_000)
def _surname_read(word: str, language: str) -> tuple[list[Part], set[str], list[Part]]:
    """The initials of a surname that stands alone, the genders it may have, the words it may be read as."""
    stands = parts(word, language)
    read = [
        part
        for form in sorted({word, nominative(word, language)} | base_forms(word, language))
        for part in parts(form, language)
        if not part.initial
    ]
    return [part for part in stands if part.initial], {gender_of(one) for one in stands}, read


@lru_cache(maxsize=100_000)
def _surnames_of(name: str, language: str) -> list[tuple[tuple[Part, ...], Part, str]]:
    """The words that may stand for a full name alone: (all words in that form, the one, its gender)."""
    return [
        (form, family, gender_of(family)) for form in forms(name, language) for family in family_names(form)
    ]
