"""The present reader over what is stored: what would change, field by field, and changing it.

Each Original is read again with the hints it was first read with, and its articles, in one transaction,
get what the reader says now; what an editor has set stays. Where the page is now cut into other items, each
item goes to the article whose lines it shares most; an item of no article becomes a new one, an article of no
item is withdrawn, or put in review where an editor worked on it. Nothing is deleted.

What this reader's version has read is passed over, so that a run that was killed goes on where it was. The
surnames that stand alone are linked at last, also those that a killed run has left.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from articles.editing.applying import apply_reading, reading_of
from articles.editing.vocabulary import Rows, editors_names
from articles.importing.formats.files import Unreadable
from articles.importing.readers import Done, Job, read_here, read_in_workers
from articles.models import Article, ImportRun, Original, Reading, Source
from articles.models.archive import make_public_id
from articles.models.revisions import save_unrevised
from articles.models.turns import give_way, take_turn
from articles.parallel import rare_collections
from articles.people.finding import confirmed_names, known_names
from articles.people.linking import link_articles
from articles.people.remembering import NameMemory
from articles.people.revisiting import link_due_surnames
from articles.reading.model import Hints, Item, Page, PersonFound, Role
from articles.reading.reader import READER_VERSION
from articles.search import indexing
from articles.text.codes import Code, coded

FEW = 16  # originals that are read without starting workers, and settled one by one
CHUNK = 40  # originals looked up at a time
BATCH = 20  # groups of articles brought to what was read in one transaction
# The lines that make an item what it is; furniture and teasers are on many pages alike.
ITS_OWN = frozenset({Role.HEADLINE, Role.CAPTION, Role.DATELINE, Role.BODY, Role.BYLINE})


@dataclass(frozen=True)
class Change:
    """What becomes of one article: {field: (before, after)} as text, or that it is new or left over."""

    article: str  # public id
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)
    is_new: bool = False
    is_left_over: bool = False


@dataclass
class Summary:
    """Originals read; articles changed, new, left over (withdrawn or to review), unchanged; which fields."""

    read: int = 0
    changed: int = 0
    new: int = 0
    left_over: int = 0
    unchanged: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


OnChange = Callable[[Change], None]
Report = Callable[[Summary, int], None]


def originals_to_read(
    source: Source | None = None, run: ImportRun | None = None, *, again: bool = False
) -> QuerySet[Original]:
    """The Originals with an article whose newest reading is another version's; ``again``: all."""
    articles = Article.objects.filter(original=OuterRef("pk"))
    if source is not None:
        articles = articles.filter(source=source)
    if not again:
        articles = articles.exclude(
            Exists(Reading.objects.filter(article=OuterRef("pk"), reader_version=READER_VERSION))
        )
    originals = Original.objects.filter(Exists(articles))
    return originals.filter(sightings__run=run).distinct() if run is not None else originals


def reread(
    originals: QuerySet[Original],
    *,
    dry_run: bool = False,
    workers: int = 0,
    on_change: OnChange = lambda change: None,
    report: Report = lambda summary, total: None,
) -> Summary:
    """Read them again and apply what is said now. ``on_change`` gets every article that changes."""
    begun = time.monotonic()
    summary = Summary()
    total = originals.count()
    waiting: deque[list[Article]] = deque()
    jobs = _jobs(originals, waiting)
    added = editors_names()
    memory = NameMemory(is_kept=not dry_run)
    read = (
        read_here(jobs, known_names(), added)
        if total <= FEW
        else read_in_workers(jobs, confirmed_names(), added, workers)
    )
    with rare_collections():
        while batch := [(waiting.popleft(), done) for done in islice(read, 1 if total <= FEW else BATCH)]:
            give_way()
            with transaction.atomic():
                take_turn()  # before any lock, as all who link people do
                settled = settle(batch, memory)
                if dry_run:
                    transaction.set_rollback(True)
            for (articles, _), changes in zip(batch, settled, strict=True):
                _count(summary, changes, len(articles))
                for change in changes:
                    on_change(change)
                report(summary, total)
    if not dry_run:
        link_due_surnames()  # now that all that was read again tells who is meant
        indexing.drain_if_possible()
    summary.seconds = round(time.monotonic() - begun, 3)
    return summary


def _jobs(originals: QuerySet[Original], waiting: deque[list[Article]]) -> Iterator[Job]:
    """A job for each group of articles that were read with the same hints; the group into ``waiting``."""
    last = 0
    while chunk := list(originals.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = chunk[-1].pk
        for original, hints, articles in groups_of(chunk):
            waiting.append(articles)
            yield Job(original.data, hints, original.media_type)


def groups_of(originals: Sequence[Original]) -> list[tuple[Original, Hints, list[Article]]]:
    """The articles of some Originals, by what these were read with.

    A reprint shares its Original with another article, but was read with hints of its own.
    """
    articles = list(Article.objects.filter(original__in=originals).order_by("item", "pk"))
    hints = _hints_of(articles)
    groups: dict[int, list[tuple[Hints, list[Article]]]] = {original.pk: [] for original in originals}
    for article in articles:
        known = groups[article.original_id]
        given = hints.get(article.pk, Hints())
        same = next((some for told, some in known if told == given), None)
        if same is None:
            known.append((given, [article]))
        else:
            same.append(article)
    return [(original, given, some) for original in originals for given, some in groups[original.pk]]


def _hints_of(articles: Sequence[Article]) -> dict[int, Hints]:
    """What each article was last read with, by its id; as ``Article.newest_reading`` tells."""
    at = {article.pk: (article.original_id, article.item) for article in articles}
    readings = Reading.objects.filter(article__in=at).order_by("pk")
    return {
        article: Hints(**hints)
        for article, original, item, hints in readings.values_list("article", "original", "item", "hints")
        if at[article] == (original, item)
    }


def settle(
    groups: Sequence[tuple[list[Article], Done | Unreadable]], memory: NameMemory | None = None
) -> list[list[Change]]:
    """Bring the articles of each group to what was read; returns what changed, group by group.

    In a transaction that has the turn. An editor may have changed them while the page was being read; and
    where an import has given one of them a later version, its page no longer tells about it.
    """
    ids = [article.pk for articles, _ in groups for article in articles]
    now = Article.objects.select_for_update(no_key=True).in_bulk(ids)
    linked: list[tuple[Article, Sequence[PersonFound]]] = []
    rows = Rows()
    settled = []
    for articles, done in groups:
        present = [now[article.pk] for article in articles if article.pk in now]
        present.sort(key=lambda article: (article.item, article.pk))
        as_read = {article.original_id for article in present} == {articles[0].original_id}
        settled.append(_bring(present, done, linked, rows) if as_read else [])
    try:
        if linked:
            link_articles(linked, memory=memory)
    except BaseException:
        if memory is not None:
            memory.forget()  # rows that are taken back
        raise
    return settled


def _bring(
    articles: list[Article],
    done: Done | Unreadable,
    linked: list[tuple[Article, Sequence[PersonFound]]],
    rows: Rows,
) -> list[Change]:
    """Bring the articles of one Original to what its items say; whom these name into ``linked``."""
    if isinstance(done, Unreadable):
        rejected = coded("reread.rejected", why=done.reason, reader=READER_VERSION)
        return [_leave(article, rejected) for article in articles]
    page = done.page
    changes = []
    pairs = match_items(articles, page.items)
    for article, item in pairs:
        if article is None and articles[0].original.closed:
            continue  # a page that was taken down shows nothing new
        if article is None:
            article = _new_article(articles[0], item, page)
            changes.append(Change(article.public_id, is_new=True))
        reading = reading_of(article, item, page.reader_version, done.job.hints)
        change = _apply(article, reading, rows)
        if change is not None and not any(known.article == article.public_id for known in changes):
            changes.append(change)
        linked.append((article, item.persons))
    taken = {article.pk for article, _ in pairs if article is not None}
    left_over = [article for article in articles if article.pk not in taken]
    gone = coded("reread.gone", reader=READER_VERSION)
    return changes + [_leave(article, gone) for article in left_over]


def match_items(articles: Iterable[Article], items: Iterable[Item]) -> list[tuple[Article | None, Item]]:
    """Each item with its article, or None: by number where they are as many, else by the lines they share."""
    articles, items = list(articles), list(items)
    if len(articles) == len(items):
        by_number = {article.item: article for article in articles}
        if all(item.number in by_number for item in items):
            return [(by_number[item.number], item) for item in items]
    shared = sorted(
        (
            (len(_lines_of(article) & own), -a, -i)
            for i, item in enumerate(items)
            for own in [{line.n for line in item.lines if line.role in ITS_OWN}]
            for a, article in enumerate(articles)
        ),
        reverse=True,
    )
    article_of: dict[int, int] = {}
    for count, minus_a, minus_i in shared:
        if count and -minus_i not in article_of and -minus_a not in article_of.values():
            article_of[-minus_i] = -minus_a
    return [(articles[article_of[i]] if i in article_of else None, item) for i, item in enumerate(items)]


def _lines_of(article: Article) -> set[int]:
    reading = article.newest_reading()
    return {n for n, role in enumerate(reading.roles, 1) if role in ITS_OWN} if reading else set()


def _apply(article: Article, reading: Reading, rows: Rows) -> Change | None:
    before = {name: _shown(article, name) for name in Article.READ_FIELDS}
    changed = apply_reading(article, reading, rows=rows)
    article.item = reading.item
    status = _status_when_read_again(article, reading)
    fields = {name: (before[name], _shown(article, name)) for name in changed}
    if status != article.status:
        fields["status"] = (article.status, status)
        article.status = status
    save_unrevised(article)
    _keep(reading)
    return Change(article.public_id, fields) if fields else None


def _keep(reading: Reading) -> None:
    """Store the reading; where the newest says the same, that one only learns which version confirmed it."""
    newest = Reading.objects.filter(article=reading.article, original=reading.original).first()
    said = ("item", "fields", "evidence", "roles", "doubts", "needs_review", "hints")
    if newest is not None and all(_plain(newest, name) == _plain(reading, name) for name in said):
        newest.reader_version = reading.reader_version
        newest.save(update_fields=["reader_version"])
    else:
        reading.save()


def _plain(reading: Reading, name: str) -> Any:
    """As JSON has it: lists for tuples, so that what was stored and what was not can be compared."""
    value = getattr(reading, name)
    if name == "evidence":
        return {key: {**found, "lines": list(found["lines"])} for key, found in value.items()}
    return value


def _status_when_read_again(article: Article, reading: Reading) -> str:
    """A reader may ask for a review or have no more doubts; it never overrules an editor."""
    if article.is_withdrawn or article.is_edited:
        return article.status
    return Article.Status.IN_REVIEW if reading.needs_review else Article.Status.PUBLISHED


def _shown(article: Article, name: str) -> str:
    if name == "published":
        parts = (
            article.published_from,
            article.published_time,
            article.published_timezone,
            article.published_precision,
        )
        return " ".join(str(part) for part in parts if part)
    return str(getattr(article, name) or "")


def _new_article(sibling: Article, item: Item, page: Page) -> Article:
    """An article for an item that none had; saved, so that its reading can name it."""
    public_id = make_public_id(page.sha256, item.number)
    n = 1
    while Article.objects.filter(public_id=public_id).exists():
        n += 1
        public_id = make_public_id(page.sha256, item.number, f"reread {n}")
    article = Article(
        public_id=public_id,
        original=sibling.original,
        item=item.number,
        original_url=sibling.original_url,
        status=Article.Status.IN_REVIEW if item.needs_review else Article.Status.PUBLISHED,
    )
    save_unrevised(article)
    return article


def _leave(article: Article, why: Code) -> Change:
    """No item is its own any more."""
    if article.is_withdrawn:
        return Change(article.public_id)
    article.status = Article.Status.IN_REVIEW if article.is_edited else Article.Status.WITHDRAWN
    article.status_reason, article.status_code = "", why.as_json()
    save_unrevised(article)
    newest = article.newest_reading() or article.readings.first()
    if newest is not None:  # those of earlier originals say what another version of the reader understood
        Reading.objects.filter(pk=newest.pk).update(reader_version=READER_VERSION)
    return Change(article.public_id, is_left_over=True)


def _count(summary: Summary, changes: list[Change], articles: int) -> None:
    summary.read += 1
    old = 0
    for change in changes:
        summary.new += change.is_new
        summary.left_over += change.is_left_over
        if change.fields and not change.is_new:
            summary.changed += 1
        old += not change.is_new and (change.is_left_over or bool(change.fields))
        summary.fields.update(list(change.fields))
    summary.unchanged += articles - old
