"""Changes as desks make them after publication, planted into texts: of substance, and mends.

Each planter takes a text and gives (what stood there, what stands there now), or None where the text has no
place for it. A mend's mistake stands in the earlier of the two.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

# Pairs of words that news have; either may become the other. Other verbs, other tenses, denials.
VERBS: Mapping[str, str] = {
    "en": "said/denied will/would has/had was/were confirmed/rejected rose/fell won/lost can/cannot "
    "supports/opposes told/asked announced/postponed killed/wounded is/was agreed/refused says/said "
    "arrested/released increased/decreased began/ended made/makes took/takes expected/reported",
    "ru": "заявил/опроверг сообщил/сообщила будет/был может/мог стал/станет сказал/отрицал "
    "является/являлся подтвердил/отверг были/будут должен/должна погибли/пострадали начал/начнет "
    "сообщили/сообщают отметил/отметила считает/считал принял/примет получил/получит имеет/имел",
    "tr": "dedi/demedi söyledi/yalanladı oldu/olacak var/yok etti/etmedi edildi/edilmedi verdi/verecek "
    "yaptı/yapmadı başladı/başlayacak açıkladı/reddetti aldı/alacak geldi/gelmedi belirtti/belirtmedi "
    "olduğunu/olmadığını olarak/olmayarak ediyor/etmiyor bulundu/bulunmadı",
    "az": "dedi/demədi bildirib/təkzib deyib/deməyib edib/etməyib olub/olmayıb edir/etmir var/yox "
    "olacaq/olmayacaq verib/verəcək edildi/edilmədi oldu/olacaq idi/deyil edəcək/etməyəcək olan/olmayan",
    "hy": "է/չէ են/չեն եմ/չեմ էր/չէր հայտնել/հերքել ասել/հերքել ունի/չունի կարող/պարտավոր եղել/չեղել "
    "կլինի/չի լինի լինել/չլինել հայտարարել/ժխտել էին/չէին ասաց/հերքեց",
    "ka": "არის/იყო განაცხადა/უარყო აქვს/ჰქონდა თქვა/იკითხა იქნება/იყო შეუძლია/შეეძლო უნდა/შეიძლება "
    "გახდა/გახდება მოხდა/მოხდება დაიწყო/დაიწყება იყო/იქნება",
}
_LETTERS = "[^\\W\\d_]"
_WORD = re.compile(rf"{_LETTERS}+")
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")
_NAME = re.compile(r"(?<=[a-zа-яёա-ֆəığşçöü,] )[A-ZА-ЯЁԱ-ՖƏİĞŞÇÖÜ][a-zа-яёա-ֆəığşçöü]{3,}")
_KEYBOARDS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю",
              "ճփբսմուկըթ", "ջվգեանիտհպլ", "ქწერტყუიოპ", "ასდფგჰჯკლ", "ზხცვბნმ")  # fmt: skip
_PLACES = (r"(?<=\w) (?=\w)", rf"(?<={_LETTERS}{{3}})(?={_LETTERS}{{3}})", r"(?=[,.])", " ")
Planter = Callable[[str, str, random.Random], "Planted | None"]


@dataclass(frozen=True)
class Planted:
    before: str
    after: str


def _put(text: str, at: re.Match[str], now: str) -> str:
    return text[: at.start()] + now + text[at.end() :]


def verb(text: str, language: str, rng: random.Random) -> Planted | None:
    pairs = [pair.split("/") for pair in VERBS.get(language, "").split() if pair.count("/") == 1]
    other = dict(pairs) | {b: a for a, b in pairs}
    places = [word for word in _WORD.finditer(text) if word.group() in other]
    if not places:
        return None
    at = rng.choice(places)
    return Planted(text, _put(text, at, other[at.group()]))


def number(text: str, language: str, rng: random.Random) -> Planted | None:
    places = list(_NUMBER.finditer(text))
    if not places:
        return None
    at = rng.choice(places)
    digits = [n for n, sign in enumerate(at.group()) if sign.isdigit()]
    n = rng.choice(digits)
    digit = str((int(at.group()[n]) + rng.randint(1, 8)) % 9 + 1)
    if digit == at.group()[n]:
        return None
    return Planted(text, _put(text, at, at.group()[:n] + digit + at.group()[n + 1 :]))


def name(text: str, language: str, rng: random.Random) -> Planted | None:
    """One that stands within a sentence becomes another that stands in the text, or one of a neighbour."""
    places = list(_NAME.finditer(text))
    others = sorted({one.group() for one in places})
    if len(others) < 2:
        return None
    at = rng.choice(places)
    return Planted(text, _put(text, at, rng.choice([one for one in others if one != at.group()])))


def _mistake(make: Callable[[str, random.Random], str]) -> Planter:
    """A word of five small letters or more is written wrong in the earlier text."""

    def planter(text: str, language: str, rng: random.Random) -> Planted | None:
        places = [one for one in _WORD.finditer(text) if (len(one.group()) > 4 and one.group().islower())
                  or (language == "ka" and len(one.group()) > 4)]  # fmt: skip
        if not places:
            return None
        at = rng.choice(places)
        wrong = make(at.group(), rng)
        return Planted(_put(text, at, wrong), text) if wrong != at.group() else None

    return planter


def _transposed(word: str, rng: random.Random) -> str:
    n = rng.randrange(1, len(word) - 1)
    return word[:n] + word[n + 1] + word[n] + word[n + 2 :]


def _dropped(word: str, rng: random.Random) -> str:
    n = rng.randrange(1, len(word))
    return word[:n] + word[n + 1 :]


def _doubled(word: str, rng: random.Random) -> str:
    n = rng.randrange(1, len(word))
    return word[:n] + word[n] + word[n:]


def _neighbour(word: str, rng: random.Random) -> str:
    n = rng.randrange(1, len(word))
    for row in _KEYBOARDS:
        if (at := row.find(word[n])) >= 0:
            beside = row[max(0, at - 1) : at] + row[at + 1 : at + 2]
            return word[:n] + rng.choice(beside) + word[n + 1 :]
    return word


def blanks(text: str, language: str, rng: random.Random) -> Planted | None:
    """Two words written as one, one as two, a blank before a comma, two blanks."""
    way = rng.randrange(4)
    places = list(
        re.finditer(
            (r"(?<=\w) (?=\w)", rf"(?<={_LETTERS}{{3}})(?={_LETTERS}{{3}})", r"(?=[,.])", " ")[way], text
        )
    )
    places = [one for one in places if not re.search(r"\d", text[max(0, one.start() - 3) : one.end() + 3])]
    if not places:
        return None
    at = rng.choice(places)
    return Planted(_put(text, at, ("", " ", " ", "  ")[way]), text)


def marks(text: str, language: str, rng: random.Random) -> Planted | None:
    """A comma, quotation mark or dash is missing or another."""
    places = list(re.finditer(r"(?<=\w),(?= )|[«»“”\"]|(?<= )[-–—](?= )|(?<=\w)\.(?=\s|$)", text))
    if not places:
        return None
    at = rng.choice(places)
    other = {"-": "—", "–": "-", "—": "-", "«": '"', "»": '"', "“": '"', "”": '"', '"': "”"}
    return Planted(_put(text, at, other.get(at.group(), "")), text)


def capitals(text: str, language: str, rng: random.Random) -> Planted | None:
    places = [one for one in _WORD.finditer(text) if one.group()[:1].swapcase() != one.group()[:1]]
    if not places:
        return None
    at = rng.choice(places)
    return Planted(_put(text, at, at.group()[0].swapcase() + at.group()[1:]), text)


def twice(text: str, language: str, rng: random.Random) -> Planted | None:
    places = [one for one in _WORD.finditer(text) if 1 < len(one.group()) < 6]
    if not places:
        return None
    at = rng.choice(places)
    return Planted(_put(text, at, f"{at.group()} {at.group()}"), text)


SUBSTANCE: Mapping[str, Planter] = {"verb": verb, "number": number, "name": name}
SPELLING: Mapping[str, Planter] = {
    "transposed": _mistake(_transposed),
    "dropped": _mistake(_dropped),
    "doubled": _mistake(_doubled),
    "neighbour": _mistake(_neighbour),
    "twice": twice,
    "capital": capitals,
}
SPACES: Mapping[str, Planter] = {"blanks": blanks, "marks": marks}
MENDS: Mapping[str, Planter] = {**SPELLING, **SPACES}
