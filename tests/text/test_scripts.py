import pytest

from articles.text.scripts import script_of, scripts_in


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Buzhinsky", "Latn"),
        ("Əliyeva", "Latn"),
        ("Бужинский", "Cyrl"),
        ("Ґонґадзе", "Cyrl"),
        ("Բուժինսկի և", "Armn"),
        ("ბუჟინსკი", "Geor"),
        ("ᲑᲣᲟᲘᲜᲡᲙᲘ", "Geor"),
        ("بوژینسکی", "Arab"),
        ("2020 — 31.10", "Zyyy"),
        ("", "Zyyy"),
        ("BBC сообщает", "Cyrl"),
    ],
)
def test_script_of_the_most_letters(text, script):
    assert script_of(text) == script


def test_a_long_text_is_counted_whole():
    assert script_of("a" * 100 + "б" * 101) == "Cyrl"


def test_scripts_in_counts_letters_only():
    assert scripts_in("BBC, 12 сообщает!") == {"Latn": 3, "Cyrl": 8}
    assert scripts_in("plain text") == {"Latn": 9}
    assert scripts_in("31.10.2020") == {}
