"""Father and son, Jr. and Sr., initials, Ter-: 60 pairs that are two people, some that are one."""

import tomllib
from pathlib import Path

import pytest

from articles.names.document import find_persons
from articles.names.match import MERGE, compare
from articles.names.persons import PersonFound

PAIRS = tomllib.loads(Path(__file__).with_name("apart.toml").read_text("utf-8"))


def pairs(*kinds: str) -> list[tuple[str, str, str, str]]:
    """(language, name, language, name)."""
    found = []
    for kind in kinds:
        for line in PAIRS[kind].strip().split("\n"):
            spoken, one, other = (part.strip() for part in line.split("|"))
            languages = spoken.split()
            found.append((languages[0], one, languages[-1], other))
    return found


APART = pairs("fathers", "generations", "initials", "ter")


def test_there_are_sixty_pairs():
    assert len(APART) == 60


@pytest.mark.parametrize("pair", APART, ids=lambda pair: f"{pair[1]} {pair[3]}")
def test_they_are_two_people(pair):
    one_language, one, other_language, other = pair
    assert compare(one, other, one_language, other_language).score < MERGE
    assert compare(other, one, other_language, one_language).score < MERGE


@pytest.mark.parametrize("pair", pairs("one"), ids=lambda pair: f"{pair[1]} {pair[3]}")
def test_they_are_one_person(pair):
    one_language, one, other_language, other = pair
    assert compare(one, other, one_language, other_language).score >= MERGE


def persons(text: str, language: str) -> tuple[PersonFound, ...]:
    headline, _, body = text.partition("\n")
    return find_persons({"headline": headline, "body": body}, language)


def test_father_and_son_are_two_and_a_decree_is_nobody():
    text = (
        "Rayona yeni başçı təyin edilib\nSərəncamla Qəhrəmanov Elçin Vaqif oğlu "
        "Göyçay rayonunun başçısı təyin edilib. Elçin Qəhrəmanov əvvəllər məktəb direktoru "
        "işləyib. Veteran müəllim Vaqif Qəhrəmanov onu təbrik edib."
    )
    assert [[mention.surface for mention in person.mentions] for person in persons(text, "az")] == [
        ["Qəhrəmanov Elçin Vaqif oğlu", "Elçin Qəhrəmanov"],
        ["Vaqif Qəhrəmanov"],
    ]


def test_people_of_a_list_that_gives_the_surname_first():
    text = (
        "Guests named\nThe office published the list of guests on Monday: Aliyev, Ilham; Pashinyan, Nikol; "
        "Erdogan, Recep Tayyip.\nParis, France; London, England."
    )
    assert [(person.name, person.mentions[0].surface) for person in persons(text, "en")] == [
        ("Ilham Aliyev", "Aliyev, Ilham"),
        ("Nikol Pashinyan", "Pashinyan, Nikol"),
        ("Recep Tayyip Erdogan", "Erdogan, Recep Tayyip"),
    ]


def test_soft_hyphens_and_letters_in_pieces_hide_nobody():
    text = (
        "Growers\nThe growers met Ser\u00adgey Narysh\u00adkin on Friday. Mr Narysh\u00adkin will come again."
    )
    (person,) = persons(text, "en")
    assert person.name == "Sergey Naryshkin"
    assert [(m.start, m.end, m.surface) for m in person.mentions] == [
        (16, 34, "Ser\u00adgey Narysh\u00adkin"),
        (49, 59, "Narysh\u00adkin"),
    ]
    (person,) = persons("Музей\nОб этом сказал художник Серге\u0438\u0306 Наиде\u0308нов.", "ru")
    assert person.name == "Серге\u0439 Наидёнов"
    assert person.mentions[0].surface == "Серге\u0438\u0306 Наиде\u0308нов"


@pytest.mark.parametrize(
    "text",
    [
        "The ruling Georgian Dream won on Sunday. Georgian Dream received half of the votes.",
        "The film “Vera Drake” was shown on Sunday.",
    ],
)
def test_a_party_and_a_film_are_nobody(text):
    assert find_persons({"body": text}, "en") == ()


def test_names_in_running_capitals():
    text = "ПРЕЗИДЕНТ ВЛАДИМИР ПЕТРОВ ПРИБЫЛ В МОСКВУ\nОб этом сообщили. Владимир Петров выступит завтра."
    (person,) = persons(text, "ru")
    assert (person.name, person.mentions[0].surface) == ("Владимир Петров", "ВЛАДИМИР ПЕТРОВ")


def test_the_name_shown_is_the_most_frequent_full_one():
    text = "Speech\nRecep Tayyip Erdogan spoke. Tayyip Erdogan said no. Tayyip Erdogan left."
    assert [person.name for person in persons(text, "en")] == ["Tayyip Erdogan"]


def test_a_womans_surname_keeps_its_ending():
    (person,) = persons("Görüş\nGörüşdə deputat Günel Səfərova iştirak edib.", "az")
    assert person.name == "Günel Səfərova"
