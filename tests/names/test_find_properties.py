"""What holds for every text."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.names.find import find_names
from articles.names.tokens import tokenise

LANGUAGES = st.sampled_from(["en", "ru", "hy", "tr", "az", "ka", "uk", "fa", "und", ""])
PIECES = st.sampled_from(
    [
        "Mr",
        "Karen",
        "Whitfield",
        "’s",
        "'",
        "-",
        "В.",
        "Сергей",
        "Петров",
        "ნინო",
        "Արմեն",
        "İ",
        "ı",
        "\n",
        ".",
        "«",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES).map("".join)
)


@settings(max_examples=150, deadline=None)
@given(TEXTS, LANGUAGES)
def test_names_are_sorted_apart_and_where_they_say(text: str, language: str) -> None:
    position = 0
    for found in find_names(text, language):
        assert position <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.surface
        position = found.end


@settings(max_examples=150, deadline=None)
@given(TEXTS, LANGUAGES)
def test_tokens_stand_where_they_say_and_lose_no_letter(text: str, language: str) -> None:
    tokens, starts = tokenise(text, language)
    assert [text[start : start + len(token)] for token, start in zip(tokens, starts, strict=True)] == tokens
    covered = {
        i for token, start in zip(tokens, starts, strict=True) for i in range(start, start + len(token))
    }
    assert not any(letter.isalnum() for i, letter in enumerate(text) if i not in covered)


def test_hostile_text_takes_linear_time() -> None:
    for hostile in (
        "Aa-" * 60_000,
        "A." * 60_000,
        "’s" * 60_000,
        "Karen " * 40_000,
        "de " * 40_000,
        "A de de de " * 20_000,
    ):
        start = time.process_time()
        find_names(hostile, "en")
        assert time.process_time() - start < 10
