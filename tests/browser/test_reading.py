"""Readers at work: by keyboard, without scripts, from the first page to the line of an original."""

from playwright.sync_api import Browser, expect


def focused(page) -> str:
    return page.evaluate("document.activeElement.textContent.trim() || document.activeElement.name")


def test_keyboard_alone_is_enough(visit, page, archive):
    visit("/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    expect(page.get_by_role("link", name="Skip to content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "q"  # past the whole masthead
    page.keyboard.type("ceasefire border")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/?q=ceasefire+border")
    expect(page.locator("h1")).to_contain_text("1 article")
    page.get_by_role("link", name=archive.headline).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{archive.get_absolute_url()}?q=*")
    assert page.locator("mark").first.text_content() == "Ceasefire"


def test_focus_can_be_seen(visit, page, archive):
    visit("/")
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert outline == "3px", focused(page)


def test_reading_without_scripts(browser: Browser, live_server, archive):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_role("searchbox", name="Search the archive").fill("ceasefire")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("h1")).to_contain_text("22 articles")
    page.get_by_role("link", name="Next →").click()
    expect(page.locator(".hit")).to_have_count(2)
    page.locator(".bars").get_by_role("link", name="October 2020").click()
    expect(page.locator("h1")).to_contain_text("1 article")
    page.get_by_role("link", name="Remove From: 2020-10").click()
    page.get_by_role("link", name="Remove To: 2020-10").click()
    page.locator("#section-politics").click()
    expect(page.locator("h1")).to_contain_text("1 article")
    page.get_by_role("link", name="Remove Section: Politics").click()
    expect(page.locator("h1")).to_contain_text("22 articles")
    page.get_by_role("link", name="Oldest first").click()
    page.get_by_role("link", name=archive.headline).click()
    page.locator(".person").first.click()
    expect(page.locator("h1")).to_have_text("Ada Bell")
    context.close()


def test_field_and_line_point_at_each_other(visit, page, archive):
    visit(f"/articles/{archive.public_id}/original/")
    plain = page.locator("#line-2").evaluate("line => getComputedStyle(line).backgroundColor")
    page.locator("#field-headline a").first.click()
    page.wait_for_url("**#line-2")
    lit = page.locator("#line-2").evaluate("line => getComputedStyle(line).backgroundColor")
    assert lit != plain
    page.locator("#line-2").get_by_role("link", name="headline").click()
    page.wait_for_url("**#field-headline")
    assert page.locator("#line-2").evaluate("line => getComputedStyle(line).backgroundColor") == plain
    expect(page.locator("#field-headline")).to_be_in_viewport()


def test_suggestions_appear_while_typing(visit, page, archive):
    visit("/")
    box = page.get_by_role("combobox").or_(page.get_by_role("searchbox")).first
    box.press_sequentially("бел")
    option = page.locator("datalist option").first
    expect(option).to_have_attribute("value", "Ada Bell")
    expect(option).to_have_attribute("label", "Ada Bell · Ада Белл · person")


def test_mistakes_are_answered_in_words(visit, page, archive):
    for address in ("/articles/?from=2020-13-45", "/articles/?page=abc", "/dates/2020/13/"):
        visit(address)
        assert page.locator("h1").count() == 1
        assert "Traceback" not in page.content()
