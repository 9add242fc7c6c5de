"""Addresses of lists: the present one with a filter more, less or other. Pure."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from articles.lists.paging import PARAMETER as PAGE
from articles.lists.parameters import Parameters

Pairs = tuple[tuple[str, str], ...]


class ListAddress:
    """The address of a list with its filters. Every change leads to the first page.

    A page makes a hundred of these, hence plain pairs of (parameter, value).
    """

    def __init__(self, parameters: Parameters | None = None, path: str = "") -> None:
        self.path = path or reverse("articles")
        given = parameters.items() if parameters else ()
        self.pairs: Pairs = tuple(
            (name, value) for name, values in given for value in values if value and name != PAGE
        )

    def __str__(self) -> str:
        return f"{self.path}?{'&'.join(map(_encoded, self.pairs))}" if self.pairs else self.path

    def at(self, page: int) -> str:
        """The address of one page."""
        return str(self if page == 1 else self._with_pairs((*self.pairs, (PAGE, str(page)))))

    def value(self, name: str) -> str:
        """The last value of a parameter, "" where it has none."""
        return next((value for found, value in reversed(self.pairs) if found == name), "")

    def with_value(self, name: str, value: str) -> ListAddress:
        """With one value more of a parameter."""
        return self._with_pairs((*self.pairs, (name, value)))

    def without_value(self, name: str, value: str) -> ListAddress:
        return self._with_pairs(tuple(pair for pair in self.pairs if pair != (name, value)))

    def setting(self, **values: str) -> ListAddress:
        """With these values instead of any others; "" removes a parameter. `from_` stands for `from`."""
        changed = {name.rstrip("_"): value for name, value in values.items()}
        kept = (pair for pair in self.pairs if pair[0] not in changed)
        return self._with_pairs((*kept, *(pair for pair in changed.items() if pair[1])))

    def only(self, names: Container[str]) -> ListAddress:
        """With none but these parameters."""
        return self._with_pairs(tuple(pair for pair in self.pairs if pair[0] in names))

    def under(self, path: str) -> ListAddress:
        """The same parameters at another path."""
        return self._with_pairs(self.pairs, path)

    def on(self, date: str) -> str:
        """The address of the articles of one year, month or day: 2020, 2020-10 or 2020-10-31."""
        return str(self.setting(from_=date, to=date))

    def _with_pairs(self, pairs: Pairs, path: str = "") -> ListAddress:
        changed = ListAddress(path=path or self.path)
        changed.pairs = pairs
        return changed


@lru_cache(maxsize=1024)
def _encoded(pair: tuple[str, str]) -> str:
    """Kept: the same long words stand in all the addresses of a page."""
    return urlencode((pair,))


def articles_with(**values: str) -> str:
    """The address of the list of articles with these filters."""
    return str(ListAddress().setting(**values))
