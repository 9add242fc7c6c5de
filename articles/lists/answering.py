"""A list that was asked for, answered: the articles, and everything that is counted beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.lists.asking import Asked
from articles.lists.charting import timeline_of
from articles.lists.facets import Facet, facet_limit, facets_of
from articles.lists.folding import folded
from articles.lists.histogram import Timeline, step_for
from articles.lists.links import ListAddress
from articles.lists.listing import Listing, listing, with_context
from articles.lists.mentioned import with_mentions_in_context, with_passages
from articles.lists.showing import View
from articles.lists.suggesting import Suggestion, looked_up
from articles.lists.wording import thousands
from articles.search.engine import FACETS, MATCHED, Results
from articles.search.find import reworded, search
from articles.search.parsing import Note


@dataclass(frozen=True)
class DidYouMean:
    """Another spelling of the words, and how many articles it finds under the same filters."""

    text: str
    count: int
    address: str


@dataclass(frozen=True)
class Kind:
    """How many articles were found how, in words, and the list of these alone where there is one."""

    words: str
    address: str = ""


@dataclass(frozen=True)
class Answer:
    listing: Listing
    notes: Sequence[Note]  # what of the words was not understood
    suggestion: DidYouMean | None
    meant: list[Suggestion]  # what the words are the name or the address of
    facets: list[Facet]
    timeline: Timeline

    kinds: list[Kind]
    near: Kind | None  # more, by spellings that may be the same name

    @property
    def is_widened(self) -> bool:
        """Whether other forms or spellings than those typed are among what is found."""
        return bool(self.kinds)

    @property
    def kinds_said(self) -> str:
        return kinds_said(self.kinds)


def answer(asked: Asked) -> Answer:
    """One page of the list; only of what is answerable. Raises IndexMissing."""
    query, address = asked.query, asked.address
    step = step_for(query.date_from, query.date_to)
    found = listing(asked.resolved, asked.page, FACETS, facet_limit(address), step)
    timeline = timeline_of(asked, found.results, step)
    in_context = asked.showing.view == View.CONTEXT
    if query.persons and not query.text:
        found = with_passages(found, query.persons)
        if in_context:
            found = with_mentions_in_context(found, query.persons)
    elif in_context:
        found = with_context(found)
    found = folded(found, asked.given)
    return Answer(
        listing=found,
        notes=found.results.notes,
        suggestion=did_you_mean(found.results.suggestion, asked),
        meant=looked_up(query.text) if query.text else [],
        facets=facets_of(found.results.facets, asked.chosen, address, asked.excluded),
        timeline=timeline,
        kinds=kinds_of(found.results, address),
        near=near_of(found.results, address),
    )


def kinds_of(results: Results, address: ListAddress | None = None) -> list[Kind]:
    """What the total is made of, as typed first, where not all of it is."""
    by_kind = results.by_kind
    typed, inflected, named = (by_kind.get(kind, 0) for kind in MATCHED)
    if not inflected and not named:
        return []
    address = address or ListAddress()
    worded = (
        (typed, _("%(count)s as typed"), str(address.setting(exact="1", spelling=""))),
        (inflected, _("%(count)s by another form of the words"), ""),
        (named, _("%(count)s by another spelling of the name"), str(address.setting(spelling="other"))),
    )
    return [
        Kind(words % {"count": thousands(count)}, link)
        for n, (count, words, link) in enumerate(worded)
        if count or n == 0
    ]


def kinds_said(kinds: Sequence[Kind]) -> str:
    """``27 as typed, 6 by another spelling of the name``; "" where all are as typed."""
    return ", ".join(kind.words for kind in kinds)


def near_of(results: Results, address: ListAddress) -> Kind | None:
    if results.near <= 0:
        return None
    words = ngettext(
        "%(count)s more by a spelling that may be the same name",
        "%(count)s more by spellings that may be the same name",
        results.near,
    )
    return Kind(words % {"count": thousands(results.near)}, str(address.setting(spelling="near")))


def did_you_mean(text: str, asked: Asked) -> DidYouMean | None:
    """`text` where it is another than was asked for, and finds something."""
    if not text or text == asked.query.text:
        return None
    other = reworded(asked.resolved, replace(asked.query, text=text))
    count = search(other, limit=0, facets=()).total
    return DidYouMean(text, count, str(asked.address.setting(q=text))) if count else None
