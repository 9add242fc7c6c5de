"""What readers see when a page cannot be given."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, Error, InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client, RequestFactory, override_settings
from django.views.defaults import permission_denied

from tests.factories import make_article
from tests.views.page import Page, visit

PAGES = ["/", "/articles/", "/articles/abc/", "/articles/abc/original/", "/articles/abc/original/bytes/"]
PAGES += [f"/{kind}/{rest}" for kind in ("sources", "sections", "places") for rest in ("", "baku/")]
PAGES += ["/people/", "/people/1/", "/dates/", "/dates/2020/", "/dates/2020/10/", "/dates/2020/10/31/"]
PAGES += [
    "/articles/feed/",
    "/articles/table/",
    "/help/search/",
    "/suggest/?q=baku",
    "/robots.txt",
    "/healthz",
    "/readyz",
]
WITHOUT_DATABASE = {"/help/search/", "/robots.txt", "/healthz", "/readyz"}


def visit_while(client: Client, address: str, error: Error) -> Page:
    """The page as it is where every query fails so."""

    def fail(*args: object) -> None:
        raise error

    client.raise_request_exception = False
    with connection.execute_wrapper(fail):
        return visit(client, address)


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*sorted(set(PAGES) - WITHOUT_DATABASE), "/admin/"])
def test_without_its_database_every_page_says_so(client, index, admin_client, address):
    index()
    reader = admin_client if address == "/admin/" else client
    page = visit_while(reader, address, OperationalError('connection to "db" failed for user archive'))
    assert page.status == 503
    assert page.text("h1") == "The archive’s database does not answer"
    assert "Try again in a minute" in page.text("main")
    assert "user archive" not in page.response.content.decode()
    assert page.response["Retry-After"] == "60"
    assert page.one("link[@rel='stylesheet']").get("href") == "/static/archive.css"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InterfaceError("connection already closed"), 503),
        (DatabaseError("file is not a database"), 503),
        (ProgrammingError("syntax error"), 500),
    ],
)
def test_a_wrong_query_is_a_fault_and_no_absence(client, index, error, status):
    index()
    assert visit_while(client, "/articles/abc/", error).status == status


@pytest.mark.django_db
def test_readyz_says_that_the_connection_is_closed(client):
    def fail(*args: object) -> None:
        raise InterfaceError("connection already closed")

    with connection.execute_wrapper(fail):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": "connection already closed"}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("address", PAGES)
def test_pages_are_only_read(address, method):
    client = Client(enforce_csrf_checks=True)
    answer = client.generic(method, address)  # without the mark django_db: nothing is asked of the database
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_the_look_of_the_site():
    page = Page(Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"}))
    assert page.status == 403
    assert page.text("h1") == "This form was not accepted"
    assert len(page.all("nav[@class='site-nav']")) == 1


def test_what_one_may_not_do_is_said_in_the_look_of_the_site():
    page = Page(permission_denied(RequestFactory().get("/admin/"), PermissionDenied("secret")))
    assert page.status == 403
    assert page.text("h1") == "You may not do this here"
    assert "secret" not in page.response.content.decode()
    assert len(page.all("nav[@class='site-nav']")) == 1


@pytest.mark.django_db
def test_too_large_a_form_is_not_understood(admin_client):
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=10):
        page = Page(admin_client.post("/admin/login/", {"username": "a" * 20}))
    assert page.status == 400
    assert "too long" in page.text("main")
    assert len(page.all("nav[@class='site-nav']")) == 1


def test_a_thousand_parameters_are_not_understood_and_not_logged(client, caplog):
    page = visit(client, "/articles/?" + "a=1&" * 1001)
    assert page.status == 400
    assert caplog.records == []


@pytest.mark.django_db
def test_a_fault_is_answered_in_the_look_of_the_site(client, index, monkeypatch):
    article = make_article()
    index()
    monkeypatch.setattr("articles.views.article.article_context", lambda *args: 1 / 0)
    client.raise_request_exception = False
    page = Page(client.get(article.get_absolute_url()))
    assert page.status == 500
    assert page.text("h1") == "Something went wrong here"
    assert len(page.all("nav[@class='site-nav']")) == 1
