"""Names in running capitals: ПРЕЗИДЕНТ ИВАН ПЕТРОВ, Nikol PASHINYAN.

Capitals say nothing there, so what looks like a name by the lists or by the rest of the text is read as
written with one capital, everything else in small letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.names import gazetteer
from articles.names.tokens import LINE_END
from articles.text import languages

_FEWEST = 3  # words of a line in capitals
_NEAR = 10  # tokens within which a line in capitals has that many
_SHARE = 0.7  # of its words
_SHORTEST = 2  # letters of a word in capitals
_NO_ACRONYM = 4  # letters of a surname in capitals after a given name


def recased(tokens: Sequence[str], language: str) -> Sequence[str]:
    """The tokens with names in capitals as Names; each as long as before."""
    in_capitals = [at for at, token in enumerate(tokens) if token.isupper() and _is_capitals(token)]
    if not in_capitals:
        return tokens
    out = list(tokens)
    if len(in_capitals) >= _FEWEST:
        _recase_lines(out, tokens, in_capitals, language)
    for at in in_capitals:
        word = out[at]
        if at and len(word) >= _NO_ACRONYM and _is_capitals(word) and _is_name(out[at - 1], language, "g"):
            _put(out, at, _titled(word, language))
    return out


def _recase_lines(out: list[str], tokens: Sequence[str], in_capitals: Sequence[int], language: str) -> None:
    if not any(c - a < _NEAR for a, c in zip(in_capitals, in_capitals[2:], strict=False)):
        return
    written = {token for token in tokens if token[0].isupper() and token[1:].islower()}
    for start, end in _lines(tokens):
        words = [token for token in tokens[start:end] if token[0].isalpha() and len(token) >= _SHORTEST]
        capitals = sum(_is_capitals(word) for word in words)
        if capitals >= _FEWEST and capitals >= _SHARE * len(words):
            _recase_line(out, start, end, written, language)


def _is_capitals(token: str) -> bool:
    return len(token) >= _SHORTEST and token.isupper() and token[1].isalpha()


def _lines(tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for at, token in enumerate(tokens):
        if token in (LINE_END, "."):
            yield start, at
            start = at + 1
    yield start, len(tokens)


def _recase_line(out: list[str], start: int, end: int, written: set[str], language: str) -> None:
    after_given = False
    for at in range(start, end):
        if not _is_capitals(out[at]):
            after_given = after_given and not out[at][0].isalpha() and out[at] != ","
            continue
        titled, small = _titled(out[at], language), languages.lower(out[at], language)
        given = "g" in gazetteer.classes(titled, language)
        known = titled in written or bool(gazetteer.classes(titled, language))
        function = small in gazetteer.phrases(language)["function"]
        _put(out, at, titled if (known or after_given) and not function else small)
        after_given = given and not function


def _is_name(word: str, language: str, kind: str) -> bool:
    return word[0].isupper() and word[1:].islower() and kind in gazetteer.classes(word, language)


def _titled(word: str, language: str) -> str:
    return word[0] + languages.lower(word[1:], language)


def _put(out: list[str], at: int, word: str) -> None:
    if len(word) == len(out[at]):  # so that offsets hold
        out[at] = word
