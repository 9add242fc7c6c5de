"""Whether two single words, perhaps in two scripts, may be one name."""

import pytest

from articles.names.same_word import is_only_place, word_likeness

ALONE = 0.955  # likeness that a word needs of which nothing else is known


@pytest.mark.parametrize(
    ("asked", "word", "language"),
    [
        ("Blake", "блэйк", "ru"),
        ("Blake", "ბლეიკმა", "ka"),
        ("Hayley", "Հեյլի", "hy"),
        ("Ashley", "эшли", "ru"),
        ("Stanley", "stenli", "az"),
        ("Trump", "трампом", "ru"),
    ],
)
def test_an_english_name_is_said_as_english_is(asked: str, word: str, language: str) -> None:
    assert word_likeness(asked, word, language) >= ALONE


@pytest.mark.parametrize(
    ("asked", "word", "language"),
    [("Blake", "блок", "ru"), ("Əliyev", "алиева", "uk"), ("Jane", "джони", "ru"), ("Anne", "эннио", "ru")],
)
def test_other_names_are_others(asked: str, word: str, language: str) -> None:
    assert word_likeness(asked, word, language) < ALONE


def test_a_known_place_that_nobody_is_called_is_only_a_place() -> None:
    assert is_only_place("հայաստանում", "hy")
    assert not is_only_place("ջեքսոն", "hy")
