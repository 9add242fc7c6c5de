"""The archive's own name, motto, logo and colours, wherever the archive is named; and what is refused."""

import base64
from pathlib import Path
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import identity
from articles.models import Identity, Person, Report
from articles.search import indexing
from tests.factories import make_article
from tests.test_settings import read_settings, run_python
from tests.views.page import visit

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7" fill="#7c1d1d"/></svg>'
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def named() -> Identity:
    row = Identity(name="Kura Archive", motto="news of the river", accent="#0b5394", logo=SVG)
    row.save()
    row.words.create(language="ru", name="Архив Куры", motto="новости реки")
    make_article(headline="Bridge opens", body="A bridge.", date="2020-10-31")
    indexing.rebuild()
    return row


def test_the_name_stands_on_every_page_and_wherever_the_archive_is_named(
    named: Identity, client: Client
) -> None:
    article = make_article(headline="Other", body="Ada Bell spoke.", persons=["Ada Bell"])
    indexing.rebuild()
    person = Person.objects.get()
    pages = ["/", "/articles/", "/people/", "/dates/", "/sources/", "/about/", "/takedowns/", "/desk/login/"]
    pages += [article.get_absolute_url(), person.get_absolute_url(), "/nowhere/", "/articles/feed/"]
    pages += ["/changes/feed/", "/changes/feed.json", "/reconcile/"]
    pages += ["/articles/feed.json", "/opensearch.xml", "/oai/?verb=Identify", "/api/v1/openapi.json"]
    pages += [
        f"/api/v1/articles/{article.public_id}/citation?format={name}" for name in ("bibtex", "ris", "csl")
    ]
    for page in pages:
        told = client.get(page).content.decode()
        assert "Kura Archive" in told, page
        assert "News Archive" not in told, page
    assert visit(client, "/").text("title") == "Kura Archive: news of the river"
    found = ElementTree.fromstring(client.get("/oai/?verb=Identify").content)
    assert found.findtext(".//{*}repositoryName") == "Kura Archive"


def test_in_another_language_it_has_another_name(named: Identity, client: Client) -> None:
    assert visit(client, "/ru/").text("title") == "Архив Куры: новости реки"
    assert visit(client, "/ru/").text("h1") == "новости реки"
    assert visit(client, "/ka/").text("title") == "Kura Archive: news of the river"


def test_no_page_asks_the_database_for_it_again(named: Identity, client: Client) -> None:
    client.get("/about/")
    with CaptureQueriesContext(connection) as queries:
        for _ in range(5):
            client.get("/about/")
    assert not [one["sql"] for one in queries if "identity" in one["sql"]]
    named.name = "Another"
    named.save()
    assert "Another" in client.get("/about/").content.decode()


def test_the_colours_are_a_stylesheet_and_the_logo_a_picture(named: Identity, client: Client) -> None:
    page = client.get("/ru/").content.decode()
    version = identity.known().version
    assert f'<link rel="stylesheet" href="/look.css?v={version}">' in page
    assert f'<img class="site-logo" src="/logo?v={version}"' in page
    style = client.get("/look.css").content.decode()
    assert "--accent: #0b5394;" in style and f"--accent: {identity.known().accent_dark};" in style
    logo = client.get("/logo")
    assert (logo.content, logo["Content-Type"]) == (SVG, "image/svg+xml")
    assert "sandbox" in logo["Content-Security-Policy"]
    assert logo["X-Content-Type-Options"] == "nosniff"


def test_without_any_it_is_as_every_archive_and_both_are_missing(client: Client) -> None:
    page = client.get("/about/").content.decode()
    assert "look.css" not in page and "site-logo" not in page and "News Archive" in page
    assert [client.get(address).status_code for address in ("/look.css", "/logo")] == [404, 404]


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("accent", "#ffcc00", "could hardly be read"),
        ("accent", "red", "Write a colour"),
        ("accent", "#7c1d;}", "Write a colour"),
        ("accent_dark", "#7c1d1d", "could hardly be read"),
        ("timezone", "Mars/Olympus", "Write a time zone"),
        ("languages", ["az", "xx"], "Name languages"),
        ("languages", ["az", "az"], "Name languages"),
        ("logo", b"<html></html>", "no PNG"),
        ("logo", b"GIF89a", "no PNG"),
    ],
)
def test_what_is_refused_by_the_table_itself(field: str, value: object, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Identity(**{field: value}).save()
    assert not Identity.objects.exists()


def test_the_languages_of_an_archive(client: Client) -> None:
    Identity(languages=["az", "ru"]).save()
    assert client.get("/about/")["Content-Language"] == "az"
    assert client.get("/about/", headers={"accept-language": "ka, ru;q=0.5"})["Content-Language"] == "ru"
    client.cookies["language"] = "en"
    assert client.get("/about/")["Content-Language"] == "az"
    moved = client.get("/ka/about/?a=1")
    assert (moved.status_code, moved["Location"]) == (302, "/about/?a=1")
    page = client.get("/ru/about/").content.decode()
    assert 'value="az"' in page and 'value="ka"' not in page
    assert 'hreflang="ka"' not in client.get("/ru/").content.decode()


def test_the_time_zone_of_an_archive(admin_client: Client) -> None:
    told = Report.objects.create(article=make_article(), text="wrong")
    there = timezone.localtime(told.made_at, ZoneInfo("Asia/Kathmandu"))  # 5:45 from Greenwich
    assert f"{there:%H:%M}" not in admin_client.get("/desk/reports/").content.decode()
    Identity(timezone="Asia/Kathmandu").save()
    assert f"{there:%H:%M}" in admin_client.get("/desk/reports/").content.decode()
    assert timezone.get_current_timezone_name() == "UTC"  # nothing leaks out of a request


def test_it_is_set_in_the_admin(admin_client: Client) -> None:
    address = "/admin/articles/identity/add/"
    assert address in admin_client.get("/admin/articles/identity/").content.decode()
    inline = {"words-TOTAL_FORMS": "1", "words-INITIAL_FORMS": "0", "words-0-language": "ru"}
    given = inline | {"name": "Kura", "codes": "en, ru", "words-0-name": "Кура", "accent": "#0B5394"}
    logo = SimpleUploadedFile("logo.png", PNG)
    assert admin_client.post(address, given | {"logo_file": logo}).status_code == 302
    row = Identity.objects.get()
    assert (row.pk, row.name, row.languages, bytes(row.logo or b"")) == (1, "Kura", ["en", "ru"], PNG)
    assert [str(one) for one in row.words.all()] == ["ru Кура"]
    assert address not in admin_client.get("/admin/articles/identity/").content.decode()
    assert admin_client.get(address).status_code == 403  # there is one
    hostile = SimpleUploadedFile("logo.svg", SVG.replace(b"<path", b"<script>alert(1)</script><path"))
    kept = {"words-TOTAL_FORMS": "0", "words-INITIAL_FORMS": "0", "accent": "#ffff00"}
    refused = admin_client.post("/admin/articles/identity/1/change/", kept | {"logo_file": hostile})
    told = refused.content.decode()
    assert "The SVG holds more than plain shapes" in told and "could hardly be read" in told
    assert bytes(Identity.objects.get().logo or b"") == PNG


def test_settings_say_it_where_no_editor_does(tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_bytes(SVG)
    given = {"ARCHIVE_NAME": "Kura", "ARCHIVE_ACCENT": "#0B5394", "ARCHIVE_LANGUAGES": "az,ru"}
    names = ("ARCHIVE_NAME", "ARCHIVE_ACCENT", "ARCHIVE_LANGUAGES")
    assert read_settings(tmp_path, *names, **given, ARCHIVE_LOGO=str(logo)) == [
        "Kura",
        "#0b5394",
        ["az", "ru"],
    ]
    logo.write_bytes(SVG.replace(b"<svg", b"<!DOCTYPE svg><svg"))
    wrong = {
        "ARCHIVE_ACCENT": ("#ffff00", "could hardly be read"),
        "ARCHIVE_ACCENT_DARK": ("#111111", "could hardly be read"),
        "ARCHIVE_LANGUAGES": ("xx", "ARCHIVE_LANGUAGES names xx"),
        "ARCHIVE_LOGO": (str(logo), "no picture that can be shown"),
    }
    for name, (value, why) in wrong.items():
        done = run_python("settings.DEBUG", tmp_path, **{name: value})
        assert done.returncode != 0 and why in done.stderr, name
