"""The words of a query to the terms of the index by which they may be found.

A word finds itself; its inflections; and, where it is a name, other spellings of that name in any script. The
last two are looked up in what the index holds: a stem or a key alone is shared by far too many words (the key
of ``Yukos`` by 433 articles of an archive in which 27 name it).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Protocol

from articles.names.keys import search_keys
from articles.names.nominative import base_forms
from articles.names.same_word import is_only_place, is_short, word_likeness
from articles.search.terms import NameForm, joined_term, may_be_name, name_of, names_begin
from articles.search.tree import And, Node, Not, Or, Similar, Word
from articles.text import languages
from articles.text.scripts import script_of
from articles.text.stems import FORM, Stem, form_of, is_form, possible_stems, share_beginning
from articles.text.tokens import KEPT, fold_word, raw_words, without_joints, without_marks

LONGEST_ENDING = 4  # letters after an apostrophe that may be an ending: O'Brien has five, Ankara'daki too
MOST_PARTS = 3  # of a name such as Jean-Pierre; more are an address or a number
MOST_NAMED = 16  # first words of a query of which other spellings are looked for: each is compared with many
MOST_FORMS = 48  # of one stem: the most frequent
MOST_CANDIDATES = 150  # names of one language that share a key and are compared
MOST_SPELLINGS = 12  # of one name in one language
MOST_MARKED = 6  # letters of a word that may lack their marks

# How alike two words must sound to be one name: where the word is all that is known of it, and where another
# name stands beside it. Below the first, and down to the last, a spelling is near: shown apart.
ALONE, ALONE_SHORT, ACCOMPANIED, NEAR = 0.955, 0.985, 0.82, 0.85
# How far behind the likeliest of its language a spelling may be: alone, and in company.
NEXT_BEST, NEXT_BEST_ACCOMPANIED = 0.03, 0.15
NAME_SHARE = 0.5  # of the articles that hold a word: in these it stands as a name
_MARKED = {  # letter as typed without its mark: those it may be
    bare: "".join(letter for letter in KEPT if without_marks(letter) == bare != letter)
    for bare in map(without_marks, KEPT)
}
MANY, ANOTHER = 10, 2  # articles; times as many as have the short word
MARKED_MEANT = 5  # times as many articles have the word with its marks as have it as typed


class Dictionary(Protocol):
    """What an index knows of its terms."""

    def held(self, word: str, language: str = "") -> int:
        """How many documents, of all languages or of one, hold this folded word; some may be gone."""

    def terms(self, field: str, prefix: str) -> Sequence[tuple[str, int]]:
        """The terms of ``stems`` or ``names`` that begin so, with the number of their documents."""


@dataclass(frozen=True, slots=True)
class Form:
    """An inflected form that texts of one language have."""

    language: str
    word: str  # folded
    term: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another spelling of a name that texts of one language have, and how alike it sounds (0 to 1)."""

    language: str
    word: str  # folded
    term: str
    likeness: float

    @property
    def form(self) -> NameForm:
        return NameForm(self.language, self.word)


@dataclass(frozen=True, slots=True)
class Variants:
    """The terms by which one word of a query may be found."""

    words: tuple[str, ...]  # folded, in order; more than one: as a phrase
    also: tuple[str, ...] = ()  # ``turkey`` of ``Turkey's``, ``kaifu`` of ``Kai-Fu``, ``şişli`` of ``sisli``
    joined: str = ""  # as one word, where texts write it in parts: ``oconnor``, ``1250000``
    forms: tuple[Form, ...] = ()
    stems: tuple[Stem, ...] = ()  # that are words themselves, in texts of their language
    names: tuple[tuple[Spelling, ...], ...] = ()  # for each part of the word; all parts must be met
    near: tuple[tuple[Spelling, ...], ...] = ()  # what may be the same name, those of ``names`` among them


def expanded(
    tree: Node | None, dictionary: Dictionary, exact: bool = False, near: bool = False
) -> dict[str, Variants]:
    """The variants of each word of a query, by its text; ``exact`` leaves the words as typed.

    ``near``: spellings that may be the same name count as well. Under a ``Not`` there are no names: one that
    only sounds alike excludes nothing.
    """
    found: dict[str, Variants] = {}
    for text, company, named in words_of(tree):
        if text not in found:
            is_early = len(found) < MOST_NAMED
            found[text] = _variants_of(text, dictionary, exact, company, named and is_early)
            if near:
                found[text] = replace(found[text], names=found[text].near)
    return found


def words_of(
    node: Node | None, company: tuple[str, ...] = (), named: bool = True
) -> Iterable[tuple[str, tuple[str, ...], bool]]:
    """(word, the other words that must hold with it, whether it may be a name) of a tree."""
    match node:
        case Word(text) | Similar(text):
            yield text, tuple(other for other in company if other != text), named
        case Not(inner):
            yield from words_of(inner, (), named=False)
        case And(nodes):
            together = tuple(one.text for one in nodes if isinstance(one, Word | Similar))
            for one in nodes:
                yield from words_of(one, (*company, *together), named)
        case Or(nodes):
            for one in nodes:
                yield from words_of(one, company, named)
        case _:
            return


def as_typed(variants: Mapping[str, Variants]) -> dict[str, Variants]:
    """The same words without inflections and other spellings."""
    return {text: Variants(one.words, joined=one.joined) for text, one in variants.items()}


def without_names(variants: Mapping[str, Variants]) -> dict[str, Variants]:
    """The same words with their inflections, without other spellings of names."""
    return {text: replace(one, names=()) for text, one in variants.items()}


def typed(text: str) -> tuple[str, ...]:
    """The folded words of a chunk of a query."""
    return tuple(fold_word[word] for word in raw_words(text) if fold_word[word])


def _variants_of(
    text: str, dictionary: Dictionary, exact: bool, company: tuple[str, ...], named: bool
) -> Variants:
    raw = [word for word in raw_words(text) if fold_word[word]]
    folded = tuple(fold_word[word] for word in raw)
    digits = "".join(folded)
    joined = joined_term(digits) if digits.isdigit() or len(folded) <= MOST_PARTS else ""
    variants = Variants(folded, joined=joined if not exact or digits.isdigit() else "")
    if exact or not folded:
        return variants
    if len(raw) == 1:
        marked = marked_words(folded[0], dictionary)
        also = [*marked]
        forms, stems = _forms((raw[0], *marked), dictionary)
        variants = replace(variants, also=tuple(also), forms=forms, stems=stems)
    elif len(raw) == 2 and "'" in text and _is_ending(raw[1]):
        forms, stems = _forms((raw[0],), dictionary)
        variants = replace(variants, also=(folded[0],), forms=forms, stems=stems)
        raw = raw[:1]
    elif len(raw) <= MOST_PARTS and text.replace("-", "").replace("'", "").isalpha():
        variants = replace(variants, also=(without_joints(text),))
        if "'" in text and not all(word[0].isupper() for word in raw):
            raw = [without_joints(text)]  # one word (Кам'янця), where the parts of O'Connor are names
    else:
        return variants
    if len(raw) == 1 and not company and _may_be_abbreviation(raw[0]):
        return variants
    # What is joined to a name is one, whatever it is elsewhere: the "un" of Jong-un.
    if named and _stands_as_name(raw[0], dictionary):
        accompanied = len(raw) > 1 or any(
            _stands_as_name(other, dictionary) for one in company for other in raw_words(one)
        )
        if not accompanied and not _may_be_name_alone(raw[0]):
            return variants
        least = ACCOMPANIED if accompanied else NEAR
        near = tuple(_spellings(word, dictionary, least, itself=len(raw) > 1) for word in raw)
        if not accompanied:
            near = tuple(tuple(one for one in some if _looks_like_name(one.word)) for some in near)
        names = tuple(
            _sure(word, some, ACCOMPANIED, NEXT_BEST_ACCOMPANIED)
            if accompanied
            else _sure(word, some, ALONE_SHORT if is_short(word) else ALONE, NEXT_BEST)
            for word, some in zip(raw, near, strict=True)
        )
        variants = replace(variants, names=names if all(names) else (), near=near if all(near) else ())
    return variants


def _is_ending(word: str) -> bool:
    """Whether what stands after an apostrophe may be an ending: only Latin letters put it there."""
    return len(word) <= LONGEST_ENDING and word.islower() and script_of(word) == "Latn"


def _may_be_abbreviation(word: str) -> bool:
    """UK is no УК: two letters are a name only where they are typed as one (Li), or in Georgian."""
    return len(word) <= 2 and not word.istitle() and script_of(word) != "Geor"


def _looks_like_name(word: str) -> bool:
    """Georgian has no capitals to tell: there an ordinary word may be a surname beside a given name only."""
    return script_of(word) != "Geor" or may_be_name(word)


def _may_be_name_alone(word: str) -> bool:
    """Whether neither the word nor what it is a case of is an ordinary one: შოუს, of the show, or ქალს."""
    forms = base_forms(word, "ka") if script_of(word) == "Geor" else frozenset()
    nominatives = (f"{form}ი" for form in forms - {word})
    return all(map(_looks_like_name, (word, *forms, *nominatives)))


def marked_words(word: str, dictionary: Dictionary) -> tuple[str, ...]:
    """What was meant by a word typed without marks (``seher``): where texts hardly have it as typed."""
    least = MARKED_MEANT * dictionary.held(word) + 1
    held = ((dictionary.held(other), other) for other in with_marks(word))
    found = [(count, other) for count, other in held if count >= least]
    return tuple(other for _, other in sorted(found, reverse=True)[:MOST_SPELLINGS])


def with_marks(word: str) -> Iterator[str]:
    """A folded word with marks on its letters, in every way; nothing where it is not of letters alone."""
    places = [at for at, letter in enumerate(word) if letter in _MARKED][:MOST_MARKED]
    if not places or not word.isalpha():
        return
    for letters in product(*(word[at] + _MARKED[word[at]] for at in places)):
        spelled = list(word)
        for at, letter in zip(places, letters, strict=True):
            spelled[at] = letter
        if (other := "".join(spelled)) != word:
            yield other


def _forms(raw: Sequence[str], dictionary: Dictionary) -> tuple[tuple[Form, ...], tuple[Stem, ...]]:
    """The inflections that the archive's texts have of these words; the stems that are words themselves."""
    forms: dict[str, Form] = {}
    stems = []
    for one in raw:
        word = fold_word[one]
        for stem in possible_stems(one):
            if stem.word and stem.word != word and is_form(word, stem.word, stem.language):
                stems.append(stem)
            begins = f"{stem.term}{FORM}"
            counted = sorted(dictionary.terms("stems", begins), key=lambda found: (-found[1], found[0]))
            kept = 0
            for term, count in counted:
                form = form_of(stem, term)
                if (
                    form != word
                    and kept < MOST_FORMS
                    and is_form(word, form, stem.language)
                    and not _is_another(word, form, count, stem.language, dictionary)
                ):
                    forms[term] = Form(stem.language, form, term)
                    kept += 1
    return tuple(forms.values()), tuple(stems)


def _is_another(word: str, form: str, count: int, language: str, dictionary: Dictionary) -> bool:
    """Whether what looks like a short word with an ending is a word of its own: Turkish hatta is not of hat.

    It is in many texts of its language, and in over twice as many as the short word itself.
    """
    if share_beginning(word, form) or not dictionary.held(word):
        return False
    return count > max(MANY, ANOTHER * dictionary.held(word, language))


def _stands_as_name(word: str, dictionary: Dictionary) -> bool:
    """Whether a word of a query is mostly a name; one that is typed as a name, in the texts of any language.

    Turkish ``adam`` is a man, Adam one man's name.
    """
    named = _named(word, dictionary)
    if word[0].isupper():
        languages = sorted({name.language for name in named})
        return any(_is_name(fold_word[word], named, dictionary, language) for language in languages)
    return _is_name(fold_word[word], named, dictionary)


def _named(word: str, dictionary: Dictionary) -> dict[NameForm, tuple[str, int]]:
    """The names of the archive that share a key with a word: {name: (its term, number of articles)}."""
    found: dict[NameForm, tuple[str, int]] = {}
    for key in sorted(search_keys(word)):
        for term, count in dictionary.terms("names", names_begin(key)):
            name = name_of(term)
            if count > found.get(name, ("", 0))[1]:
                found[name] = (term, count)
    return found


def _is_name(
    word: str, named: Mapping[NameForm, tuple[str, int]], dictionary: Dictionary, language: str = ""
) -> bool:
    """Whether a folded word stands as a name in at least half of the articles that hold it, or of those in
    one language. What no article holds may be one."""
    held = dictionary.held(word)
    as_name = {name.language: count for name, (_, count) in named.items() if name.word == word}
    if not held or sum(as_name.values()) >= NAME_SHARE * held:
        return True
    here = as_name.get(language, 0)
    return here > 0 and here >= NAME_SHARE * dictionary.held(word, language)


def _spellings(word: str, dictionary: Dictionary, least: float, itself: bool) -> tuple[Spelling, ...]:
    """The archive's names that sound like a name, in each language the likeliest first.

    ``itself``: the word as it is, too, beside which another part of
    the name may be spelled otherwise.
    """
    folded = fold_word[word]
    named = _named(word, dictionary)
    by_language: defaultdict[str, list[tuple[int, NameForm, str]]] = defaultdict(list)
    for name, (term, count) in named.items():
        by_language[name.language].append((count, name, term))
    found: list[Spelling] = []
    for candidates in by_language.values():
        candidates.sort(key=lambda one: (-one[0], one[1]))
        spellings = [
            Spelling(name.language, name.word, term, like)
            for _, name, term in candidates[:MOST_CANDIDATES]
            if (itself or name.word != folded)
            and (like := word_likeness(word, name.word, name.language)) >= least
            and _is_name(name.word, named, dictionary, name.language)
        ]
        spellings.sort(key=lambda one: (-one.likeness, one.word))
        found += spellings[:MOST_SPELLINGS]
    return tuple(found)


def _may_be_respelled(word: str, spelling: Spelling) -> bool:
    """Whether a name that sounds only much like a word may still be the same one.

    Texts in the letters of the word would have it as it is, but for those of a language that spells by sound;
    and a known place is no other name.
    """
    if script_of(word) == script_of(spelling.word) == "Latn" and not languages.of(spelling.language).by_sound:
        return False
    return not is_only_place(spelling.word, spelling.language)


def _sure(word: str, spellings: tuple[Spelling, ...], least: float, behind: float) -> tuple[Spelling, ...]:
    best: dict[str, float] = {}
    for one in spellings:
        best[one.language] = max(best.get(one.language, 0.0), one.likeness)
    return tuple(
        one
        for one in spellings
        if one.likeness >= max(least, best[one.language] - behind)
        and (one.likeness >= ALONE or _may_be_respelled(word, one))
    )


def is_initial(text: str) -> bool:
    """``W.`` of ``George W. Bush``: other letters, or none, stand for it in other scripts."""
    return len(text) == 2 and text[0].isupper() and text[1] == "."
