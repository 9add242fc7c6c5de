"""Headings whose every word has a capital make no people of their verbs."""

import pytest

from articles.names.find import find_names
from articles.names.headings import heading_end

EN = (
    "The mayor of the town, Karen Whitfield, told reporters on Monday that the new bridge across the river "
    "would be open by the end of the year. Whitfield said that it had cost less than was planned."
)
TR = (
    "Belediyeden yapılan açıklamada yeni parkın gelecek yıl açılacağı ve ağaçların bu hafta dikileceği "
    "belirtildi. "
    "Başkan Ayşe Demir, çalışmaların sürdüğünü söyledi."
)


def in_heading(heading: str, text: str, language: str) -> list[str]:
    found = find_names(f"{heading}\n{text}", language)
    return [name.surface for name in found if name.end <= len(heading)]


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("Karen Whitfield Promises Cheaper Bridge", ["Karen Whitfield"]),
        ("Whitfield Wonders Why Bridge Was Closed", ["Whitfield"]),
        ("KAREN WHITFIELD PROMISES CHEAPER BRIDGE", ["KAREN WHITFIELD"]),
        ("Bridge Nearly Done as Karen Whitfield Slams Rivals", ["Karen Whitfield"]),
        ("Thieves Said to Loot Gigabytes of Town Data", []),
        ("Town Says Thank You to David Hughes Before Opening", ["David Hughes"]),  # by the lists
        ("Karen Whitfield promises a cheaper bridge", ["Karen Whitfield"]),
    ],
)
def test_a_name_goes_as_far_as_the_text_knows_it(heading: str, names: list[str]) -> None:
    assert in_heading(heading, EN, "en") == names


@pytest.mark.parametrize(
    "heading", ["Belediye 2015 Yılında Yeni Park Açacak", "Ayşe Demir Yeni Parkı Açacak"]
)
def test_turkish_headings(heading: str) -> None:
    assert in_heading(heading, TR, "tr") == (["Ayşe Demir"] if "Ayşe" in heading else [])


def test_only_a_first_line_in_capitals_with_a_text_below_is_such_a_heading() -> None:
    sentence = ["The", "town", "has", "opened", "a", "bridge", "that", "nobody", "wanted", "to", "build", "."]
    assert heading_end(["Town", "Opens", "Long", "Bridge", "\n", *sentence]) == 4
    assert heading_end(["Town", "Opens", "Long", "Bridge", "\n", "It", "is", "open", "."]) == 0
    assert heading_end(["Town", "opens", "long", "bridge", "\n", *sentence]) == 0
    assert heading_end(sentence) == 0
