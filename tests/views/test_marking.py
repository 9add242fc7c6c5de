"""Texts cut into pieces."""

from hypothesis import given
from hypothesis import strategies as st

from articles.models import Mention, Person
from articles.views.marking import Piece, Span, beside, match_spans, mention_spans, paragraphs, pieces

ADA = Person(pk=1, name="Ada")
BOB = Person(pk=2, name="Bob")


def mention(text: str, start: int, end: int, person: Person = ADA) -> Mention:
    return Mention(start=start, end=end, surface=text[start:end], person=person)


def test_text_without_marks_is_one_piece():
    assert pieces("abc") == [Piece("abc")]
    assert pieces("") == []


def test_mentions_and_matches_overlap():
    assert pieces("0123456789", [Span(2, 6, ADA)], [Span(4, 8)]) == [
        Piece("01"),
        Piece("23", ADA),
        Piece("45", ADA, True),
        Piece("67", None, True),
        Piece("89"),
    ]


def test_of_overlapping_mentions_the_earlier_and_longer_stands():
    text = "Ada Bob Carl"
    found = mention_spans(text, [mention(text, 4, 12, BOB), mention(text, 0, 3), mention(text, 0, 7)])
    assert found == [Span(0, 7, ADA)]


def test_mention_of_an_edited_text_is_left_out():
    stale = mention("Ada was here", 0, 3)
    assert mention_spans("Eve was here, Ada", [stale]) == []


def test_match_spans():
    assert match_spans([("ab", False), ("cd", True), ("e", False), ("f", True)]) == [Span(2, 4), Span(5, 6)]


def test_paragraphs():
    text = "one two\n\nthree\n\n\n\n \n\nfour"
    assert paragraphs(text, [Span(4, 7, ADA)], [Span(6, 12), Span(21, 25)]) == [
        [Piece("one "), Piece("tw", ADA), Piece("o", ADA, True)],
        [Piece("thr", None, True), Piece("ee")],
        [Piece("four", None, True)],
    ]


edges = st.lists(st.integers(0, 40), unique=True, max_size=12).map(sorted)


@given(st.text(alphabet="ab \n", max_size=40), edges, edges)
def test_pieces_are_the_text(text, mention_edges, match_edges):
    def spans(numbers: list[int], person: Person | None) -> list[Span]:
        inside = [n for n in numbers if n <= len(text)]
        return [Span(a, b, person) for a, b in zip(inside[::2], inside[1::2], strict=False)]

    named, matched = spans(mention_edges, ADA), spans(match_edges, None)
    found = pieces(text, named, matched)
    assert "".join(piece.text for piece in found) == text
    assert sum(len(piece.text) for piece in found if piece.person) == sum(b - a for a, b, *_ in named)
    assert sum(len(piece.text) for piece in found if piece.is_match) == sum(b - a for a, b, *_ in matched)
    kept = ["".join(piece.text for piece in parts) for parts in paragraphs(text, named, matched)]
    assert kept == [part for part in text.split("\n\n") if part.strip()]


def test_others_stand_beside_spans_where_none_covers_them():
    spans = [Span(6, 9, ADA), Span(0, 3, ADA)]
    others = [Span(2, 5, address="/x/"), Span(9, 12, address="/y/"), Span(3, 6, address="/z/")]
    assert beside(spans, others) == [Span(0, 3, ADA), others[2], Span(6, 9, ADA), others[1]]
    assert beside([], []) == []
    assert pieces("0123456789", [Span(2, 4, address="/x/")], [Span(3, 4)]) == [
        Piece("01"),
        Piece("2", address="/x/"),
        Piece("3", is_match=True, address="/x/"),
        Piece("456789"),
    ]
