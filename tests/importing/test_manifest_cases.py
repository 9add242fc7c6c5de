"""What spreadsheet programs and old archives write: the cases of tests/cases/manifests."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from articles.importing.asked import Options
from articles.importing.manifest import read_manifest
from articles.importing.run import import_paths
from articles.models import Article, Sighting

pytestmark = pytest.mark.django_db

CASES = Path(__file__).parent.parent / "cases" / "manifests"


def imported_by(manifest: str, paths: list[str] | None = None) -> Article:
    read = read_manifest(str(CASES / manifest))
    summary = import_paths(paths or read.own_paths(), Options(manifest=read))
    assert (summary.imported, summary.rejected) == (1, 0)
    return Article.objects.get()


def test_semicolons() -> None:
    article = imported_by("semi.csv")
    assert (getattr(article.source, "domain", None), article.original_url) == (
        "m.example",
        "https://m.example/2",
    )
    assert article.published_from == dt.date(2015, 5, 6)


def test_an_encoding_of_old() -> None:
    assert str(imported_by("cp1251.csv").section) == "Politics"


def test_a_moment_with_its_offset() -> None:
    assert imported_by("pubtz.csv").published_at == dt.datetime(2015, 5, 6, 15, 19, tzinfo=dt.UTC)


def test_names_in_a_zip_that_are_not_said_to_be_unicode() -> None:
    summary = import_paths([str(CASES / "cp866.zip")], Options(section_from_folder=True))
    assert (summary.imported, summary.rejected) == (2, 0)
    assert set(Article.objects.values_list("section__name", flat=True)) == {"Politics", "Economy"}
    assert {Path(path).name for path in Sighting.objects.values_list("path", flat=True)} == {
        "новость.txt",
        "рынок.txt",
    }


def test_a_manifest_among_its_pages_is_no_page(tmp_path: Path) -> None:
    shutil.copy(CASES / "one.txt", tmp_path)
    shutil.copy(CASES / "semi.csv", tmp_path)
    read = read_manifest(str(tmp_path / "semi.csv"))
    summary = import_paths([str(tmp_path)], Options(manifest=read))
    assert (summary.imported, summary.rejected) == (1, 0)
    assert getattr(Article.objects.get().source, "domain", None) == "m.example"
