"""The difference of two texts, word by word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import difference as module
from articles.text.difference import Change, Kind, Stretch, difference, difference_of

SAME, OUT, IN = Change
NUMBER, NAME = Kind


def told(before: str, after: str) -> list[tuple[str, ...]]:
    return [
        (one.text.strip(), one.change.value) + ((one.kind.value,) if one.kind else ())
        for one in difference(before, after)
    ]


def test_words_numbers_and_names() -> None:
    before = "The bridge cost 16.5 million. On Monday the minister Farid Aliyev opened it in Ganja."
    after = "The bridge cost 17.5 million. On Monday the minister Farid Mammadov had opened it in Ganja."
    assert told(before, after) == [
        ("The bridge cost", "same"),
        ("16.5", "out", "number"),
        ("17.5", "in", "number"),
        ("million. On Monday the minister Farid", "same"),
        ("Aliyev", "out", "name"),
        ("Mammadov", "in", "name"),
        ("had", "in"),
        ("opened it in Ganja.", "same"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("Ən azı 5 nəfər Bakıda.", "Ən azı 7 nəfər Bakıda.", ["5", "7"]),
        ("В Баку приехал Ильхам Алиев.", "В Баку приехал Расим Алиев.", ["Ильхам", "Расим"]),
        ("Toplantı Ankara'da yapıldı.", "Toplantı İzmir'de yapıldı.", ["Ankara'da", "İzmir'de"]),
        ("Երևանում 12 մարդ։", "Երևանում 14 մարդ։", ["12", "14"]),
        ("თბილისში 3 კაცი.", "თბილისში 4 კაცი.", ["3", "4"]),
    ],
)
def test_in_every_language(before: str, after: str, changed: list[str]) -> None:
    found = difference(before, after)
    assert [one.text.strip() for one in found if one.change is not SAME] == changed
    assert all(one.kind is not None for one in found if one.change is not SAME)


def test_a_word_that_begins_a_sentence_is_no_name() -> None:
    assert told("Rain fell. Later it stopped.", "Snow fell. Soon it stopped.") == [
        ("Rain", "out"), ("Snow", "in"), ("fell.", "same"), ("Later", "out"), ("Soon", "in"),
        ("it stopped.", "same"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        (
            "It opened.\n\nRahman Hummatov said so.",
            "It opened.\n\nRahim Hummatov said so.",
            ["Rahman", "Rahim"],
        ),
        ("Guliyev led it. It rained.", "Aliyev led it. It rained.", ["Guliyev", "Aliyev"]),
        ("Было сухо. Лейла Алиева вела.", "Было сухо. Лала Алиева вела.", ["Лейла", "Лала"]),
        ("Саркисян приехал.", "Петросян приехал.", ["Саркисян", "Петросян"]),
        ("Açılış oldu. Elçin Quliyev gəldi.", "Açılış oldu. Elşən Quliyev gəldi.", ["Elçin", "Elşən"]),
        ("Սարգսյանը եկավ։", "Պետրոսյանը եկավ։", ["Սարգսյանը", "Պետրոսյանը"]),
    ],
)
def test_names_that_begin_a_paragraph(before: str, after: str, changed: list[str]) -> None:
    found = [one for one in difference(before, after) if one.kind is NAME]
    assert [one.text.strip() for one in found] == changed


def test_what_stands_before_a_name_is_not_always_one() -> None:
    assert told("In Baku it rained.", "From Baku it rained.")[:2] == [("In", "out"), ("From", "in")]


def test_what_was_only_moved_is_no_other_number() -> None:
    before = "There were 12 dead in one place. Nothing else was known of it on that day."
    after = "Nothing else was known of it on that day. There were 12 dead in one place."
    assert [one.kind for one in difference(before, after)] == [None] * len(difference(before, after))


def test_words_that_stayed_by_chance_do_not_break_up_a_new_sentence() -> None:
    before = "He said that the road to the west was closed for a week after heavy snow."
    after = "Trains ran late all day, and the passengers in Baku got tea, bread, blankets."
    assert [one.change for one in difference(before, after) if one.text.strip() != "."] == [OUT, IN, IN, IN]


def test_a_new_sentence_begins_with_its_first_word() -> None:
    first, second = "It rained on the whole day.", "By night the water had fallen."
    before, after = f"{first} {second}", f"{first} Nobody came. {second}\nThe road is open."
    new = ["Nobody came.", "The road is open."]
    assert told(before, after) == [(first, "same"), (new[0], "in"), (second, "same"), (new[1], "in")]
    assert told(after, before) == [(first, "same"), (new[0], "out"), (second, "same"), (new[1], "out")]


def test_letters_in_parts_soft_hyphens_and_blanks_differ_in_nothing() -> None:
    assert told("caf\u00e9  is\nopen ba\u00adnk", "cafe\u0301 is open bank") == [
        ("cafe\u0301 is open bank", "same")
    ]
    assert told("\ufeffThe ba\u200bnk \u2060 is open", "The bank is open") == [("The bank is open", "same")]
    assert told("The bank is open", "The ba\u200bnk is open \u2060") == [
        ("The ba\u200bnk is open", "same"), ("\u2060", "same"),
    ]  # fmt: skip


def test_nothing_and_something() -> None:
    assert difference("", "") == []
    assert told("", "It opened.") == [("It opened.", "in")]
    assert told("It opened.", "") == [("It opened.", "out")]


def test_the_headline_comes_first_and_changes_are_told_once() -> None:
    found = difference_of(
        {"headline": "The bridge is for 12", "body": "There were 12 of them, and Aliyev."},
        {"headline": "The bridge is for 13", "body": "There were 13 of them, and Aliyev.", "caption": ""},
    )
    assert found.changed == ["headline", "body"]
    assert found.told == [Stretch("12", OUT, NUMBER), Stretch("13", IN, NUMBER)]


def test_long_texts_are_compared_by_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST", 5)
    assert told("One two 3 four.\nIt stays here.", "One two 4 four.\nIt stays here.") == [
        ("One two 3 four.", "out"),
        ("One two 4 four.", "in"),
        ("It stays here.", "same"),
    ]
    assert told("a\nb\nc\nd\ne\nf", "a") == [("a\nb\nc\nd\ne\nf", "out"), ("a", "in")]


WORDS = st.lists(
    st.sampled_from(["Baku", "the", "bridge", "12", "3,5", ".", "«", "мост", "ბაქო", "\n\n", " ", "é", "-"]),
    max_size=40,
).map(" ".join)


@given(WORDS | st.text(max_size=60), WORDS | st.text(max_size=60))
def test_put_together_it_is_the_texts(before: str, after: str) -> None:
    found = difference(before, after)
    assert "".join(one.text for one in found if one.change is not OUT) == after
    earlier = "".join("".join(one.text for one in found if one.change is not IN).split())
    plain = module.unicodedata.normalize("NFC", earlier).replace("\u00ad", "")
    assert plain == module.unicodedata.normalize("NFC", "".join(before.split())).replace("\u00ad", "")


def test_texts_of_megabytes_are_not_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    words = module._words

    def counted(text: str, pattern: re.Pattern[str]) -> list[module._Word]:
        found = words(text, pattern)
        made.append(len(found))
        return found

    monkeypatch.setattr(module, "_words", counted)
    long = "word " * 200_000
    assert difference(long + "a", long + "b") == [Stretch(long + "a", OUT), Stretch(long + "b", IN)]
    lines = "word\n" * 200_000
    assert difference(lines + "a", lines + "a") == [Stretch(lines + "a", SAME)]
    assert difference(lines + "a", lines + "7") == [Stretch(lines + "a", OUT), Stretch(lines + "7", IN)]
    assert max(made) == module.LONGEST + 1
