"""Five pages in six languages, light and dark, wide and phone, before axe-core: 120 pages."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page

from articles.models import Article
from tests.browser.conftest import archive, visit  # noqa: F401 (fixtures)
from tests.browser.test_pages import AXE
from tests.factories import make_person

WIDTHS = (1280, 390)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    visit: Callable[[str], Page],  # noqa: F811
    page: Page,
    archive: Article,  # noqa: F811
    scheme: str,
    record_property: Callable[[str, object], None],
) -> None:
    pages = [
        "/",
        "/articles/?q=ceasefire&cite=1",
        archive.get_absolute_url(),
        make_person("Ada Bell").get_absolute_url(),
        "/dates/2020/10/31/",
    ]
    axe, found, tried = Axe(), {}, 0
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        for code, _name in settings.LANGUAGES:
            for address in pages:
                tried += 1
                problems = axe.run(visit(f"/{code}{address}"), options=AXE).response["violations"]
                if problems:
                    found[width, code, address] = [one["id"] for one in problems]
    record_property("tried", tried)
    assert found == {}
