"""An editor's work in a real browser, as a person does it: from a queue to what became of it."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.editing.changing import save_edit
from articles.models import Article, Person, Proposal, Report, TakedownCase
from articles.search import indexing
from articles.text.codes import coded
from articles.views import requests
from tests.desk.conftest import waiting, work_off
from tests.factories import make_article, make_person

Visit = Callable[[str], Page]


@pytest.fixture
def another(browser: Browser, live_server: LiveServer, chief: User) -> Iterator[Page]:
    """The browser of a second editor."""
    user = User.objects.create_user("Ann")
    user.groups.add(Group.objects.get(name="Editor"))
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context = browser.new_context()
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    yield context.new_page()
    context.close()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reads a form quickly is no program, for once."""
    monkeypatch.setattr(requests, "LEAST_SECONDS", 0)


def test_a_queue_is_narrowed_and_begun(visit: Visit) -> None:
    waiting("body.short", headline="A short one")
    wanted = waiting("headline.guess", source="other.az", headline="The one that is wanted")
    waiting("headline.guess", headline="Another")
    page = visit("/desk/")
    page.get_by_role("link", name="the headline is a guess").click()
    page.get_by_role("link", name="other.az").click()
    expect(page.get_by_text("1–1 of 1")).to_be_visible()
    kept = page.url
    page.get_by_role("link", name="Begin with the first").click()
    expect(page.get_by_role("heading", level=1, name=wanted.headline)).to_be_visible()
    page.goto(kept)  # an address that can be kept
    expect(page.get_by_role("link", name=wanted.headline)).to_be_visible()


def test_one_case_follows_the_other_by_keys(visit: Visit) -> None:
    for n in range(5):
        waiting(date=None, headline=f"Bridge {n} opens")
    first = Article.objects.order_by("pk")[0]
    page = visit(f"/desk/articles/{first.pk}/?reason=date.none")
    for n in range(1, 4):
        page.keyboard.press("1")
        expect(page.get_by_label("Date", exact=True)).to_have_value("2020-10-31")
        page.keyboard.press("s")
        expect(page.get_by_role("heading", level=1, name=f"Bridge {n} opens")).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_role("heading", level=1, name="Bridge 4 opens")).to_be_visible()
    page.keyboard.press("0")
    expect(page.get_by_role("heading", level=1, name="Bridge 3 opens")).to_be_visible()
    assert Article.objects.filter(published_from=None).count() == 2


def test_by_hand_on_a_tablet(browser: Browser, visit: Visit, page: Page, live_server: LiveServer) -> None:
    article = waiting()
    visit("/desk/help/")
    context = browser.new_context(has_touch=True, viewport={"width": 820, "height": 1180})
    context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    tablet = context.new_page()
    tablet.goto(f"{live_server.url}/desk/articles/{article.pk}/")
    tablet.locator("#line-3 label").tap()
    tablet.get_by_role("button", name="the headline").tap()
    expect(tablet.get_by_label("Headline", exact=True)).to_have_value("Baku, 31 October 2020")
    tablet.get_by_role("button", name="Save and stay").tap()
    expect(tablet.get_by_text("Saved: Headline")).to_be_visible()
    context.close()


def test_all_that_are_found_are_changed_and_taken_back(visit: Visit) -> None:
    for n in range(3):
        make_article(headline=f"Bridge {n}", section="Politics")
    other = make_article(headline="A road", section="Politics")
    indexing.rebuild()
    page = visit("/desk/choose/")
    page.get_by_label("Words").fill("bridge")
    page.keyboard.press("Enter")
    page.get_by_label("all 3 found").check()
    page.get_by_label("What:", exact=True).select_option(label="Section")
    page.get_by_label("becomes:", exact=True).fill("Sport")
    page.get_by_role("button", name="See what would change").click()
    expect(page.get_by_text("3 are changed")).to_be_visible()
    expect(page.get_by_role("row", name="Bridge 2 Politics Sport")).to_be_visible()
    page.get_by_role("button", name="Do it").click()
    expect(page.get_by_role("heading", name="Waiting")).to_be_visible()
    work_off()
    page.reload()
    expect(page.get_by_text("3 are changed")).to_be_visible()
    assert Article.objects.filter(section__name="Sport").count() == 3
    page.get_by_role("button", name="Take all of it back").click()
    work_off()
    page.reload()
    expect(page.get_by_text("3 are as they were")).to_be_visible()
    assert Article.objects.filter(section=other.section).count() == 4


def test_two_at_one_article_choose_field_by_field(
    visit: Visit, another: Page, live_server: LiveServer
) -> None:
    article = waiting()
    address = f"/desk/articles/{article.pk}/"
    page = visit(address)
    another.goto(live_server.url + address)
    another.get_by_label("Headline", exact=True).fill("Ann's headline")
    another.get_by_role("button", name="Save and stay").click()
    expect(another.get_by_text("Saved: Headline")).to_be_visible()
    page.get_by_label("Headline", exact=True).fill("The chief's headline")
    page.get_by_label("Byline").fill("By nobody")
    page.get_by_role("button", name="Save and stay").click()
    conflict = page.get_by_role("group", name="Headline")
    for text in ("Ann's headline", "The chief's headline", "Bridge over the Kura opens"):
        expect(conflict.get_by_text(text)).to_be_visible()
    assert Article.objects.get(pk=article.pk).byline == ""  # nothing is saved until it is decided
    conflict.get_by_label("Theirs, as it is now").check()
    page.get_by_role("button", name="Save and stay").click()
    expect(page.get_by_text("Saved: Byline")).to_be_visible()
    article.refresh_from_db()
    assert (article.headline, article.byline) == ("Ann's headline", "By nobody")


def test_a_state_is_put_back_from_the_life_of_an_article(visit: Visit, chief: User) -> None:
    article = waiting()
    article.headline = "Bridge over the Araz opens"
    article.set_published(None)
    save_edit(article, ["headline", "published"], chief, "it was another river")
    page = visit(f"/desk/articles/{article.pk}/life/")
    edit = page.get_by_role("listitem").filter(has_text="it was another river")
    expect(edit.locator("del", has_text="Kura")).to_be_visible()
    expect(edit.locator("ins", has_text="Araz")).to_be_visible()
    expect(edit.locator("del", has_text="2020-10-31")).to_be_visible()
    first = page.get_by_role("listitem").filter(has_text="As it was before any edit")
    first.get_by_role("link", name="This state").click()
    page.get_by_role("button", name="Put this state back").click()
    expect(page.get_by_text("Put back: Headline, Date.")).to_be_visible()
    page.get_by_role("link", name="Recent changes").click()
    expect(page.get_by_role("link", name="Bridge over the Kura opens")).to_be_visible()


def test_a_reader_asks_and_a_chief_takes_a_name_out(
    visit: Visit, another: Page, live_server: LiveServer, hasty: None
) -> None:
    article = make_article(headline="Bridge", body="Ada Bell spoke.", persons=["Ada Bell"])
    indexing.rebuild()
    reader = another
    reader.context.clear_cookies()
    reader.goto(live_server.url + article.get_absolute_url())
    reader.get_by_role("link", name="Ask to be forgotten").click()
    reader.get_by_label("Only a name in it").fill("Ada Bell")
    reader.get_by_label("What we should know").fill("It is me.")
    reader.get_by_label("How to reach you").fill("ada@example.az")
    reader.get_by_role("button", name="Send").click()
    expect(reader.get_by_role("heading", name="Thank you")).to_be_visible()
    page = visit("/desk/")
    page.get_by_role("link", name="takedown cases").click()
    page.get_by_role("link", name="Bridge").click()
    expect(page.get_by_text("ada@example.az")).to_be_visible()
    page.get_by_label("Legal note").fill("letter of 3 May")
    page.get_by_role("button", name="Take the name out").click()
    expect(page.get_by_role("heading", name="Name taken out")).to_be_visible()
    reader.goto(f"{live_server.url}/articles/?q=bell")
    expect(reader.get_by_role("link", name="Bridge")).to_have_count(0)
    reader.goto(f"{live_server.url}/takedowns/")
    expect(reader.get_by_role("cell", name="Privacy")).to_be_visible()
    assert TakedownCase.objects.get().legal_note == "letter of 3 May"


def test_a_reader_reports_an_error_and_it_is_put_right(
    visit: Visit, another: Page, live_server: LiveServer, hasty: None
) -> None:
    article = make_article(headline="Brigde opens")
    indexing.rebuild()
    reader = another
    reader.context.clear_cookies()
    reader.goto(live_server.url + article.get_absolute_url())
    reader.get_by_role("link", name="Report an error").click()
    reader.get_by_label("What is wrong").select_option(label="The headline")
    reader.get_by_label("How is it wrong").fill("A letter is in the wrong place.")
    reader.get_by_label("How it should be").fill("Bridge opens")
    reader.get_by_role("button", name="Send").click()
    expect(reader.get_by_role("heading", name="Thank you")).to_be_visible()
    page = visit("/desk/reports/")
    page.get_by_role("button", name="Accept and edit").click()
    page.get_by_label("Headline", exact=True).fill("Bridge opens")
    page.get_by_role("button", name="Save and stay").click()
    page.get_by_role("link", name="Its life").click()
    expect(page.get_by_text("reported by a reader")).to_be_visible()
    assert Report.objects.get().state == "accepted"


def test_people_are_no_people_or_left_for_later_by_keys(visit: Visit) -> None:
    reason = coded("match.nearly").as_json()
    for n, (a, b) in enumerate([("Ada Bell", "Ada Bel"), ("Cy Dee", "Black Sea")]):
        people = [make_person(name) for name in (a, b)]
        for person in people:
            make_article(body=f"{person.name} spoke on Monday.", persons=[person])
        Proposal.objects.create(first=people[0], second=people[1], score=0.9 - n / 10, reason=reason)
    indexing.rebuild()
    page = visit("/desk/people/")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Black Sea")).to_be_visible()
    page.keyboard.press("2")
    expect(page.get_by_role("heading", name="Ada Bell")).to_be_visible()
    assert Person.objects.get(name="Black Sea").standing == "rejected"


def tab_to(page: Page, wanted: Locator) -> None:
    """As far as the key leads, and no mouse."""
    for _ in range(80):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no key leads to {wanted}")


def test_several_are_merged_and_a_spelling_is_no_person_without_a_mouse(visit: Visit) -> None:
    people = [make_person(name) for name in ("Vagif Aliyev", "Вагиф Алиев", "Vaqif Əliyev")]
    make_article(body="Vagif Aliyev spoke.", persons=[people[0]])
    indexing.rebuild()
    page = visit("/desk/people/find/")
    tab_to(page, page.get_by_placeholder("A name or surname"))
    page.keyboard.type("Алиев")
    page.keyboard.press("Enter")
    for person in people:
        tab_to(page, page.get_by_label(person.name))
        page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Set the ticked ones side by side"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Merge them"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 people are merged into “Vagif Aliyev”.")).to_be_visible()
    assert Person.objects.filter(merged_into=people[0]).count() == 2
    tab_to(page, page.get_by_role("button", name="“Вагиф Алиев” is no person"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("“Вагиф Алиев” is no person, everywhere.")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_role("button", name="“Вагиф Алиев” is no person")).to_be_visible()


def test_an_institution_names_itself_in_the_admin(visit: Visit, chief: User) -> None:
    User.objects.filter(pk=chief.pk).update(is_superuser=True)
    indexing.rebuild()
    page = visit("/admin/articles/identity/")
    page.get_by_role("link", name="Add name and look").first.click()
    page.get_by_label("Name:").first.fill("Archive of the Kura")
    page.get_by_label("Motto:").first.fill("All that was printed")
    page.get_by_label("Accent colour:", exact=True).fill("#1d4f7c")
    page.get_by_label("Languages:").fill("en, az")
    page.get_by_role("button", name="Save", exact=True).click()
    visit("/")
    expect(page.get_by_text("Archive of the Kura").first).to_be_visible()
    expect(page.get_by_text("All that was printed").first).to_be_visible()
    expect(page.get_by_role("link", name="русский")).to_have_count(0)


def test_an_editor_is_led_from_readers_pages_to_the_desk_and_its_docs(visit: Visit) -> None:
    article = make_article(headline="Bridge", body="Ada Bell spoke.", persons=["Ada Bell"])
    indexing.rebuild()
    page = visit(article.get_absolute_url())
    page.get_by_role("link", name="Edit", exact=True).click()
    expect(page).to_have_title("Bridge – The desk")
    page = visit(Person.objects.get().get_absolute_url())
    page.get_by_role("link", name="Edit", exact=True).click()
    expect(page.get_by_role("heading", name="As it stands in articles")).to_be_visible()
    page.get_by_role("link", name="Help", exact=True).click()
    page.get_by_role("link", name="docs/importing.md").click()
    expect(page.get_by_role("heading", level=1, name="What can be imported")).to_be_visible()
