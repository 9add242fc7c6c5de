"""Addresses that answer no more: told by a manifest or a crawl, shown on the article, in its record."""

import datetime as dt
import json
import uuid
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.exporting.batches import records_of_articles
from articles.exporting.record import record_of
from articles.importing.asked import Options
from articles.importing.manifest import ManifestError, read_manifest
from articles.importing.run import import_paths
from articles.importing.vanishing import note_gone
from articles.models import Article, ImportRun, Vanished
from articles.search import indexing
from tests.importing.test_storing import PAGE, bring
from tests.views.page import visit

pytestmark = pytest.mark.django_db

URL = "https://kura.example/1"
DAY = dt.datetime(2021, 3, 4, tzinfo=dt.UTC)


def manifest(folder: Path, text: str) -> str:
    path = folder / "list.csv"
    path.write_text(text)
    return str(path)


def test_a_row_without_a_file_says_that_an_address_is_gone(tmp_path: Path, client: Client) -> None:
    article = bring(url=URL).articles[0]
    given = manifest(tmp_path, "url,status,seen\nhttps://www.kura.example/1/?utm_source=x,Gone,2021-03-04\n")
    call_command("import_articles", manifest=given, verbosity=0)
    assert list(Vanished.objects.values_list("url", "seen_at")) == [
        ("https://www.kura.example/1/?utm_source=x", DAY)
    ]
    article = Article.objects.with_names().select_related("original").get()
    assert record_of(article).gone_at == "2021-03-04T00:00:00+00:00"
    assert records_of_articles([article])[0].gone_at == "2021-03-04T00:00:00+00:00"
    page = visit(client, article.get_absolute_url())
    assert page.text("span[@class='hint gone']") == "Gone: on 4 March 2021 this address answered no more."
    assert article.status == "published"
    Vanished.objects.all().delete()
    assert record_of(article).gone_at == ""
    assert visit(client, article.get_absolute_url()).all("span[@class='hint gone']") == []


def test_a_page_and_that_it_is_gone_in_one_row(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(PAGE)
    given = manifest(
        tmp_path,
        f"file,url,status,seen\npage.txt,{URL},gone,2021-03-04T04:00+04:00\n,https://kura.example/2,gone,\n"
        ",https://kura.example/3,alive,\n,,gone,\n,https://kura.example/4,gone,yesterday\n",
    )
    read = read_manifest(given)
    assert read.gone == [(URL, DAY), ("https://kura.example/2", None)]
    assert [fault.path.rpartition(" ")[2] for fault in read.faults] == ["4", "5", "6"]
    summary = import_paths(read.paths(), Options(manifest=read))
    assert (summary.imported, summary.rejected) == (1, 3)
    assert record_of(Article.objects.get()).gone_at == "2021-03-04T00:00:00+00:00"
    assert Vanished.objects.get(url="https://kura.example/2").run_id == summary.run


def test_a_dry_run_notes_nothing(tmp_path: Path) -> None:
    given = read_manifest(manifest(tmp_path, f"url,status\n{URL},gone\n"))
    assert import_paths([], Options(manifest=given, dry_run=True)).rejected == 0
    assert not Vanished.objects.exists()


def test_a_manifest_must_name_files_or_what_is_gone(tmp_path: Path) -> None:
    with pytest.raises(ManifestError):
        read_manifest(manifest(tmp_path, f"url,source\n{URL},kura.example\n"))
    with pytest.raises(ManifestError):
        read_manifest(manifest(tmp_path, f"url,status\n{URL},alive\n"))
    with pytest.raises(CommandError):
        call_command("import_articles", verbosity=0)


def test_the_earliest_day_stays() -> None:
    run = ImportRun.objects.create()
    for days in (3, 5, 0, 4):
        note_gone([(URL, DAY + dt.timedelta(days)), ("no address", None)], run)
    assert Vanished.objects.get(url=URL).seen_at == DAY
    assert Vanished.objects.count() == 2


def response(number: int, status: str) -> bytes:
    """A record of a web archive."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\nnothing here"
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://kura.example/{number}\r\n"
        f"WARC-Date: 2021-03-04T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return f"{head}{http}\r\n\r\n".encode()


def test_a_crawl_tells_it_too(tmp_path: Path) -> None:
    statuses = ((1, "404 Not Found"), (2, "410 Gone"), (3, "500 Error"))
    (tmp_path / "crawl.warc").write_bytes(b"".join(response(*one) for one in statuses))
    summary = import_paths([str(tmp_path / "crawl.warc")], Options())
    assert summary.rejected == 3
    assert set(Vanished.objects.values_list("url", "seen_at")) == {
        ("https://kura.example/1", DAY),
        ("https://kura.example/2", DAY),
    }


def test_programs_are_told(client: Client) -> None:
    article = bring(url=URL).articles[0]
    note_gone([(URL, DAY)], ImportRun.objects.create())
    indexing.rebuild()
    address = f"/api/v1/articles/{article.public_id}?fields=gone_at"
    assert client.get(address).json()["gone_at"] == "2021-03-04T00:00:00+00:00"
    line = b"".join(client.get("/api/v1/export")).decode()
    assert json.loads(line)["gone_at"] == "2021-03-04T00:00:00+00:00"


@pytest.mark.parametrize("seen", ["0001-01-01T00:00+04:00", "9999-12-31T23:59-05:00"])
def test_a_moment_that_no_database_can_hold_is_a_fault_of_its_row(tmp_path: Path, seen: str) -> None:
    told = read_manifest(manifest(tmp_path, f"url,status,seen\n{URL},gone,{seen}\n{URL}/2,gone,2021-03-04\n"))
    assert (told.gone, len(told.faults)) == ([(f"{URL}/2", DAY)], 1)
    assert seen in str(told.faults[0].reason)
