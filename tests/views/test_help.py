"""How to search."""

from articles.search.parsing import parse
from articles.views.help import EXAMPLES


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
