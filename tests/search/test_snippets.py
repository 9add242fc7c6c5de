from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.analysis import expanded
from articles.search.parsing import parse
from articles.search.snippets import SNIPPET_LENGTH, Terms, highlight, snippet, terms_of
from articles.text.scripts import script_of
from articles.text.stems import possible_stems
from articles.text.tokens import fold_word, raw_words
from tests.conftest import ROOT
from tests.search.dictionary import DictionaryOf
from tests.search.engine_contract import EMPTY


@dataclass
class Shown:
    body: str
    language: str = "en"


def terms(query: str, text: str = "", language: str = "en", exact: bool = False) -> Terms:
    """What the query lights where the text is all that the index holds."""
    tree = parse(query).tree
    held = DictionaryOf([replace(EMPTY, id=1, language=language, body=text)])
    return terms_of(tree, expanded(tree, held, exact))


def lit(text: str, query: str, language: str = "en", exact: bool = False) -> list[str]:
    found = highlight(text, language, terms(query, text, language, exact))
    return [segment.text for segment in found if segment.is_match]


@pytest.mark.parametrize(
    ("text", "query", "language", "expected"),
    [
        ("War and peace", "war", "en", ["War"]),
        ("War and peace", "PEACE war", "en", ["War", "peace"]),
        ("Wars ended", "war", "en", ["Wars"]),
        ("войны и войной", "война", "ru", ["войны", "войной"]),
        ("Türkiye'nin", "turkiye", "tr", ["Türkiye"]),
        ("Bakıda şəhər", "bakı", "az", ["Bakıda"]),
        ("ivanishvili ივანიშვილმა თქვა", "ივანიშვილი", "ka", ["ივანიშვილმა"]),
        ("the prime minister, a minister", '"prime minister"', "en", ["prime minister"]),
        ("prime or minister", '"prime minister"', "en", []),
        ("prime deputy minister", '"prime minister"~2', "en", ["prime", "minister"]),
        ("Karabakh and karate", "kara*", "en", ["Karabakh", "karate"]),
        ("Nagorny", "nagorno~", "en", ["Nagorny"]),
        ("at 12:30 and 12.30", "12:30", "en", ["12:30", "12.30"]),
        ("сказал Бужинский вчера", "Buzhinsky", "ru", ["Бужинский"]),
        ("Sean O’Connor came", "OConnor", "en", ["O’Connor"]),
        ("grew to 1,250,000 manats", "1250000", "en", ["1,250,000"]),
        ("grew to 1,250,000 manats", "1 250 000", "en", ["1,250,000"]),
        ("war without peace", "war -peace", "en", ["war"]),
        ("war or peace", "war OR (peace treaty)", "en", ["war", "peace"]),
        ("war", "", "en", []),
        ("war", "source:war", "en", []),
    ],
)
def test_lights_what_matched(text: str, query: str, language: str, expected: list[str]) -> None:
    assert lit(text, query, language) == expected


def test_exact_lights_only_what_was_typed() -> None:
    assert lit("Wars and war, Бужинский", "war Buzhinsky", exact=True) == ["war"]


@given(st.text(), st.text(max_size=50))
def test_the_pieces_are_the_text(text: str, query: str) -> None:
    assert "".join(segment.text for segment in highlight(text, "en", terms(query))) == text


def test_markup_comes_back_as_it_stands() -> None:
    segments = highlight("<script>war</script>", "en", terms("war"))
    assert segments == [("<script>", False), ("war", True), ("</script>", False)]


FILLER = "Nothing of interest was said here. " * 20


def test_the_passage_with_most_of_the_query() -> None:
    body = f"War. {FILLER}The treaty ended the war in autumn. {FILLER}A treaty."
    assert snippet(Shown(body), terms("war treaty"))[:6] == [
        ("…", False),
        ("The ", False),
        ("treaty", True),
        (" ended the ", False),
        ("war", True),
        (snippet(Shown(body), terms("war treaty"))[5].text, False),
    ]


def test_the_beginning_where_nothing_matches() -> None:
    segments = snippet(Shown(FILLER), terms("war"))
    text = "".join(segment.text for segment in segments)
    assert text.startswith("Nothing of interest")
    assert text.endswith("…")
    assert len(text) <= SNIPPET_LENGTH + 1


@pytest.mark.parametrize("body", ["", "war", "x" * 5000, "война " * 500, "\n\n".join(["war"] * 500)])
def test_snippets_are_short(body: str) -> None:
    text = "".join(segment.text for segment in snippet(Shown(body), terms("war")))
    assert len(text) <= SNIPPET_LENGTH + 60
    assert "\n" not in text


def test_names_in_other_letters_stay_unlit_where_they_need_not_be_looked_for() -> None:
    body = "Евгений Бужинский said that the treaty of Buzhinsky holds."
    lit = {segment.text for segment in snippet(Shown(body), terms("Buzhinsky", body)) if segment.is_match}
    assert lit == {"Бужинский", "Buzhinsky"}
    lit = {s.text for s in snippet(Shown(body), terms("Buzhinsky", body), names=False) if s.is_match}
    assert lit == {"Buzhinsky"}


def test_a_stem_keeps_the_beginning_of_its_word() -> None:
    """What `Matcher` relies on where it passes words over by their first letter."""
    files = (ROOT / "samples").rglob("*.txt")
    seen = {word for file in files for word in raw_words(file.read_bytes().decode("utf-8", "ignore"))}
    for script in ("Latn", "Cyrl", "Armn", "Geor"):
        assert sum(script_of(word) == script for word in seen) > 200, script
    for word in seen:
        for stem in possible_stems(word):
            assert fold_word[stem.text][:1] == fold_word[word][:1], (word, stem)


def test_every_way_to_match_is_seen_whatever_letter_it_begins_with() -> None:
    text = "İSTANBUL istanbul'da \u00adIstanbul ﬁnds ßtraße 12:30 Եվգենի wars\u200bpeace"
    for query, lit in (
        ("istanbul", {"İSTANBUL", "istanbul", "\u00adIstanbul"}),
        ("FINDS", {"ﬁnds"}),
        ("sstrasse", {"ßtraße"}),
        ('"12:30"', {"12:30"}),
        ("ԵՎԳԵՆԻ", {"Եվգենի"}),
        ("war", {"wars"}),
        ("wa*", {"wars"}),
        ("peace", {"peace"}),
        ("bars~", {"wars"}),
    ):
        assert {s.text for s in highlight(text, "en", terms(query, text)) if s.is_match} == lit, query
