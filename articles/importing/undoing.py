"""Taking back what an import run brought, as a task: batch by batch, in any number of sittings.

An article that the run made is removed, with its bytes, where nobody has touched it; else it is withdrawn.
What the run changed of earlier articles becomes as the reading before says, except what an editor has set.
What a later run has changed again is left to that one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.editing.applying import apply_reading
from articles.editing.withdrawal import withdraw
from articles.importing.changes import note_changes
from articles.likeness.grouping import regroup, stand_with
from articles.models import (
    Article,
    Decision,
    ImportEntry,
    ImportRun,
    Mention,
    Original,
    Reading,
    Removal,
    RemovedOriginal,
    Sighting,
    Vanished,
)
from articles.models.people import Standing
from articles.models.revisions import save_unrevised
from articles.models.turns import give_way, take_turn
from articles.people.finding import find_again
from articles.people.orphans import forget_orphans
from articles.text.codes import coded
from articles.working.work import Work

BATCH = 10  # articles: well under half a second


def touched(run: ImportRun) -> QuerySet[Article]:
    """The articles of a run that an editor has worked on, or that another run has met since."""
    edited = Article.history.model.objects.filter(id=OuterRef("pk"))
    decided = Decision.objects.filter(article=OuterRef("pk"))
    said = Mention.objects.filter(article=OuterRef("pk")).exclude(status=Standing.SUGGESTED)
    others = ImportEntry.objects.filter(article=OuterRef("pk"), run__gt=run)
    return Article.objects.filter(import_entries__run=run).filter(
        ~Q(edited_fields=[]) | Exists(edited) | Exists(decided) | Exists(said) | Exists(others)
    )


def undo_run(work: Work) -> Iterator[None]:
    """The task: ``arguments`` name the run; its cursor says how far it is and what became of the articles."""
    run = ImportRun.objects.get(pk=work.arguments["run"])
    by = get_user_model().objects.filter(pk=work.created_by_id or 0).first()
    entries = ImportEntry.objects.filter(run=run, article__isnull=False).order_by("-pk")
    if work.total is None:
        work.reach(total=entries.count())
    counts = Counter(work.cursor.get("counts", {}))
    last = work.cursor.get("last")
    while batch := list((entries.filter(pk__lt=last) if last else entries)[:BATCH]):
        last = batch[-1].pk
        give_way()
        with work.batch():
            take_turn()
            counts.update(_undo(batch, run, by))
            work.reach(cursor={"last": last, "counts": dict(counts)}, done=work.done + len(batch))
        yield
    with work.batch():
        Vanished.objects.filter(run=run).delete()
        ImportRun.objects.filter(pk=run.pk).update(status=ImportRun.Status.UNDONE)


def _undo(batch: Sequence[ImportEntry], run: ImportRun, by: object) -> list[str]:
    """What became of the article of each entry: removed, withdrawn, reverted or left."""
    ids = {entry.article_id or 0 for entry in batch}
    articles = Article.objects.select_for_update(no_key=True).in_bulk(ids)
    worked_on = set(touched(run).filter(pk__in=ids).values_list("pk", flat=True))
    became = []
    for entry in batch:
        article = articles.get(entry.article_id or 0)
        if article is None:
            continue
        if entry.outcome == ImportEntry.Outcome.UPDATED:
            became.append("reverted" if _revert(article, run) else "left")
        elif article.pk not in worked_on:
            _remove(article)
            del articles[entry.article_id or 0]
            became.append("removed")
        elif article.is_withdrawn:
            became.append("left")
        else:
            withdraw(article, coded("run.undone", run=run.pk), by)  # type: ignore[arg-type]
            became.append("withdrawn")
    return became


def _remove(article: Article) -> None:
    """The article, what was read and found in it, its bytes where they are no other's, and its people."""
    people = set(article.mentions.exclude(person=None).values_list("person", flat=True))
    originals = {article.original_id, *article.readings.values_list("original", flat=True)}
    pk = article.pk
    beside = stand_with(pk)
    article.mentions.all().delete()
    Removal.note(article)
    article.delete()
    regroup(beside)
    Article.history.model.objects.filter(id=pk).delete()  # which says that it was deleted, and what it was
    _remove_originals(originals)
    forget_orphans(people)


def _remove_originals(originals: set[int]) -> None:
    alone = Original.objects.filter(pk__in=originals).filter(
        ~Exists(Reading.objects.filter(original=OuterRef("pk"))),
        ~Exists(Article.objects.filter(original=OuterRef("pk"))),
    )
    RemovedOriginal.note(alone.only("sha256"))
    alone.delete()


def _revert(article: Article, run: ImportRun) -> bool:
    """To the reading before those of the run; False where the article shows another's by now."""
    sighted = Sighting.objects.filter(run=run, original=OuterRef("original"))
    until = run.finished_at or timezone.now()
    its_own = article.readings.filter(Exists(sighted), created_at__gte=run.started_at, created_at__lte=until)
    newest = article.readings.first()
    before = article.readings.exclude(pk__in=its_own.values("pk")).first()
    if newest is None or before is None or not its_own.filter(pk=newest.pk).exists():
        return False
    originals = set(its_own.values_list("original", flat=True))
    its_own.delete()
    article.original, article.item = before.original, before.item
    apply_reading(article, before)
    if not article.is_withdrawn:
        is_sure = not (before.needs_review or article.is_edited)
        article.status = Article.Status.PUBLISHED if is_sure else Article.Status.IN_REVIEW
    save_unrevised(article)
    _remove_originals(originals - {before.original_id})
    find_again(article)
    note_changes([article.pk])
    return True
