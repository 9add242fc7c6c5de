"""A run that is asked to stop, that looks for nobody, that says what became of files, that is not alone."""

import json
import signal
import threading
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from articles.importing import run as running
from articles.importing.along import Along
from articles.importing.readers import Articles, Documents, Job
from articles.importing.run import Options, Outcome, Stopped, _stop_on_signals, import_paths
from articles.models import Article, Extraction, ImportEntry, ImportRun, Mention, Original, PendingChange
from articles.people.finding import find_everywhere
from articles.reading.model import Hints
from articles.search import indexing
from articles.search.documents import make_documents
from tests.hostile_files import page


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    return folder


def write(folder: Path, count: int) -> None:
    for n in range(count):
        (folder / f"{n:03}.txt").write_text(page(f"Lamps number {n} are lit by Tarlan Hajizade"))


@pytest.mark.django_db
def test_a_run_hears_that_it_is_to_stop(pages, monkeypatch):
    monkeypatch.setattr(running, "TELL_EVERY", 0.0)
    monkeypatch.setattr(running, "BATCH_FILES", 2)
    write(pages, 9)

    def ask(summary, total):
        if summary.read == 3:
            ImportRun.objects.update(asked_to_stop=True)

    summary = import_paths([str(pages)], Options(), report=ask)
    run = ImportRun.objects.get()
    assert (summary.interrupted, run.status, run.total) == (True, "interrupted", 9)
    assert 3 <= run.read < 9
    assert Article.objects.count() == run.imported
    assert import_paths([str(pages)], Options()).unchanged == run.imported


@pytest.mark.django_db
def test_the_row_tells_doubts_and_statuses(pages):
    write(pages, 2)
    (pages / "x.txt").write_text(
        "Lamps are lit\n\nThe lamps of the old town were lit on Friday, the mayor said.\n"
    )
    import_paths([str(pages)], Options())
    run = ImportRun.objects.get()
    in_review = Article.objects.filter(status="in review").count()
    published = {"published": 3 - in_review} if in_review < 3 else {}
    assert run.tally["articles"] == published | ({"in review": in_review} if in_review else {})
    assert run.tally["doubts"]["date.none"] == 1


@pytest.mark.django_db
def test_people_are_looked_for_later(pages):
    write(pages, 2)
    import_paths([str(pages)], Options(people=False))
    assert (Article.objects.count(), Mention.objects.count(), Extraction.objects.count()) == (2, 0, 0)
    assert ImportRun.objects.get().arguments["no_people"]
    assert find_everywhere(lambda done, total: None).articles == 2
    assert {mention.person.name for mention in Mention.objects.all()} == {"Tarlan Hajizade"}


@pytest.mark.django_db
def test_later_versions_have_their_people_at_once(pages):
    file = pages / "a.txt"
    hints = Hints(url="https://kura.example/1")
    file.write_text(page("Lamps are lit by Tarlan Hajizade"))
    import_paths([str(file)], Options(hints=hints))
    file.write_text(
        "\n" + page("Lamps are lit by Tarlan Hajizade", "The engineer Farid Gasimbeyli was there.\n")
    )
    import_paths([str(file)], Options(hints=hints, people=False))
    assert {mention.surface for mention in Mention.objects.all()} >= {"Tarlan Hajizade", "Farid Gasimbeyli"}


@pytest.mark.django_db
def test_a_line_for_each_file(pages, tmp_path):
    write(pages, 1)
    (pages / "copy.txt").write_text((pages / "000.txt").read_text())
    (pages / "empty.txt").write_text("")
    report = tmp_path / "report.jsonl"
    with pytest.raises(SystemExit):
        call_command("import_articles", str(pages), "--report", str(report))
    lines = [json.loads(line) for line in report.read_text().splitlines()]
    article = Article.objects.get()
    assert {Path(line.pop("path")).name: line for line in lines} == {
        "000.txt": {"outcome": "imported", "articles": [article.public_id]},
        "copy.txt": {"outcome": "unchanged"},
        "empty.txt": {"outcome": "rejected", "reason": "the file is empty"},
    }


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_folder_at_once(pages, monkeypatch):
    """Both read every file; each is stored once, by one of them, and rejected by none."""
    write(pages, 15)
    monkeypatch.setattr(running, "BATCH_FILES", 3)
    met = threading.Barrier(2, timeout=60)
    outcomes: list[Outcome] = []

    def bring() -> None:
        first = True

        def report(summary, total):
            nonlocal first
            if first:
                first = False
                met.wait()

        import_paths([str(pages)], Options(), report=report, on_file=outcomes.append)
        connection.close()

    other = threading.Thread(target=bring)
    other.start()
    bring()
    other.join()
    assert Article.objects.count() == Original.objects.count() == 15
    assert sorted(one.outcome for one in outcomes) == ["imported"] * 15 + ["unchanged"] * 15
    assert not ImportEntry.objects.filter(outcome="rejected").exists()
    assert set(ImportRun.objects.values_list("status", flat=True)) == {"finished"}


@pytest.mark.django_db
class TestAlong:
    """What is stored comes into the index while the run goes on."""

    def parts(self, along: Along) -> list[Articles]:
        along.stored = 10**6
        job = Job(b"", Hints())
        return [one for one in along.between([job]) if isinstance(one, Articles)]

    def test_what_waits_is_indexed(self, pages):
        write(pages, 3)
        import_paths([str(pages)], Options())
        Article.objects.filter(headline__contains="number 1").update(headline="Changed")
        along = Along()
        [part] = self.parts(along)
        assert [article.headline for article in part.loaded] == ["Changed"]
        along.take(Documents(part.rows, make_documents(part.loaded)))
        assert not PendingChange.objects.exists()
        assert indexing.check() == []

    def test_what_another_has_indexed_meanwhile_stays(self, pages):
        write(pages, 2)
        import_paths([str(pages)], Options())
        Article.objects.update(headline="Changed")
        along = Along()
        [part] = self.parts(along)
        Article.objects.update(headline="Changed again")
        indexing.drain()
        along.take(Documents(part.rows, make_documents(part.loaded)))
        assert indexing.check() == []

    def test_what_has_changed_meanwhile_waits_on(self, pages):
        write(pages, 2)
        import_paths([str(pages)], Options())
        Article.objects.update(headline="Changed")
        along = Along()
        [part] = self.parts(along)
        Article.objects.update(headline="Changed again")
        along.take(Documents(part.rows, make_documents(part.loaded)))
        assert PendingChange.objects.count() == 2
        indexing.drain()
        assert indexing.check() == []

    def test_an_article_is_in_one_part_whatever_lies_between_its_changes(self, pages, monkeypatch):
        """Files that are stored together leave the rows of each far apart."""
        monkeypatch.setattr("articles.importing.along.PART", 2)
        write(pages, 3)
        import_paths([str(pages)], Options())
        Article.objects.update(headline="Changed")
        Article.objects.update(headline="Changed again")
        along = Along()
        parts = self.parts(along)
        assert [[article.headline for article in part.loaded] for part in parts] == [
            ["Changed again"] * 2,
            ["Changed again"],
        ]
        for part in parts:
            along.take(Documents(part.rows, make_documents(part.loaded)))
        assert not PendingChange.objects.exists()
        assert indexing.check() == []

    def test_what_no_worker_could_make_waits_on(self, pages):
        write(pages, 1)
        import_paths([str(pages)], Options())
        Article.objects.update(headline="Changed")
        along = Along()
        [part] = self.parts(along)
        assert part.rows
        along.take(Documents({}, []))
        assert PendingChange.objects.exists()


def test_a_worker_hears_the_signal_that_stops_its_import():
    heard = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: heard.append(number))
    try:
        with pytest.raises(Stopped), _stop_on_signals():
            signal.raise_signal(signal.SIGTERM)
        assert heard == [signal.SIGTERM]
        signal.raise_signal(signal.SIGTERM)  # the worker's own again
        assert heard == [signal.SIGTERM] * 2
    finally:
        signal.signal(signal.SIGTERM, before)
