import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.fold import fold

WORDS = {
    "en": "Government",
    "ru": "Ёлкин Чайковский",
    "az": "Əliyev İlham Qarabağ ışıq",
    "tr": "İstanbul Diyarbakır ğüşöç ırmak",
    "hy": "Երևան և Հայաստան",
    "ka": "საქართველო თბილისი",
}


@pytest.mark.parametrize("word", WORDS.values(), ids=WORDS)
def test_case_does_not_matter(word: str) -> None:
    assert fold(word.upper()) == fold(word.lower()) == fold(word.title()) == fold(word)


@pytest.mark.parametrize("word", WORDS.values(), ids=WORDS)
def test_composed_and_decomposed_letters_are_the_same(word: str) -> None:
    assert fold(unicodedata.normalize("NFD", word)) == fold(unicodedata.normalize("NFC", word))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("İSTANBUL", "istanbul"),
        ("ISPARTA", "isparta"),
        ("ısparta", "isparta"),
        ("Əliyev", "eliyev"),
        ("Ёлка", "елка"),
        ("ԵՎ", "եւ"),
        ("և", "եւ"),
        ("ᲗᲑᲘᲚᲘᲡᲘ", "თბილისი"),
        ("Straße", "strasse"),
        ("ﬁne\u00a0 print\n", "fine print"),
    ],
)
def test_folds(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
