import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.names.keys import blocking_keys, search_keys

BUZHINSKY = [
    ("Buzhinsky", "en"),
    ("Bujinski", "en"),
    ("Бужинский", "ru"),
    ("Бужинского", "ru"),
    ("Бужинскому", "ru"),
    ("Бужинским", "ru"),
    ("Բուժինսկի", "hy"),
    ("Բուժինսկու", "hy"),
    ("ბუჟინსკი", "ka"),
    ("ბუჟინსკიმ", "ka"),
    ("Бужинський", "uk"),
    ("Bujinski", "az"),
    ("Bujinskinin", "az"),
]


@pytest.mark.parametrize(("token", "language"), BUZHINSKY)
def test_all_spellings_and_cases_of_a_surname_share_a_key(token, language):
    assert search_keys(token, language) & search_keys("Buzhinsky", "en")
    assert search_keys(token) & search_keys("Buzhinsky")


@pytest.mark.parametrize(
    ("a", "lang_a", "b", "lang_b"),
    [
        ("Erdoğan'ın", "tr", "Эрдогана", "ru"),
        ("Əliyevin", "az", "Aliyev", "en"),
        ("სააკაშვილმა", "ka", "Saakashvili", "en"),
        ("Սարգսյանը", "hy", "Саргсян", "ru"),
        ("Bush", "en", "Буш", "ru"),
        ("Buşun", "az", "ბუშმა", "ka"),
        ("Mike", "en", "Майк", "ru"),
        ("Hrant", "en", "Грант", "ru"),
        ("José", "en", "Хосе", "ru"),
        ("Dwyer", "en", "Дуайер", "ru"),
    ],
)
def test_a_name_finds_its_spelling_in_the_other_script(a, lang_a, b, lang_b):
    assert search_keys(a, lang_a) & search_keys(b, lang_b)


@pytest.mark.parametrize(
    ("a", "b"), [("Bush", "Bach"), ("Putin", "Potter"), ("Aliyev", "Levi"), ("Ivanov", "Petrov")]
)
def test_other_names_share_none(a, b):
    assert not search_keys(a, "en") & search_keys(b, "en")


def test_keys_are_few():
    assert len(search_keys("Buzhinsky", "en")) <= 4
    assert search_keys("a", "en") == frozenset()
    assert search_keys("12", "en") == frozenset()


@pytest.mark.parametrize(
    ("a", "lang_a", "b", "lang_b"),
    [
        ("Миквабия, Артур Артёмович", "ru", "Artur Mikvabia", "en"),
        ("Сергеем Лавровым", "ru", "Sergey Lavrov", "en"),
        ("Hrant Bagratyan", "en", "Грант Багратян", "ru"),
        ("Хосров Арутюнян", "ru", "Khosrov Harutyunyan", "en"),
        ("Kai-Fu Lee", "en", "Ли Кайфу", "ru"),
    ],
)
def test_two_spellings_of_a_person_meet_in_a_block(a, lang_a, b, lang_b):
    assert blocking_keys(a, lang_a) & blocking_keys(b, lang_b)


def test_strangers_with_one_name_in_common_do_not_meet():
    assert not blocking_keys("Ivan Petrov", "en") & blocking_keys("Ivan Sidorenko", "en")


def test_a_name_of_one_word_is_in_no_block():
    assert blocking_keys("Путин", "ru") == frozenset()


@given(st.text(max_size=60), st.sampled_from(["", "en", "ru", "hy", "ka", "az", "tr"]))
def test_anything_has_a_bounded_number_of_keys(text, language):
    assert len(search_keys(text, language)) <= 12 * 3 * 20
    assert all(isinstance(key, str) for key in blocking_keys(text, language))


def test_an_endless_name_has_few_keys() -> None:
    for name in ("Christopher " * 4000, "Aa-" * 4000, "Xhgtz" * 4000 + " Wchghq" * 4000):
        assert len(blocking_keys(name)) < 1000
