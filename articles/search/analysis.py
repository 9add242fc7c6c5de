"""Words to index terms, the same way for documents and for queries."""

from __future__ import annotations

from dataclasses import dataclass

from articles.names.keys import search_keys
from articles.text.scripts import script_of
from articles.text.stems import possible_stems
from articles.text.tokens import fold_word, raw_words

LONGEST_ENDING = 4  # letters after an apostrophe that may be an ending: O'Brien has five, Ankara'daki too


@dataclass(frozen=True, slots=True)
class Variants:
    """The terms by which one word of a query may be found."""

    words: tuple[str, ...]  # folded, in order; more than one: as a phrase
    bare: str = ""  # the word without the ending after its apostrophe: ``turkey`` of ``Turkey's``
    stems: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()  # cross-script name keys


def variants_of(text: str, exact: bool = False) -> Variants:
    """The variants of a chunk of a query; ``exact`` leaves only the word as typed."""
    raw = [word for word in raw_words(text) if fold_word[word]]
    folded = tuple(fold_word[word] for word in raw)
    if exact or not folded:
        return Variants(folded)
    if len(raw) == 1:
        return Variants(folded, "", possible_stems(raw[0]), search_keys(raw[0]))
    if len(raw) == 2 and "'" in text and len(raw[1]) <= LONGEST_ENDING and raw[1].islower():
        return Variants(folded, folded[0], possible_stems(raw[0]), search_keys(raw[0]))
    return Variants(folded)


def may_be_name(word: str) -> bool:
    """Whether a word as it stands in a text may be part of a name; Georgian has no capitals to tell."""
    return word[0].isupper() or script_of(word) == "Geor"
