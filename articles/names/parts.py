"""A full name taken apart into the words that can be compared."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from anyascii import anyascii

from articles.names.nominative import without_divided_ending
from articles.names.romanise import language_of, romanise
from articles.names.sounds import Sounds, sayings, sounds
from articles.text import languages
from articles.text.scripts import script_of

_WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
_PARTICLES = frozenset(_WORDS["particles"].split())
_TITLES = frozenset(_WORDS["titles"].split())
_ADDRESS = frozenset(_WORDS["address"].split())
_CHILDREN = frozenset(_WORDS["children"].split())
_GENERATIONS = dict(pair.split("=") for pair in _WORDS["generations"].split())
_GROWN = re.compile(
    rf"\b({'|'.join(_WORDS['grown'].split())})(?:[-‐‑](?=[^\W\d_])|[ ](?=\w+(?:ian|yan|ян|յան|იან)))",
    re.IGNORECASE,
)
# Elchin Vagif-oghlu: the hyphen holds no double name together.
_CHILD = re.compile(rf"(?<=[^\W\d_])[-‐‑](?=(?:{'|'.join(_WORDS['children'].split())})\b)", re.IGNORECASE)
_LONG_INITIAL = 3  # "Дж." with its stop
_MOST_INITIALS = 2  # after a surname that comes first: Петров А. Б.
# Surnames of the former Soviet Union, in their own letters: where one opens a name that a father's name
# closes, it comes first, as in documents.
_DOCUMENT_ORDER = re.compile(
    r"(?:ов|ев|ёв|ин|ын|ова|ева|ёва|ина|ына|ский|ская|цкий|цкая|ко|юк|чук|ян|дзе|швили|ли|лы|заде|зода)$"
)

_BY_SOUND = languages.codes(lambda language: language.by_sound)

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`‘][^\W\d_]+)*\.?")
_HYPHENED = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)+")
_APOSTROPHES = re.compile(r"['’ʼ`‘]")
# Russian, Ukrainian, Belarusian "son of", "daughter of", in Cyrillic and as romanised.
_PATRONYMIC = re.compile(
    r"(?:ович|евич|йович|ыч|ьич|нич|мич|овна|евна|ёвна|івна|ївна|инична|ична|еўна|оўна|аўна)$"
    r"|(?:ovich|evich|yevich|iyovych|ovych|ovna|evna|yevna|ivna|yivna|inichna|ichna|oviç|eviç|ովիչ|ևիչ|ովնա|ևնա|ოვიჩი|ევიჩი|ოვნა|ევნა)$"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a name: as it stood, romanised in small letters, its sounds, and what it is."""

    text: str
    latin: str
    plain: str  # small letters without marks, not romanised: Şükür is sukur, not shukur
    sounds: Sounds
    sayings: tuple[Sounds, ...]  # `sounds`, and others for names like Michael
    spelling: str  # words of one spelling ("latin", or the language) are hardly spelt in two ways
    initial: bool = False
    patronymic: bool = False
    half: bool = False  # of a word written with a hyphen
    father: bool = False  # the word before oğlu or qızı
    generation: str = ""  # of the whole name, told on its last word: "junior", "senior", "2" …


def _composed(name: str) -> str:
    """NFC without the marks that no letter takes in (Hebrew points): they would part a word."""
    if name.isascii():
        return name
    return "".join(
        letter for letter in unicodedata.normalize("NFC", name) if not unicodedata.combining(letter)
    )


def given_first(name: str) -> str:
    """ "Surname, Given Patronymic" as "Given Patronymic Surname"; bracketed remarks left out."""
    name = _BRACKETS.sub(" ", _composed(name))
    family, comma, given = name.partition(",")
    if comma and (given.split() or [""])[0].rstrip(".").lower() in _GENERATIONS:
        name = f"{family} {given}"
    elif comma and (given.split() or [""])[0].rstrip(".").lower() in _TITLES:
        name = family  # John Evans, Baron Evans of Parkside
    elif comma:
        name = f"{given.replace(',', ' ')} {family}"
    return " ".join(name.split())


def _goes_along(word: str, language: str) -> bool:
    """Whether `word` makes no full name of the word beside it: "Sayın Erdoğan", "van Gaal", but Al Gore."""
    small = languages.lower(word, language).strip(".")
    return small in _ADDRESS or (small in _PARTICLES and word == small and script_of(word) != "Geor")


@lru_cache(maxsize=100_000)
def parts(name: str, language: str = "") -> tuple[Part, ...]:
    """The words of `name` that count, given name first.

    Forms of address and particles in small letters go, other particles and titles where two words remain.
    """
    language = language_of(name, language)
    name = _CHILD.sub(" ", given_first(name))
    name = _GROWN.sub(r"\1", name)
    name = " ".join(without_divided_ending(word, language) for word in name.split(" "))
    words = _WORD.findall(name)
    halves = {half for match in _HYPHENED.finditer(name) for half in _WORD.findall(match.group())}
    generation = _generation(words, language)
    fathers = _fathers(words, language)
    words = [w for w in words if not _goes_along(w, language)] or words
    kept = [
        w
        for w in words
        if languages.lower(w, language).strip(".") not in _PARTICLES or (w[0].isupper() and w.endswith("."))
    ]
    if len(kept) >= 2:
        words = kept
    kept = [w for w in words if languages.lower(w, language).strip(".") not in _TITLES]
    if len(kept) >= 2:
        words = kept
    out = []
    for word in words:
        bare = "".join(_APOSTROPHES.split(word.rstrip(".")))
        latin = romanise(bare, language).lower()
        out.append(
            Part(
                text=bare,
                latin=latin,
                plain=anyascii(bare).lower(),
                spelling="latin" if language not in _BY_SOUND and script_of(bare) == "Latn" else language,
                sounds=sounds(bare, language),
                sayings=sayings(bare, language),
                initial=len(bare) == 1 or (len(bare) == 2 and word.endswith(".")),
                half=word in halves,
                patronymic=word in fathers
                or (len(words) > 2 and word not in halves and bool(_PATRONYMIC.search(bare.lower()))),
                father=word in fathers,
            )
        )
    out = _family_last(out)
    if generation:
        out[-1] = replace(out[-1], generation=generation)
    return tuple(out)


def in_order(words: tuple[str, ...], language: str) -> tuple[str, ...]:
    """The words (in small letters) of a name, for comparing it with others of its language.

    Without the father's name before "oğlu" and without Jr., the surname last.
    """
    children = [at for at, word in enumerate(words) if at > 1 and word in _CHILDREN]
    if children:
        at = children[0]
        rest = (*words[: at - 1], *words[at + 1 :])
        return (*rest[1:], rest[0]) if at == len(words) - 1 and at > 2 else rest
    if len(words) > 2 and words[-1].strip(".") in _GENERATIONS:
        words = words[:-1]
    if 1 < len(words) <= 1 + _MOST_INITIALS and all(_is_initial(word) for word in words[1:]):
        return (*words[1:], words[0])
    return words


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".․")) == 1 or (len(word) == _LONG_INITIAL and word.endswith("."))


def _generation(words: list[str], language: str) -> str:
    """What tells this bearer of the name from a namesake of the family, if words after two others do."""
    found = (_GENERATIONS.get(languages.lower(word, language).strip("."), "") for word in words[2:])
    return next(filter(None, found), "")


def _fathers(words: list[str], language: str) -> set[str]:
    """The father's name, if "son of" stands after it and somebody is named before or after."""
    if len(words) < 3:
        return set()
    return {
        word
        for word, after in pairwise(words)
        if languages.lower(after, language).strip(".") in _CHILDREN and after[0].islower()
    }


def _family_last(words: list[Part]) -> list[Part]:
    """The words with a surname that came first put last: Петров А. Б., Qəhrəmanov Elçin Vaqif oğlu."""
    if len(words) < 2:
        return words
    first, *rest = words
    initials = len(rest) <= _MOST_INITIALS and all(word.initial for word in rest) and not first.initial
    by_father = len(words) > 2 and rest[-1].father
    in_full = len(words) == 3 and rest[-1].patronymic and not rest[0].patronymic
    if initials or by_father or (in_full and bool(_DOCUMENT_ORDER.search(first.text.lower()))):
        return [*rest, first]
    return words


def joined(words: tuple[Part, ...]) -> Iterator[tuple[Part, ...]]:
    """The name with two neighbouring words written as one: Abdul Kadir, Abdulkadir."""
    for i, (a, b) in enumerate(pairwise(words)):
        if not (a.initial or b.initial or a.patronymic or b.patronymic):
            said = a.sounds + b.sounds
            one = Part(a.text + b.text, a.latin + b.latin, a.plain + b.plain, said, (said,), a.spelling)
            yield (*words[:i], one, *words[i + 2 :])


def family_names(words: tuple[Part, ...]) -> tuple[Part, ...]:
    """The words of a full name that may stand for it alone: the surname, last but for a patronymic.

    In the English spelling of Korean and Chinese names it comes first: Kim Jong-un.
    """
    full = [word for word in words if not (word.initial or word.patronymic)]
    if len(full) < 2:
        return ()
    last = full[-1]
    return (full[0], last) if last.half and last.text[0].islower() else (last,)
