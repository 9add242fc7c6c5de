"""From one hit of a list to the next."""

import pytest

from articles.lists.links import ListAddress
from articles.lists.listing import PAGE_SIZE
from articles.lists.stepping import hit_address, steps
from tests.factories import make_article
from tests.views.page import visit


@pytest.fixture
def five(db, index):
    made = [make_article(headline=f"Day {n}", body="Rain.", date=f"2020-01-0{n}") for n in range(1, 6)]
    index()
    return made


@pytest.fixture
def index(db):
    from articles.search import indexing

    return indexing.rebuild


def parameters(**given: str) -> dict[str, list[str]]:
    return {name.rstrip("_"): [value] for name, value in given.items()}


def around(article, **given: str) -> tuple[str, str]:
    found = steps(article, parameters(**given))
    assert found is not None
    before, after = (step.article.headline if step else "" for step in (found.previous, found.next))
    return before, after


def test_the_hits_beside_it(five):
    assert around(five[2], q="rain", sort="newest", at="3") == ("Day 4", "Day 2")
    assert around(five[4], q="rain", sort="newest", at="1") == ("", "Day 4")
    assert around(five[0], q="rain", sort="newest", at="5") == ("Day 2", "")
    assert around(five[1], from_="2020-01-02", to="2020-01-03", sort="oldest", at="1") == ("", "Day 3")
    assert around(five[3], at="2") == ("Day 5", "Day 3")  # of the list of everything


def test_their_addresses_lead_on(five):
    found = steps(five[2], parameters(q="rain", sort="newest", at="3", page="7", other="x"))
    assert found is not None and found.previous is not None and found.next is not None
    assert found.previous.address == f"{five[3].get_absolute_url()}?q=rain&sort=newest&at=2"
    assert found.next.address == f"{five[1].get_absolute_url()}?q=rain&sort=newest&at=4"
    assert (found.at, found.total, found.list_address) == (3, 5, "/articles/?q=rain&sort=newest")


def test_the_page_of_the_list_is_the_one_it_stands_on(db, index):
    made = [make_article(date=f"2020-{1 + n // 28:02}-{1 + n % 28:02}") for n in range(PAGE_SIZE + 1)]
    index()
    found = steps(made[0], parameters(at=str(PAGE_SIZE + 1)))
    assert found is not None
    assert (found.list_address, found.next) == ("/articles/?page=2", None)
    found = steps(made[1], parameters(at=str(PAGE_SIZE)))
    assert found is not None
    assert found.list_address == "/articles/"


@pytest.mark.parametrize("at", ["", "0", "4", "99", "-1", "x", "³", "1" * 40, "٣"])
def test_nothing_where_it_does_not_stand_there(five, at):
    assert steps(five[2], parameters(q="rain", sort="newest", at=at)) is None


def test_nothing_for_a_list_that_cannot_be_answered_or_without_an_index(five, settings, tmp_path):
    assert steps(five[2], parameters(q="rain", from_="soon", at="3")) is None
    settings.INDEX_DIR = tmp_path / "none"
    assert steps(five[2], parameters(q="rain", sort="newest", at="3")) is None


def test_every_list_leads_through_its_hits(client, five):
    lists = ("/", "/articles/?q=rain", "/dates/2020/1/", "/dates/2020/1/3/", "/sources/turan-az/")
    for address in lists:
        hits = visit(client, address).all("li[@class='hit']")
        links = [link.get("href") for hit in hits for link in hit.iter("a")]
        for number, link in enumerate(links, 1):
            page = visit(client, link)
            assert page.text("a[@class='in-list']") == f"{number} of {len(links)} in the list"
            beside = page.links("nav[@class='steps hits-steps']").values()
            assert set(beside) & set(links) == set(links[max(0, number - 2) : number + 1]) - {link}


def test_the_page_is_known_without_the_list(client, five):
    page = visit(client, hit_address(five[2], ListAddress({"q": ["rain"]}), 3))
    assert page.one("link[@rel='canonical']").get("href") == f"http://testserver{five[2].get_absolute_url()}"
    assert page.texts("mark") == ["Rain"]
    assert visit(client, five[2].get_absolute_url()).all("a[@class='in-list']") == []
