"""What one query may cost: counted before the engine is asked, so that it is the same each time."""

import re
import time

import pytest

from articles.search import analysis, indexing
from articles.search.find import search
from articles.search.parsing import (
    COST_OF_ALL_OTHERS,
    MOST_COST,
    MOST_TERMS,
    Parsed,
    cost_of,
    parse,
    spent_by,
)
from articles.search.query import Query
from articles.search.tree import And, Node, Or, Pattern, Phrase, Prefix, Similar, Word
from articles.text.stems import FORM
from tests.factories import make_article

SPENT = "This query asks for too much at once; the rest of it, from here, is left out."
OPEN = "Too many letters of this word are left open."


def leaves(node: Node | None) -> list[Node]:
    if isinstance(node, And | Or):
        return [leaf for one in node.nodes for leaf in leaves(one)]
    return [node] if node is not None else []


def told(parsed: Parsed) -> list[tuple[str, str]]:
    """(message, the word it begins at)."""
    return [(note.message, str(note.start)) for note in parsed.notes]


@pytest.mark.parametrize(
    ("term", "most"),
    [
        ("word{}", 28),
        ("beg{}*", 4),
        ("lik{}~", 2),
        ("lik{}~2", 1),
        ("be{}*in", 2),
        ('"two words{}"', 9),
        ('"two words{}"~5', 4),
        ("a-b-c-{}", 28),
    ],
)
@pytest.mark.parametrize("joint", [" ", " OR "])
def test_so_many_terms_of_a_kind_are_searched_for(term: str, most: int, joint: str) -> None:
    letters = [a + b for a in "abcdefgh" for b in "abcdefgh"]
    asked = [term.format(each) for each in letters][: most + 3]
    text = joint.join(asked)
    if len(text) > 800:
        asked, most = asked[: 700 // len(asked[0] + joint)], 700 // len(asked[0] + joint)
        text = joint.join(asked)
    parsed = parse(text)
    assert len(leaves(parsed.tree)) == most
    if len(asked) > most and most < MOST_TERMS:
        at = len(joint.join(asked[:most])) + len(joint)
        assert told(parsed) == [(SPENT, str(at))]


def test_the_first_term_is_always_searched_for() -> None:
    long = '"' + " ".join(f"w{n}" for n in range(70)) + '"'
    parsed = parse(f"{long} peace")
    [phrase] = leaves(parsed.tree)
    assert isinstance(phrase, Phrase)
    assert cost_of(phrase) > MOST_COST
    assert told(parsed) == [(SPENT, str(len(long) + 1))]


def test_what_is_left_out_is_told_once_and_nothing_after_it_counts() -> None:
    parsed = parse("aa* bb* cc* dd* ee* ff* gg* hh* ii* war jj* peace")
    assert [type(leaf) for leaf in leaves(parsed.tree)] == [Prefix] * 4
    assert told(parsed) == [(SPENT, "16")]


def test_kinds_add_up() -> None:
    asked = ("war", "pea*", "pe?t", "near~", "fuzzy~2", '"a b"', '"a b"~3')
    costs = [cost_of(leaf) for each in asked for leaf in leaves(parse(each).tree)]
    assert costs == [2, 14, 28, 28, 56, 6, 12]
    assert len(leaves(parse("pea* pe?t war " + "peace " * 6).tree)) == 9
    assert not parse("pea* pe?t war " + "peace " * 6).notes


def test_all_but_a_word_as_one_of_several_costs_more() -> None:
    """Nearly every article is found then, and counted."""
    plain, others = "war OR peace OR talks", "war OR -peace OR -talks"
    assert spent_by(parse(others).tree) == spent_by(parse(plain).tree) + 2 * COST_OF_ALL_OTHERS
    assert spent_by(parse("war -peace -talks").tree) == spent_by(parse(plain).tree)


@pytest.mark.parametrize(("other", "most"), [("-w{}rd", 6), ("-(w{}rd)", 7), ("(-w{}rd OR peace)", 10)])
def test_it_costs_more_however_it_is_written(other: str, most: int) -> None:
    parsed = parse(" OR ".join(["war", *(other.format(n) for n in range(12))]))
    assert len(leaves(parsed.tree)) == most
    assert spent_by(parsed.tree) <= MOST_COST + COST_OF_ALL_OTHERS
    assert [note.message for note in parsed.notes] == [SPENT]


@pytest.mark.parametrize(
    "word",
    ["th*a" + "?" * 20, "gov" + "?a" * 100, "th" + "*a?" * 60 + "b", "th*a*e*i*o", "th???????a", "th*a???e"],
)
def test_a_word_with_too_much_left_open_is_told_and_searched_for_as_a_word(word: str) -> None:
    parsed = parse(word)
    assert isinstance(parsed.tree, Word)
    assert [note.message for note in parsed.notes] == [OPEN]


def test_three_stars_and_six_letters_may_be_left_open() -> None:
    assert isinstance(parse("th*a*e*i").tree, Pattern)
    assert isinstance(parse("th??????a").tree, Pattern)
    assert isinstance(parse("th*?a?e").tree, Pattern)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("word", ["th*a??e", "th*?*?*e", "th*a*e*i", "th??????a", "აბ*გ?დ*ე?ვ*ზ"])
def test_every_pattern_that_may_be_asked_for_is_answered(word: str) -> None:
    """The engine refuses automata of a thousand states, and readers were told that the index is damaged."""
    make_article(body="Nothing begins so.")
    indexing.rebuild()
    assert search(Query(word)).total == 0


@pytest.mark.parametrize(
    ("pattern", "word", "fits"),
    [
        ("min*ter", "minister", True),
        ("min*ter", "minter", True),
        ("min*ter", "ministers", False),
        ("min?ter", "minster", True),
        ("min?ter", "minter", False),
        ("a*b*c", "axxbxxc", True),
        ("a*b*c", "axxcxxb", False),
        ("a*bc*bc", "abcbc", True),
        ("a*bc*bc", "abc", False),
        ("ab*?c", "abxc", True),
        ("ab*?c", "abc", False),
        ("a*b*", "acb", True),
    ],
)
def test_a_pattern_is_the_same_for_python_as_for_the_engine(pattern: str, word: str, fits: bool) -> None:
    for regex in (Pattern(pattern).regex, Pattern(pattern).quick_regex):
        assert (re.fullmatch(regex, word) is not None) == fits


def test_a_long_word_holds_no_thread() -> None:
    """A page of one hostile article, marked for a hostile query: it took ten seconds at 400 letters."""
    fits = re.compile(Pattern("th*a*a*ab").quick_regex).fullmatch
    begun = time.process_time()
    assert fits("th" + "a" * 100_000) is None
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("typed", "phrase"),
    [
        ('"the the the the"~5', Phrase("the", 5)),
        (f'"{"the of " * 50}"~99', Phrase("the of", 20)),
        ('"one two three four five six seven eight"~5', Phrase("one two three four five six", 5)),
        ('"war peace"~999', Phrase("war peace", 20)),
    ],
)
def test_what_stands_near_is_looked_for_within_reason(typed: str, phrase: Phrase) -> None:
    """150 times the same word took the engine more than a minute; eight words 999 steps apart, seconds."""
    parsed = parse(typed)
    assert parsed.tree == phrase
    said = "Up to 6 words are looked for, up to 20 steps from each other."
    cut = phrase.slop == 20 or len(phrase.text.split()) == 6
    assert [note.message for note in parsed.notes] == ([said] if cut else [])


def test_other_spellings_are_looked_for_of_the_first_words_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """64 short words that might be names took most of a second in a small archive."""
    compared: list[str] = []

    def spellings(word: str, *given: object, **more: object) -> tuple[()]:
        compared.append(word)
        return ()

    monkeypatch.setattr(analysis, "_spellings", spellings)
    asked = [f"{a}{b}er" for a in "bcdfgh" for b in "aeio"]
    variants = analysis.expanded(parse(" ".join(asked)).tree, Index())
    assert list(variants) == asked
    assert compared == asked[: analysis.MOST_NAMED]


class Index:
    """One that holds nothing."""

    def held(self, word: str, language: str = "") -> int:
        return 0

    def terms(self, field: str, prefix: str) -> list[tuple[str, int]]:
        return []


class Frequent(Index):
    """One with a word that hundreds of names share a key with, in two languages."""

    def __init__(self) -> None:
        self.counted: list[str] = []

    def held(self, word: str, language: str = "") -> int:
        self.counted += [language] if language else []
        return 1000

    def terms(self, field: str, prefix: str) -> list[tuple[str, int]]:
        names = [("az", "igur"), ("tr", "igur"), *(("az", f"igu{n}r") for n in range(300))]
        return [(f"{prefix}{language}{FORM}{word}", 10) for language, word in names]


def test_each_language_of_a_name_is_counted_once() -> None:
    index = Frequent()
    assert not analysis._stands_as_name("Igur", index)
    assert index.counted == ["az", "tr"]


def test_similar_words_cost_by_their_distance() -> None:
    assert cost_of(Similar("war", 2)) == 2 * cost_of(Similar("war", 1))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("words", "told"), [(16, True), (17, False)])
def test_of_what_costs_much_it_is_not_counted_how_it_was_found(words: int, told: bool) -> None:
    make_article(body="War and peace.")
    indexing.rebuild()
    found = search(Query(" OR ".join(["war", *(f"w{n}rd" for n in range(words - 1))])), by_kind=True)
    assert (found.total, bool(found.by_kind)) == (1, told)
