"""What the same bytes mean when they come again."""

import datetime as dt

import pytest

from articles.editing.applying import apply_reading
from articles.editing.withdrawal import withdraw
from articles.importing.readers import Done, Job
from articles.importing.storing import Fate, is_nothing_new, store
from articles.models import (
    Article,
    ImportEntry,
    ImportRun,
    Mention,
    Original,
    PendingChange,
    Reading,
    Sighting,
)
from articles.reading.model import Hints
from articles.reading.reader import read

pytestmark = pytest.mark.django_db

PAGE = b"""Bridge over the Kura opens
Baku/31.10.20/Kura Feed: The bridge was opened by the engineer Tarlan Hajizade on Saturday, his office said.
It took six years to build and carries two lanes of traffic as well as a path for people on foot.
"""
UNDATED = b"""Bridge over the Kura opens

The bridge was opened by the engineer Tarlan Hajizade in the morning, his office told the reporters there.
It took six years to build and carries two lanes of traffic as well as a path for people on foot.
"""


def bring(data: bytes = PAGE, run: ImportRun | None = None, **hints: str):
    given = Hints(path="page.txt", **hints)
    [stored] = store([Done(Job(data, given), read(data, given))], run)
    return stored


def test_a_new_file_leaves_every_row():
    run = ImportRun.objects.create()
    stored = bring(run=run, source="kura.example", url="https://kura.example/1")
    article = Article.objects.get()
    assert stored.fate is Fate.IMPORTED
    assert stored.articles == (article,)
    assert article.headline == "Bridge over the Kura opens"
    assert article.source.domain == "kura.example"
    assert article.original_url == "https://kura.example/1"
    assert article.published_from == dt.date(2020, 10, 31)
    assert article.place.name == "Baku"
    assert article.paragraphs[0].startswith("The bridge was opened")
    assert Original.objects.get().data == PAGE
    reading = Reading.objects.get()
    assert reading.article == article
    assert reading.fields["headline"] == article.headline
    assert reading.roles[0] == "headline"
    assert reading.evidence["headline"]["lines"] == [1]
    sighting = Sighting.objects.get()
    assert (sighting.path, sighting.url, sighting.run) == ("page.txt", "https://kura.example/1", run)
    assert sighting.hints == {"source": "kura.example", "url": "https://kura.example/1"}
    entry = ImportEntry.objects.get()
    assert (entry.run, entry.outcome, entry.article) == (run, "imported", article)
    assert {mention.person.name for mention in Mention.objects.all()} == {"Tarlan Hajizade"}
    assert article.pk in PendingChange.objects.values_list("article_id", flat=True)
    assert not article.history.exists()  # revisions are for editors


def test_the_same_bytes_with_nothing_new_leave_no_row():
    bring(source="kura.example")
    before = (Sighting.objects.count(), Reading.objects.count(), PendingChange.objects.count())
    for hints in ({}, {"source": "kura.example"}, {"source": "www.KURA.example"}, {"language": "en"}):
        assert is_nothing_new(Original.objects.get().sha256, Hints(**hints))
        assert bring(**hints).fate is Fate.UNCHANGED
    assert (Sighting.objects.count(), Reading.objects.count(), PendingChange.objects.count()) == before
    assert Article.objects.count() == 1


def test_new_hints_for_the_same_source_fill_empty_fields():
    bring(UNDATED, source="kura.example")
    article = Article.objects.get()
    assert (article.section, article.published_from, article.status) == (None, None, "published")
    sha256 = article.original.sha256
    hints = {"source": "kura.example", "section": "Society", "published": "2020-10-31"}
    assert not is_nothing_new(sha256, Hints(**hints))
    assert bring(UNDATED, **hints).fate is Fate.UPDATED
    article.refresh_from_db()
    assert article.section.name == "Society"
    assert article.published_from == dt.date(2020, 10, 31)
    assert article.status == "published"
    assert article.readings.count() == 2
    assert is_nothing_new(sha256, Hints(**hints))
    assert bring(UNDATED, **hints).fate is Fate.UNCHANGED


def test_a_field_that_has_a_value_keeps_it():
    bring(section="Society")
    assert bring(section="Politics", published="2019-01-01").fate is Fate.UNCHANGED
    article = Article.objects.get()
    assert article.section.name == "Society"
    assert article.published_from == dt.date(2020, 10, 31)


def test_an_unknown_source_is_filled_not_reprinted():
    bring(UNDATED)
    assert Article.objects.get().source is None
    assert bring(UNDATED, source="kura.example").fate is Fate.UPDATED
    assert Article.objects.get().source.domain == "kura.example"


@pytest.mark.parametrize(
    "other", [{"source": "other.example"}, {"source": "kura.example", "url": "https://kura.example/2"}]
)
def test_another_source_or_url_is_a_reprint(other):
    bring(source="kura.example", url="https://kura.example/1")
    first = Article.objects.get()
    assert bring(**other).fate is Fate.IMPORTED
    reprint = Article.objects.exclude(pk=first.pk).get()
    assert reprint.original == first.original
    assert reprint.public_id != first.public_id
    assert Original.objects.count() == 1
    assert Sighting.objects.count() == 2
    assert bring(**other).fate is Fate.UNCHANGED
    assert Article.objects.count() == 2


def test_the_public_id_survives_a_new_database():
    first = bring(source="kura.example").articles[0].public_id
    Article.objects.all().delete()
    Sighting.objects.all().delete()
    Original.objects.all().delete()
    assert bring(source="kura.example").articles[0].public_id == first


def test_a_withdrawn_article_is_not_brought_back():
    bring(UNDATED)
    withdraw(Article.objects.get(), "asked by the family")
    for hints in ({}, {"section": "Society"}, {"source": "other.example"}):
        assert bring(UNDATED, **hints).fate is Fate.UNCHANGED
    assert Article.objects.get().status == "withdrawn"


def test_a_closed_original_makes_no_reprint():
    bring(source="kura.example")
    withdraw(Article.objects.get(), "asked by the court", close_original=True)
    sha256 = Original.objects.get().sha256
    assert is_nothing_new(sha256, Hints(source="other.example"))
    assert bring(source="other.example").fate is Fate.UNCHANGED
    assert Article.objects.count() == 1


def test_what_an_editor_set_is_not_filled_or_applied():
    bring(UNDATED)
    article = Article.objects.get()
    article.headline = "The editor's"
    article.edited_fields = ["headline", "section"]  # the section was emptied on purpose
    article.save()
    assert bring(UNDATED, section="Society").fate is Fate.UNCHANGED
    assert apply_reading(article, article.readings.first()) == []
    article.refresh_from_db()
    assert (article.headline, article.section) == ("The editor's", None)


def test_a_failure_leaves_nothing(monkeypatch):
    def fail(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("articles.importing.storing.link_articles", fail)
    with pytest.raises(RuntimeError):
        bring()
    assert not Article.objects.exists()
    assert not Original.objects.exists()
    assert not PendingChange.objects.exists()


def test_sections_and_places_of_several_languages_are_one():
    bring(source="a.example", section="Politics")
    bring(PAGE + b"\n", source="b.example", section="Siyasət")
    bring(PAGE + b"\n\n", source="c.example", section="ПОЛИТИКА")
    assert {article.section.slug for article in Article.objects.all()} == {"politics"}


def test_a_section_never_heard_of_is_kept_as_it_is():
    bring(section="Bağban guşəsi")
    assert Article.objects.get().section.name == "Bağban guşəsi"
