"""Whole runs: what is counted, what goes wrong, and what a second run does."""

import os
import signal
import zipfile
from pathlib import Path

import pytest
from django.db import transaction

from articles.importing import readers, run
from articles.importing.formats import files, warc
from articles.importing.formats.files import Unreadable, printable
from articles.importing.manifest import read_manifest
from articles.importing.run import Options, Summary, import_paths, import_text
from articles.models import Article, Extraction, ImportEntry, ImportRun, Mention, Original
from articles.reading.model import Hints, Rejected
from articles.reading.signs.vocabulary import Vocabulary
from articles.text.codes import coded
from tests.hostile_files import make_hostile_files, page
from tests.importing.dying import HARMLESS, read_or_die


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def counts(summary: Summary) -> tuple[int, int, int, int, int]:
    return (summary.read, summary.imported, summary.updated, summary.unchanged, summary.rejected)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder for what is imported: the test's own data and index lie beside it."""
    folder = tmp_path / "pages"
    folder.mkdir()
    return folder


@pytest.mark.django_db
class TestRun:
    def test_a_folder_then_again(self, pages):
        for n in range(3):
            write(pages, f"{n}.txt", page(f"Lamps number {n} are lit"))
        write(pages, "copy.txt", page("Lamps number 1 are lit"))
        write(pages, "empty.txt", "")
        assert counts(import_paths([str(pages)], Options())) == (5, 3, 0, 1, 1)
        assert counts(import_paths([str(pages)], Options())) == (5, 0, 0, 4, 1)
        assert Article.objects.count() == 3
        last = ImportRun.objects.first()
        assert (last.status, last.read, last.unchanged, last.rejected) == ("finished", 5, 4, 1)
        assert last.finished_at is not None
        [entry] = last.entries.all()
        assert (entry.outcome, entry.path) == ("rejected", str(pages / "empty.txt"))
        assert entry.reason

    def test_surnames_alone_are_asked_about_when_all_is_read(self, pages, monkeypatch):
        write(pages, "0.txt", page("Lamps are lit"))
        import_paths([str(pages)], Options())
        asked: list[int] = []
        monkeypatch.setattr(run, "link_due_surnames", lambda: asked.append(Article.objects.count()))
        write(pages, "1.txt", page("Lamps are out"))
        import_paths([str(pages)], Options())
        import_paths([str(pages)], Options(dry_run=True))
        assert asked == [2]

    def test_a_run_links_the_surnames_that_a_killed_one_has_left(self, pages, monkeypatch):
        """Killed between the last article and the linking."""
        write(pages, "0.txt", page("The lamps", "Mr Lavrov thanked Ararat Mirzoyan.\n"))
        for n, given in enumerate(("Ali", "Zaur", "Mikhail", "John")):
            for family in ("Karimov", "Bagirov", "Smith"):
                more = f"Minister {given} {family} spoke on Friday.\n"
                write(pages, f"a{n}{family}.txt", page("More lamps", more))
        for day in (1, 2):
            more = f"On day {day} Minister Sergey Lavrov met Ararat Mirzoyan.\n"
            write(pages, f"b{day}.txt", page("The talks", more))

        def die() -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as killed:
            killed.setattr(run, "link_due_surnames", die)
            assert import_paths([str(pages)], Options()).interrupted
        alone = Mention.objects.filter(surface="Lavrov", article__headline="The lamps")
        assert {one.person for one in alone} == {None}
        assert counts(import_paths([str(pages)], Options())) == (15, 0, 0, 15, 0)
        assert {one.person and one.person.name for one in alone.all()} == {"Sergey Lavrov"}
        assert not Extraction.objects.filter(surnames_due=True).exists()

    def test_workers_store_the_same_as_this_process(self, pages):
        for n in range(20):
            write(pages, f"{n:02}.txt", page(f"Lamps number {n} are lit"))
        summary = import_paths([str(pages)], Options(workers=2))
        assert counts(summary) == (20, 20, 0, 0, 0)
        headlines = list(Article.objects.order_by("id").values_list("headline", flat=True))
        assert headlines == [f"Lamps number {n} are lit" for n in range(20)]  # in the order of the files

    def test_a_dry_run_stores_nothing(self, pages):
        write(pages, "a.txt", page("Lamps are lit"))
        write(pages, "b.txt", page("Lamps are lit"))
        write(pages, "c.txt", "")
        assert counts(import_paths([str(pages)], Options(dry_run=True))) == (3, 1, 0, 1, 1)
        assert not Article.objects.exists()
        assert not ImportRun.objects.exists()

    def test_a_dry_run_says_what_a_run_does(self, pages):
        file = str(write(pages, "a.txt", page("Lamps are lit")))
        import_paths([file], Options())
        with_source = Options(hints=Hints(source="kura.example"))
        dry = Options(hints=Hints(source="kura.example"), dry_run=True)
        assert counts(import_paths([file], dry)) == (1, 0, 1, 0, 0)
        assert counts(import_paths([file], with_source)) == (1, 0, 1, 0, 0)
        assert counts(import_paths([file], dry)) == (1, 0, 0, 1, 0)

    def test_a_file_with_two_addresses_is_a_reprint(self, pages):
        write(pages, "a.txt", page("Lamps are lit"))
        write(pages, "list.csv", "file,url\na.txt,https://kura.example/1\na.txt,https://kura.example/2\n")
        manifest = read_manifest(str(pages / "list.csv"))
        assert counts(import_paths(manifest.paths(), Options(manifest=manifest))) == (2, 2, 0, 0, 0)
        assert set(Article.objects.values_list("original_url", flat=True)) == {
            "https://kura.example/1",
            "https://kura.example/2",
        }

    def test_an_archive_is_no_section(self, pages):
        with zipfile.ZipFile(pages / "flat.zip", "w") as archive:
            archive.writestr("a.txt", page("Lamps are lit"))
            archive.writestr("sport/b.txt", page("Lamps are out"))
        import_paths([str(pages)], Options(section_from_folder=True))
        assert set(Article.objects.values_list("section__name", flat=True)) == {None, "Sport"}

    def test_a_credit_and_its_domain_are_one_source(self, pages):
        file = str(write(pages, "a.txt", page("Lamps are lit")))
        import_paths([file], Options(hints=Hints(source="turan.az")))
        assert counts(import_paths([file], Options(hints=Hints(source="Turan")))) == (1, 0, 0, 1, 0)

    def test_a_run_that_crashes_is_not_called_finished(self, pages, monkeypatch):
        write(pages, "a.txt", page("Lamps are lit"))
        monkeypatch.setattr(run._Writer, "take", lambda self, done: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            import_paths([str(pages)], Options())
        assert ImportRun.objects.get().status == "interrupted"

    def test_the_folder_is_the_section(self, pages):
        write(pages, "sport/a.txt", page("Lamps are lit"))
        write(pages, "Siyasət/b.txt", page("Lamps are out"))
        import_paths([str(pages)], Options(section_from_folder=True))
        assert set(Article.objects.values_list("section__name", flat=True)) == {"Sport", "Politics"}

    def test_a_domain_in_the_path_is_the_source(self, pages):
        write(pages, "kura.example/a.txt", page("Lamps are lit"))
        write(pages, "aras.example/a.txt", page("Lamps are lit"))
        assert counts(import_paths([str(pages)], Options())) == (2, 2, 0, 0, 0)
        assert set(Article.objects.values_list("source__domain", flat=True)) == {
            "kura.example",
            "aras.example",
        }
        assert Original.objects.count() == 1
        assert counts(import_paths([str(pages)], Options())) == (2, 0, 0, 2, 0)

    def test_a_manifest_says_what_is_known(self, pages):
        write(pages, "a.txt", page("Lamps are lit"))
        write(
            pages,
            "list.csv",
            "file,url,source,section\na.txt,https://kura.example/1,kura.example,Sport\ngone.txt,,,\n",
        )
        manifest = read_manifest(str(pages / "list.csv"))
        rejected: list[Unreadable] = []
        summary = import_paths(
            [str(pages / "a.txt")], Options(manifest=manifest), on_rejected=rejected.append
        )
        assert counts(summary) == (2, 1, 0, 0, 1)
        assert rejected == [Unreadable("gone.txt", coded("manifest.unmet"))]
        article = Article.objects.get()
        assert article.original_url == "https://kura.example/1"
        assert (article.source.domain, article.section.name) == ("kura.example", "Sport")

    def test_only_a_manifest(self, pages):
        write(pages, "a.txt", page("Lamps are lit"))
        write(pages, "list.csv", "file\na.txt\ngone.txt\n")
        manifest = read_manifest(str(pages / "list.csv"))
        assert counts(import_paths(manifest.paths(), Options(manifest=manifest))) == (2, 1, 0, 0, 1)

    def test_a_database_error_rejects_one_file(self, pages, monkeypatch):
        for name in ("a", "b", "c"):
            write(pages, f"{name}.txt", page(f"Lamps {name} are lit"))
        store = run.store

        def store_but_b(batch, of_run, **how):
            with transaction.atomic():
                for done in batch:
                    if done.job.hints.path.endswith("b.txt"):
                        Original.objects.create(sha256="same", size=1, encoding="x", compressed=b"")
                        Original.objects.create(sha256="same", size=1, encoding="x", compressed=b"")
                return store(batch, of_run, **how)

        monkeypatch.setattr(run, "store", store_but_b)
        monkeypatch.setattr(run, "ATTEMPTS", 1)
        rejected: list[Unreadable] = []
        assert counts(import_paths([str(pages)], Options(), on_rejected=rejected.append)) == (3, 2, 0, 0, 1)
        assert [Path(file.path).name for file in rejected] == ["b.txt"]

    def test_an_interrupt_keeps_what_is_stored(self, pages, monkeypatch):
        monkeypatch.setattr(run, "BATCH_FILES", 2)
        for n in range(5):
            write(pages, f"{n}.txt", page(f"Lamps number {n} are lit"))

        def interrupt(summary: Summary, total: int | None) -> None:
            if summary.read == 2:
                raise KeyboardInterrupt

        summary = import_paths([str(pages)], Options(), report=interrupt)
        assert summary.interrupted
        assert ImportRun.objects.first().status == "interrupted"
        assert Article.objects.count() == 2
        assert counts(import_paths([str(pages)], Options())) == (5, 3, 0, 2, 0)

    def test_an_interrupt_is_no_fault_of_the_file_at_hand(self, pages, monkeypatch):
        (pages / "a.warc").write_bytes(
            b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
        )
        monkeypatch.setattr(warc, "_thing", lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        summary = import_paths([str(pages)], Options())
        assert (summary.interrupted, summary.rejected) == (True, 0)

    def test_a_killed_run_is_told_apart(self):
        dead = ImportRun.objects.create(arguments={"host": os.uname().nodename, "pid": 2**22 + 1})
        here = ImportRun.objects.create(arguments={"host": os.uname().nodename, "pid": os.getpid()})
        elsewhere = ImportRun.objects.create(arguments={"host": "another", "pid": 2**22 + 1})
        import_paths([], Options())
        for of_run, status in ((dead, "interrupted"), (here, "running"), (elsewhere, "running")):
            of_run.refresh_from_db()
            assert of_run.status == status

    def test_progress_counts_every_file(self, pages):
        for n in range(3):
            write(pages, f"{n}.txt", page(f"Lamps number {n} are lit"))
        import_paths([str(pages / "0.txt")], Options())
        seen: list[tuple[int, int | None]] = []
        import_paths([str(pages)], Options(), report=lambda s, total: seen.append((s.read, total)))
        assert seen == [(1, 3), (2, 3), (3, 3)]

    def test_a_folder_is_walked_once(self, pages, monkeypatch):
        write(pages, "below/a.txt", page("Lamps are lit"))
        walked: list[str] = []
        scandir = os.scandir
        monkeypatch.setattr(files.os, "scandir", lambda path: walked.append(str(path)) or scandir(path))
        assert import_paths([str(pages)], Options()).imported == 1
        assert [path for path in walked if path.startswith(str(pages))] == [str(pages), str(pages / "below")]

    def test_an_original_knows_its_media_type(self, pages):
        write(pages, "a.txt", page("Lamps are lit"))
        import_paths([str(pages)], Options())
        assert Original.objects.get().media_type == "text/plain"

    def test_one_pasted_text(self):
        stored = import_text(page("Lamps are lit").encode(), Hints(path="pasted text", section="Sport"))
        assert stored.articles[0].section.name == "Sport"
        assert ImportEntry.objects.get().path == "pasted text"
        with pytest.raises(Rejected):
            import_text(b"", Hints(path="pasted text"))


@pytest.mark.django_db
def test_hostile_files_each_leave_what_they_should(tmp_path):
    fates = make_hostile_files(tmp_path / "hostile")
    root = str(tmp_path / "hostile")
    import_paths([root], Options(workers=2))
    entries: dict[str, set[str]] = {}
    for entry in ImportEntry.objects.select_related("article"):
        path = entry.path.removeprefix(root + "/")
        status = entry.article.status if entry.article else ""
        for name in fates:
            shown = printable(name)
            if path == shown or path.startswith(shown + "/"):
                entries.setdefault(name, set()).add(f"{entry.outcome} {status}".strip())
    wrong = {
        name: (fate, sorted(entries.get(name, ())))
        for name, fate in fates.items()
        if not _as_it_should(fate, entries.get(name, set()))
    }
    assert wrong == {}
    assert not list(tmp_path.parent.rglob("escape.txt"))
    for entry in ImportEntry.objects.filter(outcome="rejected"):
        assert entry.reason
        assert entry.path.isprintable()


def _as_it_should(fate: str, outcomes: set[str]) -> bool:
    if fate == "rejected":
        return outcomes == {"rejected"}
    if fate == "review":
        return outcomes == {"imported in review"}
    if fate == "article":
        return outcomes <= {"imported published", "imported in review"} and bool(outcomes)
    return outcomes == set()


def test_a_file_that_kills_its_worker_is_rejected_and_the_rest_is_read(monkeypatch):
    monkeypatch.setattr(readers, "_work", read_or_die)
    jobs = [readers.Job(data, Hints(path=str(n))) for n, data in enumerate([b"a", b"deadly", b"b", b"c"])]
    assert list(readers.read_in_workers(iter(jobs), (), Vocabulary(), workers=1)) == [
        Unreadable("0", HARMLESS),
        Unreadable("1", coded("reader.died")),
        Unreadable("2", HARMLESS),
        Unreadable("3", HARMLESS),
    ]


@pytest.mark.django_db
def test_a_broken_index_costs_no_article(pages, settings, caplog):
    write(pages, "a.txt", page("Lamps are lit"))
    import_paths([str(pages)], Options())
    for file in Path(settings.INDEX_DIR).rglob("meta.json"):
        file.write_text("broken")
    write(pages, "b.txt", page("Lamps are out"))
    assert counts(import_paths([str(pages)], Options())) == (2, 1, 0, 1, 0)
    assert "index rebuild" in caplog.text
    assert ImportRun.objects.first().status == "finished"
