"""What the tagger sees of a token: its own features and those it lends to its neighbours.

Every feature belongs to one token or to the classes of up to three neighbours, never to a longer stretch: so
its weights can be summed once per distinct token and kept (see `tagger`).
"""

from __future__ import annotations

from articles.names import gazetteer
from articles.names.tokens import LINE_END
from articles.text import languages

PLACES = (-2, -1, 1, 2)  # neighbours that lend features
_ENDINGS_ON_LAST_WORD = languages.codes(lambda language: language.name_ending == "last")
_BY_SOUND = languages.codes(lambda language: language.by_sound)
_SHORTEST_NAME = 3  # letters
_ROLES = ("titles", "relatives", "speech", "organisations", "calendar")
_TAUGHT_AS = {language.code: str.maketrans(*language.taught_as) for language in languages.LANGUAGES}
_ARTICLES = {language.code: language.article for language in languages.LANGUAGES if language.article}
_SENTENCE_OPENERS = frozenset('¶.!?:;։՝•–—-"“„«»(…*|')


class TokenType:
    """All that is known of a token by its letters alone, and the weights that the tagger has summed for it.

    A plain class with slots: thousands are alive at a time. `sums` are the weights for place 0 and
    for each of PLACES, filled by the tagger.
    """

    __slots__ = (
        "candidate",
        "closes",
        "coarse",
        "form",
        "honorific",
        "lists",
        "lower",
        "opens",
        "ordinary",
        "particle",
        "roles",
        "sums",
        "title",
    )

    def __init__(self, lower: str, form: str, lists: str, roles: str) -> None:
        self.lower = lower
        self.form = form
        self.lists = lists  # the lists of names that hold it, see `gazetteer.classes`
        self.roles = roles
        self.coarse = f"{form}{lists}{roles}"
        self.candidate = False  # may be part of a name: begins with (or has after a hyphen) a capital letter
        self.particle = False  # lower case word that may join parts of names
        self.title = False  # said before names and no part of them
        self.closes = False  # has an ending after which no word of the same name can follow
        self.honorific = False  # what follows is a person, though it be a surname alone
        self.ordinary = False  # a word of the dictionary, where the language has one
        self.opens = (
            lower in _SENTENCE_OPENERS
        )  # the next word may have its capital letter from its place alone
        self.sums: list[complex | None] = [None] * (1 + len(PLACES))


def edge() -> TokenType:
    """What stands before the first token and after the last."""
    kind = TokenType("", "edge", "", "")
    kind.opens = True
    return kind


def shape(token: str) -> str:
    """`Xx`, `XX`, `X.`, `x`, `Xx-Xx`, `XxX`, `9` or the mark itself."""
    first = token[0]
    if first.isdigit():
        return "9"
    if not first.isalpha():
        return "¶" if token == LINE_END else token[:2]
    if len(token) == 1:
        return "X" if first.isupper() else "x"
    if len(token) == 2 and not token[1].isalpha():
        return "X." if first.isupper() else "x."
    if "-" in token:
        return "-".join(shape(part) if part else "" for part in token.split("-")[:3])
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
    if not token[0].isalpha():
        return TokenType("¶" if token == LINE_END else token.lower(), form, "", "")
    low = gazetteer.lower(token)
    kinds = gazetteer.phrases(language)
    candidate = token[0].isupper() or ("-" in token and not token.islower()) or form == "xX"
    if candidate and token[1:].islower() and low in kinds.get("function", ()):
        candidate = False
    if form == "XX-x" and language in _ENDINGS_ON_LAST_WORD:  # an acronym with its ending
        candidate = False
    lists = gazetteer.classes(token, language) if candidate else ""
    bare = low.rstrip(".")
    roles = "".join(kind[0] for kind in _ROLES if bare in kinds[kind])
    if not roles:
        forms = gazetteer.base_forms(bare, language)
        roles = "".join(kind[0].upper() for kind in _ROLES if not forms.isdisjoint(kinds[kind]))
    kind = TokenType(low.translate(_TAUGHT_AS.get(language, {})), form, lists, roles)
    kind.candidate = candidate
    kind.particle = low in kinds["particles"]
    kind.closes = candidate and _closes(token, form, lists, language)
    kind.ordinary = candidate and form == "Xx" and gazetteer.is_ordinary(token, language)
    kind.honorific = bare in kinds["honorifics"]
    kind.title = kind.honorific or ("g" not in lists and any(role in roles for role in "tTr"))
    return kind


def _closes(token: str, form: str, lists: str, language: str) -> bool:
    """Only the last word of a name takes an article or a case; a bare name of the lists may look like it."""
    if language not in _ENDINGS_ON_LAST_WORD:
        return False
    article = _ARTICLES.get(language)
    if form.endswith("-x") or (article and token.endswith(article) and len(token) > _SHORTEST_NAME):
        return True
    return (
        language in _BY_SOUND
        and ("g" in lists or "s" in lists)
        and not gazetteer.is_bare_name(token, language)
    )


def features_at(place: int, kind: TokenType) -> list[str]:
    """The features that a token lends to the token `-place` away; its own for place 0."""
    low = kind.lower
    if place:
        lent = [f"{place}:w{low}", f"{place}:c{kind.coarse}"]
        if len(low) > 3 and low[0].isalpha():
            lent += [f"{place}:s{low[-3:]}", f"{place}:p{low[:5]}"]
        return lent
    if not (kind.candidate or kind.particle):
        return []
    own = ["0:bias", f"0:w{low}", f"0:h{kind.form}", f"0:l{kind.lists}", f"0:r{kind.roles}"]
    own += [f"0:hl{kind.form}{kind.lists}", f"0:n{min(len(low), 9)}"]
    own += [f"0:p{low[:size]}" for size in (2, 3, 4) if len(low) > size]
    own += [f"0:s{low[-size:]}" for size in (1, 2, 3, 4, 5) if len(low) > size]
    own += [f"0:i{one}" for one in kind.lists]
    return own


def pair_features(before: str, here: str, after: str) -> list[str]:
    """Features of the coarse classes of a token and its two neighbours."""
    return [f"a:{before}|{here}", f"b:{here}|{after}", f"c:{before}|{here}|{after}"]


def document_feature(in_lower_case: bool, opens_sentence: bool, here: str) -> str:
    """Is the word in lower case elsewhere in the document, and is a capital letter due here anyway?"""
    return f"d:{in_lower_case:d}{opens_sentence:d}|{here}"
