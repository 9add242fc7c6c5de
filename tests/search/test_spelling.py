from collections.abc import Mapping

import pytest

from articles.models import Article
from articles.search import indexing
from articles.search.find import search
from articles.search.parsing import parse
from articles.search.query import Query
from articles.search.spelling import better_spelling, corrected, neighbours
from tests.factories import make_article

ARCHIVE = {"karabakh": 50, "karabach": 2, "prime": 30, "minister": 40, "война": 30, "цена": 3}


def better(word: str, archive: Mapping[str, int] = ARCHIVE) -> tuple[str, ...]:
    return better_spelling(word, lambda known: archive.get(known, 0))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("karabak", ("karabakh",)),
        ("kkarabakh", ("karabakh",)),
        ("karabahk", ("karabakh",)),
        ("karqbakh", ("karabakh",)),
        ("primeminister", ("prime", "minister")),
        ("вайна", ("война",)),
        ("karabakh", ()),
        ("karabach", ("karabakh",)),
        ("unheard", ()),
        ("minster", ("minister",)),
    ],
)
def test_the_likelier_word(word: str, expected: tuple[str, ...]) -> None:
    assert better(word) == expected


NEAR = {"schwarzenegger": 4, "schwarzenberg": 9, "schwarz": 50, "governor": 7}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("schwarzeneger", ("schwarzenegger",)),
        ("shwarzeneger", ("schwarzenegger",)),
        ("schwarsenneger", ()),
        ("schwarzenbrgg", ("schwarzenberg",)),
        ("shwrz", ()),  # too short to have two letters wrong
        ("schwarzenegger", ()),
    ],
)
def test_two_letters_away_among_what_is_near(word: str, expected: tuple[str, ...]) -> None:
    assert better_spelling(word, lambda known: NEAR.get(known, 0), lambda word: NEAR) == expected


def test_two_letters_away_is_looked_for_only_where_one_is_not_enough() -> None:
    asked = []

    def near(word: str) -> list[str]:
        asked.append(word)
        return ["karabakh"]

    assert better_spelling("karabak", lambda known: ARCHIVE.get(known, 0), near) == ("karabakh",)
    assert asked == []
    assert better_spelling("qarabak", lambda known: ARCHIVE.get(known, 0), near) == ("karabakh",)
    assert asked == ["qarabak"]


@pytest.mark.django_db(transaction=True)
def test_a_name_two_letters_away_is_meant_however_it_begins() -> None:
    make_article(headline="Arnold Schwarzenegger spoke", persons=["Arnold Schwarzenegger"])
    make_article(headline="The government fell")
    indexing.drain()
    for wrong in ("Schwarzeneger", "Shwarzeneger", "Scwarzeneger"):
        assert search(Query(wrong, exact=True)).suggestion == "Schwarzenegger", wrong
    assert search(Query("govermmemt", exact=True)).suggestion == "government"
    assert search(Query("zzzzzzzzz")).suggestion == ""


@pytest.mark.django_db(transaction=True)
def test_no_other_case_is_proposed_and_no_word_that_sounds_otherwise() -> None:
    """What was looked for as well is nothing to ask about; of Bakı, found as Баку, nobody meant bazı."""
    for number in range(12):
        make_article(headline=f"Մեկնել է Բաքուն {number}", language="hy")
        make_article(headline=f"Gelen bazı haber {number}", language="tr")
    make_article(headline="Город Баку живёт", language="ru")
    indexing.drain()
    for typed in ("Բաքու", "Bakı"):
        found = search(Query(typed), by_kind=True)
        assert (found.by_kind["words"], found.suggestion) == (0, ""), typed
        assert found.total > 0, typed
    assert search(Query("Bakı", exact=True)).suggestion == "bazı"


@pytest.mark.django_db(transaction=True)
def test_what_is_found_by_its_sound_alone_is_asked_about_too() -> None:
    for number in range(5):
        make_article(headline=f"Schwarzenegger, part {number}", persons=["Schwarzenegger"])
    indexing.drain()
    assert search(Query("Schwarzeneger")).suggestion == "Schwarzenegger"
    assert search(Query("Schwarzenegger")).suggestion == ""


def test_a_word_that_is_frequent_enough_stays() -> None:
    assert better("karabach", {"karabakh": 50, "karabach": 5}) == ()


def test_neighbours_are_of_the_same_script() -> None:
    assert all(letter < "\u0100" for word in neighbours("war") for letter in word)
    assert "воина" in neighbours("вона")
    assert "war" not in neighbours("war")


def test_only_words_are_corrected_and_the_rest_stays() -> None:
    text = "“karabak treaty” karabak source:karabak -karabak (primeminister OR x)"
    found = corrected(text, parse(text).tree, lambda word: ARCHIVE.get(word, 0), str.title)
    assert found == "“karabak treaty” Karabakh source:karabak -karabak (Prime Minister OR x)"


@pytest.mark.django_db(transaction=True)
def test_a_suggestion_is_spelled_as_it_is_in_the_archive() -> None:
    make_article(headline="Бужинский сказал", language="ru")
    indexing.drain()
    assert Article.objects.count() == 1
    assert search(Query("сказа")).suggestion == "сказал"
    assert search(Query("Бужинсккий", exact=True)).suggestion == "Бужинский"
    assert search(Query("nothing")).suggestion == ""
