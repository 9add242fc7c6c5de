"""What holds for every page."""

from __future__ import annotations

from hypothesis import given, settings

from articles.reading.lines import split_lines
from articles.reading.model import Hints, Rejected
from articles.reading.reader import read
from articles.reading.stages.decoding import decode
from articles.reading.stages.review import PUBLISHED_STILL
from tests.reading.pages import hints, pages


@settings(max_examples=150)
@given(pages(), hints())
def test_lines_roles_and_evidence_fit_the_page(data: bytes, hint: Hints) -> None:
    try:
        page = read(data, hint, find_people=False)
    except Rejected:
        return
    texts = split_lines(decode(data)[0])
    for item in page.items:
        assert [line.text for line in item.lines] == texts
        assert [line.n for line in item.lines] == list(range(1, len(texts) + 1))
        for evidence in item.evidence.values():
            assert all(1 <= line <= len(texts) for line in evidence.lines)
            if evidence.start is not None and evidence.end is not None:
                assert 0 <= evidence.start <= evidence.end <= len(texts[evidence.lines[0] - 1])
        assert item.needs_review == any(doubt.code not in PUBLISHED_STILL for doubt in item.doubts)


@settings(max_examples=60)
@given(pages())
def test_fields_stand_verbatim_in_the_text(data: bytes) -> None:
    try:
        page = read(data, find_people=False)
    except Rejected:
        return
    for item in page.items:
        lines = [line.text for line in item.lines]
        for value in (item.headline, item.caption, item.byline, item.place, item.agency, item.section):
            assert not value or any(value in line for line in lines)
