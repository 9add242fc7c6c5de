"""Two articles are one story, or are not, whatever a machine makes of their texts.

What is decided is the state of their pair. It stands through rebuilds: finding reprints never touches such a
pair.
"""

from __future__ import annotations

from typing import TypedDict

from django.utils.translation import gettext as _

from articles.editing.decisions.deciding import By, DecisionError, deciding, record
from articles.likeness.grouping import regroup
from articles.likeness.reprints import find_reprints, share_of
from articles.models import Article, Decision, Fingerprint, Reprint


class OfPair(TypedDict):
    """``Decision.data`` of a decision about two articles; ``before`` and what follows: as the pair was."""

    first: int
    second: int
    before: str | None  # its state; None: there was no such pair
    similarity: float
    after: str


@deciding()
def join_reprints(article: Article, other: Article, by: By = None, note: str = "") -> Decision:
    """These two are one story. Raises DecisionError for one article twice, and where that is decided."""
    return _decide(Decision.Kind.JOIN, Reprint.State.JOINED, article, other, by, note)


@deciding()
def keep_apart(article: Article, other: Article, by: By = None, note: str = "") -> Decision:
    """These two are no reprints of one another. Raises DecisionError as ``join_reprints``."""
    return _decide(Decision.Kind.APART, Reprint.State.APART, article, other, by, note)


def _decide(kind: str, state: Reprint.State, article: Article, other: Article, by: By, note: str) -> Decision:
    first, second = sorted((article.pk, other.pk))
    if first == second:
        raise DecisionError(_("“%(article)s” is one article.") % {"article": article})
    pair = Reprint.objects.filter(first=first, second=second).first()
    if pair is not None and pair.state == state:
        raise DecisionError(
            _("“%(article)s” and “%(other)s” are joined already.") % {"article": article, "other": other}
            if state == Reprint.State.JOINED
            else _("“%(article)s” and “%(other)s” are kept apart already.")
            % {"article": article, "other": other}
        )
    similarity = pair.similarity if pair else share_of(first, second)
    data: OfPair = {
        "first": first,
        "second": second,
        "before": pair.state if pair else None,
        "similarity": similarity,
        "after": state.value,
    }
    if pair is None:
        Reprint.objects.create(first_id=first, second_id=second, similarity=similarity, state=state)
    else:
        Reprint.objects.filter(pk=pair.pk).update(state=state)
    _compared(first, second)
    regroup([first, second])
    return record(kind, data, [], by, note, article_id=article.pk)


def undo_pair(decision: Decision) -> None:
    """Only where the pair is still as the decision left it; what a machine makes of it is found anew."""
    data: OfPair = decision.data
    both = [data["first"], data["second"]]
    pair = Reprint.objects.filter(first=both[0], second=both[1], state=data["after"])
    before = _before(decision, data)
    if before in (Reprint.State.JOINED, Reprint.State.APART):
        pair.update(state=before)
        regroup(both)
    elif pair.delete()[0]:
        regroup(both)
        find_reprints(both)


def _before(decision: Decision, data: OfPair) -> str | None:
    """Without the decisions about the two that were undone since."""
    before = data["before"]
    undone = Decision.objects.filter(undoes=None, pk__lt=decision.pk, undone_by__pk__gt=decision.pk)
    pairs = undone.filter(kind__in=Decision.OF_ARTICLES).order_by("-pk")
    for earlier in pairs.values_list("data", flat=True):
        if (earlier["first"], earlier["second"]) == (data["first"], data["second"]):
            before = earlier["before"] if before == earlier["after"] else before
    return before


def _compared(*articles: int) -> None:
    """With whom an article stands is written beside what it was compared by: that there is such a row."""
    known = set(Fingerprint.objects.filter(pk__in=articles).values_list("pk", flat=True))
    if missing := set(articles) - known:
        find_reprints(missing)
