"""How the terms of the index are written, and which words of a text may be names."""

from __future__ import annotations

from typing import NamedTuple

from articles.names import georgian
from articles.text.stems import FORM

_JOINT = ":"  # before a word that texts write in parts: no language has this name


class NameForm(NamedTuple):
    """A word that stands as a name in texts of one language."""

    language: str
    word: str  # folded


def name_term(key: str, language: str, word: str) -> str:
    return f"{key}{FORM}{language}{FORM}{word}"


def names_begin(key: str) -> str:
    """What the terms of all names with this key begin with."""
    return f"{key}{FORM}"


def name_of(term: str) -> NameForm:
    _, language, word = term.split(FORM)
    return NameForm(language, word)


def joined_term(word: str) -> str:
    """``:1250000`` for 1,250,000; ``:oconnor`` for O'Connor."""
    return f"{_JOINT}{word}"


def may_be_name(word: str) -> bool:
    """Whether a word as it stands in a text may be part of a name; Georgian has no capitals to tell."""
    return word[0].isupper() or ("ა" <= word[0] <= "ჿ" and georgian.may_be_name(word))
