# ruff: noqa: E501 (pages are written as they come)
"""HTML pages, and hostile ones: what is shown of them, and what their markup gives."""

import datetime as dt
import time

import pytest

from articles.reading.enclosed import text_read
from articles.reading.markup.page import html_of
from articles.reading.model import HTML, JSON, Hints, Published, Rejected
from articles.reading.reader import read

PROSE = (
    "The bridge over the river was opened on Saturday by the people of the town, who had waited for it.",
    "Its builders said that the stones came from a quarry near the old mill and were cut by hand.",
    "Carts and sledges may cross it from Monday on, and the ferry will be kept for the summer.",
)
TEXT = "".join(f"<p>{each}</p>" for each in PROSE)


def page(body, head="", lang="en"):
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'.encode()


def item(data, **hints):
    return read(data, Hints(**hints), media_type=HTML, find_people=False).items[0]


def shown(markup):
    return html_of(page(markup)).decoded.text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One <b>two</b>\n  three</p><p>four", "One two three\n\nfour"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("a<br>b<br><br>c", "a\nb\nc"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a\tb\nc"),
        ("<table><tr><td><p>a<p>b<td>c</table>", "a\n\nb\n\nc"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("a<script>b</script><style>c</style><noscript>d</noscript><template>e</template>f", "af"),
        ('<p hidden>a</p><p style="display: none">b</p>c', "c"),
        ("a&nbsp;b &amp; &lt;c&gt; &#1041;", "a\xa0b & <c> Б"),
        ("<h1>a</h1>b", "a\n\nb"),
        ("a<!-- b --><!--[if IE]>c<![endif]-->d", "ad"),
        ("a\u2028b", "a b"),
    ],
)
def test_the_text_as_a_browser_copies_it(markup, text):
    assert shown(markup) == text


def test_fields_from_the_markup_with_rules_of_their_own():
    head = (
        '<title>A bridge is opened | The Lantern</title><meta property="og:site_name" content="The Lantern">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A bridge is opened", '
        '"datePublished": "2020-10-31T15:19:00Z", "articleSection": "Town", "author": {"name": "Nino Kiria"}}</script>'
    )
    body = (
        f"<nav><a href=/>Front</a></nav><h1>A bridge is opened</h1><time datetime='2020-10-31T19:19+04:00'>31.10</time>"
        f"<div class='entry-content'>{TEXT}<div class='related-posts'><p>{PROSE[1]}</p></div></div>"
        f"<aside><p>{PROSE[2]}</p></aside><footer>All rights are ours</footer>"
    )
    found = item(page(body, head))
    assert (found.headline, found.section, found.byline) == ("A bridge is opened", "Town", "Nino Kiria")
    assert found.body == "\n\n".join(PROSE)
    assert found.published == Published(dt.date(2020, 10, 31), dt.time(19, 19), "Etc/GMT-4", "minute")
    rules = {name: evidence.rule.code for name, evidence in found.evidence.items()}
    assert rules == {
        "headline": "headline.heading",
        "body": "body.markup",
        "published": "date.jsonld",
        "section": "section.jsonld",
        "byline": "byline.jsonld",
    }
    for opening, closing in (
        ("//<![CDATA[\n", "\n//]]>"),
        ("/* <![CDATA[ */", "/* ]]> */"),
        ("<!--", "-->"),
        ("<!--//--><![CDATA[//><!--\n", "\n//--><!]]>"),  # as Drupal writes it
        ("", ";"),
    ):
        wrapped = head.replace('json">', f'json">{opening}').replace("</script>", f"{closing}</script>")
        assert item(page(body, wrapped)).evidence == found.evidence
    hinted = item(page(body, head), timezone="Asia/Baku", section="Rivers", published="2020-11-02")
    assert (hinted.section, hinted.published.date.day) == ("Rivers", 2)


def test_a_page_names_its_language_among_those_of_its_like():
    """Where the text itself does not tell: other alphabets have no letters of their own, either."""
    head = (
        '<link rel="canonical" href="https://x.example/az/1">'
        '<link rel="alternate" hreflang="x-default" href="https://x.example/az/1">'
        '<link rel="alternate" hreflang="ru" href="https://x.example/ru/1">'
        '<link rel="alternate" hreflang="az-AZ" href="http://www.x.example/az/1/">'
    )
    names = "".join(
        f"<p>{name} {name} {name} {name}, {name} {name}.</p>" for name in ("Tokio", "Osaka", "Kobe")
    )
    body = f"<h1>Tokio Osaka Kobe</h1><div class='entry-content'>{names * 3}</div>"
    found = item(page(body, head, lang="en"))
    assert (found.language, found.evidence["language"].rule.code) == ("az", "language.hreflang")
    found = item(page(body, lang="en"))
    assert (found.language, found.evidence["language"].rule.code) == ("en", "language.declared")


def test_other_elements_are_not_the_text():
    menu = "".join(f"<li><a href=/{n}>A place in the menu of the town</a></li>" for n in range(5))
    body = f"<ul>{menu}</ul><div><h1>A bridge is opened</h1>{TEXT}</div><div>The rights belong to the Evening Lantern.</div>"
    assert item(page(body)).body == "\n\n".join(PROSE)


def test_roles_stand_for_the_lines_that_are_shown():
    data = page(f"<h1>A bridge is opened</h1><div>{TEXT}</div>")
    found = item(data)
    lines = text_read(data, HTML, "utf-8").split("\n")
    assert len(found.lines) == len(lines)
    assert [lines[n - 1] for n in found.evidence["body"].lines] == list(PROSE)


def test_a_line_of_json_holds_html():
    line = b'{"html": "<h1>A bridge is opened</h1><div>' + TEXT.encode() + b'</div>"}'
    found = read(line, media_type=JSON, find_people=False).items[0]
    assert (found.headline, found.body) == ("A bridge is opened", "\n\n".join(PROSE))
    assert text_read(line, JSON, "utf-8").startswith("A bridge is opened\n\n")
    with pytest.raises(Rejected) as rejected:
        read(b'{"title": "x"}', media_type=JSON)
    assert rejected.value.why.code == "json.no_text"


RUSSIAN = "".join(
    f"<p>{each}</p>"
    for each in (
        "Мост через реку открыли в субботу жители города, которые долго этого ждали.",
        "Строители сказали, что камни привезли из карьера у старой мельницы.",
        "Телеги и сани пойдут по мосту с понедельника, а паром оставят на лето.",
    )
)


@pytest.mark.parametrize("codec", ["utf-8", "cp1251", "koi8-r", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("declared", ["utf-8", "windows-1251", "iso-8859-1", "no-such"])
def test_what_the_bytes_are_goes_before_what_the_page_says(codec, declared):
    markup = f'<html><head><meta charset="{declared}"></head><body><h1>Открыт мост</h1><div>{RUSSIAN}</div></body></html>'
    found = item(markup.encode(codec))
    assert found.headline == "Открыт мост"
    assert found.body.startswith("Мост через реку открыли в субботу")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html>" + b"<div>" * 100_000 + TEXT.encode(), "html.too_deep"),
        (
            b"<p " + b" ".join(b'a%d="> >"' % n for n in range(100_000)) + b">" + TEXT.encode(),
            "html.too_crowded",
        ),
        (b"<html>" + b"<div>" * 100_000 + TEXT.encode() + b"</div>" * 100_000, "html.too_deep"),
        (b"<html><script>document.write('A text of sentences.')</script></html>", "html.no_text"),
        (b"<html><p>" + b"\x00" * 10, "file.binary"),
    ],
)
def test_hostile_pages_are_refused_soon(data, reason):
    begun = time.monotonic()
    with pytest.raises(Rejected) as rejected:
        read(data, media_type=HTML)
    assert rejected.value.why.code == reason
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    "extra",
    [
        "<a title='" + "x" * 2_000_000 + "'>a link</a>",
        "<b>" * 4_000,
        "<p>" * 50_000,
        "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY b '&a;&a;'>]>&b;",
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": {"a": 1}, "datePublished": 7}</script>',
        '<time datetime="99999-99-99T99:99+99:99">x</time><meta property="article:published_time" content="never">',
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
    ],
)
def test_hostile_parts_leave_the_text(extra):
    found = item(page(f"<h1>A bridge is opened</h1><div>{TEXT}</div>{extra}"))
    assert "root:" not in found.body
    assert found.body.startswith("\n\n".join(PROSE))


@pytest.mark.parametrize("stamp", ["12 December 2021, 08:30", "2021-12-12T08:30:00+04:00"])
def test_a_stamp_above_a_short_text_is_no_text(stamp):
    first = "The caravan of lorries crossed the border on Friday, officials of the customs service said."
    last = "The road was closed by snow for nine days, said the head of the service."
    markup = (
        "<!doctype html><html lang=en><title>Lorries cross the border</title><main><article>"
        f"<h1>Lorries cross the border</h1><p class=date>{stamp}</p><p>{first}</p><p>{last}</p></article></main>"
    )
    item = read(markup.encode(), media_type=HTML).items[0]
    assert item.body == f"{first}\n\n{last}"
    assert item.published is not None and item.published.date.isoformat() == "2021-12-12"
    assert item.evidence["body"].rule.code == "body.second_opinion"
