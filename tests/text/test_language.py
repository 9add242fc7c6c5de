"""The language of a text: exact on whole documents, nearly so on single lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.language import detect_language
from benchmarks.reading_scores import NTREX, score_languages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The police said on Tuesday that the road was closed.", "en"),
        ("Полиция сообщила во вторник, что дорога закрыта.", "ru"),
        ("Polis çərşənbə axşamı yolun bağlandığını bildirib.", "az"),
        ("Polis salı günü yolun kapatıldığını ve trafiğin durduğunu söyledi.", "tr"),
        ("Ոստիկանությունը հայտնել է, որ ճանապարհը փակ է։", "hy"),
        ("პოლიციამ განაცხადა, რომ გზა ჩაკეტილია.", "ka"),
        ("Поліція повідомила, що дорога закрита через ремонт.", "uk"),
        ("Die Polizei teilte am Dienstag mit, dass die Straße gesperrt ist.", "de"),
        ("پلیس اعلام کرد که این جاده بسته شده است.", "fa"),
        ("أعلنت الشرطة أن الطريق مغلق منذ صباح اليوم.", "ar"),
        ("Полиция жолдың жабылғанын және көлік тоқтағанын хабарлады.", "kk"),
    ],
)
def test_a_sentence_is_enough(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "  \n", "12.05.2020 14:00", "Baku", "!!! ??? ...", "Turan 1 2 3"])
def test_too_little_text_is_undetermined(text: str) -> None:
    assert detect_language(text) is None


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_any_text_gives_a_code_or_nothing(text: str) -> None:
    language = detect_language(text)
    assert language is None or len(language) == 2


@pytest.mark.skipif(not NTREX.exists(), reason="needs ../shared/corpora")
def test_parallel_documents_are_told_apart() -> None:
    documents, lines = score_languages(every=5)
    assert documents == 1.0
    assert lines >= 0.99
