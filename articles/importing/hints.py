"""What people say about a file beforehand, checked: nothing odd gets in, and no hint is ignored.

One validator for the commands, the manifest and the form of the admin.
"""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable
from dataclasses import replace

from articles.models.filed import NAME_LENGTH, is_name
from articles.reading.model import Hints
from articles.reading.signs.moments import parted
from articles.text.addresses import as_address
from articles.text.codes import Code, coded
from articles.text.periods import YEARS
from articles.wording.codes import worded

_LANGUAGE = re.compile(r"[a-z]{2,3}")


class BadHint(ValueError):
    """In words for whoever gave it; ``why`` is what is stored of it."""

    def __init__(self, why: Code) -> None:
        super().__init__(worded(why))
        self.why = why


def checked(hints: Hints) -> Hints:
    """The hints as they are stored. Raises BadHint that says which of them cannot be."""
    return replace(hints, **{name: checked_hint(name, getattr(hints, name)) for name in HINTS})


def checked_hint(name: str, value: str) -> str:
    """One hint as it is stored: without surrounding blanks, a language in small letters.

    Raises BadHint with a sentence without its full stop.
    """
    if not value.isprintable():
        raise BadHint(coded("hint.no_text", name=name, value=repr(value)))
    value = value.strip()
    return _CHECKS[name](value) if value else ""


def _name(what: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if len(value) > NAME_LENGTH:
            raise BadHint(coded("hint.too_long", what=what, count=NAME_LENGTH))
        if not is_name(value):
            raise BadHint(coded("hint.no_name", what=what, value=value))
        return value

    return check


def _language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value.lower()):
        raise BadHint(coded("hint.no_language", value=value))
    return value.lower()


def _timezone(value: str) -> str:
    if value not in zoneinfo.available_timezones():
        raise BadHint(coded("hint.no_timezone", value=value))
    return value


def _url(value: str) -> str:
    address = as_address(value)
    if address is None or not address.hostname:
        raise BadHint(coded("hint.no_address", value=value))
    return value if "://" in value else address.geturl()  # which says https:// before www.


def _published(value: str) -> str:
    stated, _minutes = parted(value)
    if stated is None:
        raise BadHint(coded("hint.no_date", value=value))
    if stated.first.year not in YEARS:
        raise BadHint(coded("hint.no_year", value=value))
    return value


_CHECKS: dict[str, Callable[[str], str]] = {
    "source": _name("source"),
    "section": _name("section"),
    "language": _language,
    "timezone": _timezone,
    "url": _url,
    "published": _published,
}
HINTS = tuple(_CHECKS)
