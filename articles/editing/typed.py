"""An article's fields as people read and type them: one line of text each, both ways.

A desk shows these, sends them back, and compares them; what is not typed otherwise is no change, whatever a
browser did to its line ends. Dates are written as in every other field of dates: ``2020-10-31 19:19
Asia/Baku``, ``2020-10``, "" for none.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from articles.editing.vocabulary import place_for, section_for, source_for
from articles.fields import FIELDS, Field, Kind
from articles.models import Article
from articles.text.addresses import as_address
from articles.text.languages import UNDETERMINED
from articles.text.periods import YEARS, moment_of, written

URL = "original_url"
NAMES = (*(field.name for field in FIELDS), URL)

_BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_ROWS: dict[str, Callable[[str], Any]] = {"source": source_for, "section": section_for, "place": place_for}


def typed(row: Any, names: tuple[str, ...] = NAMES) -> dict[str, str]:
    """The fields of an article, or of a revision of one, as they are typed."""
    return {name: _as_text(row, name) for name in names}


def cleaned(name: str, text: str) -> str:
    """The text as it is stored, whatever a browser did to it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
    field = _BY_NAME.get(name)
    if field is not None and field.kind is Kind.PARAGRAPHS:
        return "\n\n".join(part.strip() for part in re.split(r"\n(?:[^\S\n]*\n)+", text))
    return " ".join(text.split())


def fingerprint(name: str, text: str) -> str:
    """Tells one state of a field from another, without saying it all again."""
    return hashlib.sha256(cleaned(name, text).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def put(article: Article, name: str, text: str) -> None:
    """Set one field, unsaved, as it was typed. Raises ValueError, which says for people what is wrong."""
    text = cleaned(name, text)
    field = _BY_NAME.get(name)
    if field is None:
        if text and as_address(text) is None:
            raise ValueError(_("Not an address on the web. Give one such as https://turan.az/1."))
        setattr(article, name, text)
    elif field.kind is Kind.DATE:
        article.set_published(*published_of(text))
    elif field.kind is Kind.ROW:
        setattr(article, name, _row_of(name, text))
    elif field.kind is Kind.LANGUAGE:
        if text and not _LANGUAGE.fullmatch(text.lower()):
            raise ValueError(_("Two letters, such as az, or und for undetermined."))
        setattr(article, name, text.lower() or UNDETERMINED)
    elif field.longest and len(text) > field.longest:
        raise ValueError(_("At most %(count)d letters.") % {"count": field.longest})
    else:
        setattr(article, name, text)


def published_of(text: str) -> tuple[Any, Any, str, str]:
    """What ``Article.set_published`` takes, of a typed date. Raises ValueError for what is none."""
    if not text:
        return None, None, "", ""
    when, _space, zone = text.rpartition(" ")
    if not when or moment_of(text) is not None:
        when, zone = text, ""
    moment = moment_of(when)
    if moment is None or moment.first.year not in YEARS:
        raise ValueError(
            _("Not a date. Write 2020-10-31, 2020-10 or 2020, a time after the day if it is known.")
        )
    if zone:
        try:
            ZoneInfo(zone)
        except (ValueError, OSError, LookupError) as error:
            raise ValueError(
                _("There is no time zone “%(zone)s”. Give one such as Asia/Baku.") % {"zone": zone[:60]}
            ) from error
    return moment.first, moment.time, zone, moment.precision


def _as_text(row: Any, name: str) -> str:
    field = _BY_NAME.get(name)
    if field is not None and field.kind is Kind.DATE:
        zone = row.published_timezone
        return written(row.published_from, row.published_time, zone, row.published_precision)
    if field is not None and field.kind is Kind.ROW:
        return _name_of(row, name)
    return str(getattr(row, name))


def _name_of(row: Any, name: str) -> str:
    """Of the source, section or place; "" for none, also where the row of a revision is gone since."""
    if getattr(row, f"{name}_id") is None:
        return ""
    target: Any = Article._meta.get_field(name).related_model
    try:
        found = getattr(row, name)
    except target.DoesNotExist:
        return ""
    return "" if found is None else str(found)


def _row_of(name: str, text: str) -> Any:
    """The row of these words, made where there is none yet."""
    if not text:
        return None
    row = _ROWS[name](text)
    if row is None:
        raise ValueError(_("A name needs a letter or a digit, and is no longer than 200 letters."))
    return row
