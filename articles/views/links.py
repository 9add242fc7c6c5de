"""Addresses of lists: the present one with a filter more, less or other. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import QueryDict
from django.urls import reverse

from articles.views.paging import PARAMETER as PAGE


class ListAddress:
    """The address of a list with its filters. Every change leads to the first page."""

    def __init__(self, parameters: QueryDict | None = None, path: str = "") -> None:
        self.path = path or reverse("articles")
        self.parameters = QueryDict(mutable=True)
        for name, values in (parameters or QueryDict()).lists():
            self.parameters.setlist(name, [value for value in values if value])

    def __str__(self) -> str:
        return self.at(1)

    def at(self, page: int) -> str:
        """The address of one page."""
        parameters = self.parameters.copy()
        parameters.pop(PAGE, None)
        if page > 1:
            parameters[PAGE] = str(page)
        query = parameters.urlencode()
        return f"{self.path}?{query}" if query else self.path

    def with_value(self, name: str, value: str) -> ListAddress:
        """With one value more of a parameter."""
        return self._changed({name: [*self.parameters.getlist(name), value]})

    def without_value(self, name: str, value: str) -> ListAddress:
        return self._changed({name: [other for other in self.parameters.getlist(name) if other != value]})

    def setting(self, **values: str) -> ListAddress:
        """With these values instead of any others; "" removes a parameter. `from_` stands for `from`."""
        return self._changed({name.rstrip("_"): [value] if value else [] for name, value in values.items()})

    def on(self, date: str) -> str:
        """The address of the articles of one year, month or day: 2020, 2020-10 or 2020-10-31."""
        return str(self.setting(from_=date, to=date))

    def _changed(self, values: Mapping[str, list[str]]) -> ListAddress:
        changed = ListAddress(self.parameters, self.path)
        changed.parameters.pop(PAGE, None)
        for name, given in values.items():
            changed.parameters.setlist(name, given)
        return changed


def articles_with(**values: str) -> str:
    """The address of the list of articles with these filters."""
    return str(ListAddress().setting(**values))
