"""How the archive writes languages and dates, wherever a list is shown."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from articles.exporting.record import when_of
from articles.models import Article
from articles.text.languages import UNDETERMINED


def language_name(code: str) -> str:
    """The name of a language code; the code itself where Django knows no name."""
    if code in {"", UNDETERMINED}:
        return _("Language undetermined")
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def iso_published(article: Article) -> str:
    """When the article was published, in the form of HTML's datetime attribute; "" where unknown."""
    when = when_of(article)
    return when.iso if when else ""


def zone_words(article: Article) -> str:
    """Whose local time it is: "Baku time (UTC+4)"; says so where the zone is unknown."""
    if not article.published_timezone or article.published_at is None:
        return _("(time zone unknown)")
    city = article.published_timezone.rsplit("/", 1)[-1].replace("_", " ")
    local = article.published_at.astimezone(ZoneInfo(article.published_timezone))
    offset = local.utcoffset() or dt.timedelta()
    hours, minutes = divmod(int(abs(offset).total_seconds()) // 60, 60)
    sign = "−" if offset < dt.timedelta() else "+"
    words = f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
    return _("%(city)s time (%(offset)s)") % {"city": city, "offset": words} if city != "UTC" else "UTC"


def thousands(number: int) -> str:
    """A number with commas: 12,345. Django's own looks up a language's habits each time."""
    return f"{number:,}"
