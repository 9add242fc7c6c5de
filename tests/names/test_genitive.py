"""Names that may be a woman's, or a man's in the genitive."""

import pytest

from articles.names.genitive import mans_name


@pytest.mark.parametrize(
    ("name", "man"),
    [
        ("Владимира Путина", "Владимир Путин"),
        ("Дмитрия Медведева", "Дмитрий Медведев"),
        ("Игоря Королёва", "Игорь Королёв"),
        ("Александра Захарова", ""),
        ("Валентина Соколова", ""),
        ("Мария Захарова", ""),
        ("Владимир Путин", ""),
        ("Владимиру Путину", ""),
        ("Владимира", ""),
        ("Владимира Владимировича Путина", ""),
        ("Vladimira Putina", ""),
        ("", ""),
    ],
)
def test_the_man_meant(name, man):
    assert mans_name(name) == man


def test_other_languages_have_no_russian_genitive():
    assert mans_name("Vladimira Putina", "en") == ""
