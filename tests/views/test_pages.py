"""Pages that every archive needs: with something safe to say, and as its editors write them."""

import gzip

import pytest
from django.test import Client
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
