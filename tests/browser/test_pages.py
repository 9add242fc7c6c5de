"""What every page owes to every reader, in a real browser."""

from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.search import indexing
from tests.factories import make_article

ACCESSIBILITY = (Path(__file__).parent / "accessibility.js").read_text()
HTMX_IS_THERE = "() => new Promise((go) => (function look() { window.htmx ? go() : setTimeout(look, 9) })())"
AXE = {"rules": {"target-size": {"enabled": True}}}  # WCAG 2.2; by itself axe leaves it out


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(visit, page, addresses, scheme):
    page.emulate_media(color_scheme=scheme)
    problems = {address: visit(address).evaluate(ACCESSIBILITY) for address in addresses}
    assert {address: found for address, found in problems.items() if found} == {}


def test_axe_finds_nothing_on_a_phone(visit, page, addresses):
    page.set_viewport_size({"width": 390, "height": 844})
    axe = Axe()
    found = {address: axe.run(visit(address), options=AXE).response["violations"] for address in addresses}
    assert {address: [one["id"] for one in problems] for address, problems in found.items() if problems} == {}


def test_titles_tell_pages_apart(visit, addresses):
    titles = [visit(address).title() for address in addresses]
    assert len(set(titles)) >= len(titles) - 3  # lists under other filters share theirs
    assert all(title.endswith("News Archive") or title.startswith("News Archive") for title in titles)


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways(visit, page, addresses, width):
    page.set_viewport_size({"width": width, "height": 800})
    widths = {
        address: visit(address).evaluate("document.documentElement.scrollWidth") for address in addresses
    }
    assert {address: found for address, found in widths.items() if found > width} == {}


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_labels_of_bars_do_not_touch(visit, page, transactional_db, width):
    days = [f"2020-10-{day:02}" for day in range(1, 32)]
    months = [f"{year}-{month:02}-05" for year in (2022, 2023) for month in range(1, 13)]
    for date in (*days, *months, *(f"{year}-01-01" for year in range(1998, 2025))):
        make_article(date=date)
    indexing.rebuild()
    page.set_viewport_size({"width": width, "height": 800})
    for address in ("/", "/articles/?from=2020-10&to=2020-10", "/articles/?from=2022&to=2023"):
        labels = visit(address).evaluate(
            """[...document.querySelectorAll(".bar-label")].map((label) => label.getBoundingClientRect())
                 .filter((box) => box.width).map((box) => [box.left, box.right])"""
        )
        assert len(labels) >= 3
        assert all(left[1] + 4 <= right[0] for left, right in pairwise(labels)), (address, labels)
        # On a phone many bars scroll by themselves; the page does not.
        room = page.evaluate(
            """[...document.querySelectorAll(".bars")]
                 .map((bars) => bars.getBoundingClientRect().left + bars.scrollWidth)"""
        )
        assert labels[-1][1] <= max(room)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_phone_has_one_column_and_the_filters_as_a_sheet(visit, page, archive):
    page.set_viewport_size({"width": 390, "height": 800})
    visit("/articles/?q=ceasefire")
    summary = page.locator(".sheet > summary")
    expect(summary).to_be_in_viewport()
    assert not page.locator("#facet-source").is_visible()
    summary.click()
    expect(page.locator("#facet-source")).to_be_in_viewport()
    expect(summary).to_be_in_viewport()


def test_wide_screen_has_the_filters_beside_the_list(visit, page, archive):
    visit("/articles/?q=ceasefire")
    main, side = page.locator(".main-column").bounding_box(), page.locator(".side-column").bounding_box()
    assert side["x"] >= main["x"] + main["width"]
    assert abs(side["y"] - main["y"]) < 5
    assert not page.locator(".sheet > summary").is_visible()
    assert page.locator("#facet-source").is_visible()


def test_a_list_changes_in_place_and_says_so(visit, page, archive):
    visit("/articles/?q=ceasefire")
    page.evaluate("window.stayed = true")
    page.locator("#source-outlet1-az").hover()
    page.evaluate(HTMX_IS_THERE)
    page.locator("#source-outlet1-az").click()
    expect(page.locator("#announce")).to_have_text("1 article for ceasefire")
    assert page.url.endswith("/articles/?q=ceasefire&source=outlet1-az")
    assert page.title() == "ceasefire, outlet1.az – Search – News Archive"
    expect(page.locator("#source-outlet1-az")).to_be_focused()
    assert page.evaluate("window.stayed")
    page.go_back()
    expect(page.locator("h1")).to_have_text("22 articles for ceasefire")


def test_what_changes_a_list_is_fetched_when_somebody_is_there(visit, page, archive):
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    visit("/articles/?q=ceasefire").wait_for_load_state("networkidle")
    assert [name for name in asked if name.startswith("htmx")] == []
    page.keyboard.press("Tab")
    page.evaluate(HTMX_IS_THERE)
    page.keyboard.press("Tab")
    page.wait_for_load_state("networkidle")
    assert len([name for name in asked if name.startswith("htmx")]) == 1


def test_arrows_move_among_the_bars_and_drawing_over_them_chooses_several(visit, page, archive):
    visit("/articles/")
    bars = page.locator(".bars a")
    bars.first.focus()
    page.keyboard.press("End")
    expect(bars.last).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(bars.nth(bars.count() - 2)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(bars.nth(bars.count() - 2)).to_be_focused()
    first, last = bars.nth(bars.count() - 2).bounding_box(), bars.last.bounding_box()
    page.mouse.move(first["x"] + 3, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(last["x"] + 3, last["y"] + 20, steps=4)
    page.mouse.up()
    page.wait_for_url("**/articles/?from=2020&to=2021")


def test_every_bar_is_wide_enough_for_a_finger(visit, page, archive):
    page.set_viewport_size({"width": 390, "height": 800})
    for address in ("/", "/articles/"):
        widths = visit(address).evaluate(
            "[...document.querySelectorAll('.bars a')].map((bar) => bar.getBoundingClientRect().width)"
        )
        assert min(widths) >= 24


def test_dark_scheme_is_dark(visit, page, archive):
    def background() -> int:
        visit("/")
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))

    page.emulate_media(color_scheme="light")
    assert background() > 600
    page.emulate_media(color_scheme="dark")
    assert background() < 150


def test_print_leaves_out_what_paper_cannot_do(visit, page, archive):
    visit(archive.get_absolute_url())
    page.emulate_media(media="print")
    assert not page.locator(".site-nav").is_visible()
    assert not page.locator("form").first.is_visible()
    assert page.locator("h1").is_visible()
    visit("/articles/?q=ceasefire")
    assert page.get_by_role("heading", name="Ceasefire").first.is_visible()
    assert not page.get_by_role("heading", name="Narrow the list").is_visible()
    assert not page.get_by_role("link", name="Table (CSV)").is_visible()


def test_right_to_left_text_begins_at_the_right(visit, page, archive):
    visit("/articles/?language=fa")
    title = page.locator(".hit-title")
    assert title.evaluate("element => getComputedStyle(element).direction") == "rtl"
