"""Finding reprints: of new and changed articles at once, of all in pieces.

For each article the database tells candidates, those that share bands with it; they are compared word for
word. What editors have decided about two articles is never touched.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter, OrderedDict
from collections.abc import Collection, Generator, Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q
from psycopg2.extras import execute_values

from articles.likeness.alike import Compared, formulas, how_alike, may_be_alike
from articles.likeness.grouping import regroup
from articles.likeness.signing import signatures
from articles.models import Article
from articles.models.archive import ArticleQuerySet
from articles.models.likeness import Band, Fingerprint, Reprint

VERSION = 2  # of signatures and comparison: raised with whatever finds others
COMMON = 2  # bands that a candidate shares
NEWEST = 40  # articles that are looked at for one band
CANDIDATES = 60  # articles that are compared with one
PIECE = 300  # articles of one transaction
KEYS_AT_ONCE = 5_000  # in one query
REMEMBERED = 2_000  # texts

Row = tuple[int, str, str, int | None, dt.datetime]  # id, headline, body, source, changed at
_COLUMNS = ("pk", "headline", "body", "source_id", "updated_at")


def find_reprints(articles: Collection[int]) -> None:
    """Compare these articles with all that were compared before. In a transaction."""
    _find(list(Article.objects.filter(pk__in=articles).order_by("pk").values_list(*_COLUMNS)), _Texts())


def due() -> ArticleQuerySet:
    """Articles that were not compared yet, or were changed since."""
    return Article.objects.filter(
        Q(fingerprint=None) | ~Q(fingerprint__version=VERSION) | ~Q(fingerprint__made_of=F("updated_at"))
    )


def begin_anew() -> None:
    """All are to be compared again. One that was begun before and not finished goes on."""
    with transaction.atomic():
        if not Fingerprint.objects.filter(version=0).exists():
            Band.objects.all().delete()
            Fingerprint.objects.update(version=0, bands=b"")


def find_all() -> Generator[int, None, None]:
    """Compare all that are due, the oldest first; yields after each piece, how many were in it.

    Each piece is a transaction: broken off anywhere, the next call goes on there.
    """
    texts = _Texts()
    last = 0
    while True:
        with transaction.atomic():
            piece = list(due().filter(pk__gt=last).order_by("pk").values_list(*_COLUMNS)[:PIECE])
            if not piece:
                return
            _find(piece, texts)
        last = piece[-1][0]
        yield len(piece)


class _Texts(OrderedDict[int, Compared]):
    """Texts that were compared lately: candidates come again."""

    def keep(self, pk: int, text: Compared) -> None:
        self[pk] = text
        self.move_to_end(pk)
        if len(self) > REMEMBERED:
            self.popitem(last=False)

    def get_all(self, wanted: Collection[int]) -> dict[int, Compared]:
        found = {pk: self[pk] for pk in wanted if pk in self}
        if missing := [pk for pk in wanted if pk not in found]:
            for row in Article.objects.filter(pk__in=missing).values_list(*_COLUMNS):
                found[row[0]] = compared(row)
                self.keep(row[0], found[row[0]])
        return found


def compared(row: Row) -> Compared:
    _, headline, body, source, _ = row
    return Compared(body or headline, source)


def _find(rows: Sequence[Row], texts: _Texts) -> None:
    own = {row[0]: compared(row) for row in rows}
    changed = _forget(own)
    keys = dict(zip(own, signatures([text.hashes for text in own.values()]), strict=True))
    pairs: dict[tuple[int, int], float] = {}
    for pk, text in own.items():
        texts.keep(pk, text)
    candidates = _candidates(keys)
    # In the order of keys, which is that of their index.
    bands = sorted((key, pk) for pk, of_bands in keys.items() for key in of_bands)
    _insert("articles_band (key, article_id)", bands)
    for pk, likely in candidates.items():
        pairs |= _compare(pk, own[pk], texts.get_all(likely))
    found = pairs.keys() - _decided(own)
    Reprint.objects.bulk_create(
        [
            Reprint(first_id=first, second_id=second, similarity=pairs[first, second])
            for first, second in found
        ]
    )
    _note(rows, keys)
    touched = changed | {one for pair in found for one in pair}
    if touched:
        regroup(touched)


def _compare(pk: int, text: Compared, others: dict[int, Compared]) -> dict[tuple[int, int], float]:
    """How alike it is to those that it is a reprint of, or they of it; by the ids in order."""
    likely = {other: its for other, its in others.items() if may_be_alike(text, its)}
    if not likely:
        return {}
    lost = formulas(text, others.values())
    alike = {(min(pk, other), max(pk, other)): how_alike(text, its, lost) for other, its in likely.items()}
    return {pair: similarity for pair, similarity in alike.items() if similarity}


def _candidates(keys: Mapping[int, Sequence[int]]) -> dict[int, list[int]]:
    """The articles that share enough bands with each of these, the most first; those that have any.

    Of each band the newest are looked at: of a formula of daily forecasts there are thousands. The bands of
    these are not in the table yet.
    """
    holders: dict[int, list[int]] = {}
    for pk in sorted(keys, reverse=True):
        for key in keys[pk]:
            holders.setdefault(key, []).append(pk)
    asked = sorted(holders)
    with connection.cursor() as cursor:
        for at in range(0, len(asked), KEYS_AT_ONCE):
            some = asked[at : at + KEYS_AT_ONCE]
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(
                "SELECT key, article_id FROM (SELECT key, article_id, ROW_NUMBER() OVER"  # noqa: S608
                " (PARTITION BY key ORDER BY article_id DESC) AS place"
                f" FROM articles_band WHERE key IN ({marks})) AS band WHERE place <= {NEWEST}",
                some,
            )
            for key, pk in cursor.fetchall():
                holders[key].append(pk)
    found: dict[int, list[int]] = {}
    for pk, of_bands in keys.items():
        counts = Counter[int]()
        for key in of_bands:
            if len(holders[key]) > 1:
                counts.update(holders[key][: NEWEST + 1])
        del counts[pk]
        likely = [other for other, n in counts.most_common(CANDIDATES) if n >= COMMON]
        if likely:
            found[pk] = likely
    return found


def _decided(articles: Collection[int]) -> set[tuple[int, int]]:
    """Pairs of these articles of which an editor has spoken."""
    said = Reprint.objects.exclude(state=Reprint.State.FOUND)
    said = said.filter(Q(first__in=articles) | Q(second__in=articles))
    return set(said.values_list("first", "second"))


def _forget(articles: Collection[int]) -> set[int]:
    """What was found of these before; returns those who stood with them."""
    before = Fingerprint.objects.filter(pk__in=articles)
    bands = [(key, pk) for pk, keys in before.values_list("pk", "bands") for key in array("q", bytes(keys))]
    if bands:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM articles_band WHERE key = %s AND article_id = %s", bands)
    pairs = Reprint.objects.filter(state=Reprint.State.FOUND)
    pairs = pairs.filter(Q(first__in=articles) | Q(second__in=articles))
    stood = {one for pair in pairs.values_list("first", "second") for one in pair}
    pairs.delete()
    return stood


def _note(rows: Sequence[Row], keys: Mapping[int, Sequence[int]]) -> None:
    """By what each was compared; with whom it stands stays."""
    adapted = connection.ops.adapt_datetimefield_value
    _insert(
        "articles_fingerprint (article_id, version, made_of, bands)",
        [
            (pk, VERSION, adapted(changed_at), array("q", keys[pk]).tobytes())
            for pk, _, _, _, changed_at in rows
        ],
        " ON CONFLICT (article_id) DO UPDATE SET version = excluded.version, made_of = excluded.made_of,"
        " bands = excluded.bands",
    )


def _insert(into: str, rows: Sequence[tuple[Any, ...]], at_conflict: str = "") -> None:
    """Without instances: they would take longer than all comparing."""
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"INSERT INTO {into} VALUES %s{at_conflict}"  # noqa: S608
            execute_values(cursor.cursor, statement, rows, page_size=KEYS_AT_ONCE)
        else:
            marks = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks}){at_conflict}", rows)  # noqa: S608
