"""What the tagger sees of a token: its own features and those it lends to its neighbours.

Every feature belongs to one token or to a pair of neighbouring token classes, never to a longer
stretch: so that its weights can be summed once per distinct token and kept (see `tagger`).
"""

from __future__ import annotations

from dataclasses import dataclass

from articles.names import gazetteer

PLACES = (-2, -1, 1, 2)  # neighbours that lend features


_ROLES = ("titles", "relatives", "speech", "organisations", "calendar")
# Azerbaijani is read with a model that learnt from Turkish: its letters as a Turk would spell the word.
_SPELLED_AS = {"az": str.maketrans("əxq", "ehk")}


@dataclass(frozen=True, slots=True, eq=False)
class TokenType:
    """All that is known of a token by its letters alone."""

    candidate: bool  # may be part of a name: begins with (or has after a hyphen) a capital letter
    particle: bool  # lower case word that may join parts of names
    coarse: str  # a short class for pairs of neighbours
    own: tuple[str, ...]
    lent: tuple[str, ...]
    lower: str
    title: bool = False  # said before names and no part of them
    honorific: bool = False  # what follows is a person, though it be a surname alone


def shape(token: str) -> str:
    """`Xx`, `XX`, `X.`, `x`, `Xx-Xx`, `XxXx`, `9` or the mark itself."""
    first = token[0]
    if first.isdigit():
        return "9"
    if not first.isalpha():
        return "¶" if token == "\n" else token[:2]
    if len(token) == 1:
        return "X" if first.isupper() else "x"
    if len(token) == 2 and not token[1].isalpha():
        return "X." if first.isupper() else "x."
    if "-" in token:
        return "-".join("".join(shape(part)) if part else "" for part in token.split("-")[:3])
    if token.islower():
        return "x"
    if token.isupper():
        return "XX"
    if first.isupper():
        return "Xx" if token[1:].islower() else "XxX"
    return "xX"


def describe(token: str, language: str) -> TokenType:
    """The :class:`TokenType` of `token` in a text of `language`."""
    form = shape(token)
    low = "¶" if token == "\n" else gazetteer.lower(token)
    alphabetic = token[0].isalpha()
    candidate = alphabetic and (token[0].isupper() or ("-" in token and not token.islower()) or form == "xX")
    kinds = gazetteer.phrases(language)
    if candidate and token[1:].islower() and low in kinds.get("function", ()):
        candidate = False
    lists = gazetteer.classes(token, language) if candidate else ""
    bare = low.rstrip(".")
    roles = "".join(kind[0] for kind in kinds if kind in _ROLES and bare in kinds[kind])
    if not roles and alphabetic:
        roles = "".join(
            kind[0].upper()
            for kind in kinds
            if kind != "particles"
            and any(base in kinds[kind] for base in gazetteer.base_forms(bare, language))
        )
    coarse = f"{form}{lists}{roles}" if alphabetic else form
    low = low.translate(_SPELLED_AS[language]) if language in _SPELLED_AS else low
    own: tuple[str, ...] = ()
    if candidate or low in kinds["particles"]:
        own = tuple(_own(low, form, lists, roles, language))
    lent = (
        (f"w{low}", f"c{coarse}")
        if not alphabetic or len(low) < 4
        else (f"w{low}", f"c{coarse}", f"s{low[-3:]}", f"p{low[:5]}")
    )
    title = "g" not in lists and ("t" in roles or "T" in roles or "r" in roles or bare in kinds["honorifics"])
    return TokenType(
        candidate, low in kinds["particles"], coarse, own, lent, low, title, bare in kinds["honorifics"]
    )


def _own(low: str, form: str, lists: str, roles: str, language: str) -> list[str]:
    own = [
        "bias",
        f"w{low}",
        f"h{form}",
        f"l{lists}",
        f"r{roles}",
        f"hl{form}{lists}",
        f"n{min(len(low), 9)}",
    ]
    own += [f"p{low[:size]}" for size in (2, 3, 4) if len(low) > size]
    own += [f"s{low[-size:]}" for size in (1, 2, 3, 4, 5) if len(low) > size]
    own += [f"i{kind}" for kind in lists]
    return own


EDGE = TokenType(False, False, "edge", (), ("edge",), "")


def spoken_of(place: int, kind: TokenType) -> list[str]:
    """The features that a token lends to the token `-place` away; its own for place 0."""
    return [f"{place}:{feature}" for feature in (kind.lent if place else kind.own)]


def pair_features(before: str, here: str, after: str) -> list[str]:
    """Features of the coarse classes of a token and its two neighbours."""
    return [f"a:{before}|{here}", f"b:{here}|{after}", f"c:{before}|{here}|{after}"]


def document_feature(in_lower_case: bool, opens_sentence: bool, here: str) -> str:
    """Whether the document has the word in lower case too, and whether a capital letter is due here anyway."""
    return f"d:{in_lower_case:d}{opens_sentence:d}|{here}"


SENTENCE_OPENERS = frozenset('¶.!?:;։՝•–—-"“„«»(…*|')


def opens_sentence(before: TokenType) -> bool:
    """Whether a token after `before` may have its capital letter from its place alone."""
    return before is EDGE or before.lower in SENTENCE_OPENERS


def features_of_run(types: list[TokenType], start: int, end: int, in_lower_case: set[str]) -> list[list[str]]:
    """All features of the tokens `start` to `end`, for training; `tagger` sums the same ones by token type."""

    def at(index: int) -> TokenType:
        return types[index] if 0 <= index < len(types) else EDGE

    rows = []
    for i in range(start, end):
        here, before, after = types[i], at(i - 1), at(i + 1)
        row = spoken_of(0, here)
        for place in PLACES:
            row += spoken_of(place, at(i + place))
        row += pair_features(before.coarse, here.coarse, after.coarse)
        row.append(document_feature(here.lower in in_lower_case, opens_sentence(before), here.coarse))
        rows.append(row)
    return rows
