"""What people say about a file beforehand, checked: nothing odd gets in, and no hint is ignored."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from dataclasses import asdict, replace
from urllib.parse import urlsplit

from articles.models.filed import NAME_LENGTH, is_name
from articles.reading.model import Hints

_PUBLISHED = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?)?)?")


def checked(hints: Hints) -> Hints:
    """The hints without surrounding blanks. Raises ValueError that says which of them cannot be."""
    for name, value in asdict(hints).items():
        if name != "path" and not value.isprintable():
            raise ValueError(f"{name} holds characters that are no text: {value!r}")
    found = replace(hints, **{name: value.strip() for name, value in asdict(hints).items() if name != "path"})
    for name in ("source", "section"):
        value = getattr(found, name)
        if len(value) > NAME_LENGTH:
            raise ValueError(f"{name} is longer than {NAME_LENGTH} letters")
        if value and not is_name(value):
            raise ValueError(f"{value!r} is no {name}: a name needs a letter or a digit")
    if found.language and not re.fullmatch(r"[a-z]{2,3}", found.language.lower()):
        raise ValueError(f"{found.language!r} is no language code; give two letters, such as az")
    if found.timezone and found.timezone not in zoneinfo.available_timezones():
        raise ValueError(f"{found.timezone!r} is no time zone; give a name such as Asia/Baku")
    if found.url and not _is_web_address(found.url):
        raise ValueError(f"{found.url!r} is no web address; give one such as https://turan.az/1")
    if found.published and not _is_date(found.published):
        raise ValueError(
            f"published is not a date such as 2020-10-31 or 2020-10-31T19:19: {found.published!r}"
        )
    return replace(found, language=found.language.lower())


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in url


def _is_date(text: str) -> bool:
    if not _PUBLISHED.fullmatch(text):
        return False
    try:
        dt.datetime.fromisoformat(text + "0001-01-01"[len(text) :] if len(text) < 10 else text)
    except ValueError:
        return False
    return True
