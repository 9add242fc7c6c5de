"""Measures of what comes in and goes out: HTML and WARC read, and a whole archive out and back.

    .venv/bin/python -m benchmarks.formats [--articles 20000] [--only html|warc|archive]

Sixty composed pages, ten layouts in six languages (composed_html.py), are read by us and, in the same run, by
trafilatura.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from articles.reading.model import HTML
from articles.reading.reader import read
from benchmarks.composed_html import DAY, LAYOUTS, SAMPLES, Composed, composed

ROOT = Path(__file__).resolve().parent.parent
CORES = 2  # of the machine that the figures are told for
LOOKS = 0.2  # seconds between two looks at the memory
RIGHT = 0.97  # share of words, both ways, from which a text is the right one


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
            language, layout = list(SAMPLES)[n // len(LAYOUTS)], LAYOUTS[n % len(LAYOUTS)].__name__
            print(f"  {language} {layout}: {', '.join(wrong)}")
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
        worked = sum(pool.map(_read_html, many, chunksize=20))
        print(f"HTML: {_rates(len(many), time.perf_counter() - begun, worked)}")


def _read_html(data: bytes) -> float:
    """Seconds of the processor that it took."""
    begun = time.process_time()
    read(data, media_type=HTML, find_people=False)
    return time.process_time() - begun


def _rates(count: int, seconds: float, worked: float) -> str:
    """By the clock, and by the time of the processors alone, whatever else the machine does."""
    return f"{count / seconds:.0f}/s on 2 processes; {CORES * count / worked:.0f}/s on {CORES} idle cores"


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
        begun, worked = time.perf_counter(), time.process_time()
        data = [thing.data for thing in find_things(list_files([str(folder)])) if isinstance(thing, Thing)]
        found = time.process_time() - worked
        read_in = sum(pool.map(_read_html, data, chunksize=20))
        whole = time.perf_counter() - begun
    alone = f"{len(data) / found:.0f} found by one core"
    print(f"WARC: {_rates(len(data), whole, found + read_in)}; {alone}")


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
    _, started, idle = _manage(environment, "check")
    _tell("export", count, idle, started, *_manage(environment, "export_archive", bag))
    other = environment | {"DATA_DIR": str(folder / "two"), "INDEX_DIR": str(folder / "two/index")}
    _manage(other, "migrate", "-v0")
    _tell("import", count, idle, started, *_manage(other, "import_archive", bag, "--no-index"))
    _tell("its index, by all cores", count, idle, started, *_manage(other, "index", "rebuild"))


def _tell(
    what: str, count: int, idle: float, started: float, seconds: float, worked: float, memory: float
) -> None:
    alone = f"{count / (worked - started):.0f}/s of one core when it has started"
    print(
        f"{what}: {count / seconds:.0f} articles/s; {alone}; with all its processes {memory - idle:.0f} MB "
        "over an idle command"
    )


def _manage(environment: dict[str, str], *command: str) -> tuple[float, float, float]:
    """Seconds, those of the processor, and the most memory in MB, of it and of all that it started."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *command], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL
    )
    most = 0.0
    while not (waited := os.wait4(process.pid, os.WNOHANG))[0]:
        most = max(most, _memory(process.pid))
        time.sleep(LOOKS)
    _, status, usage = waited
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, most


def _memory(pid: int) -> float:
    """MB of a process and those below it; what several have in common is divided among them (PSS)."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
        below = [child for task in Path(f"/proc/{pid}/task").iterdir() for child in _children(task)]
    except OSError:  # it has ended meanwhile
        return 0.0
    own = re.search(r"^Pss: +(\d+) kB", told, re.M)
    return (int(own[1]) / 1024 if own else 0.0) + sum(map(_memory, below))


def _children(task: Path) -> list[int]:
    return [int(child) for child in (task / "children").read_text().split()]


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
