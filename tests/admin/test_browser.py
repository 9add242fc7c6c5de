"""An editor's day in a real browser, under the archive's content security policy."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, Person
from tests.admin.conftest import admin_address
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Page:
    """The admin's first page, signed in as an editor."""
    User.objects.create_superuser("editor", "editor@example.org", "password")
    page.goto(live_server.url + reverse("admin:index"))
    page.fill("#id_username", "editor")
    page.fill("#id_password", "password")
    page.click("input[type=submit]")
    return page


def test_an_article_is_imported_found_edited_withdrawn_and_restored(desk, live_server, footbridge):
    desk.click(".waiting >> text=Import a text")
    desk.fill(
        "#id_text", "Vineyards of Telavi\n\nThe harvest began on Monday, said the growers of the valley.\n"
    )
    desk.click("text=Import >> nth=-1")
    expect(desk.locator(".messagelist .success")).to_contain_text("Imported: Vineyards of Telavi")

    desk.click(".breadcrumbs >> text=Articles")
    desk.fill("#searchbar", "footbridge")
    desk.click("#changelist-search input[type=submit]")
    desk.click("#result_list >> text=Footbridge over the Kura")
    expect(desk.locator(".original .role-headline")).to_contain_text("Footbridge over the Kura")
    desk.fill("#id_headline", "Zeppelin lands beside the Kura")
    desk.fill("#id_change_reason", "it was a zeppelin")
    desk.click("input[name=_continue]")
    expect(desk.locator(".original")).to_contain_text("Set by editors: headline.")

    desk.goto(f"{live_server.url}{reverse('articles')}?q=zeppelin")
    desk.click("main >> text=Zeppelin lands beside the Kura")
    expect(desk.locator("h1")).to_have_text("Zeppelin lands beside the Kura")
    public = desk.url

    desk.goto(live_server.url + admin_address(footbridge))
    desk.click(".object-tools >> text=Withdraw")
    desk.fill("#id_reason", "It was no zeppelin.")
    desk.click("input[value=Withdraw]")
    expect(desk.locator(".withdrawn")).to_contain_text("It was no zeppelin.")
    assert desk.goto(public).status == 410
    desk.goto(f"{live_server.url}{reverse('articles')}?q=zeppelin")
    expect(desk.locator("main")).not_to_contain_text("Zeppelin lands")

    desk.goto(live_server.url + admin_address(footbridge))
    desk.click(".object-tools >> text=Restore")
    desk.fill("#id_reason", "It was one.")
    desk.click("input[value=Restore]")
    expect(desk.locator(".messagelist .success")).to_contain_text("is back")
    assert desk.goto(public).status == 200

    desk.goto(live_server.url + admin_address(footbridge, "history"))
    desk.click("#change-history tr:last-child a")
    expect(desk.locator(".differences")).to_contain_text("Footbridge over the Kura")
    desk.click("input[value='Put this back']")
    expect(desk.locator("#id_headline")).to_have_value("Footbridge over the Kura opens after six years")
    assert Article.objects.get(pk=footbridge.pk).edited_fields == ["headline"]


def test_a_page_saved_untouched_by_a_browser_is_left_as_it_was(desk, live_server):
    body = "  One.\n\nTwo\twith a tab.\n\n\n\nThree.\n"
    article = make_article(headline="Nobody touches this", body=body, caption="Caption\nin two lines")
    before = Article.objects.values().get()
    desk.goto(live_server.url + admin_address(article))
    desk.click("input[name=_continue]")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert Article.objects.values().get() == before


def test_people_are_found_and_merged(desk, live_server):
    latin, cyrillic = make_person("Yevgeny Buzhinsky"), make_person("Евгений Бужинский", language="ru")
    make_article(body="Yevgeny Buzhinsky told Interfax.", persons=[latin])
    desk.goto(live_server.url + admin_address(latin))
    desk.click(".object-tools >> text=Merge")
    desk.click(".select2-selection")
    desk.fill(".select2-search__field", "Бужинский Евгений")
    desk.click(f".select2-results__option >> text=no. {cyrillic.pk}")
    desk.click("input[value=Compare]")
    desk.check(f"input[name=into][value='{cyrillic.pk}']")
    desk.click("input[value=Merge]")
    expect(desk.locator(".messagelist .success")).to_contain_text("is merged into")
    assert Person.objects.get(pk=latin.pk).merged_into == cyrillic
    desk.click(".about-person >> text=merge")
    desk.click("button:text('Undo')")
    expect(desk.locator(".messagelist .success")).to_contain_text("Undone.")
    assert Person.objects.get(pk=latin.pk).merged_into is None


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_fit_their_window(width, desk, live_server, footbridge):
    word = "Overlong" * 40
    article = make_article(headline=word, body=word, raw=word, persons=["Ann Lee"])
    person = make_person("Ann Lee")
    desk.set_viewport_size({"width": width, "height": 800})
    for address in (
        reverse("admin:index"),
        reverse("admin:articles_article_changelist"),
        admin_address(article),
        admin_address(article, "withdraw"),
        admin_address(footbridge),
        reverse("admin:articles_article_import"),
        admin_address(person),
        admin_address(person, "split"),
        f"{reverse('admin:articles_person_merge')}?person={person.pk}",
        reverse("admin:articles_proposal_changelist"),
        reverse("admin:articles_importrun_changelist"),
    ):
        desk.goto(live_server.url + address)
        wide = desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{address} is {wide} pixels too wide"


def test_a_hostile_headline_runs_nothing(desk, live_server):
    hostile = "<img src=x onerror=window.owned=1><script>window.owned=1</script>\u202eevil"
    article = make_article(headline=hostile, body=hostile, raw=hostile, persons=["Ann Lee"])
    for address in (admin_address(article), reverse("admin:articles_article_changelist")):
        desk.goto(live_server.url + address)
        expect(desk.locator("#content")).to_contain_text("<img src=x")
        assert desk.evaluate("window.owned === undefined")
