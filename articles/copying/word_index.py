"""The copy's index of words: small files of script that a page loads as it needs them.

No page may read a file beside it when it was opened from a folder, but it may run one: so each part calls
the function that waits for it. A part holds the words that begin with the same two letters.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path

from articles.copying.notebook import Told

TITLES_AT_ONCE = 500
_LETTERS = 2  # as in static/copy.js
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def write_words(folder: Path, postings: Iterable[tuple[str, Sequence[int]]]) -> int:
    """Returns how many words there are. `postings` in the order of words."""
    count = 0
    for part, words in groupby(postings, key=lambda one: one[0][:_LETTERS]):
        with (folder / f"{file_name(part)}.js").open("w", encoding="utf-8") as file:
            file.write(f"copyWords({_json(part)},{{\n")
            for n, (word, numbers) in enumerate(words):
                file.write(f'{"," if n else ""}{_json(word)}:"{packed(numbers)}"\n')
                count += 1
            file.write("});\n")
    return count


def write_titles(folder: Path, told: Iterable[Told]) -> None:
    for number, part in groupby(told, key=lambda one: one.n // TITLES_AT_ONCE):
        rows = [[one.id, one.title, one.day, one.source, one.language] for one in part]
        (folder / f"{number}.js").write_text(f"copyTitles({number},{_json(rows)});\n", encoding="utf-8")


def file_name(part: str) -> str:
    """The letters by their code points: any disk takes that."""
    return "-".join(f"{ord(letter):x}" for letter in part)


def packed(numbers: Sequence[int]) -> str:
    """Rising numbers as the steps from one to the next, in base 36, with blanks between."""
    return " ".join(_base36(step) for step in _steps(numbers))


def _steps(numbers: Sequence[int]) -> Iterator[int]:
    if numbers:
        yield numbers[0]
    yield from (later - sooner for sooner, later in pairwise(numbers))


def _base36(number: int) -> str:
    digits = _DIGITS[number % 36]
    while number := number // 36:
        digits = _DIGITS[number % 36] + digits
    return digits


def _json(value: object) -> str:
    """As it may stand in a script: U+2028 ends a line there in old browsers."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("\u2028", "\\u2028")
