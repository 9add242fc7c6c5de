# ruff: noqa: E501 (pages and words stand as pages have them)
"""Composed pages in HTML: ten layouts as common systems write them, in six languages.

The layouts and the words around the articles are written here; the articles are samples.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

from articles.reading.reader import read

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = {
    "en": "rioni-times.example/2008-snow-tbilisi.txt",
    "ru": "gorets-news.example/kolonka-shahmaty.txt",
    "az": "seki-sesi.example/xalca-gunleri-2015.txt",
    "tr": "kars-postasi.example/2017-tren-muzesi.txt",
    "hy": "shirak-lur.example/2012/khecegorc.txt",
    "ka": "imereti-ambebi.example/2017/orthqmavali.txt",
}
AROUND = {  # a menu of three, "read also", a teaser, a comment, the last line
    "en": (
        "Front",
        "Town",
        "Fields",
        "You may like",
        "A ferry was named after a teacher of music.",
        "Well said, neighbour.",
        "All rights belong to the Evening Lantern",
    ),
    "ru": (
        "Первая",
        "Город",
        "Поля",
        "Вам понравится",
        "Паром назвали в честь учительницы музыки.",
        "Верно сказано, сосед.",
        "Все права у «Вечернего фонаря»",
    ),
    "az": (
        "Baş",
        "Şəhər",
        "Tarlalar",
        "Bəyənə bilərsiniz",
        "Bərəyə musiqi müəlliminin adı verildi.",
        "Düz deyirsən, qonşu.",
        "Bütün hüquqlar Axşam Fənərinindir",
    ),
    "tr": (
        "Giriş",
        "Kent",
        "Tarlalar",
        "Beğenebilirsiniz",
        "Feribota bir müzik öğretmeninin adı verildi.",
        "Doğru söz, komşu.",
        "Bütün haklar Akşam Feneri'nindir",
    ),
    "hy": (
        "Առաջին",
        "Քաղաք",
        "Դաշտեր",
        "Ձեզ դուր կգա",
        "Լաստանավը կոչվեց երաժշտության ուսուցչուհու անունով։",
        "Ճիշտ է ասված, հարևան։",
        "Բոլոր իրավունքները Երեկոյան լապտերինն են",
    ),
    "ka": (
        "პირველი",
        "ქალაქი",
        "მინდვრები",
        "მოგეწონებათ",
        "ბორანს მუსიკის მასწავლებლის სახელი დაარქვეს.",
        "სწორია, მეზობელო.",
        "ყველა უფლება საღამოს ფარანს ეკუთვნის",
    ),
}
DAY, CLOCK = "2019-03-07", "14:25"


class Composed(NamedTuple):
    html: bytes
    title: str
    body: str


class _Parts(NamedTuple):
    lang: str
    title: str
    paragraphs: list[str]

    @property
    def p(self) -> str:
        return "".join(f"<p>{escape(each)}</p>\n" for each in self.paragraphs)

    @property
    def menu(self) -> str:
        return "".join(
            f'<li><a href="/{n}/">{escape(word)}</a></li>' for n, word in enumerate(AROUND[self.lang][:3])
        )

    def around(self, n: int) -> str:
        return escape(AROUND[self.lang][n])

    @property
    def teasers(self) -> str:
        return "".join(f'<li><a href="/t{n}">{self.around(4)}</a></li>' for n in range(4))


def _page(parts: _Parts, head: str, body: str) -> bytes:
    return f'<!doctype html>\n<html lang="{parts.lang}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()


def _title(parts: _Parts, joint: str = " - ") -> str:
    return f"<title>{escape(parts.title)}{joint}Evening Lantern</title>"


def blog(a: _Parts) -> bytes:
    return _page(
        a,
        _title(a, " – "),
        f'<header class="site-header"><div class="site-title">Evening Lantern</div><nav class="main-navigation"><ul>{a.menu}</ul></nav></header><div id="primary"><main><article class="post type-post"><header class="entry-header"><h1 class="entry-title">{escape(a.title)}</h1><div class="entry-meta"><time class="entry-date published" datetime="{DAY}T{CLOCK}:00+04:00">07.03.2019</time></div></header><div class="entry-content">{a.p}</div><footer class="entry-footer"><ul>{a.menu}</ul></footer></article><div id="comments" class="comments-area"><p>{a.around(5)}</p></div></main></div><aside id="secondary" class="widget-area"><h2>{a.around(3)}</h2><ul>{a.teasers}</ul></aside><footer class="site-footer">{a.around(6)}</footer>',
    )


def linked_data(a: _Parts) -> bytes:
    data = json.dumps(
        {
            "@context": "https://schema.org",
            "@graph": [
                {"@type": "WebSite", "name": "Evening Lantern"},
                {"@type": "NewsArticle", "headline": a.title, "datePublished": f"{DAY}T10:25:00Z"},
            ],
        },
        ensure_ascii=False,
    )
    return _page(
        a,
        _title(a, " | ") + f'<script type="application/ld+json">{data}</script>',
        f'<div class="top"><div class="x1">{a.around(0)}</div><ul class="menu">{a.menu}</ul></div><div class="x2"><div class="x3">{escape(a.title)}</div><div class="x4">{a.p}</div></div><div class="x5"><b>{a.around(3)}</b><ul>{a.teasers}</ul></div><div class="x6">{a.around(6)}</div>',
    )


def nodes(a: _Parts) -> bytes:
    return _page(
        a,
        _title(a, " | ") + f'<meta property="article:published_time" content="{DAY}T{CLOCK}:00+04:00">',
        f'<div id="navigation"><ul class="links">{a.menu}</ul></div><div id="content"><h1 id="page-title">{escape(a.title)}</h1><div class="node node-article"><div class="submitted">07/03/2019 - 14:25</div><div class="field field-name-body"><div class="field-items">{a.p}</div></div></div></div><div class="region region-sidebar-second sidebar"><h2>{a.around(3)}</h2><ul>{a.teasers}</ul></div><div id="footer"><p>{a.around(6)}</p></div>',
    )


def graph(a: _Parts) -> bytes:
    return _page(
        a,
        f'<title>Evening Lantern: {escape(a.title)}</title><meta property="og:title" content="{escape(a.title)}"><meta property="og:site_name" content="Evening Lantern"><meta property="og:type" content="article"><meta property="article:published_time" content="{DAY}T{CLOCK}:00+04:00">',
        f'<div class="header__menu">{"".join(f"<a href=/{n}>{escape(w)}</a> " for n, w in enumerate(AROUND[a.lang][:3]))}</div><div class="article"><h1 class="article__heading">{escape(a.title)}</h1><div class="article__date">07.03.2019, 14:25</div><div class="article__text">{a.p}</div></div><div class="article__more"><p>{a.around(3)}</p><ul>{a.teasers}</ul></div><div class="bottom">{a.around(6)}</div>',
    )


def of_tables(a: _Parts) -> bytes:
    text = "<br><br>\n".join(map(escape, a.paragraphs))
    return _page(
        a,
        _title(a),
        f'<table width="100%"><tr><td colspan="3"><a href="/"><img src="logo.gif" alt="Evening Lantern"></a></td></tr><tr><td width="120"><ul>{a.menu}</ul></td><td><font size="5"><b>{escape(a.title)}</b></font><br><font size="1">07.03.2019 14:25</font><br><br>{text}</td><td width="150"><b>{a.around(3)}</b><ul>{a.teasers}</ul></td></tr><tr><td colspan="3" align="center"><font size="1">{a.around(6)}</font></td></tr></table>',
    )


def microdata(a: _Parts) -> bytes:
    return _page(
        a,
        _title(a, " :: "),
        f'<nav><ul>{a.menu}</ul></nav><div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{escape(a.title)}</h1><meta itemprop="datePublished" content="{DAY}T{CLOCK}+04:00"><div itemprop="articleBody">{a.p}<div class="share-buttons"><a href="#">f</a> <a href="#">t</a></div></div></div><section class="recommended"><h3>{a.around(3)}</h3><ul>{a.teasers}</ul></section><footer>{a.around(6)}</footer>',
    )


def detail(a: _Parts) -> bytes:
    return _page(
        a,
        _title(a),
        f'<div class="wrap"><ul class="root-menu">{a.menu}</ul><h1>{escape(a.title)}</h1><div class="news-detail"><span class="news-date-time">07.03.2019 14:25</span>{a.p}</div><div class="news-list"><p class="news-item"><a href="/n1">{a.around(4)}</a></p><p class="news-item"><a href="/n2">{a.around(4)}</a></p></div><div id="bx-footer">{a.around(6)}</div></div>',
    )


def theme(a: _Parts) -> bytes:
    return _page(
        a,
        _title(a, " | ") + f'<meta property="og:title" content="{escape(a.title)} | Evening Lantern">',
        f'<div class="td-header-menu-wrap"><ul class="menu">{a.menu}</ul></div><article class="post"><div class="td-post-header"><header class="td-post-title"><h1 class="entry-title">{escape(a.title)}</h1><span class="td-post-date"><time class="entry-date updated td-module-date" datetime="{DAY}T{CLOCK}:00+04:00">07.03.2019</time></span></header></div><div class="td-post-content tagdiv-type">{a.p}</div><footer><div class="td-post-sharing"><a href="#">FB</a></div></footer></article><div class="td_block_related_posts related-posts"><h4>{a.around(3)}</h4><div class="td-module">{a.around(4)}</div></div><div class="td-sub-footer-container">{a.around(6)}</div>',
    )


def engine(a: _Parts) -> bytes:
    text = "<br>\n".join(f"{escape(each)}<br>" for each in a.paragraphs)
    return _page(
        a,
        _title(a, " » "),
        f'<div id="menu"><ul>{a.menu}</ul></div><div id="dle-content"><div class="full-story"><h1>{escape(a.title)}</h1><div class="date">7-03-2019, 14:25</div><div class="full-text">{text}</div></div><div class="comments"><form><textarea>…</textarea></form><div>{a.around(5)}</div></div></div><div class="sidebar"><ul>{a.teasers}</ul></div><div class="copyright">{a.around(6)}</div>',
    )


def hashed(a: _Parts) -> bytes:
    half = len(a.paragraphs) // 2 or 1
    first, rest = (
        _Parts(a.lang, a.title, a.paragraphs[:half]).p,
        _Parts(a.lang, a.title, a.paragraphs[half:]).p,
    )
    return _page(
        a,
        _title(a, " · "),
        f'<div class="css-1a"><nav class="css-2b"><ul>{a.menu}</ul></nav></div><main class="css-3c"><h1 class="css-4d">{escape(a.title)}</h1><div class="css-5e"><time datetime="{DAY}T10:25:00.000Z">07.03.2019</time></div><section class="css-6f">{first}<aside class="css-7g"><p>{a.around(3)}</p><a href="/t">{a.around(4)}</a></aside>{rest}</section></main><footer class="css-8h"><p>{a.around(6)}</p></footer>',
    )


LAYOUTS: tuple[Callable[[_Parts], bytes], ...] = (
    *(blog, linked_data, nodes, graph, of_tables),
    *(microdata, detail, theme, engine, hashed),
)


def composed() -> Iterator[Composed]:
    for lang, sample in SAMPLES.items():
        item = read((ROOT / "samples" / sample).read_bytes(), find_people=False).items[0]
        paragraphs = item.body.split("\n\n")
        for layout in LAYOUTS:
            yield Composed(layout(_Parts(lang, item.headline, paragraphs)), item.headline, item.body)
