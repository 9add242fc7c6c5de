"""Dates by a pattern somebody wrote down: YYYY, MM, DD as they stand in an address or a path. Pure."""

from __future__ import annotations

import datetime as dt
import re

_PARTS = {"YYYY": r"(?P<year>\d{4})", "MM": r"(?P<month>\d{2})", "DD": r"(?P<day>\d{2})", "*": r".*?"}
_SIGN = re.compile(r"YYYY|MM|DD|\*")


def pattern_of(text: str) -> re.Pattern[str]:
    """``/YYYY/MM/DD/``, ``news_DDMMYYYY*``: all but those signs and ``*`` stands for itself.

    Raises ValueError where the year is missing, a part is there twice, or a day stands without its month.
    """
    signs = _SIGN.findall(text)
    if any(signs.count(sign) > 1 for sign in ("YYYY", "MM", "DD")) or "YYYY" not in signs:
        raise ValueError(text)
    if "DD" in signs and "MM" not in signs:
        raise ValueError(text)
    parts, at = [], 0
    for match in _SIGN.finditer(text):
        parts += [re.escape(text[at : match.start()]), _PARTS[match.group()]]
        at = match.end()
    body = "".join(parts) + re.escape(text[at:])
    before = r"(?<!\d)" if body.startswith("(?P") else ""
    after = r"(?!\d)" if text.endswith(("YYYY", "MM", "DD")) else ""
    return re.compile(before + body + after)


def date_by(pattern: re.Pattern[str], text: str) -> str:
    """The date that stands so in the text, as precise as the pattern: "2020-10-31"; "" for none."""
    match = pattern.search(text)
    if match is None:
        return ""
    found = match.groupdict()
    try:
        dt.date(int(found["year"]), int(found.get("month") or 1), int(found.get("day") or 1))
    except ValueError:
        return ""
    return "-".join(found[name] for name in ("year", "month", "day") if found.get(name))
