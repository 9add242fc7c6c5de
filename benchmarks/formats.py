# ruff: noqa: E501 (pages and words stand as pages have them)
"""Measures of what comes in and goes out: HTML and WARC read, and a whole archive out and back.

    .venv/bin/python -m benchmarks.formats [--articles 20000] [--only html|warc|archive]

Sixty composed pages, ten layouts as common systems write them in six languages, are read by us and, in the same
run, by trafilatura. The layouts and the words around the articles are written here; the articles are samples.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from articles.reading.model import HTML
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
RIGHT = 0.97  # share of words, both ways, from which a text is the right one


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


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def is_right(found: str, wanted: str) -> bool:
    ours, theirs = Counter(_words(found)), Counter(_words(wanted))
    common = sum((ours & theirs).values())
    return common >= RIGHT * max(1, sum(theirs.values())) and common >= RIGHT * max(1, sum(ours.values()))


def by_us(page: Composed) -> tuple[str, str, str]:
    item = read(page.html, media_type=HTML, find_people=False).items[0]
    return item.headline, item.published.date.isoformat() if item.published else "", item.body


def by_trafilatura(page: Composed) -> tuple[str, str, str]:
    import trafilatura

    found = trafilatura.bare_extraction(page.html.decode(), include_comments=False, with_metadata=True)
    values: dict[str, Any] = found if isinstance(found, dict) else found.as_dict() if found else {}
    return values.get("title") or "", values.get("date") or "", values.get("text") or ""


def score(
    reader: Callable[[Composed], tuple[str, str, str]], pages: list[Composed], tell: bool
) -> dict[str, float]:
    right: Counter[str] = Counter()
    for n, page in enumerate(pages):
        try:
            title, date, body = reader(page)
        except Exception as error:
            title, date, body = f"{type(error).__name__}: {error}", "", ""
        checks = {
            "title": _words(title) == _words(page.title),
            "date": date == DAY,
            "body": is_right(body, page.body),
        }
        right.update(name for name, good in checks.items() if good)
        if tell and not all(checks.values()):
            wrong = [name for name, good in checks.items() if not good]
            print(
                f"  {list(SAMPLES)[n // len(LAYOUTS)]} {LAYOUTS[n % len(LAYOUTS)].__name__}: {', '.join(wrong)}"
            )
    return {name: right[name] / len(pages) for name in ("title", "date", "body")}


def measure_html(tell: bool) -> None:
    pages = list(composed())
    for name, reader in (("ours", by_us), ("trafilatura", by_trafilatura)):
        shares = score(reader, pages, tell and reader is by_us)
        print(f"{name}: " + ", ".join(f"{what} {share:.1%}" for what, share in shares.items()))
    many = [page.html for page in pages] * 20
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_read_html, many[:20], chunksize=5))
        begun = time.perf_counter()
        list(pool.map(_read_html, many, chunksize=20))
        print(f"HTML: {len(many) / (time.perf_counter() - begun):.0f} pages/s on 2 processes")


def _read_html(data: bytes) -> int:
    return len(read(data, media_type=HTML, find_people=False).items)


def measure_warc(folder: Path) -> None:
    _set_up()
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    from articles.importing.formats.files import list_files
    from articles.importing.formats.things import Thing, find_things

    pages = [page.html for page in composed()] * 20
    with (folder / "a.warc.gz").open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for n, page in enumerate(pages):
            http = StatusAndHeaders(
                "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
            )
            writer.write_record(
                writer.create_warc_record(
                    f"https://x.example/{n}", "response", payload=io.BytesIO(page), http_headers=http
                )
            )
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_read_html, pages[:20], chunksize=5))
        begun = time.perf_counter()
        data = [thing.data for thing in find_things(list_files([str(folder)])) if isinstance(thing, Thing)]
        found = time.perf_counter() - begun
        list(pool.map(_read_html, data, chunksize=20))
        whole = time.perf_counter() - begun
    print(
        f"WARC: {len(data) / whole:.0f} records/s found and read on 2 processes; {len(data) / found:.0f}/s found alone"
    )


def measure_archive(folder: Path, count: int) -> None:
    environment = os.environ | {"DATA_DIR": str(folder / "one"), "INDEX_DIR": str(folder / "one/index")}
    environment.pop("DATABASE_URL", None)
    _manage(environment, "migrate", "-v0")
    subprocess.run(
        [sys.executable, "-m", "benchmarks.formats", "--fill", str(count)],
        env=environment,
        cwd=ROOT,
        check=True,
    )
    bag = str(folder / "bag")
    idle = _manage(environment, "check")[1]
    seconds, memory = _manage(environment, "export_archive", bag)
    print(f"export: {count / seconds:.0f} articles/s, {memory - idle:.0f} MB over an idle command")
    other = environment | {"DATA_DIR": str(folder / "two"), "INDEX_DIR": str(folder / "two/index")}
    _manage(other, "migrate", "-v0")
    seconds, memory = _manage(other, "import_archive", bag, "--no-index")
    print(f"import: {count / seconds:.0f} articles/s, {memory - idle:.0f} MB over an idle command")


def _manage(environment: dict[str, str], *command: str) -> tuple[float, float]:
    """Seconds, and the most memory in MB."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *command], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def _set_up() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    django.setup()


def fill(count: int) -> None:
    """An archive of so many articles, made of the samples, each with its own bytes."""
    _set_up()
    from articles.editing.applying import apply_reading, reading_of
    from articles.models import Article, Mention, Name, NameKey, Original, Person, Reading
    from articles.models.archive import make_public_id
    from articles.models.triggers import install, remove
    from articles.reading.model import Hints

    texts = [(ROOT / "samples" / sample).read_text() for sample in SAMPLES.values()]
    remove()
    for start in range(0, count, 1000):
        originals, articles, readings = [], [], []
        people = [Person(name=f"Name {n}") for n in range(start, start + 1000)]
        Person.objects.bulk_create(people)
        names = [Name(person=person, text=person.name) for person in people]
        for name in names:
            name.file()
        Name.objects.bulk_create(names)
        NameKey.objects.put(names)
        for n in range(start, min(start + 1000, count)):
            data = f"{texts[n % len(texts)]}\n{n}\n".encode()
            originals.append(Original.objects.of_bytes(data, "utf-8"))
        Original.objects.bulk_create(originals)
        pages = [read(text.encode(), find_people=False) for text in texts]
        for n, original in enumerate(originals, start):
            page = pages[n % len(texts)]
            article = Article(public_id=make_public_id(original.sha256, 1), original=original)
            reading = reading_of(article, page.items[0], page.reader_version, Hints(path=f"{n}.txt"))
            apply_reading(article, reading, names=("headline", "body", "language", "published"))
            articles.append(article)
            readings.append(reading)
        Article.objects.bulk_create(articles)
        for reading, article in zip(readings, articles, strict=True):
            reading.article = article
        Reading.objects.bulk_create(readings)
        Mention.objects.bulk_create(
            Mention(
                article=article,
                person=people[(n * 7 + k) % 1000],
                field="body",
                start=10 * k,
                end=10 * k + 5,
                surface="Name",
                extractor="x",
                version="1",
            )
            for n, article in enumerate(articles)
            for k in range(8)
        )
    install()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--only", choices=["html", "warc", "archive"])
    parser.add_argument("--tell", action="store_true", help="name the pages that are not read right")
    parser.add_argument("--fill", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.fill:
        fill(options.fill)
        return
    with tempfile.TemporaryDirectory() as folder:
        if options.only in (None, "html"):
            measure_html(options.tell)
        if options.only in (None, "warc"):
            measure_warc(Path(folder))
        if options.only in (None, "archive"):
            measure_archive(Path(folder), options.articles)


if __name__ == "__main__":
    main()
