"""The source that a path tells: a folder named as a domain, which an archive is not."""

import pytest

from articles.reading.model import Hints
from articles.reading.signs.outlets import source_of


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("pages/turan.az/2020/1.txt", "turan.az"),
        ("www.turan.az/t.bin/1.txt", "turan.az"),
        ("crawl.wacz/archive/data.warc/1.txt", ""),
        ("dump.tgz/1.txt", ""),
        ("dump.tar.zst/pages.jsonl/1.txt", ""),
        ("site.old/1.txt", ""),
        ("turan.az", ""),
    ],
)
def test_a_folder_named_as_a_domain_is_the_source(path, source):
    assert source_of(Hints(path=path), agency="")[0] == source
