"""Finding reprints: of new and changed articles at once, of all in pieces.

For each article the database tells candidates, those that share bands with it; they are compared word for
word. What editors have decided about two articles is never touched.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence, Set

import numpy as np
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q

from articles.likeness.alike import Compared, alike, compared
from articles.likeness.candidates import candidates, drop, insert
from articles.likeness.grouping import regroup
from articles.likeness.holders import InDatabase, InMemory
from articles.likeness.signing import Row, Signed, signed, text_of
from articles.models import Article
from articles.models.archive import ArticleQuerySet
from articles.models.likeness import Band, Fingerprint, Reprint
from articles.models.turns import take_turn
from articles.parallel import in_order, rare_collections

VERSION = 4  # of signatures and comparison: raised with whatever finds others
PIECE = 2_000  # articles of one transaction, which holds up other writers for less than half a second
REMEMBERED = 20_000  # texts, of 6 kB
IN_MEMORY = 500_000  # articles, of whose bands 160 MB are kept
COMPARED_AT_ONCE = 100  # articles, each with some others
PIECES_FOR_HELP = 3  # for fewer other processes would take longer to start than to hash
HELPERS = 2  # processes that hash, of which one would nearly do

_COLUMNS = ("pk", "headline", "body", "source_id", "updated_at")


def find_reprints(articles: Collection[int]) -> None:
    """Compare these articles with all that were compared before. In a transaction."""
    rows = list(Article.objects.filter(pk__in=articles).order_by("pk").values_list(*_COLUMNS))
    _find(rows, signed(rows), _Texts())


def share_of(first: int, second: int) -> float:
    """What share of the shorter text's runs stands in the other, formulas and all: 0 to 1."""
    rows = list(Article.objects.filter(pk__in=(first, second)).values_list(*_COLUMNS))
    one, other = (text.runs for text in _compared(rows).values())
    return round(len(np.intersect1d(one, other)) / max(min(len(one), len(other)), 1), 3)


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
            pair = Reprint.objects.filter(Q(first=OuterRef("pk")) | Q(second=OuterRef("pk")))
            Fingerprint.objects.filter(~Exists(pair), group__isnull=False).update(group=None)


def find_all() -> Generator[int, None, None]:
    """Compare all that are due, the oldest first; yields after each piece, how many were in it.

    Each piece is a transaction: broken off anywhere, the next call goes on there. Where there is much to do
    other processes hash the next pieces meanwhile, with the same result.
    """
    texts = _Texts()
    count = due().count()
    is_much = count > PIECE and Article.objects.count() <= IN_MEMORY
    bands = InMemory() if is_much else InDatabase()
    helpers = HELPERS if count > PIECES_FOR_HELP * PIECE else 1
    with rare_collections():
        for rows, hashed in in_order(signed, _pieces(), helpers, ahead=1):
            # What is changed from its reading on is due again: its row says of when its text is.
            with transaction.atomic():
                take_turn()  # an editor's decision and an import come before or after
                bands.begin()
                _find(rows, hashed, texts, bands)
            yield len(rows)


def _pieces() -> Iterator[list[Row]]:
    last = 0
    while rows := list(due().filter(pk__gt=last).order_by("pk").values_list(*_COLUMNS)[:PIECE]):
        last = rows[-1][0]
        yield rows


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
            rows = list(Article.objects.filter(pk__in=missing).values_list(*_COLUMNS))
            for pk, text in _compared(rows).items():
                found[pk] = text
                self.keep(pk, text)
        return found


def _compared(rows: Sequence[Row]) -> dict[int, Compared]:
    texts = compared((text_of(row), row[3]) for row in rows)
    return {row[0]: text for row, text in zip(rows, texts, strict=True)}


def _find(rows: Sequence[Row], hashed: Signed, texts: _Texts, bands: InDatabase | None = None) -> None:
    own = {
        row[0]: Compared(text_of(row), row[3], runs) for row, runs in zip(rows, hashed.runs(), strict=True)
    }
    keys = {row[0]: of_bands for row, of_bands in zip(rows, hashed.keys, strict=True)}
    changed = _forget(own.keys())
    pairs = _compare(candidates(keys, bands), own, texts)
    for pk, text in own.items():
        texts.keep(pk, text)
    found = pairs.keys() - _decided(pairs)
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


def _compare(
    likely: Mapping[int, Sequence[int]], own: Mapping[int, Compared], texts: _Texts
) -> dict[tuple[int, int], float]:
    """How alike those are that are reprints, by the ids in order.

    What is seen from both sides must be so from both: one of them may know a formula that the other does not.
    """
    asking = list(likely)
    found: dict[int, dict[int, float]] = {}
    for at in range(0, len(asking), COMPARED_AT_ONCE):
        some = asking[at : at + COMPARED_AT_ONCE]
        known = texts.get_all({other for pk in some for other in likely[pk] if other not in own})
        for pk in some:
            others = ((other, own.get(other) or known.get(other)) for other in likely[pk])
            found[pk] = alike(own[pk], {other: text for other, text in others if text})
    return {
        (min(pk, other), max(pk, other)): share
        for pk, shares in found.items()
        for other, share in shares.items()
        if pk in found.get(other, ()) or pk not in likely.get(other, ())
    }


def _decided(pairs: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of which an editor has spoken, and others of the same articles."""
    said = Reprint.objects.exclude(state=Reprint.State.FOUND).filter(first__in={first for first, _ in pairs})
    return set(said.values_list("first", "second"))


def _forget(articles: Set[int]) -> set[int]:
    """What was found of these before; returns those who stood with them."""
    before = Fingerprint.objects.filter(_about("pk", articles)).values_list("pk", "bands")
    drop([(key, pk) for pk, keys in before if pk in articles for key in array("q", bytes(keys))])
    pairs = Reprint.objects.filter(state=Reprint.State.FOUND)
    pairs = pairs.filter(_about("first", articles) | _about("second", articles))
    stood = {
        pk: pair for pk, *pair in pairs.values_list("pk", "first", "second") if not articles.isdisjoint(pair)
    }
    if stood:
        Reprint.objects.filter(pk__in=stood).delete()
    return {one for pair in stood.values() for one in pair}


def _about(column: str, articles: Collection[int]) -> Q:
    """These, and perhaps some between them: a range is quicker to ask for than thousands of ids."""
    if articles and max(articles) - min(articles) < 2 * len(articles):
        return Q(**{f"{column}__gte": min(articles), f"{column}__lte": max(articles)})
    return Q(**{f"{column}__in": articles})


def _note(rows: Sequence[Row], keys: Mapping[int, Sequence[int]]) -> None:
    """By what each was compared; with whom it stands stays."""
    adapted = connection.ops.adapt_datetimefield_value
    insert(
        "articles_fingerprint (article_id, version, made_of, bands)",
        4,
        [
            value
            for pk, _, _, _, changed_at in rows
            for value in (pk, VERSION, adapted(changed_at), array("q", keys[pk]).tobytes())
        ],
        " ON CONFLICT (article_id) DO UPDATE SET version = excluded.version, made_of = excluded.made_of,"
        " bands = excluded.bands",
    )
