"""What was changed, by whom and why: revisions told field by field, with the words marked. No request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.desk.labels import LABELS
from articles.desk.telling_pairs import about_pairs_with, pairs_told
from articles.editing.closed import Anyone, readable
from articles.editing.typed import NAMES, typed
from articles.models import Article, Decision, ImportEntry, Mention, Reading
from articles.text.difference import Change, Stretch, difference
from articles.wording.codes import worded

AT_MOST = 200  # events of one kind, on one page


@dataclass(frozen=True)
class FieldChange:
    label: str
    stretches: Sequence[Stretch]


@dataclass(frozen=True)
class Event:
    """One thing that happened to an article."""

    at: dt.datetime
    what: str
    by: str = ""
    why: str = ""
    changes: Sequence[FieldChange] = field(default_factory=tuple)
    article: Any = None
    revision: int | None = None  # of which the state can be put back
    address: str = ""


def shortened(stretches: Sequence[Stretch], around: int = 80) -> list[Stretch]:
    """What stayed is told by its ends, where it is long."""
    found = []
    for n, one in enumerate(stretches):
        if one.change is Change.SAME and len(one.text) > 3 * around:
            begin = one.text[:around] if n else ""
            end = one.text[-around:] if n + 1 < len(stretches) else ""
            one = Stretch(f"{begin} … {end}", Change.SAME)
        found.append(one)
    return found


def field_changes(before: Any, after: Any) -> list[FieldChange]:
    """What differs between two states of an article: fields as they are typed, and its status."""
    old, new = typed(before), typed(after)
    changes = [
        FieldChange(str(LABELS[name]), shortened(difference(old[name], new[name])))
        for name in NAMES
        if old[name] != new[name]
    ]
    if before.status != after.status:
        names = dict(Article.Status.choices)
        words = (str(names.get(one.status, one.status)) for one in (before, after))
        changes.append(FieldChange(_("Status"), difference(*words)))
    return changes


def revisions_told(revisions: Any, most: int, *, title: bool = False) -> list[Event]:
    """The newest of these revisions with what each changed; two questions to the database."""
    rows = Article.history.model.objects
    earlier = rows.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    named = ("source", "section", "place", "history_user")
    newest = list(
        revisions.annotate(earlier=Subquery(earlier.values("history_id")[:1]))
        .select_related(*named)
        .order_by("-history_date", "-history_id")[:most]
    )
    before = rows.select_related(*named).in_bulk({one.earlier for one in newest if one.earlier})
    return [_told(one, before.get(one.earlier), title) for one in newest]


def _told(revision: Any, before: Any, title: bool) -> Event:
    changes = field_changes(before, revision) if before is not None else []
    what = _("Edited") if before is not None else _("As it was before any edit")
    if before is not None and revision.status != before.status:
        withdrawn = Article.Status.WITHDRAWN
        if revision.status == withdrawn:
            what = _("Withdrawn")
        elif before.status == withdrawn:
            what = _("Brought back")
        elif not changes[:-1]:
            what = _("Checked")
    return Event(
        at=revision.history_date,
        what=what,
        by=revision.history_user.get_username() if revision.history_user else "",
        why=worded(revision.history_change_reason) if before is not None else "",
        changes=changes,
        article=revision if title else None,
        revision=revision.history_id,
    )


def life_of(article: Article, user: Anyone) -> list[Event]:
    """Everything that happened to an article that the user may see, the newest first."""
    events = [
        *revisions_told(readable(article.history.all(), user), AT_MOST),
        *_arrivals(article),
        *_readings(article),
        *decisions_told(_decisions_about(article), AT_MOST, user),
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _decisions_about(article: Article) -> Any:
    """What was decided in it, and wherever else about the people whom it names."""
    named = Mention.objects.filter(article=article).values("person")
    everywhere = Decision.objects.filter(article=None, people__in=named).values("pk")
    return Decision.objects.filter(Q(article=article) | Q(pk__in=everywhere) | about_pairs_with(article))


def _arrivals(article: Article) -> Iterator[Event]:
    entries = ImportEntry.objects.filter(article=article).select_related("run").order_by("-pk")
    for entry in entries[:AT_MOST]:
        what = _("Import %(run)s: %(outcome)s") % {
            "run": entry.run_id,
            "outcome": entry.get_outcome_display(),
        }
        yield Event(entry.run.started_at, what, why=entry.path)


def _readings(article: Article) -> Iterator[Event]:
    readings = Reading.objects.filter(article=article).select_related("original")
    readings = readings.defer("fields", "evidence", "roles", "original__compressed").order_by("-pk")
    for one in readings[:AT_MOST]:
        said = {"version": one.reader_version, "sha256": one.original.sha256[:12]}
        doubts = "; ".join(worded(doubt) for doubt in one.doubts)
        yield Event(one.created_at, _("Read by reader %(version)s, from %(sha256)s") % said, why=doubts)


def decisions_told(decisions: Any, most: int, user: Anyone, *, title: bool = False) -> list[Event]:
    """What was decided about people, and about two articles, as far as the user may see it."""
    rows = readable(decisions, user).select_related("made_by", "article", "undoes").defer("article__body")
    newest = list(rows.prefetch_related("people").order_by("-made_at")[:most])
    pairs = pairs_told(newest, user)
    return [
        Event(
            at=one.made_at,
            what=pairs.get(one.pk)
            or _("People: %(kind)s (%(people)s)")
            % {
                "kind": one.get_kind_display(),
                "people": ", ".join(str(person) for person in one.people.all()),
            },
            by=one.made_by.get_username() if one.made_by else "",
            why=one.note or worded(one.reason),
            article=one.article if title and one.pk not in pairs else None,
            address=reverse("admin:articles_decision_change", args=[one.pk]),
        )
        for one in newest
    ]
