"""Names, numbers and dates as each language writes them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from articles.wording.dates import dated, weekdays
from articles.wording.languages import language_name, listed, named_in, permanent, sorted_by_name
from articles.wording.numbers import thousands
from articles.wording.parts import PARTS, part_word

DAY = dt.date(2020, 9, 5)


@pytest.mark.parametrize(
    ("code", "number", "day", "month", "weekday", "russian"),
    [
        ("en", "1,234,567", "5 September 2020", "September 2020", "Saturday 5 September 2020", "Russian"),
        ("az", "1.234.567", "5 sentyabr 2020", "Sentyabr 2020", "Şənbə, 5 sentyabr 2020", "Rus"),
        ("hy", "1 234 567", "5 սեպտեմբերի, 2020", "Սեպտեմբեր 2020", "Շաբաթ, 5 սեպտեմբերի, 2020", "Ռուսերեն"),
        ("ka", "1 234 567", "5 სექტემბერი, 2020", "სექტემბერი 2020", "შაბათი, 5 სექტემბერი, 2020", "რუსული"),
        ("ru", "1 234 567", "5 сентября 2020", "Сентябрь 2020", "Суббота, 5 сентября 2020", "Русский"),
        ("tr", "1.234.567", "5 Eylül 2020", "Eylül 2020", "5 Eylül 2020 Cumartesi", "Rusça"),
    ],
)
def test_habits(code, number, day, month, weekday, russian):
    with translation.override(code):
        assert thousands(1234567).replace("\N{NO-BREAK SPACE}", " ") == number
        assert [dated(DAY), dated(DAY, "month"), dated(DAY, "weekday")] == [day, month, weekday]
        assert dated(dt.datetime(2020, 9, 5, 23, 59)) == day
        assert language_name("ru") == russian
        assert len({whole for _short, whole in weekdays()}) == 7


def test_where_nothing_is_shown_it_is_english():
    with translation.override(None):
        assert (thousands(1000), dated(DAY)) == ("1,000", "5 September 2020")
    with translation.override("de"):
        assert dated(DAY) == "5 September 2020"


def test_capitals_are_the_language_s_own():
    with translation.override("az"):
        assert language_name("en") == "İngilis"
    with translation.override("en"):
        assert [language_name("xx"), language_name("und")] == ["xx", "Language undetermined"]


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("en", ["ascent", "Çay", "zoo"]),
        ("az", ["Ağdam", "Çıldır", "Dəvəçi", "Əli", "Füzuli", "Xaçmaz", "Ismayıl", "İsa", "Qax", "Zaqatala"]),
        ("tr", ["Canan", "Çan", "Ilgaz", "İzmir", "Ordu", "Ödemiş", "Şile", "Zile"]),
        ("ru", ["Ева", "Ёжи", "Жук", "Йод", "Эхо"]),
        ("hy", ["Baku", "Գյումրի", "Երևան"]),
        ("ka", ["123", "ბათუმი", "თბილისი"]),
    ],
)
def test_names_are_sorted_by_the_language_s_alphabet(code, names):
    with translation.override(code):
        assert sorted_by_name(names[::-1], lambda name: name) == names


def test_lists_in_a_sentence():
    assert listed(["Russian"]) == "Russian"
    assert listed(["Russian", "Georgian"]) == "Russian and Georgian"
    with translation.override("ru"):
        assert listed(["а", "б", "в"]) == "а, б и в"


@pytest.mark.parametrize(
    ("path", "language", "rest"),
    [
        ("/ru/people/", "ru", "/people/"),
        ("/ru/", "ru", "/"),
        ("/ru", "", "/ru"),
        ("/russia/", "", "/russia/"),
        ("/xx/people/", "", "/xx/people/"),
        ("/", "", "/"),
        ("/ru/ka/", "ru", "/ka/"),
        ("/ru//example.org/", "", "/ru//example.org/"),
    ],
)
def test_a_language_in_a_path(path, language, rest):
    assert named_in(path) == (language, rest)


def test_whole_addresses_are_left_alone():
    assert permanent("https://example.org/ru/") == "https://example.org/ru/"
    assert permanent("/ru/people/?q=/ru/") == "/people/?q=/ru/"


def test_parts_of_another_version_are_shown_as_stored():
    assert part_word("byline") == "byline"
    assert part_word("jump line") == "jump line"
    assert all(map(str, PARTS.values()))
