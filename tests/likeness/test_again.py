"""Equal texts under other bytes, and one page under several addresses."""

import datetime as dt
from pathlib import Path

import pytest

from articles.editing.requests import decide_case
from articles.editing.withdrawal import withdraw
from articles.importing.manifest import read_manifest
from articles.importing.run import Options, import_paths
from articles.importing.storing import Fate, is_nothing_new
from articles.models import (
    Article,
    ImportEntry,
    ImportRun,
    Mention,
    Original,
    Person,
    Reading,
    Sighting,
    TakedownCase,
)
from articles.reading.model import Hints
from tests.importing.test_storing import PAGE, UNDATED, bring

pytestmark = pytest.mark.django_db

CASES = Path(__file__).parents[1] / "cases"
URL = "https://kura.example/1"
AGAIN = PAGE.replace(b"\n", b"\r\n")


@pytest.mark.parametrize("source", ["", "u.example"])
def test_the_same_text_in_other_bytes_is_one_article(source: str) -> None:
    paths = [str(CASES / "again")]
    summary = import_paths(paths, Options(hints=Hints(source=source)))
    assert (summary.imported, summary.updated, summary.unchanged, summary.rejected) == (1, 3, 1, 0)
    article = Article.objects.get()
    kept = {original.data for original in Original.objects.all()}
    assert kept == {file.read_bytes() for file in (CASES / "again").iterdir()}
    assert Sighting.objects.count() == article.readings.count() == 4
    assert import_paths(paths, Options(hints=Hints(source=source))).unchanged == 5
    assert Sighting.objects.count() == 4


def test_of_other_sources_it_is_another_article() -> None:
    bring(source="kura.example")
    assert bring(AGAIN, source="araz.example").fate is Fate.IMPORTED
    assert Article.objects.count() == 2


def test_one_page_under_many_addresses_is_one_article() -> None:
    manifest = read_manifest(str(CASES / "addresses/m.csv"))
    summary = import_paths(manifest.paths(), Options(manifest=manifest))
    assert (summary.imported, summary.updated, summary.rejected) == (1, 7, 0)
    article = Article.objects.get()
    assert article.original_url == "https://u.example/news/1?id=5"
    assert article.status == "published"
    urls = [hints.url for found in manifest.entries.values() for hints in found]
    assert set(Sighting.objects.values_list("url", flat=True)) == set(urls)
    assert len(set(urls)) == 8
    manifest = read_manifest(str(CASES / "addresses/m.csv"))
    assert import_paths(manifest.paths(), Options(manifest=manifest)).unchanged == 8
    assert Sighting.objects.count() == 8


def test_the_same_bytes_at_an_address_written_otherwise_are_sighted_there() -> None:
    bring(url=URL)
    other = f"{URL}?utm_source=mail"
    assert not is_nothing_new(Original.objects.get().sha256, Hints(url=other))
    assert bring(url=other).fate is Fate.UNCHANGED
    assert is_nothing_new(Original.objects.get().sha256, Hints(url=other))
    assert bring(url=other).fate is Fate.UNCHANGED
    assert [sighting.url for sighting in Sighting.objects.order_by("pk")] == [URL, other]


def test_equal_text_changes_nothing_but_what_was_empty() -> None:
    run = ImportRun.objects.create()
    bring(UNDATED, source="kura.example")
    article = Article.objects.get()
    article.headline, article.edited_fields = "The editor's", ["headline"]
    article.save()
    first = article.original
    mentions = list(Mention.objects.values())
    stored = bring(UNDATED.replace(b"\n", b"\r\n"), run, source="kura.example", section="Society", url=URL)
    assert (stored.fate, stored.articles) == (Fate.UPDATED, (article,))
    article.refresh_from_db()
    assert (article.headline, article.original, str(article.section)) == ("The editor's", first, "Society")
    assert article.original_url == URL
    assert list(Mention.objects.values()) == mentions
    assert Sighting.objects.filter(original=Original.objects.latest("pk"), run=run).count() == 1
    assert ImportEntry.objects.get().article == article
    assert (shown := article.newest_reading()) is not None and shown.original == first


def test_the_same_text_of_another_day_is_another_article() -> None:
    bring(UNDATED, source="kura.example", published="2020-10-31")
    again = UNDATED + b"\n"
    assert bring(again, source="kura.example", published="2020-11-01").fate is Fate.IMPORTED
    assert [article.published_from for article in Article.objects.order_by("pk")] == [
        dt.date(2020, 10, 31),
        dt.date(2020, 11, 1),
    ]


def test_at_another_address_it_is_a_reprint() -> None:
    bring(source="kura.example", url=URL)
    assert bring(AGAIN, source="kura.example", url="https://kura.example/2").fate is Fate.IMPORTED
    assert Article.objects.count() == 2


def test_an_earlier_versions_text_does_not_come_back() -> None:
    bring(url=URL)
    bring(PAGE.replace(b"six years", b"seven years"), url=URL)
    assert bring(AGAIN).fate is Fate.UPDATED
    article = Article.objects.get()
    assert "seven years" in article.body
    assert article.readings.count() == 3


@pytest.mark.parametrize("between", [None, PAGE + b" "])
def test_what_the_page_says_again_is_shown_again(between: bytes | None) -> None:
    bring(url=URL)
    bring(PAGE.replace(b"six years", b"seven years"), url=URL)
    if between is not None:
        bring(between)  # a copy of long ago, which says nothing of the page
    assert bring(AGAIN, url=URL).fate is Fate.UPDATED
    article = Article.objects.get()
    assert "six years" in article.body
    assert "seven years" not in article.body
    assert article.status == Article.Status.PUBLISHED


def test_a_text_that_was_cut_short_is_whole_again() -> None:
    bring(url=URL)
    whole = Article.objects.get().body
    bring(PAGE[: len(PAGE) // 3], url=URL)
    assert len(Article.objects.get().body) < len(whole)
    bring(AGAIN, url=URL)
    assert Article.objects.get().body == whole


def test_the_text_of_a_withdrawn_article_is_held() -> None:
    bring(source="kura.example")
    withdraw(Article.objects.get(), "asked by the family")
    bring(AGAIN, source="kura.example")
    assert not Article.objects.public().exists()
    assert Article.objects.exclude(held_for=None).count() == 1


def test_two_files_of_one_run_may_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PAGE)
    (tmp_path / "b.txt").write_bytes(AGAIN)
    summary = import_paths([str(tmp_path)], Options())
    assert (summary.imported, summary.updated) == (1, 1)
    assert Article.objects.count() == 1
    assert set(Reading.objects.values_list("article", flat=True)) == {Article.objects.get().pk}


# Of an article that has lost a name, and with it the address that told it

TELLING = "https://kura.example/tarlan-hajizade"


@pytest.fixture
def delisted() -> Article:
    [article] = bring(source="kura.example", url=TELLING).articles
    take_out(article)
    assert article.original_url == ""
    return article


def take_out(article: Article) -> None:
    person = Person.objects.get(mentions__article=article)
    decide_case(TakedownCase.objects.create(article=article), "delisted", None, person)
    article.refresh_from_db()
    assert "engineer T. H. on" in article.body


@pytest.mark.parametrize(
    ("data", "url"),
    [
        (AGAIN, ""),
        (b"\xef\xbb\xbf" + PAGE, ""),
        (PAGE + b"\n", TELLING),
    ],
)
def test_equal_text_brings_no_name_back(delisted: Article, data: bytes, url: str) -> None:
    again = bring(data, source="kura.example", url=url)
    assert (again.fate, again.articles) == (Fate.UPDATED, (delisted,))
    now = Article.objects.get()
    assert (now.headline, now.body, now.original_url) == (delisted.headline, delisted.body, "")
    assert [one.closed for one in Original.objects.all()] == [True, True]
    assert not Mention.objects.filter(surface__contains="Hajizade").exists()
    other = bring(data, source="araz.example", url="https://araz.example/1")
    assert other.fate is Fate.UNCHANGED  # the same bytes under another name


def test_text_much_like_one_that_has_lost_a_name_is_asked_about(delisted: Article) -> None:
    like = PAGE.replace(b"six years", b"seven years")
    [held] = bring(like, source="araz.example", url="https://araz.example/1").articles
    assert (held.held_for, held.is_public, held.original.closed) == (delisted, False, True)
    decide_case(delisted.cases.get(), "ended", None)
    [shown] = bring(like + b"Share this page\n", source="tree.example").articles
    assert shown.is_public


def test_a_later_version_names_nobody_who_was_taken_out() -> None:
    [article] = bring(source="kura.example", url=URL).articles
    take_out(article)
    headline, _, rest = PAGE.partition(b"\n")
    later = b"Tarlan Hajizade jailed after the opening\n" + rest.replace(b"six years", b"seven years")
    again = bring(later, source="kura.example", url=URL)
    assert (again.fate, again.articles) == (Fate.UPDATED, (article,))
    now = Article.objects.get()
    assert (now.headline.encode(), now.held_for, now.original.closed) == (headline, None, True)
    assert "Tarlan Hajizade jailed" in now.original.text
    assert not Mention.objects.filter(surface__contains="Hajizade").exists()


def test_a_closed_earlier_version_is_no_reprint() -> None:
    """Its bytes are those of no article's present version."""
    bring(url=URL)
    bring(PAGE.replace(b"six years", b"seven years"), url=URL)
    Original.objects.update(closed=True)
    assert bring(source="araz.example", url="https://araz.example/1").fate is Fate.UNCHANGED
