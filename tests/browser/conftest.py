"""An archive served to a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from articles.search import indexing
from tests.factories import make_article, make_person

LONG_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 2


@pytest.fixture
def archive(transactional_db: None) -> Article:
    """A small archive with something on every kind of page; gives one article that has everything."""
    ada = make_person("Ada Bell", "Ада Белл")
    whole = make_article(
        headline="Ceasefire holds near the border, ministers say",
        body="The ceasefire holds, Ada Bell said.\n\nMinisters met in Baku.",
        caption="Ada Bell",
        agency="Turan",
        byline="By A. Reporter",
        section="Politics",
        place="Baku",
        time="19:19",
        persons=[ada],
        status=Article.Status.IN_REVIEW,
        doubts=["two dates disagree"],
    )
    make_article(headline="", body=f"{LONG_WORD} in one word.", source=None, date=None, language="de")
    make_article(headline="საქართველოს ამბები", body="ბათუმში წვიმს.", language="ka", date="2021-02-03")
    make_article(headline="خبر تازه", body="متن خبر.", language="fa", date="1999-01-01")
    for n in range(21):
        make_article(headline=f"Ceasefire, day {n}", body="Quiet.", date="2020-11-02", source=f"outlet{n}.az")
    indexing.rebuild()
    return whole


@pytest.fixture
def addresses(archive: Article) -> list[str]:
    """Every kind of page."""
    person = make_person("Ada Bell")
    return [
        "/",
        "/articles/",
        "/articles/?q=ceasefire&from=2020&source=turan-az",
        "/articles/?q=ceasefire&cite=1&page=2",
        "/articles/?q=ceasefire&view=context&scale=share&compare=quiet&not_language=fa",
        "/articles/?q=ceasefire&select=1",
        "/articles/?q=nothing-at-all-has-this",
        "/articles/?from=never",
        archive.get_absolute_url() + "?q=ceasefire",
        f"/articles/{archive.public_id}/original/",
        "/sources/",
        "/sources/turan-az/",
        "/sources/compare/?source=turan-az&source=outlet1-az",
        "/sections/politics/",
        "/places/",
        "/places/baku/",
        "/people/",
        "/people/?script=Latn&letter=B",
        "/people/?name=bell",
        person.get_absolute_url(),
        "/dates/",
        "/dates/2020/",
        "/dates/2020/10/",
        "/dates/2020/10/31/",
        "/help/search/",
        "/no-such-page",
    ]


@pytest.fixture
def visit(page: Page, live_server: LiveServer) -> Callable[[str], Page]:
    """Opens an address of the archive."""

    def open_address(address: str) -> Page:
        page.goto(live_server.url + address)
        return page

    return open_address
