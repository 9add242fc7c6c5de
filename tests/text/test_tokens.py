import time

from hypothesis import given
from hypothesis import strategies as st

from articles.text.tokens import LONGEST, tokens, words


def test_words_are_parted_by_everything_that_is_no_letter_or_digit() -> None:
    text = "Bakı'da, O’Brien: 12:30 – foo_bar vice-president turan.az"
    assert words(text) == [
        "baki", "da", "o", "brien", "12", "30", "foo", "bar", "vice", "president", "turan", "az",
    ]  # fmt: skip


def test_marks_inside_a_word_do_not_part_it() -> None:
    assert words("e\u0301te\u0301 Го\u0301род աշխա՛րհ so\u00adft zero\u200bwidth") == [
        "ete",
        "город",
        "աշխարհ",
        "soft",
        "zerowidth",
    ]


def test_places_are_those_of_the_text() -> None:
    text = "«Səs» və foo_BAR"
    assert [(token.raw, token.folded) for token in tokens(text)] == [
        ("Səs", "ses"),
        ("və", "ve"),
        ("foo", "foo"),
        ("BAR", "bar"),
    ]
    assert all(text[token.start : token.end] == token.raw for token in tokens(text))


@given(st.text())
def test_tokens_and_words_agree(text: str) -> None:
    found = tokens(text)
    assert [token.folded for token in found] == words(text)
    assert all(text[token.start : token.end].replace("_", " ") == token.raw for token in found)
    assert not any(" " in word for word in words(text))


def test_an_endless_word_is_cut() -> None:
    assert words("x" * 10_000) == ["x" * LONGEST]


def test_a_hostile_text_takes_linear_time() -> None:
    began = time.perf_counter()
    words("a\u0301" * 500_000 + " " + "\u0301" * 500_000)
    assert time.perf_counter() - began < 5
