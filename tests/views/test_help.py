"""How to search."""

from articles.lists.examples import examples
from articles.search.parsing import parse
from articles.views.help import EXAMPLES, groups_of
from tests.factories import make_article, make_person


def test_every_example_is_understood_and_runs(get, index):
    index()
    examples = [example for _, group in EXAMPLES for example in group]
    assert len(examples) > 10
    for example in examples:
        assert parse(example.query).notes == ()
        assert get(example.address).status == 200


def test_page_shows_the_examples(get):
    page = get("/help/search/")
    assert page.text("h1") == "How to search"
    assert page.links("dl[@class='examples']")["minist*"] == "/articles/?q=minist%2A"


def test_examples_are_made_of_what_the_archive_holds(get, index):
    ada = make_person("Ada Bell", "Ада Белл")
    make_article(
        headline="The bridge was opened yesterday", body="Ada Bell came.", source="turan.az",
        date="2020-05-01", section="City life", place="Baku", persons=[ada],
    )  # fmt: skip
    index()
    found = examples()
    assert (found.word, found.other, found.phrase) == ("bridge", "yesterday", "opened yesterday")
    assert (found.person, found.source, found.section, found.year) == (
        "Ada Bell",
        "turan.az",
        "City life",
        "2020",
    )
    shown = get("/help/search/").links("dl[@class='examples']")
    assert shown["headline:bridge"] == "/articles/?q=headline%3Abridge"
    for group in groups_of(found):
        for example in group[1]:
            assert parse(example.query).notes == ()
    for query in ('"opened yesterday"', 'section:"City life" place:Baku', 'person:"Ada Bell"', "date:2020"):
        assert get(shown[query]).titles == ["The bridge was opened yesterday"]
