"""How fast files become articles: `python -m benchmarks.importing [--texts 2000] [--people 5000 135000]`.

Texts of `../shared/corpora`, 300 words on average, written out as files. Each measurement runs the commands
in processes of their own, on a SQLite archive in a temporary folder. In the same run it measures what the
bare tools take for the same texts: `executemany` into one table and Tantivy with one text field, on one core.
Shares of that tell more than rates, where others use the machine, too.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import tantivy

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"
# How many of a hundred texts come from each.
SHARES = {
    "bbc2225_en": 20,
    "allsides10k_en": 17,
    "reuters21578_en": 23,
    "tgnews_ru_en": 10,
    "nerel_ru": 8,
    "ilur_hy": 12,
    "ttc3600_tr": 10,
}
WORDS = range(80, 650)
EDITS_EVERY = 0.25  # seconds between an editor's saves
GIVEN = ("Ali", "Vugar", "Elena", "Anna", "Pavel", "Aram", "Narek", "Nino", "Giorgi", "Emre", "Ayla")
SYLLABLES = ("ba", "de", "gi", "ko", "lu", "ma", "ne", "pi", "ro", "sa", "ti", "vo", "zha", "che", "khu")
ENDINGS = ("ov", "yan", "shvili", "oglu", "son", "enko", "adze", "zade")


@dataclass
class Figures:
    """One command: articles, seconds, CPU seconds of its first process, which writes, the most memory of all
    its processes (PSS, in MB), and editors' saves in seconds."""

    articles: int
    seconds: float
    own: float
    memory: int
    saves: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return self.articles / self.seconds


def texts(count: int, seed: int = 7) -> Iterator[str]:
    """Headline, blank line, body; the same for the same seed."""
    dice = random.Random(seed)
    for name, share in SHARES.items():
        wanted = count * share // 100
        with gzip.open(CORPORA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        dice.shuffle(rows)
        found = [row for row in rows if len((row.get("text") or "").split()) in WORDS]
        for number in range(wanted):
            row = found[number % len(found)]
            again = number // len(found)  # a corpus that is used up begins anew, with another last line
            body = row["text"].strip() + (f"\n\nCopy number {again} of this text." if again else "")
            title = (row.get("title") or "").strip()
            yield f"{title}\n\n{body}\n" if title and not body.startswith(title) else f"{body}\n"


def write(folder: Path, count: int) -> int:
    """The texts as files; returns their bytes."""
    size = 0
    for number, text in enumerate(texts(count)):
        file = folder / str(number % 20) / f"{number:06}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        size += file.write_bytes(text.encode())
    return size


class Archive:
    """An archive of its own, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.environment = os.environ | {
            "DATA_DIR": str(folder),
            "INDEX_DIR": str(folder / "index"),
            "LOG_LEVEL": "ERROR",
            "DATABASE_URL": "",
        }
        self.run("migrate", "-v0")

    @property
    def database(self) -> Path:
        return self.folder / "archive.sqlite3"

    def run(self, *command: str, edits: bool = False) -> Figures:
        """A command of the archive, timed; ``edits``: an editor saves meanwhile."""
        before = self.count()
        begun = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.archives.timed", *command],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        over = threading.Event()
        memory = [0]
        threading.Thread(target=_watch, args=(process.pid, over, memory), daemon=True).start()
        saves: list[float] = []
        editor = threading.Thread(target=self._edit, args=(over, saves), daemon=True)
        if edits:
            editor.start()
        output, _ = process.communicate()
        seconds = time.monotonic() - begun
        over.set()
        if edits:
            editor.join()
        own = float(output.strip().splitlines()[-1])
        return Figures(self.count() - before, seconds, own, memory[0], saves)

    def count(self, table: str = "article") -> int:
        if not self.database.exists():
            return 0
        with closing(sqlite3.connect(self.database, timeout=20)) as database:
            try:
                return int(database.execute(f"SELECT count(*) FROM articles_{table}").fetchone()[0])
            except sqlite3.OperationalError:
                return 0

    def _edit(self, over: threading.Event, saves: list[float]) -> None:
        """In a process of its own, as a web server's is: each line it prints is one save in seconds."""
        editor = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.archives.timed", "--edit", str(EDITS_EVERY)],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        over.wait()
        editor.terminate()
        output, _ = editor.communicate()
        saves += [float(line) for line in output.split()]

    def sizes(self) -> tuple[int, int]:
        """Bytes of the database and of the index."""
        with closing(sqlite3.connect(self.database)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        index = sum(file.stat().st_size for file in (self.folder / "index").rglob("*") if file.is_file())
        return self.database.stat().st_size, index

    def fill(self, people: int) -> None:
        """Synthetic people with names that sound like those of the region."""
        environment = self.environment | {"PEOPLE": str(people)}
        command = [sys.executable, "-m", "benchmarks.archives.timed", "--people"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)


def synthetic_names(count: int) -> Iterator[str]:
    dice = random.Random(1)
    for _ in range(count):
        family = "".join(dice.choice(SYLLABLES) for _ in range(dice.choice((1, 2, 2, 3))))
        yield f"{dice.choice(GIVEN)} {family.capitalize()}{dice.choice(ENDINGS)}"


def bare(count: int, folder: Path) -> float:
    """Texts a second into one table, and into one field of Tantivy, on one core."""
    some = list(texts(count))
    begun = time.process_time()
    with closing(sqlite3.connect(folder / "bare.sqlite3")) as database, database:
        database.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT)")
        database.executemany("INSERT INTO bare (text) VALUES (?)", [(text,) for text in some])
    schema = tantivy.SchemaBuilder().add_text_field("text").build()
    (folder / "bare-index").mkdir()
    writer = tantivy.Index(schema, str(folder / "bare-index")).writer(64_000_000, 1)
    for text in some:
        document = tantivy.Document()
        document.add_text("text", text)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    return len(some) / (time.process_time() - begun)


def at(share: float, values: list[float]) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def measure(count: int, people: list[int], folder: Path) -> Iterator[tuple[str, str]]:
    """(what, its figure), one after the other."""
    files = folder / "files"
    size = write(files, count)
    bare_rate = bare(count, folder)
    yield "bare executemany and Tantivy, one core", f"{bare_rate:.0f}/s"
    archive = Archive(folder / "whole")
    whole = archive.run("import_articles", str(files), edits=True)
    yield "files to articles, people found and linked", f"{whole.rate:.0f}/s; {whole.rate / bare_rate:.4f}"
    yield "… the writer's CPU per article", f"{whole.own / max(whole.articles, 1) * 1000:.1f} ms"
    yield "… most memory of all its processes", f"{whole.memory} MB"
    yield (
        "an editor's save meanwhile, p95 / max",
        (
            f"{at(0.95, whole.saves) * 1000:.0f} / {max(whole.saves, default=0) * 1000:.0f} ms"
            f" of {len(whole.saves)}"
        ),
    )
    database, index = archive.sizes()
    yield "database over text; index over text", f"{database / size:.2f}; {index / size:.2f}"
    again = archive.run("import_articles", str(files))
    yield "rerun over unchanged files", f"{count / again.seconds:.0f}/s"
    reread = archive.run("reread", "--again", "--json")
    yield "reread, share of the import's rate", f"{whole.seconds / reread.seconds:.2f}"
    found = archive.run("find_people", "--again")
    yield "find_people --again, share of the import's rate", f"{whole.seconds / found.seconds:.2f}"
    nobody = Archive(folder / "nobody").run("import_articles", str(files), "--no-people")
    yield "the same import with --no-people", f"{nobody.rate:.0f}/s; {nobody.rate / bare_rate:.4f}"
    costs = []
    for many in people:
        crowded = Archive(folder / f"people{many}")
        crowded.fill(many)
        costs.append(crowded.run("import_articles", str(files)).own / count)
        yield f"writer's CPU per article at {many} people", f"{costs[-1] * 1000:.1f} ms"
    if len(costs) > 1:
        yield "… the last over the first", f"{costs[-1] / costs[0]:.2f}"


def _watch(session: int, over: threading.Event, most: list[int]) -> None:
    """The memory of the processes of a session, its greatest into ``most``."""
    while not over.wait(1.0):
        now = sum(_pss(path) for path in Path("/proc").glob("[0-9]*") if _session_of(path) == session)
        most[0] = max(most[0], now // 1024)


def _session_of(process: Path) -> int:
    try:
        return os.getsid(int(process.name))
    except OSError:
        return 0


def _pss(process: Path) -> int:
    """kB"""
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--texts", type=int, default=2000)
    ask.add_argument("--people", type=int, nargs="*", default=[5000, 135_000])
    given = ask.parse_args()
    if not CORPORA.is_dir():
        sys.exit(f"There are no texts in {CORPORA}.")
    with tempfile.TemporaryDirectory() as folder:
        for what, figure in measure(given.texts, given.people, Path(folder)):
            print(f"| {what} | {figure} |", flush=True)


if __name__ == "__main__":
    main()
