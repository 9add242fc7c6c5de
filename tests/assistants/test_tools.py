"""What assistants are answered: with addresses to cite, within limits, only what readers see."""

import json
from functools import partial
from urllib.parse import urljoin

import pytest

from articles.assistants import tools as module
from articles.assistants.tools import NotAnswered, Tools
from articles.editing.withdrawal import withdraw
from articles.models import Article, Person
from articles.search import indexing
from tests.factories import make_article

pytestmark = pytest.mark.django_db

HOME = "https://archive.example/"
ask = Tools(partial(urljoin, HOME))
PAGE = (
    "Bridge over the Kura opens\nBaku/31.10.20/Turan: The bridge was opened by the engineer Tarlan Hajizade "
    "on Saturday, his office said.\nIt took six years to build and carries two lanes of traffic.\n"
)


@pytest.fixture
def bridge() -> Article:
    article = make_article(
        headline="Bridge opens",
        body="Tarlan Hajizade opened the bridge. " * 5,
        persons=["Tarlan Hajizade"],
        date="2020-10-31",
        original_url="https://turan.az/1",
    )
    make_article(headline="Bridge closes", body="The bridge is closed.", date="2021-02-01")
    indexing.rebuild()
    return article


def test_search(bridge: Article) -> None:
    found = ask.search("bridge", last_day="2020")
    assert (found["found"], found["page"], found["pages"]) == (1, 1, 1)
    assert found["address"] == f"{HOME}articles/?q=bridge&to=2020"
    [article] = found["articles"]
    assert article["address"] == f"{HOME}articles/{bridge.public_id}/"
    assert article["url"] == "https://turan.az/1"
    assert (article["title"], article["published"]) == ("Bridge opens", "2020-10-31")
    assert "bridge" in article["snippet"]
    by_person = ask.search(person=ask.person("Tarlan Hajizade")["people"][0]["id"])
    assert [one["id"] for one in by_person["articles"]] == [bridge.public_id]
    assert ask.search("bridge", size=1, page=2)["pages"] == 2


def test_read_goes_on(bridge: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_TEXT", 100)
    text, start = "", 0
    while start is not None:
        told = ask.read(bridge.public_id, start)
        assert len(told["text"]) <= 100
        text, start = text + told["text"], told["next"]
    assert text == bridge.body
    assert told["original"] == f"{HOME}articles/{bridge.public_id}/original/"


def test_person_in_another_alphabet(bridge: Article) -> None:
    told = ask.person("Тарлан Гаджизаде")
    [person] = told["people"]
    assert (person["name"], person["articles"], person["years"]) == ("Tarlan Hajizade", 1, {"2020": 1})
    assert person["address"].startswith(f"{HOME}people/{person['id']}/")
    assert ask.person(id=person["id"])["people"][0]["names"] == ["Tarlan Hajizade"]
    assert not ask.person("Hajizade")["sure"]


def test_timeline(bridge: Article) -> None:
    told = ask.timeline("bridge", by="month")
    assert [(one["period"], one["articles"]) for one in told["counts"]] == [("2020-10", 1), ("2021-02", 1)]
    assert told["counts"][0]["address"] == f"{HOME}articles/?q=bridge&from=2020-10&to=2020-10"
    assert told["undated"] == 0


def test_parse(bridge: Article) -> None:
    told = ask.parse(PAGE, "https://www.turan.az/1")
    [item] = told["items"]
    assert item["headline"] == "Bridge over the Kura opens"
    assert item["published"]["date"] == "2020-10-31"
    assert item["people"] == ["Tarlan Hajizade"]
    assert told["in_archive"] == f"{HOME}articles/{bridge.public_id}/bridge-opens/"
    assert Article.objects.count() == 2  # nothing is stored


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: ask.search(first_day="never"),
        lambda: ask.search(source="nowhere"),
        lambda: ask.search(sort="best"),
        lambda: ask.read("abcdefghijkl"),
        lambda: ask.read("\0"),
        lambda: ask.person("Nobody Atall"),
        lambda: ask.person(id=2**70),
        lambda: ask.person(""),
        lambda: ask.timeline(by="hour"),
        lambda: ask.parse("x" * (module.LONGEST_PARSED + 1)),
        lambda: ask.parse(""),
    ],
)
def test_what_is_not_answered(bridge: Article, wrong) -> None:
    with pytest.raises(NotAnswered):
        wrong()


def test_why_a_page_is_no_article_is_said_in_words() -> None:
    with pytest.raises(NotAnswered, match=r"^The reader can make no article of this: no article: nothing on"):
        ask.parse("a")


HALF = "\ud83d"  # of a character, as JSON may hold it


@pytest.mark.parametrize("odd", [HALF, f"bridge{HALF}", "\0", f"\0{HALF}"])
def test_halves_of_characters_and_zeros_find_nothing(bridge: Article, odd: str) -> None:
    assert ask.search(f"nowhere {odd}")["found"] == 0
    assert ask.timeline(f"nowhere {odd}")["found"] == 0
    assert ask.parse(PAGE, f"https://turan.az/{odd}")["in_archive"] is None
    for wrong in (lambda: ask.read(odd), lambda: ask.person(f"nobody {odd}")):
        with pytest.raises(NotAnswered) as why:
            wrong()
        assert str(why.value).encode()


def test_nothing_withdrawn(bridge: Article) -> None:
    person = Person.objects.get(name="Tarlan Hajizade")
    withdraw(bridge, "a takedown")
    indexing.drain()
    assert ask.search("bridge")["found"] == 1
    assert ask.parse(PAGE, "https://turan.az/1")["in_archive"] is None
    assert "opens" not in json.dumps(ask.timeline("bridge"))
    for wrong in (lambda: ask.read(bridge.public_id), lambda: ask.person(id=person.pk)):
        with pytest.raises(NotAnswered):
            wrong()
    with pytest.raises(NotAnswered):
        ask.person("Tarlan Hajizade")


def test_no_answer_is_long(bridge: Article) -> None:
    for n in range(25):
        make_article(headline="Bridge " * 200, body="bridge " * 9000, date=f"20{n:02}-01-01")
    indexing.rebuild()
    found = ask.search("bridge", size=1000)
    assert len(found["articles"]) == module.MOST_HITS
    longest = Article.objects.order_by("-pk")[0]
    for told in (found, ask.read(longest.public_id), ask.timeline("bridge")):
        assert len(json.dumps(told)) < 60_000
