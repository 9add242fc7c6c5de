"""Words in context."""

from articles.lists.context import AROUND, LINES, InContext, in_context
from articles.search.snippets import Span


def test_each_place_has_a_line():
    text = "War began.\nThen war ended."
    assert in_context(text, [Span(0, 3, 0), Span(16, 19, 0)]) == [
        InContext("", "War", " began. Then war ended."),
        InContext("War began. Then ", "war", " ended."),
    ]


def test_what_overlaps_is_one_line_and_no_more_lines_than_fit():
    assert len(in_context("a b c", [Span(0, 3, 0), Span(2, 3, 1), Span(4, 5, 0)])) == 2
    assert len(in_context("a " * 40, [Span(n, n + 1, 0) for n in range(0, 80, 2)])) == LINES
    assert in_context("nothing", []) == []


def test_lines_are_cut_between_words():
    text = "word " * 100 + "here " + "word " * 100
    [line] = in_context(text, [Span(500, 504, 0)])
    assert line.words == "here"
    assert line.before.startswith("…word ")
    assert line.after.endswith(" word…")
    assert max(len(line.before), len(line.after)) <= AROUND + 1


def test_a_text_without_spaces_is_cut_anywhere():
    [line] = in_context("字" * 300, [Span(150, 151, 0)])
    assert (len(line.before), len(line.after)) == (AROUND + 1, AROUND + 1)
