"""How the archive writes languages and dates, wherever a list is shown."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from articles.exporting.record import when_of
from articles.models import Article
from articles.wording.languages import language_name
from articles.wording.numbers import per_cent, thousands

__all__ = ["iso_published", "language_name", "per_cent", "thousands", "zone_words"]


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
    if article.published_timezone.partition("/")[0] in ("Etc", "UTC"):  # the page gave an offset, no city
        return words if offset else "UTC"
    return _("%(city)s time (%(offset)s)") % {"city": city, "offset": words}
