"""The fields of an article as the desk's form shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.editing.typed import URL
from articles.fields import FIELDS
from articles.models import Article, Reading
from articles.wording.codes import worded

LABELS: Mapping[str, Promise] = {
    "headline": _("Headline"),
    "published": _("Date"),
    "source": _("Source"),
    "section": _("Section"),
    "place": _("Place"),
    "language": _("Language"),
    "byline": _("Byline"),
    "agency": _("Agency"),
    "caption": _("Caption"),
    "body": _("Text"),
    URL: _("Address on the web"),
}
HINTS: Mapping[str, Promise] = {
    "published": _("2020-10-31 19:19 Asia/Baku, 2020-10-31, 2020-10 or 2020; empty where it is not known"),
    "language": _("two letters, such as az"),
    "source": _("a domain such as turan.az, or a name"),
}


@dataclass(frozen=True)
class Take:
    """What a chosen line may be said to be, and the key that says so."""

    value: str
    label: Promise
    key: str


TAKES = (
    Take("headline", _("the headline"), "h"),
    Take("starts", _("where the text begins"), "b"),
    Take("ends", _("where the text ends"), "e"),
    Take("published", _("the date"), "d"),
    Take("caption", _("the caption"), "c"),
    Take("byline", _("the byline"), "y"),
)

_ROWS = {field.name: field.rows for field in FIELDS}
SHOWN = 12  # lines of evidence linked


@dataclass(frozen=True)
class FormField:
    name: str
    label: str
    value: str
    seen: str
    hint: str = ""
    error: str = ""
    rows: int = 1  # of its input
    rule: str = ""  # by which the reader took it
    lines: tuple[int, ...] = ()  # of the original
    by_editor: bool = False

    @property
    def described_by(self) -> str:
        ids = [f"hint-{self.name}"] * bool(self.hint) + [f"error-{self.name}"] * bool(self.error)
        return " ".join(ids)


def form_fields(
    article: Article,
    reading: Reading | None,
    values: Mapping[str, str],
    seen: Mapping[str, str],
    errors: Mapping[str, str],
) -> list[FormField]:
    """The fields in the order of the form, with the evidence of each."""
    evidence = reading.evidence if reading else {}
    return [
        FormField(
            name=name,
            label=str(label),
            value=values[name],
            seen=seen[name],
            hint=str(HINTS.get(name, "")),
            error=errors.get(name, ""),
            rows=_ROWS.get(name, 1),
            rule=worded(evidence[name]["rule"]) if name in evidence else "",
            lines=tuple(evidence.get(name, {}).get("lines", ())[:SHOWN]),
            by_editor=name in article.edited_fields,
        )
        for name, label in LABELS.items()
    ]
