"""Keys under which spellings of one name meet, whatever script and language they are written in.

A key is the consonants of a word in coarse classes, as it may sound (`sounds`): vowels, doubling, the
difference between voiced and voiceless, g and h, s and sh are what transcriptions disagree about.
"""

from functools import lru_cache
from itertools import islice, permutations, product

from articles.names.parts import Part, parts
from articles.names.sounds import SILENT, VOWELS, Sounds, alternatives

_MOST_READINGS = 8

_COARSE = {
    **dict.fromkeys("bp", "P"),
    **dict.fromkeys("fvw", "F"),
    **dict.fromkeys("td", "T"),
    **dict.fromkeys(("g", "k", "q", "gh", "kh", "h"), "K"),
    **dict.fromkeys(("s", "z", "sh", "zh", "dz", "ts", "dzh", "ch"), "S"),
    **{letter: letter.upper() for letter in "lmnr"},
    **dict.fromkeys((*VOWELS, "y", SILENT), ""),
}
_MAY_VANISH = frozenset(("h", "w"))


def _classes(sound: int, classes: dict[str, str]) -> tuple[str, ...]:
    options = alternatives(sound)
    found = dict.fromkeys(classes[option] for option in options)
    if any(option in _MAY_VANISH for option in options):
        found[""] = None
    return tuple(found)


@lru_cache(maxsize=100_000)
def skeletons(word: Sounds) -> frozenset[str]:
    """The coarse consonants a word may have; few, since few letters have several readings."""
    choices = [_classes(sound, _COARSE) for sound in word]
    found = set()
    for reading in islice(product(*choices), _MOST_READINGS):
        skeleton = ""
        for letter in reading:
            if not skeleton.endswith(letter):
                skeleton += letter
        found.add(skeleton)
    return frozenset(found)


def _starts(word: Sounds) -> frozenset[str]:
    return frozenset(letter or "A" for letter in _classes(word[0], _COARSE)) if word else frozenset()


def _words(name: str, language: str) -> tuple[Part, ...]:
    words = parts(name, language)
    plain = tuple(word for word in words if not word.patronymic)
    return plain if len(plain) > 1 else words


@lru_cache(maxsize=100_000)
def blocking_keys(name: str, language: str = "") -> frozenset[str]:
    """Keys of a full name: two spellings of one person share at least one, few strangers do.

    Each key holds two words of the name: all consonants of one and the first sound of the other. A name of
    one word has none, as it can never be merged.
    """
    words = _words(name, language)
    return frozenset(
        f"{start}.{skeleton}"
        for one, other in permutations(words, 2)
        if not other.initial
        for start in _starts(one.sounds)
        for skeleton in skeletons(other.sounds)
    )
