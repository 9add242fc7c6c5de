"""One change of many articles: told beforehand, done in batches by the worker, taken back exactly."""

import itertools
import threading

import pytest
from django.contrib.auth.models import User

from articles.editing import in_bulk
from articles.editing.changing import save_edit
from articles.editing.in_bulk import preview
from articles.models import Article, BulkChange, ImportRun, Sighting, Source, Task
from articles.models.people import Standing
from articles.working.asking import ask
from articles.working.claiming import Claimant
from articles.working.work import Work, run
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


def bulk_of(articles: list[Article], field: str, value: str = "", **fields: object) -> BulkChange:
    ids = [article.pk for article in articles]
    bulk = BulkChange(articles=ids, field=field, value=value, **fields)
    bulk.preview = preview(bulk)
    bulk.save()
    return bulk


def done(kind: str, bulk: BulkChange, by: User | None = None) -> Task:
    """The task, done by a worker of this thread."""
    asked = ask(kind, {"bulk": bulk.pk}, by=by)
    task = Claimant().claim()
    assert task is not None and task.pk == asked.pk
    run(task, threading.Event())
    asked.refresh_from_db()
    assert asked.state == Task.State.DONE, asked.error
    return asked


def state() -> list[tuple[object, ...]]:
    columns = ("pk", "source__name", "section__name", "language", "status", "edited_fields")
    dates = ("published_from", "published_until", "published_at", "published_precision", "published_time")
    return list(Article.objects.order_by("pk").values_list(*columns, *dates))


def test_what_editors_set_stays_and_all_is_told_beforehand() -> None:
    free, theirs, same, closed = (make_article(headline=f"H {n}") for n in range(4))
    theirs.source = Source.objects.create(name="theirs.az", slug="theirs")
    save_edit(theirs, {"source"})
    same.source = Source.objects.create(name="new.az", slug="new", domain="new.az")
    same.save()
    Article.objects.filter(pk=closed.pk).update(status=Article.Status.WITHDRAWN)
    before = state()
    bulk = bulk_of([free, theirs, same, closed], "source", "new.az")
    assert state() == before
    counts = {"changed": 1, "editors": 1, "same": 1, "closed": 1}
    assert bulk.preview["counts"] == counts
    assert bulk.preview["examples"] == [
        {"article": free.pk, "title": "H 0", "before": "turan.az", "after": "new.az"}
    ]
    ann = User.objects.create_user("ann")
    task = done("change-in-bulk", bulk, ann)
    assert task.cursor["counts"] == counts
    free.refresh_from_db()
    assert (str(free.source), free.edited_fields) == ("new.az", ["source"])
    newest = free.history.first()
    assert (newest.history_user, newest.history_change_reason) == (ann, f"in bulk, {bulk.pk}")
    theirs.refresh_from_db()
    assert str(theirs.source) == "theirs.az"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("published", "2019-05-06 07:08 Asia/Baku"),
        ("published", ""),
        ("section", "Sport"),
        ("place", ""),
        ("language", "tr"),
        ("status", "in review"),
    ],
)
def test_taken_back_exactly(field: str, value: str) -> None:
    articles = [make_article(section="Politics", place="Baku", time="19:19"), make_article(date=None)]
    before = state()
    bulk = bulk_of(articles, field, value)
    done("change-in-bulk", bulk)
    assert state() != before
    task = done("undo-bulk-change", bulk)
    assert state() == before
    assert task.cursor["counts"] == {"undone": bulk.entries.count()}


def test_what_was_changed_since_is_left_alone() -> None:
    one, two = make_article(), make_article()
    bulk = bulk_of([one, two], "published", "2019")
    done("change-in-bulk", bulk)
    two.refresh_from_db()
    two.set_published(None)
    save_edit(two, {"published"})
    one.refresh_from_db()
    one.headline = "Besides"
    save_edit(one, {"headline"})
    task = done("undo-bulk-change", bulk)
    assert task.cursor["counts"] == {"undone": 1, "left": 1}
    one.refresh_from_db()
    two.refresh_from_db()
    assert (str(one.published_from), one.headline, one.edited_fields) == (
        "2020-10-31",
        "Besides",
        ["headline"],
    )
    assert two.published_from is None


def test_dates_by_a_pattern_in_the_address_or_the_path() -> None:
    run_ = ImportRun.objects.create(status=ImportRun.Status.FINISHED)
    by_url = make_article(date=None, original_url="https://x.az/2021/02/03/a")
    by_path, by_none = make_article(date=None), make_article(date=None)
    Sighting.objects.create(original=by_path.original, path="in/2020/10/31/a.txt", run=run_)
    bulk = bulk_of([by_url, by_path, by_none], "published", pattern="/YYYY/MM/DD/")
    assert bulk.preview["counts"] == {"changed": 2, "nothing": 1}
    done("change-in-bulk", bulk)
    dates = [str(Article.objects.get(pk=one.pk).published_from) for one in (by_url, by_path, by_none)]
    assert dates == ["2021-02-03", "2020-10-31", "None"]


def test_killed_in_the_middle_it_goes_on_and_changes_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_bulk, "BATCH", 2)
    articles = [make_article() for _ in range(5)]
    bulk = bulk_of(articles, "section", "Sport")
    ask("change-in-bulk", {"bulk": bulk.pk})
    task = Claimant().claim()
    assert task is not None
    batches = in_bulk.change_task(Work(task))
    next(batches)
    del batches  # the worker dies after its first batch
    task.refresh_from_db()
    assert (task.done, task.total) == (2, 5)
    list(itertools.islice(in_bulk.change_task(Work(task)), 10))
    assert bulk.entries.count() == 5
    assert [article.history.count() for article in articles] == [2] * 5


def test_people_are_looked_for_where_the_language_changed() -> None:
    article = make_article(body="On Sunday President John Williams left.", persons=["John Williams"])
    assert article.mentions.filter(extractor="test").exists()
    done("change-in-bulk", bulk_of([article], "language", "tr"))
    assert not article.mentions.filter(extractor="test", status=Standing.SUGGESTED).exists()


@pytest.mark.parametrize(
    ("field", "value", "pattern"),
    [
        ("published", "yesterday", ""),
        ("published", "", "MM"),
        ("status", "withdrawn", ""),
        ("language", "english", ""),
    ],
)
def test_what_no_article_can_have_is_refused(field: str, value: str, pattern: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        preview(BulkChange(articles=[make_article().pk], field=field, value=value, pattern=pattern))
