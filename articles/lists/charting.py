"""The bars of a list: in numbers, or as shares of all articles of their time; beside those of other words."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from articles.lists.asking import Asked
from articles.lists.histogram import FINER, Series, Timeline, bars, undated_among, undated_within
from articles.lists.showing import COMPARE
from articles.search.engine import Results, Step
from articles.search.find import reworded, search
from articles.search.query import Query


def timeline_of(asked: Asked, results: Results, step: Step) -> Timeline:
    """Of a list whose `results` are counted by `step`. Each list compared, and the whole, asks once more."""
    counts = results.histogram
    undated = undated_beside(asked, results)
    # One bar says nothing and leads nowhere; beside others it does.
    while len(counts) == 1 and step in FINER and not asked.showing.compared:
        step = FINER[step]
        counts = search(asked.resolved, limit=0, facets=(), histogram=step).histogram
    query, address, showing = asked.query, asked.address, asked.showing
    others = [
        search(reworded(asked.resolved, replace(query, text=text)), limit=0, facets=(), histogram=step)
        for text in showing.compared
    ]
    whole = None
    if showing.is_share:
        of_all = Query(date_from=query.date_from, date_to=query.date_to)
        whole = search(of_all, limit=0, facets=(), histogram=step).histogram
    series = [Series(query.text or _("This list"), results.total)] if others else []
    series += [
        Series(text, found.total, str(address.without_value(COMPARE, text)))
        for text, found in zip(showing.compared, others, strict=True)
    ]
    return Timeline(
        bars(counts, step, address.on, [found.histogram for found in others], whole),
        undated,
        undated_within(address),
        tuple(series),
        showing.is_share,
        str(address.setting(from_="FROM", to="TO")),
    )


def undated_beside(asked: Asked, results: Results) -> int:
    """How many articles of the list have no date; beside chosen days, how many more without them."""
    query = asked.query
    if query.undated:
        return 0  # all of them, as the total says
    if query.date_from is None and query.date_to is None:
        return undated_among(results)
    known = asked.resolved
    if (known.query.date_from, known.query.date_to) != (query.date_from, query.date_to):
        return 0  # the words ask for days as well
    others = replace(known.query, date_from=None, date_to=None, undated=True)
    return search(replace(known, query=others), limit=0, facets=()).total
