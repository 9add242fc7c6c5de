"""What a document's names say about its other words: who is named in full is found again by surname."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from articles.names.features import TokenType

# How much less likely "no name" becomes, in the tagger's log scale; chosen by trial on the measured texts.
_SURNAME = 5.0  # the word closes a full name elsewhere in the document
_PART = 3.0  # it is another part of a full name, or stands alone as a name (without cases: more than once)
_SHORTEST = 3  # letters; shorter words are too often something else, but for listed names such as Li
_STEM = 4  # letters that an inflected form keeps at least
_ENDING = 3  # letters that inflection adds or changes at most


def _tells(kind: TokenType) -> bool:
    length = len(kind.lower)
    return length >= _SHORTEST or (length == _SHORTEST - 1 and kind.form == "Xx" and bool(kind.lists))


class Repeats:
    """Built from the names found first; `lean` says how much a word looks like one of them."""

    def __init__(self, types: Sequence[TokenType], found: Iterable[tuple[int, int]], inflected: bool) -> None:
        self._inflected = inflected
        self._surnames: set[str] = set()
        self._parts: set[str] = set()
        alone: Counter[str] = Counter()
        for start, end in found:
            words = [kind.lower for kind in types[start:end] if not kind.particle and _tells(kind)]
            if len(words) > 1:
                self._parts.update(self._stem(word) for word in words[:-1])
                self._surnames.add(self._stem(words[-1]))
            elif words:
                alone[self._stem(words[0])] += 1
        least = (
            1 if inflected else 2
        )  # an inflected name is met again in another form, its first alone counts
        self._parts.update(word for word, count in alone.items() if count >= least)

    def _stem(self, word: str) -> str:
        return word[: max(_STEM, len(word) - 2)] if self._inflected else word

    def lean(self, word: str) -> float:
        """The bonus for `word` (lower case) being part of a name."""
        forms = [word]
        if self._inflected:
            forms += [word[:size] for size in range(max(_STEM, len(word) - _ENDING), len(word))]
        if any(form in self._surnames for form in forms):
            return _SURNAME
        return _PART if any(form in self._parts for form in forms) else 0.0
