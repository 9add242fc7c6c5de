"""The pages of two versions, and of two reprints."""

import pytest

from articles.editing.withdrawal import withdraw
from articles.likeness.reprints import find_all
from articles.models import Article, Original, TakedownCase
from benchmarks.reprint_texts import TEXTS
from tests.factories import make_article
from tests.importing.test_storing import PAGE, bring
from tests.likeness.test_versions import LATER, URL
from tests.views.conftest import Get

pytestmark = pytest.mark.django_db

LAST = LATER.replace(b"Bridge over the Kura opens", b"Bridge over the Kura opens at 9")


def key(data: bytes) -> str:
    return Original.objects.of_bytes(data, "utf-8").sha256[:12]


def test_the_last_change_is_shown(get: Get) -> None:
    article = bring(url=URL).articles[0]
    assert "difference" not in " ".join(get(article.get_absolute_url()).links("a").values())
    bring(LATER, url=URL)
    page = get(article.get_absolute_url())
    address = f"/articles/{article.public_id}/difference/"
    assert page.links("dl[@class='record']//a")["2 versions: what was changed"] == address
    page = get(address)
    assert page.texts("div[@class='body']//del") == []
    assert page.texts("div[@class='body']//ins") == ["and by the minister", "Farid Gasimbeyli"]
    assert page.texts("p[@class='told']/ins") == ["Farid Gasimbeyli"]
    original = get(f"/articles/{article.public_id}/original/")
    assert original.links("p[@class='what-changed']/a")["What was changed, word by word"] == address


def test_the_same_text_again_is_no_version(get: Get) -> None:
    again = PAGE.replace(b"\n", b"\r\n")
    article = bring(url=URL).articles[0]
    bring(again, url=URL)
    assert "difference" not in " ".join(get(article.get_absolute_url()).links("a").values())
    bring(LATER, url=URL)
    bring(LATER.replace(b"\n", b"\r\n"), url=URL)
    address = f"/articles/{article.public_id}/difference/"
    page = get(article.get_absolute_url())
    assert page.links("dl[@class='record']//a")["2 versions: what was changed"] == address
    page = get(address)
    assert page.texts("div[@class='body']//ins") == ["and by the minister", "Farid Gasimbeyli"]
    assert page.texts("select") == []
    assert get(f"{address}?from={key(PAGE)}&to={key(again)}").text("p[@role='status']") == "No word differs."


def test_any_two_versions_can_be_compared(get: Get) -> None:
    article = bring(url=URL).articles[0]
    bring(LATER, url=URL)
    bring(LAST, url=URL)
    address = f"/articles/{article.public_id}/difference/"
    page = get(address)
    assert page.texts("h2[@id='part-headline']") == ["Headline changed"]
    assert page.texts("p[@class='told']/*") == ["9"]
    page = get(f"{address}?from={key(PAGE)}&to={key(LATER)}")
    assert page.texts("h2[@id='part-headline']") == ["Headline"]
    assert page.texts("p[@class='told']/*") == ["Farid Gasimbeyli"]
    page = get(f"{address}?from={key(LAST)}&to={key(PAGE)}")
    assert page.texts("p[@class='told']/del") == ["9", "Farid Gasimbeyli"]
    assert get(f"{address}?from={key(LAST)}&to={key(LAST)}").text("p[@role='status']") == "No word differs."
    assert get(f"{address}?to={'0' * 12}").status == 404
    assert get(f"{address}?from={'0' * 12}").status == 404


def test_nothing_closed_is_shown(get: Get) -> None:
    article = bring(url=URL).articles[0]
    bring(LATER, url=URL)
    address = f"/articles/{article.public_id}/difference/"
    Original.objects.filter(sha256__startswith=key(PAGE)).update(closed=True)
    assert get(address).status == 410
    assert get(f"{address}?from={key(LATER)}").status == 200
    withdraw(Article.objects.get(), "asked by the court")
    assert get(f"{address}?from={key(LATER)}").status == 410


def test_two_reprints(get: Get) -> None:
    first = make_article("Bridge opens", TEXTS["en"], source="a.example", date="2020-11-01")
    second = make_article("Bridge opens late", TEXTS["en"], source="b.example", date="2020-11-02")
    assert sum(find_all()) == 2
    page = get(first.get_absolute_url())
    address = f"/articles/{first.public_id}/difference/{second.public_id}/"
    assert page.links("ul[@class='related']//a")["What differs"] == address
    page = get(address)
    assert page.texts("div[@class='body']//ins") == ["late"]
    assert page.texts("ins[@class='sample']") == ["b.example"]
    case = TakedownCase.objects.create(article=first, state=TakedownCase.State.DELISTED)
    assert get(address).status == 410
    assert get(f"/articles/{second.public_id}/difference/{first.public_id}/").status == 410
    case.delete()
    assert get(address).status == 200
    withdraw(second, "asked by the court")
    assert get(address).status == 410
    assert get(f"/articles/{second.public_id}/difference/{first.public_id}/").status == 410
    assert get(f"/articles/{first.public_id}/difference/nothing/").status == 404
