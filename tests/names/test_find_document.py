"""The persons of one article."""

import time

import pytest

from articles.names.document import find_persons
from articles.names.find import MOST_CHARACTERS, find_names
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


SENTENCE = "The minister said on Monday that the plan was good.\n"


@pytest.mark.parametrize(
    ("word", "language"), [("John ", "en"), ("Иван ", "ru"), ("Əli ", "az"), ("Aa-", "en")]
)
def test_an_endless_chain_of_words_is_no_name(word: str, language: str) -> None:
    start = time.process_time()
    assert find_persons({"body": SENTENCE + word * 4000}, language) == ()
    assert time.process_time() - start < 4


def test_a_name_of_six_words_and_a_particle_is_one() -> None:
    text = "The late Luis Carlos Alberto Ramos de Souza Pereira spoke in Lisbon."
    assert [found.surface for found in find_names(text, "en")] == [
        "Luis Carlos Alberto Ramos de Souza Pereira"
    ]


def test_names_are_looked_for_in_the_beginning_of_an_endless_text() -> None:
    body = "Karen Whitfield said. " * (5_000_000 // 22)
    (person,) = find_persons({"body": body}, "en")
    assert person.name == "Karen Whitfield"
    assert len(person.mentions) == MOST_CHARACTERS // 22 + 1
    assert person.mentions[-1].end <= MOST_CHARACTERS


def test_thousands_of_namesakes_are_told_apart_in_time() -> None:
    given = ["Michael", "George", "Hugh", "Anna", "Mary", "Thomas", "Richard", "Charles", "Laura", "Peter"]
    names = [f"{a} {b} {c} {d}son" for a in given for b in given for c in given[:5] for d in given[:4]]
    start = time.process_time()
    found = find_persons({"body": "".join(f"He met {name} there. " for name in names)}, "en")
    assert len(found) > 100
    assert time.process_time() - start < 8
