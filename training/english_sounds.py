"""How English names are spelled by sound in Georgian, Armenian and Azerbaijani: Hale is ჰეილ, Հեյլ, Heyl.

A name's sounds are those of the CMU Pronouncing Dictionary. Vowels without stress sound alike in English and
keep their letter in the spelling, so letters and sounds are read side by side: Peter is პიტერ, Taylor ტეილორ.
"""

from __future__ import annotations

import re
from itertools import islice, product
from pathlib import Path

TARGETS = ("Geor", "Armn", "az")
_MOST = 24  # spellings of one name

# Sound: spellings in each of TARGETS, several where they disagree; letters that the lists fold stand once.
_SOUNDS = """
P პ պ p|B ბ բ b|T ტ տ t|D დ դ d|K კ կ k|G გ գ q,g|CH ჩ չ ç|JH ჯ ջ c|F ფ ֆ f|V ვ վ v|TH თ թ t,s|DH დ,ზ դ,զ d,z
S ს ս s|Z ზ,ს զ,ս z,s|SH შ շ ş|ZH ჟ ժ j|HH ჰ հ h,x|M მ մ m|N ნ ն n|NG ნგ նգ nq|L ლ լ l|R რ ր r|W უ,ვ ու,վ u,v
Y ი յ y|AO ო ո o|AW აუ աու au|AY აი այ ay|EH ე ե e|EY ეი եյ ey|IH ი ի i|IY ი ի i|OW ო,ოუ ո,ոու o,ou
OY ოი ոյ oy|UH უ ու u|UW უ ու u|AE ე,ა ե,ա e,a
"""
_LETTERS = {"a": "ა ա a", "e": "ე ե e", "i": "ი ի i", "o": "ო ո o", "u": "ა ա a", "y": "ი ի i"}
# Sounds whose spelling is their letter's; the letters it may be, where letters and sounds do not match.
_BY_LETTER = {"AA": "ao", "AH": "ae", "ER": "e"}
_ENTRY = re.compile(r'^  "?([a-z]+)"?: "([A-Z0-9 ]+)"', re.MULTILINE)


def pronunciations(path: Path) -> dict[str, list[str]]:
    """Word in lower case → its sounds, from `index.js` of the npm package cmu-pronouncing-dictionary."""
    return {word: sounds.split() for word, sounds in _ENTRY.findall(path.read_text("utf-8"))}


def _table(target: str) -> dict[str, list[str]]:
    column = 1 + TARGETS.index(target)
    rows = (row.split() for line in _SOUNDS.strip().splitlines() for row in line.split("|"))
    return {row[0]: row[column].split(",") for row in rows}


def spellings(word: str, sounds: list[str], target: str) -> set[str]:
    """The spellings of `word` (lower case), said as `sounds`, in the target, in lower case."""
    table = _table(target)
    letters = {letter: row.split()[TARGETS.index(target)] for letter, row in _LETTERS.items()}
    written = [group[0] for group in re.findall("[aeiouy]+", re.sub("(?<=[^aeiouy])e$", "", word))]
    spoken = [sound for sound in sounds if sound[-1].isdigit()]
    aligned = iter(written) if len(written) == len(spoken) else None
    parts = []
    for sound in sounds:
        name = sound.rstrip("012")
        letter = next(aligned) if aligned is not None and sound[-1].isdigit() else ""
        if name in _BY_LETTER:
            stressed = name == "AH" and not sound.endswith("0")
            which = "a" if stressed and letter != "o" else letter or _BY_LETTER[name]
            r = table["R"][0] if name == "ER" else ""
            parts.append([letters[one] + r for one in ("ao" if stressed and letter == "o" else which)])
        else:
            parts.append(table[name])
    return {"".join(choice) for choice in islice(product(*parts), _MOST)}
