"""One change of many articles, as a task: told beforehand, batch by batch, taken back exactly.

What an editor has set stays. What somebody changes after the bulk change is theirs: taking the bulk change
back leaves it alone.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editing.changing import REASON_LENGTH
from articles.editing.typed import put, typed
from articles.fields import columns_of, people_columns
from articles.models import Article, BulkChange, BulkEntry, Sighting
from articles.models.turns import give_way, take_turn
from articles.people.finding import find_again
from articles.search import indexing
from articles.text.patterns import date_by, pattern_of
from articles.working.work import Work

STATUS = "status"
CHANGEABLE = ("published", "source", "section", "place", "language", STATUS)
STATUSES = (Article.Status.PUBLISHED, Article.Status.IN_REVIEW)
BATCH = 50  # articles: well under half a second
READ_AT_ONCE = 500
EXAMPLES = 10
_PEOPLE = set(people_columns())

# What a change makes of one article.
CHANGED, SAME, EDITORS, NOTHING, CLOSED = "changed", "same", "editors", "nothing", "closed"


def preview(bulk: BulkChange) -> dict[str, Any]:
    """What the change would do: counts, and the first articles as they are and would be. Nothing is saved.

    Raises ValueError, for people, for a value that no article can have.
    """
    change = _Change(bulk, dry=True)
    counts: Counter[str] = Counter()
    examples: list[dict[str, Any]] = []
    for start in range(0, len(bulk.articles), READ_AT_ONCE):
        ids = bulk.articles[start : start + READ_AT_ONCE]
        rows = Article.objects.with_names().defer("body", "caption").in_bulk(ids)
        paths = change.paths_of([rows[pk] for pk in ids if pk in rows])
        for pk in ids:
            if pk not in rows:
                continue
            article = rows[pk]
            before = shown(article, bulk.field)
            outcome = change.make(article, paths)
            counts[outcome] += 1
            if outcome == CHANGED and len(examples) < EXAMPLES:
                title = article.headline or article.public_id
                after = shown(article, bulk.field)
                examples.append({"article": pk, "title": title[:120], "before": before, "after": after})
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
    while batch := ids[at : at + BATCH]:
        at += len(batch)
        give_way()
        with work.batch():
            take_turn()
            counts.update(_change(batch, change, by))
            work.reach(cursor={"at": at, "counts": dict(counts)}, done=at)
            indexing.drain_soon()
        yield


def undo_task(work: Work) -> Iterator[None]:
    """The task: every article that has not been changed since becomes what it was."""
    bulk = BulkChange.objects.get(pk=work.arguments["bulk"])
    by = _editor(work)
    entries = bulk.entries.filter(undone=None).order_by("pk")
    if work.total is None:
        work.reach(total=entries.count())
    counts = Counter(work.cursor.get("counts", {}))
    while batch := list(entries[:BATCH]):
        give_way()
        with work.batch():
            take_turn()
            counts.update(_take_back(batch, bulk, by))
            work.reach(cursor={"counts": dict(counts)}, done=work.done + len(batch))
            indexing.drain_soon()
        yield


class _Change:
    """What is to be done to each article."""

    def __init__(self, bulk: BulkChange, *, dry: bool = False) -> None:
        self.bulk, self.field, self.dry = bulk, bulk.field, dry
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
    articles = Article.objects.select_for_update(no_key=True).in_bulk(ids)
    paths = change.paths_of(list(articles.values()))
    columns = (*change.columns, "edited_fields")
    before, after, outcomes = [], [], []
    for pk in ids:
        if pk not in articles:
            continue
        article = articles[pk]
        was = copy.copy(article)
        was.edited_fields = list(article.edited_fields)
        outcomes.append(change.make(article, paths))
        if outcomes[-1] == CHANGED:
            before.append(was)
            after.append(article)
    why = change.bulk.why or _("in bulk, %(number)s") % {"number": change.bulk.pk}
    _save(before, after, columns, by, why)
    BulkEntry.objects.bulk_create(
        BulkEntry(bulk=change.bulk, article=new, before=_values(old, columns), after=_values(new, columns))
        for old, new in zip(before, after, strict=True)
    )
    return outcomes


def _take_back(entries: Sequence[BulkEntry], bulk: BulkChange, by: User | None) -> list[str]:
    articles = Article.objects.select_for_update(no_key=True).in_bulk([one.article_id for one in entries])
    columns = (*columns_of(bulk.field), "edited_fields")
    before, after = [], []
    for entry in entries:
        article = articles.get(entry.article_id)
        own = columns_of(bulk.field)
        now = _values(article, own) if article is not None else {}
        entry.undone = article is not None and now == {name: entry.after[name] for name in own}
        if not entry.undone or article is None:
            continue
        before.append(copy.copy(article))
        for column in own:
            field: Any = Article._meta.get_field(column)
            setattr(article, column, field.to_python(entry.before[column]))
        if bulk.field not in entry.before["edited_fields"]:
            article.edited_fields = [name for name in article.edited_fields if name != bulk.field]
        after.append(article)
    why = _("undone: in bulk, %(number)s") % {"number": bulk.pk}
    _save(before, after, columns, by, why)
    BulkEntry.objects.bulk_update(entries, ["undone"])
    return ["undone" if entry.undone else "left" for entry in entries]


def _save(
    before: Sequence[Article],
    after: Sequence[Article],
    columns: Sequence[str],
    by: User | None,
    why: str,
) -> None:
    """As the door for one article does it: revisions kept and signed, people looked for again."""
    if not after:
        return
    history: Any = Article.history
    known = set(history.filter(id__in=[one.pk for one in after]).values_list("id", flat=True))
    first = [one for one in before if one.pk not in known]
    for one in first:
        one._history_user = None  # type: ignore[attr-defined]
    history.bulk_history_create(first, default_change_reason="as it was before any edit")
    now = timezone.now()
    for one in after:
        one.updated_at = now
        one._history_user = by  # type: ignore[attr-defined]
    Article.objects.bulk_update(after, [*columns, "updated_at"])
    history.bulk_history_create(after, update=True, default_change_reason=why[:REASON_LENGTH])
    if _PEOPLE & set(columns):
        for one in after:
            find_again(one)


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
