"""A copy of the archive opened from a folder, without a server."""

import pytest
from django.core.management import call_command

from articles.search import indexing
from articles.text.tokens import words
from tests.factories import make_article

TEXTS = (
    "Şəhərdə yağış yağdı, su İSTANBUL'a çatdı; IŞIQ söndü. Bakı’da külək",
    "Ещё война, воина и йод: ЁЛКА",
    "Երևանում և Գյումրիում. Արեւ, ԵՎ",
    "თბილისში წვიმს",
    "Straße, ﬁne café naïve Øresund 12:30 x_y",
)


@pytest.fixture
def folder(transactional_db, tmp_path):
    for n, text in enumerate(TEXTS):
        make_article(headline=f"Headline {n}", body=text, date=f"2020-10-0{n + 1}")
    indexing.rebuild()
    call_command("export_site", str(tmp_path / "copy"))
    return tmp_path / "copy"


def test_search_finds_without_a_server(page, folder):
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"file://{folder}/index.html")
    for typed, found in (
        ("ISTANBUL", ["Headline 0"]),
        ("şəhər", ["Headline 0"]),  # the beginning of a word
        ("елка война", ["Headline 1"]),
        ("արև", ["Headline 2"]),
        ("თბილისში", ["Headline 3"]),
        ("headline strasse", ["Headline 4"]),
        ("nothing has this", []),
    ):
        page.get_by_role("searchbox").fill(typed)
        page.get_by_role("button", name="Search").click()
        heading = f"Found: {len(found)}" if found else "Nothing found."
        page.get_by_role("heading", name=heading, exact=True).wait_for()
        assert page.locator("#found li a").all_text_contents() == found, typed
    assert problems == []
    page.get_by_role("link", name="Headline 3").first.click()
    assert page.locator("h1").inner_text() == "Headline 3"


def test_words_are_folded_as_the_archive_folds_them(page, folder):
    page.goto(f"file://{folder}/index.html")
    for text in TEXTS:
        assert page.evaluate("(text) => wordsOf(text)", text) == words(text)
