"""Originals as a web archive: read back by another library, byte for byte."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from fastwarc.warc import ArchiveIterator, WarcRecordType

from articles.editing.withdrawal import withdraw
from articles.importing.formats.files import list_files
from articles.importing.formats.things import Thing, find_things
from articles.models import Article, Original, Reading, Sighting
from articles.search import indexing
from tests.factories import make_article, make_original

pytestmark = pytest.mark.django_db(transaction=True)
URL = "https://turan.az/news/1"


@pytest.fixture
def bridge() -> Article:
    """Two versions of one address."""
    article = make_article(
        "Körpü açıldı", body="Gəncədə.", raw="Körpü açıldı\r\nGəncədə.\r\n", original_url=URL, language="az"
    )
    earlier = make_original("Körpü açılır\nGəncədə.".encode())
    Reading.objects.create(article=article, original=earlier, reader_version="1", fields={"headline": "a"})
    Sighting.objects.create(original=earlier, url=URL, path=f"crawl.warc/20190102030405/{URL}")
    return article


def records(data: bytes) -> list[Any]:
    """(kind, address, date, payload) of all but the first, which says what wrote the file."""
    found = [
        (
            record.record_type,
            record.headers.get("WARC-Target-URI"),
            record.headers.get("WARC-Date"),
            record.reader.read(),
        )
        for record in ArchiveIterator(io.BytesIO(data), parse_http=False, verify_digests=True)
    ]
    assert found[0][0] == WarcRecordType.warcinfo
    return found[1:]


def test_an_article_with_its_versions(client: Client, bridge: Article) -> None:
    answer = client.get(f"/articles/{bridge.public_id}/versions.warc.gz")
    assert answer["Content-Type"] == "application/warc"
    told = records(answer.content)
    assert [(kind, uri) for kind, uri, _date, _data in told] == [
        (WarcRecordType.resource, URL),
        (WarcRecordType.metadata, URL),
        (WarcRecordType.resource, URL),
    ]
    assert told[0][3] == "Körpü açıldı\r\nGəncədə.\r\n".encode()
    assert json.loads(told[1][3])["headline"] == "Körpü açıldı"
    assert told[2][2:] == ("2019-01-02T03:04:05Z", "Körpü açılır\nGəncədə.".encode())


def test_what_is_closed_or_withdrawn_stays_here(client: Client, bridge: Article) -> None:
    address = f"/articles/{bridge.public_id}/versions.warc.gz"
    Original.objects.exclude(pk=bridge.original_id).update(closed=True)
    assert len(records(client.get(address).content)) == 2
    Original.objects.update(closed=True)
    assert client.get(address).status_code == 410
    Original.objects.update(closed=False)
    withdraw(bridge, "asked for")
    assert client.get(address).status_code == 410


def test_a_result_as_one_file(tmp_path: Path, bridge: Article, capsys: pytest.CaptureFixture[str]) -> None:
    page = make_original("One page\nwith two articles.")
    for item, headline in ((1, "One page"), (2, "Two")):
        article = make_article(headline, raw=page.data, item=item, original_url="")
        assert article.original == page
    indexing.rebuild()
    file = tmp_path / "all.warc.gz"
    call_command("export_warc", str(file))
    assert capsys.readouterr().out == f"{file}: 3 originals of 3 articles\n"
    told = records(file.read_bytes())
    assert sorted(uri for kind, uri, _date, _data in told if kind == WarcRecordType.resource) == [
        URL, URL, f"urn:sha256:{page.sha256}",
    ]  # fmt: skip
    of_page = next(data for kind, uri, _date, data in told if uri.startswith("urn:") and data[:1] == b"{")
    assert [json.loads(line)["headline"] for line in of_page.splitlines()] == ["One page", "Two"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.warc.gz", "index"]
    call_command("export_warc", str(file), "Körpü")
    assert len(records(file.read_bytes())) == 3


def test_a_name_that_is_no_web_archive(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"must end in \.warc\.gz"):
        call_command("export_warc", str(tmp_path / "all.txt"))
    indexing.rebuild()
    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("export_warc", str(tmp_path / "nowhere" / "all.warc.gz"))


def test_each_record_is_compressed_by_itself(client: Client, bridge: Article) -> None:
    data = client.get(f"/articles/{bridge.public_id}/versions.warc.gz").content
    assert gzip.decompress(data).count(b"WARC/1.1\r\n") == 4
    assert data.count(b"\x1f\x8b\x08") == 4


def test_what_goes_out_can_come_in_again(tmp_path: Path, bridge: Article) -> None:
    """Pages that never had an address on the web, too."""
    make_article("No address", raw="No address\nText.", original_url="")
    indexing.rebuild()
    file = tmp_path / "all.warc.gz"
    call_command("export_warc", str(file))
    things = list(find_things(list_files([str(file)])))
    assert sorted((one.data, one.hints.url) for one in things if isinstance(one, Thing)) == sorted([
        ("Körpü açıldı\r\nGəncədə.\r\n".encode(), URL),
        ("Körpü açılır\nGəncədə.".encode(), URL),
        (b"No address\nText.", ""),
    ])  # fmt: skip
    assert len(things) == 3
