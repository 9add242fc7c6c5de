import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.parsing import LONGEST_TEXT, MOST_TERMS, Note, parse
from articles.search.tree import And, Named, Node, Not, Or, Phrase, Prefix, Similar, Word

war, peace, treaty = Word("war"), Word("peace"), Word("treaty")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        ("war", war),
        ("war peace", And((war, peace))),
        ("war AND peace", And((war, peace))),
        ("war & peace", And((war, peace))),
        ("war OR peace", Or((war, peace))),
        ("war | peace", Or((war, peace))),
        ("war OR peace treaty", And((Or((war, peace)), treaty))),
        ("war -peace", And((war, Not(peace)))),
        ("war NOT peace", And((war, Not(peace)))),
        ("-war", Not(war)),
        ("-(war OR peace)", Not(Or((war, peace)))),
        ("(war peace) OR treaty", Or((And((war, peace)), treaty))),
        ('"prime minister"', Phrase("prime minister")),
        ('"to be or not to be"', Phrase("to be or not to be")),
        ('"war peace"~5', Phrase("war peace", 5)),
        ('-"war peace"', Not(Phrase("war peace"))),
        ("karab*", Prefix("karab")),
        ("Buzhinsky~", Similar("Buzhinsky")),
        ("Buzhinsky~2", Similar("Buzhinsky", 2)),
        ("headline:war peace", And((Word("war", headline=True), peace))),
        ('headline:"war peace"', Phrase("war peace", 0, headline=True)),
        (
            "headline:(war peace) treaty",
            And((And((Word("war", headline=True), Word("peace", headline=True))), treaty)),
        ),
        ('source:"BBC News"', Named("source", "BBC News", 7, 17)),
        ("source: turan.az", Named("source", "turan.az", 8, 16)),
        ("PERSON:Бужинский", Named("person", "Бужинский", 7, 16)),
        ("person:(Paul Rowlett)", Named("person", "Paul Rowlett", 7, 21)),
        ("-lang:ru", Not(Named("lang", "ru", 6, 8))),
        ("date:2020-10", Named("date", "2020-10", 5, 12)),
    ],
)
def test_understands(text: str, tree: Node | None) -> None:
    parsed = parse(text)
    assert parsed.tree == tree
    assert parsed.notes == ()


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("“prime minister”", Phrase("prime minister")),
        ("«prime minister»", Phrase("prime minister")),
        ("war\u00a0peace\u2009treaty", And((war, peace, treaty))),
        ("12:30", Word("12:30")),
        ("w/o war", And((Word("w/o"), war))),
        ("https://turan.az/a?b=1&c=-2", Word("https://turan.az/a?b=1&c=-2")),
        ("war - peace", And((war, peace))),
        ("war – peace", And((war, peace))),
        ("war ... , ; peace!", And((war, Word("peace!")))),
        ("- & ! ?", None),
        ("foo:bar", Word("foo:bar")),
        ("vice-president", Word("vice-president")),
        ("1 250 000 war", And((Word("1 250 000"), war))),
        ("1 250 0000", And((Word("1 250"), Word("0000")))),
        ("O’Brien", Word("O'Brien")),
        ("What happened?", And((Word("What"), Word("happened?")))),
        ("войны ИЛИ", And((Word("войны"), Word("ИЛИ")))),
        ('""', None),
        ("()", None),
    ],
)
def test_means_what_a_person_meant(text: str, tree: Node | None) -> None:
    parsed = parse(text)
    assert parsed.tree == tree
    assert parsed.notes == ()


@pytest.mark.parametrize(
    ("text", "tree", "note"),
    [
        ('war "peace', And((war, peace)), Note(4, 5, "This quotation mark is not closed.")),
        ("(war", war, Note(0, 1, "This parenthesis is not closed.")),
        ("war)", war, Note(3, 4, "This parenthesis was never opened.")),
        ("OR war", war, Note(0, 2, "There is nothing here for OR to join.")),
        ("war OR", war, Note(5, 6, "There is nothing after OR.")),
        ("w*", Word("w*"), Note(0, 2, "A star needs at least 2 letters before it.")),
        ("w*ar", Word("w*ar"), Note(0, 4, "A star or question mark needs at least 2 letters before it.")),
        ("wa-r*", Word("wa-r*"), Note(0, 5, "A star is understood within one word only.")),
    ],
)
def test_says_what_it_did_not_understand(text: str, tree: Node, note: Note) -> None:
    parsed = parse(text)
    assert parsed.tree == tree
    assert parsed.notes == (note,)


def test_endless_queries_are_cut() -> None:
    parsed = parse("war " * 10_000)
    assert isinstance(parsed.tree, And)
    assert len(parsed.tree.nodes) == MOST_TERMS
    assert [note.start for note in parsed.notes] == [MOST_TERMS * 4, LONGEST_TEXT]


@given(st.text(alphabet=st.one_of(st.sampled_from('"()-~*:|& ORNTaб'), st.characters())))
def test_never_fails(text: str) -> None:
    parsed = parse(text)
    assert all(0 <= note.start <= note.end <= len(text) for note in parsed.notes)


@pytest.mark.parametrize(
    "piece", ['"', "(", ")", "-", "a:", "source:", 'headline:"', "a* ", "OR ", "~", "\\"]
)
def test_hostile_queries_take_linear_time(piece: str) -> None:
    began = time.perf_counter()
    parse(piece * 100_000)
    assert time.perf_counter() - began < 1
