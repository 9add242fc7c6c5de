"""What people say about a file beforehand, checked: nothing odd gets in, and no hint is ignored.

One validator for the commands, the manifest and the form of the admin.
"""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _

from articles.models.filed import NAME_LENGTH, is_name
from articles.reading.model import Hints
from articles.reading.signs.moments import parted
from articles.text.addresses import as_address
from articles.text.periods import YEARS

_LANGUAGE = re.compile(r"[a-z]{2,3}")


def checked(hints: Hints) -> Hints:
    """The hints as they are stored. Raises ValueError that says which of them cannot be."""
    return replace(hints, **{name: checked_hint(name, getattr(hints, name)) for name in HINTS})


def checked_hint(name: str, value: str) -> str:
    """One hint as it is stored: without surrounding blanks, a language in small letters.

    Raises ValueError with a sentence without its full stop.
    """
    if not value.isprintable():
        raise ValueError(
            _("%(name)s holds characters that are no text: %(value)r") % {"name": name, "value": value}
        )
    value = value.strip()
    return _CHECKS[name](value) if value else ""


def _name(what: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if len(value) > NAME_LENGTH:
            raise ValueError(
                _("%(what)s is longer than %(count)d letters") % {"what": what, "count": NAME_LENGTH}
            )
        if not is_name(value):
            raise ValueError(
                _("%(value)r is no %(what)s: a name needs a letter or a digit")
                % {"value": value, "what": what}
            )
        return value

    return check


def _language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value.lower()):
        raise ValueError(_("%(value)r is no language code; give two letters, such as az") % {"value": value})
    return value.lower()


def _timezone(value: str) -> str:
    if value not in zoneinfo.available_timezones():
        raise ValueError(_("%(value)r is no time zone; give a name such as Asia/Baku") % {"value": value})
    return value


def _url(value: str) -> str:
    address = as_address(value)
    if address is None or not address.hostname:
        raise ValueError(
            _("%(value)r is no web address; give one such as https://turan.az/1") % {"value": value}
        )
    return value if "://" in value else address.geturl()  # which says https:// before www.


def _published(value: str) -> str:
    stated, _minutes = parted(value)
    if stated is None:
        raise ValueError(
            _("published is not a date such as 2020-10-31 or 2020-10-31T19:19: %(value)r") % {"value": value}
        )
    if stated.first.year not in YEARS:
        raise ValueError(_("published is not a year that a newspaper has: %(value)r") % {"value": value})
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
