"""Words to index terms, the same way for documents and for queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from articles.names.keys import search_keys
from articles.search.tree import Similar, Text, Word
from articles.text.stems import Stem, possible_stems
from articles.text.tokens import fold_word, raw_words

LONGEST_ENDING = 4  # letters after an apostrophe that may be an ending: O'Brien has five, Ankara'daki too
MOST_PARTS = 3  # of a name such as Jean-Pierre; more are an address or a number
WEAK_KEY = 2  # letters: shared by so many names that such a key is no reason by itself


@dataclass(frozen=True, slots=True)
class Variants:
    """The terms by which one word of a query may be found."""

    words: tuple[str, ...]  # folded, in order; more than one: as a phrase
    bare: str = ""  # the word without the ending after its apostrophe: ``turkey`` of ``Turkey's``
    joined: str = ""  # the parts written as one: ``kaifu`` of ``Kai-Fu``
    stems: frozenset[Stem] = frozenset()
    keys: tuple[frozenset[str], ...] = ()  # name keys, for each part; all parts must be met


def variants_of(text: str, exact: bool = False) -> Variants:
    """The variants of a chunk of a query; ``exact`` leaves only the word as typed."""
    raw = [word for word in raw_words(text) if fold_word[word]]
    folded = tuple(fold_word[word] for word in raw)
    if exact or not folded:
        return Variants(folded)
    if len(raw) == 1:
        return Variants(folded, stems=possible_stems(raw[0]), keys=_keys(raw))
    if len(raw) == 2 and "'" in text and len(raw[1]) <= LONGEST_ENDING and raw[1].islower():
        return Variants(folded, bare=folded[0], stems=possible_stems(raw[0]), keys=_keys(raw[:1]))
    if len(raw) <= MOST_PARTS and text.replace("-", "").replace("'", "").isalpha():
        return Variants(folded, joined="".join(folded), keys=_keys(raw))
    return Variants(folded)


def _keys(raw: list[str]) -> tuple[frozenset[str], ...]:
    keys = tuple(search_keys(word) for word in raw)
    return keys if all(keys) else ()


def variants_in(terms: Iterable[Text], exact: bool = False) -> dict[str, Variants]:
    """The variants of each word of a query, by its text.

    A weak key counts where the word has no better one and another word of the query has: ``May`` finds
    ``Мэй`` beside ``Theresa``, but not alone.
    """
    found = {term.text: variants_of(term.text, exact) for term in terms if isinstance(term, Word | Similar)}
    strong = {
        text: tuple(frozenset(key for key in part if len(key) > WEAK_KEY) for part in variants.keys)
        for text, variants in found.items()
    }
    named = [text for text, parts in strong.items() if any(parts)]
    for text, variants in found.items():
        accompanied = len(named) - (text in named) > 0 or len(variants.keys) > 1
        parts = tuple(
            better or (weak if accompanied else frozenset())
            for better, weak in zip(strong[text], variants.keys, strict=True)
        )
        found[text] = replace(variants, keys=parts if all(parts) else ())
    return found


def is_initial(text: str) -> bool:
    """``W.`` of ``George W. Bush``: other letters, or none, stand for it in other scripts."""
    return len(text) == 2 and text[0].isupper() and text[1] == "."


def may_be_name(word: str) -> bool:
    """Whether a word as it stands in a text may be part of a name; Georgian has no capitals to tell."""
    return word[0].isupper() or "ა" <= word[0] <= "ჿ"
