"""A full name taken apart into the words that can be compared."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
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


def given_first(name: str) -> str:
    """ "Surname, Given Patronymic" as "Given Patronymic Surname"; bracketed remarks left out."""
    name = _BRACKETS.sub(" ", unicodedata.normalize("NFC", name))
    family, comma, given = name.partition(",")
    if comma and (given.split() or [""])[0].rstrip(".").lower() in _TITLES:
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
    name = given_first(name)
    name = " ".join(without_divided_ending(word, language) for word in name.split(" "))
    words = _WORD.findall(name)
    halves = {half for match in _HYPHENED.finditer(name) for half in _WORD.findall(match.group())}
    words = [w for w in words if not _goes_along(w, language)] or words
    kept = [w for w in words if languages.lower(w, language).strip(".") not in _PARTICLES]
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
                patronymic=len(words) > 2 and word not in halves and bool(_PATRONYMIC.search(bare.lower())),
            )
        )
    return tuple(out)


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
