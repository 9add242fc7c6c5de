"""Pages in every language, in a real browser: what is longer than English still fits."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.factories import make_person

NARROWEST = 320  # pixels that a page must do with

# Letters that stand outside of the page or of the button, field or heading that they are in.
OVERFLOWING = """() => {
  const wide = document.documentElement.scrollWidth;
  const found = wide > innerWidth ? [`the page is ${wide} wide`] : [];
  const told = "button, h1, h2, h3, label, nav a, th, dt, summary, .count, .hint";
  for (const element of document.querySelectorAll(told)) {
    const box = element.getBoundingClientRect();
    if (!box.width || element.closest(".hidden, .skip, .scroll")) continue;
    if (box.right > innerWidth + 1 || element.scrollWidth > element.clientWidth + 1 && element.clientWidth) {
      found.push(`${element.tagName} ${element.textContent.trim().slice(0, 60)}`);
    }
  }
  return found;
}"""


@pytest.fixture
def pages(archive) -> list[str]:
    return [
        "/",
        "/articles/?q=ceasefire&cite=1",
        archive.get_absolute_url(),
        make_person("Ada Bell").get_absolute_url(),
        "/dates/2020/10/31/",
    ]


def test_texts_fit_a_phone_in_every_language(visit, page, pages):
    page.set_viewport_size({"width": NARROWEST, "height": 800})
    found = {
        f"/{code}{address}": visit(f"/{code}{address}").evaluate(OVERFLOWING)
        for code, _name in settings.LANGUAGES
        for address in pages
    }
    assert {address: texts for address, texts in found.items() if texts} == {}


def test_a_language_is_chosen_without_scripts(visit, page, archive, live_server):
    visit("/articles/?q=ceasefire")
    page.get_by_role("button", name="Русский").click()
    assert page.url == live_server.url + "/articles/?q=ceasefire"
    assert page.locator("html").get_attribute("lang") == "ru"
    visit("/")
    assert page.locator("html").get_attribute("lang") == "ru"


def test_a_slash_leads_to_the_search_box(visit, page, archive):
    for address in ("/", archive.get_absolute_url()):
        visit(address)
        page.keyboard.press("/")
        expect(page.locator("form[role=search] input[type=search]").first).to_be_focused()
        page.keyboard.type("a/b")
        expect(page.locator("form[role=search] input[type=search]").first).to_have_value("a/b")
