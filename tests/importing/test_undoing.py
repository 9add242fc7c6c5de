"""Undoing a run: what it made goes, what it changed comes back, what was worked on stays to be seen."""

import os
import signal
import threading
from pathlib import Path

import pytest

from articles.editing.changing import save_edit
from articles.importing import run as importing_run
from articles.importing.run import Options, import_paths
from articles.importing.undoing import touched
from articles.models import (
    Article,
    ImportRun,
    Mention,
    Original,
    PendingChange,
    Person,
    Reading,
    Sighting,
    Task,
    TextChange,
)
from articles.reading.model import Hints
from articles.search import indexing
from articles.working.asking import ask
from articles.working.claiming import Claimant
from articles.working.work import run as run_task
from tests.hostile_files import page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    return folder


def bring(folder: Path, *titles: str, source: str = "") -> ImportRun:
    for title in titles:
        (folder / f"{title}.txt").write_text(page(title, "Minister Tarlan Hajizade spoke on Friday.\n"))
    summary = import_paths([str(folder)], Options(hints=Hints(source=source)))
    return ImportRun.objects.get(pk=summary.run or 0)


def do(kind: str, **arguments: object) -> Task:
    asked = ask(kind, arguments)
    run_task(claimed(), threading.Event())
    return Task.objects.get(pk=asked.pk)


def claimed() -> Task:
    task = Claimant().claim()
    assert task is not None
    return task


def test_what_nobody_has_touched_is_gone_without_a_trace(pages):
    run = bring(pages, "Lamps are lit", "Lamps are out")
    done = do("undo-run", run=run.pk)
    assert (done.state, done.done, done.cursor["counts"]) == ("done", 2, {"removed": 2})
    for model in (Article, Article.history.model, Original, Reading, Mention, Sighting, Person):
        assert not model.objects.exists(), model
    run.refresh_from_db()
    assert run.status == "undone"
    indexing.drain()
    assert not PendingChange.objects.exists()
    assert indexing.check() == []


def test_it_can_be_imported_again(pages):
    run = bring(pages, "Lamps are lit")
    was = Article.objects.get().public_id
    do("undo-run", run=run.pk)
    bring(pages)
    assert Article.objects.get().public_id == was


def test_what_an_editor_has_worked_on_is_withdrawn_and_shown_first(pages):
    run = bring(pages, "Lamps are lit", "Lamps are out")
    edited = Article.objects.get(headline="Lamps are out")
    edited.headline = "The lamps are out"
    save_edit(edited, ["headline"])
    assert list(touched(run)) == [edited]
    done = do("undo-run", run=run.pk)
    assert done.cursor["counts"] == {"removed": 1, "withdrawn": 1}
    edited = Article.objects.get()
    assert (edited.headline, edited.status) == ("The lamps are out", "withdrawn")
    why = {"code": "run.undone", "run": run.pk}
    assert (edited.status_code, edited.history.first().history_change_reason) == (why, why)


def test_what_a_run_filled_in_is_empty_again(pages):
    bring(pages, "Lamps are lit")
    second = bring(pages, source="kura.example")
    assert Article.objects.get().source.domain == "kura.example"
    assert do("undo-run", run=second.pk).cursor["counts"] == {"reverted": 1}
    article = Article.objects.get()
    assert (article.source, article.readings.count()) == (None, 1)


def test_a_later_version_gives_way_to_the_earlier_one(pages):
    file = pages / "a.txt"
    options = Options(hints=Hints(url="https://kura.example/1"))
    file.write_text(page("Lamps are lit"))
    import_paths([str(file)], options)
    first = Article.objects.get().original.sha256
    file.write_text(page("Lamps are lit", "More lamps will follow, said the engineer Farid Gasimbeyli.\n"))
    second = import_paths([str(file)], options)
    assert Article.objects.get().original.sha256 != first
    assert do("undo-run", run=second.run).cursor["counts"] == {"reverted": 1}
    article = Article.objects.get()
    assert (article.original.sha256, Original.objects.count()) == (first, 1)
    assert not Mention.objects.filter(surface="Farid Gasimbeyli").exists()


def test_a_run_is_read_again_with_another_source(pages):
    run = bring(pages, "Lamps are lit", source="kura.example")
    done = do("read-run-again", run=run.pk, hints={"source": "aras.example", "section": "Sport"})
    assert (done.state, done.cursor["changed"]) == ("done", 1)
    article = Article.objects.get()
    assert (article.source.domain, article.section.name) == ("aras.example", "Sport")
    assert article.newest_reading().hints["source"] == "aras.example"


def test_what_was_rejected_is_tried_again_where_it_was(pages):
    (pages / "later.txt").write_text("")
    (pages / "gone.txt").write_text("")
    run = bring(pages, "Lamps are lit", source="kura.example")
    assert run.rejected == 2
    (pages / "later.txt").write_text(page("Lamps are out"))
    (pages / "gone.txt").unlink()
    done = do("try-rejected", run=run.pk)
    assert (done.state, done.total) == ("done", 1)
    [again] = ImportRun.objects.exclude(pk=run.pk)
    assert (again.imported, again.rejected) == (1, 0)
    assert done.cursor["runs"] == [again.pk]
    assert Article.objects.get(headline="Lamps are out").source.domain == "kura.example"


def test_a_worker_that_is_told_to_end_leaves_the_rest_to_the_next(pages, monkeypatch):
    """The import hears the signal, and so does the worker; what was not tried is tried by the next one."""
    (pages / "later.txt").write_text("")
    run = bring(pages, "Lamps are lit")
    (pages / "later.txt").write_text(page("Lamps are out"))
    ending = threading.Event()
    before = signal.signal(signal.SIGTERM, lambda *_: ending.set())
    ask("try-rejected", {"run": run.pk})
    try:
        with monkeypatch.context() as patched:  # while it is at work
            patched.setattr(importing_run, "editors_names", lambda: os.kill(os.getpid(), signal.SIGTERM))
            run_task(claimed(), ending)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert ending.is_set()
    assert (Task.objects.get().state, Article.objects.count()) == ("waiting", 1)
    run_task(claimed(), threading.Event())
    assert (Task.objects.get().state, Article.objects.count()) == ("done", 2)


def test_what_an_undone_run_had_changed_is_told_no_more(pages):
    url = "https://aras.example/1"
    text = "Minister Tarlan Hajizade opened the two lamps of the old bridge on Friday.\n"
    runs = []
    for words in (text, text.replace("two", "12")):
        (pages / "page.txt").write_text(page("Lamps are lit", words))
        summary = import_paths([str(pages)], Options(hints=Hints(url=url)))
        runs.append(summary.run or 0)
    assert TextChange.objects.count() == 1
    assert do("undo-run", run=runs[1]).cursor["counts"] == {"reverted": 1}
    assert not TextChange.objects.exists()
