"""The name finder on small invented texts."""

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
