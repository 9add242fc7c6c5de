"""Surnames that stand alone are asked about again: what is known of people has grown since, or changed.

When an article comes, only what came before it can tell. Going over the archive afterwards makes the outcome
the same whatever came first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from articles.models import Article, Extraction, Mention
from articles.models.mentions import is_open
from articles.models.people import Standing
from articles.models.turns import give_way, take_turn
from articles.names.keys import alone_keys
from articles.names.match import SURNAME, compare_surname
from articles.people.candidates import Spelling, is_full, spelling_of
from articles.people.orphans import forget_orphans
from articles.people.remembering import NameMemory
from articles.people.surnames import Alone, Decided, Told, tell

BATCH = 50  # articles in one transaction: well under half a second


class _Row(NamedTuple):
    pk: int
    article: int
    person: int | None
    merged_from: int | None
    surface: str
    status: str
    reason: dict[str, Any] | None
    inferred: bool

    @property
    def is_open(self) -> bool:
        return is_open(self.status, self.person, self.inferred)


def link_surnames() -> int:
    """Link the surnames that stand alone in articles, by what is known now.

    Those linked so before are asked about again, too. Returns the number of mentions that changed. Can be
    stopped and repeated at any time.
    """
    open_ones = Mention.objects.open().order_by("article").values_list("article").distinct()
    return _link(open_ones)


def link_due_surnames() -> int:
    """The same in articles whose people were looked for since this was last done.

    Which these are stands in the database: what a killed run has left is done by the next one.
    """
    return _link(Extraction.objects.filter(surnames_due=True).order_by("article").values_list("article"))


def ask_again(article: int) -> None:
    """Link the surnames that stand alone in one article, by what is known now."""
    if Mention.objects.open().filter(article=article).exists():
        _revisit([article])


def _link(articles: QuerySet[Any, tuple[int]]) -> int:
    changed = last = 0
    memory = NameMemory(is_kept=True)
    while batch := [article for (article,) in articles.filter(article__gt=last)[:BATCH]]:
        give_way()
        with transaction.atomic():
            changed += _revisit(batch, memory)
            Extraction.objects.filter(article__in=batch, surnames_due=True).update(surnames_due=False)
        last = batch[-1]
    return changed


def _explained(surname: Spelling, full: Collection[Spelling]) -> bool:
    return any(
        compare_surname(surname.text, name.text, surname.language, name.language) >= SURNAME for name in full
    )


@transaction.atomic
def _revisit(articles: Collection[int], memory: NameMemory | None = None) -> int:
    take_turn()
    languages = dict(Article.objects.filter(pk__in=articles).values_list("pk", "language"))
    rows: defaultdict[int, list[_Row]] = defaultdict(list)
    mentions = Mention.objects.filter(article__in=articles).order_by("article", "field", "start")
    for values in mentions.values_list(
        *(f"{name}_id" if name == "person" else name for name in _Row._fields)
    ):
        row = _Row(*values)
        rows[row.article].append(row)
    asked: list[Alone] = []
    of_alone: list[list[_Row]] = []
    for article, mentioned in rows.items():
        spelled = [(row, spelling_of(row.surface, languages[article])) for row in mentioned if row.is_open]
        # A full name of nobody explains its surname: that is nobody, too.
        nobody = [spelling for row, spelling in spelled if row.person is None and is_full(spelling)]
        alone = [
            (row, spelling)
            for row, spelling in spelled
            if alone_keys(*spelling) and not (row.person is None and _explained(spelling, nobody))
        ]
        present = {
            row.person
            for row in mentioned
            if row.person and not row.is_open and row.status != Standing.REJECTED
        }
        refused = {row.person for row in mentioned if row.person and row.status == Standing.REJECTED}
        before = {(row.person, row.merged_from) for row, _ in alone if row.person}
        decided = [
            Decided(spelling, row.person, row.merged_from)
            for row in mentioned
            for spelling in [spelling_of(row.surface, languages[article])]
            if row.status == Standing.CONFIRMED and row.person and alone_keys(*spelling)
        ]
        asked.append(Alone(article, [one for _, one in alone], present, refused, before, decided))
        of_alone.append([row for row, _ in alone])
    changed: defaultdict[Told, list[int]] = defaultdict(list)
    left: set[int] = set()
    for some, answers in zip(of_alone, tell(asked, memory), strict=True):
        for row, told in zip(some, answers, strict=True):
            reason = told.reason.as_json() if told.reason else None
            if (row.person, row.merged_from, row.reason) != (told.person, told.merged_from, reason):
                changed[told].append(row.pk)
                if row.person and row.person != told.person:
                    left.add(row.person)
    for told, ids in changed.items():
        Mention.objects.filter(pk__in=ids).update(
            person=told.person,
            merged_from=told.merged_from,
            reason=told.reason.as_json() if told.reason else None,
            inferred=told.inferred,
        )
    forget_orphans(left)
    return sum(len(ids) for ids in changed.values())
