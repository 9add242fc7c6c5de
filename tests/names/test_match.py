import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.names.match import MERGE, PROPOSE, compare, may_be_alike
from articles.wording.codes import worded

LANGUAGES = st.sampled_from(["", "en", "ru", "uk", "hy", "ka", "az", "tr"])
LETTERS = st.characters(categories=["Lu", "Ll", "Lo"])
NAMES = st.text(st.one_of(LETTERS, st.sampled_from(" -.,'’()")), max_size=30)


@pytest.mark.parametrize(
    ("a", "lang_a", "b", "lang_b"),
    [
        ("Yevgeny Buzhinsky", "en", "Евгений Бужинский", "ru"),
        ("Yevgeny Buzhinsky", "en", "Evgeni Bujinski", "en"),
        ("Евгений Бужинский", "ru", "Եվգենի Բուժինսկի", "hy"),
        ("Евгений Бужинский", "ru", "ევგენი ბუჟინსკი", "ka"),
        ("Yevgeni Bujinski", "az", "Евгением Бужинским", "ru"),
        ("Миквабия, Артур Артёмович", "ru", "Artur Mikvabia", "en"),
        ("Мамедов Расим Насреддин оглы", "ru", "Rasim Məmmədov", "az"),
        ("Corc Buş", "az", "George Bush", "en"),
        ("Recep Tayyip Erdoğan", "tr", "Реджеп Тайип Эрдоган", "ru"),
        ("Nikol Pashinyan", "en", "Նիկոլ Փաշինյանի", "hy"),
        ("Mikheil Saakashvili", "en", "მიხეილ სააკაშვილმა", "ka"),
        ("Jarosław Kaczyński", "pl", "Ярослав Качинский", "ru"),
        ("Abdul Kadir Yusuf", "en", "Абдулкадир Юсуф", "ru"),
        ("Mehdi Eker", "tr", "Mehmet Mehdi Eker", "tr"),
        ("Hanna Suchocka", "pl", "Ханна Сухоцкая", "ru"),
    ],
)
def test_one_person_in_two_spellings(a, lang_a, b, lang_b):
    assert compare(a, b, lang_a, lang_b).score >= MERGE


@pytest.mark.parametrize(
    ("a", "lang_a", "b", "lang_b"),
    [
        ("Jalə Əliyeva", "az", "Cəlal Əliyev", "az"),
        ("Александра Иванова", "ru", "Aleksandr Ivanov", "en"),
        ("Valentina Petrova", "en", "Валентин Петров", "ru"),
        ("Hasan Yılmaz", "tr", "Hüseyin Yılmaz", "tr"),
        ("Иван Петров", "ru", "Ivan Petrenko", "en"),
        ("Sergey Ivanov", "en", "Иванов Пётр Сергеевич", "ru"),
        ("Путин", "ru", "Putin", "en"),
        ("Путин", "ru", "Vladimir Putin", "en"),
        ("А. Миквабия", "ru", "Artur Mikvabia", "en"),
        ("Jean Michel", "fr", "Jean-Michel Bertrand", "fr"),
        ("John Baron", "en", "John Eden, Baron Eden of Winton", "en"),
        ("", "", "Putin", "en"),
    ],
)
def test_what_is_never_merged(a, lang_a, b, lang_b):
    assert compare(a, b, lang_a, lang_b).score < MERGE


def test_an_initial_is_proposed():
    assert PROPOSE <= compare("А. Миквабия", "Artur Mikvabia", "ru", "en").score < MERGE


def test_a_nickname_and_a_dropped_given_name_are_left_out_at_little_cost():
    assert compare('Johannes Wilhelm "Hans" Geiger', "Hans Geiger", "en", "en").score >= MERGE


@pytest.mark.parametrize(
    ("a", "lang_a", "b", "lang_b", "reason"),
    [
        ("Владимир Путин", "ru", "Vladimir Putin", "en", "same after romanising from Russian"),
        ("Vladimir Putin", "en", "Vladimir Putin", "en", "same spelling"),
        (
            "Путин, Владимир Владимирович",
            "ru",
            "Vladimir Putin",
            "en",
            "same after romanising from Russian, without Владимирович",
        ),
        ("Путин", "ru", "Putin", "en", "one word in common only: same after romanising from Russian"),
        ("А. Миквабия", "ru", "Artur Mikvabia", "en", "an initial only: same after romanising from Russian"),
        ("Анна Петрова", "ru", "Ann Petrov", "en", "one is a woman's name, one a man's: "),
    ],
)
def test_the_reason_is_given_in_words(a, lang_a, b, lang_b, reason):
    assert worded(compare(a, b, lang_a, lang_b).reason).startswith(reason)


@given(NAMES, NAMES, LANGUAGES, LANGUAGES)
def test_scores_lie_between_0_and_1_and_do_not_depend_on_the_order(a, b, lang_a, lang_b):
    there, back = compare(a, b, lang_a, lang_b), compare(b, a, lang_b, lang_a)
    assert 0 <= there.score <= 1
    assert there.score == pytest.approx(back.score)


@given(NAMES, LANGUAGES)
def test_one_word_never_merges(name, language):
    word = "".join(letter for letter in name if letter.isalpha())
    assert compare(word, word, language, language).score < MERGE


def test_a_name_of_a_thousand_words_is_compared_at_once():
    assert compare("Ivan " * 1000, "Иван " * 1000, "en", "ru").score <= 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Sergey Lavrov", "Сергеем Лавровым"),
        ("Ali Karimov", "Əli Kərimli"),
        ("Abdul Kadir Salim", "Abdulkadir Salim"),
        ("Sergey Lavrov", "Sergey Viktorovich Lavrov"),
    ],
)
def test_what_is_alike_may_be_alike(a, b):
    assert compare(a, b).score >= PROPOSE
    assert may_be_alike(a, b)


def test_a_surname_in_common_is_told_apart_at_once():
    assert not may_be_alike("Tony Blair", "Cherie Blair", "en", "en")
    assert compare("Tony Blair", "Cherie Blair", "en", "en").score < PROPOSE
