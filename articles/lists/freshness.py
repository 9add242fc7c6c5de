"""When what lists show of articles was changed last; for who asks again with a date.

Not when an original was closed, reprints were found, a person was confirmed: what tells of these has no date.
"""

from __future__ import annotations

import datetime as dt

from articles.models import Article, Name, PendingChange, Person, Place, Reading, Section, Source
from articles.search.find import reader

_SETTLED = dt.timedelta(seconds=2)  # a date in HTTP has whole seconds


def changed_at() -> dt.datetime | None:
    """The last commit of the index, which follows every change of an article or of whom it mentions; the
    last revision of a name that the index has not; the last article saved; the last reading.

    None while changes wait or are too new to be told from one after them. Raises IndexMissing. Nine queries,
    each a step in an index.
    """
    if PendingChange.objects.exists():
        return None
    times = [dt.datetime.fromtimestamp(reader().changed_at(), dt.UTC)]
    for model in (Article, Source, Section, Place, Person, Name):
        latest = model.history.order_by("-history_id").values_list("history_date", flat=True).first()
        times += [latest] if latest else []
    times += Article.objects.order_by("-updated_at").values_list("updated_at", flat=True)[:1]
    times += Reading.objects.order_by("-pk").values_list("created_at", flat=True)[:1]
    latest = max(times)
    return None if dt.datetime.now(dt.UTC) - latest < _SETTLED else latest
