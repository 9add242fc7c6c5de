"""Two people, or an editor and an import, at one article: what each changed is told apart, field by field.

A page carries a fingerprint of every field as it was shown. When it comes back, a field was changed by whom
it left, by somebody else meanwhile, by both, or by nobody; only what both changed, and differently, has to
be decided, and nothing is saved until it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from articles.editing.applying import apply_reading
from articles.editing.changing import By, Why, changing
from articles.editing.typed import NAMES, cleaned, fingerprint, put, typed
from articles.models import Article
from articles.text.codes import coded

REVISIONS_SEARCHED = 50


@dataclass(frozen=True)
class Conflict:
    """One field that two have changed: as the editor typed it, as it is now, as both had found it."""

    field: str
    mine: str
    theirs: str
    before: str  # "" also where nothing of it is kept


@dataclass
class Outcome:
    """What became of a page that was sent. Where there are conflicts or errors, nothing was saved."""

    changed: set[str] = field(default_factory=set)  # fields: what they say, or whose they are
    conflicts: list[Conflict] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    checked: bool = False

    @property
    def is_saved(self) -> bool:
        return not (self.conflicts or self.errors)


class _NotSaved(Exception):
    """Takes back what the door had begun."""


def save_typed(
    article: Article,
    given: Mapping[str, str],
    seen: Mapping[str, str],
    by: By = None,
    why: str = "",
    *,
    check: bool = False,
    without_date: bool = False,
    hand_back: tuple[str, ...] = (),
) -> Outcome:
    """Save what differs from what was ``seen`` (fingerprints by field), as the editor's.

    ``check`` takes the article out of review as well; ``without_date`` says that there is no date to be
    found; the fields of ``hand_back`` get the reader's own value again, unless they were typed.
    """
    outcome = Outcome()
    named = tuple(sorted(name for name in hand_back if name in Article.READ_FIELDS))
    try:
        with changing(article, by, why or _reason(without_date, named)):
            _set_typed(article, given, seen, outcome)
            if not outcome.is_saved:
                raise _NotSaved
            article.mark_edited(outcome.changed)
            if without_date and article.published_from is None and "published" not in article.edited_fields:
                article.mark_edited({"published"})
                outcome.changed.add("published")
            back = [name for name in named if name in article.edited_fields and name not in outcome.changed]
            _give_back(article, back)
            outcome.changed.update(back)
            if check and article.status == Article.Status.IN_REVIEW and article.held_for_id is None:
                article.status, outcome.checked = Article.Status.PUBLISHED, True
    except _NotSaved:
        article.refresh_from_db()
    return outcome


def _set_typed(article: Article, given: Mapping[str, str], seen: Mapping[str, str], outcome: Outcome) -> None:
    now = typed(article)
    for name in NAMES:
        if name not in given:
            continue
        mine, before = cleaned(name, given[name]), seen.get(name, "")
        if fingerprint(name, mine) in (before, fingerprint(name, now[name])):
            continue  # left alone, or both say the same
        if before and fingerprint(name, now[name]) != before:
            outcome.conflicts.append(Conflict(name, mine, now[name], state_before(article, name, before)))
            continue
        try:
            put(article, name, mine)
        except ValueError as error:
            outcome.errors[name] = str(error) or _("This cannot be stored.")
        else:
            outcome.changed.add(name)


def _reason(without_date: bool, handed_back: tuple[str, ...]) -> Why:
    """Of an editor who gives none."""
    if without_date:
        return coded("revision.undated")
    return coded("revision.handed_back", fields=handed_back) if handed_back else ""


def _give_back(article: Article, names: list[str]) -> None:
    if not names:
        return
    article.edited_fields = [name for name in article.edited_fields if name not in names]
    reading = article.newest_reading()
    if reading is not None:
        apply_reading(article, reading, names=[name for name in Article.READ_FIELDS if name in names])


def state_before(article: Article, name: str, seen: str) -> str:
    """The field's text that has this fingerprint, from the revisions; "" where none has it."""
    for revision in article.history.all()[:REVISIONS_SEARCHED]:
        text = typed(revision, (name,))[name]
        if fingerprint(name, text) == seen:
            return text
    return ""
