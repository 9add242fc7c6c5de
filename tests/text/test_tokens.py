import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import tokens as room
from articles.text.tokens import LONGEST, PARTED, joined_words, tokens, without_joints, without_marks, words


def test_words_are_parted_by_everything_that_is_no_letter_or_digit() -> None:
    text = "Bakı'da, O’Brien: 12:30 – foo_bar vice-president turan.az"
    assert words(text) == [
        "baki", "da", "o", "brien", "12", "30", "foo", "bar", "vice", "president", "turan", "az",
    ]  # fmt: skip


def test_marks_inside_a_word_do_not_part_it() -> None:
    assert words("e\u0301te\u0301 Го\u0301род աշխա՛րհ so\u00adft zero\u200bwidth jo\u2060in") == [
        "ete",
        "город",
        "աշխարհ",
        "soft",
        "zero",
        "width",
        "join",
    ]


def test_places_are_those_of_the_text() -> None:
    text = "«Səs» və foo_BAR"
    assert [(token.raw, token.folded) for token in tokens(text)] == [
        ("Səs", "səs"),
        ("və", "və"),
        ("foo", "foo"),
        ("BAR", "bar"),
    ]
    assert all(text[token.start : token.end] == token.raw for token in tokens(text))


@given(st.text())
def test_tokens_and_words_agree(text: str) -> None:
    found = tokens(text)
    assert [token.folded for token in found] == words(text)
    assert all(text[token.start : token.end].translate(PARTED) == token.raw for token in found)
    assert not any(" " in word for word in words(text))


def test_an_endless_word_is_cut() -> None:
    assert words("x" * 10_000) == ["x" * LONGEST]


def test_a_hostile_text_takes_linear_time() -> None:
    began = time.perf_counter()
    words("a\u0301" * 500_000 + " " + "\u0301" * 500_000)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize("apostrophe", "'‘’‛ʹʻʼ՚`´＇")
def test_all_apostrophes_are_one(apostrophe: str) -> None:
    assert words(f"Кам{apostrophe}янця") == ["кам", "янця"]
    (match,) = joined_words(f"біля Кам{apostrophe}янця")
    assert without_joints(match[0]) == "камянця"


def test_letters_that_a_mark_makes_others_stay_apart() -> None:
    assert words("война ВОИНА su ŞU Şəhər ŞƏHƏR İSTANBUL BAKI Bakı ёлка été") == [
        "война", "воина", "su", "şu", "şəhər", "şəhər", "istanbul", "baki", "baki", "елка", "ete",
    ]  # fmt: skip
    assert [without_marks(word) for word in ("şəhər", "çöl", "война")] == ["seher", "col", "война"]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("1,250,000 manats", ["1250000"]),
        ("1 250 000 manats", ["1250000"]),
        ("1\u00a0250\u00a0000", ["1250000"]),
        ("1.250.000 manat", ["1250000"]),
        ("9,90 and 19.90, 12,345,6", []),
        ("31.10.2020", []),
        ("Sean O’Connor said", ["oconnor"]),
        ("d'Ivoire", ["divoire"]),
        ("Bakı'da, It's, Ankara'nın", []),
        ("Об’єднання", ["обєднання"]),
    ],
)
def test_what_is_written_in_parts_is_one_word(text: str, joined: list[str]) -> None:
    assert [without_joints(match[0]) for match in joined_words(text)] == joined


def test_what_is_asked_for_again_stays_remembered_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_REMEMBERED", 10)
    asked: list[str] = []

    def note(word: str) -> str:
        asked.append(word)
        return word.upper()

    remembered = room.Remembered(note)
    for n in range(100):
        assert remembered["often"] == "OFTEN"
        assert remembered[f"once{n}"] == f"ONCE{n}"
    assert asked.count("often") == 1
    assert len(asked) == 101
    assert len(remembered) + len(remembered._older) <= 20
    assert remembered["once0"] == "ONCE0"
    assert asked[-1] == "once0"  # forgotten, and made anew
