"""A copy that opens from a folder."""

import json
import re
import sqlite3
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command

from articles.copying import site
from articles.copying.notebook import Notebook, Told
from articles.copying.site import NOTEBOOK, list_path, person_path
from articles.copying.word_index import file_name, packed, write_titles, write_words
from articles.models import Article
from articles.search import indexing
from tests.factories import make_article, make_person


@pytest.fixture
def archive(db):
    make_article(
        headline="A <b>bridge</b> opens",
        body="Ada Bell came.\n\nRain.",
        persons=["Ada Bell"],
        section="Politics",
        place="Baku",
        source="a.az",
        date="2020-10-31",
    )
    make_article(headline="Körpü", body="Yağış yağır.", language="az", date=None, source=None)
    gone = make_article(headline="Gone bridge", persons=["Eve Fox"], body="Eve Fox.", source="gone.az")
    indexing.rebuild()
    Article.objects.filter(pk=gone.pk).update(status=Article.Status.WITHDRAWN)


def test_every_page_is_there_and_every_link_leads_somewhere(archive, tmp_path, capsys):
    folder = tmp_path / "copy"
    call_command("export_site", str(folder))
    assert capsys.readouterr().out == f"{folder}: 2 articles. Open index.html there.\n"
    pages = {file.relative_to(folder).as_posix(): file.read_text() for file in folder.rglob("*.html")}
    person = make_person("Ada Bell").pk
    assert {name for name in pages if not name.startswith("articles/")} == {
        *("index.html", "lists/month-2020-10.html", "lists/source-a-az.html", "lists/section-politics.html"),
        *("lists/place-baku.html", person_path(person).partition("#")[0]),
    }
    assert len(pages) == 8
    for name, page in pages.items():
        for address in re.findall(r'(?:href|src)="([^"#]*)(?:#[^"]*)?"', page):
            assert not address or (folder / name).parent.joinpath(address).resolve().is_file(), (
                name,
                address,
            )
    everything = "".join(file.read_text() for file in folder.rglob("*") if file.is_file())
    assert "Gone bridge" not in everything and "gone.az" not in everything and "Eve Fox" not in everything
    assert "<b>bridge" not in "".join(pages.values())
    assert not (folder / NOTEBOOK).exists()


def test_a_query_alone_is_copied_in_another_language(archive, tmp_path):
    folder = tmp_path / "copy"
    call_command("export_site", str(folder), "Körpü", language="ru")
    assert len(list(folder.glob("articles/*/*.html"))) == 1
    assert '<html lang="ru">' in (folder / "index.html").read_text()


def test_a_folder_with_something_in_it_is_refused(archive, tmp_path):
    (tmp_path / "old.txt").write_text("old")
    with pytest.raises(CommandError, match="is not empty") as refused:
        call_command("export_site", str(tmp_path))
    assert refused.value.returncode == 2
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["old.txt"]


def test_a_copy_that_was_broken_off_is_made_anew(archive, tmp_path, monkeypatch):
    def broken(*given):
        raise KeyboardInterrupt

    folder = tmp_path / "copy"
    monkeypatch.setattr(site, "write_titles", broken)
    with pytest.raises(KeyboardInterrupt):
        call_command("export_site", str(folder))
    assert (folder / NOTEBOOK).exists() and not (folder / "index.html").exists()
    (folder / "articles" / "left.html").write_text("of before")
    monkeypatch.undo()
    (folder / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="is not empty"):
        call_command("export_site", str(folder))
    (folder / "mine.txt").unlink()
    with closing(sqlite3.connect(folder / NOTEBOOK)) as another:  # a process that is at it
        another.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CommandError, match="is not empty"):
            call_command("export_site", str(folder))
    call_command("export_site", str(folder))
    assert (folder / "index.html").exists()
    assert not (folder / "articles" / "left.html").exists()
    with pytest.raises(CommandError, match="is not empty"):  # a whole copy stays
        call_command("export_site", str(folder))


def test_the_index_of_words_is_in_parts_by_two_letters(tmp_path):
    postings = [("baku", [0, 3, 40]), ("balı", [1]), ("şu", [2]), ("x", [5])]
    assert write_words(tmp_path, postings) == 4
    assert sorted(file.name for file in tmp_path.iterdir()) == ["15f-75.js", "62-61.js", "78.js"]
    assert (tmp_path / "62-61.js").read_text() == 'copyWords("ba",{\n"baku":"0 3 11"\n,"balı":"1"\n});\n'
    assert file_name("şu") == "15f-75"
    assert packed([]) == ""


def test_titles_are_in_parts_by_number(tmp_path):
    write_titles(tmp_path, (Told(n, f"id{n}", "T\u2028", "", "", "en") for n in (0, 499, 500)))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["0.js", "1.js"]
    text = (tmp_path / "1.js").read_text()
    assert json.loads(text.removeprefix("copyTitles(1,").removesuffix(");\n")) == [
        ["id500", "T\u2028", "", "", "en"]
    ]
    assert "\u2028" not in text


def test_the_notebook_counts_groups_and_pages_them(tmp_path):
    notebook = Notebook(tmp_path / "notebook")
    for n in range(5):
        notebook.add(Told(n, f"id{n}", f"T{n}", "", "", "en"), ["rain"], [("source", "a-az", "a.az")])
    notebook.add(Told(5, "id5", "T5", "", "", "en"), ["rain", "snow"], [("source", "b-az", "b.az")])
    notebook.finish()
    first, second = notebook.groups("source")
    assert (first.key, first.total, second.key, second.total) == ("a-az", 5, "b-az", 1)
    assert [told.n for told in notebook.of_group(first, 3, 2)] == [3, 4]
    assert list(notebook.postings()) == [("rain", [0, 1, 2, 3, 4, 5]), ("snow", [5])]
    notebook.close()


def test_addresses_within_the_copy():
    assert list_path("source", "a-az") == "lists/source-a-az.html"
    assert list_path("source", "a-az", 2) == "lists/source-a-az-2.html"
    assert person_path(461) == "people/9.html#p461"
    assert Told(0, "ik6x", "", "", "", "").path == "articles/ik/ik6x.html"
