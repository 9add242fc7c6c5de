"""Which blocks of likely lines are one text; positions among all lines, and characters of each line."""

from collections.abc import Sequence

from articles.reading.stages.blocks import main_block
from articles.reading.stages.blocks import without_thin_blocks as without


def without_thin_blocks(
    positions: Sequence[int], sizes: Sequence[int], closed: frozenset[int] = frozenset()
) -> list[int]:
    return without(positions, sizes, closed.__contains__)


def test_the_largest_block_is_the_text_and_one_far_off_is_another() -> None:
    sizes = [200] * 60
    assert main_block([0, 1, 50, 51, 52], sizes) == [50, 51, 52]
    assert main_block([0, 1, 30, 31, 32], sizes) == [0, 1, 30, 31, 32]
    assert main_block([], sizes) == []


def test_a_small_block_of_shorter_lines_is_a_list_of_other_items() -> None:
    text = [10, 11, 12, 13]
    sizes = [70] * 10 + [180] * 4 + [70] * 10
    assert without_thin_blocks([3, 4, *text, 17, 18], sizes) == text
    assert without_thin_blocks([], sizes) == []


def test_lines_too_short_for_headlines_are_a_list_of_the_text() -> None:
    sizes = [40] * 10 + [180] * 4 + [40] * 10
    assert without_thin_blocks([3, 4, 10, 11, 12, 13, 17], sizes) == [3, 4, 10, 11, 12, 13, 17]


def test_what_stands_right_beside_the_text_stays() -> None:
    sizes = [70] * 10 + [180] * 4 + [70] * 10
    assert without_thin_blocks([8, 10, 11, 12, 13, 15], sizes) == [8, 10, 11, 12, 13, 15]


def test_paragraphs_beside_a_link_are_text() -> None:
    sizes = [180] * 10
    assert without_thin_blocks([0, 1, 2, 6, 7], sizes) == [0, 1, 2, 6, 7]
    sizes[7] = 210  # of so long a line no list is made
    sizes[6] = 20
    assert without_thin_blocks([0, 1, 2, 6, 7], sizes) == [0, 1, 2, 6, 7]


def test_two_halves_are_one_text() -> None:
    sizes = [180, 180, 0, 0, 0, 90, 90, 90]
    assert without_thin_blocks([0, 1, 5, 6, 7], sizes) == [0, 1, 5, 6, 7]


def test_a_lead_apart_from_the_text_is_text() -> None:
    sizes = [90] * 8 + [180] * 4 + [90] * 10
    text = [8, 9, 10, 11]
    assert without_thin_blocks([4, *text], sizes) == text
    assert without_thin_blocks([3, 4, *text, 16], sizes, frozenset({3, 4, 16})) == [3, 4, *text]
    assert without_thin_blocks([2, 3, 4, *text], sizes, frozenset({2, 3, 4})) == text
