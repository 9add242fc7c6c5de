"""The name finder on small invented texts."""

import pytest

from articles.names.find import VERSION, FoundName, find_names


def surfaces(text: str, language: str) -> list[str]:
    return [found.surface for found in find_names(text, language)]


def test_a_name_has_its_place_in_the_text_and_says_who_found_it() -> None:
    text = "In Baku, Defence Minister Rashad Huseynov told reporters that talks would go on."
    assert find_names(text, "en") == [FoundName(26, 41, "Rashad Huseynov", "crf", VERSION)]


def test_a_surname_alone_is_found_after_the_full_name() -> None:
    text = "Mayor Karen Whitfield opened the school on Monday.\n\nThe city paid for it, Whitfield said."
    assert surfaces(text, "en") == ["Karen Whitfield", "Whitfield"]


def test_possessives_are_no_part_of_a_name() -> None:
    assert surfaces("The police searched Daniel Hughes’s house, said John Carter's lawyer.", "en") == [
        "Daniel Hughes",
        "John Carter",
    ]


def test_turkish_endings_after_an_apostrophe_are_no_part_of_a_name() -> None:
    assert surfaces("Bakan Mehmet Yıldız'ın açıklamasını gazeteci Ayşe Demir'e sorduk.", "tr") == [
        "Mehmet Yıldız",
        "Ayşe Demir",
    ]


def test_inflected_names_are_found_with_their_endings() -> None:
    assert surfaces("Президент встретился с Сергеем Петровым и Анной Волковой в Москве.", "ru") == [
        "Сергеем Петровым",
        "Анной Волковой",
    ]
    assert surfaces("Նախագահը հանդիպել է Արմեն Պետրոսյանի հետ Երևանում։", "hy") == ["Արմեն Պետրոսյանի"]
    assert surfaces("Görüşdə nazir Rəşad Hüseynovun təklifi müzakirə olunub.", "az") == ["Rəşad Hüseynovun"]


@pytest.mark.parametrize(
    "opening", ["Yeni il gecəsi hava buludlu", "Layihənin dəyəri açıqlanmayıb", "Sevdiyi iş"]
)
def test_an_ordinary_word_that_opens_an_azerbaijani_sentence_is_no_name(opening: str) -> None:
    text = f"{opening}, deyə Yevgeni Şukarin bildirib.\n{opening}."
    assert [name.surface for name in find_names(text, "az")] == ["Yevgeni Şukarin"]


def test_an_ordinary_word_that_is_somebodys_name_is_found_where_it_opens_a_sentence() -> None:
    text = "Prezident İlham Qaya bildirib ki, layihə hazırdır.\nQaya deyib ki, yol uzundur."
    assert [name.surface for name in find_names(text, "az")] == ["İlham Qaya", "Qaya"]
    assert surfaces("Ramil Günəş gəlib.", "az") == ["Ramil Günəş"]


def test_a_listed_name_of_two_letters_is_found_again() -> None:
    text = "Investor Kai-Fu Li wrote a book. The company grew, Mr Li said. Li left in May, when Li was ill."
    assert [name.surface for name in find_names(text, "en")] == ["Kai-Fu Li", "Li", "Li", "Li"]


def test_a_place_that_is_a_surname_too_is_no_person_unless_somebody_is_named_so() -> None:
    text = "Wales beat Italy on Saturday. Wales captain Gareth Thomas said Wales were ready. Wales won."
    assert surfaces(text, "en") == ["Gareth Thomas"]
    text = "John Wales, a farmer, said he would go. Wales left on Monday. Wales was ready."
    assert surfaces(text, "en") == ["John Wales", "Wales", "Wales"]


def test_a_text_without_names_or_letters_has_none() -> None:
    assert find_names("", "en") == []
    assert find_names("\n \n--0—", "ru") == []
    assert find_names("the price of oil rose by 3.5 percent", "und") == []


def test_the_script_decides_where_the_language_cannot_be_right() -> None:
    assert surfaces("Об этом сказал Сергей Петров.", "en") == ["Сергей Петров"]


def test_georgian_surnames_alone_need_company() -> None:
    text = "პრეზიდენტმა კლინტონმა განაცხადა, რომ შეხვედრა შედგება. ქალაქში წვიმდა."
    assert [found.surface for found in find_names(text, "ka")] == ["კლინტონმა"]
    assert find_names("ქალაქში წვიმდა და მანქანები გაჩერდა.", "ka") == []


def test_georgian_names_of_georgians_and_of_others() -> None:
    text = (
        "გუშინ გიორგი ბურდულაძე და ნინო ჩიქოვანი შეხვდნენ. ბურდულაძის თქმით, დეივიდ ნელსონი მერიაში მივიდა."
    )
    assert [found.surface for found in find_names(text, "ka")] == [
        *("გიორგი ბურდულაძე", "ნინო ჩიქოვანი", "ბურდულაძის", "დეივიდ ნელსონი"),
    ]


def test_the_number_of_a_turkish_king_is_part_of_the_name() -> None:
    assert surfaces("Osmanlı padişahı II. Mehmet'in oğlu tahta geçti.", "tr") == ["II. Mehmet"]


def test_a_word_with_an_article_closes_an_armenian_name() -> None:
    assert surfaces("Երեկ Պետրոսյանը Գրիգորյանին նամակ է գրել։", "hy") == ["Պետրոսյանը", "Գրիգորյանին"]
