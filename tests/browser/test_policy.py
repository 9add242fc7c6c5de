"""In a real browser: pages and admin need nothing that the content security policy refuses."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Error, Page

from articles.models import Article
from articles.search import indexing
from tests.factories import make_article


@pytest.fixture
def address(live_server: object, transactional_db: None) -> str:
    """Where the archive is served, with one article in it."""
    make_article(headline="A bridge over the Kura", body="The bridge was opened by Farid Gasimbeyli.")
    indexing.rebuild()
    return str(live_server)


def test_pages_of_readers_keep_to_the_policy(page: Page, address: str) -> None:
    article = Article.objects.get()
    for path in (
        "/",
        "/articles/?q=bridge",
        article.get_absolute_url(),
        f"/articles/{article.public_id}/original/",
    ):
        answer = page.goto(address + path)
        assert answer is not None
        assert answer.status == 200
        assert "bridge" in page.inner_text("main").lower()


def test_what_is_written_into_a_page_does_not_run(browser: Browser, address: str) -> None:
    page = browser.new_page()  # not the fixture, which fails when the browser refuses something
    page.goto(address)
    with pytest.raises(Error, match="Content Security Policy"):
        page.add_script_tag(content="document.title = 'taken over'")
    assert page.title() != "taken over"
    page.close()


def test_the_admin_keeps_to_the_policy(page: Page, address: str, admin_user: User, client: Client) -> None:
    client.force_login(admin_user)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
    article = Article.objects.get()
    for path in (
        "/admin/",
        "/admin/articles/article/",
        f"/admin/articles/article/{article.pk}/change/",
        f"/admin/articles/article/{article.pk}/history/",
    ):
        answer = page.goto(address + path)
        assert answer is not None
        assert answer.status == 200, path
        assert "Log in" not in page.title()
