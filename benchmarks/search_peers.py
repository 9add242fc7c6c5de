"""What others answer: SQLite FTS5 and PostgreSQL full text, with the indexes an expert would give them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

import psycopg2
from psycopg2.extras import execute_values

from benchmarks.search_corpus import Made

FACETS = ("source", "section", "language", "place")
_AT_ONCE = 2000
_TABLE = (
    "article (id integer primary key, source integer, section integer, place integer, language text, "
    "published date, headline text, body text{more})"
)


class Peer(Protocol):
    name: str

    def fill(self, articles: Iterable[Made]) -> None: ...

    def list_page(self, words: str) -> int:
        """The best twenty, the count of all, five facets and months; returns the count."""


def _columns(article: Made) -> tuple[Any, ...]:
    return (
        article.id,
        article.source,
        article.section,
        article.place,
        article.language,
        article.date,
        article.headline,
        article.body,
    )


def _batches(articles: Iterable[Made]) -> Iterable[list[Made]]:
    batch: list[Made] = []
    for article in articles:
        batch.append(article)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    yield batch


class Fts5:
    """The matches' ids go into a temporary table once; every facet is then a join on primary keys."""

    name = "SQLite FTS5"

    def __init__(self, folder: Path) -> None:
        made = folder / "fts5.sqlite3"
        made.unlink(missing_ok=True)
        self._database = sqlite3.connect(made, isolation_level=None)
        for statement in (
            "PRAGMA journal_mode = OFF",
            "PRAGMA cache_size = -500000",
            "PRAGMA temp_store = MEMORY",
            f"CREATE TABLE {_TABLE.format(more='')}",
            "CREATE TABLE mention (article integer, person integer, PRIMARY KEY (article, person)) "
            "WITHOUT ROWID",
            "CREATE VIRTUAL TABLE words USING fts5(headline, body, content='article', content_rowid='id', "
            "tokenize='unicode61 remove_diacritics 2')",
        ):
            self._database.execute(statement)

    def fill(self, articles: Iterable[Made]) -> None:
        database = self._database
        database.execute("BEGIN")
        for batch in _batches(articles):
            rows = [(*_columns(a)[:5], a.date.isoformat(), a.headline, a.body) for a in batch]
            database.executemany("INSERT INTO article VALUES (?,?,?,?,?,?,?,?)", rows)
            database.executemany(
                "INSERT OR IGNORE INTO mention VALUES (?,?)",
                [(a.id, p) for a in batch for p, _, _ in a.people],
            )
        database.execute("INSERT INTO words(words) VALUES ('rebuild')")
        database.execute("COMMIT")
        database.execute("INSERT INTO words(words) VALUES ('optimize')")
        # What facets need, without the texts beside it.
        database.execute(
            "CREATE INDEX facets ON article (id, source, section, place, language, substr(published, 1, 7))"
        )
        database.execute("ANALYZE")

    def list_page(self, words: str) -> int:
        query = " ".join(f'"{word}"' for word in re.findall(r"\w+", words))
        run = self._database.execute
        best = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 2, 1) LIMIT 20"
        run(best, [query]).fetchall()
        run("CREATE TEMP TABLE found (id integer primary key)")
        run("INSERT INTO found SELECT rowid FROM words WHERE words MATCH ?", [query])
        (count,) = run("SELECT count(*) FROM found").fetchone()
        for column in (*FACETS, "substr(published, 1, 7)"):
            run(
                f"SELECT {column}, count(*) FROM found CROSS JOIN article INDEXED BY facets USING (id) "
                "GROUP BY 1 ORDER BY 2 DESC LIMIT 12"
            ).fetchall()
        run(
            "SELECT person, count(*) FROM found CROSS JOIN mention ON mention.article = found.id "
            "GROUP BY 1 ORDER BY 2 DESC LIMIT 12"
        ).fetchall()
        run("DROP TABLE found")
        return int(count)


class Postgres:
    """A stored tsvector under a GIN index; the matches are materialised once for all facets."""

    name = "PostgreSQL GIN"

    def __init__(self, url: str) -> None:
        self._connection = psycopg2.connect(url)
        self._connection.autocommit = True
        self._cursor = self._connection.cursor()
        for statement in (
            "SET work_mem = '256MB'",
            "SET maintenance_work_mem = '1GB'",
            "SET effective_cache_size = '8GB'",
            "SET random_page_cost = 1.1",
            "SET jit = off",
            f"CREATE TABLE {_TABLE.format(more=', words tsvector')}",
            "CREATE TABLE mention (article integer, person integer)",
        ):
            self._cursor.execute(statement)

    def fill(self, articles: Iterable[Made]) -> None:
        words = "setweight(to_tsvector('simple', %s), 'A') || to_tsvector('simple', %s)"
        template = f"(%s, %s, %s, %s, %s, %s, %s, %s, {words})"
        for batch in _batches(articles):
            rows = [(*_columns(a), a.headline, a.body) for a in batch]
            execute_values(self._cursor, "INSERT INTO article VALUES %s", rows, template, page_size=500)
            people = [(a.id, person) for a in batch for person in {p for p, _, _ in a.people}]
            execute_values(self._cursor, "INSERT INTO mention VALUES %s", people, page_size=5000)
        self._cursor.execute("CREATE INDEX ON article USING gin (words)")
        self._cursor.execute("CREATE INDEX ON mention (article, person)")
        self._cursor.execute("VACUUM ANALYZE article")
        self._cursor.execute("VACUUM ANALYZE mention")

    def list_page(self, words: str) -> int:
        run = self._cursor.execute
        run(
            "SELECT id FROM article, plainto_tsquery('simple', %s) query WHERE words @@ query "
            "ORDER BY ts_rank(words, query) DESC, id DESC LIMIT 20",
            [words],
        )
        run(
            "CREATE TEMP TABLE found AS SELECT id, source, section, place, language, "
            "date_trunc('month', published) AS month FROM article "
            "WHERE words @@ plainto_tsquery('simple', %s)",
            [words],
        )
        run("SELECT count(*) FROM found")
        (count,) = self._cursor.fetchone() or (0,)
        for column in (*FACETS, "month"):
            run(f"SELECT {column}, count(*) FROM found GROUP BY 1 ORDER BY 2 DESC LIMIT 12")
        run(
            "SELECT person, count(*) FROM found JOIN mention ON mention.article = found.id "
            "GROUP BY 1 ORDER BY 2 DESC LIMIT 12"
        )
        run("DROP TABLE found")
        return int(count)
