"""What outlets changed is noted when a version is stored, in the order in which versions were on the web."""

import pytest
from django.core.management import call_command
from django.db.models import F

from articles.importing.changes import find_all, note_changes
from articles.importing.readers import Done, Job
from articles.importing.storing import store
from articles.importing.vanishing import note_gone
from articles.models import Article, ImportRun, Reading, TextChange, Vanished
from articles.reading.model import Hints
from articles.reading.reader import read
from tests.importing.test_storing import PAGE, bring

pytestmark = pytest.mark.django_db

URL = "https://kura.example/1"
MENDED = PAGE.replace(b"lanes of traffic", b"lanes of  traffic,")
OTHER = PAGE.replace(b"two lanes", b"four lanes")


def told() -> list[tuple[bytes, bytes, bool]]:
    return [
        (one.before.original.data, one.after.original.data, one.is_substance)
        for one in TextChange.objects.order_by("seen_at", "pk")
    ]


def test_a_version_that_says_something_else_is_noted(django_assert_num_queries):
    bring(url=URL)
    assert told() == []
    bring(MENDED, url=URL)
    assert told() == [(PAGE, MENDED, False)]
    bring(OTHER, url=URL)
    assert told() == [(PAGE, MENDED, False), (MENDED, OTHER, True)]
    article = Article.objects.get()
    with django_assert_num_queries(4):  # nothing is compared again
        assert note_changes([article.pk]) == 0


def test_the_same_text_in_other_bytes_is_no_change():
    bring(url=URL)
    bring(PAGE.replace(b"\n", b"\r\n"), url=URL)
    assert Reading.objects.count() == 2
    assert told() == []


def test_a_counter_of_views_is_no_change():
    counted = PAGE + b"\n%d views\n"
    bring(counted % 1000, url=URL)
    for number in (1001, 1024):
        bring(counted % number, url=URL)
    article = Article.objects.get()
    assert article.body.endswith("1000 views")
    assert (Reading.objects.count(), told()) == (3, [])
    bring(counted.replace(b"two lanes", b"four lanes") % 1030, url=URL)
    assert [(old[-11:], new[-11:]) for old, new, _ in told()] == [(b"1024 views\n", b"1030 views\n")]
    TextChange.objects.all().delete()
    Reading.objects.update(text=F("pk"))  # as keys were made before
    assert note_changes([article.pk]) == 1


def test_what_was_fetched_earlier_stands_before():
    def crawled(data: bytes, stamp: str) -> None:
        hints = Hints(path=f"a.warc/{stamp}/{URL}", url=URL)
        store([Done(Job(data, hints), read(data, hints))], None)

    crawled(PAGE, "20200101000000")
    crawled(OTHER, "20200301000000")
    assert told() == [(PAGE, OTHER, True)]
    crawled(MENDED, "20200201000000")  # between the two
    assert told() == [(PAGE, MENDED, False), (MENDED, OTHER, True)]
    assert [f"{one.seen_at:%Y-%m-%d}" for one in TextChange.objects.all()] == ["2020-03-01", "2020-02-01"]


def test_readings_of_one_reader_are_compared():
    bring(url=URL)
    bring(OTHER, url=URL)
    TextChange.objects.all().delete()
    first, second = Reading.objects.order_by("pk")
    later = Reading.objects.get(pk=first.pk)
    later.pk = None
    later.reader_version = "another"
    later.fields = later.fields | {"headline": "As another reader has it"}
    later.save()
    note_changes([first.article_id])
    [change] = TextChange.objects.all()
    assert (change.before_id, change.after_id) == (first.pk, second.pk)


def test_the_command_finds_what_an_older_archive_never_noted(capsys):
    bring(url=URL)
    bring(OTHER, url=URL)
    TextChange.objects.all().delete()
    call_command("find_changes", verbosity=0)
    assert "1 article compared, 1 change noted." in capsys.readouterr().out
    TextChange.objects.update(is_substance=False)
    assert sum(count for _, count in find_all()) == 0
    call_command("find_changes", rebuild=True, verbosity=0)
    assert [one.is_substance for one in TextChange.objects.all()] == [True]


def test_a_gone_address_that_two_runs_told_stays_when_one_is_undone():
    first, second = ImportRun.objects.create(), ImportRun.objects.create()
    for run in (first, second, second):
        note_gone([(URL, None)], run)
    assert list(Vanished.objects.order_by("pk").values_list("run", flat=True)) == [first.pk, second.pk]
    Vanished.objects.filter(run=first).delete()
    assert Vanished.objects.get().run == second
