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


def test_parts_do_not_run_together() -> None:
    assert text_key(["a b", "c"]) != text_key(["a", "b c"])


def test_no_text_has_no_key() -> None:
    assert text_key(["", " \n"]) is None
