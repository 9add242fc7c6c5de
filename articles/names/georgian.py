"""Names in Georgian text, which has no capital letters: what looks like a name, in what company.

Every word gets a likeness (log odds) from its letters and from the lists. Words that look like names are
joined; a stretch is a name if it opens with a given name, follows a title, or is long and very name-like. A
single word is one only if it is part of a name elsewhere in the text, or follows an honorific.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from articles.names import gazetteer
from articles.text.scripts import script_of

# Endings of cases, but for those that bare names have too.
_ENDINGS = (
    *("მა", "ის", "ით", "ს", "თან", "თვის", "გან", "ზე", "ში", "ამ"),
    *("ემ", "ომ", "უმ", "იმ", "ისა", "მდე", "კენ", "იც", "მაც"),
)
_AGENT = ("მა", "მ")  # the case of who said or did
_LOCATIVE = "ში"  # "in"; nobody is a place
_LONGEST = 4  # words of a name
SHORTEST_STEM = 3
_SURNAMES = ("შვილი", "ძე")  # of half the Georgians
_SHORTEST_SURNAME = 5


def letter_sequences(word: str) -> list[str]:
    """The sequences of two to five letters of `word`, its start and end marked."""
    marked = f"^{word}$"
    return [marked[i : i + size] for size in (2, 3, 4, 5) for i in range(len(marked) - size + 1)]


@cache
def _weights() -> dict[str, float]:
    path = files("articles.names") / "data" / "letters.ka.txt.gz"
    lines = gzip.decompress(path.read_bytes()).decode().split("\n")
    return {feature: float(weight) for feature, weight in (line.split("\t") for line in lines)}


@dataclass(frozen=True, slots=True)
class _Word:
    likeness: float  # log odds of being a name by its letters
    surname: bool  # in the list of surnames, perhaps inflected
    by_ending: bool  # has the ending of half the Georgians' surnames
    given: bool  # a given name as it stands before a surname: without an ending
    nominative: (
        bool  # has the ending of a surname that is the subject, or named: nothing of the name can follow
    )
    inflected: bool  # has the ending of a case, so that nothing of the name can follow
    locative: bool
    agent: bool  # has the ending of who said or did
    ordinary: bool
    function: bool
    place: bool
    title: bool
    honorific: bool
    speech: bool
    stems: tuple[str, ...]  # what an inflected form of the same name shares with it; empty for ordinary words


@lru_cache(maxsize=3_000)
def _word(token: str) -> _Word:
    forms = gazetteer.base_forms(token, "ka")
    folded = {gazetteer.listed_form(form, "Geor") for form in forms}
    kinds = gazetteer.phrases("ka")
    weights = _weights()
    honorific = not kinds["honorifics"].isdisjoint((token, f"{token}ი"))
    # What is left of a short word without an ending says nothing.
    lexicon = gazetteer.words("word", "Geor")
    given = gazetteer.listed_form(token, "Geor") in gazetteer.words("given", "Geor")
    by_ending = any(form.endswith(_SURNAMES) and len(form) > _SHORTEST_SURNAME for form in forms)
    ordinary = not by_ending and (
        token in lexicon
        or not kinds["ordinary"].isdisjoint(forms)
        or (not given and lexicon.has_any(form for form in forms if len(form) > SHORTEST_STEM))
    )
    return _Word(
        likeness=sum(
            weights.get(part, 0.0) for part in letter_sequences(gazetteer.listed_form(token, "Geor"))
        ),
        surname=by_ending or gazetteer.words("surname", "Geor").has_any(folded),
        by_ending=by_ending,
        given=given,
        nominative=len(token) > 3 and token.endswith("ი"),
        agent=token.endswith(_AGENT),
        locative=token.endswith(_LOCATIVE),
        inflected=token.endswith(_ENDINGS),
        ordinary=ordinary,
        function=token in kinds["function"],
        place=gazetteer.words("place", "Geor").has_any(folded),
        title=honorific or not {*forms, f"{token}ი"}.isdisjoint(kinds["titles"] | kinds["relatives"]),
        honorific=honorific,
        speech=token in kinds["speech"],
        stems=() if ordinary else tuple(form for form in folded if len(form) > 2),
    )


_AFTER_GIVEN = -4.0  # likeness that the word after a given name needs
_AFTER_SURE_GIVEN = -9.0  # after one that looks like nothing else
_SURE = 2.0
_ORDINARY_SURNAME = -2.0  # of a word that is no name elsewhere
_AFTER_TITLE = 0.0
_BARE = 0.5  # of two words of which the first has no ending
_SINGLE = 4  # points that a single word needs, see `_points`


def may_be_name(token: str) -> bool:
    """Whether a Georgian word alone looks like part of a name, by the lists of words and by its letters."""
    word = _word(token)
    return not (word.ordinary or word.function or word.title or word.speech) and word.likeness > _AFTER_GIVEN


def beside_names(tokens: Sequence[str]) -> Iterator[str]:
    """The words that stand right after what looks like a given name, and may be a surname for that.

    More than are names: many foreign surnames are ordinary words too (``გრანდე``, ``სტილი``). For a search,
    which asks in how many texts a word stands so.
    """
    for first, second in pairwise(tokens):
        if script_of(first[0]) == script_of(second[0]) == "Geor" and _may_be_surname(
            _word(first), _word(second)
        ):
            yield second


def _may_be_surname(before: _Word, word: _Word) -> bool:
    if before.title or before.function or before.ordinary or before.speech or before.inflected:
        return False
    if word.function or word.title or word.locative or word.speech:
        return False
    if not before.given and before.likeness <= _BARE:
        return False
    least = _AFTER_SURE_GIVEN if before.likeness > _SURE else _AFTER_GIVEN
    return word.likeness > (_ORDINARY_SURNAME if word.ordinary else least)


def find_georgian(tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Half-open ranges of tokens that are names of persons."""
    words = [_word(token) if script_of(token[0]) == "Geor" else None for token in tokens]
    found = list(_full_names(words))
    taken = {i for start, end in found for i in range(start, end)}
    parts = {
        stem for start, end in found for word in words[start:end] if word is not None for stem in word.stems
    }
    met = Counter(stem for word in words if word is not None for stem in set(word.stems))
    single = {i for i, word in enumerate(words) if i not in taken and _points(words, i, met) >= _SINGLE}
    parts |= {stem for i in single for stem in _stems(words[i])}
    for i, word in enumerate(words):
        if i in single or (i not in taken and _may_be_single(word) and not parts.isdisjoint(_stems(word))):
            found.append((i, i + 1))
    return sorted(found)


def _stems(word: _Word | None) -> tuple[str, ...]:
    return word.stems if word is not None else ()


def _may_be_single(word: _Word | None) -> bool:
    return word is not None and not (word.ordinary or word.function or word.title)


def _points(words: Sequence[_Word | None], i: int, met: Counter[str]) -> int:
    """What speaks for a single word being a surname: lists, letters, its company, other forms of it."""
    word, before = words[i], words[i - 1] if i else None
    honoured = before is not None and before.honorific
    if word is None or word.locative or word.function or word.title:
        return 0
    if (word.ordinary or word.place) and not (honoured and word.surname):
        return 0
    around = (*words[max(0, i - 1) : i], *words[i + 1 : i + 2])
    points = 2 * word.surname + word.agent + (word.likeness > 1) - (word.likeness < -3)
    points += min(2, max(met[stem] for stem in word.stems) - 1) if word.stems else 0
    if before is not None and before.title:
        points += 3 if honoured else 2
    if word.agent and any(one is not None and one.speech for one in around):
        points += 2
    return points


def _name_like(word: _Word | None, least: float, after_given: bool = False) -> bool:
    if word is None or word.function or word.title or word.locative:
        return False
    if after_given and word.by_ending:
        return True
    if word.likeness <= least:
        return False
    if word.place and not (after_given and word.surname):
        return False
    return not word.ordinary or word.surname or word.likeness > 1


def _full_names(words: Sequence[_Word | None]) -> Iterator[tuple[int, int]]:
    i = 0
    while i < len(words) - 1:
        first, before = words[i], words[i - 1] if i else None
        i += 1
        if first is None or first.title or first.function or first.ordinary:
            continue
        least = _AFTER_SURE_GIVEN if first.likeness > _SURE else _AFTER_GIVEN
        if not first.given:
            led = before is not None and before.title
            least = _AFTER_TITLE if led else _BARE
            if first.inflected or not _name_like(first, least):
                continue
        start, end = i - 1, i
        while end < len(words) and end - start < _LONGEST and _name_like(words[end], least, first.given):
            last = words[end]
            end += 1
            if last is None or (last.inflected and not last.given):
                break
            if last.nominative and not (end < len(words) and _closes(words[end])):
                break
            least = max(least, 0.0)  # a third word needs more
        if end - start > 1:
            yield start, end
            i = end


def _closes(word: _Word | None) -> bool:
    """Whether it can only be the surname after what looked like one."""
    return word is not None and word.surname and not word.given and not word.ordinary
