"""The page of an original, and its bytes."""

import hashlib

import pytest

from articles.editing.withdrawal import withdraw
from articles.models import Article, Reading
from articles.views.marking import Span
from articles.views.original import LINE_LENGTH_SHOWN, LINES_PER_PAGE, apart
from tests.factories import make_article
from tests.importing.test_storing import PAGE, bring
from tests.likeness.test_versions import LATER, URL
from tests.views.page import text_of

RAW = "Headline here\nBaku/31.10.20/Turan: The text.\n\nMore news"


def rule(words: str) -> dict[str, str]:
    return {"code": "other", "text": words}


def make_read_article(**fields):
    """An article whose reading found a headline, a place within a line, and a source nowhere in the text."""
    article = make_article(headline="Headline here", body="The text.", raw=RAW, **fields)
    Reading.objects.update(
        roles=["headline", "dateline", "blank", "furniture"],
        fields={
            "headline": "Headline here",
            "place": "Baku",
            "source": "turan.az",
            "published": {
                "date": "2020-10-31",
                "time": "19:19",
                "timezone": "Asia/Baku",
                "precision": "minute",
            },
        },
        evidence={
            "headline": {
                "lines": [1],
                "rule": rule("first line"),
                "start": None,
                "end": None,
            },
            "place": {"lines": [2], "rule": rule("dateline"), "start": 0, "end": 4},
            "published": {"lines": [2], "rule": rule("dateline"), "start": 5, "end": 13},
            "time": {"lines": [], "rule": rule("hint"), "start": None, "end": None},
            "end mark": {"lines": [4], "rule": rule("mark"), "start": 0, "end": 4},
            "source": {"lines": [], "rule": rule("hint"), "start": None, "end": None},
        },
        doubts=[{"code": "other", "text": "the time is a guess"}],
    )
    return article


def address_of(article: Article) -> str:
    return f"/articles/{article.public_id}/original/"


def test_lines_with_numbers_and_roles(get, db):
    page = get(address_of(make_read_article()))
    assert page.status == 200
    lines = page.all("ol[@class='lines']/li")
    assert [(line.get("id"), line.get("class")) for line in lines] == [
        ("line-1", "role-headline"),
        ("line-2", "role-dateline"),
        ("line-3", "role-blank"),
        ("line-4", "role-furniture"),
    ]
    assert page.texts("span[@class='line-role']") == [
        "1 headline",
        "2 dateline place published",
        "3 blank",
        "4 furniture end mark",
    ]
    assert page.texts("span[@class='line-text']") == [
        "Headline here",
        "Baku/31.10.20/Turan: The text.",
        "",
        "More news",
    ]
    assert page.texts("mark") == ["Baku", "31.10.20", "More"]


def test_fields_lead_to_lines_and_lines_to_fields(get, db):
    page = get(address_of(make_read_article()))
    rows = {row.get("id"): row for row in page.all("tbody/tr")}
    assert page.texts("tbody/tr") == [
        "headline Headline here 1 first line",
        "place Baku 2 dateline",
        "source turan.az – hint",
        "published 2020-10-31 19:19 Asia/Baku 2 dateline",
        "time 19:19 – hint",
        "end mark More 4 mark",
    ]
    assert [link.get("href") for link in rows["field-place"].iter("a")] == ["#line-2"]
    targets = {link.get("href") for link in page.all("ol[@class='lines']//a")}
    assert {"#field-headline", "#field-place", "#field-published", "#field-end-mark"} <= targets
    assert {f"#{name}" for name in rows} >= {target for target in targets if "field" in target}


def test_doubts_stand_above_the_lines(get, db):
    page = get(address_of(make_read_article()))
    assert page.texts("section[@class='message review']/ul/li") == ["the time is a guess"]
    html = page.response.content.decode()
    assert html.index("the time is a guess") < html.index("fields-title") < html.index("lines-title")


def test_newest_reading_of_the_current_original_counts(get, db):
    article = make_read_article()
    newer = Reading.objects.get()
    newer.pk = None
    newer.roles, newer.doubts = ["caption", "body", "blank", "teaser"], []
    newer.save()
    page = get(address_of(article))
    assert page.texts("span[@class='line-role']")[0] == "1 caption headline"
    assert page.all("section[@class='message review']") == []


def test_long_originals_are_paged(get, db):
    article = make_article(raw="\n".join(f"line {n}" for n in range(1, LINES_PER_PAGE + 2)))
    Reading.objects.update(evidence={"body": {"lines": [1, LINES_PER_PAGE + 1], "rule": rule("r")}})
    first = get(address_of(article))
    assert len(first.all("ol[@class='lines']/li")) == LINES_PER_PAGE
    assert first.links("tbody/tr") == {
        "1": "?page=1#line-1",
        f"{LINES_PER_PAGE + 1}": f"?page=2#line-{LINES_PER_PAGE + 1}",
    }
    second = get(address_of(article) + "?page=2")
    assert second.texts("span[@class='line-text']") == [f"line {LINES_PER_PAGE + 1}"]
    beyond = get(address_of(article) + "?page=9")
    assert beyond.text("p[@class='message']") == "There is no page 9; this is the last page."
    assert beyond.texts("span[@class='line-text']") == [f"line {LINES_PER_PAGE + 1}"]


def test_long_lines_are_cut(get, db):
    page = get(address_of(make_article(raw="x" * (LINE_LENGTH_SHOWN + 5))))
    assert page.text("span[@class='line-text']") == "x" * LINE_LENGTH_SHOWN + "… and 5 more characters"


def test_hostile_lines_stay_text(get, db):
    page = get(address_of(make_article(raw="<script>alert(1)</script>\r\n<b>x</b>\rlast")))
    assert page.texts("span[@class='line-text']") == ["<script>alert(1)</script>", "<b>x</b>", "last"]


@pytest.mark.parametrize("ending", ["", "bytes/"])
def test_closed_original_is_gone(get, db, ending):
    page = get(address_of(make_article(closed=True, raw="secret words")) + ending)
    assert page.status == 410
    assert "secret" not in page.response.content.decode()


def test_original_of_a_withdrawn_article(get, db):
    gone = make_article(closed=True, status=Article.Status.WITHDRAWN)
    assert get(address_of(gone)).text("h1") == "This article was withdrawn"
    assert get(address_of(gone)).status == 410
    kept = make_article(status=Article.Status.WITHDRAWN)
    assert get(address_of(kept)).status == 200


def test_bytes_are_exact_and_inert(client, db):
    data = b"<html><script>alert(1)</script>\x00\xff\xfe"
    article = make_article(raw=data)
    response = client.get(address_of(article) + "bytes/")
    assert response.content == data
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith(f'attachment; filename="{article.public_id}-')
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_number_of_queries(queries):
    assert queries(address_of(make_read_article())) == 4


def test_spans_apart():
    spans = [Span(5, 9), Span(0, 4), Span(2, 6), Span(8, 20)]
    assert apart(spans, 12) == [Span(0, 4), Span(4, 6), Span(6, 9), Span(9, 12)]


@pytest.fixture
def twice_read(db):
    """An article that came twice from its address."""
    bring(PAGE, url=URL)
    return bring(LATER, url=URL).articles[0]


def test_earlier_versions_stay_to_be_read(get, client, twice_read):
    page = get(address_of(twice_read))
    assert "Farid Gasimbeyli" in page.text("ol[@class='lines']")
    now, before = [link.get("href") for link in page.all("nav[@class='versions']/ul/li/a")]
    assert now == address_of(twice_read)
    earlier = get(before)
    assert "Farid Gasimbeyli" not in earlier.text("ol[@class='lines']")
    assert earlier.text("nav[@class='versions']/p").startswith("This is an earlier version")
    assert [link.get("aria-current") for link in earlier.all("nav[@class='versions']/ul/li/a")] == [
        None,
        "page",
    ]
    [download] = [link for link in earlier.all("dl//a") if text_of(link) == "Download"]
    answer = client.get(download.get("href"))
    assert answer.content == PAGE
    assert hashlib.sha256(PAGE).hexdigest()[:12] in answer["Content-Disposition"]
    assert client.get(address_of(twice_read) + "bytes/").content == LATER


def test_a_version_that_never_was(get, twice_read):
    for version in ("000000000000", "x", "%00"):
        assert get(f"{address_of(twice_read)}?version={version}").status == 404
        assert get(f"{address_of(twice_read)}bytes/?version={version}").status == 404


def test_with_the_present_version_the_earlier_ones_are_closed(get, twice_read):
    before = get(address_of(twice_read)).all("nav[@class='versions']/ul/li/a")[1].get("href")
    withdraw(twice_read, "asked by the court", close_original=True)
    for address in (before, before.replace("/original/", "/original/bytes/")):
        assert get(address).status == 410


def test_an_article_read_once_has_no_versions(get, db):
    assert get(address_of(make_read_article())).all("nav[@class='versions']") == []
