"""Where a story comes from, and how much of an outlet is others' stories."""

import pytest
from django.core.cache import cache
from django.test import Client

from articles.likeness.origins import likely_origin, shares_of
from articles.likeness.reprints import find_all
from articles.models import Article, Source
from articles.search import indexing
from benchmarks.reprint_texts import TEXTS
from tests.factories import make_article, make_source
from tests.views.page import visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(db: None) -> None:
    """a.example prints two stories of others and one that others print; b.example was first with one."""
    cache.clear()
    make_article("1", TEXTS["en"], source="b.example", date="2020-11-01")
    make_article("2", TEXTS["en"], source="a.example", date="2020-11-02")
    make_article("3", TEXTS["ru"] + " (AZERTAC)", source="azertag.az", date="2020-11-01")
    make_article("4", TEXTS["ru"] + " Об этом сообщает АЗЕРТАДЖ.", source="a.example", date="2020-11-02")
    make_article("5", TEXTS["ru"], source="b.example", date="2020-11-03")
    make_article("6", TEXTS["az"], source="a.example", date="2020-11-01")
    make_article("7", TEXTS["az"], source="c.example", date="2020-11-02")
    make_article("8", "Nobody else has this text of a few words.", source="a.example")
    make_article("9", TEXTS["hy"], source="a.example", date="2020-11-01")
    make_article("10", TEXTS["hy"], source="a.example", date="2020-11-02")
    assert sum(find_all()) == 10


def pk(name: str) -> int:
    return Source.objects.get(name=name).pk


def test_shares(shelf: None) -> None:
    a, b, c, agency = (pk(name) for name in ("a.example", "b.example", "c.example", "azertag.az"))
    assert shares_of(a) == (3, 2, [(b, 1), (agency, 1)], [(c, 1)], False)
    assert shares_of(b) == (2, 1, [(agency, 1)], [(a, 1)], False)
    assert shares_of(c) == (1, 1, [(a, 1)], [], False)
    assert shares_of(make_source("empty.example").pk) == (0, 0, [], [], False)
    Article.objects.filter(headline="7").update(status=Article.Status.WITHDRAWN)
    assert shares_of(a) == (2, 2, [(b, 1), (agency, 1)], [], False)


def test_nobody_was_first_with_what_has_no_date_or_the_same(shelf: None) -> None:
    a, b, c, agency = (pk(name) for name in ("a.example", "b.example", "c.example", "azertag.az"))
    of_undated = Article.objects.filter(headline__in=["1", "2"])
    known = ("published_from", "published_until", "published_time", "published_at")
    of_undated.update(published_precision="", **dict.fromkeys(known))
    Article.objects.filter(headline="7").update(published_at=Article.objects.get(headline="6").published_at)
    assert shares_of(a) == (3, 1, [(agency, 1)], [], False)
    assert shares_of(b) == (2, 1, [(agency, 1)], [], False)
    assert shares_of(c) == (1, 0, [], [], False)


def test_the_agency_that_most_of_them_credit(shelf: None) -> None:
    story = list(Article.objects.filter(headline__in=["3", "4", "5"]))
    assert (found := likely_origin(story)) and (found.agency.name, found.said_by) == ("AZERTAC", 2)
    assert likely_origin(Article.objects.filter(headline="8")) is None


def test_pages_say_so(shelf: None, client: Client) -> None:
    indexing.rebuild()
    page = visit(client, Article.objects.get(headline="5").get_absolute_url())
    assert page.text("p[@class='origin']") == "Likely from AZERTAC: 2 of them credit it."
    [agency] = [text for text in page.texts("ul[@class='related']/li") if text.startswith("azertag.az")]
    assert "the agency that is credited, the first" in agency
    page = visit(client, "/sources/a-example/")
    assert "Of 6 articles 3 stand in other outlets, too; of these others had 2 first." in page.text(
        "section[@class='shares']"
    )
    assert page.text("p[@class='by-whom']") == "Who reprints it: c.example 1"
    assert page.links("p[@class='from-whom']/a")["azertag.az"] == "/sources/azertag-az/"
    make_article("alone", "A text that stands alone.", source="d.example")
    indexing.drain()
    assert visit(client, "/sources/d-example/").all("section[@class='shares']") == []


def test_programs_are_told(shelf: None, client: Client) -> None:
    indexing.rebuild()
    five = Article.objects.get(headline="5")
    answer = client.get(f"/api/v1/articles/{five.public_id}?fields=origin").json()
    assert answer["origin"] == {"agency": "AZERTAC", "domain": "azertag.az", "said_by": 2}
