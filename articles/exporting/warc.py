"""Originals as a web archive (WARC 1.1), as libraries keep them: with address, date and what was read.

An Original is a ``resource`` record: the archive has the page's bytes, not what the server said before.
A ``metadata`` record beside it holds the Record of each of its articles as JSON.
"""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from warcio.warcwriter import WARCWriter

from articles.exporting.batches import records_of_articles
from articles.exporting.captures import first_seen
from articles.exporting.record import values
from articles.models import Article, Original, Reading
from articles.text.addresses import BY_HASH, as_address

ENDING = ".warc.gz"
MEDIA_TYPE = "application/warc"
WHO = "newsarchive"


class WarcOut:
    """Writes to a stream of bytes, compressed record by record; counts the Originals."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self.writer = WARCWriter(stream, gzip=True, warc_version="1.1")
        about = {"software": WHO, "format": "WARC File Format 1.1"}
        self.writer.write_record(self.writer.create_warcinfo_record(name, about))
        self.count = 0
        self._written: set[int] = set()

    def add(self, articles: Sequence[Article]) -> None:
        """All versions of these articles whose Originals are open, each Original once in the whole file.

        The articles are public, and came ``with_names``.
        """
        told = dict(zip((one.pk for one in articles), records_of_articles(articles), strict=True))
        versions: defaultdict[int, list[Article]] = defaultdict(list)
        by_pk = {one.pk: one for one in articles}
        rows = Reading.objects.filter(article__in=by_pk, original__closed=False).order_by("original", "item")
        for original_id, article_id in dict.fromkeys(rows.values_list("original_id", "article_id")):
            if original_id not in self._written:
                versions[original_id].append(by_pk[article_id])
        # A few at a time: a page may be large.
        for original in Original.objects.filter(pk__in=versions).order_by("pk").iterator(chunk_size=10):
            self._written.add(original.pk)
            self._write(original, versions[original.pk], told)

    def _write(self, original: Original, articles: Sequence[Article], told: dict[int, Any]) -> None:
        urls = [one.original_url for one in articles if as_address(one.original_url)]
        uri = urls[0] if urls else f"{BY_HASH}{original.sha256}"
        seen = first_seen([original.pk], urls[0]) if urls else {}
        at = seen.get(original.pk, original.created_at)
        date = at.strftime("%Y-%m-%dT%H:%M:%SZ")
        data = original.data
        page = self.writer.create_warc_record(
            uri,
            "resource",
            payload=io.BytesIO(data),
            length=len(data),
            warc_content_type=_content_type(original),
            warc_headers_dict={"WARC-Date": date},
        )
        self.writer.write_record(page)
        # What is shown now belongs to the newest version; older ones are told by their page alone.
        lines = [
            json.dumps(values(told[one.pk]), ensure_ascii=False)
            for one in articles
            if one.original_id == original.pk
        ]
        if lines:
            said = ("\n".join(lines) + "\n").encode()
            of_page = {
                "WARC-Date": date,
                "WARC-Concurrent-To": page.rec_headers.get_header("WARC-Record-ID"),
            }
            metadata = self.writer.create_warc_record(
                uri,
                "metadata",
                payload=io.BytesIO(said),
                length=len(said),
                warc_content_type="application/x-ndjson",
                warc_headers_dict=of_page,
            )
            self.writer.write_record(metadata)
        self.count += 1


def _content_type(original: Original) -> str:
    return f"{original.media_type.partition(';')[0]}; charset={original.encoding}"


def warc_bytes(batches: Iterable[Sequence[Article]], name: str) -> Iterator[bytes]:
    """The file, some articles at a time."""
    stream = io.BytesIO()
    out = WarcOut(stream, name)
    for articles in batches:
        out.add(articles)
        yield stream.getvalue()
        stream.seek(0)
        stream.truncate()
    if rest := stream.getvalue():
        yield rest
