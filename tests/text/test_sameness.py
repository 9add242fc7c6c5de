import pytest

from articles.text.sameness import text_key

TEXT = "Bakıda yağış yağır.\n\nКрай, йод."


@pytest.mark.parametrize(
    "other",
    [
        "Bakıda yağış yağır.\r\n\r\nКрай, йод.\r\n",
        "\ufeffBakıda  yağış\u00a0yağır. Край, йод.",
        "Bakıda yag\u0306ıs\u0327 yag\u0306ır.\n\nКраи\u0306, и\u0306од.",
        "Bakıda yağ\u00adış yağır.\n\nКрай, йод.\u200b",
    ],
)
def test_texts_that_are_one(other: str) -> None:
    assert text_key(["Baku", other]) == text_key(["Baku", TEXT])


@pytest.mark.parametrize("other", [TEXT.upper(), TEXT.replace(",", ""), TEXT.replace("й", "и"), ""])
def test_texts_that_are_two(other: str) -> None:
    assert text_key(["Baku", other]) != text_key(["Baku", TEXT])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,234 views", "12 views"),
        ("Views: 999 | Comments: 3", "Views: 1.2K | Comments: 4"),
        ("Read 7 times", "Read 8 times"),
        ("View count 1", "View count 2"),
        ("This page was viewed 3 times", "This page was viewed 4 times"),
        ("Просмотров: 1 234", "Просмотров: 1 240"),
        ("Baxış sayı: 15", "Baxış sayı: 100"),
        ("1.024 kez okundu", "1.025 kez okundu"),
        ("5 դիտում", "6 դիտում"),
        ("ნახვა: 5", "ნახვა: 61"),
    ],
)
def test_how_often_it_was_read_makes_no_other_text(one: str, other: str) -> None:
    assert text_key(["Baku", f"{TEXT}\n\n{one}"]) == text_key(["Baku", f"{TEXT}\n\n{other}"])
    assert text_key(["Baku", f"{TEXT}\n\n{one}"]) == text_key(["Baku", TEXT])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shares rose 5%", "Shares rose 7%"),
        ("12 people read it.", "15 people read it."),
        ("Просмотров фильма: 12", "Просмотров фильма: 13"),
        ("10 000 manats", "20 000 manats"),
    ],
)
def test_other_numbers_do(one: str, other: str) -> None:
    assert text_key(["Baku", f"{TEXT}\n\n{one}"]) != text_key(["Baku", f"{TEXT}\n\n{other}"])


def test_parts_do_not_run_together() -> None:
    assert text_key(["a b", "c"]) != text_key(["a", "b c"])


def test_no_text_has_no_key() -> None:
    assert text_key(["", " \n"]) is None
