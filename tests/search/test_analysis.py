"""Which terms a word of a query is looked for by, told by what the index holds."""

from dataclasses import replace

import pytest

from articles.search.analysis import Variants, expanded, marked_words
from articles.search.parsing import parse
from tests.search.dictionary import DictionaryOf
from tests.search.engine_contract import EMPTY


def held(*texts: tuple[str, str]) -> DictionaryOf:
    """An archive of (language, text)."""
    return DictionaryOf(
        replace(EMPTY, id=number, language=language, body=text)
        for number, (language, text) in enumerate(texts, start=1)
    )


ARCHIVE = held(
    ("en", "The firm Yukos was sold, said Tony Blair. Blair met Adam Smith of York."),
    ("ru", "Компания Юкос продана. Блэр уехал в Москву. Войны не будет, сказал воин."),
    ("tr", "Yoksa bir adam geldi. Ali alan açtı; bu adam bilir."),
    ("hy", "Բոլոր մարդիկ գնացին։"),
    ("en", "While oil rises, Iran waits. Oil prices and prices of oil."),
)


def variants(text: str, exact: bool = False, near: bool = False) -> dict[str, Variants]:
    return expanded(parse(text).tree, ARCHIVE, exact, near)


def names(text: str, **options: bool) -> set[str]:
    return {name.word for one in variants(text, **options).values() for part in one.names for name in part}


def forms(text: str) -> set[str]:
    return {form.word for one in variants(text).values() for form in one.forms}


def test_a_name_finds_its_other_spellings_and_no_word_that_sounds_alike() -> None:
    assert names("Yukos") == {"юкос"}
    assert names("Блэр") == {"blair"}


@pytest.mark.parametrize("text", ["oil", "while", "adam", "будет"])
def test_ordinary_words_have_no_other_spellings(text: str) -> None:
    assert names(text) == set()


def test_exact_and_without_leave_the_word_as_typed() -> None:
    assert variants("Yukos", exact=True) == {"Yukos": Variants(("yukos",))}
    assert names("oil -Yukos") == set()


def test_inflections_are_those_of_the_word_and_its_language() -> None:
    assert forms("война") == {"войны"}
    assert forms("price") == {"prices"}
    assert forms("ali") == set()


def test_what_is_in_far_more_texts_than_a_short_word_is_another_word() -> None:
    more = [("tr", f"Hatta {number} gelmedi.") for number in range(10)]
    few = held(("tr", "Yeni hat açıldı."), ("tr", "Hatlar uzun."), *more)
    assert {form.word for form in expanded(parse("hat").tree, few)["hat"].forms} == {"hatlar", "hatta"}
    archive = held(("tr", "Yeni hat açıldı."), ("tr", "Hatlar uzun, hatta çok."), *more)
    found = expanded(parse("hat").tree, archive)["hat"]
    assert {form.word for form in found.forms} == {"hatlar"}
    unheard = held(("tr", "Hatlar uzun."), ("tr", "Hatlar kısa."))
    assert {form.word for form in expanded(parse("hat").tree, unheard)["hat"].forms} == {"hatlar"}


def test_a_word_alone_is_strict_and_one_beside_a_name_less_so() -> None:
    archive = held(("en", "Joan Baez sang."), ("en", "Juan Perez sang."), ("ru", "Джоан Баэз пела."))
    alone = expanded(parse("Joan").tree, archive)["Joan"]
    assert {name.word for part in alone.names for name in part} == {"джоан"}
    assert "juan" in {name.word for part in alone.near for name in part}


def test_marks_may_be_left_out_where_hardly_any_text_lacks_them() -> None:
    archive = held(("az", "Şəhər gözəldir. Şəhər böyükdür."), ("tr", "Su ve şu."), ("tr", "Su içti."))
    assert marked_words("seher", archive) == ("şəhər",)
    assert marked_words("su", archive) == ()
    assert marked_words("şu", archive) == ()
    assert expanded(parse("seher").tree, archive)["seher"].also == ("şəhər",)


def test_beside_a_name_a_known_place_and_a_word_in_the_same_letters_stay_apart() -> None:
    archive = held(
        ("en", "John Houston met Justin Gaston, John Jones and Johnny."),
        ("hy", "Ջոն Սմիթը Հայաստանում է։ Հայաստանը մեծ է։"),
        ("ru", "Джон Хьюстон приехал."),
    )
    found = expanded(parse("John Houston").tree, archive)
    assert {name.word for part in found["Houston"].names for name in part} == {"хьюстон"}
    assert {name.word for part in found["John"].names for name in part} == {"джон", "ջոն"}


def test_what_an_apostrophe_parts_is_one_word_but_for_names_in_capitals() -> None:
    archive = held(
        ("uk", "Кам'янця та Кам’янець."), ("hy", "Քամին ուժեղ է։ Կամ գնաց։"), ("en", "Cam Kam met.")
    )
    assert expanded(parse("Кам'янця").tree, archive)["Кам'янця"].names == ()
    assert expanded(parse("Кам'янця").tree, archive)["Кам'янця"].also == ("камянця",)


def test_two_letters_are_a_name_only_where_they_are_typed_as_one() -> None:
    archive = held(("ru", "Статья УК. Ли Вэй приехал."), ("en", "The UK said. Li Wei came."))
    found = {text: expanded(parse(text).tree, archive)[text].names for text in ("UK", "Li")}
    assert found["UK"] == ()
    assert [[name.word for name in part] for part in found["Li"]] == [["ли"]]


def test_an_ordinary_georgian_word_alone_is_no_name() -> None:
    archive = held(("ka", "შოუს წამყვანი ჯონ შოუს შეხვდა."), ("en", "Bernard Shaw wrote. Shaw left."))
    assert expanded(parse("შოუს").tree, archive)["შოუს"].names == ()
    woman = held(("ka", "ქალს ახსოვს."), ("en", "The Kull family. Kull left."), ("tr", "Cali geldi."))
    assert expanded(parse("ქალს").tree, woman)["ქალს"].names == ()


def test_what_is_joined_to_a_name_is_one() -> None:
    archive = held(
        ("en", "He sat in the hall. Moon Jae-in spoke. She is in."),
        ("en", "All in all."),
        ("ka", "მუნ ჯეინი"),
        ("hy", "Մուն Ջեյ-Ին եկավ։"),
    )
    parts = expanded(parse("Jae-in").tree, archive)["Jae-in"].names
    assert [{name.word for name in part if name.language == "hy"} for part in parts] == [{"ջեյ"}, {"ին"}]
