"""Invented people in sentences of everyday news: 20 frames and 30 names in six languages."""

import re
import tomllib
from pathlib import Path

import pytest

from articles.names import gazetteer
from articles.names.find import find_names

FRAMES = tomllib.loads(Path(__file__).with_name("frames.toml").read_text("utf-8"))
FLOOR = 0.95
SLOT = re.compile(r"\{P(?:\.(\w+))?\}")
BACK = set("aıou")


def turkic(name: str, case: str, language: str) -> str:
    """`name` in a case, as it ends in texts of Azerbaijani or Turkish; the latter's name stays as it is."""
    last = [letter for letter in name if letter in "aıoueəiöü"][-1]
    close = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "ö": "ü", "ü": "ü"}.get(last, "i")
    wide = "a" if last in BACK else ("ə" if language == "az" else "e")
    after_vowel = name[-1] in "aıoueəiöü"
    between = {"gen": "n", "dat": "y", "acc": "n" if language == "az" else "y"}[case] if after_vowel else ""
    ending = {"gen": close + "n", "dat": wide, "acc": close}[case]
    return name + ("'" if language == "tr" else "") + between + ending


def inflected(name: str, case: str, language: str) -> str:
    if language in ("az", "tr"):
        return turkic(name, case, language)
    given, surname = name.split(" ")
    if language == "ru":
        ending = {"gen": ("а", "а"), "dat": ("у", "у"), "ins": ("ом", "ым")}[case]
        return f"{given}{ending[0]} {surname}{ending[1]}"
    if language == "hy":
        return name + {"def": "ը", "gen": "ի", "dat": "ին"}[case]
    if surname.endswith("ძე"):
        return name[:-1] + {"erg": "ემ", "dat": "ეს", "gen": "ის"}[case]
    if surname.endswith("ი"):
        return name[:-1] + {"erg": "მა", "dat": "ს", "gen": "ის"}[case]
    raise ValueError(name)


def sentences(language: str) -> list[tuple[str, int, int]]:
    """(sentence, start and end of the person in it) of every frame with every name."""
    found = []
    for frame in FRAMES[language]["frames"].split("\n")[:-1]:
        slot = SLOT.search(frame)
        assert slot
        for name in FRAMES[language]["names"].split("\n")[:-1]:
            form = inflected(name, slot[1], language) if slot[1] else name
            text = SLOT.sub(form, frame)
            kept = len(name) if language == "tr" else len(form)
            found.append((text, slot.start(), slot.start() + kept))
    assert len(found) == 20 * 30
    return found


@pytest.mark.parametrize("language", FRAMES)
def test_the_surnames_are_in_no_list(language):
    surnames = FRAMES[language]["names"].split()[1::2]
    assert [word for word in surnames if "s" in gazetteer.classes(word, language)] == []


@pytest.mark.parametrize("language", FRAMES)
def test_invented_people_are_found_whole(language):
    whole = sentences(language)
    missed = [
        text
        for text, start, end in whole
        if (start, end) not in {(name.start, name.end) for name in find_names(text, language)}
    ]
    assert 1 - len(missed) / len(whole) >= FLOOR, missed[:20]
