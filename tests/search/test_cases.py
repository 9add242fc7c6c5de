"""Words as people type them: the cases of tests/cases/search, each for its kind."""

from pathlib import Path

import pytest

from articles.search.engine import Engine, Reader, Request
from articles.search.parsing import parse
from articles.search.query import Query
from articles.text.language import detect_language
from tests.search.engine_contract import EMPTY, begin
from tests.search.made_engines import ENGINES

CASES = sorted((Path(__file__).parent.parent / "cases" / "search").glob("*.txt"))


@pytest.fixture(scope="module", params=ENGINES)
def reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Number n is the n-th case."""
    from dataclasses import replace

    engine: Engine = ENGINES[request.param](tmp_path_factory.mktemp("index"))
    articles = []
    for number, case in enumerate(CASES, start=1):
        headline, _, body = case.read_text(encoding="utf-8").partition("\n\n")
        language = detect_language(body) or "und"
        articles.append(replace(EMPTY, id=number, language=language, headline=headline, body=body))
    return begin(engine, *articles)


def found(reader: Reader, text: str, exact: bool = False) -> set[str]:
    hits = reader.search(Request(Query(text, exact=exact), parse(text).tree)).hits
    return {CASES[hit.article_id - 1].name for hit in hits}


APOSTROPHES = {case.name for case in CASES if case.name.startswith("s_apos")}


@pytest.mark.parametrize("text", ["Кам'янця", "Кам’янця", "Камʼянця", "Камʹянця", "Кам`янця", "Камянця"])
def test_every_apostrophe_finds_every_other(reader: Reader, text: str) -> None:
    assert len(APOSTROPHES) == 3
    assert found(reader, text) == APOSTROPHES


@pytest.mark.parametrize("exact", [False, True])
def test_war_is_no_warrior(reader: Reader, exact: bool) -> None:
    assert found(reader, "война", exact) == {"s_vojna.txt"}
    assert found(reader, "воина", exact) == {"s_voina.txt"}


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("quarry workers", "s_zwsp.txt"),
        ('"quarry workers"', "s_zwsp.txt"),
        ("O'Connor", "s_oconnor.txt"),
        ("O’Connor", "s_oconnor.txt"),
        ("OConnor", "s_oconnor.txt"),
        ("oconnor", "s_oconnor.txt"),
        ("Connor", "s_oconnor.txt"),
        ("1,250,000", "s_num1.txt"),
        ("1250000", "s_num1.txt"),
        ('"1 250 000"', "s_num1.txt"),
        ("1.250.000", "s_num1.txt"),
        ("quar?y", "s_zwsp.txt"),
        ("qu*ry", "s_zwsp.txt"),
    ],
)
def test_what_is_written_in_several_ways_is_found_in_each(reader: Reader, text: str, case: str) -> None:
    assert found(reader, text) == {case}
