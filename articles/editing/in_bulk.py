"""One change of many articles, as a task: told beforehand, batch by batch, taken back exactly.

What an editor has set stays. What somebody changes after the bulk change is theirs: taking the bulk change
back leaves it alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editing.changing import REASON_LENGTH
from articles.editing.typed import put, typed
from articles.fields import columns_of, people_columns
from articles.models import Article, BulkChange, BulkEntry, Sighting
from articles.models.revisions import revise
from articles.models.turns import give_way, take_turn
from articles.people.finding import find_again
from articles.search import indexing
from articles.text.codes import coded
from articles.text.patterns import date_by, pattern_of
from articles.working.work import Work

STATUS = "status"
CHANGEABLE = ("published", "source", "section", "place", "language", STATUS)
STATUSES = (Article.Status.PUBLISHED, Article.Status.IN_REVIEW)
BATCH = 250  # articles: well under half a second
INDEXED_AFTER = 2500  # articles: the index takes many at once nearly as fast as a few
READ_AT_ONCE = 500
EXAMPLES = 10
# Of each article, to tell what would become of it, beside what would change.
_LOOKED_AT = ("public_id", "headline", "status", "held_for", "edited_fields", "original", "original_url")
_PEOPLE = set(people_columns())

# What a change makes of one article.
CHANGED, SAME, EDITORS, NOTHING, CLOSED = "changed", "same", "editors", "nothing", "closed"


def preview(bulk: BulkChange) -> dict[str, Any]:
    """What the change would do: counts, and the first articles as they are and would be. No article is saved.

    A source, section or place that is new is made, as it would be for the article.

    Raises ValueError, for people, for a value that no article can have.
    """
    change = _Change(bulk)
    counts: Counter[str] = Counter()
    examples: list[dict[str, Any]] = []
    for start in range(0, len(bulk.articles), READ_AT_ONCE):
        ids = bulk.articles[start : start + READ_AT_ONCE]
        rows = Article.objects.only(*_LOOKED_AT, *change.columns).in_bulk(ids)
        paths = change.paths_of([rows[pk] for pk in ids if pk in rows])
        for pk in ids:
            if pk not in rows:
                continue
            article = rows[pk]
            before = shown(article, bulk.field) if len(examples) < EXAMPLES else ""
            outcome = change.make(article, paths)
            counts[outcome] += 1
            if outcome == CHANGED and len(examples) < EXAMPLES:
                after = shown(article, bulk.field)
                examples.append(
                    {"article": pk, "title": article.title[:120], "before": before, "after": after}
                )
    return {"found": len(bulk.articles), "counts": dict(counts), "examples": examples}


def shown(article: Any, field: str) -> str:
    return str(article.get_status_display()) if field == STATUS else typed(article, (field,))[field]


def change_task(work: Work) -> Iterator[None]:
    """The task: ``arguments`` name the bulk change; its cursor says how far it is, and the counts."""
    bulk = BulkChange.objects.get(pk=work.arguments["bulk"])
    by = _editor(work)
    change = _Change(bulk)
    ids: Sequence[int] = bulk.articles
    work.reach(total=len(ids))
    counts = Counter(work.cursor.get("counts", {}))
    at = int(work.cursor.get("at", 0))
    with _indexed_at_last():
        while batch := ids[at : at + BATCH]:
            at += len(batch)
            give_way()
            with work.batch():
                take_turn()
                counts.update(_change(batch, change, by))
                work.reach(cursor={"at": at, "counts": dict(counts)}, done=at)
                _index_now_and_then(at)
            yield


def undo_task(work: Work) -> Iterator[None]:
    """The task: every article that has not been changed since becomes what it was."""
    bulk = BulkChange.objects.get(pk=work.arguments["bulk"])
    by = _editor(work)
    entries = bulk.entries.filter(undone=None).order_by("pk")
    if work.total is None:
        work.reach(total=entries.count())
    counts = Counter(work.cursor.get("counts", {}))
    with _indexed_at_last():
        while batch := list(entries[:BATCH]):
            give_way()
            with work.batch():
                take_turn()
                counts.update(_take_back(batch, bulk, by))
                work.reach(cursor={"counts": dict(counts)}, done=work.done + len(batch))
                _index_now_and_then(work.done)
            yield


@contextmanager
def _indexed_at_last() -> Iterator[None]:
    """Also where somebody stops it."""
    try:
        yield
    finally:
        indexing.drain_soon()


def _index_now_and_then(done: int) -> None:
    if done % INDEXED_AFTER < BATCH:
        indexing.drain_soon()


class _Change:
    """What is to be done to each article."""

    def __init__(self, bulk: BulkChange) -> None:
        self.bulk, self.field = bulk, bulk.field
        self.columns = columns_of(self.field)
        try:
            self.pattern = pattern_of(bulk.pattern) if bulk.pattern else None
        except ValueError as error:
            raise ValueError(
                _("Write the pattern with YYYY, MM and DD, such as /YYYY/MM/DD/; the year is needed.")
            ) from error
        if self.field == STATUS:
            if bulk.value not in STATUSES:
                raise ValueError(_("Choose one of the two states."))
        elif self.pattern is None:
            self._check()

    def _check(self) -> None:
        """Whether the value can be stored; looked up once, and copied from here."""
        self.made = Article()
        with transaction.atomic():
            put(self.made, self.field, self.bulk.value)

    def paths_of(self, articles: Sequence[Article]) -> dict[int, list[str]]:
        """Where a pattern is looked for: the article's address, then the paths of its original."""
        if self.pattern is None:
            return {}
        found: dict[int, list[str]] = {}
        originals = [article.original_id for article in articles]
        for original, path in Sighting.objects.filter(original__in=originals).values_list("original", "path"):
            found.setdefault(original, []).append(path)
        return {
            article.pk: [article.original_url, *found.get(article.original_id, [])] for article in articles
        }

    def make(self, article: Article, paths: dict[int, list[str]]) -> str:
        """Change the article, unsaved; what became of it."""
        if article.is_withdrawn or article.held_for_id is not None:
            return CLOSED
        if self.field == STATUS:
            if article.status == self.bulk.value:
                return SAME
            article.status = self.bulk.value
            return CHANGED
        if self.field in article.edited_fields:
            return EDITORS
        before = [getattr(article, column) for column in self.columns]
        if self.pattern is not None:
            date = next(filter(None, (date_by(self.pattern, text) for text in paths[article.pk])), "")
            if not date:
                return NOTHING
            put(article, self.field, date)
        else:
            for column in self.columns:
                setattr(article, column, getattr(self.made, column))
        if before == [getattr(article, column) for column in self.columns]:
            return SAME
        article.mark_edited([self.field])
        return CHANGED


def _change(ids: Sequence[int], change: _Change, by: User | None) -> list[str]:
    """One batch, within a transaction."""
    articles = _locked(ids, change.columns)
    paths = change.paths_of(list(articles.values()))
    columns = (*change.columns, "edited_fields")
    entries, outcomes = [], []
    for pk in ids:
        if pk not in articles:
            continue
        article = articles[pk]
        before = _values(article, columns)
        outcomes.append(change.make(article, paths))
        if outcomes[-1] == CHANGED:
            after = _values(article, columns)
            entries.append(BulkEntry(bulk=change.bulk, article=article, before=before, after=after))
    why = change.bulk.why or _("in bulk, %(number)s") % {"number": change.bulk.pk}
    _save([entry.article for entry in entries], columns, by, why)
    BulkEntry.objects.bulk_create(entries)
    return outcomes


def _take_back(entries: Sequence[BulkEntry], bulk: BulkChange, by: User | None) -> list[str]:
    own = columns_of(bulk.field)
    articles = _locked([one.article_id for one in entries], own)
    undone, left, changed = [], [], []
    for entry in entries:
        article = articles.get(entry.article_id)
        if article is None or _values(article, own) != {name: entry.after[name] for name in own}:
            left.append(entry.pk)
            continue
        undone.append(entry.pk)
        for column in own:
            field: Any = Article._meta.get_field(column)
            setattr(article, column, field.to_python(entry.before[column]))
        if bulk.field not in entry.before["edited_fields"]:
            article.edited_fields = [name for name in article.edited_fields if name != bulk.field]
        changed.append(article)
    why = _("undone: in bulk, %(number)s") % {"number": bulk.pk}
    _save(changed, (*own, "edited_fields"), by, why)
    for ids, is_undone in ((undone, True), (left, False)):
        BulkEntry.objects.filter(pk__in=ids).update(undone=is_undone)
    return ["undone"] * len(undone) + ["left"] * len(left)


def _locked(ids: Sequence[int], columns: Sequence[str]) -> dict[int, Article]:
    """Without their texts, where these columns say nothing of the people in them."""
    rows = Article.objects.select_for_update(no_key=True)
    return (rows if _PEOPLE & set(columns) else rows.defer("headline", "body", "caption")).in_bulk(ids)


def _save(articles: Sequence[Article], columns: Sequence[str], by: User | None, why: str) -> None:
    """As the door for one article does it: revisions kept and signed, people looked for again."""
    ids = [one.pk for one in articles]
    history: Any = Article.history
    known = set(history.filter(id__in=ids).order_by().values_list("id", flat=True).distinct())
    first = coded("revision.first").as_json()
    revise(Article, [pk for pk in ids if pk not in known], "+", None, first)
    now = timezone.now()
    for values, some in _alike(articles, columns):
        Article.objects.filter(pk__in=some).update(**values, updated_at=now)
    revise(Article, ids, "~", by.pk if by else None, why[:REASON_LENGTH])
    if _PEOPLE & set(columns):
        for one in articles:
            find_again(one)


def _alike(articles: Sequence[Article], columns: Sequence[str]) -> Iterable[tuple[dict[str, Any], list[int]]]:
    """(what the columns become, the ids of those of which that is so): mostly all of them."""
    found: dict[str, tuple[dict[str, Any], list[int]]] = {}
    for one in articles:
        values = {column: getattr(one, column) for column in columns}
        found.setdefault(repr(values), (values, []))[1].append(one.pk)
    return found.values()


def _values(row: Any, columns: Sequence[str]) -> dict[str, Any]:
    """As JSON keeps them."""
    return {column: _plain(getattr(row, column)) for column in columns}


_encoder = DjangoJSONEncoder()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | list):
        return list(value) if isinstance(value, list) else value
    return _encoder.default(value)


def _editor(work: Work) -> User | None:
    found: User | None = get_user_model().objects.filter(pk=work.created_by_id or 0).first()
    return found
