"""Whether a text is much the same as that of a withdrawn article, under whatever source and address it comes.

An article in which a name was taken out is as a withdrawn one here: its text would tell the name again.

Texts are compared by their runs of three words, folded: a line added, a headline changed, paragraphs put in
another order or left out change few of them, other news of the same outlet share next to none. What is found
goes to an editor, so a doubt is worth asking about.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Count, Max, Q, Sum

from articles.models import Article, Reading, TakedownCase
from articles.models.archive import ArticleQuerySet
from articles.text.fold import fold

RUN = 3  # words
ALIKE = 0.4  # of the runs of the shorter text; where each fifth word was changed, half are left
FEW_RUNS = 6  # texts with fewer are compared as a whole

_BROKEN = re.compile(r"(?<=[^\W\d_])[-‐‑]\s+(?=[^\W\d_])")  # a hyphen, and where the next line began
# Small letters, also those whose capitals look the same, and digits that stand for letters.
_LOOK_ALIKE = str.maketrans(
    "авекмнорстухзіјѕԁһԛԝӏαβεηικμνορτυχζհոսօյցզ01",
    "abekmhopctyx3ijsdhqwlabehikmnoptyxzhnuojgqol",
)


class Withdrawn(NamedTuple):
    """What tells whether another article was withdrawn, or restored, since."""

    articles: int
    newest: str
    ids: int


class Known(NamedTuple):
    """The texts of the withdrawn articles, by their runs of words."""

    holders: dict[int, tuple[int, ...]]  # a run's hash → the numbers of the texts that hold it
    sizes: list[int]  # of each text: how many runs it has
    articles: list[int]  # of each text: its article


def withdrawn_like(texts: Iterable[str], state: Withdrawn | None = None) -> Article | None:
    """The withdrawn article that a text is most like, if it is much like one.

    ``texts`` are the parts of one article: headline and body. A few queries; with nothing withdrawn, two.
    ``state`` is what ``is_anything_withdrawn`` has just said, where many are asked about.
    """
    state = state or is_anything_withdrawn()
    if state is None:
        return None
    known = _known(state)
    runs = runs_of(texts)
    shared: Counter[int] = Counter()
    for run in runs:
        shared.update(known.holders.get(run, ()))
    best = max(
        ((n / min(len(runs), known.sizes[text]), text) for text, n in shared.items()),
        default=(0.0, 0),
    )
    if best[0] < ALIKE:
        return None
    return Article.objects.filter(pk=known.articles[best[1]]).first()


def runs_of(texts: Iterable[str]) -> set[int]:
    """The hashes of all runs of three words; of a short text, of the whole.

    Words that lines break are whole; letters of other alphabets that look the same are the same.
    """
    words = _BROKEN.sub("", fold(" ".join(texts))).translate(_LOOK_ALIKE).split()
    words = [kept for word in words if (kept := "".join(filter(str.isalnum, word)))]
    runs = {hash(tuple(words[at : at + RUN])) for at in range(len(words) - RUN + 1)}
    return runs if len(runs) >= FEW_RUNS else {hash(tuple(words))}


def _taken_down() -> tuple[ArticleQuerySet, ArticleQuerySet]:
    """Those that somebody withdrew, be it with a run; not what a newer reader found to be no article.

    And those in which a name was taken out: apart, since who asks for both at once has all articles read.
    """
    somebodys = Q(status_code__isnull=True) | Q(status_code__code="run.undone")
    named = TakedownCase.objects.filter(state=TakedownCase.State.DELISTED).order_by().values("article")
    return (
        Article.objects.filter(somebodys, status=Article.Status.WITHDRAWN),
        Article.objects.filter(pk__in=named),
    )


def is_anything_withdrawn() -> Withdrawn | None:
    """What is withdrawn now; None where nothing is."""
    asked = {"count": Count("pk"), "newest": Max("updated_at"), "ids": Sum("pk")}
    found = [one for some in _taken_down() if (one := some.aggregate(**asked))["count"]]
    if not found:
        return None
    counts, ids = (sum(one[name] for one in found) for name in ("count", "ids"))
    return Withdrawn(counts, max(str(one["newest"]) for one in found), ids)


@lru_cache(maxsize=1)
def _known(state: Withdrawn) -> Known:
    """Read anew when the state is another: what each article shows, and what each of its versions said."""
    holders: dict[int, list[int]] = defaultdict(list)
    sizes: list[int] = []
    articles: list[int] = []

    def keep(article: int, runs: set[int]) -> None:
        for run in runs:
            holders[run].append(len(sizes))
        sizes.append(len(runs))
        articles.append(article)

    for some in _taken_down():
        for pk, headline, body in some.values_list("pk", "headline", "body").iterator():
            keep(pk, runs_of((headline, body)))
        versions = Reading.objects.filter(article__in=some).values_list("article_id", "fields")
        for pk, fields in versions.iterator():
            keep(pk, runs_of((fields.get("headline") or "", fields.get("body") or "")))
    return Known({run: tuple(found) for run, found in holders.items()}, sizes, articles)
