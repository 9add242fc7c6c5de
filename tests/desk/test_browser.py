"""The desk in a real browser: by keys alone, without scripts, accessible, on a phone too."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, Person, Proposal, Report, Reprint, TakedownCase
from articles.search import indexing
from articles.text.codes import coded
from tests.desk.conftest import waiting
from tests.factories import make_article, make_person

ACCESSIBILITY = (Path(__file__).parent.parent / "browser" / "accessibility.js").read_text()


@pytest.fixture
def two_pairs(transactional_db: None) -> list[Proposal]:
    found = []
    for n, (a, b) in enumerate([("Ada Bell", "Ada Bel"), ("Cy Dee", "Cy Di")]):
        people = [make_person(name) for name in (a, b)]
        for person in people:
            make_article(body=f"{person.name} spoke on Monday.", persons=[person])
        reason = coded("match.nearly").as_json()
        found.append(
            Proposal.objects.create(first=people[0], second=people[1], score=0.9 - n / 10, reason=reason)
        )
    return found


def test_logging_in_leads_to_where_one_wanted(page: Page, live_server: LiveServer, chief: User) -> None:
    page.goto(f"{live_server.url}/desk/changes/")
    page.get_by_label("Username").fill("chief")
    page.get_by_label("Password").fill("correct horse battery")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Recent changes")).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    page.goto(f"{live_server.url}/desk/changes/")
    expect(page.get_by_role("heading", name="Log in to the desk")).to_be_visible()


def test_a_date_is_given_with_two_keys(visit: Callable[[str], Page], chief: User) -> None:
    first, second = waiting(date=None), waiting(date=None)
    page = visit(f"/desk/articles/{first.pk}/?reason=date.none")
    page.keyboard.press("1")  # the first candidate: the date that stands in the third line
    expect(page.get_by_label("Date", exact=True)).to_have_value("2020-10-31")
    page.keyboard.press("s")
    page.wait_for_url(f"**/desk/articles/{second.pk}/?reason=date.none")
    first.refresh_from_db()
    assert (str(first.published_from), first.status) == ("2020-10-31", "published")
    page.keyboard.press("u")
    expect(page.get_by_text("Undone.")).to_be_visible()
    first.refresh_from_db()
    assert (first.published_from, first.status) == (None, "in review")


def test_a_line_is_chosen_and_taken_by_keys(visit: Callable[[str], Page], chief: User) -> None:
    article = waiting()
    page = visit(f"/desk/articles/{article.pk}/")
    for _ in range(3):
        page.keyboard.press("j")
    page.keyboard.press("y")
    expect(page.get_by_label("Byline")).to_have_value("Baku, 31 October 2020")
    page.get_by_label("Byline").focus()
    page.keyboard.press("End")
    page.keyboard.press("s")  # a letter, where somebody types
    expect(page.get_by_label("Byline")).to_have_value("Baku, 31 October 2020s")
    page.keyboard.press("Escape")
    page.keyboard.press("w")
    expect(page.get_by_text("Saved: Byline")).to_be_visible()
    article.refresh_from_db()
    assert article.byline == "Baku, 31 October 2020s"


def test_keys_can_be_switched_off(visit: Callable[[str], Page], chief: User) -> None:
    article = waiting()
    page = visit(f"/desk/articles/{article.pk}/")
    page.get_by_label("Single keys").uncheck()
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("s")
    page.reload()
    expect(page.get_by_label("Single keys")).not_to_be_checked()
    assert Article.objects.get(pk=article.pk).status == "in review"


@pytest.fixture
def without_scripts(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_it_works_without_scripts(without_scripts: Page, live_server: LiveServer, chief: User) -> None:
    page, article = without_scripts, waiting()
    page.goto(f"{live_server.url}/desk/articles/{article.pk}/")
    page.get_by_label("Username").fill("chief")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Log in").click()
    page.locator("#line-3 input").check()
    page.get_by_role("button", name="the headline").click()
    expect(page.get_by_label("Headline", exact=True)).to_have_value("Baku, 31 October 2020")
    page.get_by_role("button", name="Save as checked, next").click()
    article.refresh_from_db()
    assert (article.headline, article.status) == ("Baku, 31 October 2020", "published")


def test_people_by_keys(visit: Callable[[str], Page], two_pairs: list[Proposal]) -> None:
    indexing.rebuild()
    page = visit("/desk/people/")
    page.keyboard.press("d")
    expect(page.get_by_role("heading", name="Cy Dee")).to_be_visible()
    page.keyboard.press("s")
    expect(page.get_by_text("Nobody waits to be told apart.")).to_be_visible()
    states = Proposal.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["separate", "merged"]
    page.keyboard.press("u")  # also where nothing else waits
    expect(page.get_by_role("heading", name="Cy Dee")).to_be_visible()
    assert list(states.all()) == ["separate", "open"]


def test_reprints_by_keys(visit: Callable[[str], Page]) -> None:
    first, second = (make_article(headline=f"Bridge {n}", body=f"It has {n} lanes.") for n in "ab")
    pair = Reprint.objects.create(first=first, second=second, similarity=0.5)
    page = visit("/desk/reprints/")
    expect(page.get_by_role("link", name="Bridge a")).to_be_visible()
    page.keyboard.press("d")
    expect(page.get_by_text("No pair waits to be looked at.")).to_be_visible()
    pair.refresh_from_db()
    assert pair.state == "apart"


def test_several_people_are_found_in_another_script_and_merged(visit: Callable[[str], Page]) -> None:
    people = [make_person(name) for name in ("Vagif Aliyev", "Вагиф Алиев", "Vaqif Əliyev")]
    indexing.rebuild()
    page = visit("/desk/people/find/?q=Алиев")
    for person in people:
        page.get_by_label(person.name).check()
    page.get_by_role("button", name="Set the ticked ones side by side").click()
    page.get_by_role("radio", name="Vagif Aliyev").check()
    page.get_by_role("button", name="Merge them").click()
    expect(page.get_by_text("2 people are merged into “Vagif Aliyev”.")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_text("Undone.")).to_be_visible()
    assert not Person.objects.exclude(merged_into=None).exists()


def test_a_name_is_taken_out_and_its_text_left(visit: Callable[[str], Page]) -> None:
    article = make_article(headline="Bridge", body="Ada Bell spoke.", persons=["Ada Bell"])
    case = TakedownCase.objects.create(article=article, name="Ada Bell")
    indexing.rebuild()
    page = visit(f"/desk/cases/{case.pk}/")
    page.get_by_role("button", name="Leave the text, let nothing find it by the name").click()
    expect(page.get_by_text("left on the article's own page")).to_be_visible()
    article.refresh_from_db()
    assert article.body == "A. B. spoke."
    visit(article.get_absolute_url())
    expect(page.get_by_text("Ada Bell spoke.")).to_be_visible()


@pytest.fixture
def addresses(two_pairs: list[Proposal], chief: User) -> list[str]:
    """Every kind of page of the desk, and of what readers send."""
    article = waiting(section="Politics")
    article.headline = "Bridge over the Araz opens"
    article.save()
    Report.objects.create(article=article, text="It was in 2019.", suggestion="2019", contact="a@b.az")
    case = TakedownCase.objects.create(article=article, name="Ada Bell", text="It is me.", contact="a@b.az")
    waiting("body.short", source="other.az", date=None)
    other = make_article(headline="Bridge over the Araz", body="It opens.")
    Reprint.objects.create(first=article, second=other, similarity=0.5)
    indexing.rebuild()
    revision = article.history.last()
    return [
        *("/desk/", "/desk/queue/", "/desk/queue/?reason=body.short&q=bridge", "/desk/choose/"),
        *("/desk/people/", f"/desk/people/{two_pairs[0].first_id}/", "/desk/changes/", "/desk/reports/"),
        *("/desk/people/find/?q=bell", "/desk/reprints/"),
        "/desk/people/merge/?" + "&".join(f"person={one.first_id}" for one in two_pairs),
        *("/desk/cases/", f"/desk/cases/{case.pk}/", "/takedowns/", "/desk/help/"),
        *("/desk/help/editing/", "/desk/help/importing/"),
        *(f"/desk/articles/{article.pk}/", f"/desk/articles/{article.pk}/life/"),
        f"/desk/articles/{article.pk}/life/{revision.pk}/",
        *(f"/articles/{article.public_id}/report/", f"/articles/{article.public_id}/takedown/"),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(
    visit: Callable[[str], Page], page: Page, addresses: list[str], scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    problems = {address: visit(address).evaluate(ACCESSIBILITY) for address in addresses}
    assert {address: found for address, found in problems.items() if found} == {}


def test_axe_finds_nothing(visit: Callable[[str], Page], addresses: list[str]) -> None:
    axe = Axe()
    found = {address: axe.run(visit(address)).response["violations"] for address in addresses}
    assert {address: [one["id"] for one in problems] for address, problems in found.items() if problems} == {}


@pytest.mark.parametrize("width", [320, 1024])
def test_no_page_scrolls_sideways(
    visit: Callable[[str], Page], page: Page, addresses: list[str], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    widths = {
        address: visit(address).evaluate("document.documentElement.scrollWidth") for address in addresses
    }
    assert {address: found for address, found in widths.items() if found > width} == {}
