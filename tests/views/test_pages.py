"""Pages that every archive needs: with something safe to say, and as its editors write them."""

import gzip

import pytest
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponseBase
from django.test import Client, RequestFactory
from django.utils.html import escape

from articles.models import StandingPage
from articles.views.pages import DEFAULTS

pytestmark = pytest.mark.django_db

KEYS = [key.value for key in StandingPage.Key]


@pytest.mark.parametrize("key", KEYS)
def test_each_says_something_before_anybody_writes_it(client: Client, key: str) -> None:
    page = client.get(f"/{key}/").content.decode()
    assert escape(str(DEFAULTS[key][0])) in page
    assert str(dict(StandingPage.Key.choices)[key]) in page


def test_what_editors_write_stands_instead_in_its_language(client: Client) -> None:
    StandingPage.objects.create(key="about", language="", title="Of us", text="One.\n\nTwo <b>.")
    StandingPage.objects.create(key="about", language="ru", title="О нас", text="Один.")
    page = client.get("/about/").content.decode()
    assert "<h1>Of us</h1>" in page and "<p>One.</p>" in page and "<p>Two &lt;b&gt;.</p>" in page


def test_every_page_leads_to_them(client: Client) -> None:
    page = client.get("/takedowns/").content.decode()
    assert [key for key in KEYS if f'href="/{key}/"' not in page] == []


@pytest.mark.parametrize("address", ["/articles/", "/articles/feed/", "/about/", "/api/v1/docs"])
def test_what_is_read_comes_packed_to_who_can_unpack_it(client: Client, address: str) -> None:
    plain, packed = client.get(address), client.get(address, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip" and "Accept-Encoding" in packed["Vary"]
    assert len(packed.content) == int(packed["Content-Length"]) < len(plain.content) / 1.5
    assert b"csrf" in plain.content or gzip.decompress(packed.content) == plain.content


@pytest.mark.parametrize(("asked", "status", "length"), [("If-Modified-Since", 304, 0), ("Range", 206, 100)])
def test_what_has_no_body_or_a_part_of_one_is_not_packed(asked: str, status: int, length: int) -> None:
    """Asked as a server does: the client of the tests takes away what follows a 304."""
    application = get_wsgi_application()

    def ask(**headers: str) -> HttpResponseBase:
        headers["Accept-Encoding"] = "gzip"
        return application.get_response(RequestFactory().get("/static/archive.css", headers=headers))

    whole = ask()
    assert whole["Content-Encoding"] == "gzip"
    answer = ask(**{asked: whole["Last-Modified"] if status == 304 else "bytes=0-99"})
    assert (answer.status_code, "Content-Encoding" in answer) == (status, False)
    assert len(b"".join(answer)) == length
    for one in (whole, answer):
        one.close()
