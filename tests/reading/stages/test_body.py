"""Which lines of a long page are taken for the text, where the scores of lines are given."""

from __future__ import annotations

from articles.reading.draft import SMALL_PAGE, Draft
from articles.reading.learned.judges import Judges
from articles.reading.lines import PageLines
from articles.reading.model import Hints, Role
from articles.reading.signs.vocabulary import NOTHING_ADDED
from articles.reading.stages import body
from articles.reading.stages.bounds import drafts_of
from articles.reading.stages.claims import claim_lines

NORTH = "The road to the north is closed, the police said on Monday, and opens again in the month of May."
SOUTH = "The road to the south stays open, the mayor told the council, though snow is falling on the pass."
WEST = "The road to the west was never built, said the engineer who had drawn it thirty years before that."

MENU = [f"Rubric {number} of the paper" for number in range(SMALL_PAGE)]


def found(lines: list[str], likely: set[str]) -> tuple[Draft, list[str]]:
    """The draft and the lines taken for its text, where by their scores those in ``likely`` are the text."""
    judges = Judges(lines=lambda each: [3.0 if line in likely else -3.0 for line in each])
    (draft,) = drafts_of(PageLines.of("\n".join([*lines, *MENU])), Hints(), NOTHING_ADDED)
    claim_lines(draft)
    return draft, [draft.page.rest[i] for i in body.find_body(draft, plain=False, judges=judges)]


def test_likely_lines_are_taken() -> None:
    lines = ["Roads of the country", NORTH, "Shop", SOUTH, WEST, "Elsewhere"]
    assert found(lines, {NORTH, SOUTH, WEST})[1] == [NORTH, SOUTH, WEST]


def test_a_dateline_within_the_text_is_none() -> None:
    lines = ["Roads of the country", NORTH, SOUTH, "BAKU (AP) — " + WEST, "Elsewhere"]
    draft, taken = found(lines, {NORTH, SOUTH, WEST})
    assert taken == [NORTH, SOUTH, lines[3]]
    assert draft.dateline is None
    assert draft.dateline_line is None


def test_a_dateline_above_the_text_begins_it() -> None:
    lines = ["Roads of the country", NORTH, "BAKU (AP) — " + WEST, SOUTH, NORTH.replace("north", "east")]
    draft, taken = found(lines, {NORTH, SOUTH, WEST, lines[4]})
    assert taken == [WEST, SOUTH, lines[4]]
    assert draft.dateline_line == 2


def test_an_end_mark_within_the_text_is_none() -> None:
    lines = ["Roads of the whole country", NORTH + " --0--", SOUTH, WEST, "Elsewhere"]
    draft, taken = found(lines, {NORTH, SOUTH, WEST})
    assert taken == [lines[1], SOUTH, WEST]
    assert draft.end_line is None
    assert "end mark" not in draft.evidence


def test_a_lead_set_twice_goes_but_not_a_text_that_repeats_itself() -> None:
    assert found(["Roads", NORTH, NORTH, SOUTH], {NORTH, SOUTH})[1] == [SOUTH]
    assert found(["Roads", NORTH, NORTH, NORTH], {NORTH})[1] == [NORTH] * 3
    assert found(["Roads", NORTH, NORTH], {NORTH})[1] == [NORTH] * 2


def test_capitals_at_the_ends_go_but_not_letters_without_case() -> None:
    notice = "ALL THE ROADS OF THE COUNTRY ARE PRINTED HERE AS THE LAW DEMANDS."
    thai = "ผล DNA ยืนยัน ศพลอยแม่น้ำโขงเป็นคนสนิทและเป็นผู้ลี้ภัยจากเหตุการณ์รัฐประหารในปีนั้น"
    lines = ["Roads of the whole country", thai, NORTH, SOUTH, notice]
    assert found(lines, {*lines[1:]})[1] == [thai, NORTH, SOUTH]


def test_labels_at_the_ends_are_the_pages_and_those_within_are_subheads() -> None:
    lines = ["Views: 1204", NORTH, "Who pays: a question", SOUTH, "Tags:"]
    assert found(lines, set(lines))[1] == [NORTH, "Who pays: a question", SOUTH]


def test_entries_of_a_list_apart_from_the_text_are_no_text() -> None:
    others = [
        "The bridge in the east of the country opens a year later than was said",
        "Snow on the pass: who drives there now, and what they say of the winter",
    ]
    lines = ["Roads of the country", NORTH, SOUTH, WEST, *MENU[:3], *others]
    assert found(lines, {NORTH, SOUTH, WEST, *others})[1] == [NORTH, SOUTH, WEST]
    lines[4:7] = []
    assert found(lines, {NORTH, SOUTH, WEST, *others})[1] == [NORTH, SOUTH, WEST, *others]


def test_little_above_the_headline_is_another_item() -> None:
    lines = ["Bridge opens in the east", "Roads of the country", NORTH, SOUTH, WEST]
    draft, taken = found(lines, {lines[0], NORTH, SOUTH, WEST})
    assert taken == [lines[0], NORTH, SOUTH, WEST]
    assert body.below_headline(draft, [0, 1, 2, 3, 4], 1) == [2, 3, 4]
    assert draft.page.roles[0] is Role.FURNITURE


def test_a_headline_within_the_text_bounds_nothing() -> None:
    draft, _ = found(["Roads of the country", NORTH, SOUTH, WEST], {NORTH, SOUTH, WEST})
    assert body.below_headline(draft, [1, 2, 3], 2) == [1, 3]
    assert body.below_headline(draft, [1, 2, 3], 3) == [1, 2]
    assert body.below_headline(draft, [0], 0) == [0]
