"""Which page of a list is asked for, and which pages it has."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.lists.parameters import Parameters, last_value

PARAMETER = "page"
_DIGITS = 30  # of a page's number, at most; Python itself refuses thousands
_EITHER_SIDE = 2


def page_asked(parameters: Parameters) -> int | None:
    """The number of the page asked for, 1 if none is; None where what is asked for is no page number."""
    asked = last_value(parameters, PARAMETER).strip() or "1"
    if not (asked.isascii() and asked.isdigit() and len(asked) <= _DIGITS):
        return None
    return int(asked) or None


@dataclass(frozen=True)
class Pages:
    """The page shown (from 1) of a list of `total` things; `message` says why it is not the one asked for."""

    number: int
    total: int
    size: int
    message: str = ""

    @classmethod
    def of(cls, asked: int | None, total: int, size: int) -> Pages:
        """The page asked for; the last one where that is beyond it, the first where it is no number."""
        last = max(1, -(-total // size))
        if asked is None:
            message = _("That is not the number of a page; this is the first page.")
            return cls(1, total, size, message)
        if asked > last:
            message = _("There is no page %(number)d; this is the last page.") % {"number": asked}
            return cls(last, total, size, message)
        return cls(asked, total, size)

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def start(self) -> int:
        """The index of the first thing on the page."""
        return (self.number - 1) * self.size

    @property
    def end(self) -> int:
        """One more than the index of the last thing on the page."""
        return min(self.total, self.start + self.size)

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.last else None

    @property
    def shown(self) -> list[int | None]:
        """The numbers to link: the first, the last and those around this one; None stands for a gap."""
        around = range(self.number - _EITHER_SIDE, self.number + _EITHER_SIDE + 1)
        numbers = sorted({1, self.last, *(n for n in around if 1 <= n <= self.last)})
        found: list[int | None] = []
        for n in numbers:
            if found and found[-1] is not None and n > found[-1] + 1:
                found.append(None)
            found.append(n)
        return found
