"""The same pages in six languages: at permanent addresses as the reader wishes, and below a language."""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote

import pytest
from django.conf import settings
from django.urls import get_script_prefix
from django.utils import translation

from articles.models import PlaceName, SectionName
from tests.factories import make_article
from tests.views.page import Page, visit

CODES = ["en", "az", "hy", "ka", "ru", "tr"]


@pytest.fixture
def archive(index):
    article = make_article(
        headline="Ceasefire holds", section="Politics", place="Baku", date="2020-10-31", language="en"
    )
    for model, of, name in (
        (SectionName, {"section": article.section}, "Политика"),
        (SectionName, {"section": article.section}, "Политические новости"),
        (PlaceName, {"place": article.place}, "Баку"),
    ):
        model.objects.create(language="ru", name=name, **of)
    index()
    return article


def html(page: Page) -> tuple[str, str]:
    element = page.one("html")
    return element.get("lang", ""), element.get("dir", "")


def ask(client, address: str, wish: str = "", cookie: str = "") -> Page:
    if cookie:
        client.cookies["language"] = cookie
    return Page(client.get(address, headers={"Accept-Language": wish} if wish else {}))


@pytest.mark.parametrize(
    ("wish", "cookie", "shown"),
    [
        ("", "", "en"),
        ("de,fr;q=0.8", "", "en"),
        ("ru,en;q=0.5", "", "ru"),
        ("az-Latn-AZ,ru;q=0.9", "", "az"),
        ("hy;q=0.7,ka;q=0.9", "", "ka"),
        ("ru", "tr", "tr"),
        ("ru", "nonsense", "ru"),
    ],
)
def test_a_permanent_address_is_shown_as_its_reader_wishes(client, archive, wish, cookie, shown):
    page = ask(client, "/articles/", wish, cookie)
    assert html(page) == (shown, "ltr")
    assert page.response["Content-Language"] == shown
    assert {"Accept-Language", "Cookie"} <= set(page.response["Vary"].split(", "))


@pytest.mark.parametrize("code", CODES)
def test_below_a_language_all_stands_in_it(client, archive, code):
    page = ask(client, f"/{code}/articles/", wish="de", cookie="tr" if code != "tr" else "ru")
    assert html(page) == (code, "ltr")
    assert page.response["Content-Language"] == code
    assert "Accept-Language" not in page.response.get("Vary", "")


def test_below_a_language_links_stay_there(client, archive):
    page = visit(client, "/ru/articles/?q=ceasefire")
    links = [a.get("href", "") for a in page.all("a")] + [form.get("action", "") for form in page.all("form")]
    inside = [link for link in links if link.startswith("/")]
    assert len(inside) > 20
    assert [link for link in inside if not link.startswith("/ru/")] == []
    assert page.one("body").get("data-suggest") == "/ru/suggest/"


def test_what_leaves_the_page_is_permanent(client, archive):
    for address in (f"/ru{archive.get_absolute_url()}", archive.get_absolute_url()):
        page = visit(client, address)
        known_as = "http://testserver" + archive.get_absolute_url()
        assert page.one("link[@rel='canonical']").get("href") == known_as
        assert page.one("meta[@property='og:url']").get("content") == known_as
        assert f"http://testserver/articles/{archive.public_id}/" in page.text("div[@class='to-cite']")
        found = {a.get("hreflang"): a.get("href") for a in page.all("link[@hreflang]")}
        below = {code: f"http://testserver/{code}{archive.get_absolute_url()}" for code in CODES}
        assert found == {"x-default": known_as, **below}


def test_what_is_kept_for_all_requests_has_no_language(client, archive):
    from articles.lists.exporting import _address

    _address.cache_clear()
    feeds = [client.get(f"{below}/articles/feed.json").json() for below in ("/ru", "", "/ka")]
    assert {feed["items"][0]["url"] for feed in feeds} == {"http://testserver" + archive.get_absolute_url()}
    visit(client, f"/ru{archive.get_absolute_url()}")
    assert _address("article") == "/articles/{}/"


def test_a_slug_that_is_wrong_leads_on_within_the_language(client, archive):
    answer = client.get(f"/hy/articles/{archive.public_id}/wrong/?q=a")
    assert (answer.status_code, answer["Location"]) == (301, f"/hy{archive.get_absolute_url()}?q=a")


def test_a_slash_is_added_within_the_language(client, archive):
    answer = client.get("/hy/articles?q=a")
    assert (answer.status_code, answer["Location"]) == (301, "/hy/articles/?q=a")


@pytest.mark.parametrize(
    "path", ["/api/v1/articles?q=a", "/admin/", "/robots.txt", "/healthz", "/sitemap.xml", "/metrics"]
)
def test_what_is_for_programs_and_editors_has_one_address(client, db, path):
    answer = client.get(f"/ru{path}")
    assert (answer.status_code, answer["Location"]) == (301, path)
    assert client.post(f"/ru{path}").status_code == 404


def test_a_language_before_an_address_opens_no_other_door(client, db):
    """What guards an address by its path sees the path: twice a language is no page, nor is one alone."""
    assert client.get("/ru/ru/api/v1/articles").status_code == 404
    assert client.get("/ru/en/").status_code == 404
    assert client.get("/xx/").status_code == 404
    assert client.get("/ru//example.org/").status_code == 404


def test_the_api_speaks_english_and_its_description_every_language(client, archive):
    answer = client.get("/api/v1/articles?from=never", headers={"Accept-Language": "ru"})
    assert "Accept-Language" not in answer["Vary"]
    assert answer.json() == client.get("/api/v1/articles?from=never").json()
    assert html(visit(client, "/ru/api/v1/docs"))[0] == "ru"


def test_a_page_that_is_not_there_is_told_in_the_language(client, db):
    page = visit(client, "/ka/no-such-page")
    assert (page.status, html(page)[0]) == (404, "ka")


def test_who_asks_again_in_another_language_gets_the_page(client, archive):
    first = client.get("/articles/", headers={"Accept-Language": "en"})
    tag = first["ETag"]
    again = {lang: {"If-None-Match": tag, "Accept-Language": lang} for lang in ("en", "ru")}
    assert client.get("/articles/", headers=again["en"]).status_code == 304
    answer = client.get("/articles/", headers=again["ru"])
    assert (answer.status_code, answer["Content-Language"]) == (200, "ru")


def test_nothing_of_a_request_stays(client, archive):
    for address in ("/ru/", "/ru/no-such-page"):
        client.get(address)
        assert (get_script_prefix(), translation.get_language()) == ("/", settings.LANGUAGE_CODE)


def test_a_choice_is_kept_and_leads_back(client, archive):
    page = visit(client, "/ru/articles/?q=ceasefire")
    form = page.one("form[@class='languages']")
    action = form.get("action", "")
    assert (form.get("method"), action) == ("post", "/ru/language/?next=%2Farticles%2F%3Fq%3Dceasefire")
    buttons = {b.get("value"): b for b in page.all("form[@class='languages']/button")}
    assert list(buttons) == [code for code, _name in settings.LANGUAGES]
    assert [code for code, button in buttons.items() if button.get("aria-current")] == ["ru"]
    answer = client.post(action, {"language": "ka"})
    assert (answer.status_code, answer["Location"]) == (303, "/articles/?q=ceasefire")
    cookie = answer.cookies["language"]
    assert (cookie.value, cookie["samesite"], cookie["httponly"], cookie["path"]) == ("ka", "Lax", True, "/")
    assert html(visit(client, answer["Location"]))[0] == "ka"


@pytest.mark.parametrize(
    "back", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:a", ""]
)
def test_a_choice_leads_nowhere_else(client, db, back):
    assert client.post(f"/language/?next={quote(back)}", {"language": "ru"})["Location"] == "/"


def test_no_choice(client, db):
    assert client.post("/language/", {"language": "xx"}).status_code == 400
    assert client.get("/language/").status_code == 405


def test_sections_and_places_by_their_names_in_the_language(client, archive):
    def shown(address: str) -> list[str]:
        return visit(client, address).texts("p[@class='facts']/span")[2:4]

    assert shown("/articles/") == ["Politics", "Baku"]
    assert shown("/ru/articles/") == ["Политика", "Баку"]
    assert shown("/tr/articles/") == ["Politics", "Baku"]
    page = visit(client, "/ru/articles/?section=politics")
    assert "Политика" in page.texts("section[@class='facet']")[1]
    assert "Политика" in page.text("ul[@class='active']")
    assert visit(client, "/ru/sections/politics/").text("h1") == "Политика"
    assert "Политика" in visit(client, f"/ru{archive.get_absolute_url()}").text("article//header")
    archive.section.refresh_from_db()
    assert archive.section.name == "Politics"


def test_a_list_asks_few_queries_more_than_in_english(queries, archive):
    english = queries("/articles/?q=ceasefire")
    assert queries("/ru/articles/?q=ceasefire") - english <= 4  # of sections and places, of hits and facets
    for n in range(20):
        make_article(headline=f"Ceasefire {n}", section=f"Section {n}", place=f"Place {n}")
    assert queries("/ru/articles/?q=ceasefire") - english <= 4


def test_health_is_told_without_a_language(client, db):
    assert client.get("/healthz", headers={"Accept-Language": "ru"}).content == client.get("/healthz").content


@pytest.mark.parametrize(
    ("code", "heading"),
    [
        ("en", "Saturday, 31 October 2020"),
        ("az", "Şənbə, 31 oktyabr 2020"),
        ("hy", "Շաբաթ, 31 հոկտեմբերի, 2020"),
        ("ka", "შაბათი, 31 ოქტომბერი, 2020"),
        ("ru", "Суббота, 31 октября 2020"),
        ("tr", "31 Ekim 2020 Cumartesi"),
    ],
)
def test_a_day_is_written_as_the_language_does(client, archive, code, heading):
    assert visit(client, f"/{code}/dates/2020/10/31/").text("h1") == heading
    assert dt.date(2020, 10, 31).isoformat() in visit(client, f"/{code}/").one("time").get("datetime", "")


def test_the_admin_is_shown_as_its_reader_wishes_and_its_log_in_has_a_heading(client, db):
    page = ask(client, "/admin/login/", "ru")
    assert html(page)[0] == "ru"
    assert page.texts("h1") == ["Войти"]


def test_what_is_not_to_be_collected_is_told_in_no_language(client, archive):
    assert [len(visit(client, path).all("link[@hreflang]")) for path in ("/articles/?q=a", "/articles/")] == [
        0,
        7,
    ]


def test_a_choice_made_below_a_language_leads_out_of_it(client) -> None:
    answer = client.post("/language/?next=/ru/people/%3Fname%3Da", {"language": "az"})
    assert (answer.status_code, answer["Location"]) == (303, "/people/?name=a")
    answer = client.post("/language/?next=/ru//evil.example/", {"language": "az"})
    assert answer["Location"] == "/ru//evil.example/"


@pytest.mark.django_db
def test_a_language_in_capitals_is_the_same(client) -> None:
    client.cookies["language"] = "RU"
    assert client.get("/people/")["Content-Language"] == "ru"


def test_a_language_without_its_slash_leads_to_its_home(client) -> None:
    answer = client.get("/ru?q=1")
    assert (answer.status_code, answer["Location"]) == (301, "/ru/?q=1")
