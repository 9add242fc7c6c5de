"""Known names: every spelling and inflected form, whole words only."""

from articles.names.declension import russian_forms
from articles.names.known import KnownNames

KNOWN = KnownNames(
    [
        ("Ilham Heydarov", 1),
        ("Сергей Лавренёв", 2),
        ("Нина Чавадзе", 3),
        ("Նիկոլ Վարդանյան", 4),
        ("გიორგი ლომიძე", 5),
        ("ნინო როულეტი", 6),
        ("Rəşad Hüseynli", 7),
        ("Solo", 8),
    ]
)


def surfaces(text: str, language: str) -> list[tuple[str, int]]:
    return [(text[start:end], person) for start, end, person in KNOWN.matches(text, language)]


def test_names_stand_as_whole_words() -> None:
    assert surfaces("Ilham Heydarov, Ilham Heydarovsky, xIlham Heydarov, Ilham Heydarov-Ali.", "en") == [
        ("Ilham Heydarov", 1),
        ("Ilham Heydarov", 1),
    ]


def test_russian_cases() -> None:
    assert surfaces("с Сергеем Лавренёвым и о Нине Чавадзе", "ru") == [
        ("Сергеем Лавренёвым", 2),
        ("Нине Чавадзе", 3),
    ]


def test_endings_after_the_last_word() -> None:
    assert surfaces("Նիկոլ Վարդանյանի հետ", "hy") == [("Նիկոլ Վարդանյանի", 4)]
    assert surfaces("გიორგი ლომიძემ და ნინო როულეტმა", "ka") == [("გიორგი ლომიძემ", 5), ("ნინო როულეტმა", 6)]
    assert surfaces("Rəşad Hüseynlinin sözləri", "az") == [("Rəşad Hüseynlinin", 7)]
    assert surfaces("Rəşad Hüseynlinin sözləri", "en") == []


def test_one_word_is_never_looked_for() -> None:
    assert surfaces("Solo", "en") == []


def test_declension_follows_the_gender() -> None:
    assert russian_forms("Мария Захарова") == [
        "Марии Захаровой",
        "Марии Захаровой",
        "Марию Захарову",
        "Марией Захаровой",
        "Марии Захаровой",
    ]
    assert russian_forms("Анна Маргарян")[0] == "Анны Маргарян"
