"""A list that can be cited: its address with the day, the number of articles and a fingerprint of them.

The fingerprint is of a set, so that the order in which an index happens to rank the articles does not matter.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass

from articles.lists.links import ListAddress
from articles.lists.parameters import Parameters, last_value
from articles.models import Article
from articles.models.database import among
from articles.search.find import resolved, search
from articles.search.query import Query, Resolved, Sort

ASKED = "cite"  # the parameter that asks for an address to cite
DAY, FOUND, FINGERPRINT = "cited", "found", "set"  # the parameters of such an address
MOST_HASHED = 10_000  # articles, the oldest; more would keep the reader waiting

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FOUND = re.compile(r"[0-9]{1,12}")
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Citation:
    """What a list held on one day."""

    day: dt.date
    found: int
    fingerprint: str

    @classmethod
    def of(cls, question: Query | Resolved, day: dt.date) -> Citation:
        """What `question` finds now. Raises IndexMissing."""
        results = search(resolved(question).sorted_by(Sort.OLDEST), limit=MOST_HASHED, facets=(), how=False)
        return cls(day, results.total, fingerprint_of([hit.article_id for hit in results.hits]))

    @classmethod
    def given(cls, parameters: Parameters) -> Citation | None:
        """What the address says that it was made for; None where it says nothing, or nothing sound."""
        day, found, fingerprint = (last_value(parameters, name) for name in (DAY, FOUND, FINGERPRINT))
        if not (_DAY.fullmatch(day) and _FOUND.fullmatch(found) and _FINGERPRINT.fullmatch(fingerprint)):
            return None
        try:
            return cls(dt.date.fromisoformat(day), int(found), fingerprint)
        except ValueError:
            return None

    def agrees_with(self, other: Citation) -> bool:
        return (self.found, self.fingerprint) == (other.found, other.fingerprint)

    def address(self, address: ListAddress) -> str:
        values = {DAY: self.day.isoformat(), FOUND: str(self.found), FINGERPRINT: self.fingerprint}
        return str(address.setting(**{ASKED: "", **values}))


def fingerprint_of(ids: list[int]) -> str:
    """64 bits, in hexadecimal, of a SHA-256 over the sorted public ids: they outlive database and index."""
    names = Article.objects.public().filter(pk__in=among(ids)).order_by().values_list("public_id", flat=True)
    return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()[:16]


def without_citation(address: ListAddress) -> ListAddress:
    """The list itself."""
    return address.setting(**dict.fromkeys((ASKED, DAY, FOUND, FINGERPRINT), ""))
