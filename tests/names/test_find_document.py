"""The persons of one article."""

from articles.names.document import find_persons
from articles.names.known import KnownNames
from articles.names.persons import PersonMention


def test_a_surname_alone_joins_its_full_name() -> None:
    (person,) = find_persons(
        {
            "headline": "Whitfield opens a school",
            "body": "Mayor Karen Whitfield opened the school on Monday. The city paid, Whitfield said.",
        },
        "en",
    )
    assert person.name == "Karen Whitfield"
    assert person.names == ("Karen Whitfield",)
    assert person.mentions == (
        PersonMention("headline", 0, 9, "Whitfield"),
        PersonMention("body", 6, 21, "Karen Whitfield"),
        PersonMention("body", 66, 75, "Whitfield"),
    )


def test_a_caption_in_another_script_joins_the_person_of_the_body() -> None:
    (person,) = find_persons(
        {
            "caption": "Евгений Бужинский",
            "body": "This was said by the former head of the department, Yevgeny Buzhinsky, on Friday.",
        },
        "en",
    )
    assert person.name == "Yevgeny Buzhinsky"
    assert person.names == ("Yevgeny Buzhinsky", "Евгений Бужинский")
    assert [(m.field, m.surface) for m in person.mentions] == [
        ("caption", "Евгений Бужинский"),
        ("body", "Yevgeny Buzhinsky"),
    ]


def test_a_surname_of_two_people_joins_neither() -> None:
    found = find_persons(
        {"body": "Daniel Hughes met his wife Laura Hughes in Paris. Later, Mr Hughes said that he was glad."},
        "en",
    )
    assert [(person.name, len(person.mentions)) for person in found] == [
        ("Daniel Hughes", 1),
        ("Laura Hughes", 1),
        ("Hughes", 1),
    ]


def test_inflected_forms_are_one_person_named_in_the_base_form() -> None:
    (person,) = find_persons(
        {"body": "Встреча с Сергеем Петровым прошла в Москве. Сергей Петров сообщил об этом журналистам."},
        "ru",
    )
    assert person.name == "Сергей Петров"
    assert [m.surface for m in person.mentions] == ["Сергеем Петровым", "Сергей Петров"]


def test_known_names_are_found_whatever_the_extractor_says() -> None:
    text = "on friday ex Abul Zumrud was seen"
    found = find_persons({"body": text}, "en", KnownNames([("Abul Zumrud", 7)]))
    assert [(person.name, person.extractor) for person in found] == [("Abul Zumrud", "known")]


def test_no_text_has_no_persons() -> None:
    assert find_persons({}, "en") == ()
    assert find_persons({"headline": "", "body": "12:30"}, "und") == ()
