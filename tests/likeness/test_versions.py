"""Other bytes of a known address: a later version of the article, or another one."""

import dataclasses
import datetime as dt
import threading
from collections.abc import Callable, Collection

import pytest
from django.db import connection

from articles.editing.changing import save_edit
from articles.editing.withdrawal import restore, withdraw
from articles.importing import adding, storing
from articles.importing.readers import Done, Job
from articles.importing.storing import ANOTHER, CUT_SHORT, Fate, is_nothing_new, store
from articles.likeness.versions import earlier_versions, says_much_the_same
from articles.models import Article, Mention, Original, PendingChange, Sighting
from articles.reading.model import Hints, Item, Precision, Published
from articles.reading.reader import read
from articles.text.addresses import is_same_address
from tests.importing.test_storing import PAGE, bring

pytestmark = pytest.mark.django_db

URL = "https://kura.example/1"
LATER = PAGE.replace(b"on Saturday", b"and by the minister Farid Gasimbeyli on Saturday")
OTHER = b"""Rain is expected in the mountains
Baku/01.11.20/Kura Feed: Heavy rain is coming from the west by Tuesday night, with snow above 2,000 metres.
Shepherds were told to bring their flocks down, since roads may close for a week or longer this time.
"""


def test_a_later_version_takes_the_place_of_the_earlier_one() -> None:
    first = bring(url=URL).articles[0]
    PendingChange.objects.all().delete()
    stored = bring(LATER, url=URL)
    article = Article.objects.get()
    assert (stored.fate, stored.articles, article.public_id) == (Fate.UPDATED, (article,), first.public_id)
    assert "Farid Gasimbeyli" in article.body
    assert article.original.data == LATER
    assert article.status == "published"
    assert [reading.original.data for reading in article.readings.all()] == [LATER, PAGE]
    assert {original.data for original in Original.objects.all()} == {PAGE, LATER}
    assert Sighting.objects.count() == 2
    names = set(Mention.objects.values_list("person__name", flat=True))
    assert names == {"Tarlan Hajizade", "Farid Gasimbeyli"}
    assert PendingChange.objects.filter(article_id=article.pk).exists()
    assert not article.history.exists()


@pytest.mark.parametrize("data", [PAGE, LATER])
def test_both_versions_again_change_nothing(data: bytes) -> None:
    bring(url=URL)
    bring(LATER, url=URL)
    before = Article.objects.values().get()
    for url in (URL, ""):
        assert is_nothing_new(Original.objects.of_bytes(data, "utf-8").sha256, Hints(url=url))
        assert bring(data, url=url).fate is Fate.UNCHANGED
    assert bring(PAGE, url=URL, section="Society").fate is Fate.UNCHANGED
    assert Article.objects.values().get() == before


def test_one_batch_may_hold_both_versions() -> None:
    given = Hints(path="page.txt", url=URL)
    first, second = store([Done(Job(data, given), read(data, given)) for data in (PAGE, LATER)], None)
    article = Article.objects.get()
    assert (first.fate, second.fate) == (Fate.IMPORTED, Fate.UPDATED)
    assert article.original.data == LATER
    surfaces = list(Mention.objects.values_list("surface", flat=True))
    assert sorted(surfaces) == ["Farid Gasimbeyli", "Tarlan Hajizade"]


@pytest.mark.parametrize(
    "url", ["http://kura.example/1", "https://www.kura.example/1/", "https://kura.example/1#top"]
)
def test_the_address_may_be_written_otherwise(url: str) -> None:
    bring(url=URL)
    assert bring(url=url).fate is Fate.UNCHANGED
    assert bring(LATER, url=url).fate is Fate.UPDATED
    assert Article.objects.get().original_url == URL


def test_what_was_told_of_the_earlier_version_still_holds() -> None:
    bring(url=URL, section="Society")
    bring(LATER, url=URL)
    article = Article.objects.get()
    assert article.section is not None
    assert article.section.name == "Society"
    assert article.readings.all()[0].hints["section"] == "Society"  # for reading it again


def test_what_an_editor_set_stays_and_the_rest_is_to_be_checked() -> None:
    article = bring(url=URL).articles[0]
    article.headline = "The bridge"
    save_edit(article, {"headline"})
    bring(LATER, url=URL)
    article.refresh_from_db()
    assert (article.headline, article.status) == ("The bridge", "in review")
    assert "Farid Gasimbeyli" in article.body


def test_a_withdrawn_article_stays_so_and_its_later_version_is_closed() -> None:
    withdraw(bring(url=URL).articles[0], "asked by the court", close_original=True)
    assert bring(LATER, url=URL).fate is Fate.UPDATED
    article = Article.objects.get()
    assert (article.status, article.original.data, article.original.closed) == ("withdrawn", LATER, True)
    for data in (PAGE, LATER):
        assert bring(data, source="other.example").fate is Fate.UNCHANGED


def test_another_text_at_the_same_address_is_another_article_to_be_reviewed() -> None:
    first = bring(url=URL).articles[0]
    stored = bring(OTHER, url=URL)
    assert stored.fate is Fate.IMPORTED
    assert Article.objects.count() == 2
    first.refresh_from_db()
    assert first.original.data == PAGE
    second = stored.articles[0]
    assert second.status == "in review"
    assert ANOTHER in second.readings.get().doubts


@pytest.fixture
def beside(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], threading.Thread]:
    """Something that another connection does once an import has looked at the articles of an address."""
    find = storing.at_address
    find_new = adding.known_addresses

    def start(work: Callable[[], object]) -> threading.Thread:
        def run() -> None:
            work()
            connection.close()

        thread = threading.Thread(target=run)

        def begin() -> None:
            if thread.ident is None:
                thread.start()
                thread.join(0.5)  # it may have to wait for the import

        def meanwhile(url: str) -> object:
            found = find(url)
            begin()
            return found

        def meanwhile_new(urls: Collection[str]) -> set[int | None]:
            found = find_new(urls)
            if not found:
                begin()
            return found

        monkeypatch.setattr(storing, "at_address", meanwhile)
        monkeypatch.setattr(adding, "known_addresses", meanwhile_new)
        return thread

    return start


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_while_a_later_version_comes_stays(beside) -> None:
    article = bring(url=URL).articles[0]
    editor = beside(lambda: withdraw(article, "asked by the court", close_original=True))
    bring(LATER, url=URL)
    editor.join()
    article = Article.objects.get()
    assert (article.status, article.original.data, article.original.closed) == ("withdrawn", LATER, True)


@pytest.mark.django_db(transaction=True)
def test_two_versions_of_a_new_address_at_once_are_one_article(beside) -> None:
    other = beside(lambda: bring(LATER, url=URL))
    bring(url=URL)
    other.join()
    assert Article.objects.get().original.data == LATER


def test_without_an_address_nothing_is_a_later_version() -> None:
    bring()
    assert bring(LATER).fate is Fate.IMPORTED
    assert Article.objects.count() == 2


def test_another_text_in_between_does_not_make_a_later_version_another_article() -> None:
    first = bring(url=URL).articles[0]
    bring(OTHER, url=URL)
    assert bring(LATER, url=URL).articles == (first,)
    assert Article.objects.count() == 2


def test_a_withdrawn_text_does_not_come_back_after_another_one() -> None:
    withdraw(bring(url=URL).articles[0], "asked by the court", close_original=True)
    bring(OTHER, url=URL)
    [later] = bring(LATER, url=URL).articles
    assert (later.status, later.original.closed) == ("withdrawn", True)
    assert Article.objects.public().get().headline == "Rain is expected in the mountains"


def test_a_later_version_with_little_text_left_is_to_be_reviewed() -> None:
    long = PAGE + b"The old bridge, built by the same office, will be closed to traffic in the spring.\n" * 9
    bring(long, url=URL)
    stored = bring(url=URL)
    article = Article.objects.get()
    assert (stored.fate, article.status) == (Fate.UPDATED, "in review")
    assert CUT_SHORT in article.readings.all()[0].doubts


def test_what_the_later_version_says_itself_no_longer_holds_as_told() -> None:
    bring(url=URL, published="2019-01-01", section="Society")
    bring(LATER, url=URL)
    article = Article.objects.get()
    hints = article.readings.all()[0].hints
    assert article.published_from == dt.date(2020, 10, 31)
    assert ("published" in hints, hints["section"]) == (False, "Society")


def test_closing_closes_the_pages_of_all_versions() -> None:
    article = bring(url=URL).articles[0]
    bring(LATER, url=URL)
    withdraw(article, "asked by the court", close_original=True)
    assert set(Original.objects.values_list("closed", flat=True)) == {True}
    restore(article, "the court agreed")
    assert set(Original.objects.values_list("closed", flat=True)) == {False}


def test_an_address_with_a_place_on_the_page_is_the_same() -> None:
    assert is_same_address(URL, f"{URL}#top")
    assert is_same_address(f"{URL}#top", URL)
    assert not is_same_address(f"{URL}#top", "https://kura.example/2")


@pytest.mark.parametrize(
    ("headline", "body", "date", "is_same"),
    [
        ("BRIDGE OPENS", "Nothing of it.", None, True),
        ("BRIDGE OPENS", "Nothing of it.", "2020-10-31", True),
        ("BRIDGE OPENS", "Nothing of it.", "2020-11-01", False),
        ("BRIDGE OPENS", "It took six years.", "2020-11-01", True),
        ("", "It took six years to build.", None, True),
        ("A bridge", "It took six years, Members only.", None, True),
        ("A bridge", "Nothing of that sort took place.", None, False),
        ("", "", None, False),
    ],
)
def test_much_the_same(headline: str, body: str, date: str | None, is_same: bool) -> None:
    article = Article(headline="Bridge opens", body="It took six years to build and carries two lanes.")
    article.set_published(dt.date(2020, 10, 31))
    published = Published(dt.date.fromisoformat(date)) if date else None
    [item] = read(PAGE, Hints()).items
    item = dataclasses.replace(item, headline=headline, body=body, published=published)
    assert says_much_the_same(article, item) is is_same


def test_a_month_is_not_another_day_than_one_of_its_days() -> None:
    article = Article(headline="Bridge opens", body="It took six years to build and carries two lanes.")
    article.set_published(dt.date(2020, 10, 31))
    [item] = read(PAGE, Hints()).items
    for month, is_same in ((10, True), (11, False)):
        published = Published(dt.date(2020, month, 1), precision=Precision.MONTH)
        other = dataclasses.replace(item, headline="Bridge opens", body="No word.", published=published)
        assert says_much_the_same(article, other) is is_same


FIRST = b"""Bridge over the Kura opens
Baku/31.10.20/Kura Feed: The bridge was opened on Saturday by the mayor, after six years of work on it, and
carries two lanes of traffic and a path for walkers.
"""
SECOND = b"""Rain is expected in the mountains
Baku/31.10.20/Kura Feed: Heavy rain is coming from the west by Tuesday night, with snow above 2,000 metres.
Shepherds were told to bring their flocks down, since roads may close for a week or longer this time.
"""
THIRD = b"""Museum of carpets shows new pieces
Baku/31.10.20/Kura Feed: The museum of carpets on the boulevard shows forty pieces that were woven in Guba
before the year 1900 and have not been seen by the public until now.
"""


def item_of(data: bytes, number: int) -> Item:
    return dataclasses.replace(read(data, Hints()).items[0], number=number)


def bring_items(*texts: bytes) -> list[Article]:
    """A page with these items, at one address."""
    data = b"\n\n".join(texts)
    given = Hints(path="page.txt", url=URL)
    page = read(data, given)
    page = dataclasses.replace(page, items=tuple(item_of(text, n) for n, text in enumerate(texts, 1)))
    [stored] = store([Done(Job(data, given), page)], None)
    return list(stored.articles)


def test_a_page_that_grows_at_its_top_doubles_nothing() -> None:
    first, second = bring_items(FIRST, SECOND)
    new, still, corrected = bring_items(THIRD, FIRST, SECOND.replace(b"a week", b"two weeks"))
    assert (still, corrected) == (first, second)
    assert Article.objects.count() == 3
    second.refresh_from_db()
    assert "two weeks" in second.body
    assert second.item == 3
    assert second.newest_reading() == corrected.readings.first()
    # What is more on a page that goes on is no text of another page.
    assert (new.status, ANOTHER in new.readings.get().doubts) == ("published", False)
    again = bring_items(FIRST.replace(b"six", b"seven"), THIRD, SECOND)
    assert again == [first, new, second]
    assert Article.objects.count() == 3


def test_two_items_are_not_taken_for_one_article() -> None:
    [only] = bring_items(FIRST)
    both = bring_items(FIRST.replace(b"six", b"seven"), FIRST.replace(b"Saturday", b"Sunday, they said,"))
    assert len(set(both)) == 2
    assert only in both


def test_most_alike_first() -> None:
    articles = [
        Article(item=n, headline=item.headline, body=item.body)
        for n, item in enumerate((item_of(text, 1) for text in (FIRST, SECOND)), 1)
    ]
    items = [item_of(SECOND, 1), item_of(FIRST, 2), item_of(THIRD, 3)]
    assert earlier_versions(articles, items) == {1: articles[1], 2: articles[0]}
    assert earlier_versions([], items) == {}
